package kit

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/vector"

	"kaowu/app/paper"
)

// Face is the font of window and paper, for text inside rasters.
type Face struct {
	ttf   []byte
	font  *opentype.Font
	paper *paper.Face       // the metrics that papers are laid out by
	sizes map[int]font.Face // by tenths of a pixel
	known map[glyphKey]glyph
	see   func(Painted) // nil: nobody looks
}

// NewFace reads a TrueType file.
func NewFace(ttf []byte) (*Face, error) {
	f, err := opentype.Parse(ttf)
	if err != nil {
		return nil, err
	}
	metrics, err := paper.NewFace(ttf)
	if err != nil {
		return nil, err
	}
	return &Face{ttf: ttf, font: f, paper: metrics, sizes: map[int]font.Face{}, known: map[glyphKey]glyph{}}, nil
}

// beside is the same font with a cache of its own, to draw on another goroutine.
func (f *Face) beside() *Face {
	return &Face{ttf: f.ttf, font: f.font, paper: f.paper, sizes: map[int]font.Face{}, known: map[glyphKey]glyph{}}
}

func (f *Face) at(px float64) font.Face {
	k := int(math.Round(px * 10))
	if face, ok := f.sizes[k]; ok {
		return face
	}
	face, err := opentype.NewFace(f.font, &opentype.FaceOptions{Size: px, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil // only for a size of nothing: such text is not drawn
	}
	f.sizes[k] = face
	return face
}

// Pen draws into one picture in units; scale is pixels a unit. Seat map, timeline
// and signature pad are one picture each, so that a screen stays small (look.md 7).
type Pen struct {
	img   *image.RGBA
	st    *Style
	scale float64
	cut   map[string]string // what fit shortened, and from what
}

// NewPen makes a clear picture of w × h pixels that stands for width units.
func NewPen(st *Style, w, h int, width float32) *Pen { return newPen(st, nil, w, h, width) }

// newPen may be given an old picture of the same size to draw over.
func newPen(st *Style, old *image.RGBA, w, h int, width float32) *Pen {
	scale := 1.0
	if width > 0 {
		scale = float64(w) / float64(width)
	}
	if old != nil {
		clear(old.Pix)
	} else {
		old = image.NewRGBA(image.Rect(0, 0, max(w, 1), max(h, 1)))
	}
	return &Pen{img: old, st: st, scale: scale}
}

// Image is the picture.
func (p *Pen) Image() *image.RGBA { return p.img }

// paint fills polygons, wound the same way, in one colour. Only the pixels they
// can touch are gone through: a room is hundreds of small shapes in one picture.
func (p *Pen) paint(c color.Color, polygons [][]pt) {
	lo, hi := pt{math.Inf(1), math.Inf(1)}, pt{math.Inf(-1), math.Inf(-1)}
	for _, l := range polygons {
		for _, v := range l {
			lo = pt{math.Min(lo.x, v.x*p.scale), math.Min(lo.y, v.y*p.scale)}
			hi = pt{math.Max(hi.x, v.x*p.scale), math.Max(hi.y, v.y*p.scale)}
		}
	}
	if lo.x > hi.x {
		return
	}
	box := image.Rect(int(math.Floor(lo.x)), int(math.Floor(lo.y)), int(math.Ceil(hi.x))+1, int(math.Ceil(hi.y))+1).Intersect(p.img.Bounds())
	if box.Empty() {
		return
	}
	r := vector.NewRasterizer(box.Dx(), box.Dy())
	at := func(v pt) (float32, float32) {
		return float32(v.x*p.scale - float64(box.Min.X)), float32(v.y*p.scale - float64(box.Min.Y))
	}
	for _, l := range polygons {
		if len(l) < 2 {
			continue
		}
		r.MoveTo(at(l[0]))
		for _, v := range l[1:] {
			r.LineTo(at(v))
		}
		r.ClosePath()
	}
	r.Draw(p.img, box, image.NewUniform(c), image.Point{})
}

// fillLines fills closed polylines.
func (p *Pen) fillLines(lines [][]pt, c color.Color) { p.paint(c, lines) }

// strokeLines draws polylines w units wide with round ends and joints.
func (p *Pen) strokeLines(lines [][]pt, w float64, c color.Color) {
	var polygons [][]pt
	for _, l := range lines {
		polygons = append(polygons, outline(l, w/2, p.scale)...)
	}
	p.paint(c, polygons)
}

// Rect fills a rectangle with round corners and strokes it inside its edge.
func (p *Pen) Rect(x, y, w, h, radius float64, fillTone Tone, stroke Tone, width float64) {
	p.fillLines([][]pt{roundRect(x, y, w, h, radius)}, p.st.C(fillTone))
	if width > 0 {
		p.strokeLines([][]pt{roundRect(x+width/2, y+width/2, w-width, h-width, math.Max(0, radius-width/2))}, width, p.st.C(stroke))
	}
}

// Bar fills a plain rectangle without smoothing its edges.
func (p *Pen) Bar(x, y, w, h float64, t Tone) {
	r := image.Rect(int(math.Round(x*p.scale)), int(math.Round(y*p.scale)), int(math.Round((x+w)*p.scale)), int(math.Round((y+h)*p.scale)))
	draw.Draw(p.img, r, image.NewUniform(p.st.C(t)), image.Point{}, draw.Over)
}

// Width is the width of a text in units.
func (p *Pen) Width(s string, size float64) float64 {
	f := p.st.font.at(size * p.scale)
	if f == nil {
		return 0
	}
	return float64(font.MeasureString(f, s)) / 64 / p.scale
}

// Text draws a line whose box begins at x, y and is 1.45 × size high, as the
// toolkit's text is. align 0 is left of x, 0.5 centred on it, 1 ends at it.
func (p *Pen) Text(s string, x, y, size, align float64, t Tone) {
	f := p.st.font.at(size * p.scale)
	if f == nil || s == "" {
		return
	}
	m := f.Metrics()
	box := size * 1.45 * p.scale
	asc := float64(m.Ascent) / 64
	desc := float64(m.Descent) / 64
	base := y*p.scale + (box-(asc+desc))/2 + asc
	width := p.Width(s, size)
	left := x - width*align
	p.seen(s, left, y, size, width)
	p.glyphs(size*p.scale, s, left*p.scale, base, p.st.C(t))
}

// Shape draws a mark or icon n units large in a tone.
func (p *Pen) Shape(name string, x, y, n float64, t Tone) { p.shape(name, x, y, n, t, OnState) }

func (p *Pen) shape(name string, x, y, n float64, t, inner Tone) {
	k := n / 20
	for _, part := range p.st.shapeOf(name).parts {
		lines := make([][]pt, len(part.lines))
		for i, l := range part.lines {
			if len(part.dash) > 1 {
				continue
			}
			lines[i] = place(l, x, y, k)
		}
		if len(part.dash) > 1 {
			lines = nil
			for _, l := range part.lines {
				for _, piece := range dashes(l, part.dash) {
					lines = append(lines, place(piece, x, y, k))
				}
			}
		}
		c := p.st.C(t)
		if part.inner {
			c = p.st.C(inner)
		}
		if part.fill {
			p.fillLines(lines, c)
		} else {
			p.strokeLines(lines, 1.8*k, c)
		}
	}
}

func place(l []pt, x, y, k float64) []pt {
	out := make([]pt, len(l))
	for i, v := range l {
		out[i] = pt{x + v.x*k, y + v.y*k}
	}
	return out
}

// dashes cuts a line into its drawn pieces.
func dashes(l []pt, d []float64) [][]pt {
	var out [][]pt
	on, left, i := true, d[0], 0
	piece := []pt{}
	if len(l) > 0 {
		piece = append(piece, l[0])
	}
	for n := 1; n < len(l); n++ {
		u, v := l[n-1], l[n]
		for {
			dist := math.Hypot(v.x-u.x, v.y-u.y)
			if dist <= left {
				left -= dist
				if on {
					piece = append(piece, v)
				}
				break
			}
			cut := pt{u.x + (v.x-u.x)*left/dist, u.y + (v.y-u.y)*left/dist}
			if on {
				out = append(out, append(piece, cut))
			}
			on = !on
			i++
			left = d[i%len(d)]
			piece = []pt{cut}
			u = cut
		}
	}
	if on && len(piece) > 1 {
		out = append(out, piece)
	}
	return out
}
