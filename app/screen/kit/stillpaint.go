package kit

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Object draws what stands in a still, as the toolkit would: texts, boxes, pictures,
// and containers and taps of them. from is where the parent of o begins.
func (p *Pen) Object(o fyne.CanvasObject, from fyne.Position) {
	if o == nil || !o.Visible() {
		return
	}
	at := from.Add(o.Position())
	switch x := o.(type) {
	case *canvas.Text:
		p.line(x, at)
	case *canvas.Rectangle:
		p.box(x, at)
	case *canvas.Raster:
		p.raster(x, at)
	case *fyne.Container:
		for _, c := range x.Objects {
			p.Object(c, at)
		}
	case *tap:
		p.Object(x.body, at)
	case *still:
		p.Object(x.body, at)
	case *touched:
		p.Object(x.body, at)
	}
}

// line draws a text of the toolkit where the toolkit would. Nobody is told of it: the
// text itself is there to be asked.
func (p *Pen) line(x *canvas.Text, at fyne.Position) {
	if x.Text == "" {
		return
	}
	least, base := fyne.CurrentApp().Driver().RenderedTextSize(x.Text, x.TextSize, x.TextStyle, x.FontSource)
	switch x.Alignment {
	case fyne.TextAlignTrailing:
		at.X += x.Size().Width - least.Width
	case fyne.TextAlignCenter:
		at.X += (x.Size().Width - least.Width) / 2
	}
	at.Y += max(0, (x.Size().Height-least.Height)/2)
	top := p.pixels(at, fyne.Size{}).Min
	p.glyphs(float64(x.TextSize)*p.scale, x.Text, float64(top.X), float64(top.Y)+math.Ceil(float64(base)*p.scale), x.Color)
}

// box draws a rectangle with its stroke inside its edge; square corners lie on whole
// pixels, as the toolkit's do.
func (p *Pen) box(x *canvas.Rectangle, at fyne.Position) {
	r := p.pixels(at, x.Size())
	edge := 0.0
	if visible(x.StrokeColor) {
		edge = float64(x.StrokeWidth)
	}
	corner := func(own float32) float64 { return float64(max(x.CornerRadius, own)) }
	radius := [4]float64{corner(x.TopRightCornerRadius), corner(x.BottomRightCornerRadius), corner(x.BottomLeftCornerRadius), corner(x.TopLeftCornerRadius)}
	if radius != [4]float64{} {
		p.roundBox(x, r, edge, radius)
		return
	}
	if visible(x.FillColor) {
		draw.Draw(p.img, r, image.NewUniform(x.FillColor), image.Point{}, draw.Over)
	}
	if n := int(math.Round(edge * p.scale)); n > 0 {
		for _, side := range []image.Rectangle{{Min: r.Min, Max: image.Pt(r.Max.X, r.Min.Y+n)}, {Min: image.Pt(r.Min.X, r.Max.Y-n), Max: r.Max},
			{Min: r.Min, Max: image.Pt(r.Min.X+n, r.Max.Y)}, {Min: image.Pt(r.Max.X-n, r.Min.Y), Max: r.Max}} {
			draw.Draw(p.img, side, image.NewUniform(x.StrokeColor), image.Point{}, draw.Over)
		}
	}
}

// roundBox is a box of which a corner at least is round. They go clockwise from the
// upper right one.
func (p *Pen) roundBox(x *canvas.Rectangle, r image.Rectangle, edge float64, radius [4]float64) {
	w, h := float64(r.Dx())/p.scale, float64(r.Dy())/p.scale
	path := func(in float64) [][]pt {
		l, t, rest := float64(r.Min.X)/p.scale+in, float64(r.Min.Y)/p.scale+in, radius
		for i := range rest {
			rest[i] = max(0, rest[i]-in)
		}
		return [][]pt{cornered(l, t, w-2*in, h-2*in, rest)}
	}
	if visible(x.FillColor) {
		p.fillLines(path(0), x.FillColor)
	}
	if edge > 0 {
		p.strokeLines(path(edge/2), edge, x.StrokeColor)
	}
}

// cornered is a box whose corners have radii of their own, clockwise from the upper right.
func cornered(x, y, w, h float64, r [4]float64) []pt {
	out := arcPoints(x+w-r[0], y+r[0], r[0], -math.Pi/2, 0)
	out = append(out, arcPoints(x+w-r[1], y+h-r[1], r[1], 0, math.Pi/2)...)
	out = append(out, arcPoints(x+r[2], y+h-r[2], r[2], math.Pi/2, math.Pi)...)
	out = append(out, arcPoints(x+r[3], y+r[3], r[3], math.Pi, 3*math.Pi/2)...)
	return append(out, out[0])
}

func (p *Pen) raster(x *canvas.Raster, at fyne.Position) {
	r := p.pixels(at, x.Size())
	if x.Generator == nil || r.Empty() {
		return
	}
	pic := x.Generator(r.Dx(), r.Dy())
	if b := pic.Bounds(); b.Dx() == 1 && b.Dy() == 1 { // a Flat
		draw.Draw(p.img, r, image.NewUniform(pic.At(b.Min.X, b.Min.Y)), image.Point{}, draw.Over)
		return
	}
	draw.Draw(p.img, r, pic, pic.Bounds().Min, draw.Over)
}

// pixels is a box on whole pixels.
func (p *Pen) pixels(at fyne.Position, s fyne.Size) image.Rectangle {
	px := func(v float32) int { return int(math.Round(float64(v) * p.scale)) }
	return image.Rect(px(at.X), px(at.Y), px(at.X)+px(s.Width), px(at.Y)+px(s.Height))
}

func visible(c color.Color) bool {
	if c == nil {
		return false
	}
	_, _, _, a := c.RGBA()
	return a > 0
}
