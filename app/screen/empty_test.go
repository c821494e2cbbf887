package screen

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kaowu/store"
)

// A laptop without an exam begins by keys alone: training, and back to where it was.
func TestEmptyLaptop(t *testing.T) {
	w := newWorld(t, "2026-12-20 08:40:00")
	opt := w.sh.opt
	start := func(home string) *window {
		win, err := newWindow(t.Context(), test.NewTempApp(t), home, "zh", opt, &tracer{now: w.clock.Now})
		check(t, err)
		win.sh.u.run = func(work func()) { work() }
		w.sh, w.win = win.sh, win.window
		return win
	}
	home := filepath.Join(t.TempDir(), "laptop")
	win := start(home)
	if w.sh.at.name() != "empty" {
		t.Fatalf("at %s", w.sh.at.name())
	}
	w.shot("empty")
	w.key(fyne.KeyF1)
	if !strings.Contains(w.says(), w.sh.u.T("screen.empty.title")) {
		t.Error("F1 does not help here")
	}
	w.key(fyne.KeyEscape)
	w.typed("2")
	if w.sh.site == nil || !w.sh.site.Drill() || w.sh.at.name() != "signin" {
		t.Fatalf("2 leads to %s: %s", w.sh.at.name(), w.sh.u.note)
	}
	w.key(fyne.KeyF9)
	if w.sh.at.name() != "empty" || w.sh.site != nil || w.sh.u.f.Bars().Train != "" {
		t.Fatalf("back at %s", w.sh.at.name())
	}
	w.typed("1")
	w.shot("empty-plan")
	w.key(fyne.KeyEscape)
	if w.sh.at.name() != "empty" {
		t.Errorf("Esc leads to %s", w.sh.at.name())
	}
	w.typed("1")
	if w.sh.at.name() != "plan" {
		t.Errorf("1 leads to %s", w.sh.at.name())
	}

	// The recovery key is shown once, and the exam begins only after it was confirmed.
	l := demoLoading(t)
	w.sh.at.(*plan).first(l)
	w.typed(passphrase)
	w.key(fyne.KeyTab)
	w.typed("another one")
	w.key(fyne.KeyF9)
	if !strings.Contains(w.says(), w.sh.u.T("screen.signin.not-same")) {
		t.Error("two different passphrases are taken")
	}
	for range len("another one") {
		w.key(fyne.KeyBackspace)
	}
	w.typed(passphrase)
	h := &held{}
	w.sh.u.run = h.run
	w.key(fyne.KeyF9)
	w.key(fyne.KeyEscape) // while it is made
	h.finish()
	if covers, err := store.Covers(home); err != nil || len(covers) > 0 || !strings.Contains(w.says(), w.sh.u.T("screen.empty.cancelled")) {
		t.Errorf("cancelled: %d books are left, %v", len(covers), err)
	}
	w.shot("empty-cancelled")
	w.sh.u.run = func(work func()) { work() }
	w.key(fyne.KeyF9)
	if w.sh.desk != nil || !strings.Contains(w.says(), "AGE-SECR") {
		t.Fatal("the recovery key is not shown")
	}
	// The sheet is printed from the book's private folder, or saved where the lead says.
	w.key(fyne.KeyF7)
	if len(w.shown) == 0 || !strings.HasSuffix(w.shown[len(w.shown)-1], ".pdf") {
		t.Fatalf("F7 opened %v", w.shown)
	}
	printed := w.shown[len(w.shown)-1]
	sheet := filepath.Join(t.TempDir(), "sheet.pdf")
	w.key(fyne.KeyF6)
	w.given(sheet)
	if b, err := os.ReadFile(sheet); err != nil || !strings.HasPrefix(string(b), "%PDF") {
		t.Errorf("F6 saved %d bytes, %v", len(b), err)
	}
	w.shot("empty-recovery-saved")
	w.typed("XXXXXX")
	w.key(fyne.KeyF9)
	if w.sh.desk != nil {
		t.Fatal("goes on though nobody copied the key")
	}
	w.shot("empty-recovery")
	key := ""
	for _, l := range strings.Split(w.says(), "\n") {
		if key != "" || strings.HasPrefix(l, "AGE-SECR") {
			key += strings.ReplaceAll(l, " ", "")
		}
		if len(key) >= 74 { // the prefix and 59 characters of bech32
			break
		}
	}
	w.typed(strings.ToLower(key[len(key)-recoveryTail:]))
	w.key(fyne.KeyF9)
	if w.sh.desk == nil || w.sh.at.name() != "day" || strings.Contains(w.says(), "AGE-SECR") {
		t.Fatalf("at %s", w.sh.at.name())
	}
	check(t, win.close())
	// Neither the home nor the folder for temporary files keeps the sheet.
	for _, dir := range []string{home, os.TempDir()} {
		check(t, filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
			if filepath.Base(path) == filepath.Base(printed) {
				t.Errorf("left behind: %s", path)
			}
			return nil // what another program removes meanwhile is none of ours
		}))
	}
	start(home)
	if w.sh.at.name() != "signin" {
		t.Errorf("opened again at %s", w.sh.at.name())
	}
	check(t, w.sh.site.Close())
}
