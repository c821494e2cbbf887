package desk

import (
	"strings"
	"testing"

	"kaowu/app/exam"
)

// Domain 9.9: seen, heard, decided, delivered, each by its rule, and all of it on the paper.
func TestViolationRecord(t *testing.T) {
	w := newEnded(t)
	ctx, lead := t.Context(), w.lead()
	no := w.roster("T01")[0]
	n, err := w.as("S01").ReportViolation(ctx, no, exam.Violation{Session: "T01", Code: "K02", Facts: "手机响", Evidence: "手机一部"})
	w.must(err)
	h := exam.Hearing{Statement: "忘了关机", Handled: "收缴手机，继续考试", Witnesses: []string{"见证甲", "见证乙"}, Staff: []exam.StaffID{"S01", "S02"}, Supervisor: "S14"}
	bad := h
	bad.Witnesses = nil
	w.refused("hearing-form", func() error { return w.as("S01").HearViolation(ctx, no, n, bad) })
	bad = h
	bad.Supervisor = "S05"
	w.refused("hearing-form", func() error { return w.as("S01").HearViolation(ctx, no, n, bad) })
	w.refused("unknown-violation", func() error { return w.as("S01").HearViolation(ctx, no, 9, h) })
	k := exam.Delivery{Date: "2026-12-22", To: "本人", How: "当面送达"}
	w.refused("not-decided", func() error { return lead.DeliverDecision(ctx, no, n, k) })
	w.wrote(func() error { return w.as("S01").HearViolation(ctx, no, n, h) },
		`violation.heard candidate/`+string(no)+` violation/1/heard {"statement":"忘了关机","handled":"收缴手机，继续考试","signed":false,"witnesses":["见证甲","见证乙"],"staff":["S01","S02"],"supervisor":"S14"}`)
	w.must(lead.DecideViolation(ctx, no, n, exam.Decision{Void: []exam.Component{exam.Theory}, Reason: "按考场规则"}))
	w.refused("decided", func() error { return w.as("S01").HearViolation(ctx, no, n, h) })
	w.refused("delivery-form", func() error { return lead.DeliverDecision(ctx, no, n, exam.Delivery{Date: "2026-12-22"}) })
	w.must(lead.DeliverDecision(ctx, no, n, k))
	list, err := lead.Violations(no)
	w.must(err)
	if len(list) != 1 || list[0].Heard == nil || list[0].Delivered == nil || *list[0].Delivered != k {
		t.Fatalf("%+v", list)
	}
	var text string
	w.must(lead.PrintPapers(ctx, func(p Printed) error {
		if strings.HasPrefix(p.Path(), "violation-record/") {
			text += p.Path()
		}
		return nil
	}, nil))
	if text == "" {
		t.Error("no paper of it")
	}
}
