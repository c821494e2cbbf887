package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Brief is text over as many lines as its box is high, in the middle of it: set
// smaller, to 0.72 of its size, where it would need more, and only then shortened
// with ….
func (st *Style) Brief(s string, size float32, t Tone) *fyne.Container {
	b := &brief{st: st, full: s, size: size, tone: t}
	b.box = container.New(b)
	return b.box
}

type brief struct {
	st   *Style
	full string
	size float32
	tone Tone
	box  *fyne.Container
	fits fyne.Size // that the lines were broken for
	high float32   // of one line
}

// Full is the text before it was shortened.
func (b *brief) Full() string { return b.full }

func (b *brief) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(b.size*2, b.size*1.45)
}

func (b *brief) wrap(s fyne.Size) {
	size := b.size
	lines := Wrap(b.full, size, s.Width)
	for size-0.5 >= b.size*leastSize && (float32(len(lines))*size*1.45 > s.Height+1 || widest(lines, size) > s.Width) {
		size -= 0.5
		lines = Wrap(b.full, size, s.Width)
	}
	if most := max(1, int((s.Height+1)/(size*1.45))); len(lines) > most {
		lines = append(lines[:most-1:most-1], Shorten(lines[most-1]+lines[most]+"…", size, s.Width))
	}
	b.fits, b.high = s, size*1.45
	b.box.Objects = nil
	for _, l := range lines {
		b.box.Objects = append(b.box.Objects, b.st.Text(l, size, b.tone))
	}
}

// widest is the width of the widest of lines: one word may be wider than a line.
func widest(lines []string, size float32) float32 {
	w := float32(0)
	for _, l := range lines {
		w = max(w, measure(l, size))
	}
	return w
}

func (b *brief) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	if s != b.fits && s.Width > 0 {
		b.wrap(s)
	}
	y := (s.Height - b.high*float32(len(b.box.Objects))) / 2
	for _, o := range b.box.Objects {
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(s.Width, b.high))
		y += b.high
	}
}
