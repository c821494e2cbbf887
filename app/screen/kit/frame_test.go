package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// texts lists what stands on the canvas.
func texts(o fyne.CanvasObject) string {
	var b strings.Builder
	for _, x := range test.LaidOutObjects(o) {
		if t, ok := x.(*canvas.Text); ok && t.Visible() {
			b.WriteString(t.Text + "|")
		}
		if body := Under(x); body != nil {
			b.WriteString(texts(body))
		}
	}
	return b.String()
}

func TestStripIsMadeFromTheTable(t *testing.T) {
	st := newStyle(t, Light, Standard)
	f, _ := newFrame(t, st)
	on := true
	f.Show(Clear(), Table{
		{Names: []string{"F9"}, Word: "submit", Do: func() {}, When: func() bool { return on }},
		{Names: []string{"F3"}, Word: "quietly", Do: func() {}, Quiet: true},
	})
	if got := texts(f.strip); !strings.Contains(got, "F9|submit") || strings.Contains(got, "quietly") {
		t.Errorf("strip %q", got)
	}
	on = false
	f.Saved("stored 09:41:02")
	if got := texts(f.strip); strings.Contains(got, "submit") || !strings.Contains(got, "stored 09:41:02") {
		t.Errorf("strip %q", got)
	}
}

func TestDialogHasItsOwnKeysAndGivesFocusBack(t *testing.T) {
	st, c := newStyle(t, Light, Standard), newClock()
	f, w := newFrame(t, st)
	below, above := NewField(st, Digits, FieldLook{}, c.now), NewField(st, Digits, FieldLook{}, c.now)
	var got []string
	f.Show(below, Table{{Names: []string{"F8"}, Word: "below", Do: func() { got = append(got, "below") }}})
	f.Focus(below)
	closed := false
	f.Open(&Dialog{Title: "T", Body: func() fyne.CanvasObject { return above }, First: above, OnClose: func() { closed = true },
		Keys: Table{{Names: []string{"Esc"}, Word: "close", Do: f.Close}}})
	key(w, fyne.KeyF8) // rests under a dialog
	typing(w, "7")
	if len(got) != 0 || above.Text() != "7" || below.Text() != "" {
		t.Errorf("below got %v, fields %q %q", got, above.Text(), below.Text())
	}
	key(w, fyne.KeyEscape)
	typing(w, "3")
	if !closed || below.Text() != "3" || f.Layered() {
		t.Errorf("closed %v, below %q", closed, below.Text())
	}
}

func TestCombinationsReachTheTable(t *testing.T) {
	st, c := newStyle(t, Light, Standard), newClock()
	f, _ := newFrame(t, st)
	x := NewField(st, Digits, FieldLook{}, c.now)
	var got []string
	for _, n := range []string{"Ctrl+L", "Alt+3", "Ctrl++"} {
		f.Common = append(f.Common, Key{Names: []string{n}, Word: n, Do: func() { got = append(got, n) }})
	}
	f.Show(x, nil)
	x.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyL, Modifier: fyne.KeyModifierControl})
	x.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.Key3, Modifier: fyne.KeyModifierAlt})
	x.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyEqual, Modifier: fyne.KeyModifierControl})
	if strings.Join(got, " ") != "Ctrl+L Alt+3 Ctrl++" {
		t.Errorf("got %v", got)
	}
}

// look.md 3: a window lower than 700 is short, and the training band counts.
func TestShortWindow(t *testing.T) {
	st := newStyle(t, Light, Standard)
	f, w := newFrame(t, st)
	var said []bool
	f.OnShort(func(short bool) { said = append(said, short) })
	w.Resize(fyne.NewSize(1280, 660))
	w.Resize(fyne.NewSize(1280, 720))
	f.SetBars(Bars{Train: "T"})
	if len(said) != 3 || !said[0] || said[1] || !said[2] {
		t.Errorf("said %v, want short, high, short", said)
	}
}
