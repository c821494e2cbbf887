package kit

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// State is a state mark of look.md 4: a shape, a word, a colour. The shape alone
// tells it on grey paper.
type State string

// The states; each has a file assets/icon/mark-<state>.svg.
const (
	NotCome     State = "notcome"
	Admitted    State = "admitted"
	Late        State = "late"
	Absent      State = "absent"
	Scoring     State = "scoring"
	Done        State = "done"
	Arbitration State = "arb"
	Vetoed      State = "veto"
	ToSign      State = "tosign"
	Signed      State = "signed"
	Revised     State = "revised"
	Conflict    State = "conflict"
	Accepted    State = "accepted"
	Rejected    State = "rejected"
	Unknown     State = "unknown"
	Duplicate   State = "dup"
	Waiting     State = "waiting"
	Running     State = "running"
	Closed      State = "closed"
	Fault       State = "error"
	Caution     State = "warning"
)

// States lists all states.
func States() []State {
	return []State{NotCome, Admitted, Late, Absent, Scoring, Done, Arbitration, Vetoed, ToSign, Signed, Revised,
		Conflict, Accepted, Rejected, Unknown, Duplicate, Waiting, Running, Closed, Fault, Caution}
}

// Tone is the colour of a state.
func (s State) Tone() Tone {
	switch s {
	case Admitted, Done, Signed, Accepted, Closed:
		return Ok
	case Late, Arbitration, ToSign, Revised, Unknown, Caution:
		return Warn
	case Vetoed, Conflict, Rejected, Fault:
		return Err
	case Scoring, Running:
		return Pri
	}
	return Ink2
}

// Tint is the ground that goes with the state's colour.
func (s State) Tint() Tone { return s.Tone().Tint() }

func (s State) file() string { return "mark-" + string(s) }

// picture is a raster of a set size that a pen draws whenever it is needed.
func (st *Style) picture(n float32, drawIt func(p *Pen)) fyne.CanvasObject {
	r := canvas.NewRaster(nil)
	r.Generator = func(w, h int) image.Image {
		p := NewPen(st, w, h, r.Size().Width)
		drawIt(p)
		return p.Image()
	}
	r.SetMinSize(fyne.NewSize(n, n))
	return r
}

// Shape is a state's shape alone.
func (st *Style) Shape(s State, n float32) fyne.CanvasObject {
	return st.picture(n, func(p *Pen) { p.Shape(s.file(), 0, 0, float64(n), s.Tone()) })
}

// ShapeIn is a state's shape in another tone: of what no longer holds.
func (st *Style) ShapeIn(s State, n float32, t Tone) fyne.CanvasObject {
	return st.picture(n, func(p *Pen) { p.Shape(s.file(), 0, 0, float64(n), t) })
}

// ShapeOn is a state's shape in the band of its own colour: figure and ground change places.
func (st *Style) ShapeOn(s State, n float32) fyne.CanvasObject {
	return st.picture(n, func(p *Pen) { p.shape(s.file(), 0, 0, float64(n), OnState, s.Tone()) })
}

// Icon is an icon in a tone. It never stands without a word but for eye, lock, search.
func (st *Style) Icon(name string, n float32, t Tone) fyne.CanvasObject {
	return st.picture(n, func(p *Pen) { p.Shape(name, 0, 0, float64(n), t) })
}

// Mark is a state's shape with its word, in body size.
func (st *Style) Mark(s State, word string) *fyne.Container {
	return st.MarkSized(s, word, 18, st.Body)
}

// MarkSized is a Mark of other sizes.
func (st *Style) MarkSized(s State, word string, n, size float32) *fyne.Container {
	return Row(6, st.Shape(s, n), st.Text(word, size, s.Tone()))
}
