package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Area is a box for free text that takes Chinese. Enter is a new line in it; F
// keys, Esc, Tab and PgUp PgDn still belong to the key table.
type Area struct {
	widget.Entry
	// OnLeave is called when the keyboard goes elsewhere.
	OnLeave func(text string)

	st      *Style
	now     func() time.Time
	imeAt   time.Time
	focused bool
}

// NewArea makes an area with text in it. now is the clock of the input-method guard.
func NewArea(st *Style, text, hint string, now func() time.Time) *Area {
	a := &Area{st: st, now: now}
	a.MultiLine, a.Wrapping = true, fyne.TextWrapWord
	a.PlaceHolder = hint
	a.ExtendBaseWidget(a)
	a.SetText(text)
	return a
}

// AcceptsTab keeps Tab for the key table.
func (a *Area) AcceptsTab() bool { return true }

// TypedRune notes when an input method gave text.
func (a *Area) TypedRune(r rune) {
	if r >= 0x80 {
		a.imeAt = a.now()
	}
	a.Entry.TypedRune(r)
}

// TypedKey gives the table its keys and keeps the editing ones.
func (a *Area) TypedKey(e *fyne.KeyEvent) {
	name := NameOf(e.Name)
	if leaked(name, a.now().Sub(a.imeAt)) {
		return
	}
	switch name {
	case "Enter", "Up", "Down", "Left", "Right", "BackSpace", "Delete", "Home", "End":
		a.Entry.TypedKey(e)
		return
	}
	if a.st.Host != nil {
		a.st.Host.Press(name)
	}
}

// TypedShortcut offers combinations to the table before the entry's own.
func (a *Area) TypedShortcut(s fyne.Shortcut) {
	if name := ShortcutName(s); name != "" && a.st.Host != nil && a.st.Host.Press(name) {
		return
	}
	a.Entry.TypedShortcut(s)
}

// Focused says whether the area has the keyboard.
func (a *Area) Focused() bool { return a.focused }

// FocusGained shows the cursor.
func (a *Area) FocusGained() {
	a.focused = true
	a.Entry.FocusGained()
}

// FocusLost tells what was written.
func (a *Area) FocusLost() {
	a.focused = false
	a.Entry.FocusLost()
	if a.OnLeave != nil {
		a.OnLeave(a.Text)
	}
}

// Scroll lets a body be higher than its box; it has no part in the keyboard. The
// bar stands beside the body, not over the ends of its lines.
func (st *Style) Scroll(body fyne.CanvasObject) *container.Scroll {
	if body == nil {
		return container.NewVScroll(nil) // its content comes later
	}
	return container.NewVScroll(Inset(0, 8, 0, 0, body))
}
