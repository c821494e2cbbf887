package screen

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

func (p *plan) draw() {
	u, st := p.u, p.u.st
	if p.checked == nil {
		p.drawEmpty()
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
	buttons := []fyne.CanvasObject{st.Button(kit.Button{Word: u.T("screen.plan.mark"), Key: "F6", Off: p.job != nil, Do: p.mark}),
		st.Button(kit.Button{Word: u.T("screen.plan.again"), Key: "F5", Off: p.job != nil, Kind: goIf(errors > 0), Do: p.again})}
	if p.ledger != nil && st.Step == kit.Standard { // larger text leaves it to the key and its cap
		buttons = append(buttons, st.Button(kit.Button{Word: u.T("screen.plan.standing-short"), Key: "F10", Off: p.job != nil, Do: p.askOfficer}))
	}
	if errors == 0 {
		buttons = append(buttons, st.Button(kit.Button{Word: u.T("screen.plan.load"), Key: "F9", Kind: kit.Go, Off: !p.ready(), Do: p.loadIt}))
	}
	c := p.checked.plan
	line := join(filepath.Base(p.checked.file), u.T("screen.plan.counts", "candidates", len(c.Candidates), "sessions", len(c.Sessions), "staff", len(c.Staff), "rooms", len(c.Rooms), "subjects", len(c.Subjects)))
	counted, filed := st.Trimmed(line, st.Body, kit.Ink2), st.Text(p.filed(), st.Body, kit.Ink2)
	var sub fyne.CanvasObject = kit.Row(18, kit.Grow(counted, 1), filed)
	if st.Step != kit.Standard {
		sub = kit.Col(0, counted, filed)
	}
	if p.job != nil {
		sub = u.work(p.job, u.T("screen.key.cancel"))
	}
	u.f.Show(u.page(u.header(title, "", buttons...), sub, kit.Columns(u.gap(), kit.Grow(p.list(), 1), kit.Fixed(p.side(), 412, 0))), p.keys())
	u.rest()
}

// filed says when the plan was handed in, how many working days before the first
// exam day, and whether that is in time (notice 6.1).
func (p *plan) filed() string {
	h := p.checked.plan.Header
	key := "screen.plan.filed"
	for _, x := range p.checked.problems {
		if x.Code == "filed-late" {
			key = "screen.plan.filed-late"
		}
	}
	return p.u.T(key, "first", string(h.From), "filed", string(h.Filed), "n", p.checked.loading.Workdays)
}

// drawEmpty is the screen before a workbook is chosen.
func (p *plan) drawEmpty() {
	u, st := p.u, p.u.st
	line := ""
	if p.loaded.Exam != "" {
		line = u.T("screen.plan.in-effect", "exam", p.loaded.Exam, "from", string(p.loaded.From), "to", string(p.loaded.To))
	}
	parts := []fyne.CanvasObject{kit.Middle(st.Icon("plan", 56, kit.Ink2))}
	if p.job == nil {
		parts = append(parts, st.Centre(u.T("screen.plan.none"), st.Lead, kit.Ink))
	}
	if p.abandoned > 0 {
		for _, l := range kit.Wrap(u.T("screen.plan.abandoned", "n", p.abandoned), st.Caption, 540) {
			parts = append(parts, st.Centre(l, st.Caption, kit.Ink2))
		}
	}
	if p.job != nil {
		parts = append(parts, u.work(p.job, u.T("screen.key.cancel")))
	} else {
		parts = append(parts, st.Button(kit.Button{Word: u.T("screen.plan.choose"), Key: "Enter", Kind: kit.Go, Tall: true, Do: p.choose}),
			st.Button(kit.Button{Word: u.T("screen.plan.template"), Key: "F6", Tall: true, Do: p.template}))
		if p.packs != nil {
			parts = append(parts, st.Button(kit.Button{Word: u.T("screen.pack.write"), Key: "F5", Tall: true, Do: p.pack}))
			for _, l := range kit.Wrap(u.T("screen.pack.write-how"), st.Caption, 540) {
				parts = append(parts, st.Centre(l, st.Caption, kit.Ink2))
			}
		}
	}
	u.f.Show(u.page(u.header(u.T("screen.plan.title"), line), st.Panel(kit.Middle(kit.Fixed(kit.Col(14, parts...), 560, 0)))), p.keys())
	u.rest()
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
	top := []fyne.CanvasObject{st.Segments(words, p.filter, p.setFilter), kit.Space()}
	if st.Step == kit.Standard {
		top = append(top, st.Text(u.T("screen.plan.rule"), st.Caption, kit.Ink2))
	}
	t := u.problemTable(p.checked.problems, p.rows, p.accepted, func(i int) { p.move(i - p.at) }, func(i int) { p.move(i - p.at); p.accept() })
	t.Set(len(p.rows), p.at)
	p.table = t
	return st.Panel(kit.Col(0, kit.Pad(10, 12, kit.Row(10, top...)), kit.Grow(t.Object(), 1)))
}
