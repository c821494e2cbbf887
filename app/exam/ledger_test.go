package exam

import (
	"fmt"
	"testing"
)

func ledgerEntry(name string, from Date, subjects ...EntrySubject) ExamEntry {
	return ExamEntry{Exam: name, From: from, To: from, Subjects: subjects, Staff: []EntryStaff{}}
}

func TestFoldLedger(t *testing.T) {
	l := newLaptop("a")
	weld := EntrySubject{Occupation: "焊工", Level: 3, Enrolled: 5, Present: 4, Qualified: 3}
	power := EntrySubject{Occupation: "电工", Level: 4, Enrolled: 3, Present: 3, Qualified: 2}
	l.say("S01", LedgerExam, OnLedgerExam+"B", aboutEntry, ledgerEntry("B", "2027-01-05", power))
	l.say("S01", LedgerExam, OnLedgerExam+"A", aboutEntry, ledgerEntry("A", "2026-12-19", weld))
	l.say("S01", LedgerExam, OnLedgerExam+"A", aboutEntry, ledgerEntry("A", "2026-12-19", weld, power)) // again: takes its place
	l.say("S01", LedgerExam, OnLedgerExam+"C", aboutEntry, ledgerEntry("D", "2026-12-19", weld))        // another's name
	l.say("S01", LedgerReplied, OnLedgerOrder+"1", aboutReply, OrderReply{Date: "2026-12-21"})          // before the order
	l.say("S01", LedgerOrder, OnLedgerOrder+"1", aboutEntry, OfficeOrder{Kind: OrderRectify, Date: "2026-12-20", Deadline: "2026-12-31", Exam: "A", Text: "补充"})
	l.say("S01", LedgerOrder, OnLedgerOrder+"10", aboutEntry, OfficeOrder{Kind: OrderCredit, Date: "2027-02-01", Text: "通报"})
	l.say("S01", LedgerComplaint, OnLedgerComplaint+"1", aboutEntry, Complaint{Time: "2026-12-20 10:00", Exam: "A", Object: "考场"})
	first := ComplaintShown{Date: "2026-12-21", To: "张某", What: "留痕", By: "李某"}
	l.say("S01", LedgerShown, OnLedgerComplaint+"1", AboutShown(2), ComplaintShown{Date: "2026-12-22", To: "张某", What: "评分表", By: "李某"})
	l.say("S01", LedgerShown, OnLedgerComplaint+"1", AboutShown(1), first)
	l.say("S01", LedgerShown, OnLedgerComplaint+"1", AboutShown(3), ComplaintShown{Date: "2026-12-22", What: "评分表", By: "李某"}) // to nobody
	l.say("S01", LedgerShown, OnLedgerComplaint+"9", AboutShown(1), first)                                                     // of no complaint
	l.say("S01", LedgerAnswered, OnLedgerComplaint+"1", aboutReply, ComplaintAnswer{Conclusion: "不属实", Date: "2026-12-24"})
	l.say("S01", LedgerComplaint, OnLedgerOrder+"2", aboutEntry, Complaint{Time: "2026-12-20 10:00"}) // where orders are
	st := FoldLedger(l.held)
	if len(st.Exams) != 2 || st.Exams[0].Exam != "A" || len(st.Exams[0].Subjects) != 2 || st.Exams[1].Exam != "B" {
		t.Fatalf("exams %+v", st.Exams)
	}
	if len(st.Orders) != 2 || st.Orders[0].No != 1 || st.Orders[1].No != 10 || st.Orders[0].Reply != nil || st.Next(OnLedgerOrder) != "ledger/order/11" {
		t.Errorf("orders %+v", st.Orders)
	}
	if st.Orders[0].Late("2026-12-31") || !st.Orders[0].Late("2027-01-01") || st.Orders[1].Late("2029-01-01") {
		t.Error("late is after the deadline of an order that has one")
	}
	if k := st.Complaints; len(k) == 1 && (len(k[0].Shown) != 2 || k[0].Shown[0] != first || k[0].Shown[1].What != "评分表") {
		t.Errorf("shown %+v", k[0].Shown)
	}
	if len(st.Complaints) != 1 || st.Complaints[0].Answer == nil || st.About("A") != 1 || st.About("B") != 0 {
		t.Errorf("complaints %+v", st.Complaints)
	}
	sum := st.Exams[0].Sum() // 5+3, 4+3, 3+2; 5 of 7 is 71.4
	if sum.Enrolled != 8 || sum.Present != 7 || sum.Qualified != 5 || sum.PassRate() != 71 || weld.PassRate() != 75 || (EntrySubject{}).PassRate() != -1 {
		t.Errorf("sum %+v", sum)
	}
	for _, c := range []struct {
		filter                    LedgerFilter
		exams, orders, complaints int
		enrolled                  int // of the first exam
	}{
		{LedgerFilter{}, 2, 2, 1, 8},
		{LedgerFilter{Year: 2026}, 1, 1, 1, 8},
		{LedgerFilter{Year: 2027}, 1, 1, 0, 3},
		{LedgerFilter{Occupation: "焊工"}, 1, 1, 1, 5},
		{LedgerFilter{Level: 4}, 2, 1, 1, 3},
		{LedgerFilter{Occupation: "焊工", Level: 4}, 0, 0, 0, 0},
	} {
		k := st.Keep(c.filter)
		enrolled := 0
		if len(k.Exams) > 0 {
			enrolled = k.Exams[0].Sum().Enrolled
		}
		if len(k.Exams) != c.exams || len(k.Orders) != c.orders || len(k.Complaints) != c.complaints || enrolled != c.enrolled {
			t.Errorf("%+v keeps %d %d %d, first %d", c.filter, len(k.Exams), len(k.Orders), len(k.Complaints), enrolled)
		}
	}
	if got := FoldLedger(reversed(l.held)); fmt.Sprintf("%+v", got.Exams) != fmt.Sprintf("%+v", st.Exams) {
		t.Error("the order of arrival changes the ledger")
	}
}

func TestLedgerFormsThatCannotStand(t *testing.T) {
	good := Complaint{Time: "2026-12-20 10:05", Channel: "电话", Object: "考评员 王某", Text: "迟到", AcceptedBy: "邓英军", AcceptedOn: "2026-12-20", Investigator: "李明"}
	for want, change := range map[string]func(*Complaint){
		"":                    func(*Complaint) {},
		"time":                func(c *Complaint) { c.Time = "昨天" },
		"channel":             func(c *Complaint) { c.Channel = "" },
		"object":              func(c *Complaint) { c.Object = "" },
		"text":                func(c *Complaint) { c.Text = "" },
		"accepted":            func(c *Complaint) { c.AcceptedOn = "2026-12-19" },
		"investigator":        func(c *Complaint) { c.Investigator = "" },
		"investigator-object": func(c *Complaint) { c.Object = "考评员李 明" },
	} {
		c := good
		if change(&c); c.Bad() != want {
			t.Errorf("%q, want %q", c.Bad(), want)
		}
	}
	for want, o := range map[string]OfficeOrder{
		"":         {Kind: OrderLoss, Date: "2026-12-20", Text: "取消备案"},
		"kind":     {Kind: "x", Date: "2026-12-20", Text: "x"},
		"date":     {Kind: OrderLoss, Text: "x"},
		"text":     {Kind: OrderLoss, Date: "2026-12-20"},
		"deadline": {Kind: OrderRectify, Date: "2026-12-20", Text: "x"},
	} {
		if o.Bad() != want {
			t.Errorf("%q, want %q", o.Bad(), want)
		}
	}
	if o := (OfficeOrder{Kind: OrderRectify, Date: "2026-12-20", Deadline: "2026-12-19", Text: "x"}); o.Bad() != "deadline" {
		t.Error("a deadline before the order stands")
	}
}

const (
	oneID   = "51010719900307001X"
	otherID = "510107199003070028"
)

func standingPlan() (Plan, Standing) {
	p := Plan{
		Header:   Header{Exam: "B", From: "2026-12-19", To: "2026-12-20"},
		Subjects: []Subject{{No: "W3", Occupation: "焊工", Level: 3}},
		Sessions: []Session{{No: "T01", Date: "2026-12-19"}, {No: "P01", Date: "2026-12-20"}},
		Staff: []Staff{{ID: "S01", Name: "王某", IDNumber: oneID, Role: RoleAssessor, Occupation: "焊工", Card: "K1"},
			{ID: "S02", Name: "外人", IDNumber: otherID, Role: RoleSupervisor, Card: "K9"}},
		Candidates: []Candidate{{No: "2026610001", IDNumber: otherID, Subject: "W3"}},
	}
	card := func(name, id string, valid Date) CardState {
		return CardState{Name: name, IDNumber: id, Cards: []StaffCard{{name, id, PersonAssessor, "焊工、电工", "K1", valid}}}
	}
	return p, Standing{Book: "Y1", Holders: map[string]Holder{}, Cards: []CardState{card("王某", oneID, "2027-06-30"), card("甲", "x", "2027-06-30"), card("乙", "y", "2027-06-30")}}
}

func TestCheckStanding(t *testing.T) {
	bar := func(from, to Date) func(*Plan, *Standing) {
		return func(_ *Plan, st *Standing) {
			st.Cards[0].Violations = []StaffViolation{{IDNumber: oneID, Date: from, Barred: to, Code: "G05"}}
			st.Cards = append(st.Cards, st.Cards[1]) // enough are left
			st.Cards[3].IDNumber = "z"
		}
	}
	hold := func(id, occupation string, level Level, exam string) func(*Plan, *Standing) {
		return func(_ *Plan, st *Standing) {
			st.Holders[HoldingDigest("Y1", id, occupation, level)] = Holder{exam, "Y0001"}
		}
	}
	for name, c := range map[string]struct {
		change func(*Plan, *Standing)
		want   string
	}{
		"nothing known":            {func(*Plan, *Standing) {}, "[]"},
		"certified before":         {hold(otherID, "焊工", 3, "A"), "[error already-certified 考生名册]"},
		"another level":            {hold(otherID, "焊工", 4, "A"), "[]"},
		"another occupation":       {hold(otherID, "电工", 3, "A"), "[]"},
		"by this exam itself":      {hold(otherID, "焊工", 3, "B"), "[]"},
		"somebody else":            {hold(oneID, "焊工", 3, "A"), "[]"},
		"card to the last day":     {func(_ *Plan, st *Standing) { st.Cards[0].Cards[0].Valid = "2026-12-20" }, "[warning assessors-year 认定项目]"},
		"card over the day before": {func(_ *Plan, st *Standing) { st.Cards[0].Cards[0].Valid = "2026-12-19" }, "[error card-expired 考务人员 warning assessors-year 认定项目]"},
		"renewed": {func(_ *Plan, st *Standing) {
			st.Cards[0].Cards[0].Valid = "2026-12-01"
			st.Cards[0].Cards = append(st.Cards[0].Cards, StaffCard{"王某", oneID, PersonAssessor, "焊工", "K2", "2029-12-01"})
		}, "[]"},
		"barred over the exam":     {bar("2026-11-01", "2027-10-31"), "[error staff-barred 考务人员]"},
		"barred from its last day": {bar("2026-12-20", "2027-10-31"), "[error staff-barred 考务人员]"},
		"bar has run":              {bar("2025-11-01", "2026-12-18"), "[]"},
		"a violation without bar":  {bar("2026-11-01", ""), "[]"},
	} {
		p, st := standingPlan()
		c.change(&p, &st)
		var got []string
		for _, x := range CheckStanding(p, nil, st, 3) {
			got = append(got, x.Severity+" "+x.Code+" "+x.Sheet)
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%s: %v, want %s", name, got, c.want)
		}
	}
}

func TestStaffCardsJoinFilingLedgerAndViolations(t *testing.T) {
	f := Filing{Scopes: []Scope{{Occupation: "焊工"}}, People: []FilingPerson{
		{Kind: PersonAssessor, Name: "王某", IDNumber: oneID, Occupation: "焊工", Card: "K1", CardValid: "2027-03-31"},
		{Kind: PersonFullTime, Name: "文员", IDNumber: "51010719900307003X"},
	}}
	st := LedgerState{
		Cards:      []StaffCard{{"李某", otherID, PersonSenior, "焊工", "K2", "2028-01-31"}},
		Violations: []StaffViolation{{IDNumber: oneID, Date: "2026-12-21", Code: "G05"}},
		Exams: []ExamEntry{
			{Exam: "A", From: "2026-12-19", Staff: []EntryStaff{{IDNumber: oneID, Role: RoleAssessor, Sessions: 2}, {IDNumber: oneID, Role: RoleSupervisor, Sessions: 1}}},
			{Exam: "B", From: "2026-05-01", Staff: []EntryStaff{{IDNumber: oneID, Role: RoleAssessor, Sessions: 4}}},
			{Exam: "C", From: "2027-05-01", Staff: []EntryStaff{{IDNumber: oneID, Role: RoleAssessor, Sessions: 1}}},
		},
	}
	cards := StaffCards(f, st)
	if len(cards) != 2 || cards[0].Name != "李某" || cards[1].Name != "王某" {
		t.Fatalf("cards %+v", cards)
	}
	w := cards[1]
	if w.Load[2026] != (Load{2, 7}) || w.Load[2027] != (Load{1, 1}) || len(w.Violations) != 1 || w.Valid("焊工") != "2027-03-31" || w.Valid("电工") != "" {
		t.Errorf("%+v", w)
	}
	short := Shortages(f.Scopes, cards, "2027-01-01", 2)
	if len(short) != 1 || short[0] != (Shortage{"焊工", "2027-04-01", 1}) {
		t.Errorf("short %+v: the card ends on 03-31", short)
	}
	if got := Shortages(f.Scopes, cards, "2026-06-01", 2); len(got) != 0 {
		t.Errorf("short in 2026: %+v", got)
	}
}
