package kit

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
)

// glyphKey is a character as a face has drawn it: in what size, in tenths of a pixel,
// and at which quarter of a pixel it began.
type glyphKey struct {
	size    int
	r       rune
	quarter fixed.Int26_6
}

// glyph is its shape, where the shape lies beside the pen, and how far the pen goes on.
type glyph struct {
	mask    *image.Alpha
	at      image.Point
	advance fixed.Int26_6
}

// mostGlyphs bounds what a face keeps: some 4 MB where every character is another.
const mostGlyphs = 4096

// glyphs draws a line of text with its baseline at y. Drawing an outline takes ten times
// as long as copying what was drawn before, and a list has the same few characters.
func (p *Pen) glyphs(size float64, s string, x, y float64, c color.Color) {
	f := p.st.font
	face := f.at(size)
	if face == nil {
		return
	}
	src, dot, prev := image.NewUniform(c), fixed.Int26_6(x*64), rune(-1)
	base := int(math.Round(y))
	for _, r := range s {
		if prev >= 0 {
			dot += face.Kern(prev, r)
		}
		prev = r
		g := f.glyph(face, size, r, dot&63/16*16)
		if g.mask != nil {
			to := g.mask.Bounds().Add(image.Pt(dot.Floor(), base).Add(g.at))
			draw.DrawMask(p.img, to, src, image.Point{}, g.mask, image.Point{}, draw.Over)
		}
		dot += g.advance
	}
}

// glyph draws one character, or knows it.
func (f *Face) glyph(face font.Face, size float64, r rune, quarter fixed.Int26_6) glyph {
	k := glyphKey{int(math.Round(size * 10)), r, quarter}
	g, ok := f.known[k]
	if ok {
		return g
	}
	box, mask, from, advance, ok := face.Glyph(fixed.Point26_6{X: quarter}, r)
	g.advance = advance
	if ok && !box.Empty() {
		g.mask, g.at = image.NewAlpha(image.Rect(0, 0, box.Dx(), box.Dy())), box.Min
		draw.Draw(g.mask, g.mask.Bounds(), mask, from, draw.Src)
	}
	if len(f.known) >= mostGlyphs {
		clear(f.known)
	}
	f.known[k] = g
	return g
}
