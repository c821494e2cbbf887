package sheet

import (
	"strconv"

	"kaowu/app/words"
)

// LedgerBook is the whole ledger of an institution: its sheets beside the exams. It lies
// in the open once written, so it shows no ID number and of a complainant only whether
// they gave a name. Rows of Exams are in the order given.
type LedgerBook struct {
	Exams       []LedgerRow
	Subjects    []LedgerSubject
	Supervision []LedgerSupervision
	Orders      []LedgerOrder
	Complaints  []LedgerComplaint
	Cards       []LedgerCard
}

// LedgerSupervision is what a supervisor or an inspector found in one session of an exam.
type LedgerSupervision struct {
	Plan, Session, Component, Role, Names, From, Until string
	Yes                                                int
	No, Verdict, Text                                  string
}

// LedgerSubject is one subject of one exam.
type LedgerSubject struct {
	Plan, Occupation, Trade, Level   string
	Enrolled, Present, Qualified     int
	PassRate                         string // 75%, or -- where nobody came
	Violations, Complaints, Findings int    // of the whole exam
}

// LedgerOrder is an order or finding of the office.
type LedgerOrder struct {
	No                                                                      int
	Kind, Number, Office, Date, Deadline, Plan, Text, Replied, Reply, State string
}

// LedgerComplaint is a row of 投诉举报记录 (domain 9.14).
type LedgerComplaint struct {
	No                                                            int
	Time, Channel, From, Plan, Object, Text, Evidence, AcceptedBy string
	Accepted, Investigator, Course, Conclusion, Handling, Replied string
}

// LedgerCard is a card of a person with their year.
type LedgerCard struct {
	Name, Kind, Occupation, Card, Valid string
	Exams, Sessions, Violations         int
	Barred                              string
}

// WriteLedgerBook writes the ledger of an institution as a workbook of six sheets.
func WriteLedgerBook(name string, b LedgerBook, w *words.Words) error {
	columns := func(area string, keys ...string) []outColumn {
		out := make([]outColumn, len(keys))
		for i, k := range keys {
			out[i] = outColumn{w.T("sheet." + area + "." + k), 16}
		}
		return out
	}
	sheet := func(area string, n int, row func(int) []string, keys ...string) page {
		title := w.T("sheet." + area)
		return page{title, title, columns(area, keys...), n, row}
	}
	n := strconv.Itoa
	return pages(name, ledgerPage(b.Exams, w),
		sheet("ledger-subjects", len(b.Subjects), func(i int) []string {
			r := b.Subjects[i]
			return []string{r.Plan, r.Occupation, r.Trade, r.Level, n(r.Enrolled), n(r.Present), n(r.Qualified), r.PassRate, n(r.Violations), n(r.Complaints), n(r.Findings)}
		}, "plan", "occupation", "trade", "level", "enrolled", "present", "qualified", "rate", "violations", "complaints", "findings"),
		sheet("ledger-supervision", len(b.Supervision), func(i int) []string {
			r := b.Supervision[i]
			return []string{r.Plan, r.Session, r.Component, r.Role, r.Names, r.From, r.Until, n(r.Yes), r.No, r.Verdict, r.Text}
		}, "plan", "session", "component", "role", "names", "from", "until", "yes", "no", "verdict", "text"),
		sheet("ledger-orders", len(b.Orders), func(i int) []string {
			r := b.Orders[i]
			return []string{n(r.No), r.Kind, r.Number, r.Office, r.Date, r.Deadline, r.Plan, r.Text, r.Replied, r.Reply, r.State}
		}, "no", "kind", "number", "office", "date", "deadline", "plan", "text", "replied", "reply", "state"),
		sheet("ledger-complaints", len(b.Complaints), func(i int) []string {
			r := b.Complaints[i]
			return []string{n(r.No), r.Time, r.Channel, r.From, r.Plan, r.Object, r.Text, r.Evidence, r.AcceptedBy, r.Accepted, r.Investigator, r.Course, r.Conclusion, r.Handling, r.Replied}
		}, "no", "time", "channel", "from", "plan", "object", "text", "evidence", "accepted-by", "accepted", "investigator", "course", "conclusion", "handling", "replied"),
		sheet("ledger-cards", len(b.Cards), func(i int) []string {
			r := b.Cards[i]
			return []string{r.Name, r.Kind, r.Occupation, r.Card, r.Valid, n(r.Exams), n(r.Sessions), n(r.Violations), r.Barred}
		}, "name", "kind", "occupation", "card", "valid", "exams", "sessions", "violations", "barred"))
}
