package screen

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

func (l *ledger) draw() {
	u, st := l.u, l.u.st
	if !l.ready {
		u.f.Show(u.page(u.header(u.T("screen.ledger.title"), ""), st.Panel(kit.Middle(st.Text(u.T("screen.results.reading"), st.Lead, kit.Ink2)))), l.keys())
		u.rest()
		return
	}
	year := u.T("screen.ledger.every-year")
	if l.filter.Year != 0 {
		year = strconv.Itoa(l.filter.Year)
	}
	right := []fyne.CanvasObject{st.Button(kit.Button{Word: year, Key: "→", Do: func() { l.turnYear(1) }}), st.Button(kit.Button{Word: u.T("screen.key.filter"), Key: "Ctrl F", Do: l.narrow})}
	if l.complains() {
		right = append(right, st.Button(kit.Button{Word: u.T("screen.ledger.show"), Key: "F3", Do: l.shown}))
	}
	if l.area == ledgerRates {
		right = append(right, st.Button(kit.Button{Word: u.T("screen.charts.png"), Key: "F6", Do: l.png}), st.Button(kit.Button{Word: u.T("screen.charts.pdf"), Key: "F7", Do: l.pdf}))
	} else {
		right = append(right, st.Button(kit.Button{Word: u.T("screen.ledger.save"), Key: "F6", Do: l.save}))
	}
	right = append(right, st.Button(kit.Button{Word: u.T("screen.ledger.enter"), Key: "F9", Kind: kit.Go, Do: l.enter}))
	var words []string
	for i, k := range []string{"exams", "rates", "supervision", "orders", "complaints", "violations", "certificates"} {
		words = append(words, u.T("screen.ledger.area-"+k, "n", l.count(i)))
	}
	body := []fyne.CanvasObject{kit.Row(10, st.Segments(words, l.area, l.setArea), kit.Grow(st.Brief(l.filterWords(), st.Caption, kit.Ink2), 1))}
	if l.area == ledgerRates {
		body = append(body, l.drawn())
	} else {
		body = append(body, kit.Columns(u.gap(), kit.Grow(l.list(), 1), kit.Fixed(l.side(), 400, 0)))
	}
	u.f.Show(u.page(u.header(u.T("screen.ledger.title"), "", right...), body...), l.keys())
	u.rest()
}

// filterWords says what of the ledger is shown beside its year.
func (l *ledger) filterWords() string {
	parts := []string{l.filter.Occupation}
	if l.filter.Level != 0 {
		parts = append(parts, l.filter.Level.Printed())
	}
	return join(parts...)
}

// besideWideRail is a width that a list beside a side of 400 only has at 1280 while the
// rail is narrow: with the largest text a column goes that the side says too.
const besideWideRail = 690

// columns of each area; a width of 0 grows.
func (l *ledger) columns() []kit.Column {
	type c struct {
		key  string
		wide float32
	}
	sets := [ledgerAreas][]c{
		ledgerExams:        {{"plan", 142}, {"day", 92}, {"subjects", 0}, {"present", 62}, {"rate", 46}, {"exam-state", 84}},
		ledgerSupervision:  {{"plan", 142}, {"session", 44}, {"who", 100}, {"verdict", 134}, {"mend", 0}},
		ledgerOrders:       {{"no", 36}, {"kind", 86}, {"text", 0}, {"deadline", 96}, {"state", 122}},
		ledgerComplaints:   {{"no", 36}, {"time", 142}, {"text", 0}, {"object", 110}, {"state", 104}},
		ledgerViolations:   {{"day", 92}, {"name", 70}, {"what", 0}, {"barred", 104}},
		ledgerCertificates: {{"plan", 142}, {"issued", 92}, {"span", 0}, {"n", 46}},
	}
	var out []kit.Column
	for _, x := range sets[l.area] {
		col := kit.Column{Head: l.u.T("screen.ledger.col-" + x.key), Width: x.wide, Right: x.key == "rate" || x.key == "n"}
		if x.key == "who" {
			col.From = besideWideRail
		}
		out = append(out, col)
	}
	return out
}

func (l *ledger) list() fyne.CanvasObject {
	u, st := l.u, l.u.st
	if l.rows() == 0 {
		return st.Panel(kit.Middle(kit.Fixed(st.Para(u.T("screen.ledger.none-"+strconv.Itoa(l.area)), st.Body, kit.Ink2, 560), 560, 0)))
	}
	l.table = st.NewTable(l.columns(), max(44, st.Body*2.9), l.cell, func(i int) { l.at = i; l.draw() })
	l.table.Set(l.rows(), l.at)
	return st.Panel(l.table.Object())
}

func (l *ledger) cell(i, c int) fyne.CanvasObject {
	u, st := l.u, l.u.st
	text := func(s string) fyne.CanvasObject { return st.Brief(s, st.Body, kit.Ink) }
	pick := func(list ...fyne.CanvasObject) fyne.CanvasObject { return list[c] }
	switch l.area {
	case ledgerExams:
		e := l.view.Exams[i]
		sum := e.Sum()
		return pick(text(e.Exam), text(string(e.From)), text(l.subjects(e)), text(u.T("screen.ledger.present", "present", sum.Present, "enrolled", sum.Enrolled)),
			l.table.Figure(l.percent(sum), kit.Ink), text(u.T("examstate."+e.State)))
	case ledgerSupervision:
		f := l.found[i]
		state, word := foundMark(f.EntrySupervision)
		return pick(text(f.exam), text(string(f.Session)), text(u.list(f.Names)), st.Mark(state, u.T(word)), text(l.checks(f.No)))
	case ledgerOrders:
		o := l.view.Orders[i]
		state, word := orderMark(o, l.view.Today)
		return pick(text(strconv.Itoa(o.No)), text(u.T("ledger.order-"+o.Kind)), text(o.Text), text(string(o.Deadline)), st.Mark(state, u.T(word)))
	case ledgerComplaints:
		k := l.view.Complaints[i]
		state, word := kit.Caution, "ledger.complaint-open"
		if k.Answer != nil {
			state, word = kit.Done, "ledger.complaint-answered"
		}
		return pick(text(strconv.Itoa(k.No)), text(k.Time), text(k.Text), text(k.Object), st.Mark(state, u.T(word)))
	case ledgerViolations:
		v := l.view.Violations[i]
		return pick(text(string(v.Date)), text(l.names[v.IDNumber]), text(u.T("violation."+v.Code)), text(string(v.Barred)))
	}
	e := l.view.Exams[i]
	return pick(text(e.Exam), text(string(e.Issued)), st.Brief(strings.TrimSpace(e.First+" "+e.Last), st.Caption, kit.Ink), l.table.Figure(count(e.Sum().Qualified), kit.Ink))
}

func (l *ledger) subjects(e exam.ExamEntry) string {
	var out []string
	for _, s := range e.Subjects {
		if w := l.u.subject(exam.Subject{Occupation: s.Occupation, Level: s.Level}); !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return l.u.list(out)
}

func (l *ledger) checks(codes []string) string {
	var out []string
	for _, c := range codes {
		out = append(out, l.u.T("check."+c))
	}
	return l.u.list(out)
}

// percent is a pass rate; nobody came is no rate.
func (l *ledger) percent(s exam.EntrySubject) string {
	if n := s.PassRate(); n >= 0 {
		return l.u.T("screen.charts.percent", "n", n)
	}
	return l.u.T("screen.ledger.nobody")
}

// orderMark is where an order stands, by shape and word.
func orderMark(o exam.OrderState, today exam.Date) (kit.State, string) {
	word := desk.OrderWord(o, today)
	return map[string]kit.State{"replied": kit.Done, "late": kit.Late, "open": kit.Caution, "none": kit.NotCome}[word], "ledger.order-state-" + word
}

// foundMark is what was found in a session, by shape and word.
func foundMark(s exam.EntrySupervision) (kit.State, string) {
	switch {
	case s.Role == exam.RoleInspector:
		return kit.Signed, "screen.ledger.visit"
	case s.Verdict == "":
		return kit.ToSign, "screen.ledger.no-verdict"
	case s.Verdict == "bad":
		return kit.Rejected, "paper.verdict.bad"
	case len(s.No) > 0 || s.Verdict == "fair":
		return kit.Caution, "paper.verdict." + s.Verdict
	}
	return kit.Done, "paper.verdict." + strings.TrimSpace(s.Verdict)
}
