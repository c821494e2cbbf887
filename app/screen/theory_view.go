package screen

import (
	"strconv"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

func (t *theory) draw() {
	u, st := t.u, t.u.st
	var who []fyne.CanvasObject
	keys := []string{"screen.theory.first", "screen.theory.second"}
	for i, e := range cut(t.view.Entrants, 2) {
		who = append(who, st.Text(u.T(keys[i], "name", t.called(e)), st.Body, kit.Ink2))
	}
	head := u.header(u.T("screen.theory.title"), join(u.T("screen.practical.head", "no", string(t.no()), "subject", u.subject(t.in.Subject)),
		u.T("screen.theory.paper", "paper", t.in.Session.Paper)), who...)
	list := t.stages.Show(st, "list", t.list())
	u.f.Show(u.page(t.stages.Show(st, "head", head), kit.Columns(u.gap(), kit.Grow(list, 1), kit.Fixed(t.side(), 456, 0))), t.keys())
	if r := t.row(); r != nil && t.entering(*r) {
		u.f.Focus(t.field)
	} else {
		u.f.Focus(nil)
	}
}

// iAmFirst says whether this person's figures stand left: the first of the two, and
// whoever is none of them.
func (t *theory) iAmFirst() bool {
	return len(t.view.Entrants) == 0 || t.view.Entrants[0] != t.view.Other
}

// columns are the heads of the two entries.
func (t *theory) columns() (left, right string) {
	left, right = t.u.T("screen.theory.mine"), t.u.T("screen.theory.other")
	if t.view.Both {
		left, right = t.called(t.me), t.called(t.view.Other)
	}
	if !t.iAmFirst() {
		left, right = right, left
	}
	return left, right
}

// mayImport says whether a result file can be taken: by who may, before any entry.
func (t *theory) mayImport() bool { return t.view.CanImport && len(t.view.Entrants) == 0 }

func (t *theory) list() fyne.CanvasObject {
	u, st := t.u, t.u.st
	n := [4]int{}
	for _, r := range t.view.Rows {
		for f := range n {
			if fits(r, f) {
				n[f]++
			}
		}
	}
	var words []string
	for i, k := range []string{"all", "agree", "disagree", "absent"} {
		words = append(words, u.T("screen.theory.filter-"+k, "n", n[i]))
	}
	parts := []fyne.CanvasObject{st.Segments(words, t.filter, t.setFilter), kit.Space()}
	if st.Step == kit.Standard && !t.view.Both {
		parts = append(parts, st.Text(u.T("screen.theory.blind"), st.Caption, kit.Ink2))
	}
	seg := kit.Pad(10, 12, kit.Row(8, parts...))
	left, right := t.columns()
	number, name := u.T("screen.fact.exam-no"), u.T("screen.fact.name")
	if len(t.view.Rows) > 0 && t.view.Rows[0].Name == "" {
		number, name = u.T("blind.word"), ""
	}
	cols := []kit.Column{{Head: u.T("screen.theory.col-no"), Width: 34, Right: true}, {Head: number, Width: 112}, {Head: name, Width: 0},
		{Head: left, Width: 76, Right: true}, {Head: right, Width: 76, Right: true}, {Head: u.T("screen.theory.col-result"), Width: 110}}
	var table *kit.TableView
	table = st.NewTable(cols, 44, func(i, c int) fyne.CanvasObject {
		r := t.view.Rows[t.rows[i]]
		switch c {
		case 0:
			if r.Name == "" {
				return kit.Gap(0, 0)
			}
			return table.Figure(strconv.Itoa(r.Seat), kit.Ink2)
		case 1:
			if r.Name == "" {
				return table.Cell(r.Code, kit.Ink)
			}
			return table.Cell(string(r.No), kit.Ink)
		case 2:
			return table.Cell(r.Name, kit.Ink)
		case 3, 4:
			// The first person's column stands left, whoever looks.
			if (c == 3) == t.iAmFirst() {
				return st.Right(score(r.Mine), st.Lead, kit.Ink)
			}
			if r.Other == nil && r.Theirs {
				return st.Right(u.T("screen.theory.entered"), st.Caption, kit.Ink2)
			}
			return st.Right(score(r.Other), st.Lead, kit.Ink)
		}
		return t.mark(r)
	}, func(i int) {
		if t.commit() {
			t.at, t.wrong, t.bad = i, "", ""
			t.draw()
		}
	})
	table.Set(len(t.rows), t.at)
	return st.Panel(kit.Col(0, seg, kit.Grow(table.Object(), 1)))
}

func (t *theory) mark(r desk.TheoryRow) fyne.CanvasObject {
	u, st := t.u, t.u.st
	switch r.State {
	case "agree":
		return st.Mark(kit.Done, u.T("screen.theory.agree"))
	case "imported":
		return st.Mark(kit.Done, u.T("screen.theory.imported"))
	case "disagree":
		if r.HandedBy == t.me && r.HandedBy != "" {
			return st.Mark(kit.Caution, u.T("screen.theory.handed-over"))
		}
		return st.Mark(kit.Caution, u.T("screen.theory.disagree"))
	case "absent":
		return st.Mark(kit.Absent, u.T("screen.state.absent"))
	case "not-come":
		return st.Mark(kit.NotCome, u.T("screen.state.not-come"))
	case "void":
		return st.Mark(kit.Vetoed, u.T("screen.state.void"))
	case "conflict":
		return st.Mark(kit.Conflict, u.T("screen.state.conflict"))
	}
	if r.Mine != nil {
		return st.Mark(kit.Scoring, u.T("screen.theory.stored"))
	}
	return kit.Gap(0, 0)
}

// score is a score with its one decimal, empty for none.
func score(s *exam.Tenths) string {
	if s == nil {
		return ""
	}
	return s.String()
}
