package kit

import (
	"bytes"
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"

	"kaowu/app/paper"
)

// PageImage draws one side of paper w × h pixels large, from the same items as the
// PDF (design 1). It is white in every look: it shows what the printer will give.
func (st *Style) PageImage(pg paper.Page, w, h int) *image.RGBA {
	p := NewPen(st, w, h, float32(pg.W)) // the pen's unit is a millimetre here
	p.fillLines([][]pt{roundRect(0, 0, pg.W, pg.H, 0)}, color.White)
	for _, it := range pg.Items {
		p.item(it)
	}
	return p.Image()
}

func grey(k paper.Ink) color.Color {
	v := 255 - uint8(int(k)*255/100)
	return color.NRGBA{v, v, v, 255}
}

// mmPerPoint is the size of a printer's point.
const mmPerPoint = 25.4 / 72

func (p *Pen) item(it paper.Item) {
	switch v := it.(type) {
	case paper.Text:
		p.printed(v)
	case paper.Line:
		p.strokeLines([][]pt{{{v.X1, v.Y1}, {v.X2, v.Y2}}}, v.W, grey(v.Ink))
	case paper.Box:
		box := roundRect(v.X, v.Y, v.W, v.H, 0)
		if v.Fill > 0 {
			p.fillLines([][]pt{box}, grey(v.Fill))
		}
		if v.Stroke > 0 {
			p.strokeLines([][]pt{box}, v.Stroke, grey(v.Ink))
		}
	case paper.Path:
		l := make([]pt, len(v.Points))
		for i, q := range v.Points {
			l[i] = pt{q.X, q.Y}
		}
		p.strokeLines([][]pt{l}, v.W, color.Black)
	case paper.Bits:
		p.bits(v, color.Black)
	case paper.Photo:
		p.photo(v)
	}
}

// photo draws a picture scaled into its box. One that cannot be read is left out, as
// the PDF leaves it out.
func (p *Pen) photo(v paper.Photo) {
	img, _, err := image.Decode(bytes.NewReader(v.JPEG))
	if err != nil {
		return
	}
	x, y, w, h := v.Fit()
	at := func(mm float64) int { return int(math.Round(mm * p.scale)) }
	draw.ApproxBiLinear.Scale(p.img, image.Rect(at(x), at(y), at(x+w), at(y+h)), img, img.Bounds(), draw.Over, nil)
}

// QR is text as the symbol that papers carry, black on white in every look since a
// reader needs it so. side is the least; a cell is a whole number of units.
func (st *Style) QR(text string, side float32) (fyne.CanvasObject, error) {
	code, err := paper.QR(text, 0, 0, 1)
	if err != nil {
		return nil, err
	}
	const quiet = 4 // cells of white around it (ISO/IEC 18004)
	cells := float32(code.Cols + 2*quiet)
	n := float32(math.Ceil(float64(side/cells))) * cells
	r := canvas.NewRaster(func(w, h int) image.Image {
		p := NewPen(st, w, h, cells)
		p.fillLines([][]pt{roundRect(0, 0, float64(cells), float64(cells), 0)}, color.White)
		code.X, code.Y, code.CellW, code.CellH = quiet, quiet, 1, 1
		p.bits(code, color.Black)
		return p.Image()
	})
	r.SetMinSize(fyne.NewSize(n, n))
	return r, nil
}

// bits draws the black cells of a QR or bar code.
func (p *Pen) bits(v paper.Bits, c color.Color) {
	var cells [][]pt
	for _, run := range v.Runs {
		cells = append(cells, roundRect(v.X+float64(run.Col)*v.CellW, v.Y+float64(run.Row)*v.CellH, float64(run.Len)*v.CellW, v.CellH, 0))
	}
	p.fillLines(cells, c)
}

// printed draws a line of a page. Each character stands where the paper's metrics
// put it and not where the window's would: the window's kerning and rounding to
// pixels would let long lines drift away from the print.
func (p *Pen) printed(t paper.Text) {
	face := p.st.font.at(t.Size * mmPerPoint * p.scale)
	if face == nil {
		return
	}
	d := font.Drawer{Dst: p.img, Src: image.NewUniform(grey(t.Ink)), Face: face}
	x := t.X
	for _, r := range t.S {
		d.Dot = fixed.Point26_6{X: fixed.Int26_6(x * p.scale * 64), Y: fixed.Int26_6(math.Round(t.Y*p.scale) * 64)}
		d.DrawString(string(r))
		x += p.st.font.paper.Width(string(r), t.Size)
	}
}
