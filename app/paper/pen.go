package paper

import (
	"fmt"

	"github.com/signintech/gopdf"
)

// pen draws items on the current page of a file. It remembers what it last set,
// so that a table of equal lines is not drowned in settings.
type pen struct {
	g            *gopdf.GoPdf
	face         *Face
	size         float64
	fill, stroke Ink // a new page begins black: 0 stands for not set
	width        float64
}

func (p *pen) draw(it Item) error {
	switch it := it.(type) {
	case Text:
		return p.text(it)
	case Line:
		p.line(it)
	case Box:
		p.box(it)
	case Path:
		p.path(it)
	case Bits:
		p.bits(it)
	case Photo:
		return p.photo(it)
	default:
		return fmt.Errorf("unknown item %T", it)
	}
	return nil
}

func (p *pen) text(t Text) error {
	s := p.face.Printable(t.S)
	if s == "" {
		return nil
	}
	if p.size != t.Size {
		if err := p.g.SetFontSize(t.Size); err != nil {
			return fmt.Errorf("set font size: %w", err)
		}
		p.size = t.Size
	}
	p.inkFill(t.Ink)
	p.g.SetXY(pt(t.X), pt(t.Y))
	if err := p.g.Text(s); err != nil {
		return fmt.Errorf("draw text: %w", err)
	}
	return nil
}

func (p *pen) line(l Line) {
	p.inkStroke(l.Ink, l.W)
	p.g.Line(pt(l.X1), pt(l.Y1), pt(l.X2), pt(l.Y2))
}

func (p *pen) box(b Box) {
	style := ""
	if b.Fill > 0 {
		p.inkFill(b.Fill)
		style = "F"
	}
	if b.Stroke > 0 {
		p.inkStroke(b.Ink, b.Stroke)
		style += "D"
	}
	if style != "" {
		p.g.RectFromUpperLeftWithStyle(pt(b.X), pt(b.Y), pt(b.W), pt(b.H), style)
	}
}

func (p *pen) bits(b Bits) {
	p.inkFill(Black)
	for _, r := range b.Runs {
		p.g.RectFromUpperLeftWithStyle(pt(b.X+float64(r.Col)*b.CellW), pt(b.Y+float64(r.Row)*b.CellH),
			pt(float64(r.Len)*b.CellW), pt(b.CellH), "F")
	}
}

// path draws a stroke as filled shapes: gopdf can set no round line ends, and cut
// ends tear handwriting at every bend.
func (p *pen) path(s Path) {
	p.inkFill(Black)
	outline, round := outline(s)
	if len(outline) > 0 {
		p.g.Polygon(inPoints(outline), "F")
	}
	for _, c := range round {
		p.g.Polygon(inPoints(dot(c, s.W/2)), "F")
	}
}

func inPoints(list []Point) []gopdf.Point {
	out := make([]gopdf.Point, len(list))
	for i, q := range list {
		out[i] = gopdf.Point{X: pt(q.X), Y: pt(q.Y)}
	}
	return out
}

func (p *pen) inkFill(i Ink) {
	if p.fill != i {
		p.g.SetGrayFill(grey(i))
		p.fill = i
	}
}

func (p *pen) inkStroke(i Ink, w float64) {
	if p.stroke != i {
		p.g.SetGrayStroke(grey(i))
		p.stroke = i
	}
	if p.width != w {
		p.g.SetLineWidth(pt(w))
		p.width = w
	}
}

// grey is an ink as PDF counts: 0 black, 1 white.
func grey(i Ink) float64 { return 1 - float64(min(i, 100))/100 }
