package kit

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kaowu/assets"
)

// newStyle is the style of a test: the real font and icons.
func newStyle(t testing.TB, look Look, step Size) *Style {
	t.Helper()
	st, err := NewStyle(look, step, assets.Font(), assets.Icons())
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// clock is a hand that a test moves.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func newClock() *clock { return &clock{time.Date(2026, 12, 20, 9, 41, 7, 0, time.UTC)} }

// newFrame is a frame in a test window of 1280 by 720.
func newFrame(t *testing.T, st *Style) (*Frame, fyne.Window) {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(NewTheme(st))
	w := test.NewTempWindow(t, nil)
	f := NewFrame(st, w.Canvas())
	w.SetPadded(false)
	w.SetContent(f.Root())
	w.Resize(fyne.NewSize(1280, 720))
	return f, w
}

// key sends a key as the driver does: to the focused part, else to the canvas.
func key(w fyne.Window, k fyne.KeyName) {
	if x := w.Canvas().Focused(); x != nil {
		x.TypedKey(&fyne.KeyEvent{Name: k})
		return
	}
	w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: k})
}

// typing sends characters as the driver does.
func typing(w fyne.Window, s string) {
	for _, r := range s {
		if x := w.Canvas().Focused(); x != nil {
			x.TypedRune(r)
			continue
		}
		w.Canvas().OnTypedRune()(r)
	}
}
