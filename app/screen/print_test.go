package screen

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A paper is opened from the book's private folder, which the book empties, and the
// strip says so; a laptop without a viewer says what to do.
func TestShowOpensAPaper(t *testing.T) {
	w := newWorld(t, "2026-12-20 08:40:00")
	w.enter(w.lead.Staff().Name)
	w.sh.u.show("emergency", []byte("%PDF-1.7"))
	if len(w.shown) != 1 || filepath.Base(w.shown[0]) != "emergency.pdf" || !strings.HasPrefix(w.shown[0], w.home) {
		t.Fatalf("opened %v", w.shown)
	}
	if b, err := os.ReadFile(w.shown[0]); err != nil || string(b) != "%PDF-1.7" {
		t.Errorf("the file holds %q, %v", b, err)
	}
	if got := w.sh.u.f.SavedText(); !strings.Contains(got, "emergency") {
		t.Errorf("the strip says %q", got)
	}
	w.sh.opt.OpenFile = func(string) error { return errors.New("exit status 3") }
	w.sh.u.show("emergency", nil)
	if !strings.Contains(w.says(), "PDF 阅读器") {
		t.Errorf("no viewer: %s", w.sh.u.note)
	}
}
