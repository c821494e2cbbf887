package screen

import (
	"context"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/paper"
	"kaowu/app/screen/kit"
)

// recall is the part of the desk that the trace uses.
type recall interface {
	Search(query string) ([]exam.Candidate, error)
	Trace(no exam.CandidateNo) (desk.History, error)
	Proof(id exam.ID) (desk.Proof, error)
	PrintTrace(ctx context.Context, no exam.CandidateNo, rows []paper.HistoryRow) (paper.Doc, error)
}

// historyOf asks for the trace of one candidate; from is the screen to go back to.
type historyOf struct {
	no   exam.CandidateNo
	from string
}

// tracePage is 留痕: find a person, then the whole history on one page.
type tracePage struct {
	u    *ui
	d    recall
	from string // where Esc goes; empty: to the search

	field *kit.Field
	found []exam.Candidate
	pick  int

	no    exam.CandidateNo // whose history is shown; empty: searching
	h     desk.History
	byID  map[exam.ID]int
	all   bool // single marks too, which a sheet handed in holds together
	lines []traceRow
	at    int // index into lines: an entry
	list  *kit.Ledger
	proof map[exam.ID]desk.Proof
	busy  bool
	id    *wholeID
}

// traceRow is a row: an event, or the band of a day.
type traceRow struct {
	band   string
	moment int
	says   told
}

func newTrace(u *ui, d recall, arg any) *tracePage {
	t := &tracePage{u: u, d: d}
	t.id = newWholeID(u, nil, t.draw)
	if h, ok := arg.(historyOf); ok {
		t.no, t.from = h.no, h.from
	}
	return t
}

func (t *tracePage) name() string { return "trace" }
func (t *tracePage) leave()       { t.id.hide() }

func (t *tracePage) idShown() *wholeID { return t.id }

func (t *tracePage) show() {
	u := t.u
	text := ""
	if t.field != nil {
		text = t.field.Text()
	}
	t.field = kit.NewField(u.st, kit.Scan, kit.FieldLook{Size: u.st.Lead, Icon: "find", Hint: u.T("screen.trace.hint")}, u.now)
	t.field.Set(text, false)
	t.field.OnChange = t.search
	if t.no != "" {
		t.load(t.no)
		return
	}
	t.draw()
}

// search answers every character: the desk looks names up, it reads no list.
func (t *tracePage) search(text string) {
	list, err := t.d.Search(text)
	if !t.u.refused(err) {
		t.found, t.pick = list, 0
	}
	t.draw()
}

func (t *tracePage) choose(i int) {
	if i >= 0 && i < len(t.found) {
		t.all = false
		t.load(t.found[i].No)
	}
}

// load reads a history off the UI goroutine.
func (t *tracePage) load(no exam.CandidateNo) {
	t.busy = true
	t.draw()
	kit.Back(t.u.run, func() (desk.History, error) { return t.d.Trace(no) }, func(h desk.History, err error) {
		t.busy = false
		if t.u.refused(err) {
			t.no = ""
		} else {
			t.no, t.h, t.proof = no, h, map[exam.ID]desk.Proof{}
			t.byID = map[exam.ID]int{}
			for i, m := range h.Moments {
				t.byID[m.Fact.ID] = i
			}
			t.arrange()
		}
		t.draw()
	})
}

// arrange makes the rows: days as bands, oldest first.
func (t *tracePage) arrange() {
	held := map[exam.ID]bool{} // marks that a sheet handed in holds together
	if !t.all {
		for _, m := range t.h.Moments {
			if m.Fact.Kind == exam.ScoresSent {
				for _, id := range body[exam.Handover](m).Rests {
					held[id] = true
				}
			}
		}
	}
	t.lines = nil
	day := ""
	for i, m := range t.h.Moments {
		if held[m.Fact.ID] && m.NotAdopted == "" {
			continue
		}
		if d := m.Fact.Wall.Format("2006-01-02"); d != day {
			day = d
			t.lines = append(t.lines, traceRow{band: join(t.u.day(exam.Date(d)), t.parts(d)), moment: -1})
		}
		t.lines = append(t.lines, traceRow{moment: i, says: t.tell(m)})
	}
	t.at = min(t.at, len(t.lines)-1)
	if t.at < 1 {
		t.at = min(1, len(t.lines)-1)
	}
	if t.at >= 0 && t.lines[t.at].moment < 0 {
		t.at = min(t.at+1, len(t.lines)-1)
	}
}

// parts says which parts of the exam the candidate sat on a day.
func (t *tracePage) parts(day string) string {
	var list []string
	for _, comp := range exam.Components() {
		if s, ok := t.h.Sessions[t.h.Candidate.Sessions[comp]]; ok && string(s.Date) == day {
			list = append(list, t.component(comp))
		}
	}
	return join(list...)
}

// moment is the active event.
func (t *tracePage) moment() *desk.Moment {
	if t.at < 0 || t.at >= len(t.lines) || t.lines[t.at].moment < 0 {
		return nil
	}
	return &t.h.Moments[t.lines[t.at].moment]
}

// move goes by so many entries, over bands.
func (t *tracePage) move(by int) {
	step := 1
	if by < 0 {
		step, by = -1, -by
	}
	for ; by > 0; by-- {
		to := t.at + step
		if to >= 0 && to < len(t.lines) && t.lines[to].moment < 0 {
			to += step
		}
		if to < 0 || to >= len(t.lines) {
			break
		}
		t.at = to
	}
	t.draw()
}

func (t *tracePage) every() {
	var id exam.ID
	if m := t.moment(); m != nil {
		id = m.Fact.ID
	}
	t.all = !t.all
	t.arrange()
	for i, l := range t.lines {
		if l.moment >= 0 && t.h.Moments[l.moment].Fact.ID == id {
			t.at = i
		}
	}
	t.draw()
}

// again begins another search; Esc of a history that another screen asked for goes
// back there.
func (t *tracePage) again() {
	t.no, t.from, t.at = "", "", 0
	t.draw()
}

func (t *tracePage) back() {
	if t.from != "" {
		t.u.open(t.from, t.no)
		return
	}
	t.again()
}

func (t *tracePage) keys() kit.Table {
	u := t.u
	person := func() bool { return t.no != "" && !t.busy }
	searching := func() bool { return t.no == "" && len(t.found) > 0 }
	pick := func(by int) func() {
		return func() { t.pick = max(0, min(t.pick+by, len(t.found)-1)); t.draw() }
	}
	return kit.Table{
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.trace.key-pick"), Do: pick(1), When: searching},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.trace.key-pick"), Do: pick(-1), When: searching, Quiet: true},
		{Names: []string{"Enter"}, Word: u.T("screen.trace.key-open"), Do: func() { t.choose(t.pick) }, When: searching},
		{Names: []string{"Esc"}, Word: u.T("screen.key.clear"), Do: func() { t.field.Set("", false); t.search("") }, When: func() bool { return t.no == "" }},
		t.id.key(func() (exam.CandidateNo, string) { return t.no, "" }),
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.trace.key-row"), Do: func() { t.move(1) }, When: person},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.trace.key-row"), Do: func() { t.move(-1) }, When: person, Quiet: true},
		{Names: []string{"PgDn"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { t.move(t.list.Page()) }, When: person, Quiet: true},
		{Names: []string{"PgUp"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { t.move(-t.list.Page()) }, When: person, Quiet: true},
		{Names: []string{"Ctrl+F"}, Word: u.T("screen.trace.key-find"), Do: t.again, When: person},
		{Names: []string{"Enter"}, Word: u.T("screen.trace.key-large"), Do: t.enlarge, When: func() bool { return person() && t.moment() != nil }},
		{Names: []string{"Tab"}, Word: u.T("screen.trace.key-all"), Do: t.every, When: person},
		{Names: []string{"F7"}, Word: u.T("screen.trace.key-print"), Do: t.print, When: person},
		{Names: []string{"Esc"}, Word: u.T("screen.key.back"), Do: t.back, When: person},
	}
}

// print shows the page for a complaint 供投诉核查; F7 there prints it.
func (t *tracePage) print() {
	u, rows := t.u, t.paperRows()
	kit.Back(u.run, func() (paper.Doc, error) { return t.d.PrintTrace(u.ctx, t.no, rows) }, func(doc paper.Doc, err error) {
		if u.refused(err) {
			t.draw()
			return
		}
		u.preview(printout{title: u.T("screen.trace.person"), line: u.T("screen.trace.complaint"), name: "history", doc: doc, at: u.now()})
	})
}

// paperRows puts the history into the words of its paper.
func (t *tracePage) paperRows() []paper.HistoryRow {
	u := t.u
	rows := make([]paper.HistoryRow, 0, len(t.h.Moments))
	for _, m := range t.h.Moments {
		says := t.tell(m)
		who := m.By
		if m.Role != "" {
			who = join(u.T("role."+string(m.Role)), m.Fact.By)
		}
		rows = append(rows, paper.HistoryRow{At: m.Fact.Wall, True: m.True, Who: who, What: join(says.title, says.line, t.barredWord(m), t.setAside(m), t.admitted(m)), Auth: t.code("screen.trace.auth", m.Fact.Auth), ID: m.Fact.ID})
	}
	return rows
}
