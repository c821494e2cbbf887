package paper

import "kaowu/app/exam"

// The pad that handwriting is taken on, in the units of exam.Point.
const (
	padWide, padTall = 3620, 1320
	inkWidth         = 0.42 // millimetres
	inkStep          = 0.03 // a bend smaller than this cannot be seen
	signHigh         = 24.0 // of a place for a signature
)

// signBox is a place for a signature or a seal.
type signBox struct {
	caption string
	sig     Signature
	seal    bool // the place of the stamp 盖章处
}

// signs puts places for signatures in rows of per. A box holds who signs as what,
// the handwriting as vectors, and when.
func (fl *flow) signs(per int, boxes ...signBox) {
	t := table{}
	for range per {
		t.widths = append(t.widths, fl.inner()/float64(per))
	}
	for len(boxes) > 0 {
		var r row
		n := min(per, len(boxes))
		for _, b := range boxes[:n] {
			r = append(r, cell{high: signHigh, draw: func(x, y, w, h float64) []Item { return fl.f.signItems(b, x, y, w, h) }})
		}
		r[n-1].span = per - n + 1
		t.rows = append(t.rows, r)
		boxes = boxes[n:]
	}
	fl.table(t)
}

// roleBoxes makes boxes whose captions are the words of the roles.
func (f *Frame) roleBoxes(list []Signature) []signBox {
	out := make([]signBox, len(list))
	for i, s := range list {
		out[i] = signBox{caption: f.Words.T("role." + string(s.As)), sig: s}
	}
	return out
}

func (f *Frame) signItems(b signBox, x, y, w, h float64) []Item {
	caption := b.caption
	if b.sig.Name != "" {
		caption = f.t("sign-caption", "as", b.caption, "name", b.sig.Name)
	}
	items := []Item{}
	lineY := y + padY
	for _, l := range f.Face.wrap(f.Face.Printable(caption), noteSize, w-2*padX) {
		items = append(items, Text{X: x + padX, Y: lineY + baseline(noteSize), Size: noteSize, S: l, Ink: Soft})
		lineY += lineHeight(noteSize)
	}
	footH := lineHeight(noteSize) + padY
	when := seconds(b.sig.At)
	if when == "" && !b.seal {
		when = f.t("sign-date")
	}
	if when != "" {
		when = f.Face.Printable(when)
		items = append(items, Text{X: x + w - padX - f.Face.Width(when, noteSize), Y: y + h - footH + baseline(noteSize), Size: noteSize, S: when, Ink: Soft})
	}
	return append(items, strokePaths(b.sig.Strokes, x+2*padX, lineY, w-4*padX, y+h-footH-lineY)...)
}

// strokePaths fits handwriting into a box, keeping its shape. What was drawn
// beyond the edge of the pad is held at the edge.
func strokePaths(s exam.Strokes, x, y, w, h float64) []Item {
	scale := min(w/padWide, h/padTall)
	x += (w - padWide*scale) / 2
	y += (h - padTall*scale) / 2
	var out []Item
	for _, stroke := range s {
		pts := make([]Point, len(stroke))
		for i, q := range stroke {
			pts[i] = Point{X: x + float64(min(max(q.X, 0), padWide))*scale, Y: y + float64(min(max(q.Y, 0), padTall))*scale}
		}
		pts = Smooth(pts, smoothStep*scale)
		if len(pts) > 0 {
			out = append(out, Path{Points: thin(pts, inkStep), W: inkWidth})
		}
	}
	return out
}
