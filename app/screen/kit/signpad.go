package kit

import (
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/mobile"
	"fyne.io/fyne/v2/widget"

	"kaowu/app/paper"
)

// PadPoint is one sample of handwriting: tenths of a unit on a pad of 3620 by
// 1320, milliseconds since the first point (as exam.Point).
type PadPoint struct{ X, Y, T int }

// Pad sizes in tenths of a unit.
const padWide, padHigh = 3620, 1320

// PadRatio is a pad's width to its height.
const PadRatio = float32(padWide) / padHigh

// SignPad takes a signature as strokes with time. A large pad gives the same
// numbers as a small one.
type SignPad struct {
	widget.BaseWidget
	// OnChange is called after each stroke and each undo.
	OnChange func()

	st      *Style
	strokes [][]PadPoint
	down    bool
	start   time.Time
	now     func() time.Time
	raster  *canvas.Raster
	least   fyne.Size
}

// NewSignPad makes an empty pad of a least size.
func (st *Style) NewSignPad(least fyne.Size, now func() time.Time) *SignPad {
	s := &SignPad{st: st, now: now, least: least}
	s.raster = canvas.NewRaster(s.paint)
	s.ExtendBaseWidget(s)
	return s
}

// Strokes are what was written; the caller must not change them.
func (s *SignPad) Strokes() [][]PadPoint { return s.strokes }

// SetStrokes takes over what was written on another pad.
func (s *SignPad) SetStrokes(k [][]PadPoint) {
	s.strokes = k
	s.changed()
}

// Undo takes the last stroke back.
func (s *SignPad) Undo() {
	if n := len(s.strokes); n > 0 {
		s.strokes = s.strokes[:n-1]
		s.changed()
	}
}

// Clear empties the pad.
func (s *SignPad) Clear() {
	s.strokes = nil
	s.changed()
}

func (s *SignPad) changed() {
	s.raster.Refresh()
	if s.OnChange != nil {
		s.OnChange()
	}
}

func (s *SignPad) add(at fyne.Position, begin bool) {
	size := s.Size()
	if size.Width <= 0 || size.Height <= 0 {
		return
	}
	if len(s.strokes) == 0 && begin {
		s.start = s.now()
	}
	p := PadPoint{
		X: clamp(int(at.X*padWide/size.Width), padWide), Y: clamp(int(at.Y*padHigh/size.Height), padHigh),
		T: int(s.now().Sub(s.start) / time.Millisecond),
	}
	if begin {
		s.strokes = append(s.strokes, []PadPoint{p})
	} else if n := len(s.strokes); n > 0 {
		s.strokes[n-1] = append(s.strokes[n-1], p)
	}
	s.raster.Refresh()
}

func clamp(v, top int) int { return max(0, min(v, top)) }

// MouseDown begins a stroke: a drag would lose its first point.
func (s *SignPad) MouseDown(e *desktop.MouseEvent) {
	s.down = true
	s.add(e.Position, true)
}

// MouseUp ends it.
func (s *SignPad) MouseUp(*desktop.MouseEvent) { s.end() }

// TouchDown begins a stroke where a finger or pen reaches the program as touch; on
// the desktop it comes as a mouse (pitfalls 1.5).
func (s *SignPad) TouchDown(e *mobile.TouchEvent) {
	s.down = true
	s.add(e.Position, true)
}

// TouchUp ends it.
func (s *SignPad) TouchUp(*mobile.TouchEvent) { s.end() }

// TouchCancel ends it too: what was written stands until it is taken back.
func (s *SignPad) TouchCancel(*mobile.TouchEvent) { s.end() }

// Dragged goes on with it.
func (s *SignPad) Dragged(e *fyne.DragEvent) {
	if s.down {
		s.add(e.Position, false)
	}
}

// DragEnd ends it. The driver has taken the focus away between MouseUp and here.
func (s *SignPad) DragEnd() {
	s.end()
	s.touched()
}

// Tapped follows the MouseUp of a dot, after the driver has taken the focus away.
func (s *SignPad) Tapped(*fyne.PointEvent) { s.touched() }

func (s *SignPad) end() {
	if !s.down {
		return
	}
	s.down = false
	s.changed()
	s.touched()
}

func (s *SignPad) touched() {
	if s.st.Host != nil {
		s.st.Host.Touched()
	}
}

// CreateRenderer draws the pad's picture.
func (s *SignPad) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.raster) }

// MinSize is the least size.
func (s *SignPad) MinSize() fyne.Size { return s.least }

func (s *SignPad) paint(w, h int) image.Image {
	size := s.Size()
	p := NewPen(s.st, w, h, size.Width)
	wide, high := float64(size.Width), float64(size.Height)
	edge, width := Edge, 1.0
	if len(s.strokes) > 0 || s.down {
		edge, width = Pri, 3
	}
	p.Rect(0, 0, wide, high, 4, Input, edge, width)
	p.Bar(24, high-28, wide-48, 1, Line)
	p.Strokes(s.strokes, 0, 0, wide, high, wide/362*3.2, Ink)
	return p.Image()
}

// Strokes draws handwriting into a box, as smooth as on paper.
func (p *Pen) Strokes(strokes [][]PadPoint, x, y, w, h, width float64, t Tone) {
	var lines [][]pt
	for _, k := range strokes {
		pts := make([]paper.Point, len(k))
		for i, v := range k {
			pts[i] = paper.Point{X: x + float64(v.X)*w/padWide, Y: y + float64(v.Y)*h/padHigh}
		}
		l := []pt{}
		for _, v := range paper.Smooth(pts, 1.5) {
			l = append(l, pt{v.X, v.Y})
		}
		lines = append(lines, l)
	}
	p.strokeLines(lines, width, p.st.C(t))
}
