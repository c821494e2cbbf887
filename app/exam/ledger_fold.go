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
	Deleted    []Deletion     // exams whose record was deleted when its years had run
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
	Shown  []ComplaintShown // what was shown to whom, in order
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
	if gone := bodyIf[Deletion](fold.slots[aboutDeleted].Holds); gone != nil && on == OnLedgerExam+gone.Exam {
		st.Deleted = append(st.Deleted, *gone)
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
			st.Complaints = append(st.Complaints, ComplaintState{Complaint: c, No: n, By: StaffID(held.By), Shown: fold.shown(), Answer: bodyIf[ComplaintAnswer](reply)})
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
		CardEntered: {OnLedgerCard, aboutEntry}, CardViolation: {OnLedgerViolation, aboutEntry}, LedgerDeleted: {OnLedgerExam, aboutDeleted},
	}
	if f.Kind == ConflictSettled {
		return ""
	}
	if f.Kind == LedgerShown {
		return allowShown(f, k)
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

// Next is the number that the next entry under a prefix takes.
func (st LedgerState) Next(prefix string) string {
	return prefix + strconv.Itoa(st.Used[prefix]+1)
}
