package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// leastSize is how much of its size a text keeps where room is short. Below it a
// text is hard to read: the screen must say less, or give more room.
const leastSize = 0.72

// squeeze sets texts smaller where their row is too narrow, and back where it is
// not: nothing that must be read whole is ever cut.
type squeeze map[*canvas.Text]float32

// size is the size that a text was given.
func (q squeeze) size(x *canvas.Text) float32 {
	if s, ok := q[x]; ok {
		return s
	}
	return x.TextSize
}

// least is the room an object asks for with its text in its given size.
func (q squeeze) least(o fyne.CanvasObject) fyne.Size {
	m := o.MinSize()
	if x, ok := o.(*canvas.Text); ok && q[x] > x.TextSize {
		m = fyne.MeasureText(x.Text, q[x], x.TextStyle)
	}
	return m
}

// set gives a text the size in which it fits into width.
func (q squeeze) set(x *canvas.Text, width float32) {
	size := q.size(x)
	q[x] = size
	x.TextSize = sizeFor(x.Text, size, width)
}

// sizeFor is the largest size up to size in which s is no wider than width, and not
// less than leastSize of it.
func sizeFor(s string, size, width float32) float32 {
	least := size * leastSize
	if wide := measure(s, size); wide > width {
		size *= width / wide
	}
	// Letters do not shrink evenly: a few steps more.
	for size > least && measure(s, size) > width {
		size -= 0.25
	}
	return max(size, least)
}

// gives says whether an object may be given less than it asks for.
func gives(o fyne.CanvasObject) bool {
	switch x := o.(type) {
	case *canvas.Text:
		return true
	case *fyne.Container:
		switch l := x.Layout.(type) {
		case *flex:
			return !l.down
		case *shrunk:
			return true
		case *pad:
			return len(x.Objects) == 1 && gives(x.Objects[0])
		}
	}
	return false
}

// shrunk is the layout of one text that is set smaller where its box is narrow.
type shrunk struct{ squeeze squeeze }

// Fit sets a text smaller, to 0.72 of its size, where its box is too narrow.
func Fit(x *canvas.Text) *fyne.Container {
	return container.New(&shrunk{squeeze{}}, x)
}

func (f *shrunk) MinSize(o []fyne.CanvasObject) fyne.Size { return f.squeeze.least(o[0]) }

func (f *shrunk) Layout(o []fyne.CanvasObject, s fyne.Size) {
	if x, ok := o[0].(*canvas.Text); ok {
		f.squeeze.set(x, s.Width)
	}
	fill(o, s)
}
