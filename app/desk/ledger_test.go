package desk

import (
	"slices"
	"strings"
	"testing"

	"kaowu/app/exam"
)

// Domain 9.13: an exam goes into the ledger with its figures and no candidate's name;
// a certificate it gave keeps the same person from a second one in another exam.
func TestExamGoesIntoTheLedger(t *testing.T) {
	w, b := newEnded(t), newInstitution(t)
	ctx := t.Context()
	w.published()
	taken, err := w.lead().LedgerEntry()
	w.must(err)
	e := taken.Entry
	if sum := e.Sum(); sum.Enrolled != 12 || sum.Present != 12 || sum.Qualified != 12 || len(taken.Certified) != 12 || e.State != StagePublished ||
		e.First != "Y000051000123262000001" || e.Last != "Y000051000123263000006" || e.Issued != "2026-12-30" || e.Archive != "" || e.NoticeFrom != "2026-12-22" || e.NoticeTo != "2026-12-29" {
		t.Errorf("%+v\n%+v", e.Sum(), e)
	}
	// Each session of the plan was supervised; the supervisor answered five checks yes and
	// one as not concerning it, and wrote that all was in order.
	r0, err := w.site.Roster()
	w.must(err)
	if len(e.Supervision) != len(r0.Plan.Sessions) || e.Poor() != 0 {
		t.Errorf("%d findings of %d sessions", len(e.Supervision), len(r0.Plan.Sessions))
	}
	if s := e.Supervision[0]; s.Yes != 5 || len(s.No) != 0 || s.Verdict != "good" || s.From != "09:00" || s.Role != exam.RoleSupervisor || len(s.Names) != 1 {
		t.Errorf("supervision %+v", s)
	}
	b.must(b.officer.EnterExam(ctx, taken))
	size := b.inst.Size()
	b.must(b.officer.EnterExam(ctx, taken))
	if b.inst.Size() != size {
		t.Error("the same again was written again")
	}
	e.State, taken.Entry.State = "archived", "archived"
	b.must(b.officer.EnterExam(ctx, taken))
	b.reopened()
	v, err := b.officer.Ledger(exam.LedgerFilter{Year: 2026})
	b.must(err)
	if len(v.Exams) != 1 || v.Exams[0].State != "archived" || v.Exams[0].Sum() != e.Sum() || v.Exams[0].Certified == "" {
		t.Errorf("%+v", v.Exams)
	}
	raw, err := b.site.book.Attachment(v.Exams[0].Certified)
	b.must(err)
	body, err := exam.Marshal(v.Exams[0])
	b.must(err)
	r, err := w.site.Roster()
	w.must(err)
	for _, c := range r.Plan.Candidates {
		if strings.Contains(string(raw)+string(body), c.IDNumber) || strings.Contains(string(body), c.Name) {
			t.Errorf("the ledger names candidate %s", c.No)
		}
	}

	// The same roster under another plan number: the twelve are certified already.
	again := r.Plan
	again.Header.Exam = "SC-2"
	again.Staff = nil
	found, err := b.officer.CheckStanding(again, nil)
	b.must(err)
	held := 0
	for _, p := range found {
		if p.Code == "already-certified" {
			held++
		}
	}
	if held != 12 {
		t.Errorf("%d are certified already, want 12", held)
	}
	if found, err = b.officer.CheckStanding(r.Plan, nil); err != nil || slices.ContainsFunc(found, func(p exam.Problem) bool { return p.Code == "already-certified" }) {
		t.Errorf("a new version of the same plan: %v, %v", found, err)
	}
	if book, err := b.officer.LedgerWorkbook(exam.LedgerFilter{}); err != nil || len(book.Data) == 0 {
		t.Error(err)
	}
	// Planned before either certified: both exams gave a certificate, and the ledger says so.
	taken.Entry.Exam, taken.Entry.From, taken.Certified = "SC-2", "2026-12-20", taken.Certified[:1]
	b.must(b.officer.EnterExam(ctx, taken))
	v, err = b.officer.Ledger(exam.LedgerFilter{Year: 2020})
	b.must(err)
	if len(v.Exams) != 0 || len(v.Doubles) != 1 || v.Doubles[0].Second.Exam != "SC-2" || v.Doubles[0].First.Certificate != taken.Certified[0].Certificate {
		t.Errorf("doubles %+v", v.Doubles)
	}
	taken.Drill = false
	b.refused("ledger-drill", func() error { return b.officer.EnterExam(ctx, taken) })
	taken.Drill, taken.Body = true, "Y000051000999"
	b.refused("other-institution", func() error { return b.officer.EnterExam(ctx, taken) })
}

// Notice 9.3 and domain 9.14: orders with deadline and reply, complaints with their end.
func TestOrdersAndComplaints(t *testing.T) {
	b := newInstitution(t)
	ctx := t.Context()
	order := exam.OfficeOrder{Kind: exam.OrderRectify, Number: "川人社 1 号", Date: "2026-10-08", Deadline: "2026-10-08", Text: "补录像"}
	b.refused("ledger-form", func() error { _, err := b.officer.EnterOrder(ctx, exam.OfficeOrder{Kind: "x"}); return err })
	for _, want := range []string{"1", "2"} {
		if no, err := b.officer.EnterOrder(ctx, order); no != want || err != nil {
			t.Errorf("%q, %v, want %s", no, err, want)
		}
	}
	b.refused("no-such-entry", func() error {
		return b.officer.ReplyToOrder(ctx, 3, exam.OrderReply{Date: "2026-10-09", Text: "已补"})
	})
	b.refused("ledger-form", func() error { return b.officer.ReplyToOrder(ctx, 2, exam.OrderReply{}) })
	b.must(b.officer.ReplyToOrder(ctx, 2, exam.OrderReply{Date: "2026-10-09", Text: "已补"}))
	c := exam.Complaint{Time: "2026-10-08 10:05", Channel: "电话", Object: "考一", Text: "迟到", AcceptedBy: "邓英军", AcceptedOn: "2026-10-08", Investigator: "考一"}
	b.refused("ledger-form", func() error { _, err := b.officer.EnterComplaint(ctx, c); return err })
	c.Investigator = "李明"
	_, err := b.officer.EnterComplaint(ctx, c)
	b.must(err)
	b.refused("complaint-shown", func() error { return b.officer.ShowForComplaint(ctx, 1, exam.ComplaintShown{Date: "2026-10-09"}) })
	b.refused("no-such-entry", func() error {
		return b.officer.ShowForComplaint(ctx, 9, exam.ComplaintShown{Date: "2026-10-09", To: "张某", What: "留痕", By: "李某"})
	})
	for range 2 {
		b.must(b.officer.ShowForComplaint(ctx, 1, exam.ComplaintShown{Date: "2026-10-09", To: "张某", What: "留痕", By: "李某"}))
	}
	if doc, err := b.officer.ComplaintPage(1); err != nil || len(doc.Pages) != 1 {
		t.Errorf("%d pages, %v", len(doc.Pages), err)
	}
	b.must(b.officer.AnswerComplaint(ctx, 1, exam.ComplaintAnswer{Conclusion: "不属实", Date: "2026-10-09"}))
	b.reopened()
	v, err := b.officer.Ledger(exam.LedgerFilter{})
	b.must(err)
	if len(v.Orders) != 2 || OrderWord(v.Orders[0], v.Today) != "late" || OrderWord(v.Orders[1], v.Today) != "replied" ||
		len(v.Complaints) != 1 || v.Complaints[0].Answer.Conclusion != "不属实" || v.Complaints[0].By != "S01" {
		t.Errorf("%+v %+v", v.Orders, v.Complaints)
	}
}

// Issue 5 item 9: a barred person cannot be planned, and an occupation with fewer than
// three assessors is named.
func TestCardsAndBars(t *testing.T) {
	b := newInstitution(t)
	ctx := t.Context()
	bar := exam.StaffViolation{Date: "2026-10-01", Code: "G05", Text: "脱岗", Barred: "2026-12-31"}
	b.refused("no-card", func() error { return b.officer.EnterViolation(ctx, "考九", bar) })
	b.refused("ledger-form", func() error {
		return b.officer.EnterViolation(ctx, "考一", exam.StaffViolation{Date: "2026-10-01", Code: "G77"})
	})
	b.must(b.officer.EnterViolation(ctx, "考一", bar))
	b.refused("ledger-form", func() error { return b.officer.EnterCard(ctx, exam.StaffCard{Name: "考二"}) })
	b.must(b.officer.EnterCard(ctx, exam.StaffCard{Name: "考一", IDNumber: "51000019900307009X", Kind: exam.PersonAssessor, Occupation: "焊工", Card: "K1", Valid: "2027-01-31"}))
	v, err := b.officer.Cards()
	b.must(err)
	if len(v.Cards) != 1 || len(v.Cards[0].Cards) != 2 || v.Cards[0].Barred(v.Today, v.Today) != "2026-12-31" ||
		len(v.Shortages) != 2 || v.Shortages[0] != (exam.Shortage{Occupation: "焊工", Day: "2026-10-09", Have: 0}) {
		t.Errorf("%+v", v)
	}
	p := exam.Plan{Header: exam.Header{From: "2026-12-19", To: "2027-02-01"},
		Staff: []exam.Staff{{ID: "S01", Name: "考一", IDNumber: "51000019900307009X", Role: exam.RoleAssessor, Occupation: "焊工", Card: "K1"}}}
	found, err := b.officer.CheckStanding(p, nil)
	if err != nil || len(found) != 1 || found[0].Code != "staff-barred" {
		t.Errorf("%v, %v", found, err)
	}
	p.Header.From = "2027-01-10" // the bar has run; the card has not, but ends in between
	found, err = b.officer.CheckStanding(p, nil)
	if err != nil || len(found) != 1 || found[0].Code != "card-expired" {
		t.Errorf("%v, %v", found, err)
	}
}
