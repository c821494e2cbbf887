package kit

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
)

func TestFieldTypesAndReplacesSelected(t *testing.T) {
	st, c := newStyle(t, Light, Standard), newClock()
	f, w := newFrame(t, st)
	x := NewField(st, Digits, FieldLook{Right: true}, c.now)
	f.Show(x, nil)
	f.Focus(x)
	changes := 0
	x.OnChange = func(string) { changes++ }
	typing(w, "21")
	key(w, fyne.KeyBackspace)
	typing(w, "5")
	if x.Text() != "25" || changes != 4 {
		t.Errorf("%q after %d changes", x.Text(), changes)
	}
	x.Refuse()
	typing(w, "7") // look.md 6.4 (4): text selected, the next digit replaces it
	if x.Text() != "7" {
		t.Errorf("after a refusal %q, want 7", x.Text())
	}
	x.Set("12.5", true)
	key(w, fyne.KeyBackspace)
	if x.Text() != "" {
		t.Errorf("a selected text goes at once, not to %q", x.Text())
	}
}

// pitfalls 1.4: under X11 the keys that chose Chinese text reach us too.
func TestFieldIgnoresKeysOfTheInputMethod(t *testing.T) {
	st, c := newStyle(t, Light, Standard), newClock()
	f, w := newFrame(t, st)
	x := NewField(st, Scan, FieldLook{}, c.now)
	entered := 0
	f.Show(x, Table{{Names: []string{"Enter"}, Word: "in", Do: func() { entered++ }}})
	f.Focus(x)
	typing(w, "邓英")
	c.at = c.at.Add(10 * time.Millisecond)
	key(w, fyne.KeyReturn)
	key(w, fyne.KeyBackspace)
	if entered != 0 || x.Text() != "邓英" {
		t.Fatalf("leaked keys did something: %d, %q", entered, x.Text())
	}
	c.at = c.at.Add(30 * time.Millisecond)
	key(w, fyne.KeyReturn)
	if entered != 1 {
		t.Error("a real Enter was lost")
	}
}

func TestFieldGivesKeysToTheTable(t *testing.T) {
	st, c := newStyle(t, Light, Standard), newClock()
	f, w := newFrame(t, st)
	x := NewField(st, Digits, FieldLook{}, c.now)
	var got []string
	asking := false
	mark := func(s string) func() { return func() { got = append(got, s) } }
	f.Show(x, Table{
		{Names: []string{"F8"}, Word: "undo", Do: mark("F8")},
		{Names: []string{"Down"}, Word: "down", Do: mark("Down")},
		{Names: []string{"1"}, Word: "why", Do: mark("1"), When: func() bool { return asking }},
	})
	f.Common = Table{{Names: []string{"F1"}, Word: "help", Do: mark("F1")}}
	f.Focus(x)
	key(w, fyne.KeyF8)
	key(w, fyne.KeyDown)
	key(w, fyne.KeyF1)
	typing(w, "1")
	asking = true
	typing(w, "1")
	if want := []string{"F8", "Down", "F1", "1"}; len(got) != 4 || got[3] != want[3] || x.Text() != "1" {
		t.Errorf("table got %v, field %q", got, x.Text())
	}
}

// After a click beside everything the next digit still lands in the field.
func TestStrayKeysComeBack(t *testing.T) {
	st, c := newStyle(t, Light, Standard), newClock()
	f, w := newFrame(t, st)
	x := NewField(st, Digits, FieldLook{}, c.now)
	f.Show(x, nil)
	f.Focus(x)
	w.Canvas().Unfocus()
	typing(w, "4")
	if x.Text() != "4" || !x.Focused() {
		t.Errorf("field has %q, focused %v", x.Text(), x.Focused())
	}
}

// However much is typed, nothing is painted past the field: the end stays in sight.
func TestFieldKeepsTheEndInSight(t *testing.T) {
	st, c := newStyle(t, Light, Standard), newClock()
	f, w := newFrame(t, st)
	for _, kind := range []FieldKind{Secret, Scan} {
		x := NewField(st, kind, FieldLook{Size: 20}, c.now)
		f.Show(Top(Fixed(x, 160, 44)), nil)
		f.Focus(x)
		typing(w, "abcdefghijklmnopqrstuvwxyz")
		x.Resize(fyne.NewSize(160, 44))
		if wide := x.line.MinSize().Width; wide > x.line.Size().Width {
			t.Errorf("kind %v: %q is %.0f wide in %.0f", kind, x.line.Text, wide, x.line.Size().Width)
		}
		if end := x.caret.Position().X; end > 160-4 {
			t.Errorf("kind %v: the caret stands at %.0f of 160", kind, end)
		}
		if kind == Scan && !strings.HasSuffix(x.line.Text, "xyz") {
			t.Errorf("the end of what is typed is not seen: %q", x.line.Text)
		}
		if x.Text() != "abcdefghijklmnopqrstuvwxyz" {
			t.Errorf("holds %q", x.Text())
		}
	}
}
