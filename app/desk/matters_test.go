package desk

import (
	"testing"

	"kaowu/app/exam"
)

// Domain 10: seen by one, decided by another; the program voids nothing by itself.
func TestViolation(t *testing.T) {
	w := newWorld(t)
	w.running("T01")
	ctx, watch := t.Context(), w.as("S01")
	seen := exam.Violation{Session: "T01", Code: "K02", Facts: "手机一部"}
	report := func(v exam.Violation) func() error {
		return func() error { _, err := watch.ReportViolation(ctx, welder, v); return err }
	}
	decide := func(n int, d exam.Decision) func() error {
		return func() error { return w.lead().DecideViolation(ctx, welder, n, d) }
	}
	w.refused("facts-missing", report(exam.Violation{Session: "T01", Code: "K02"}))
	w.refused("facts-missing", report(exam.Violation{Session: "T01", Facts: "x"}))
	w.refused("unknown-candidate", func() error { _, err := watch.ReportViolation(ctx, "1", seen); return err })
	// The time is the book's where nobody gives one.
	w.wrote(report(seen), `violation.seen candidate/2026610001 violation/1 {"session":"T01","code":"K02","facts":"手机一部","evidence":"","statement":"","time":"08:40"}`)
	w.wrote(report(seen), `violation.seen candidate/2026610001 violation/2 *`)
	void := exam.Decision{Void: []exam.Component{exam.Theory}, Reason: "成绩无效"}
	w.refused("reason-missing", decide(1, exam.Decision{Void: void.Void}))
	w.refused("unknown-violation", decide(3, void))
	w.wrote(decide(1, void), `violation.decided candidate/2026610001 violation/1/decision {"void":["theory"],"reason":"成绩无效"}`)
	w.refused("decided", decide(1, void))
	if r := w.row(watch, "T01", welder); r.State != "void" {
		t.Errorf("voided: %+v", r)
	}
	history, err := w.lead().Trace(welder)
	w.must(err)
	moments := history.Moments
	last := moments[len(moments)-1]
	if len(moments) != 5 || last.Fact.Kind != exam.ViolationDecided || last.By != w.lead().staff.Name {
		t.Errorf("history of five (listed, admitted, seen, seen, decided): %d, last %+v", len(moments), last)
	}
	w.refused("no-conflict", func() error {
		return w.lead().SettleConflict(ctx, onCandidate(welder), "checkin/theory", exam.Settlement{Code: "paper"})
	})
	w.refused("reason-missing", func() error {
		return w.lead().SettleConflict(ctx, onCandidate(welder), "checkin/theory", exam.Settlement{})
	})
}

// Notice 9.3, design 4: old value, new value, reason and two people.
func TestCorrection(t *testing.T) {
	w := newWorld(t)
	w.running("T01", "2026610006")
	w.shut("T01")
	ctx := t.Context()
	change := exam.Correction{Component: exam.Theory, New: 850, Code: "slip", Reason: "抄录笔误"}
	propose := func(d *Desk, k exam.Correction) func() error {
		return func() error { return d.ProposeCorrection(ctx, welder, k) }
	}
	approve := func() error { return w.lead().ApproveCorrection(ctx, welder, exam.Theory) }
	w.refused("not-final", propose(w.as("S01"), change))
	w.typed("T01", 800)
	w.refused("reason-missing", propose(w.as("S01"), exam.Correction{Component: exam.Theory, New: 850}))
	w.refused("score-range", propose(w.as("S01"), exam.Correction{Component: exam.Theory, New: 1001, Code: "slip"}))
	w.refused("same-score", propose(w.as("S01"), exam.Correction{Component: exam.Theory, New: 800, Code: "slip"}))
	w.refused("not-final", func() error { return w.as("S01").ProposeCorrection(ctx, "2026610006", change) }) // absent: no score
	w.refused("nothing-to-approve", approve)
	w.wrote(propose(w.as("S01"), change), `correction.proposed candidate/2026610001 correction/theory {"component":"theory","old":800,"new":850,"code":"slip","reason":"抄录笔误"}`)
	w.refused("correction-waits", propose(w.as("S03"), change))
	if row, _, err := w.lead().Explain(welder); err != nil || *row.Result.Parts[exam.Theory].Score != 800 {
		t.Errorf("a correction holds before it is approved: %+v %v", row.Result.Parts, err)
	}
	w.wrote(approve, `correction.approved candidate/2026610001 correction/theory {"proposal":"*`)
	w.refused("nothing-to-approve", approve)
	if row, _, err := w.lead().Explain(welder); err != nil || *row.Result.Parts[exam.Theory].Score != 850 {
		t.Errorf("approved: %+v %v", row.Result.Parts, err)
	}
	// There is one site lead: what they propose nobody could approve.
	w.refused("same-person", propose(w.lead(), exam.Correction{Component: exam.Theory, New: 860, Code: "slip"}))
}
