package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Health is one item of the top bar: plain when well, a tinted chip when not.
type Health struct {
	Icon, Word string
	Bad        bool
	Do         func() // says what it means and what to do
}

// RailItem is one screen in the left rail.
type RailItem struct {
	Icon, Word string
	Digit      string // of Alt+digit
	Badge      int    // things waiting for this person; 0: the digit shows
	On         bool
	Do         func()
}

// Bars is everything round the screen: top bar, rail and training band.
type Bars struct {
	Line1, Line2 string
	Health       []Health
	Who, Role    string
	Rail         []RailItem
	Train        string // text of the training band; empty: none
	Alarm        string // text of the band that says why nothing can be saved; empty: none
	AlarmDo      func() // what to do about it
	Lock         func()
	Person       func()
	Bare         bool // sign-in: no bar and no rail, the screen fills
	Margin       bool // a bare screen that keeps its margins
}

// Frame is the window: it draws the bars round a screen, routes every key and
// keeps the focus. A dialog is a layer over the screen with its own keys.
type Frame struct {
	// Common are the keys of every screen: help, person, lock, rail.
	Common Table
	// After is called after each key that was taken and each change of screen.
	After func()
	// Any is called at every key and tap: the idle lock counts from it.
	Any func()

	st     *Style
	canvas fyne.Canvas
	bars   Bars
	keys   Table
	layers []*Dialog
	want   []fyne.Focusable // focus of the screen, then of each layer
	clock  string
	saved  string
	says   string                       // what the strip says: to redraw it on change only
	caps   map[string]fyne.CanvasObject // keys that the strip has shown in this style, by cap and word

	top, rail, strip, train, alarm, main, veil *fyne.Container
	clockText                                  *fyne.Container
	root                                       *fyne.Container
	sink                                       *sink
	below                                      fyne.CanvasObject
	short                                      bool
	onShort                                    func(short bool)
}

// NewFrame makes the frame of a window's canvas.
func NewFrame(st *Style, c fyne.Canvas) *Frame {
	f := &Frame{st: st, canvas: c, want: []fyne.Focusable{nil}, caps: map[string]fyne.CanvasObject{}}
	f.sink = newSink(f)
	f.top, f.rail, f.strip, f.train, f.alarm = Stack(), Stack(), Stack(), Stack(), Stack()
	f.main, f.veil, f.clockText = Stack(), Stack(), Stack()
	// A click beside everything takes the focus away, and Tab would then be the
	// driver's own: what lies below gives it back.
	f.below = st.Tap(Clear(), func() {})
	f.root = container.NewWithoutLayout(f.below, f.main, f.rail, f.train, f.alarm, f.top, f.strip, f.sink, f.veil)
	f.root.Layout = &frameLayout{f: f}
	st.Host = f
	c.SetOnTypedKey(func(e *fyne.KeyEvent) { f.stray(func(x fyne.Focusable) { x.TypedKey(e) }) })
	c.SetOnTypedRune(func(r rune) { f.stray(func(x fyne.Focusable) { x.TypedRune(r) }) })
	for _, s := range Shortcuts() {
		c.AddShortcut(s, func(s fyne.Shortcut) { f.Press(ShortcutName(s)) })
	}
	return f
}

// Root is the window's content.
func (f *Frame) Root() fyne.CanvasObject { return f.root }

// OnShort is told when the window becomes lower than 700 units or high again.
func (f *Frame) OnShort(do func(short bool)) { f.onShort = do }

// stray is a key that came while nothing had the focus, as after a click beside
// everything: the focus goes back first, so that no digit is lost.
func (f *Frame) stray(do func(fyne.Focusable)) {
	f.Refocus()
	if x := f.canvas.Focused(); x != nil {
		do(x)
	}
}

// Restyle redraws everything in another style; the screen is shown again by its owner.
func (f *Frame) Restyle(st *Style) {
	f.st = st
	st.Host = f
	f.says, f.caps = "", map[string]fyne.CanvasObject{}
	f.SetBars(f.bars)
}

// Show puts a screen with its keys into the frame.
func (f *Frame) Show(main fyne.CanvasObject, keys Table) {
	f.keys = keys
	y, x := float32(12), float32(16)
	if f.st.Short {
		y = 8
	}
	if f.bars.Bare && !f.bars.Margin {
		y, x = 0, 0
	}
	f.main.Objects = []fyne.CanvasObject{Pad(y, x, main)} // the window's own ground is Bg
	f.main.Refresh()
	f.root.Refresh()
	f.update()
}

// Put puts parts into a box that stands in the window already. It is not the box's own
// Refresh, which sends every picture in it to the screen anew: what stays there keeps its.
func (f *Frame) Put(box *fyne.Container, parts ...fyne.CanvasObject) {
	box.Objects = parts
	if box.Layout != nil {
		box.Layout.Layout(parts, box.Size())
	}
	f.below.Refresh() // the window is painted again
}

// SetKeys changes the screen's keys without drawing it again.
func (f *Frame) SetKeys(keys Table) {
	f.keys = keys
	f.update()
}

// Saved says what was stored last, at the right end of the key strip.
func (f *Frame) Saved(text string) {
	f.saved = text
	f.update()
}

// SavedText is what the strip says now.
func (f *Frame) SavedText() string { return f.saved }

// Focus gives the keyboard to a part of the top layer; nil to the key table alone.
func (f *Frame) Focus(x fyne.Focusable) {
	f.want[len(f.want)-1] = x
	f.Refocus()
}

// Refocus gives the keyboard back to where it belongs.
func (f *Frame) Refocus() {
	x := f.want[len(f.want)-1]
	if x == nil {
		x = f.sink
	}
	if f.canvas.Focused() != x {
		f.canvas.Focus(x)
	}
}

// Touched follows a tap.
func (f *Frame) Touched() {
	if f.Any != nil {
		f.Any()
	}
	f.Refocus()
	f.update()
}

// Press offers a key to the top layer, then to the screen's table, then to the
// common one. Under a dialog the screen's own keys rest.
func (f *Frame) Press(name string) bool {
	if f.Any != nil {
		f.Any()
	}
	took := f.table().Press(name)
	if !took && (len(f.layers) == 0 || name == "Ctrl+L") {
		took = f.Common.Press(name)
	}
	if took {
		f.update()
	}
	return took
}

func (f *Frame) table() Table {
	if n := len(f.layers); n > 0 {
		return f.layers[n-1].Keys
	}
	return f.keys
}

// Keys are the rows that work now: the screen's, then the common ones. The help
// page and a test read them.
func (f *Frame) Keys() Table {
	t := append(Table{}, f.table()...)
	if len(f.layers) == 0 {
		t = append(t, f.Common...)
	}
	return t
}

// Open lays a dialog over the screen.
func (f *Frame) Open(d *Dialog) {
	f.layers = append(f.layers, d)
	f.want = append(f.want, d.First)
	f.drawVeil()
	f.Refocus()
	f.update()
}

// Redraw draws the top dialog again after its body changed.
func (f *Frame) Redraw() { f.drawVeil(); f.update() }

// Close takes the top dialog away; the keyboard is where it was.
func (f *Frame) Close() {
	n := len(f.layers)
	if n == 0 {
		return
	}
	d := f.layers[n-1]
	f.layers, f.want = f.layers[:n-1], f.want[:len(f.want)-1]
	f.drawVeil()
	f.Refocus()
	if d.OnClose != nil {
		d.OnClose()
	}
	f.update()
}

// CloseThis takes away one dialog wherever it lies, and tells it nothing: work that
// ended by itself closes its own bar, not what a person opened meanwhile.
func (f *Frame) CloseThis(d *Dialog) {
	for i, x := range f.layers {
		if x == d {
			f.layers = append(f.layers[:i:i], f.layers[i+1:]...)
			f.want = append(f.want[:i+1:i+1], f.want[i+2:]...)
			f.drawVeil()
			f.Refocus()
			f.update()
			return
		}
	}
}

// Layered says whether a dialog is open.
func (f *Frame) Layered() bool { return len(f.layers) > 0 }

func (f *Frame) drawVeil() {
	f.veil.Objects = nil
	for _, d := range f.layers {
		f.veil.Add(d.object(f.st))
	}
	f.veil.Refresh()
}

// frameLayout places the bars: 52, 140 and 40 units, less in a short window.
type frameLayout struct{ f *Frame }

func (l *frameLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1280, 660) }

func (l *frameLayout) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	f := l.f
	// The bands take their height from the screen too.
	train, alarm := float32(0), float32(0)
	if f.bars.Train != "" {
		train = 32
	}
	if f.bars.Alarm != "" {
		alarm = 32
	}
	low := 700 + train + alarm
	if short := s.Height < low; short != f.short {
		f.short = short
		if f.onShort != nil {
			f.onShort(short)
		}
	}
	top, rail, strip := float32(52), float32(140), float32(40)
	if f.short {
		top, strip = 48, 36
	}
	if f.st.Step == Extra {
		rail = 164
	}
	if f.bars.Bare {
		top, rail = 0, 0
	}
	set := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
	set(f.top, 0, 0, s.Width, top)
	set(f.train, 0, top, s.Width, train)
	set(f.alarm, 0, top+train, s.Width, alarm)
	set(f.rail, 0, top+train+alarm, rail, s.Height-top-train-alarm-strip)
	set(f.main, rail, top+train+alarm, s.Width-rail, s.Height-top-train-alarm-strip)
	set(f.strip, 0, s.Height-strip, s.Width, strip)
	set(f.below, 0, 0, s.Width, s.Height)
	set(f.sink, 0, 0, 1, 1)
	set(f.veil, 0, 0, s.Width, s.Height)
}

// sink has the keyboard when no field has: it gives every key to the table.
type sink struct {
	widget.BaseWidget
	host Host
}

func newSink(h Host) *sink {
	s := &sink{host: h}
	s.ExtendBaseWidget(s)
	return s
}

func (s *sink) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(Clear()) }
func (s *sink) AcceptsTab() bool                    { return true }
func (s *sink) FocusGained()                        {}
func (s *sink) FocusLost()                          {}
func (s *sink) TypedRune(r rune)                    { s.host.Press(string(half(r))) }
func (s *sink) TypedKey(e *fyne.KeyEvent) {
	// Digits and blanks come as runes too; only keys without a rune are taken here.
	if name := NameOf(e.Name); len(name) > 1 {
		s.host.Press(name)
	}
}
func (s *sink) TypedShortcut(k fyne.Shortcut) {
	if name := ShortcutName(k); name != "" {
		s.host.Press(name)
	}
}

// MainMin is the room the screen asks for: a test holds it against the window.
func (f *Frame) MainMin() fyne.Size { return f.main.MinSize() }
