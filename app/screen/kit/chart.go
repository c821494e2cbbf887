package kit

import (
	"bytes"
	"image"
	"image/png"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"kaowu/app/paper"
)

// Chart is a panel that holds one chart, painted as one picture; on shows that the
// keyboard is there.
func (st *Style) Chart(c paper.Chart, on bool) fyne.CanvasObject {
	r := canvas.NewRaster(nil)
	r.Generator = func(w, h int) image.Image {
		p := NewPen(st, w, h, r.Size().Width)
		p.chart(c, 0, 0, float64(r.Size().Width), float64(r.Size().Height))
		return p.Image()
	}
	r.SetMinSize(fyne.NewSize(240, 150))
	if on {
		return Stack(st.ground(Panel, Pri, 3, 6), Pad(3, 3, r))
	}
	return Stack(st.ground(Panel, Line, st.Stroke(), 6), Pad(3, 3, r))
}

// shadeTone is the colour of a shade in the window.
func shadeTone(s paper.Shade) Tone {
	switch s {
	case paper.SoftShade:
		return Ink2
	case paper.LineShade:
		return Line
	case paper.OnShade:
		return OnState
	case paper.GoodShade:
		return Ok
	case paper.HalfShade:
		return Warn
	case paper.HalfTint:
		return WarnTint
	case paper.BadShade:
		return Err
	case paper.BadTint:
		return ErrTint
	case paper.MainShade:
		return Pri
	case paper.SpareShade:
		return Edge
	}
	return Ink
}

// chart paints a chart at x, y over w × h units.
func (p *Pen) chart(c paper.Chart, x, y, w, h float64) {
	t := paper.ChartType{Caption: float64(p.st.Caption), Body: float64(p.st.Body) - 1, Lead: float64(p.st.Lead), Width: p.Width}
	for _, it := range c.Lay(w, h, t) {
		at := pt{x + it.X, y + it.Y}
		tone := shadeTone(it.Fill)
		switch it.Shape {
		case paper.ChartBox:
			p.chartBox(it, at, tone)
		case paper.ChartText:
			p.Text(it.S, at.x, at.y, it.Size, it.Align, tone)
		case paper.ChartDot:
			col := p.st.C(tone)
			col.A = 170 // dots that lie on one another still show how many
			r := it.W / 2
			p.fillLines([][]pt{roundRect(at.x-r, at.y-r, it.W, it.W, r)}, col)
		case paper.ChartMark:
			if it.Fill == paper.NoShade {
				tone = Ink2
			}
			p.Shape(State(it.S).file(), at.x, at.y, it.W, tone)
		}
	}
}

func (p *Pen) chartBox(it paper.ChartItem, at pt, tone Tone) {
	switch {
	case it.Fill == paper.NoShade:
		p.Rect(at.x, at.y, it.W, it.H, 2, Panel, shadeTone(it.Edge), 1.2)
	case it.Edge != paper.NoShade:
		p.Rect(at.x, at.y, it.W, it.H, 2, tone, shadeTone(it.Edge), 1.2)
	case it.W <= 3 || it.H <= 3:
		p.Bar(at.x, at.y, it.W, it.H, tone)
	default:
		p.Rect(at.x, at.y, it.W, it.H, 2, tone, tone, 0)
	}
}

// ChartsPNG is a picture of charts, across to a row, in the light look and standard
// size whatever the window shows: it goes into reports. Each is w × h units, drawn
// at two pixels a unit.
func (st *Style) ChartsPNG(charts []paper.Chart, across int, w, h float64) ([]byte, error) {
	const scale, gap = 2, 12
	across = min(across, len(charts))
	rows := (len(charts) + across - 1) / max(1, across)
	wide, high := gap+float64(across)*(w+gap), gap+float64(rows)*(h+gap)
	p := NewPen(st.With(Light, Standard), int(wide*scale), int(high*scale), float32(wide))
	p.Bar(0, 0, wide, high, Bg)
	for i, c := range charts {
		x, y := gap+float64(i%across)*(w+gap), gap+float64(i/across)*(h+gap)
		p.Rect(x, y, w, h, 6, Panel, Line, 1)
		p.chart(c, x, y, w, h)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, p.Image()); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
