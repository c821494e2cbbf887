package kit

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// imeGuard is how long after text from an input method Enter, Esc and BackSpace
// are not ours: X11 hands us the keys that chose the text too (pitfalls 1.4).
const imeGuard = 30 * time.Millisecond

// Field is one line that is typed into at its end: a score, a scanned number, a
// passphrase. It draws its own ring, and gives every key but typing to the Host.
type Field struct {
	widget.BaseWidget
	// OnChange is called after each change by typing.
	OnChange func(text string)
	// OnLeave is called when the keyboard goes elsewhere.
	OnLeave func()

	st       *Style
	kind     FieldKind
	size     float32
	icon     string
	hint     string
	right    bool
	text     string
	selected bool // the next character replaces all
	bad      bool
	shown    bool // a Secret that is being looked at
	focused  bool
	now      func() time.Time
	imeAt    time.Time

	box   *boxed
	line  *canvas.Text
	caret *canvas.Rectangle
	sel   *canvas.Rectangle
	mark  fyne.CanvasObject
}

// FieldLook is how a field is drawn.
type FieldLook struct {
	Size  float32 // text size; 0: body
	Icon  string
	Hint  string
	Right bool // figures end at the right
}

// NewField makes a field. now is the clock of the input-method guard.
func NewField(st *Style, kind FieldKind, l FieldLook, now func() time.Time) *Field {
	f := &Field{st: st, kind: kind, size: l.Size, icon: l.Icon, hint: l.Hint, right: l.Right, now: now}
	if f.size == 0 {
		f.size = st.Body
	}
	f.box = st.boxed(Input, 4)
	f.line = st.Text("", f.size, Ink)
	f.caret = st.Fill(Ink)
	f.sel = st.Fill(Sel)
	f.mark = Gap(0, 0)
	if f.icon != "" {
		f.mark = st.Icon(f.icon, 26, Ink2)
	}
	f.ExtendBaseWidget(f)
	return f
}

// Text is what stands in the field.
func (f *Field) Text() string { return f.text }

// Set puts text into the field; selected lets the next character replace it.
func (f *Field) Set(text string, selected bool) {
	f.text, f.selected, f.bad = text, selected, false
	f.Refresh()
}

// Refuse shows the field as wrong until something is typed, its text selected.
func (f *Field) Refuse() {
	f.bad, f.selected = true, true
	f.Refresh()
}

// Reveal lets a passphrase be read while on is true.
func (f *Field) Reveal(on bool) {
	f.shown = on
	f.Refresh()
}

// Focused says whether the field has the keyboard.
func (f *Field) Focused() bool { return f.focused }

// AcceptsTab keeps Tab for the key table.
func (f *Field) AcceptsTab() bool { return true }

// FocusGained shows the ring.
func (f *Field) FocusGained() {
	f.focused = true
	f.Refresh()
}

// FocusLost hides it.
func (f *Field) FocusLost() {
	f.focused = false
	f.Refresh()
	if f.OnLeave != nil {
		f.OnLeave()
	}
}

// Tapped takes the keyboard.
func (f *Field) Tapped(*fyne.PointEvent) {
	if f.st.Host != nil {
		f.st.Host.Focus(f)
	}
}

// TypedRune takes a character, unless the key table has it.
func (f *Field) TypedRune(r rune) {
	if half(r) >= 0x80 { // full-width digits come one by one, and a card reader's Enter at once
		f.imeAt = f.now()
	}
	if f.st.Host != nil && f.st.Host.Press(string(half(r))) {
		return
	}
	old := f.text
	if f.selected {
		old = ""
	}
	text, ok := f.kind.Take(old, r)
	if !ok {
		return
	}
	f.put(text)
}

func (f *Field) put(text string) {
	f.text, f.selected, f.bad = text, false, false
	f.Refresh()
	if f.OnChange != nil {
		f.OnChange(text)
	}
}

// TypedKey edits, or gives the key to the table.
func (f *Field) TypedKey(e *fyne.KeyEvent) {
	name := NameOf(e.Name)
	if leaked(name, f.now().Sub(f.imeAt)) {
		return
	}
	if name == "BackSpace" || name == "Delete" {
		if r := []rune(f.text); f.selected || len(r) <= 1 {
			f.put("")
		} else {
			f.put(string(r[:len(r)-1]))
		}
		return
	}
	if f.st.Host != nil {
		f.st.Host.Press(name)
	}
}

// leaked says that a key belongs to an input method that has just given text.
func leaked(name string, since time.Duration) bool {
	switch name {
	case "Enter", "Esc", "BackSpace", "Delete", "Up", "Down", "Left", "Right", "Tab":
		return since >= 0 && since < imeGuard
	}
	return false
}

// TypedShortcut gives combinations to the table; paste types.
func (f *Field) TypedShortcut(s fyne.Shortcut) {
	if p, ok := s.(*fyne.ShortcutPaste); ok && f.kind != Code {
		for _, r := range strings.TrimSpace(p.Clipboard.Content()) {
			f.TypedRune(r)
		}
		return
	}
	if name := ShortcutName(s); name != "" && f.st.Host != nil {
		f.st.Host.Press(name)
	}
}

// Cursor is the text cursor.
func (f *Field) Cursor() desktop.Cursor { return desktop.TextCursor }

// CreateRenderer draws box, text and caret. A field that nothing has happened to yet
// has no caret either.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	v := &fieldView{f: f, objs: []fyne.CanvasObject{f.box.raster, f.sel, f.mark, f.line, f.caret}}
	v.Refresh()
	return v
}

type fieldView struct {
	f    *Field
	objs []fyne.CanvasObject
}

func (v *fieldView) Destroy() {}

func (v *fieldView) Objects() []fyne.CanvasObject { return v.objs }

func (v *fieldView) MinSize() fyne.Size { return fyne.NewSize(60, 44) }

func (v *fieldView) Layout(s fyne.Size) {
	f := v.f
	f.box.raster.Resize(s)
	left := float32(12)
	if f.icon != "" {
		f.mark.Resize(f.mark.MinSize())
		f.mark.Move(fyne.NewPos(12, (s.Height-f.mark.MinSize().Height)/2))
		left += 38
	}
	h := f.size * 1.45
	room := s.Width - left - 14
	f.line.Text = f.fitting(room)
	f.line.Move(fyne.NewPos(left, (s.Height-h)/2))
	f.line.Resize(fyne.NewSize(room, h))
	w := float32(0)
	if f.text != "" {
		w = measure(f.line.Text, f.size)
	}
	at := left + w + 1
	if f.right {
		at = s.Width - 13
	}
	f.sel.Move(fyne.NewPos(left-2, (s.Height-h)/2))
	if f.right {
		f.sel.Move(fyne.NewPos(s.Width-16-w, (s.Height-h)/2))
	}
	f.sel.Resize(fyne.NewSize(w+4, h))
	f.caret.Move(fyne.NewPos(at, (s.Height-f.size*1.2)/2))
	f.caret.Resize(fyne.NewSize(2, f.size*1.2))
}

func (v *fieldView) Refresh() {
	f := v.f
	edge, width := Edge, float32(1)
	switch {
	case f.bad:
		edge, width = Err, 3
	case f.focused:
		edge, width = Pri, 3
	}
	f.line.Color = f.st.C(Ink)
	if f.text == "" {
		f.line.Color = f.st.C(Hint)
	}
	f.line.Alignment = fyne.TextAlignLeading
	if f.right {
		f.line.Alignment = fyne.TextAlignTrailing
	}
	f.caret.Hidden = !f.focused || f.selected && f.text != ""
	f.sel.Hidden = !f.selected || f.text == "" || !f.focused
	v.Layout(f.Size())
	f.box.edge(edge, width)
	f.sel.Refresh()
	f.line.Refresh()
	f.caret.Refresh()
}

// fitting is what stands in room units: the hint, or the end of what is typed, since
// that is where the next character goes. A passphrase is as many dots as have room.
func (f *Field) fitting(room float32) string {
	if room <= 0 {
		return ""
	}
	switch {
	case f.text == "":
		return Shorten(f.hint, f.size, room)
	case (f.kind == Secret || f.kind == Code) && !f.shown:
		r := []rune(strings.Repeat("●", len([]rune(f.text))))
		for len(r) > 1 && measure(string(r), f.size) > room {
			r = r[1:]
		}
		return string(r)
	}
	line := f.text
	for r := []rune(f.text); len(r) > 1 && measure(line, f.size) > room; line = "…" + string(r) {
		r = r[1:]
	}
	return line
}

// Revealed says whether a passphrase is being looked at.
func (f *Field) Revealed() bool { return f.shown }
