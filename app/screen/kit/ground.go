package kit

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// The toolkit paints the whole window at each change of anything. Without a graphics
// card that is a matter of pixels: a window full of a round rectangle costs 16 ms on two
// cores, of a plain one 10, of a picture 5 (fyne 2.8.1, measured). So what is large is
// painted once, and as a picture of one pixel.

// Flat is a ground for large boxes, one pixel spread out.
func (st *Style) Flat(t Tone) *canvas.Raster {
	dot := image.NewNRGBA(image.Rect(0, 0, 1, 1))
	dot.SetNRGBA(0, 0, st.C(t))
	r := canvas.NewRaster(func(int, int) image.Image { return dot })
	r.ScaleMode = canvas.ImageScalePixels
	return r
}

// ground is the fill and the stroke of a large box: its two ends, with the round
// corners, are pictures a few pixels high.
func (st *Style) ground(fill, stroke Tone, width, radius float32) fyne.CanvasObject {
	l := &groundLayout{width, radius}
	return container.New(l, st.end(l, fill, stroke, 0), st.end(l, fill, stroke, 1), st.Flat(fill), st.Fill(stroke), st.Fill(stroke))
}

// boxEnd is an end of a box as a style has drawn it: of what box, and how large in
// pixels. Boxes of one size come and go with every key.
type boxEnd struct {
	fill, stroke  Tone
	width, radius float32
	low           float64
	wide, high    int
}

// mostEnds bounds what is kept of them while somebody drags the window's edge.
const mostEnds = 64

// end is the upper end of a box, or with low 1 the lower one: what a slit of the
// corners' height shows of the whole.
func (st *Style) end(l *groundLayout, fill, stroke Tone, low float64) fyne.CanvasObject {
	r := canvas.NewRaster(nil)
	r.Generator = func(w, h int) image.Image {
		k := boxEnd{fill, stroke, l.width, l.radius, low, w, h}
		if img, ok := st.ends[k]; ok {
			return img
		}
		p := NewPen(st, w, h, r.Size().Width)
		wide, edge, high := float64(r.Size().Width), float64(l.width), float64(l.radius)
		box := func(in float64) [][]pt {
			return [][]pt{roundRect(in, in-low*3*high, wide-2*in, 4*high-2*in, max(0, high-in))}
		}
		p.fillLines(box(0), st.C(stroke))
		p.fillLines(box(edge), st.C(fill))
		if len(st.ends) >= mostEnds {
			clear(st.ends)
		}
		st.ends[k] = p.Image()
		return p.Image()
	}
	return r
}

// groundLayout lays out two ends, what is between them and the two sides.
type groundLayout struct{ width, radius float32 }

func (l *groundLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (l *groundLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	place := func(i int, x, y, w, h float32) {
		o[i].Move(fyne.NewPos(x, y))
		o[i].Resize(fyne.NewSize(max(0, w), max(0, h)))
	}
	place(0, 0, 0, s.Width, l.radius)
	place(1, 0, s.Height-l.radius, s.Width, l.radius)
	place(2, l.width, l.radius, s.Width-2*l.width, s.Height-2*l.radius)
	place(3, 0, l.radius, l.width, s.Height-2*l.radius)
	place(4, s.Width-l.width, l.radius, l.width, s.Height-2*l.radius)
}

// crownLayout lays out the upper end of a box and the rest of it, square below.
type crownLayout struct{ radius float32 }

func (l *crownLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (l *crownLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Resize(fyne.NewSize(s.Width, l.radius))
	o[1].Move(fyne.NewPos(0, l.radius))
	o[1].Resize(fyne.NewSize(s.Width, max(0, s.Height-l.radius)))
}
