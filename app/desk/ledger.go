package desk

import (
	"context"
	"encoding/json"
	"slices"

	"kaowu/app/exam"
)

// ledger is the fold of the institution's ledger.
func (o *Officer) ledger() (exam.LedgerState, error) {
	subjects, err := o.desk.site.book.Subjects(exam.OnLedger + "/")
	if err != nil {
		return exam.LedgerState{}, err
	}
	var all []exam.Fact
	for _, on := range subjects {
		facts, err := o.desk.site.book.Events(on)
		if err != nil {
			return exam.LedgerState{}, err
		}
		all = append(all, facts...)
	}
	return exam.FoldLedger(all), nil
}

// LedgerView is the ledger as it stands on a day.
type LedgerView struct {
	exam.LedgerState
	Doubles []Double // over all exams, whatever the filter
	Today   exam.Date
}

// Double is a person who was given two certificates of one occupation and level, which
// nobody may hold: both exams were planned before either gave its own.
type Double struct {
	First, Second exam.Holder
}

// Ledger is the ledger 工作台账 over all exams, or the part that a filter keeps.
func (o *Officer) Ledger(l exam.LedgerFilter) (LedgerView, error) {
	if err := o.allow("Ledger"); err != nil {
		return LedgerView{}, err
	}
	st, err := o.ledger()
	if err != nil {
		return LedgerView{}, err
	}
	_, doubles, err := o.holders(st)
	return LedgerView{st.Keep(l), doubles, o.today()}, err
}

// EnterExam enters an exam into the ledger as its lead gives it, in place of what was
// entered of it before; the same again changes nothing. Refusals: other-institution (it
// was not held under this body's filing), ledger-drill (a drill's exam belongs into a
// drill's ledger, and no other), in-conflict.
func (o *Officer) EnterExam(ctx context.Context, t ExamTaken) error {
	if err := o.allow("EnterExam"); err != nil {
		return err
	}
	if t.Drill != o.desk.site.Drill() {
		return exam.Refuse("ledger-drill", "exam", t.Entry.Exam)
	}
	defer o.desk.site.hold(exam.OnLedger)()
	if err := o.ownExam(t); err != nil {
		return err
	}
	st, err := o.ledger()
	if err != nil {
		return err
	}
	on := exam.OnLedgerExam + t.Entry.Exam
	if err := ledgerClear(st, on); err != nil {
		return err
	}
	held := []exam.Holding{}
	for _, c := range t.Certified {
		held = append(held, exam.Holding{Person: exam.HoldingDigest(o.desk.site.Cover().Exam, c.IDNumber, c.Occupation, c.Level), Certificate: c.Certificate})
	}
	e := t.Entry
	for _, old := range st.Exams {
		if old.Exam != e.Exam {
			continue
		}
		was, err := o.holdings(old)
		if err != nil {
			return err
		}
		if slices.Equal(was, held) {
			e.Certified = old.Certified // not sealed a second time
		}
		if sameEntry(old, e) {
			return nil
		}
	}
	if e.Certified == "" && len(held) > 0 {
		raw, err := exam.Marshal(held)
		if err != nil {
			return err
		}
		if e.Certified, err = o.desk.site.book.Attach(ctx, raw); err != nil {
			return err
		}
	}
	_, err = o.desk.append(ctx, o.desk.say(exam.LedgerExam, on, "entry", e))
	return err
}

func sameEntry(a, b exam.ExamEntry) bool {
	x, err := exam.Marshal(a)
	y, err2 := exam.Marshal(b)
	return err == nil && err2 == nil && string(x) == string(y)
}

// ownExam refuses an exam that was held under another body's filing.
func (o *Officer) ownExam(t ExamTaken) error {
	st, err := o.state()
	if err != nil {
		return err
	}
	own := []string{o.desk.site.Cover().Exam}
	if st.Reply != nil {
		own = append(own, st.Reply.Number)
		for _, b := range st.Reply.Branches {
			own = append(own, b.Number)
		}
	}
	if !slices.Contains(own, t.Body) {
		return exam.Refuse("other-institution", "have", own[0], "given", t.Body)
	}
	return nil
}

// holdings reads the digests of those whom an exam certified.
func (o *Officer) holdings(e exam.ExamEntry) ([]exam.Holding, error) {
	held := []exam.Holding{}
	if e.Certified == "" {
		return held, nil
	}
	raw, err := o.desk.site.book.Attachment(e.Certified)
	if err != nil {
		return nil, err
	}
	return held, json.Unmarshal(raw, &held)
}

// ledgerClear refuses to write over a subject of the ledger that is in conflict.
func ledgerClear(st exam.LedgerState, on string) error {
	for _, c := range st.Conflicts {
		if c.On == on {
			return exam.Refuse("in-conflict", "about", on)
		}
	}
	return nil
}
