package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// The driver takes the focus away after a click on what cannot have it, and then
// Tab is the driver's own: the keyboard must be back before the next key.
func TestClickGivesTheKeyboardBack(t *testing.T) {
	st, c := newStyle(t, Light, Standard), newClock()
	f, w := newFrame(t, st)
	pad := st.NewSignPad(fyne.NewSize(362, 132), c.now)
	f.Show(Fixed(pad, 362, 132), nil)
	f.Focus(nil)
	at := fyne.PointEvent{Position: fyne.NewPos(30, 40)}
	for name, click := range map[string]func(){
		"beside everything": func() { test.TapCanvas(w.Canvas(), fyne.NewPos(1000, 500)) },
		"a stroke": func() { // MouseUp, then the driver, then DragEnd
			pad.MouseDown(&desktop.MouseEvent{PointEvent: at})
			pad.Dragged(&fyne.DragEvent{PointEvent: at})
			pad.MouseUp(nil)
			w.Canvas().Unfocus()
			pad.DragEnd()
		},
		"a dot": func() {
			pad.MouseDown(&desktop.MouseEvent{PointEvent: at})
			pad.MouseUp(nil)
			w.Canvas().Unfocus()
			pad.Tapped(&at)
		},
	} {
		w.Canvas().Unfocus()
		click()
		if w.Canvas().Focused() != fyne.Focusable(f.sink) {
			t.Errorf("%s: the focus is on %T", name, w.Canvas().Focused())
		}
	}
	if n := len(pad.Strokes()); n != 2 {
		t.Errorf("%d strokes", n)
	}
}
