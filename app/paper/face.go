package paper

import (
	"fmt"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// mmPerPoint turns points, 1/72 inch, into millimetres.
const mmPerPoint = 25.4 / 72

// lineFactor is the height of a line in sizes; bodyRise is where its baseline
// lies in the ideographic em box (ascender 880 of 1000 in Kaowu Sans).
const (
	lineFactor = 1.42
	bodyRise   = 0.88
)

// Face knows the widths of one TrueType font, so that layout and PDF agree. It is
// safe for concurrent use.
type Face struct {
	mu    sync.Mutex
	font  *sfnt.Font
	buf   sfnt.Buffer
	upem  fixed.Int26_6
	cache map[rune]float64 // advance in sizes; negative: no glyph
}

// NewFace reads the metrics of a TrueType file. gopdf takes glyf outlines only, so
// a CFF font that would load here fails later in Press (pitfalls 4.1).
func NewFace(ttf []byte) (*Face, error) {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		return nil, fmt.Errorf("read font: %w", err)
	}
	return &Face{font: f, upem: fixed.I(int(f.UnitsPerEm())), cache: map[rune]float64{}}, nil
}

// HasGlyph says whether the font can draw r.
func (f *Face) HasGlyph(r rune) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.advance(r) >= 0
}

// Width is the width of s in millimetres at size points. Characters without a
// glyph count nothing: measure what Printable gives.
func (f *Face) Width(s string, size float64) float64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	w := 0.0
	for _, r := range s {
		if a := f.advance(r); a > 0 {
			w += a
		}
	}
	return w * size * mmPerPoint
}

// Printable is s as it can be printed: what the font lacks, and what is invisible,
// becomes its code point in 〔〕. A tab becomes a blank; line breaks stay. What is
// printable already comes back unchanged, so it may be called twice.
func (f *Face) Printable(s string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	plain := true
	for _, r := range s {
		if r != '\n' && f.advance(r) < 0 {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	for _, r := range strings.ReplaceAll(s, "\r\n", "\n") {
		switch {
		case r == '\n' || f.advance(r) >= 0:
			b.WriteRune(r)
		case r == '\t':
			b.WriteByte(' ')
		default:
			fmt.Fprintf(&b, "〔U+%04X〕", r)
		}
	}
	return b.String()
}

// advance needs the lock.
func (f *Face) advance(r rune) float64 {
	if a, ok := f.cache[r]; ok {
		return a
	}
	a := -1.0
	if r >= ' ' && r != 0x7f {
		if g, err := f.font.GlyphIndex(&f.buf, r); err == nil && g != 0 {
			if w, err := f.font.GlyphAdvance(&f.buf, g, f.upem, font.HintingNone); err == nil {
				a = float64(w) / float64(f.upem)
			}
		}
	}
	f.cache[r] = a
	return a
}

// lineHeight is the height of one line in millimetres.
func lineHeight(size float64) float64 { return size * lineFactor * mmPerPoint }

// baseline is how far below the top of its line the baseline of text lies.
func baseline(size float64) float64 {
	return ((lineFactor-1)/2 + bodyRise) * size * mmPerPoint
}
