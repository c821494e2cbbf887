package kit

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"kaowu/app/paper"
)

// Page is the preview of one side of paper, drawn from the same items as the PDF
// (design 1). It is white in every look: it shows what the printer will give.
func (st *Style) Page(pg paper.Page, width float32) fyne.CanvasObject {
	r := canvas.NewRaster(nil)
	r.Generator = func(w, h int) image.Image {
		p := NewPen(st, w, h, float32(pg.W)) // the pen's unit is a millimetre here
		p.fillLines([][]pt{roundRect(0, 0, pg.W, pg.H, 0)}, color.White)
		for _, it := range pg.Items {
			p.item(it)
		}
		return p.Image()
	}
	r.SetMinSize(fyne.NewSize(width, width*float32(pg.H/pg.W)))
	return r
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
		p.line(v.S, v.X, v.Y, v.Size*mmPerPoint, grey(v.Ink))
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
		var cells [][]pt
		for _, run := range v.Runs {
			cells = append(cells, roundRect(v.X+float64(run.Col)*v.CellW, v.Y+float64(run.Row)*v.CellH, float64(run.Len)*v.CellW, v.CellH, 0))
		}
		p.fillLines(cells, color.Black)
	}
}
