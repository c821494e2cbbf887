package screen

import (
	"strconv"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// side is the row under the cursor in full.
func (l *ledger) side() fyne.CanvasObject {
	u, st := l.u, l.u.st
	if l.rows() == 0 {
		return st.Panel(kit.Top(kit.Pad(16, 16, st.Para(u.T("screen.ledger.how"), st.Body, kit.Ink, 366))))
	}
	var head fyne.CanvasObject
	var parts []fyne.CanvasObject
	fact := func(key, value string) kit.Fact {
		return kit.Fact{Label: u.T("screen.ledger.col-" + key), Value: value}
	}
	facts := func(list ...kit.Fact) { parts = append(parts, st.Facts(st.Body, 5, nonEmpty(list)...)) }
	say := func(s string) {
		if s != "" {
			parts = append(parts, st.Para(s, st.Body, kit.Ink, 366))
		}
	}
	switch l.area {
	case ledgerExams, ledgerCertificates:
		e := l.view.Exams[l.at]
		head = st.Text(e.Exam, st.Lead, kit.Ink)
		l.exam(e, facts)
		for _, d := range l.view.Doubles {
			if d.Second.Exam == e.Exam || d.First.Exam == e.Exam {
				parts = append(parts, st.Note(kit.Fault, "", u.T("screen.ledger.double", "first", d.First.Certificate, "second", d.Second.Certificate), st.Body, 366))
			}
		}
	case ledgerSupervision:
		f := l.found[l.at]
		state, word := foundMark(f.EntrySupervision)
		head = kit.Row(8, st.Text(string(f.Session), st.Lead, kit.Ink), st.Mark(state, u.T(word)))
		facts(fact("plan", f.exam), kit.Fact{Label: u.T("screen.ledger.component"), Value: u.T("component." + string(f.Component))}, fact("who", u.list(f.Names)), kit.Fact{Label: u.T("role." + string(f.Role)), Value: join(f.From, f.Until)})
		if f.Role == exam.RoleSupervisor {
			facts(kit.Fact{Label: u.T("screen.ledger.yes"), Value: count(f.Yes)}, fact("mend", l.checks(f.No)))
		}
		say(f.Text)
	case ledgerOrders:
		o := l.view.Orders[l.at]
		state, word := orderMark(o, l.view.Today)
		head = kit.Row(8, st.Text(u.T("screen.filing.no", "n", o.No), st.Lead, kit.Ink), st.Mark(state, u.T(word)))
		facts(fact("kind", u.T("ledger.order-"+o.Kind)), kit.Fact{Label: u.T("screen.ledger.number"), Value: o.Number}, kit.Fact{Label: u.T("screen.ledger.office"), Value: o.Office},
			kit.Fact{Label: u.T("screen.ledger.l-date"), Value: string(o.Date)}, fact("deadline", string(o.Deadline)), fact("plan", o.Exam))
		say(o.Text)
		if desk.OrderWord(o, l.view.Today) == "late" {
			parts = append(parts, st.Note(kit.Late, "", u.T("screen.ledger.late"), st.Body, 366))
		}
		if o.Reply != nil {
			parts = append(parts, st.Rule())
			facts(kit.Fact{Label: u.T("screen.ledger.reply"), Value: string(o.Reply.Date)})
			say(o.Reply.Text)
		}
	case ledgerComplaints:
		k := l.view.Complaints[l.at]
		head = st.Text(u.T("screen.filing.no", "n", k.No), st.Lead, kit.Ink)
		from := k.From
		if from == "" {
			from = u.T("ledger.anonymous")
		}
		facts(fact("time", k.Time), kit.Fact{Label: u.T("screen.ledger.l-channel"), Value: k.Channel}, kit.Fact{Label: u.T("screen.filing.from"), Value: from}, fact("object", k.Object), fact("plan", k.Exam),
			kit.Fact{Label: u.T("screen.ledger.evidence"), Value: k.Evidence}, kit.Fact{Label: u.T("screen.ledger.accepted-by"), Value: join(k.AcceptedBy, string(k.AcceptedOn))}, kit.Fact{Label: u.T("screen.ledger.l-investigator"), Value: k.Investigator})
		say(k.Text)
		for _, s := range k.Shown {
			facts(kit.Fact{Label: u.T("screen.ledger.shown"), Value: join(string(s.Date), s.To, s.What, s.By)})
		}
		if a := k.Answer; a != nil {
			parts = append(parts, st.Rule())
			facts(kit.Fact{Label: u.T("screen.ledger.answered-on"), Value: string(a.Date)}, kit.Fact{Label: u.T("screen.ledger.course"), Value: a.Course}, kit.Fact{Label: u.T("screen.ledger.conclusion"), Value: a.Conclusion}, kit.Fact{Label: u.T("screen.ledger.handling"), Value: a.Handling})
		}
	default:
		v := l.view.Violations[l.at]
		head = st.Text(l.names[v.IDNumber], st.Lead, kit.Ink)
		facts(fact("day", string(v.Date)), fact("what", u.T("violation."+v.Code)), fact("plan", v.Exam), fact("barred", string(v.Barred)))
		say(v.Text)
	}
	if word, do := l.answerTo(); word != "" {
		parts = append(parts, st.Button(kit.Button{Word: word, Key: "F4", Do: do}))
	}
	return st.Panel(kit.Col(0, st.PanelHead(head), kit.Grow(st.Scroll(kit.Pad(12, 16, kit.Col(10, parts...))), 1)))
}

// exam is everything the ledger knows of one exam (domain 9.13).
func (l *ledger) exam(e exam.ExamEntry, facts func(...kit.Fact)) {
	u := l.u
	fact := func(key, value string) kit.Fact {
		return kit.Fact{Label: u.T("screen.ledger.exam-" + key), Value: value}
	}
	span := func(a, b exam.Date) string {
		if a == b {
			b = ""
		}
		return join(string(a), string(b))
	}
	sum := e.Sum()
	var staff []string
	for _, p := range e.Staff {
		staff = append(staff, p.Name)
	}
	list := []kit.Fact{fact("days", span(e.From, e.To)), fact("filed", string(e.Filed)), fact("people", u.T("screen.ledger.people", "enrolled", sum.Enrolled, "present", sum.Present, "qualified", sum.Qualified))}
	for _, s := range e.Subjects {
		list = append(list, kit.Fact{Label: u.subject(exam.Subject{Occupation: s.Occupation, Level: s.Level}), Value: u.T("screen.ledger.of", "qualified", s.Qualified, "present", s.Present, "rate", l.percent(s))})
	}
	accepted := ""
	if e.Batches > 0 {
		accepted = u.T("screen.ledger.accepted", "n", e.Accepted, "batches", e.Batches)
	}
	archive := ""
	if e.Archive != "" {
		archive = e.Archive[:min(16, len(e.Archive))]
	}
	facts(append(list, fact("violations", strconv.Itoa(e.Violations)), fact("findings", strconv.Itoa(e.Findings)), fact("supervision", u.T("screen.ledger.supervised", "n", len(e.Supervision), "poor", e.Poor())),
		fact("complaints", strconv.Itoa(l.all.About(e.Exam))), fact("notice", span(e.NoticeFrom, e.NoticeTo)), fact("upload", accepted), fact("certificates", join(e.First, e.Last)),
		fact("staff", u.list(staff)), fact("archive", archive), fact("keep", string(e.KeepUntil)))...)
}
