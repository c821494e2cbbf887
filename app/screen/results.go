package screen

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// judge is the part of the desk that results use.
type judge interface {
	ResultList() (desk.ResultsView, error)
	Explain(no exam.CandidateNo) (desk.ResultRow, []exam.Line, error)
	ConfirmResults(ctx context.Context) (int, error)
	ApproveCorrection(ctx context.Context, no exam.CandidateNo, comp exam.Component) error
}

// Filters of the results table.
const (
	everyResult = iota
	qualified
	notQualified
	openResult
)

// results is 成绩: the table, and beside it why the active row is what it is.
type results struct {
	u  *ui
	d  judge
	me exam.Staff
	// second signs another person in for one step of two people.
	second func(who string, passphrase []byte) (proposer, error)

	view    desk.ResultsView
	rows    []int
	filter  int
	text    string // what was searched for
	find    *kit.Field
	finding bool
	byTotal bool
	at      int
	table   *kit.TableView
	busy    bool
}

func newResults(u *ui, d judge, me exam.Staff, second func(string, []byte) (proposer, error)) *results {
	return &results{u: u, d: d, me: me, second: second}
}

func (r *results) name() string { return "results" }
func (r *results) leave()       {}

func (r *results) show() {
	r.find = kit.NewField(r.u.st, kit.Scan, kit.FieldLook{Icon: "find", Hint: r.u.T("screen.results.find")}, r.u.now)
	r.find.OnChange = func(text string) { r.text = text; r.pickRows(); r.draw() }
	r.reload()
	r.draw()
}

func (r *results) reload() {
	v, err := r.d.ResultList()
	if !r.u.refused(err) {
		r.view = v
	}
	r.pickRows()
}

func (r *results) pickRows() {
	r.rows = nil
	for i, row := range r.view.Rows {
		if resultFits(row, r.filter) && (r.text == "" || strings.HasPrefix(string(row.Candidate.No), r.text) || called(row.Candidate.Name, r.text)) {
			r.rows = append(r.rows, i)
		}
	}
	if r.byTotal {
		slices.SortStableFunc(r.rows, func(a, b int) int { return total(r.view.Rows[b]) - total(r.view.Rows[a]) })
	}
	r.at = max(0, min(r.at, len(r.rows)-1))
}

func total(r desk.ResultRow) int {
	if r.Result.Total == nil {
		return -1
	}
	return int(*r.Result.Total)
}

func resultFits(r desk.ResultRow, filter int) bool {
	switch filter {
	case qualified:
		return r.Result.Final && r.Result.Qualified
	case notQualified:
		return r.Result.Final && !r.Result.Qualified
	case openResult:
		return !r.Result.Final
	}
	return true
}

func (r *results) row() *desk.ResultRow {
	if r.at < 0 || r.at >= len(r.rows) {
		return nil
	}
	return &r.view.Rows[r.rows[r.at]]
}

func (r *results) move(by int) {
	r.at = max(0, min(r.at+by, len(r.rows)-1))
	r.draw()
}

func (r *results) setFilter(i int) {
	r.filter, r.at = i, 0
	r.pickRows()
	r.draw()
}

// confirm confirms every result; what hinders is named by the refusal.
func (r *results) confirm() {
	u := r.u
	if r.busy {
		return
	}
	r.busy = true
	kit.Back(u.run, func() (int, error) { return r.d.ConfirmResults(u.ctx) }, func(n int, err error) {
		r.busy = false
		if !u.refused(err) {
			u.stored("screen.results.saved", "n", n)
			r.reload()
		}
		r.draw()
	})
}

// verdictMark is the mark and the words of a result.
func (r *results) verdictMark(row desk.ResultRow) (kit.State, string) {
	u, res := r.u, row.Result
	why := ""
	if len(res.Reasons) > 0 {
		why = u.T("screen.reason." + shortReason(res.Reasons[0]))
	}
	switch {
	case res.Final && res.Qualified:
		return kit.Done, u.T("screen.results.qualified")
	case res.Final:
		state := kit.Rejected
		switch shortReason(res.Reasons[0]) {
		case "veto":
			state = kit.Vetoed
		case "absent":
			state = kit.Absent
		}
		return state, join(u.T("screen.results.not-qualified"), why)
	}
	state := kit.Unknown
	for _, reason := range res.Reasons {
		switch shortReason(reason) {
		case "conflict":
			return kit.Conflict, join(u.T("screen.results.open"), u.T("screen.reason.conflict"))
		case "arbitration":
			state, why = kit.Arbitration, u.T("screen.reason.arbitration")
		case "disagree":
			state, why = kit.Caution, u.T("screen.reason.disagree")
		}
	}
	return state, join(u.T("screen.results.open"), why)
}

// shortReason is a reason's code without the component: veto-practical is veto.
func shortReason(code string) string {
	for _, c := range exam.Components() {
		code = strings.TrimSuffix(code, "-"+string(c))
	}
	return code
}

func (r *results) keys() kit.Table {
	u := r.u
	some := func() bool { return r.row() != nil }
	lead := func() bool { return r.me.Role == exam.RoleSiteLead }
	return kit.Table{
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.results.pick"), Do: func() { r.move(1) }},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.results.pick"), Do: func() { r.move(-1) }, Quiet: true},
		{Names: []string{"PgDn"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { r.move(r.table.Page()) }, Quiet: true},
		{Names: []string{"PgUp"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { r.move(-r.table.Page()) }, Quiet: true},
		{Names: []string{"Enter"}, Word: u.T("screen.results.explain"), Do: r.explainLarge, When: func() bool { return some() && !r.finding }},
		{Names: []string{"Enter", "Esc"}, Word: u.T("screen.key.done"), Do: func() { r.finding = false; r.draw() }, When: func() bool { return r.finding }},
		{Names: []string{"Ctrl+F"}, Word: u.T("screen.results.find"), Do: func() { r.finding = true; r.draw() }},
		{Names: []string{"Tab"}, Word: u.T("screen.key.filter"), Do: func() { r.setFilter((r.filter + 1) % 4) }},
		{Names: []string{"F3"}, Word: u.T("screen.results.sort"), Do: func() { r.byTotal = !r.byTotal; r.pickRows(); r.draw() }},
		{Names: []string{"F4"}, Word: u.T("screen.results.correct"), Do: r.correct, When: func() bool { return some() && lead() }},
		{Names: []string{"F6"}, Word: u.T("screen.results.history"), Do: r.history, When: some},
		{Names: []string{"F9"}, Word: u.T("screen.results.confirm"), Do: r.confirm, When: lead},
	}
}

func (r *results) draw() {
	u, st := r.u, r.u.st
	right := []fyne.CanvasObject{}
	if r.me.Role == exam.RoleSiteLead {
		right = append(right, st.Button(kit.Button{Word: u.T("screen.results.confirm"), Key: "F9", Kind: kit.Go, Off: r.busy, Do: r.confirm}))
	}
	stage := u.T("stage." + r.view.Stage)
	if r.view.Until != "" {
		stage = u.T("screen.results.until", "stage", "code:stage."+r.view.Stage, "until", string(r.view.Until))
	}
	head := u.header(u.T("screen.results.title"), stage, right...)
	u.f.Show(u.page(head, kit.Columns(u.gap(), kit.Grow(r.list(), 1), kit.Fixed(r.side(), 400, 0))), r.keys())
	if r.finding {
		u.f.Focus(r.find)
	} else {
		u.f.Focus(nil)
	}
}

func (r *results) list() fyne.CanvasObject {
	u, st := r.u, r.u.st
	var n [4]int
	for _, row := range r.view.Rows {
		for f := range n {
			if resultFits(row, f) {
				n[f]++
			}
		}
	}
	var words []string
	for i, k := range []string{"all", "qualified", "not", "open"} {
		words = append(words, u.T("screen.results.filter-"+k, "n", n[i]))
	}
	top := kit.Pad(10, 12, kit.Row(10, st.Segments(words, r.filter, r.setFilter), kit.Space(), kit.Fixed(r.find, 160, 44)))
	cols := []kit.Column{{Head: u.T("screen.fact.exam-no"), Width: 106}, {Head: u.T("screen.fact.name"), Width: 66}, {Head: u.T("screen.fact.subject")},
		{Head: u.T("screen.results.col-theory"), Width: 52, Right: true}, {Head: u.T("screen.results.col-practical"), Width: 52, Right: true},
		{Head: u.T("screen.results.col-review"), Width: 46, Right: true}, {Head: u.T("screen.results.col-total"), Width: 46, Right: true}, {Head: u.T("screen.results.col-verdict"), Width: 148}}
	r.table = st.NewTable(cols, 44, r.cell, func(i int) { r.at = i; r.draw() })
	r.table.Set(len(r.rows), r.at)
	return st.Panel(kit.Col(0, top, kit.Grow(r.table.Object(), 1)))
}

func (r *results) cell(i, c int) fyne.CanvasObject {
	u, st := r.u, r.u.st
	row := r.view.Rows[r.rows[i]]
	part := func(comp exam.Component) fyne.CanvasObject {
		o, ok := row.Result.Parts[comp]
		if !ok {
			return nil
		}
		if o.Score == nil {
			return st.Right(u.T("screen.reason."+shortReason(o.Reason)), st.Caption, kit.Ink2)
		}
		tone := kit.Ink
		if *o.Score < row.Subject.PassMarks[comp] {
			tone = kit.Err
		}
		return st.Right(o.Score.String(), st.Body, tone)
	}
	switch c {
	case 0:
		return r.table.Cell(string(row.Candidate.No), kit.Ink)
	case 1:
		return r.table.Cell(row.Candidate.Name, kit.Ink)
	case 2:
		return st.Trimmed(u.subject(row.Subject), st.Body, kit.Ink)
	case 3:
		return part(exam.Theory)
	case 4:
		return part(exam.Practical)
	case 5:
		return part(exam.Review)
	case 6:
		return st.Right(score(row.Result.Total), st.Body, kit.Ink)
	}
	state, word := r.verdictMark(row)
	return st.Mark(state, word)
}
