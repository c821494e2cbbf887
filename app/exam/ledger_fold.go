package exam

import (
	"slices"
	"strconv"
	"strings"
)

// What the subjects of the ledger begin with; an exam's plan number or a number from 1
// follows.
const (
	OnLedger          = "ledger"
	OnLedgerExam      = "ledger/exam/"
	OnLedgerOrder     = "ledger/order/"
	OnLedgerComplaint = "ledger/complaint/"
	OnLedgerCard      = "ledger/card/"
	OnLedgerViolation = "ledger/violation/"
)

// LedgerState is a fold over the ledger of an institution's book.
type LedgerState struct {
	Exams      []ExamEntry // by first day, then plan number
	Orders     []OrderState
	Complaints []ComplaintState
	Cards      []StaffCard // as entered, not those of the filing
	Violations []StaffViolation
	Used       map[string]int // the highest number under OnLedgerOrder and so on
	Conflicts  []Conflict
}

// OrderState is an order with its reply, if any.
type OrderState struct {
	OfficeOrder
	No    int
	Reply *OrderReply // nil: open
}

// Late says whether an order is still without reply after its deadline.
func (o OrderState) Late(today Date) bool {
	return o.Reply == nil && o.Deadline != "" && today > o.Deadline
}

// ComplaintState is a complaint with its end, if any.
type ComplaintState struct {
	Complaint
	No     int
	By     StaffID
	Answer *ComplaintAnswer // nil: open
}

// FoldLedger gives the ledger as it stands. facts are all events of every ledger/…
// subject. What is in conflict is left out of the lists and named.
func FoldLedger(facts []Fact) LedgerState {
	st := LedgerState{Used: map[string]int{}}
	on := map[string][]Fact{}
	for _, f := range facts {
		on[f.On] = append(on[f.On], f)
	}
	subjects := make([]string, 0, len(on))
	for s := range on {
		subjects = append(subjects, s)
	}
	slices.SortFunc(subjects, func(a, b string) int {
		pa, na := numberedSubject(a)
		pb, nb := numberedSubject(b)
		if pa != pb {
			return strings.Compare(pa, pb)
		}
		return na - nb
	})
	for _, s := range subjects {
		ordered, _ := Order(on[s])
		st.subject(s, foldSlots(ordered, allowLedger))
	}
	slices.SortFunc(st.Exams, func(a, b ExamEntry) int {
		if a.From != b.From {
			return strings.Compare(string(a.From), string(b.From))
		}
		return strings.Compare(a.Exam, b.Exam)
	})
	return st
}

// numberedSubject takes ledger/order/3 apart; a subject without a number keeps its
// whole name.
func numberedSubject(on string) (prefix string, n int) {
	i := strings.LastIndexByte(on, '/') + 1
	p := numbered(place{}, on[i:])
	if p.number == 0 {
		return on, 0
	}
	return on[:i], p.number
}

// subject takes in what one subject's slots hold.
func (st *LedgerState) subject(on string, fold *slotFold) {
	prefix, n := numberedSubject(on)
	if !strings.HasPrefix(on, OnLedgerExam) {
		st.Used[prefix] = max(st.Used[prefix], n)
	}
	for _, about := range fold.abouts() {
		if c := fold.slots[about].Conflict; c != nil {
			st.Conflicts = append(st.Conflicts, *c)
		}
	}
	held := fold.slots[aboutEntry].Holds
	if held == nil {
		return
	}
	reply := fold.slots[aboutReply].Holds
	switch held.Kind {
	case LedgerExam:
		if e, err := BodyOf[ExamEntry](*held); err == nil && on == OnLedgerExam+e.Exam {
			st.Exams = append(st.Exams, e)
		}
	case LedgerOrder:
		if o, err := BodyOf[OfficeOrder](*held); err == nil {
			st.Orders = append(st.Orders, OrderState{OfficeOrder: o, No: n, Reply: bodyIf[OrderReply](reply)})
		}
	case LedgerComplaint:
		if c, err := BodyOf[Complaint](*held); err == nil {
			st.Complaints = append(st.Complaints, ComplaintState{Complaint: c, No: n, By: StaffID(held.By), Answer: bodyIf[ComplaintAnswer](reply)})
		}
	case CardEntered:
		if c, err := BodyOf[StaffCard](*held); err == nil {
			st.Cards = append(st.Cards, c)
		}
	case CardViolation:
		if v, err := BodyOf[StaffViolation](*held); err == nil {
			st.Violations = append(st.Violations, v)
		}
	}
}

func bodyIf[T any](f *Fact) *T {
	if f == nil {
		return nil
	}
	b, err := BodyOf[T](*f)
	if err != nil {
		return nil
	}
	return &b
}

// allowLedger keeps each kind to its own subjects and slot, and lets a reply follow
// what it answers.
func allowLedger(f Fact, k known) string {
	want := map[Kind][2]string{
		LedgerExam: {OnLedgerExam, aboutEntry}, LedgerOrder: {OnLedgerOrder, aboutEntry}, LedgerReplied: {OnLedgerOrder, aboutReply},
		LedgerComplaint: {OnLedgerComplaint, aboutEntry}, LedgerAnswered: {OnLedgerComplaint, aboutReply},
		CardEntered: {OnLedgerCard, aboutEntry}, CardViolation: {OnLedgerViolation, aboutEntry},
	}
	if f.Kind == ConflictSettled {
		return ""
	}
	w, ok := want[f.Kind]
	switch {
	case !ok, f.Abt != w[1], !strings.HasPrefix(f.On, w[0]):
		return SetAsideForm
	case w[1] == aboutReply && len(k.view(aboutEntry)) == 0:
		return SetAsideEarly
	}
	return ""
}

// LedgerFilter keeps part of the ledger: the zero of a field keeps all.
type LedgerFilter struct {
	Year       int
	Occupation string
	Level      Level
}

// Subjects are the subjects of an exam that the filter keeps.
func (l LedgerFilter) Subjects(e ExamEntry) []EntrySubject {
	var out []EntrySubject
	for _, s := range e.Subjects {
		if (l.Occupation == "" || sameText(s.Occupation, l.Occupation)) && (l.Level == 0 || s.Level == l.Level) {
			out = append(out, s)
		}
	}
	return out
}

// Keep leaves what the filter keeps: exams of the year that have such a subject, cut
// down to those subjects; orders and complaints of the year, and, where an occupation or
// level is asked for, only those about an exam that is kept.
func (st LedgerState) Keep(l LedgerFilter) LedgerState {
	kept := map[string]bool{}
	var exams []ExamEntry
	for _, e := range st.Exams {
		e.Subjects = l.Subjects(e)
		if (l.Year == 0 || e.Year() == l.Year) && len(e.Subjects) > 0 {
			exams, kept[e.Exam] = append(exams, e), true
		}
	}
	st.Exams = exams
	out := func(d Date, of string) bool {
		narrowed := l.Occupation != "" || l.Level != 0
		return l.Year != 0 && d.Year() != l.Year || narrowed && !kept[of]
	}
	st.Orders = slices.DeleteFunc(slices.Clone(st.Orders), func(o OrderState) bool { return out(o.Date, o.Exam) })
	st.Complaints = slices.DeleteFunc(slices.Clone(st.Complaints), func(c ComplaintState) bool { return out(Date(c.Time), c.Exam) })
	return st
}

// Sum is an exam's subjects together.
func (e ExamEntry) Sum() EntrySubject {
	var sum EntrySubject
	for _, s := range e.Subjects {
		sum.Enrolled += s.Enrolled
		sum.Present += s.Present
		sum.Qualified += s.Qualified
	}
	return sum
}

// PassRate is qualified of those present in whole percent, half up; -1 when nobody came.
func (s EntrySubject) PassRate() int {
	if s.Present == 0 {
		return -1
	}
	return (200*s.Qualified + s.Present) / (2 * s.Present)
}

// About counts the complaints about an exam.
func (st LedgerState) About(exam string) int {
	n := 0
	for _, c := range st.Complaints {
		if c.Exam == exam {
			n++
		}
	}
	return n
}

// Bad names the first item of an order that cannot stand; empty when all can.
func (o OfficeOrder) Bad() string {
	switch {
	case !slices.Contains(OrderKinds(), o.Kind):
		return "kind"
	case !o.Date.Real():
		return "date"
	case o.Text == "":
		return "text"
	case o.Kind == OrderRectify && !o.Deadline.Real(), o.Deadline != "" && (!o.Deadline.Real() || o.Deadline < o.Date):
		return "deadline"
	}
	return ""
}

// Bad names the first item of a complaint that cannot stand: an investigator may not be
// the person complained of (domain 9.14).
func (c Complaint) Bad() string {
	day, _, _ := strings.Cut(c.Time, " ")
	switch {
	case !Date(day).Real():
		return "time"
	case c.Channel == "":
		return "channel"
	case c.Object == "":
		return "object"
	case c.Text == "":
		return "text"
	case c.AcceptedBy == "" || !c.AcceptedOn.Real() || string(c.AcceptedOn) < day:
		return "accepted"
	case c.Investigator == "":
		return "investigator"
	case strings.Contains(CleanID(c.Object), CleanID(c.Investigator)):
		return "investigator-object"
	}
	return ""
}

// Bad names the first item of a card that cannot stand.
func (c StaffCard) Bad() string {
	switch {
	case c.Name == "":
		return "name"
	case idProblem(IDNumber(c.IDNumber)) != "":
		return "id"
	case !slices.Contains(PersonKinds(), c.Kind):
		return "kind"
	case c.Card == "":
		return "card"
	case !c.Valid.Real():
		return "valid"
	}
	return ""
}

// Next is the number that the next entry under a prefix takes.
func (st LedgerState) Next(prefix string) string {
	return prefix + strconv.Itoa(st.Used[prefix]+1)
}
