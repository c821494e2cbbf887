package drill_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"kaowu/app/cli"
)

const plan12 = "../testdata/plan12.xlsx"

// kaowu runs the program in this process and gives what it printed.
func kaowu(t testing.TB, want int, args ...string) []byte {
	t.Helper()
	var out, errs bytes.Buffer
	code := cli.Main(t.Context(), args, cli.Env{In: bytes.NewReader(nil), Out: &out, Err: &errs,
		Getenv: func(string) string { return "" }, Version: "test"})
	if code != want {
		t.Fatalf("kaowu %v: exit %d, want %d\n%s%s", args, code, want, out.Bytes(), errs.Bytes())
	}
	return out.Bytes()
}

// rehearsed is a finished drill.
type rehearsed struct {
	dir  string
	lead struct{ id, passphrase string }
}

func rehearse(t testing.TB, dir, seed string) rehearsed {
	t.Helper()
	kaowu(t, 0, "rehearse", "--plan", plan12, "--out", dir, "--seed", seed, "--json")
	return leadOf(t, dir)
}

// leadOf reads who leads from people.json, and puts their passphrase into a file.
func leadOf(t testing.TB, dir string) rehearsed {
	t.Helper()
	var people []struct {
		ID, Passphrase string
		Roles          []string
	}
	read(t, filepath.Join(dir, "people.json"), &people)
	r := rehearsed{dir: dir}
	for _, p := range people {
		if p.Roles[0] == "site-lead" {
			r.lead.id, r.lead.passphrase = p.ID, p.Passphrase
		}
	}
	if err := os.WriteFile(r.passFile(), []byte(r.lead.passphrase+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return r
}

// passFile lies beside the drill's folder: what is in it is the drill's own.
func (r rehearsed) passFile() string { return r.dir + "-passphrase" }

func (r rehearsed) home() string { return filepath.Join(r.dir, "laptops", "1") }

// asLead runs a command on the drill's book as its site lead.
func (r rehearsed) asLead(t testing.TB, want int, args ...string) []byte {
	t.Helper()
	return kaowu(t, want, append(args, "--home", r.home(), "--as", r.lead.id, "--passphrase-file", r.passFile(), "--json")...)
}

func read(t testing.TB, file string, into any) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(b, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

var once struct {
	sync.Once
	rehearsed
}

// first is the drill of seed 1, played once for all tests that only read it.
func first(t testing.TB) rehearsed {
	t.Helper()
	once.Do(func() {
		dir, err := os.MkdirTemp("", "kaowu-drill-")
		if err != nil {
			t.Fatal(err)
		}
		once.rehearsed = rehearse(t, filepath.Join(dir, "out"), "1")
	})
	if once.dir == "" {
		t.Fatal("the drill did not end")
	}
	return once.rehearsed
}

func TestMain(m *testing.M) {
	code := asRehearsal(m)
	if once.dir != "" {
		os.RemoveAll(filepath.Dir(once.dir))
	}
	os.Exit(code)
}
