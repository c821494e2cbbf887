package screen

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// problemTable lists what is wrong with a workbook, a row a problem: how bad, sheet, row,
// column, what. rows says which of list are shown, nil for all; accepted are the reasons
// given for warnings, by index; accept, which may be nil, asks for one.
func (u *ui) problemTable(list []exam.Problem, rows []int, accepted map[int]string, tapped, accept func(i int)) *kit.TableView {
	st := u.st
	// At the largest text the column and the button are in the side alone.
	cols := []kit.Column{{Head: u.T("screen.plan.col-severity"), Width: 76}, {Head: u.T("screen.plan.col-sheet"), Width: 66}, {Head: u.T("screen.plan.col-row"), Width: 36, Right: true}, {Head: u.T("screen.plan.col-problem")}}
	if st.Step != kit.Extra {
		cols = slices.Insert(cols, 3, kit.Column{Head: u.T("screen.plan.col-column"), Width: 72})
		if accept != nil {
			cols = append(cols, kit.Column{Width: 90})
		}
	}
	var t *kit.TableView
	t = st.NewTable(cols, max(58, st.Body*2.9+4), func(i, c int) fyne.CanvasObject {
		n := i
		if rows != nil {
			n = rows[i]
		}
		x := list[n]
		what, _ := u.w.Problem(x)
		if c >= 3 && st.Step == kit.Extra {
			c++
		}
		switch c {
		case 0:
			return u.severity(x)
		case 1:
			return st.Trimmed(x.Sheet, st.Body, kit.Ink)
		case 2:
			return t.Figure(strconv.Itoa(x.Row), kit.Ink)
		case 3:
			return st.Brief(x.Column, st.Body, kit.Ink)
		case 4:
			return st.Brief(what, st.Body, kit.Ink)
		}
		if accepted[n] != "" {
			return st.Mark(kit.Done, u.T("screen.plan.accepted"))
		}
		if x.Severity == exam.SeverityWarning {
			return kit.Pad(4, 0, st.Button(kit.Button{Word: u.T("screen.plan.accept-short"), Do: func() { accept(i) }}))
		}
		return nil
	}, tapped)
	return t
}

func (u *ui) severity(x exam.Problem) fyne.CanvasObject {
	if x.Severity == exam.SeverityError {
		return u.st.Mark(kit.Fault, u.T("screen.plan.error"))
	}
	return u.st.Mark(kit.Caution, u.T("screen.plan.warning"))
}

// problemSide says of one problem where it is, what is written, what is wrong and how to
// mend it; why is the reason for which a warning was accepted.
func (u *ui) problemSide(x exam.Problem, why string, more ...fyne.CanvasObject) fyne.CanvasObject {
	st := u.st
	what, mend := u.w.Problem(x)
	mark := kit.Caution
	if x.Severity == exam.SeverityError {
		mark = kit.Fault
	}
	where := u.T("screen.plan.cell", "sheet", x.Sheet, "row", x.Row, "column", x.Column)
	switch {
	case x.Row == 0:
		where = join(x.Sheet, x.Column)
	case x.Column == "":
		where = join(x.Sheet, u.T("screen.plan.row", "row", x.Row))
	}
	facts := []kit.Fact{{Label: u.T("screen.plan.where"), Value: where}}
	if x.Value != "" {
		facts = append(facts, kit.Fact{Label: u.T("screen.plan.written"), Value: u.hiddenCell(x.Column, x.Value)})
	}
	parts := []fyne.CanvasObject{st.Facts(st.Body, 6, append(facts, kit.Fact{Label: u.T("screen.plan.wrong"), Value: what})...), st.Note(kit.Running, "", mend, st.Body, 366)}
	if why != "" {
		parts = append(parts, st.Note(kit.Done, "", u.T("screen.plan.accepted-why", "why", why), st.Body, 366))
	}
	head := st.PanelHead(st.Shape(mark, 24), kit.Grow(st.Trimmed(u.T("screen.plan.title-of", "column", x.Column), st.Lead, kit.Ink), 1), st.Text(u.T("screen.plan.code", "code", x.Code), st.Caption, kit.Ink2))
	return st.Panel(kit.Col(0, head, kit.Grow(st.Scroll(kit.Pad(12, 16, kit.Col(10, append(parts, more...)...))), 1)))
}

// hiddenCell is a cell as it may be shown: of a number that is a person's, the last four
// characters.
func (u *ui) hiddenCell(column, s string) string {
	if personal(column, s) {
		return u.T("screen.id-tail", "tail", tail(exam.CleanID(s)))
	}
	return s
}
