package cli_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"kaowu/app/cli"
	"kaowu/app/cli/drill"
	"kaowu/app/exam"
	"kaowu/app/sheet"
	"kaowu/app/words"
	"kaowu/assets"
	"kaowu/store"
)

// TestMain lets the test binary be the program, so that scripts read as the manual
// does and a second process can hold a book.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"kaowu": func() {
			os.Exit(cli.Main(context.Background(), os.Args[1:], cli.Env{In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
				Version: "0.4.0", Commit: "c0ffee", GoVersion: "go1.26", ScryptLog: 10}))
		},
	})
}

// Each script is a page of the manual: commands, what they print, how they exit.
func TestScripts(t *testing.T) {
	plan, err := filepath.Abs(filepath.Join("testdata", "plan12.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(e *testscript.Env) error {
			e.Setenv("PLAN", plan)
			filing(t, plan, filepath.Join(e.WorkDir, "filing"))
			e.Setenv("LANG", "en_US.UTF-8") // the language is zh whatever the locale says
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "flip": flip, "hold": hold, "enroll": enroll},
	})
}

// filing writes the filing of a plan's body into dir, with the files of its materials.
func filing(t *testing.T, plan, dir string) {
	t.Helper()
	pf, err := sheet.ReadPlan(t.Context(), plan, sheet.PlanConfig{})
	if err == nil {
		err = os.MkdirAll(filepath.Join(dir, "材料"), 0o700)
	}
	var f exam.Filing
	if err == nil {
		f, err = drill.FilingOf(pf.Plan, 3)
	}
	var w *words.Words
	if err == nil {
		w, err = words.Load(assets.Words(), "zh")
	}
	for _, m := range f.Materials {
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, m.Path), []byte(m.Name), 0o600)
		}
	}
	if err == nil {
		err = sheet.WriteFiling(filepath.Join(dir, "filing.xlsx"), f, w)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// exits CODE ARGS… runs kaowu and wants that exit code.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec("kaowu", args[1:]...)
	got := 0
	if err != nil {
		if c, ok := err.(interface{ ExitCode() int }); ok {
			got = c.ExitCode()
		} else {
			got = -1
		}
	}
	if strconv.Itoa(got) != args[0] {
		ts.Fatalf("kaowu %v: exit %d, want %s", args[1:], got, args[0])
	}
}

// flip FILE OFFSET changes one byte.
func flip(ts *testscript.TestScript, _ bool, args []string) {
	file := ts.MkAbs(args[0])
	at, err := strconv.Atoi(args[1])
	ts.Check(err)
	b, err := os.ReadFile(file)
	ts.Check(err)
	b[at] ^= 1
	ts.Check(os.WriteFile(file, b, 0o600))
}

// hold HOME EXAM opens a book in this process until the script ends.
func hold(ts *testscript.TestScript, _ bool, args []string) {
	b, err := store.Open(ts.MkAbs(args[0]), args[1], store.Options{Program: "test"})
	ts.Check(err)
	ts.Defer(func() { _ = b.Close() })
}

// enroll HOME EXAM STAFF ROLE PASSFILE has S16 enrol somebody, as the window does.
func enroll(ts *testscript.TestScript, _ bool, args []string) {
	pass := []byte(strings.TrimSpace(ts.ReadFile(args[4])))
	b, err := store.Open(ts.MkAbs(args[0]), args[1], store.Options{Program: "test"})
	ts.Check(err)
	lead, err := b.SignIn("S16", pass)
	ts.Check(err)
	_, err = b.Enroll(context.Background(), lead, exam.StaffID(args[2]), exam.Role(args[3]), pass)
	ts.Check(err)
	ts.Check(b.Close())
}
