package kit

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// Option is one answer of a choice.
type Option struct {
	Word   string
	Picked bool
}

// Choice is a row of answers, each with its digit; Keys of it go into the table.
func (st *Style) Choice(options []Option, pick func(i int)) fyne.CanvasObject {
	return st.ChoiceFrom(0, options, pick)
}

// ChoiceGrid is a choice in rows of so many answers.
func (st *Style) ChoiceGrid(options []Option, each int, pick func(i int)) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for at := 0; at < len(options); at += each {
		row := st.ChoiceFrom(at, options[at:min(at+each, len(options))], pick)
		for n := len(options) - at; n < each && len(options) > each; n++ {
			row.Add(Space())
		}
		rows = append(rows, row)
	}
	return Col(8, rows...)
}

// ChoiceFrom is a further row of a choice: its first answer is number from + 1.
func (st *Style) ChoiceFrom(from int, options []Option, pick func(i int)) *fyne.Container {
	parts := make([]fyne.CanvasObject, 0, len(options))
	for i, o := range options {
		k := Plain
		if o.Picked {
			k = Picked
		}
		parts = append(parts, Grow(st.option(from+i, o.Word, k, pick), 1))
	}
	return Columns(8, parts...)
}

func (st *Style) option(i int, word string, k Kind, pick func(i int)) fyne.CanvasObject {
	ink, edge, ground := Ink, Edge, Panel
	if k == Picked {
		ink, edge, ground = Pri, Pri, PriTint
	}
	box := st.Box(ground, edge, 1, 6)
	a := &answer{st: st, word: word, lines: []*canvas.Text{st.Text("", st.Body, ink), st.Text("", st.Body, ink)}}
	body := container.New(a, st.capOn(strconv.Itoa(i+1), ink, edge, ground), a.lines[0], a.lines[1])
	return st.tap(Stack(box, Fixed(Pad(0, 6, body), 0, 44)), box, ground, func() { pick(i) })
}

// answer is the layout of a key cap and a word beside it, both in the middle of
// their box. A long word is set in caption size, then in two lines: it is never cut.
type answer struct {
	st    *Style
	word  string
	lines []*canvas.Text
}

// MinSize lets the row decide: the narrowest answer is four characters wide.
func (a *answer) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[0].MinSize().Width+4+min(measure(a.word, a.st.Body), 4*a.st.Body), 44)
}

// twoLines is the largest size of which two lines stand in 44 units.
const twoLines = 14

// Layout chooses size and lines by the room there is.
func (a *answer) Layout(o []fyne.CanvasObject, s fyne.Size) {
	cap, gap := o[0].MinSize(), float32(8)
	room := s.Width - cap.Width - gap
	size, lines := a.st.Body, []string{a.word}
	if measure(a.word, size) > room {
		size, gap, room = a.st.Caption, 4, room+4
	}
	if measure(a.word, size) > room {
		size = min(size, twoLines)
		lines = Wrap(a.word, size, room)
	}
	var wide float32
	for _, l := range lines {
		wide = max(wide, measure(l, size))
	}
	left := max(0, (s.Width-cap.Width-gap-wide)/2)
	o[0].Resize(cap)
	o[0].Move(fyne.NewPos(left, (s.Height-cap.Height)/2))
	for i, t := range a.lines {
		t.Text = ""
		if i < len(lines) {
			t.Text, t.TextSize = lines[i], size
		}
		t.Resize(fyne.NewSize(wide, size*1.45))
		t.Move(fyne.NewPos(left+cap.Width+gap, s.Height/2+size*1.45*(float32(i)-float32(len(lines))/2)))
	}
}

// Picks are the rows of the key table that pick answers 1 to n, at most 9; the
// strip shows them as one.
func Picks(n int, word string, pick func(i int), when func() bool) Table {
	var t Table
	for i := range min(n, 9) {
		cap := "1–" + strconv.Itoa(n)
		if n == 1 {
			cap = "1"
		}
		t = append(t, Key{Names: []string{strconv.Itoa(i + 1)}, Cap: cap, Word: word, Do: func() { pick(i) }, When: when, Quiet: i > 0})
	}
	return t
}

// Segments is a row of filters of which one holds, as 全部 120 | 合格 87.
func (st *Style) Segments(words []string, on int, pick func(i int)) fyne.CanvasObject {
	size, side := st.Body, float32(14)
	if st.Step == Extra {
		size, side = st.Caption, 8
	}
	var parts []fyne.CanvasObject
	for i, w := range words {
		ink, ground := Ink2, Panel
		if i == on {
			ink, ground = OnPri, Pri
		}
		bg := st.Fill(ground)
		if i == 0 || i == len(words)-1 {
			bg.CornerRadius = 0
			if i == 0 {
				bg.TopLeftCornerRadius, bg.BottomLeftCornerRadius = 5, 5
			}
			if i == len(words)-1 {
				bg.TopRightCornerRadius, bg.BottomRightCornerRadius = 5, 5
			}
		}
		if i > 0 {
			parts = append(parts, st.Rule())
		}
		parts = append(parts, st.tap(Stack(bg, Fixed(Pad(0, side, Middle(st.Text(w, size, ink))), 0, 42)), nil, ground, func() { pick(i) }))
	}
	return Stack(st.Box(Panel, Edge, 1, 6), Pad(1, 1, Columns(0, parts...)))
}
