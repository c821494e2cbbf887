package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Cell is a cell of a form that reads like the printed one.
type Cell struct {
	Body   fyne.CanvasObject
	Width  float32 // 0: shares the room that is left
	Ground Tone    // empty: the panel's; labels stand on Rail
	Centre bool    // its body keeps its own width, in the middle
	Do     func()  // nil: not for tapping
	Ring   Tone    // a stroke round the cell that is meant; empty: none
}

// FormRow is one ruled row, at least so many units high and as high as its highest
// cell. wide is a first guess of its width. on puts the ring round it.
func (st *Style) FormRow(least, wide float32, on bool, cells ...Cell) *fyne.Container {
	l := &formRow{least: least, wide: wide, cells: cells}
	var o []fyne.CanvasObject
	for _, c := range cells {
		ground := c.Ground
		if ground == "" {
			ground = Panel
		}
		box := st.Box(ground, Line, st.Stroke(), 0)
		var touch fyne.CanvasObject = Gap(0, 0)
		if c.Do != nil {
			touch = st.Tap(Clear(), c.Do)
		}
		if c.Ring != "" {
			ring := st.Box(ground, c.Ring, 2, 0)
			ring.FillColor = color.Transparent
			touch = Stack(Pad(1, 1, ring), touch) // the next row is painted over its edge
		}
		body := c.Body
		if c.Centre {
			body = Middle(body)
		}
		o = append(o, box, body, touch)
	}
	if on {
		ring := st.Box(Panel, Pri, 3, 0)
		ring.FillColor = color.Transparent
		o = append(o, ring)
	}
	return container.New(l, o...)
}

// FormRows puts rows under one another so that neighbours share a line.
func FormRows(rows ...fyne.CanvasObject) *fyne.Container { return Col(-1, rows...) }

type formRow struct {
	least, wide float32
	cells       []Cell
}

// Room at the sides and above a cell's body.
const cellX, cellY = 9, 5

func (l *formRow) widths(wide float32) []float32 {
	left, shares := wide, 0
	for _, c := range l.cells {
		left += 1 - c.Width // neighbours share a line
		shares += intOf(c.Width == 0)
	}
	out := make([]float32, len(l.cells))
	for i, c := range l.cells {
		if out[i] = c.Width; c.Width == 0 {
			// Whole units, or the lines of rows with other cells would not meet.
			out[i] = float32(int(left-1) / shares)
			left, shares = left-out[i], shares-1
		}
	}
	return out
}

func intOf(b bool) int {
	if b {
		return 1
	}
	return 0
}

// MinSize lets each body break its lines first, since their height depends on the width.
func (l *formRow) MinSize(o []fyne.CanvasObject) fyne.Size {
	h, w := l.least, float32(0)
	for i, wide := range l.widths(l.wide) {
		body := o[3*i+1]
		body.Resize(fyne.NewSize(wide-2*cellX, body.Size().Height))
		m := body.MinSize()
		h = max(h, m.Height+2*cellY)
		w += max(l.cells[i].Width, m.Width+2*cellX)
	}
	return fyne.NewSize(w, h)
}

// Layout places boxes edge to edge and each body in the middle of its height.
func (l *formRow) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.wide = s.Width
	x := float32(0)
	for i, wide := range l.widths(s.Width) {
		box, body, touch := o[3*i], o[3*i+1], o[3*i+2]
		for _, c := range []fyne.CanvasObject{box, touch} {
			c.Move(fyne.NewPos(x, 0))
			c.Resize(fyne.NewSize(wide, s.Height))
		}
		body.Resize(fyne.NewSize(wide-2*cellX, body.MinSize().Height))
		h := body.MinSize().Height
		body.Resize(fyne.NewSize(wide-2*cellX, h))
		body.Move(fyne.NewPos(x+cellX, (s.Height-h)/2))
		x += wide - 1
	}
	if n := 3 * len(l.cells); n < len(o) {
		o[n].Move(fyne.Position{})
		o[n].Resize(s)
	}
}

// Struck is text over several lines that no longer holds, with a line through it.
func (st *Style) Struck(s string, size, width float32) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, l := range Wrap(s, size, width) {
		text := st.Text(l, size, Ink2)
		through := st.Fill(Ink2)
		through.SetMinSize(fyne.NewSize(1, 1))
		rows = append(rows, Row(0, Stack(text, Col(0, Gap(0, size*0.74), through, Space()))))
	}
	return Col(0, rows...)
}

// Flow puts objects beside one another and begins a new line where one is full.
// wide is a first guess of the width.
func Flow(gap, wide float32, parts ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flow{gap: gap, wide: wide}, parts...)
}

type flow struct{ gap, wide float32 }

func (f *flow) place(o []fyne.CanvasObject, put func(c fyne.CanvasObject, at fyne.Position, s fyne.Size)) float32 {
	x, y, high := float32(0), float32(0), float32(0)
	for _, c := range o {
		m := c.MinSize()
		if x > 0 && x+m.Width > f.wide {
			x, y, high = 0, y+high+f.gap, 0
		}
		put(c, fyne.NewPos(x, y), m)
		x += m.Width + f.gap
		high = max(high, m.Height)
	}
	return y + high
}

// MinSize is as wide as the widest part.
func (f *flow) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(least(o).Width, f.place(o, func(fyne.CanvasObject, fyne.Position, fyne.Size) {}))
}

// Layout places the parts.
func (f *flow) Layout(o []fyne.CanvasObject, s fyne.Size) {
	f.wide = s.Width
	f.place(o, func(c fyne.CanvasObject, at fyne.Position, m fyne.Size) {
		c.Move(at)
		c.Resize(m)
	})
}

// AtMost keeps an object no wider than so many units, in the middle of its box: a
// page is not read along metres.
func AtMost(o fyne.CanvasObject, width float32) *fyne.Container {
	return container.New(&atMost{width}, o)
}

type atMost struct{ width float32 }

func (a *atMost) MinSize(o []fyne.CanvasObject) fyne.Size { return least(o) }

func (a *atMost) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w := min(s.Width, a.width)
	for _, c := range o {
		c.Move(fyne.NewPos((s.Width-w)/2, 0))
		c.Resize(fyne.NewSize(w, s.Height))
	}
}

// Choices is one ruled cell for each answer of a form row; pick is nil where the
// answer cannot be changed.
func (st *Style) Choices(size float32, least float32, options []Option, pick func(i int)) []Cell {
	var out []Cell
	for i, o := range options {
		ink, ground := Ink2, Panel
		if o.Picked {
			ink, ground = OnPri, Pri
		}
		c := Cell{Body: st.Centre(o.Word, size, ink), Ground: ground, Width: max(least, measure(o.Word, size)+24)}
		if pick != nil {
			c.Do = func() { pick(i) }
		}
		out = append(out, c)
	}
	return out
}

// Chip is a ready answer with its digit, as wide as its words.
func (st *Style) Chip(digit string, o Option, do func()) fyne.CanvasObject {
	ink, edge, ground := Ink, Edge, Panel
	if o.Picked {
		ink, edge, ground = Pri, Pri, PriTint
	}
	box := st.Box(ground, edge, st.Stroke(), 6)
	body := Pad(0, 13, Row(10, st.Text(digit, st.Body, ink), st.Text(o.Word, st.Body, ink)))
	return st.tap(Stack(box, Fixed(body, 0, 44)), box, ground, do)
}

// Steady keeps the height of a scroll of text a whole number of lines, so that no
// line is cut along its middle.
func Steady(o fyne.CanvasObject, line float32) *fyne.Container {
	return container.New(&steady{line}, o)
}

type steady struct{ line float32 }

func (l *steady) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, l.line) }

func (l *steady) Layout(o []fyne.CanvasObject, s fyne.Size) {
	fill(o, fyne.NewSize(s.Width, float32(int(s.Height/l.line))*l.line))
}
