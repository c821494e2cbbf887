package kit

import (
	"image"

	"fyne.io/fyne/v2/canvas"
)

// boxed is the ground of a field: a box with round corners as one picture, drawn again
// only when its edge changes, not with every character. The toolkit's own round
// rectangle costs three times as much a pixel in each frame.
type boxed struct {
	raster *canvas.Raster
	stroke Tone
	width  float32
	seen   *image.RGBA
}

func (st *Style) boxed(fill Tone, radius float64) *boxed {
	b := &boxed{stroke: Edge, width: 1}
	b.raster = canvas.NewRaster(nil)
	b.raster.Generator = func(w, h int) image.Image {
		if b.seen == nil || b.seen.Bounds().Dx() != w || b.seen.Bounds().Dy() != h {
			size := b.raster.Size()
			p := NewPen(st, w, h, size.Width)
			p.Rect(0, 0, float64(size.Width), float64(size.Height), radius, fill, b.stroke, float64(b.width))
			b.seen = p.Image()
		}
		return b.seen
	}
	return b
}

// edge gives the box another edge.
func (b *boxed) edge(t Tone, width float32) {
	if t == b.stroke && width == b.width {
		return
	}
	b.stroke, b.width, b.seen = t, width, nil
	b.raster.Refresh()
}
