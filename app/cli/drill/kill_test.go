package drill_test

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"kaowu/app/cli"
)

// rehearseEnv tells the test binary to be the program: a drill that is to be killed
// must be a process of its own.
const rehearseEnv = "KAOWU_TEST_REHEARSE"

func asRehearsal(m *testing.M) int {
	if out := os.Getenv(rehearseEnv); out != "" {
		return cli.Main(context.Background(), []string{"rehearse", "--plan", plan12, "--out", out, "--json"},
			cli.Env{Out: io.Discard, Err: os.Stderr, Version: "test"})
	}
	return m.Run()
}

// Design 8: whenever a drill is killed, status and rebuild on its home exit 0 with
// the lead's passphrase, a half-loaded plan included.
func TestKilledAnywhere(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 10))
	for i := range 8 {
		// From the first moments, where the book is being made, to the last papers.
		wait := time.Duration(20+i*i*45+rng.IntN(60)) * time.Millisecond
		t.Run(fmt.Sprint(i), func(t *testing.T) { killed(t, wait) })
	}
}

func killed(t *testing.T, wait time.Duration) {
	dir := filepath.Join(t.TempDir(), "out")
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), rehearseEnv+"="+dir)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case <-ended: // it was faster: a whole drill must hold too
	case <-time.After(wait):
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		<-ended
	}
	if _, err := os.Stat(filepath.Join(dir, "laptops", "1")); os.IsNotExist(err) {
		return // there was no home yet, on a slow machine
	}
	r := leadOf(t, dir)
	r.asLead(t, 0, "status")
	r.asLead(t, 0, "rebuild")
	r.asLead(t, 0, "status")
}
