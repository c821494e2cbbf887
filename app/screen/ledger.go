package screen

import (
	"context"
	"slices"
	"strconv"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/paper"
	"kaowu/app/screen/kit"
)

// ledgerDesk is the part of the officer's desk that the ledger uses.
type ledgerDesk interface {
	Ledger(l exam.LedgerFilter) (desk.LedgerView, error)
	Cards() (desk.CardsView, error)
	LedgerWorkbook(l exam.LedgerFilter) (desk.Workbook, error)
	EnterOrder(ctx context.Context, order exam.OfficeOrder) (string, error)
	ReplyToOrder(ctx context.Context, no int, r exam.OrderReply) error
	EnterComplaint(ctx context.Context, c exam.Complaint) (string, error)
	AnswerComplaint(ctx context.Context, no int, a exam.ComplaintAnswer) error
	ShowForComplaint(ctx context.Context, no int, s exam.ComplaintShown) error
	PrintCharts(charts []paper.Chart, at exam.Time) ([]byte, error)
}

// Areas of the ledger.
const (
	ledgerExams = iota
	ledgerRates
	ledgerSupervision
	ledgerOrders
	ledgerComplaints
	ledgerViolations
	ledgerCertificates
	ledgerAreas
)

// ledger is the 工作台账 over all exams of the institution (notice 9.3).
type ledger struct {
	u *ui
	d ledgerDesk

	all    desk.LedgerView // unfiltered: what the filter offers
	view   desk.LedgerView
	names  map[string]string // of people with cards, by ID number
	filter exam.LedgerFilter
	ready  bool
	gone   bool
	area   int
	at     int
	table  *kit.TableView
	found  []foundAt // rows of ledgerSupervision
}

// foundAt is what was found in a session of an exam.
type foundAt struct {
	exam string
	exam.EntrySupervision
}

func newLedger(u *ui, d ledgerDesk) *ledger { return &ledger{u: u, d: d} }

func (l *ledger) name() string { return "ledger" }
func (l *ledger) leave()       { l.gone = true }

func (l *ledger) show() {
	l.gone = false
	l.reload("")
}

// reload reads the ledger off the UI goroutine; note is what was refused before and must
// still be read.
func (l *ledger) reload(note string) {
	if !l.ready {
		l.draw()
	}
	type read struct {
		all, view desk.LedgerView
		cards     desk.CardsView
	}
	filter := l.filter
	kit.Back(l.u.run, func() (r read, err error) {
		if r.all, err = l.d.Ledger(exam.LedgerFilter{}); err != nil {
			return r, err
		}
		if r.view, err = l.d.Ledger(filter); err != nil {
			return r, err
		}
		r.cards, err = l.d.Cards()
		return r, err
	}, func(r read, err error) {
		if !l.u.refused(err) {
			l.all, l.view, l.ready, l.u.note = r.all, r.view, true, note
			l.names = map[string]string{}
			for _, c := range r.cards.Cards {
				l.names[c.IDNumber] = c.Name
			}
			l.found = nil
			for _, e := range l.view.Exams {
				for _, s := range e.Supervision {
					l.found = append(l.found, foundAt{e.Exam, s})
				}
			}
			l.at = max(0, min(l.at, l.rows()-1))
		}
		l.redraw()
	})
}

// redraw draws the screen unless the person went on to another one meanwhile.
func (l *ledger) redraw() {
	if !l.gone {
		l.draw()
	}
}

// rows is how many rows an area has; charts have none.
func (l *ledger) rows() int { return l.count(l.area) }

func (l *ledger) count(area int) int {
	switch area {
	case ledgerExams:
		return len(l.view.Exams)
	case ledgerSupervision:
		return len(l.found)
	case ledgerOrders:
		return len(l.view.Orders)
	case ledgerComplaints:
		return len(l.view.Complaints)
	case ledgerViolations:
		return len(l.view.Violations)
	case ledgerCertificates:
		return len(l.view.Exams)
	}
	return 0
}

func (l *ledger) move(by int) {
	l.at = max(0, min(l.at+by, l.rows()-1))
	l.draw()
}

func (l *ledger) setArea(i int) {
	l.area, l.at = i, 0
	l.draw()
}

// years are those that exams and orders of the ledger fall into, newest first.
func (l *ledger) years() []int {
	var out []int
	for _, e := range l.all.Exams {
		out = append(out, e.Year())
	}
	for _, o := range l.all.Orders {
		out = append(out, o.Date.Year())
	}
	slices.Sort(out)
	out = slices.Compact(out)
	slices.Reverse(out)
	return cut(slices.DeleteFunc(out, func(y int) bool { return y == 0 }), 8)
}

// occupations are those of the exams, at most eight to choose from.
func (l *ledger) occupations() []string {
	var out []string
	for _, e := range l.all.Exams {
		for _, s := range e.Subjects {
			if !slices.Contains(out, s.Occupation) {
				out = append(out, s.Occupation)
			}
		}
	}
	slices.Sort(out)
	return cut(out, 8)
}

// turnYear goes to the next year of the ledger, all years among them.
func (l *ledger) turnYear(by int) {
	list := append([]int{0}, l.years()...)
	at := max(0, slices.Index(list, l.filter.Year))
	l.filter.Year = list[(at+by+len(list))%len(list)]
	l.at = 0
	l.reload("")
}

// narrow asks for year, occupation and level.
func (l *ledger) narrow() {
	u := l.u
	every := u.T("screen.ledger.every")
	year := blank{key: "year", label: u.T("screen.ledger.year"), kind: pickBlank, codes: []string{"0"}, words: []string{every}, text: strconv.Itoa(l.filter.Year)}
	for _, y := range l.years() {
		year.codes, year.words = append(year.codes, strconv.Itoa(y)), append(year.words, strconv.Itoa(y))
	}
	what := blank{key: "occupation", label: u.T("screen.ledger.occupation"), kind: pickBlank, codes: []string{"*"}, words: []string{every}, text: l.filter.Occupation}
	for _, o := range l.occupations() {
		what.codes, what.words = append(what.codes, o), append(what.words, o)
	}
	if what.text == "" {
		what.text = "*"
	}
	level := blank{key: "level", label: u.T("screen.certificates.level"), kind: pickBlank, codes: []string{"0"}, words: []string{every}, text: strconv.Itoa(int(l.filter.Level))}
	for v := exam.Level(5); v >= 1; v-- {
		level.codes, level.words = append(level.codes, strconv.Itoa(int(v))), append(level.words, v.Printed())
	}
	var filter exam.LedgerFilter
	u.fill(form{title: u.T("screen.key.filter"), big: u.T("screen.ledger.narrow-do"), blanks: []blank{year, what, level},
		do: func(a answered) error {
			y, err := strconv.Atoi(a["year"])
			if err != nil {
				return err
			}
			n, err := strconv.Atoi(a["level"])
			if err != nil {
				return err
			}
			filter = exam.LedgerFilter{Year: y, Level: exam.Level(n)}
			if a["occupation"] != "*" {
				filter.Occupation = a["occupation"]
			}
			return nil
		},
		done: func() { l.filter, l.at = filter, 0; l.reload("") }, after: l.redraw})
}

func (l *ledger) narrowed() bool { return l.filter != exam.LedgerFilter{} }

func (l *ledger) keys() kit.Table {
	u := l.u
	ready := func() bool { return l.ready }
	some := func() bool { return l.ready && l.area != ledgerRates && l.rows() > 0 }
	charts := func() bool { return l.ready && l.area == ledgerRates }
	word, _ := l.answerTo()
	enter := u.T("screen.ledger.enter")
	return kit.Table{
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.key.row"), Do: func() { l.move(1) }, When: some},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.key.row"), Do: func() { l.move(-1) }, When: some, Quiet: true},
		{Names: []string{"PgDn"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { l.move(l.table.Page()) }, When: some, Quiet: true},
		{Names: []string{"PgUp"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { l.move(-l.table.Page()) }, When: some, Quiet: true},
		{Names: []string{"Tab"}, Word: u.T("screen.key.area"), Do: func() { l.setArea((l.area + 1) % ledgerAreas) }, When: ready},
		{Names: []string{"Right"}, Cap: "← →", Word: u.T("screen.ledger.year"), Do: func() { l.turnYear(1) }, When: ready},
		{Names: []string{"Left"}, Cap: "← →", Word: u.T("screen.ledger.year"), Do: func() { l.turnYear(-1) }, When: ready, Quiet: true},
		{Names: []string{"Ctrl+F"}, Word: u.T("screen.key.filter"), Do: l.narrow, When: ready},
		{Names: []string{"Esc"}, Word: u.T("screen.ledger.widen"), Do: func() { l.filter = exam.LedgerFilter{}; l.at = 0; l.reload("") }, When: func() bool { return l.ready && l.narrowed() }},
		{Names: []string{"F3"}, Word: u.T("screen.ledger.show"), Do: l.shown, When: l.complains},
		{Names: []string{"F4"}, Word: word, Do: l.answer, When: func() bool { return l.ready && word != "" }},
		{Names: []string{"F6"}, Word: u.T("screen.charts.key-png"), Do: l.png, When: charts},
		{Names: []string{"F7"}, Word: u.T("screen.charts.key-pdf"), Do: l.pdf, When: charts},
		{Names: []string{"F6"}, Word: u.T("screen.ledger.save"), Do: l.save, When: ready},
		{Names: []string{"F9"}, Word: enter, Do: l.enter, When: ready},
	}
}
