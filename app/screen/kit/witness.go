package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Painted is a line of text inside a picture that a part paints by itself, as seat
// map, timeline and charts do: the toolkit knows nothing of it. Lengths are in the
// picture's units; the line's box is 1.45 × Size high.
type Painted struct {
	Text    string
	Full    string // what stood there before it was shortened; else the same as Text
	X, Y, W float32
	Size    float32
}

// Witness tells see of every text that pens of this font draw from now on; nil ends
// it. A test uses it to find text that is cut or lies over other text.
func (st *Style) Witness(see func(Painted)) { st.font.see = see }

// Strange is the first part of a still's body that a still cannot show, nil: none. A
// test goes through every screen with it.
func Strange(o fyne.CanvasObject) fyne.CanvasObject {
	var inner []fyne.CanvasObject
	switch x := o.(type) {
	case *canvas.Text, *canvas.Rectangle, *canvas.Raster:
	case *fyne.Container:
		inner = x.Objects
	case *tap:
		inner = []fyne.CanvasObject{x.body}
	case *still, *touched:
		inner = []fyne.CanvasObject{Under(x)}
	default:
		return o
	}
	for _, c := range inner {
		if bad := Strange(c); bad != nil {
			return bad
		}
	}
	return nil
}

// seen tells the witness of one line.
func (p *Pen) seen(s string, left, y, size, w float64) {
	see := p.st.font.see
	if see == nil {
		return
	}
	full := s
	if f, ok := p.cut[s]; ok {
		full = f
	}
	see(Painted{Text: s, Full: full, X: float32(left), Y: float32(y), W: float32(w), Size: float32(size)})
}

// fit cuts text with … to a width.
func (p *Pen) fit(s string, size, width float64) string {
	if p.Width(s, size) <= width {
		return s
	}
	r := []rune(s)
	for n := len(r) - 1; n > 0; n-- {
		if cut := string(r[:n]) + "…"; p.Width(cut, size) <= width {
			if p.cut == nil {
				p.cut = map[string]string{}
			}
			p.cut[cut] = s
			return cut
		}
	}
	return ""
}

// FlatColour is the colour of a Flat; nil for every other picture.
func FlatColour(r *canvas.Raster) color.Color {
	if r.ScaleMode != canvas.ImageScalePixels || r.Generator == nil {
		return nil
	}
	return r.Generator(1, 1).At(0, 0)
}
