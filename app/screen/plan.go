package screen

import (
	"context"
	"fmt"
	"path/filepath"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// Planner reads, marks and makes plan workbooks 认定计划. It is handed to the window,
// since a screen opens no workbook.
type Planner interface {
	// Check reads a workbook and lists what is wrong with it.
	Check(ctx context.Context, file string) (desk.Loading, error)
	// Mark writes a copy with the bad cells coloured and a last column 问题.
	Mark(ctx context.Context, file, out string, problems []exam.Problem) error
	// Template writes an empty workbook to be filled.
	Template(out string) error
}

// loader puts a checked plan into effect: in an empty home it creates the exam.
type loader func(ctx context.Context, l desk.Loading) error

// checkedPlan is a workbook as it was read.
type checkedPlan struct {
	file     string
	loading  desk.Loading
	plan     exam.Plan
	problems []exam.Problem
}

// Filters of the problem list.
const (
	everyProblem = iota
	onlyErrors
	onlyWarnings
)

// plan shows what is wrong with a plan workbook, row by row with the mend, and
// loads it when no error is left and every warning is accepted.
type plan struct {
	u      *ui
	d      Planner
	load   loader
	loaded exam.Header // what is in effect; empty before the first load

	checked  *checkedPlan
	rows     []int
	filter   int
	at       int
	accepted map[int]string // problem index to the reason
	busy     string         // word of what is running
	// first takes the plan over where there is no exam yet: somebody must become
	// its site lead before it can be loaded.
	first func(l desk.Loading)
}

func newPlan(u *ui, d Planner, load loader, loaded exam.Header) *plan {
	return &plan{u: u, d: d, load: load, loaded: loaded, accepted: map[int]string{}}
}

func (p *plan) name() string { return "plan" }
func (p *plan) leave()       {}
func (p *plan) show()        { p.draw() }

func (p *plan) count(severity string) int {
	n := 0
	if p.checked == nil {
		return 0
	}
	for _, x := range p.checked.problems {
		n += one(severity == "" || x.Severity == severity)
	}
	return n
}

func (p *plan) pickRows() {
	p.rows = nil
	for i, x := range p.checked.problems {
		if p.filter == everyProblem || (p.filter == onlyErrors) == (x.Severity == exam.SeverityError) {
			p.rows = append(p.rows, i)
		}
	}
	p.at = max(0, min(p.at, len(p.rows)-1))
}

func (p *plan) problem() (exam.Problem, int, bool) {
	if p.checked == nil || p.at >= len(p.rows) {
		return exam.Problem{}, 0, false
	}
	i := p.rows[p.at]
	return p.checked.problems[i], i, true
}

// choose asks for a workbook.
func (p *plan) choose() {
	askFile(p.u, p.u.T("screen.plan.choose"), []string{".xlsx"}, func(path string) { p.check(path) })
}

// check reads a workbook off the UI goroutine. Reasons given before stand where the
// same warning is found again.
func (p *plan) check(path string) {
	u := p.u
	p.busy = u.T("screen.plan.checking")
	p.draw()
	kit.Back(u.run, func() (checkedPlan, error) {
		l, err := p.d.Check(u.ctx, path)
		return checkedPlan{file: path, loading: l, plan: l.Plan, problems: l.Problems}, err
	}, func(c checkedPlan, err error) {
		p.busy = ""
		if !u.refused(err) {
			p.keepReasons(c)
			p.checked = &c
			p.pickRows()
		}
		p.draw()
	})
}

func (p *plan) keepReasons(c checkedPlan) {
	kept := map[int]string{}
	if p.checked != nil {
		old := map[string]string{}
		for i, why := range p.accepted {
			old[whereOf(p.checked.problems[i])] = why
		}
		for i, x := range c.problems {
			if why, ok := old[whereOf(x)]; ok {
				kept[i] = why
			}
		}
	}
	p.accepted = kept
}

// whereOf names a problem by its code and cell, so that it is known again.
func whereOf(x exam.Problem) string {
	return fmt.Sprint(x.Code, "|", x.Sheet, "|", x.Row, "|", x.Column, "|", x.ExamNo)
}

func (p *plan) again() {
	if p.checked != nil {
		p.check(p.checked.file)
	}
}

// accept takes a warning on, with a reason that is recorded.
func (p *plan) accept() {
	x, i, ok := p.problem()
	if !ok || x.Severity == exam.SeverityError {
		return
	}
	what, _ := p.u.w.Problem(x)
	askText(p.u, p.u.T("screen.plan.accept"), what, p.u.T("screen.plan.accept-do"), p.accepted[i], func(text string) bool {
		if text == "" {
			return false
		}
		p.accepted[i] = text
		return true
	}, p.draw)
}

// mark saves a copy of the workbook with the bad cells coloured.
func (p *plan) mark() {
	if p.checked == nil {
		p.template()
		return
	}
	u := p.u
	ext := filepath.Ext(p.checked.file)
	out := p.checked.file[:len(p.checked.file)-len(ext)] + u.T("screen.plan.marked-suffix") + ext
	p.busy = u.T("screen.plan.marking")
	p.draw()
	c := *p.checked
	kit.Back(u.run, func() (string, error) { return out, p.d.Mark(u.ctx, c.file, out, c.problems) }, func(out string, err error) {
		p.busy = ""
		if !u.refused(err) {
			u.stored("screen.plan.saved-mark", "file", filepath.Base(out))
		}
		p.draw()
	})
}

// template saves an empty workbook to be filled.
func (p *plan) template() {
	u := p.u
	askText(u, u.T("screen.plan.template"), u.T("screen.plan.template-where"), u.T("screen.plan.template-do"), "", func(path string) bool {
		if u.refused(p.d.Template(path)) {
			return true
		}
		u.stored("screen.plan.saved-template", "file", filepath.Base(path))
		return true
	}, p.draw)
}

// ready says whether the plan may be loaded.
func (p *plan) ready() bool {
	return p.checked != nil && p.busy == "" && p.count(exam.SeverityError) == 0 && len(p.accepted) >= p.count(exam.SeverityWarning)
}

// loadIt loads the plan: every row becomes a signed event.
func (p *plan) loadIt() {
	u := p.u
	if !p.ready() {
		return
	}
	reasons := map[string]string{}
	for i, why := range p.accepted {
		reasons[whereOf(p.checked.problems[i])] = why
	}
	c := *p.checked
	c.loading.Accept = func(x exam.Problem) string { return reasons[whereOf(x)] }
	if p.first != nil {
		p.first(c.loading)
		return
	}
	p.busy = u.T("screen.plan.loading")
	p.draw()
	kit.Back(u.run, func() (bool, error) {
		return true, p.load(u.ctx, c.loading)
	}, func(_ bool, err error) {
		p.busy = ""
		if !u.refused(err) {
			u.stored("screen.plan.saved-load", "n", len(c.plan.Candidates))
			p.loaded, p.checked = c.plan.Header, nil
		}
		p.draw()
	})
}

func (p *plan) move(by int) {
	p.at = max(0, min(p.at+by, len(p.rows)-1))
	p.draw()
}

func (p *plan) setFilter(i int) {
	p.filter, p.at = i, 0
	p.pickRows()
	p.draw()
}

func (p *plan) keys() kit.Table {
	u := p.u
	some := func() bool { return p.checked != nil && p.busy == "" }
	none := func() bool { return p.checked == nil && p.busy == "" }
	warning := func() bool { x, _, ok := p.problem(); return ok && x.Severity == exam.SeverityWarning && some() }
	return kit.Table{
		{Names: []string{"Enter"}, Word: u.T("screen.plan.choose"), Do: p.choose, When: none},
		{Names: []string{"F6"}, Word: u.T("screen.plan.template"), Do: p.template, When: none},
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.plan.pick"), Do: func() { p.move(1) }, When: some},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.plan.pick"), Do: func() { p.move(-1) }, When: some, Quiet: true},
		{Names: []string{"Tab"}, Word: u.T("screen.key.filter"), Do: func() { p.setFilter((p.filter + 1) % 3) }, When: some},
		{Names: []string{"F3"}, Word: u.T("screen.plan.other"), Do: p.choose, When: some},
		{Names: []string{"F4"}, Word: u.T("screen.plan.accept"), Do: p.accept, When: warning},
		{Names: []string{"F5"}, Word: u.T("screen.plan.again"), Do: p.again, When: some},
		{Names: []string{"F6"}, Word: u.T("screen.plan.mark"), Do: p.mark, When: some},
		{Names: []string{"F9"}, Word: u.T("screen.plan.load"), Do: p.loadIt, When: p.ready},
	}
}
