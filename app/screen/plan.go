package screen

import (
	"context"

	"fyne.io/fyne/v2/container"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// Planner reads, marks and makes plan workbooks 认定计划. It is handed to the window,
// since a screen opens no workbook.
type Planner interface {
	// Check reads a workbook and lists what is wrong with it; progress is told of the
	// rows that are read.
	Check(ctx context.Context, file string, progress func(done, total int)) (desk.Loading, error)
	// Mark writes a copy with the bad cells coloured and a last column 问题.
	Mark(ctx context.Context, file, out string, problems []exam.Problem) error
	// Template writes an empty workbook to be filled.
	Template(out string) error
}

// planBook is the part of the desk that a plan is loaded with.
type planBook interface {
	LoadPlan(ctx context.Context, l desk.Loading) error
	ShowID(ctx context.Context, no exam.CandidateNo) (string, error)
}

// checkedPlan is a workbook as it was read.
type checkedPlan struct {
	file     string
	loading  desk.Loading
	plan     exam.Plan
	problems []exam.Problem
	read     []exam.Problem // those of the workbook alone
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
	u         *ui
	d         Planner
	book      planBook    // nil where there is no exam yet
	loaded    exam.Header // what is in effect; empty before the first load
	abandoned int         // rows of loads that were cut short
	id        *wholeID

	checked  *checkedPlan
	table    *kit.TableView
	said     *container.Scroll // of the active problem
	rows     []int
	filter   int
	at       int
	accepted map[int]string // problem index to the reason
	job      *job           // what is running
	// first takes the plan over where there is no exam yet: somebody must become
	// its site lead before it can be loaded.
	first  func(l desk.Loading)
	packs  packer    // writes the exam pack; nil where there is no exam yet
	ledger *bodyBook // nil where the home has no institution's book
}

func newPlan(u *ui, d Planner, book planBook, in exam.Roster) *plan {
	p := &plan{u: u, d: d, book: book, loaded: in.Plan.Header, abandoned: in.Abandoned, accepted: map[int]string{}}
	var record showsID
	if book != nil {
		record = book.ShowID
	}
	p.id = newWholeID(u, record, p.draw)
	return p
}

func (p *plan) name() string      { return "plan" }
func (p *plan) leave()            { p.id.hide() }
func (p *plan) show()             { p.draw() }
func (p *plan) idShown() *wholeID { return p.id }

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

func (p *plan) move(by int) {
	p.at = max(0, min(p.at+by, len(p.rows)-1))
	p.id.hide()
	p.draw()
}

func (p *plan) setFilter(i int) {
	p.filter, p.at = i, 0
	p.id.hide()
	p.pickRows()
	p.draw()
}

// suspect is the candidate whose ID number the active row is about, and the number as
// the workbook has it.
func (p *plan) suspect() (exam.CandidateNo, string) {
	x, _, ok := p.problem()
	if !ok || p.job != nil || x.Column != exam.ColIDNumber || x.ExamNo == "" || !personal(x.Column, x.Value) {
		return "", ""
	}
	return x.ExamNo, x.Value
}

func (p *plan) keys() kit.Table {
	u := p.u
	some := func() bool { return p.checked != nil && p.job == nil }
	none := func() bool { return p.checked == nil && p.job == nil }
	warning := func() bool { x, _, ok := p.problem(); return ok && x.Severity == exam.SeverityWarning && some() }
	seen := func() bool { x, _, ok := p.problem(); return ok && some() && len(p.near(x).Rows) > 0 }
	return kit.Table{
		{Names: []string{"Esc"}, Word: u.T("screen.key.cancel"), Do: p.cancel, When: func() bool { return p.job != nil }},
		{Names: []string{"Enter"}, Word: u.T("screen.plan.choose"), Do: p.choose, When: none},
		{Names: []string{"F6"}, Word: u.T("screen.plan.template"), Do: p.template, When: none},
		{Names: []string{"F5"}, Word: u.T("screen.pack.write"), Do: p.pack, When: func() bool { return none() && p.packs != nil }},
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.plan.pick"), Do: func() { p.move(1) }, When: some},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.plan.pick"), Do: func() { p.move(-1) }, When: some, Quiet: true},
		{Names: []string{"PgDn"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { p.move(p.table.Page()) }, When: some, Quiet: true},
		{Names: []string{"PgUp"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { p.move(-p.table.Page()) }, When: some, Quiet: true},
		{Names: []string{"Right"}, Cap: "← →", Word: u.T("screen.plan.roll"), Do: func() { p.roll(1) }, When: some, Quiet: true},
		{Names: []string{"Left"}, Cap: "← →", Word: u.T("screen.plan.roll"), Do: func() { p.roll(-1) }, When: some, Quiet: true},
		{Names: []string{"Enter"}, Word: u.T("screen.plan.enlarge"), Do: p.enlarge, When: seen},
		{Names: []string{"Tab"}, Word: u.T("screen.key.filter"), Do: func() { p.setFilter((p.filter + 1) % 3) }, When: some},
		{Names: []string{"F3"}, Word: u.T("screen.plan.other"), Do: p.choose, When: some},
		{Names: []string{"F4"}, Word: u.T("screen.plan.accept"), Do: p.accept, When: warning},
		{Names: []string{"F5"}, Word: u.T("screen.plan.again"), Do: p.again, When: some},
		{Names: []string{"F6"}, Word: u.T("screen.plan.mark"), Do: p.mark, When: some},
		{Names: []string{"F10"}, Word: u.T("screen.plan.standing-short"), Help: u.T("screen.plan.standing-title"), Do: p.askOfficer, When: func() bool { return some() && p.ledger != nil }},
		{Names: []string{"F9"}, Word: u.T("screen.plan.load"), Do: p.loadIt, When: p.ready},
		p.id.key(p.suspect),
	}
}
