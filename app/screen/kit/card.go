package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// Band is the head of a card in a state's own colour: shape, the word in figure
// size and a time. A person two metres away reads it.
func (st *Style) Band(s State, word, when string) fyne.CanvasObject {
	h := float32(96)
	if st.Short {
		h = 76
	}
	l := &groundLayout{0, 5}
	ground := container.New(&crownLayout{5}, st.end(l, s.Tone(), s.Tone(), 0), st.Flat(s.Tone()))
	size := st.Figure
	if st.Step == Extra {
		size = 45
	}
	return Stack(ground, Fixed(Pad(0, 24, Row(18, st.ShapeOn(s, 56), Grow(container.New(&fitted{size: size, least: st.Body}, st.Text(word, size, OnState)), 1), st.Text(when, st.Lead, OnState))), 0, h))
}

// fitted sets its one line of text smaller where the room is short: a verdict is
// never cut (look.md 7).
type fitted struct{ size, least float32 }

func (f *fitted) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(60, f.size*1.45) }

func (f *fitted) Layout(o []fyne.CanvasObject, s fyne.Size) {
	t, ok := o[0].(*canvas.Text)
	if !ok {
		return
	}
	t.TextSize = f.size
	for t.TextSize > f.least && measure(t.Text, t.TextSize) > s.Width {
		t.TextSize--
	}
	h := t.TextSize * 1.45
	t.Move(fyne.NewPos(0, (s.Height-h)/2))
	t.Resize(fyne.NewSize(s.Width, h))
}

// Card is a panel with a band above, a body that grows and a foot of buttons.
func (st *Style) Card(s State, band, body, foot fyne.CanvasObject) fyne.CanvasObject {
	edge := Line
	if s.Tone() == Err {
		edge = Err
	}
	parts := []fyne.CanvasObject{band, Grow(body, 1)}
	if foot != nil {
		parts = append(parts, st.Rule(), Fixed(Pad(0, 16, foot), 0, 56))
	}
	return st.Edged(Panel, edge, st.Stroke(), Col(0, parts...))
}

// BigFigure is a box with a caption, the figure of the screen and a line under it.
func (st *Style) BigFigure(s State, above, figure, below string, w float32) fyne.CanvasObject {
	return Fixed(st.Edged(s.Tint(), s.Tone(), 2, Col(0, Space(), st.Centre(above, st.Lead, Ink), Inset(-st.Seat*0.22, 0, -st.Seat*0.2, 0, st.Centre(figure, st.Seat, Ink)),
		st.Centre(below, st.Lead, Ink), Space())), w, 0)
}

// NoPhoto stands where a photo would.
func (st *Style) NoPhoto(word string, w, h float32) fyne.CanvasObject {
	return Fixed(Stack(st.Box(Rail, Edge, 1, 6), Middle(Col(8, Middle(st.Icon("person", w*0.42, Hint)), st.Centre(word, st.Caption, Ink2)))), w, h)
}
