package desk

import (
	"strconv"
	"strings"

	"kaowu/app/exam"
	"kaowu/app/sheet"
)

// LedgerWorkbook is the ledger 工作台账 as a workbook: exams, their subjects, orders,
// complaints and cards, cut down by a filter. Load is that of the filter's year, or of
// this year.
func (o *Officer) LedgerWorkbook(l exam.LedgerFilter) (Workbook, error) {
	if err := o.allow("LedgerWorkbook"); err != nil {
		return Workbook{}, err
	}
	all, err := o.ledger()
	if err != nil {
		return Workbook{}, err
	}
	cards, err := o.cards()
	if err != nil {
		return Workbook{}, err
	}
	s, st := o.desk.site, all.Keep(l)
	var b sheet.LedgerBook
	for _, e := range st.Exams {
		b.Exams = append(b.Exams, s.ledgerRow(e))
		for _, x := range e.Subjects {
			b.Subjects = append(b.Subjects, sheet.LedgerSubject{Plan: e.Exam, Occupation: x.Occupation, Trade: x.Trade, Level: x.Level.Printed(),
				Enrolled: x.Enrolled, Present: x.Present, Qualified: x.Qualified, PassRate: s.passRate(x),
				Violations: e.Violations, Complaints: all.About(e.Exam), Findings: e.Findings})
		}
		for _, x := range e.Supervision {
			b.Supervision = append(b.Supervision, s.supervisionRow(e.Exam, x))
		}
	}
	for _, x := range st.Orders {
		b.Orders = append(b.Orders, s.orderRow(x, o.today()))
	}
	for _, x := range st.Complaints {
		b.Complaints = append(b.Complaints, s.complaintRow(x))
	}
	year := l.Year
	if year == 0 {
		year = o.today().Year()
	}
	for _, c := range cards.Cards {
		for _, k := range c.Cards {
			b.Cards = append(b.Cards, sheet.LedgerCard{Name: c.Name, Kind: k.Kind, Occupation: k.Occupation, Card: k.Card, Valid: string(k.Valid),
				Exams: c.Load[year].Exams, Sessions: c.Load[year].Sessions, Violations: len(c.Violations), Barred: string(c.Barred(o.today(), o.today()))})
		}
	}
	const name = "ledger.xlsx"
	out, err := o.desk.written(map[string]func(string) error{name: func(p string) error { return sheet.WriteLedgerBook(p, b, s.opt.Frame.Words) }}, []string{name})
	if err != nil {
		return Workbook{}, err
	}
	return out[0], nil
}

// supervisionRow is what was found in one session as the workbook shows it.
func (s *Site) supervisionRow(plan string, x exam.EntrySupervision) sheet.LedgerSupervision {
	w := s.opt.Frame.Words
	r := sheet.LedgerSupervision{Plan: plan, Session: string(x.Session), Component: w.T("component." + string(x.Component)), Role: w.T("role." + string(x.Role)),
		Names: strings.Join(x.Names, w.T("list.separator")), From: x.From, Until: x.Until, Yes: x.Yes, Text: x.Text}
	no := make([]string, len(x.No))
	for i, code := range x.No {
		no[i] = w.T("check." + code)
	}
	r.No = strings.Join(no, w.T("list.separator"))
	if x.Verdict != "" {
		r.Verdict = w.T("paper.verdict." + x.Verdict)
	}
	return r
}

func (s *Site) passRate(x exam.EntrySubject) string {
	if x.PassRate() < 0 {
		return s.opt.Frame.Words.T("sheet.not-required")
	}
	return strconv.Itoa(x.PassRate()) + "%"
}

// OrderWord is where an order stands: none (nothing is to be answered), open, late,
// replied.
func OrderWord(x exam.OrderState, today exam.Date) string {
	switch {
	case x.Reply != nil:
		return "replied"
	case x.Late(today):
		return "late"
	case x.Deadline == "":
		return "none"
	}
	return "open"
}

func (s *Site) orderRow(x exam.OrderState, today exam.Date) sheet.LedgerOrder {
	w := s.opt.Frame.Words
	r := sheet.LedgerOrder{No: x.No, Kind: w.T("ledger.order-" + x.Kind), Number: x.Number, Office: x.Office, Date: string(x.Date),
		Deadline: string(x.Deadline), Plan: x.Exam, Text: x.Text, State: w.T("ledger.order-state-" + OrderWord(x, today))}
	if x.Reply != nil {
		r.Replied, r.Reply = string(x.Reply.Date), x.Reply.Text
	}
	return r
}

func (s *Site) complaintRow(x exam.ComplaintState) sheet.LedgerComplaint {
	w := s.opt.Frame.Words
	from := "ledger.named"
	if x.From == "" {
		from = "ledger.anonymous"
	}
	r := sheet.LedgerComplaint{No: x.No, Time: x.Time, Channel: x.Channel, From: w.T(from), Plan: x.Exam, Object: x.Object, Text: x.Text,
		Evidence: x.Evidence, AcceptedBy: x.AcceptedBy, Accepted: string(x.AcceptedOn), Investigator: x.Investigator}
	if a := x.Answer; a != nil {
		r.Course, r.Conclusion, r.Handling, r.Replied = a.Course, a.Conclusion, a.Handling, string(a.Date)
	}
	return r
}
