package kit

import (
	"strconv"

	"fyne.io/fyne/v2"
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
	// A long answer is set smaller: it is never cut.
	size, gap := st.Body, float32(8)
	if len([]rune(word)) > 5 {
		size, gap = st.Caption, 4
	}
	body := Row(gap, Space(), st.capOn(strconv.Itoa(i+1), ink, edge, ground), st.Text(word, size, ink), Space())
	return st.tap(Stack(box, Fixed(Pad(0, 4, body), 0, 44)), box, ground, func() { pick(i) })
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
		parts = append(parts, st.tap(Stack(bg, Fixed(Pad(0, 14, Middle(st.Text(w, st.Body, ink))), 0, 42)), nil, ground, func() { pick(i) }))
	}
	return Stack(st.Box(Panel, Edge, 1, 6), Pad(1, 1, Columns(0, parts...)))
}
