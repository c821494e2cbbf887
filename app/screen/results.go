package screen

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/paper"
	"kaowu/app/screen/kit"
)

// judge is the part of the desk that results use.
type judge interface {
	approver
	violationDesk
	ResultList() (desk.ResultsView, error)
	Hinders() ([]desk.Need, error)
	Explain(no exam.CandidateNo) (desk.ResultRow, []exam.Line, error)
	ConfirmResults(ctx context.Context) (int, error)
	ResultPages(qualified bool) (paper.Doc, error)
	ExplainPage(no exam.CandidateNo) (paper.Doc, error)
	NoticePages() (paper.Doc, error)
	Prove(ctx context.Context, no exam.CandidateNo) (desk.Proven, error)
	TicketPages(in exam.SessionNo, who exam.CandidateNo) (paper.Doc, error)
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
	second func(who string, passphrase []byte) (*desk.Desk, error)

	view    desk.ResultsView
	rows    []int
	counts  [4]int // of the filters
	filter  int
	subject int    // 0: all, else one of subjects + 1
	text    string // what was searched for
	find    *kit.Field
	finding bool
	byTotal bool
	at      int
	table   *kit.TableView
	side    *fyne.Container
	busy    string           // word of what is running
	gone    bool             // another screen is shown
	first   exam.CandidateNo // the row to begin with; its waiting correction is opened
}

func newResults(u *ui, d judge, me exam.Staff, second func(string, []byte) (*desk.Desk, error)) *results {
	return &results{u: u, d: d, me: me, second: second}
}

func (r *results) name() string { return "results" }
func (r *results) leave()       { r.gone = true }

func (r *results) show() {
	r.gone = false
	r.find = kit.NewField(r.u.st, kit.Scan, kit.FieldLook{Icon: "find", Hint: r.u.T("screen.results.find")}, r.u.now)
	r.find.Set(r.text, false)
	r.find.OnChange = func(text string) {
		r.text = text
		r.pickRows()
		r.redraw()
	}
	r.reload("")
}

// reload asks the desk for every result, off the UI goroutine: of 10,000 candidates
// that is work. note is what was refused before it and still has to be read.
func (r *results) reload(note string) {
	u := r.u
	r.busy = u.T("screen.results.reading")
	if len(r.view.Rows) == 0 {
		r.draw()
	}
	read := func() (desk.ResultsView, error) {
		defer u.giveBack()
		return r.d.ResultList()
	}
	kit.Back(u.run, read, func(v desk.ResultsView, err error) {
		r.busy = ""
		if !u.refused(err) {
			r.view, u.note = v, note
		}
		r.count()
		r.pickRows()
		if r.gone {
			return
		}
		r.draw()
		if who := r.first; who != "" {
			r.first = ""
			r.open(who)
		}
	})
}

// open goes to a candidate's row, and to the correction that waits there.
func (r *results) open(who exam.CandidateNo) {
	r.filter, r.subject, r.text = everyResult, 0, ""
	r.find.Set("", false)
	r.pickRows()
	for i, n := range r.rows {
		if r.view.Rows[n].Candidate.No == who {
			r.at = i
			r.draw()
			if comp := r.waits(who); comp != "" && r.me.Role == exam.RoleSiteLead {
				r.approve(*r.row(), comp)
			} else if r.me.Role == exam.RoleSiteLead && r.undecided(who) {
				r.violations()
			}
			return
		}
	}
}

func (r *results) count() {
	r.counts = [4]int{}
	for _, row := range r.view.Rows {
		for f := range r.counts {
			r.counts[f] += one(resultFits(row, f))
		}
	}
}

// subjects are those of the candidates, in the order of the roster.
func (r *results) subjects() []exam.Subject {
	var out []exam.Subject
	for _, row := range r.view.Rows {
		if !slices.ContainsFunc(out, func(s exam.Subject) bool { return s.No == row.Subject.No }) {
			out = append(out, row.Subject)
		}
	}
	return out
}

func (r *results) pickRows() {
	only := ""
	if list := r.subjects(); r.subject > 0 && r.subject <= len(list) {
		only = list[r.subject-1].No
	}
	r.rows = nil
	for i, row := range r.view.Rows {
		if resultFits(row, r.filter) && (only == "" || row.Subject.No == only) && r.found(row.Candidate) {
			r.rows = append(r.rows, i)
		}
	}
	if r.byTotal {
		slices.SortStableFunc(r.rows, func(a, b int) int { return total(r.view.Rows[b]) - total(r.view.Rows[a]) })
	}
	r.at = max(0, min(r.at, len(r.rows)-1))
}

func (r *results) found(c exam.Candidate) bool {
	if r.text == "" || strings.HasPrefix(string(c.No), r.text) {
		return true
	}
	return r.text[0] > '9' && called(c.Name, r.text) // a number is never a name
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
	r.redraw()
}

func (r *results) setFilter(i int) {
	r.filter, r.at = i, 0
	r.pickRows()
	r.draw()
}

func (r *results) nextSubject(by int) {
	n := len(r.subjects()) + 1
	r.subject, r.at = (r.subject+by+n)%n, 0
	r.pickRows()
	r.draw()
}

func (r *results) sort() {
	r.byTotal, r.at = !r.byTotal, 0
	r.pickRows()
	r.draw()
}

func (r *results) keys() kit.Table {
	u := r.u
	idle := func() bool { return r.busy == "" }
	some := func() bool { return r.row() != nil && idle() }
	lead := func() bool { return r.me.Role == exam.RoleSiteLead && idle() }
	return kit.Table{
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.results.pick"), Do: func() { r.move(1) }},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.results.pick"), Do: func() { r.move(-1) }, Quiet: true},
		{Names: []string{"PgDn"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { r.move(r.table.Page()) }, Quiet: true},
		{Names: []string{"PgUp"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { r.move(-r.table.Page()) }, Quiet: true},
		{Names: []string{"Enter"}, Word: u.T("screen.results.explain"), Do: r.explainLarge, When: func() bool { return some() && !r.finding }},
		{Names: []string{"Enter", "Esc"}, Word: u.T("screen.key.done"), Do: func() { r.finding = false; r.draw() }, When: func() bool { return r.finding }},
		{Names: []string{"Esc"}, Word: u.T("screen.results.find-all"), Do: func() { r.text = ""; r.find.Set("", false); r.setFilter(everyResult) }, When: func() bool { return r.text != "" }},
		{Names: []string{"Ctrl+F"}, Word: u.T("screen.results.find"), Do: func() { r.finding = true; r.draw() }},
		{Names: []string{"Tab"}, Word: u.T("screen.key.filter"), Do: func() { r.setFilter((r.filter + 1) % 4) }},
		{Names: []string{"Right"}, Cap: "← →", Word: u.T("screen.results.subject"), Do: func() { r.nextSubject(1) }},
		{Names: []string{"Left"}, Cap: "← →", Word: u.T("screen.results.subject"), Do: func() { r.nextSubject(-1) }, Quiet: true},
		{Names: []string{"F3"}, Word: u.T("screen.results.sort"), Do: r.sort},
		{Names: []string{"F4"}, Word: u.T("screen.results.correct"), Do: r.correct, When: func() bool { return some() && lead() }},
		{Names: []string{"F6"}, Word: u.T("screen.results.history"), Do: r.history, When: some},
		{Names: []string{"F7"}, Word: u.T("screen.results.print"), Do: r.print, When: some},
		{Names: []string{"F8"}, Word: u.T("screen.violation.key"), Do: r.violations, When: func() bool { return some() && lead() }},
		{Names: []string{"F9"}, Word: u.T("screen.results.confirm"), Do: r.confirm, When: r.toConfirm},
	}
}

// toConfirm says whether confirming is this person's, and a result still wants it: a
// corrected one does again.
func (r *results) toConfirm() bool {
	draft := func(x desk.ResultRow) bool { return x.State == desk.StageDrafted }
	return r.me.Role == exam.RoleSiteLead && r.busy == "" && slices.ContainsFunc(r.view.Rows, draft)
}
