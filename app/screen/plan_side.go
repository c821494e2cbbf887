package screen

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// side says of the active problem where it is, who, what is written, what is wrong,
// how to mend it, and shows the rows of the workbook.
func (p *plan) side() fyne.CanvasObject {
	u, st := p.u, p.u.st
	x, i, ok := p.problem()
	if !ok {
		return st.Panel(kit.Middle(st.MarkSized(kit.Done, u.T("screen.plan.nothing"), 24, st.Lead)))
	}
	what, mend := u.w.Problem(x)
	mark := kit.Caution
	if x.Severity == exam.SeverityError {
		mark = kit.Fault
	}
	parts := []fyne.CanvasObject{st.Facts(st.Body, 6, p.facts(x, what)...), st.Note(kit.Running, "", mend, st.Body, 372)}
	if why := p.accepted[i]; why != "" {
		parts = append(parts, st.Note(kit.Done, "", u.T("screen.plan.accepted-why", "why", why), st.Body, 372))
	} else if x.Severity == exam.SeverityWarning {
		parts = append(parts, st.Button(kit.Button{Word: u.T("screen.plan.accept"), Key: "F4", Do: p.accept}))
	}
	if e := p.near(x); len(e.Rows) > 0 {
		parts = append(parts, kit.Col(6, st.Text(u.T("screen.plan.as-written"), st.Caption, kit.Ink2), p.excerpt(e, x, 372, st.Caption)))
	}
	if no, _ := p.suspect(); no != "" {
		word := "screen.plan.id-recorded"
		if p.id.record == nil {
			word = "screen.plan.id-no-book"
		}
		parts = append(parts, st.Para(u.T(word), st.Caption, kit.Ink2, 372))
	}
	p.said = st.Scroll(kit.Pad(12, 16, kit.Col(10, parts...)))
	head := st.PanelHead(st.Shape(mark, 24), kit.Grow(st.Trimmed(u.T("screen.plan.title-of", "column", x.Column), st.Lead, kit.Ink), 1), st.Text(u.T("screen.plan.code", "code", x.Code), st.Caption, kit.Ink2))
	return st.Panel(kit.Col(0, head, kit.Grow(p.said, 1)))
}

// roll moves what is said of the active problem, where the text is too large to be seen
// at once.
func (p *plan) roll(by float32) {
	if p.said != nil {
		p.said.ScrollToOffset(fyne.NewPos(0, max(0, p.said.Offset.Y+by*p.said.Size().Height*0.6)))
	}
}

func (p *plan) facts(x exam.Problem, what string) []kit.Fact {
	u := p.u
	where := u.T("screen.plan.cell", "sheet", x.Sheet, "row", x.Row, "column", x.Column)
	if x.Row == 0 {
		where = join(x.Sheet, x.Column)
	}
	facts := []kit.Fact{{Label: u.T("screen.plan.where"), Value: where}}
	if x.ExamNo != "" {
		facts = append(facts, kit.Fact{Label: u.T("screen.plan.who"), Value: join(string(x.ExamNo), p.nameOf(x.ExamNo))})
	}
	if no, cell := p.suspect(); no != "" {
		facts = append(facts, kit.Fact{Label: u.T("screen.plan.written"), Body: p.id.value(no, p.hidden(x.Column, cell), cell, u.st.Body)})
	} else if x.Value != "" {
		facts = append(facts, kit.Fact{Label: u.T("screen.plan.written"), Value: p.hidden(x.Column, x.Value)})
	}
	return append(facts, kit.Fact{Label: u.T("screen.plan.wrong"), Value: what})
}

func (p *plan) nameOf(no exam.CandidateNo) string {
	for _, c := range p.checked.plan.Candidates {
		if c.No == no {
			return c.Name
		}
	}
	return ""
}

// personal says whether a cell holds an ID number or a mobile telephone number: by its
// column, or by what it looks like wherever it stands.
func personal(column, s string) bool {
	clean := exam.CleanID(s)
	r := []rune(clean)
	switch column {
	case exam.ColIDNumber, exam.ColStaffID, exam.ColPhone:
		return len(r) > 8
	}
	body := strings.TrimRight(clean, "X")
	return strings.Trim(body, "0123456789") == "" && (len(r) == 18 || len(r) == 15 || len(r) == 11 && r[0] == '1')
}

// hidden is a cell as it may be shown: of a number that is a person's, the last four
// characters.
func (p *plan) hidden(column, s string) string { return p.u.hiddenCell(column, s) }

// near is the row of a problem with its neighbours.
func (p *plan) near(x exam.Problem) exam.Excerpt {
	if p.checked.loading.Near == nil {
		return exam.Excerpt{}
	}
	return p.checked.loading.Near(x.Sheet, x.Row)
}

// knownBy are the columns by which a row of a sheet is known, most telling first.
func knownBy(sheet string) []string {
	switch sheet {
	case exam.SheetHeader:
		return []string{exam.ColItem, exam.ColContent}
	case exam.SheetSubjects:
		return []string{exam.ColSubject, exam.ColOccupation, exam.ColLevel}
	case exam.SheetScopes:
		return []string{exam.ColOccupation, exam.ColLowest, exam.ColHighest}
	case exam.SheetRooms:
		return []string{exam.ColRoom, exam.ColRoomName, exam.ColCapacity}
	case exam.SheetSessions:
		return []string{exam.ColSession, exam.ColComponent, exam.ColDate, exam.ColStart}
	case exam.SheetStaff:
		return []string{exam.ColName, exam.ColRole, exam.ColDuties}
	case exam.SheetRoster:
		return []string{exam.ColExamNo, exam.ColName, exam.ColSex}
	}
	return []string{exam.ColItemNo, exam.ColItemName, exam.ColFull}
}

// Room of a cell's text at both sides, and the least that the faulty cell keeps.
const cellSides, leastFaulty = 20, 96

// excerpt is rows of the workbook as they stand, width units wide: what names a row,
// and the faulty cell with its mark. Columns for which there is no room stay out:
// nothing that is shown is shortened.
func (p *plan) excerpt(e exam.Excerpt, x exam.Problem, width, size float32) fyne.CanvasObject {
	st := p.u.st
	text := func(row exam.ExcerptRow, c int) string { return p.hidden(e.Columns[c].Name, row.Cells[c]) }
	wide := func(c int) float32 {
		w := st.Text(e.Columns[c].Head, size, kit.Ink).MinSize().Width
		for _, row := range e.Rows {
			w = max(w, st.Text(text(row, c), size, kit.Ink).MinSize().Width)
		}
		return w + cellSides
	}
	faulty := e.Column(x.Column)
	number := st.Text(strconv.Itoa(e.Rows[len(e.Rows)-1].No), size, kit.Ink).MinSize().Width + cellSides
	room := width - number
	if faulty >= 0 {
		room -= max(leastFaulty, min(wide(faulty)+size+6, width*0.45))
	}
	shown := map[int]bool{}
	for _, name := range knownBy(x.Sheet) {
		if c := e.Column(name); c >= 0 && c != faulty && wide(c) <= room {
			shown[c] = true
			room -= wide(c)
		}
	}
	line := func(ground kit.Tone, first string, cell func(c int) kit.Cell) fyne.CanvasObject {
		cells := []kit.Cell{{Body: st.Right(first, size, kit.Ink2), Width: number, Ground: kit.Rail}}
		for c := range e.Columns {
			if !shown[c] && c != faulty {
				continue
			}
			one := cell(c)
			if c != faulty && (faulty >= 0 || len(cells) < len(shown)) {
				one.Width = wide(c)
			}
			if one.Ground == "" {
				one.Ground = ground
			}
			cells = append(cells, one)
		}
		return st.FormRow(32, width, false, cells...)
	}
	rows := []fyne.CanvasObject{line(kit.Rail, "", func(c int) kit.Cell {
		return kit.Cell{Body: st.Para(e.Columns[c].Head, size, kit.Ink2, width/3)}
	})}
	for _, row := range e.Rows {
		rows = append(rows, line(kit.Panel, strconv.Itoa(row.No), func(c int) kit.Cell {
			if c == faulty && row.No == x.Row {
				return p.faultyCell(x, text(row, c), size, width/3)
			}
			return kit.Cell{Body: st.Para(cut40(text(row, c)), size, kit.Ink, width/3)}
		}))
	}
	return kit.FormRows(rows...)
}

// faultyCell is marked by its shape and stroke as well as its colour; an empty one
// says that it is.
func (p *plan) faultyCell(x exam.Problem, text string, size, width float32) kit.Cell {
	u, st := p.u, p.u.st
	mark, tone := kit.Caution, kit.Warn
	if x.Severity == exam.SeverityError {
		mark, tone = kit.Fault, kit.Err
	}
	if text == "" {
		text = u.T("screen.plan.cell-empty")
	}
	return kit.Cell{Ground: tone.Tint(), Ring: tone, Body: kit.Columns(6, kit.Top(st.Shape(mark, size+2)), kit.Grow(st.Para(cut40(text), size, tone, width), 1))}
}

// cut40 is a long text of a cell by its beginning: the workbook has the rest.
func cut40(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}

// enlarge shows the rows wider, with more of their columns, to read.
func (p *plan) enlarge() {
	u, st := p.u, p.u.st
	x, _, ok := p.problem()
	if !ok {
		return
	}
	what, _ := u.w.Problem(x)
	u.f.Open(&kit.Dialog{
		Title: u.T("screen.plan.as-written"), Line: x.Sheet,
		Body: func() fyne.CanvasObject {
			return kit.Col(12, p.excerpt(p.near(x), x, 772, st.Body), st.Para(what, st.Body, kit.Ink, 772))
		},
		Keys: kit.Table{{Names: []string{"Esc", "Enter"}, Cap: "Esc", Word: u.T("screen.key.close"), Do: u.f.Close}},
		Foot: []fyne.CanvasObject{st.Button(kit.Button{Word: u.T("screen.key.close"), Key: "Esc", Do: u.f.Close})},
	})
}
