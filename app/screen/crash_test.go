package screen

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kaowu/app/words"
)

// callback stands for a screen's: it panics with a candidate's name and ID number in
// its arguments and in its message.
func callback(name, id string) { panic(name + " " + id) }

// look.md 5: the note of a crash has version, screen, place and event number, and
// nobody's name or number.
func TestCrashNoteNamesNobody(t *testing.T) {
	clock := newHand("2026-12-20 09:41:02")
	for _, tt := range []struct {
		loop func()
		want string
	}{
		{func() { callback("龙欣涵", "51000019900307009X") }, "panic of string"},
		{func() { var a []int; a[len(os.Args)+4]++ }, "index out of range"},
		{func() { panic(errors.New("龙欣涵 51000019900307009X")) }, "panic of *errors.errorString"},
	} {
		r := &running{home: t.TempDir(), now: clock.Now, events: func() uint64 { return 4213 }, mark: mark{Version: "4.0.0"}}
		r.begin()
		r.screen("practical")
		if err := r.guard(tt.loop); words.Code(err) != "crashed" {
			t.Fatalf("guarded with %v", err)
		}
		check(t, r.end())
		left, err := readLeftover(r.home)
		check(t, err)
		if left == nil {
			t.Fatal("nothing is left for the next start")
		}
		for _, want := range []string{"4.0.0", "practical", "4213", tt.want, "2026-12-20", "crash_test.go"} {
			if !strings.Contains(left.note, want) {
				t.Errorf("the note lacks %q:\n%s", want, left.note)
			}
		}
		for _, no := range []string{"龙", "510000", "0x", r.home, "/work/"} {
			if strings.Contains(left.note, no) {
				t.Errorf("the note has %q:\n%s", no, left.note)
			}
		}
	}
}

// A panic of work off the UI goroutine ends the window too, with the same note.
func TestCrashApart(t *testing.T) {
	clock := newHand("2026-12-20 09:41:02")
	r := &running{home: t.TempDir(), now: clock.Now}
	r.begin()
	quit := make(chan struct{})
	err := r.guard(func() {
		r.apart(func() { close(quit) })(func() { callback("龙欣涵", "51000019900307009X") })
		<-quit
	})
	if words.Code(err) != "crashed" {
		t.Errorf("ended with %v", err)
	}
	if left, err := readLeftover(r.home); err != nil || left == nil || strings.Contains(left.note, "龙") {
		t.Errorf("left %v %v", left, err)
	}
}

// A window that closes in order leaves nothing; one that is killed leaves a mark, and
// the next one offers the note once somebody is in.
func TestUncleanExitIsOffered(t *testing.T) {
	w := newWorld(t, "2026-12-20 08:40:00")
	check(t, w.sh.site.Close())
	desktop := t.TempDir()
	t.Setenv("HOME", desktop)
	opt := w.sh.opt
	opt.Version = "4.0.0"
	start := func() *window {
		win, err := newWindow(t.Context(), test.NewTempApp(t), w.home, "zh", opt, &tracer{now: w.clock.Now})
		check(t, err)
		win.sh.u.run = func(work func()) { work() }
		w.sh, w.win = win.sh, win.window
		return win
	}
	signIn := func() {
		w.typed(w.lead.Staff().Name)
		w.key(fyne.KeyReturn)
		w.typed(passphrase)
		w.key(fyne.KeyReturn)
		if w.sh.desk == nil {
			t.Fatal("not signed in")
		}
	}
	win := start()
	signIn()
	if w.sh.u.f.Layered() {
		t.Fatal("a first start offers a note")
	}
	check(t, win.close())
	if left, err := readLeftover(w.home); err != nil || left != nil {
		t.Fatalf("an orderly end leaves %v %v", left, err)
	}

	start()
	signIn()
	w.sh.open("results", nil)
	check(t, w.sh.site.Close()) // killed: the books are given back by the system, nothing else happens

	win = start()
	signIn()
	if !w.sh.u.f.Layered() || !strings.Contains(w.says(), "记录完好，最后一条 2026-12-18") {
		t.Fatalf("nothing is offered: %s", w.says())
	}
	w.shot("crash")
	w.key(fyne.KeyF9)
	files, err := filepath.Glob(filepath.Join(desktop, "kaowu-crash-*.txt"))
	check(t, err)
	if len(files) != 1 {
		t.Fatalf("saved %v", files)
	}
	b, err := os.ReadFile(files[0])
	check(t, err)
	if !strings.Contains(string(b), "results") || !strings.Contains(string(b), "4.0.0") {
		t.Errorf("the note is %s", b)
	}
	for _, c := range w.plan.Candidates {
		if strings.Contains(string(b), c.Name) || strings.Contains(string(b), c.IDNumber) {
			t.Fatalf("the note names candidate %s", c.No)
		}
	}
	for _, p := range w.plan.Staff {
		if strings.Contains(string(b), p.Name) {
			t.Fatalf("the note names %s", p.ID)
		}
	}
	check(t, win.close())
	if left, err := readLeftover(w.home); err != nil || left != nil {
		t.Errorf("after it was saved there is %v %v", left, err)
	}
}
