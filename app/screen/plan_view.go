package screen

import (
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

func (p *plan) draw() {
	u, st := p.u, p.u.st
	if p.checked == nil {
		line := ""
		if p.loaded.Exam != "" {
			line = u.T("screen.plan.in-effect", "exam", p.loaded.Exam, "from", string(p.loaded.From), "to", string(p.loaded.To))
		}
		body := kit.Col(14, kit.Middle(st.Icon("plan", 56, kit.Ink2)), st.Centre(u.T("screen.plan.none"), st.Lead, kit.Ink), st.Centre(p.busy, st.Body, kit.Ink2),
			st.Button(kit.Button{Word: u.T("screen.plan.choose"), Key: "Enter", Kind: kit.Go, Tall: true, Off: p.busy != "", Do: p.choose}),
			st.Button(kit.Button{Word: u.T("screen.plan.template"), Key: "F6", Tall: true, Off: p.busy != "", Do: p.template}))
		u.f.Show(u.page(u.header(u.T("screen.plan.title"), line), st.Panel(kit.Middle(kit.Fixed(body, 560, 0)))), p.keys())
		u.f.Focus(nil)
		return
	}
	errors, warnings := p.count(exam.SeverityError), p.count(exam.SeverityWarning)
	title := u.T("screen.plan.good")
	switch {
	case errors > 0:
		title = u.T("screen.plan.bad", "n", errors)
	case warnings > 0:
		title = u.T("screen.plan.warned", "n", warnings)
	}
	buttons := []fyne.CanvasObject{st.Button(kit.Button{Word: u.T("screen.plan.mark"), Key: "F6", Off: p.busy != "", Do: p.mark}),
		st.Button(kit.Button{Word: u.T("screen.plan.again"), Key: "F5", Off: p.busy != "", Kind: goIf(errors > 0), Do: p.again})}
	if errors == 0 {
		buttons = append(buttons, st.Button(kit.Button{Word: u.T("screen.plan.load"), Key: "F9", Kind: kit.Go, Off: !p.ready(), Do: p.loadIt}))
	}
	c := p.checked.plan
	line := join(filepath.Base(p.checked.file), u.T("screen.plan.counts", "candidates", len(c.Candidates), "sessions", len(c.Sessions), "staff", len(c.Staff), "rooms", len(c.Rooms), "subjects", len(c.Subjects)))
	if p.busy != "" {
		line = p.busy
	}
	filed := st.Text(u.T("screen.plan.filed", "first", string(c.Header.From), "filed", string(c.Header.Filed)), st.Body, kit.Ink2)
	sub := kit.Row(18, kit.Grow(st.Trimmed(line, st.Body, kit.Ink2), 1), filed)
	u.f.Show(u.page(u.header(title, "", buttons...), sub, kit.Columns(u.gap(), kit.Grow(p.list(), 1), kit.Fixed(p.side(), 412, 0))), p.keys())
	u.f.Focus(nil)
}

func goIf(b bool) kit.Kind {
	if b {
		return kit.Go
	}
	return kit.Plain
}

func (p *plan) list() fyne.CanvasObject {
	u, st := p.u, p.u.st
	words := []string{u.T("screen.plan.filter-all", "n", p.count("")), u.T("screen.plan.filter-errors", "n", p.count(exam.SeverityError)), u.T("screen.plan.filter-warnings", "n", p.count(exam.SeverityWarning))}
	top := kit.Pad(10, 12, kit.Row(10, st.Segments(words, p.filter, p.setFilter), kit.Space(), st.Text(u.T("screen.plan.rule"), st.Caption, kit.Ink2)))
	var t *kit.TableView
	t = st.NewTable([]kit.Column{{Head: u.T("screen.plan.col-severity"), Width: 66}, {Head: u.T("screen.plan.col-sheet"), Width: 68}, {Head: u.T("screen.plan.col-row"), Width: 36, Right: true},
		{Head: u.T("screen.plan.col-column"), Width: 84}, {Head: u.T("screen.plan.col-problem")}, {Head: "", Width: 82}}, 50, func(i, c int) fyne.CanvasObject {
		x := p.checked.problems[p.rows[i]]
		what, _ := u.w.Problem(x)
		switch c {
		case 0:
			return p.severity(x)
		case 1:
			return t.Cell(x.Sheet, kit.Ink)
		case 2:
			return t.Figure(strconv.Itoa(x.Row), kit.Ink)
		case 3:
			return st.Trimmed(x.Column, st.Body, kit.Ink)
		case 4:
			return st.Trimmed(what, st.Body, kit.Ink)
		}
		if p.accepted[p.rows[i]] != "" {
			return st.Mark(kit.Done, u.T("screen.plan.accepted"))
		}
		if x.Severity == exam.SeverityWarning {
			return kit.Pad(4, 0, st.Button(kit.Button{Word: u.T("screen.plan.accept-short"), Do: func() { p.at = i; p.accept() }}))
		}
		return nil
	}, func(i int) { p.at = i; p.draw() })
	t.Set(len(p.rows), p.at)
	return st.Panel(kit.Col(0, top, kit.Grow(t.Object(), 1)))
}

func (p *plan) severity(x exam.Problem) fyne.CanvasObject {
	if x.Severity == exam.SeverityError {
		return p.u.st.Mark(kit.Fault, p.u.T("screen.plan.error"))
	}
	return p.u.st.Mark(kit.Caution, p.u.T("screen.plan.warning"))
}

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
	facts := []kit.Fact{{Label: u.T("screen.plan.where"), Value: u.T("screen.plan.cell", "sheet", x.Sheet, "row", x.Row, "column", x.Column)}}
	if x.ExamNo != "" {
		facts = append(facts, kit.Fact{Label: u.T("screen.plan.who"), Value: join(string(x.ExamNo), p.nameOf(x.ExamNo))})
	}
	if x.Value != "" {
		facts = append(facts, kit.Fact{Label: u.T("screen.plan.written"), Value: p.written(x)})
	}
	facts = append(facts, kit.Fact{Label: u.T("screen.plan.wrong"), Value: what})
	parts := []fyne.CanvasObject{st.Facts(st.Body, 8, facts...), st.Note(kit.Running, "", mend, st.Body, 378)}
	if why := p.accepted[i]; why != "" {
		parts = append(parts, st.Note(kit.Done, "", u.T("screen.plan.accepted-why", "why", why), st.Body, 378))
	} else if x.Severity == exam.SeverityWarning {
		parts = append(parts, st.Button(kit.Button{Word: u.T("screen.plan.accept"), Key: "F4", Do: p.accept}))
	}
	head := st.PanelHead(st.Shape(mark, 24), kit.Grow(st.Trimmed(u.T("screen.plan.title-of", "column", x.Column), st.Lead, kit.Ink), 1), st.Text(u.T("screen.plan.code", "code", x.Code), st.Caption, kit.Ink2))
	return st.Panel(kit.Col(0, head, kit.Grow(kit.Top(kit.Pad(16, 16, kit.Col(14, parts...))), 1)))
}

func (p *plan) nameOf(no exam.CandidateNo) string {
	for _, c := range p.checked.plan.Candidates {
		if c.No == no {
			return c.Name
		}
	}
	return ""
}

// written is the cell as it stands; of an ID number only its last four characters.
func (p *plan) written(x exam.Problem) string {
	if r := []rune(x.Value); len(r) >= 15 {
		return p.u.T("screen.id-tail", "tail", string(r[len(r)-4:]))
	}
	return x.Value
}
