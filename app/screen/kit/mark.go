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

// drawn is a mark or an icon as a style has drawn it: which, in what tones, how large
// in units and in pixels.
type drawn struct {
	name       string
	t, inner   Tone
	n          float32
	wide, high int
}

// picture is a mark or an icon. A list is full of the same few: each is drawn once.
func (st *Style) picture(name string, n float32, t, inner Tone) fyne.CanvasObject {
	r := canvas.NewRaster(nil)
	r.Generator = func(w, h int) image.Image {
		k := drawn{name, t, inner, n, w, h}
		img, ok := st.drawn[k]
		if !ok {
			p := NewPen(st, w, h, r.Size().Width)
			p.shape(name, 0, 0, float64(n), t, inner)
			img = p.Image()
			st.drawn[k] = img
		}
		return img
	}
	r.SetMinSize(fyne.NewSize(n, n))
	return r
}

// Shape is a state's shape alone.
func (st *Style) Shape(s State, n float32) fyne.CanvasObject { return st.ShapeIn(s, n, s.Tone()) }

// ShapeIn is a state's shape in another tone: of what no longer holds.
func (st *Style) ShapeIn(s State, n float32, t Tone) fyne.CanvasObject {
	return st.picture(s.file(), n, t, OnState)
}

// ShapeOn is a state's shape in the band of its own colour: figure and ground change places.
func (st *Style) ShapeOn(s State, n float32) fyne.CanvasObject {
	return st.picture(s.file(), n, OnState, s.Tone())
}

// Icon is an icon in a tone. It never stands without a word but for eye, lock, search.
func (st *Style) Icon(name string, n float32, t Tone) fyne.CanvasObject {
	return st.picture(name, n, t, OnState)
}

// Mark is a state's shape with its word, in body size.
func (st *Style) Mark(s State, word string) *fyne.Container {
	return st.MarkSized(s, word, 18, st.Body)
}

// MarkSized is a Mark of other sizes.
func (st *Style) MarkSized(s State, word string, n, size float32) *fyne.Container {
	return Row(6, st.Shape(s, n), st.Text(word, size, s.Tone()))
}
