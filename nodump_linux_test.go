package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"golang.org/x/sys/unix"
)

// dumpEnv makes a child of the test program run Kaowu's version command and then say what
// became of its core files.
const dumpEnv = "KAOWU_TEST_NODUMP"

// TestMain is the child where a test asks for it.
func TestMain(m *testing.M) {
	if os.Getenv(dumpEnv) == "" {
		os.Exit(m.Run())
	}
	code := run(context.Background(), []string{"--version"})
	var core unix.Rlimit
	err := unix.Getrlimit(unix.RLIMIT_CORE, &core)
	may, perr := unix.PrctlRetInt(unix.PR_GET_DUMPABLE, 0, 0, 0, 0)
	fmt.Printf("\n%d core %d %d %v dumpable %d %v", code, core.Cur, core.Max, err, may, perr)
}

// The program that has started leaves no core file and lets nobody look into its memory.
func TestNoCoreFiles(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(os.Environ(), dumpEnv+"=1")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	want := "\n0 core 0 0 <nil> dumpable 0 <nil>"
	if n := len(out) - len(want); n < 0 || string(out[n:]) != want {
		t.Errorf("got %q, want it to end with %q", out, want)
	}
}
