package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// flex lays objects out in a line. What is wrapped in Grow shares the room that
// the others leave; across the line objects are centred, or stretched.
type flex struct {
	down    bool
	gap     float32
	stretch bool
	squeeze squeeze
}

// Row is a line of objects, centred up and down.
func Row(gap float32, parts ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flex{gap: gap, squeeze: squeeze{}}, parts...)
}

// Columns is a Row whose parts are as high as the row.
func Columns(gap float32, parts ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flex{gap: gap, stretch: true, squeeze: squeeze{}}, parts...)
}

// Col is a stack of objects, each as wide as the stack.
func Col(gap float32, parts ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flex{down: true, gap: gap, stretch: true}, parts...)
}

// grow is the layout of an object that takes a share of the room left.
type grow struct{ share float32 }

func (g *grow) Layout(o []fyne.CanvasObject, s fyne.Size) { fill(o, s) }

func (g *grow) MinSize(o []fyne.CanvasObject) fyne.Size { return least(o) }

// Grow lets an object take share of the room that is left.
func Grow(o fyne.CanvasObject, share float32) *fyne.Container {
	return container.New(&grow{share}, o)
}

// Space takes the room that is left.
func Space() *fyne.Container { return container.New(&grow{1}) }

// sized is the layout of an object of a set size; 0 leaves that side to the object.
type sized struct{ w, h float32 }

func (f *sized) Layout(o []fyne.CanvasObject, s fyne.Size) { fill(o, s) }

func (f *sized) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := least(o)
	if f.w > 0 {
		m.Width = f.w
	}
	if f.h > 0 {
		m.Height = f.h
	}
	return m
}

// Fixed gives an object a set width and height; 0 leaves that side as it is.
func Fixed(o fyne.CanvasObject, w, h float32) *fyne.Container {
	return container.New(&sized{w, h}, o)
}

// Gap is empty room of a set size.
func Gap(w, h float32) *fyne.Container { return container.New(&sized{w, h}) }

// pad is the layout with room at the four sides.
type pad struct{ top, right, bottom, left float32 }

func (p *pad) Layout(o []fyne.CanvasObject, s fyne.Size) {
	for _, c := range o {
		c.Move(fyne.NewPos(p.left, p.top))
		c.Resize(fyne.NewSize(s.Width-p.left-p.right, s.Height-p.top-p.bottom))
	}
}

func (p *pad) MinSize(o []fyne.CanvasObject) fyne.Size {
	return least(o).AddWidthHeight(p.left+p.right, p.top+p.bottom)
}

// Pad leaves y units above and below and x at the sides of an object.
func Pad(y, x float32, o fyne.CanvasObject) *fyne.Container { return Inset(y, x, y, x, o) }

// Inset leaves room at each side: top, right, bottom, left.
func Inset(top, right, bottom, left float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&pad{top, right, bottom, left}, o)
}

// Stack lays objects over one another.
func Stack(o ...fyne.CanvasObject) *fyne.Container { return container.New(&sized{}, o...) }

// middle is the layout that centres an object at its least size.
type middle struct{}

func (middle) Layout(o []fyne.CanvasObject, s fyne.Size) {
	for _, c := range o {
		m := c.MinSize()
		c.Resize(m)
		c.Move(fyne.NewPos((s.Width-m.Width)/2, (s.Height-m.Height)/2))
	}
}

func (middle) MinSize(o []fyne.CanvasObject) fyne.Size { return least(o) }

// Middle centres an object in its box.
func Middle(o fyne.CanvasObject) *fyne.Container { return container.New(middle{}, o) }

// top is the layout that gives an object its own height at the upper edge.
type top struct{}

func (top) Layout(o []fyne.CanvasObject, s fyne.Size) {
	for _, c := range o {
		c.Move(fyne.Position{})
		c.Resize(fyne.NewSize(s.Width, c.MinSize().Height))
	}
}

func (top) MinSize(o []fyne.CanvasObject) fyne.Size { return least(o) }

// Top keeps an object at the upper edge of its box.
func Top(o fyne.CanvasObject) *fyne.Container { return container.New(top{}, o) }

// clip is the layout that asks for nothing, so that what is too large is cut.
type clip struct{}

func (clip) Layout(o []fyne.CanvasObject, s fyne.Size) { fill(o, s) }

func (clip) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Clip lets an object be smaller than it asks for.
func Clip(o fyne.CanvasObject) *fyne.Container { return container.New(clip{}, o) }

func fill(o []fyne.CanvasObject, s fyne.Size) {
	for _, c := range o {
		c.Move(fyne.Position{})
		c.Resize(s)
	}
}

func least(o []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, c := range o {
		if c.Visible() {
			m = m.Max(c.MinSize())
		}
	}
	return m
}

func share(o fyne.CanvasObject) float32 {
	if c, ok := o.(*fyne.Container); ok {
		if g, ok := c.Layout.(*grow); ok {
			return g.share
		}
	}
	return 0
}

// MinSize is the sum along the line and the largest across it.
func (f *flex) MinSize(o []fyne.CanvasObject) fyne.Size {
	var along, across float32
	n := 0
	for _, c := range o {
		if !c.Visible() {
			continue
		}
		m := f.squeeze.least(c)
		a, x := f.turn(m.Width, m.Height)
		along += a
		across = max(across, x)
		n++
	}
	if n > 1 {
		along += f.gap * float32(n-1)
	}
	w, h := f.turn(along, across)
	return fyne.NewSize(w, h)
}

// turn swaps width and height for a column.
func (f *flex) turn(w, h float32) (float32, float32) {
	if f.down {
		return h, w
	}
	return w, h
}

// Layout gives each object its least size and the growing ones their share. In a
// row that is too narrow texts, and rows of them, are set smaller.
func (f *flex) Layout(o []fyne.CanvasObject, s fyne.Size) {
	var used, shares, soft float32
	n := 0
	for _, c := range o {
		if !c.Visible() {
			continue
		}
		n++
		if g := share(c); g > 0 {
			shares += g
			continue
		}
		m := f.squeeze.least(c)
		a, _ := f.turn(m.Width, m.Height)
		used += a
		if !f.down && gives(c) {
			soft += a
		}
	}
	length, width := f.turn(s.Width, s.Height)
	left := length - used - f.gap*float32(max(0, n-1))
	ratio := float32(1)
	if left < 0 && soft > 0 {
		ratio = max(leastSize, 1+left/soft)
	}
	left = max(0, left)
	at := float32(0)
	for _, c := range o {
		if !c.Visible() {
			continue
		}
		m := f.squeeze.least(c)
		a, x := f.turn(m.Width, m.Height)
		switch g := share(c); {
		case g > 0:
			a = left * g / shares
		case !f.down && gives(c):
			a *= ratio
		}
		if text, ok := c.(*canvas.Text); ok && !f.down {
			f.squeeze.set(text, a)
		}
		if f.stretch {
			x = width
		}
		w, h := f.turn(a, x)
		c.Resize(fyne.NewSize(w, h))
		px, py := f.turn(at, (width-x)/2)
		c.Move(fyne.NewPos(px, py))
		at += a + f.gap
	}
}

// Panel is a panel of look.md 3: panel fill, one stroke, radius 6.
func (st *Style) Panel(o fyne.CanvasObject) *fyne.Container {
	return st.Edged(Panel, Line, st.Stroke(), o)
}

// Edged is a panel in other colours.
func (st *Style) Edged(fillTone, stroke Tone, width float32, o fyne.CanvasObject) *fyne.Container {
	return Stack(st.ground(fillTone, stroke, width, 6), Pad(width, width, o))
}

// PanelHead is the 44-unit head of a panel with its rule.
func (st *Style) PanelHead(parts ...fyne.CanvasObject) *fyne.Container {
	return st.HeadOf(44, 16, parts...)
}

// HeadOf is a panel head of another height and side padding.
func (st *Style) HeadOf(h, x float32, parts ...fyne.CanvasObject) *fyne.Container {
	return Col(0, Fixed(Pad(0, x, Row(10, parts...)), 0, h-1), st.Rule())
}

// Clear is an invisible ground: it gives an empty box a size. Its colour is the one
// that the toolkit knows as nothing to paint; any other costs as much as a visible one.
func Clear() *canvas.Rectangle { return canvas.NewRectangle(color.Transparent) }

// shared is the layout of two boxes one over another; upper says what the first
// takes of the height without the gap.
type shared struct {
	gap   float32
	upper func(height float32) float32
}

func (l *shared) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(max(a.Width, b.Width), a.Height+l.gap+b.Height)
}

func (l *shared) Layout(o []fyne.CanvasObject, s fyne.Size) {
	h := l.upper(s.Height - l.gap)
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(s.Width, h))
	o[1].Move(fyne.NewPos(0, h+l.gap))
	o[1].Resize(fyne.NewSize(s.Width, s.Height-l.gap-h))
}

// Shared stacks two boxes whose heights depend on the room there is.
func Shared(gap float32, a, b fyne.CanvasObject, upper func(height float32) float32) *fyne.Container {
	return container.New(&shared{gap, upper}, a, b)
}

// whole is the layout of a stack of which only what fits whole is shown.
type whole struct{}

func (whole) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (whole) Layout(o []fyne.CanvasObject, s fyne.Size) {
	var y float32
	for _, c := range o {
		h := c.MinSize().Height
		c.Move(fyne.NewPos(0, y))
		c.Resize(fyne.NewSize(s.Width, h))
		if y += h; y <= s.Height+2 {
			c.Show()
		} else {
			c.Hide()
		}
	}
}

// Whole stacks objects and shows those that fit; the most important stand first.
func Whole(o ...fyne.CanvasObject) *fyne.Container { return container.New(whole{}, o...) }
