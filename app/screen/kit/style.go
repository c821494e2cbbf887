package kit

import (
	"image"
	"image/color"
	"io/fs"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Size is a text size step: 标准, 大, 特大.
type Size int

// The steps of look.md 3, kept per laptop.
const (
	Standard Size = iota
	Large
	Extra
)

// Style is what a part needs to draw itself: colours, text sizes, the shapes of
// marks and icons. A change of look, size or language makes a new Style and the
// screen is built again from it, so no part listens for changes.
type Style struct {
	Look Look
	Step Size

	// Text sizes in units.
	Caption, Body, Lead, Title, Figure, Hero, Seat float32

	// Short is set below 700 units of window height (look.md 3): captions at the
	// foot go, margins shrink.
	Short bool

	// Host is the window; nil in a part drawn alone.
	Host Host

	font    *Face
	icons   fs.FS
	colours map[Tone]color.NRGBA
	shapes  map[string]*shape
	drawn   map[drawn]*image.RGBA
	ends    map[boxEnd]*image.RGBA
}

// NewStyle makes the style of a look and size. ttf is the one font of window and
// paper; icons holds <name>.svg and mark-<name>.svg.
func NewStyle(look Look, step Size, ttf []byte, icons fs.FS) (*Style, error) {
	f, err := NewFace(ttf)
	if err != nil {
		return nil, err
	}
	return f.style(look, step, icons), nil
}

func (f *Face) style(look Look, step Size, icons fs.FS) *Style {
	st := &Style{Look: look, Step: step, font: f, icons: icons, colours: palette(look), shapes: map[string]*shape{},
		drawn: map[drawn]*image.RGBA{}, ends: map[boxEnd]*image.RGBA{}}
	at := func(v [3]float32) float32 { return v[step] }
	st.Caption, st.Body, st.Lead = at([3]float32{14, 16, 18}), at([3]float32{16, 18, 20}), at([3]float32{20, 22, 25})
	st.Title, st.Figure = at([3]float32{26, 29, 32}), at([3]float32{40, 45, 50})
	st.Hero, st.Seat = at([3]float32{64, 72, 80}), at([3]float32{96, 108, 120})
	return st
}

// With is the same font and icons in another look and size.
func (st *Style) With(look Look, step Size) *Style { return st.font.style(look, step, st.icons) }

// Font is the one face as a TrueType file; it is not to be changed.
func (st *Style) Font() []byte { return st.font.ttf }

// C is the colour of a tone.
func (st *Style) C(t Tone) color.NRGBA { return st.colours[t] }

// Stroke is the width of panel strokes: 1, and 2 in the high contrast look, where
// panels are told apart by stroke and not by fill.
func (st *Style) Stroke() float32 {
	if st.Look == Contrast {
		return 2
	}
	return 1
}

// Text is one line in one tone. Rows use it instead of a label, which pads itself.
func (st *Style) Text(s string, size float32, t Tone) *canvas.Text {
	x := canvas.NewText(s, st.C(t))
	x.TextSize = size
	return x
}

// Right is Text that ends at the right edge of its box: figures.
func (st *Style) Right(s string, size float32, t Tone) *canvas.Text {
	x := st.Text(s, size, t)
	x.Alignment = fyne.TextAlignTrailing
	return x
}

// Centre is Text in the middle of its box.
func (st *Style) Centre(s string, size float32, t Tone) *canvas.Text {
	x := st.Text(s, size, t)
	x.Alignment = fyne.TextAlignCenter
	return x
}

// Fill is a flat ground.
func (st *Style) Fill(t Tone) *canvas.Rectangle { return canvas.NewRectangle(st.C(t)) }

// Rule is a line between rows: as wide or high as its box, one stroke thick.
func (st *Style) Rule() fyne.CanvasObject {
	r := st.Fill(Line)
	r.SetMinSize(fyne.NewSize(1, 1))
	return r
}

// Box is a ground with a stroke and round corners.
func (st *Style) Box(fill, stroke Tone, width, radius float32) *canvas.Rectangle {
	r := canvas.NewRectangle(st.C(fill))
	r.StrokeColor, r.StrokeWidth, r.CornerRadius = st.C(stroke), width, radius
	return r
}
