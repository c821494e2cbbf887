package screen

import (
	"fyne.io/fyne/v2"

	"kaowu/app/screen/kit"
)

// body draws the blanks, two half ones beside one another.
func (q *filling) body() fyne.CanvasObject {
	u, st := q.u, q.u.st
	gap := float32(8)
	if st.Short {
		gap = 4
	}
	var rows []fyne.CanvasObject
	if q.f.said != "" {
		rows = append(rows, st.Para(q.f.said, st.Body, kit.Ink2, 772))
	}
	for i := 0; i < len(q.f.blanks); i++ {
		if q.f.blanks[i].half && i+1 < len(q.f.blanks) && q.f.blanks[i+1].half {
			rows = append(rows, kit.Columns(16, kit.Grow(q.blank(i, 104), 1), kit.Grow(q.blank(i+1, 104), 1)))
			i++
			continue
		}
		rows = append(rows, q.blank(i, 104))
	}
	switch {
	case q.busy:
		rows = append(rows, st.Text(u.T("screen.form.storing"), st.Body, kit.Ink2))
	case q.wrong != "":
		rows = append(rows, st.Note(kit.Caution, "", q.wrong, st.Body, 772))
	}
	return kit.Col(gap, rows...)
}

// blank is a label with what is filled in beside it.
func (q *filling) blank(i int, label float32) fyne.CanvasObject {
	st, b := q.u.st, q.f.blanks[i]
	high := float32(44)
	var in fyne.CanvasObject
	switch b.kind {
	case pickBlank:
		in = q.choice(i)
	case fileBlank:
		in = kit.Row(8, kit.Grow(kit.Fixed(q.fields[i], 0, 44), 1), st.Button(kit.Button{Word: q.u.T("screen.form.file"), Key: "F5", Do: func() { q.chooseFile(i) }}))
	case longBlank:
		high = 66
		if !st.Short {
			high = 84
		}
		in = q.areas[i]
	default:
		in = q.fields[i]
	}
	word := kit.Fixed(st.Brief(b.label, st.Body, kit.Ink2), label*st.Body/16, 44)
	if b.kind == pickBlank {
		return kit.Columns(10, kit.Top(word), kit.Grow(in, 1))
	}
	return kit.Columns(10, kit.Top(word), kit.Grow(kit.Fixed(in, 0, high), 1))
}

// choice is the answers of a blank, with a stroke round them while digits pick one.
func (q *filling) choice(i int) fyne.CanvasObject {
	st, b := q.u.st, q.f.blanks[i]
	opts := make([]kit.Option, len(b.codes))
	for k := range b.codes {
		opts[k] = kit.Option{Word: b.words[k], Picked: q.picked[i] == k}
	}
	each := 4
	if len(opts) > 4 {
		each = 3
	}
	stroke := kit.Panel
	if q.place() == i {
		stroke = kit.Pri
	}
	return st.Edged(kit.Panel, stroke, 3, kit.Pad(4, 4, st.ChoiceGrid(opts, each, func(k int) { q.pickAt(i, k) })))
}
