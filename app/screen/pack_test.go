package screen

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kaowu/app/desk"
	"kaowu/store"
)

// emptyLaptop starts the program on another laptop that holds no exam.
func (w *world) emptyLaptop(lang string) *window {
	w.t.Helper()
	win, err := newWindow(w.t.Context(), test.NewTempApp(w.t), filepath.Join(w.t.TempDir(), "laptop"), lang, w.sh.opt, &tracer{now: w.clock.Now})
	check(w.t, err)
	win.sh.u.run = func(work func()) { work() }
	w.sh, w.win = win.sh, win.window
	return win
}

// The lead writes an exam pack on the plan page and opens it on a second laptop, by keys.
func TestPackFromLaptopToLaptop(t *testing.T) {
	w := newWorld(t, "2026-12-18 16:00:00")
	w.enter(w.lead.Staff().Name)
	w.sh.open("plan", nil)
	w.shot("pack-write")
	file := filepath.Join(t.TempDir(), "exam"+packEnding)
	w.key(fyne.KeyF5)
	w.given(file)
	if !strings.Contains(w.says(), "exam"+packEnding) || w.sh.u.note != "" {
		t.Fatalf("not said to be written: %s", w.sh.u.note)
	}
	finger := w.sh.site.Fingerprint()
	first := w.sh.site
	t.Cleanup(func() { _ = first.Close() })

	w.emptyLaptop("zh")
	w.shot("pack-empty")
	// Not a pack, and one that breaks off: said on the page, and nothing is made.
	for name, bad := range map[string][]byte{"not-a-pack": []byte("PK"), "pack-cut": cutFile(t, file)} {
		wrong := filepath.Join(t.TempDir(), "bad"+packEnding)
		check(t, os.WriteFile(wrong, bad, 0o600))
		w.typed("4")
		w.given(wrong)
		if got := w.says(); w.sh.u.note == "" || !strings.Contains(got, w.sh.u.note[:12]) {
			t.Errorf("%s is not said: %s", name, got)
		}
	}
	w.shot("pack-empty-refused")
	w.key(fyne.KeyF5)
	w.given(file)
	if got := strings.ReplaceAll(w.says(), "\n", ""); !strings.Contains(got, finger) {
		t.Errorf("the fingerprint is not shown: %s", got)
	}
	w.shot("pack-open")
	w.typed("another passphrase")
	w.key(fyne.KeyF9)
	if w.sh.site != nil || !strings.Contains(w.says(), "口令不对") {
		t.Fatalf("a wrong passphrase: %s", w.says())
	}
	w.shot("pack-open-wrong")
	for range len("another passphrase") {
		w.key(fyne.KeyBackspace)
	}
	w.typed(passphrase)
	h := &held{}
	w.sh.u.run = h.run
	w.key(fyne.KeyF9)
	w.key(fyne.KeyEscape) // while it is made
	h.finish()
	if covers, err := store.Covers(w.sh.home); err != nil || len(covers) > 0 || !strings.Contains(w.says(), w.sh.u.T("screen.empty.cancelled")) {
		t.Errorf("cancelled: %d books are left, %v", len(covers), err)
	}
	w.sh.u.run = func(work func()) { work() }
	w.key(fyne.KeyF9)
	if w.sh.desk == nil || w.sh.at.name() != "day" || w.sh.site.Fingerprint() != finger {
		t.Fatalf("at %s: %s", w.sh.at.name(), w.says())
	}
	w.shot("pack-day")
	check(t, w.sh.site.Close())
}

// The same by tapping, in English and dark.
func TestPackByTap(t *testing.T) {
	w := newWorld(t, "2026-12-18 16:00:00")
	w.enter(w.lead.Staff().Name)
	w.sh.open("plan", nil)
	file := filepath.Join(t.TempDir(), "exam"+packEnding)
	w.tap(w.sh.u.T("screen.pack.write"))
	w.given(file)
	front, err := desk.ReadPack(t.Context(), file, nil)
	check(t, err)
	check(t, w.sh.site.Close())
	win := w.emptyLaptop("en")
	w.tap(w.sh.u.T("screen.empty.pack"))
	w.given(file)
	w.shot("pack-open-en")
	w.typed(passphrase)
	w.tap(w.sh.u.T("screen.pack.do"))
	if w.sh.desk == nil || w.sh.site.Fingerprint() != front.Fingerprint {
		t.Fatalf("at %s: %s", w.sh.at.name(), w.says())
	}
	check(t, win.close())
}

// cutFile is the first half of a file.
func cutFile(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	check(t, err)
	return b[:len(b)/2]
}
