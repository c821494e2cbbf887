package desk

import (
	"context"
	"fmt"

	"kaowu/app/exam"
)

// ReportViolation records what was seen of a candidate 违纪违规, by code (domain
// 10.1). It voids nothing: that is DecideViolation. It gives the violation's
// number. Refusals: facts-missing, unknown-candidate.
func (d *Desk) ReportViolation(ctx context.Context, no exam.CandidateNo, v exam.Violation) (n int, err error) {
	hidden, err := d.hidesAtDoor(v.Session)
	if err != nil {
		return 0, err
	}
	if hidden {
		defer d.named(v.Session, &no, &err)()
	} else {
		defer d.site.hold(onCandidate(no))()
	}
	if err := d.allow("ReportViolation", v.Session); err != nil {
		return 0, err
	}
	if v.Code == "" || v.Facts == "" {
		return 0, exam.Refuse("facts-missing")
	}
	if v.Time == "" {
		v.Time = d.site.Now().Format("15:04")
	}
	c, err := d.site.candidate(no)
	if err != nil {
		return 0, err
	}
	n = 1
	for _, seen := range c.Violations {
		n = max(n, seen.No+1)
	}
	_, err = d.append(ctx, d.say(exam.ViolationSeen, onCandidate(no), fmt.Sprintf("violation/%d", n), v))
	return n, err
}

// DecideViolation says what a violation means: components made void, or none. Only
// a person decides, never the program (domain 10). Refusals: unknown-violation,
// decided, reason-missing.
func (d *Desk) DecideViolation(ctx context.Context, no exam.CandidateNo, n int, dec exam.Decision) error {
	if err := d.allow("DecideViolation", ""); err != nil {
		return err
	}
	if dec.Reason == "" {
		return exam.Refuse("reason-missing")
	}
	defer d.site.hold(onCandidate(no))()
	c, err := d.site.candidate(no)
	if err != nil {
		return err
	}
	for _, seen := range c.Violations {
		if seen.No != n {
			continue
		}
		if seen.Decided {
			return exam.Refuse("decided", "n", n, "by", d.site.name(seen.Decider))
		}
		_, err = d.append(ctx, d.say(exam.ViolationDecided, onCandidate(no), fmt.Sprintf("violation/%d/decision", n), dec))
		return err
	}
	return exam.Refuse("unknown-violation", "n", n)
}

// SettleConflict names which side of a conflict holds 裁定; both stay. on is the
// subject, about the slot. Refusals: no-conflict, not-a-side, reason-missing.
func (d *Desk) SettleConflict(ctx context.Context, on, about string, s exam.Settlement) error {
	if err := d.allow("SettleConflict", ""); err != nil {
		return err
	}
	if s.Code == "" && s.Reason == "" {
		return exam.Refuse("reason-missing")
	}
	defer d.site.hold(on)()
	facts, err := d.site.book.Events(on)
	if err != nil {
		return err
	}
	ordered, _ := exam.Order(facts)
	slots, _ := exam.FoldSlots(ordered)
	slot, ok := slots[about]
	if !ok || slot.Conflict == nil {
		return exam.Refuse("no-conflict", "about", about)
	}
	for _, side := range slot.Conflict.Sides {
		if side.ID == s.Holds {
			_, err := d.append(ctx, d.say(exam.ConflictSettled, on, about, s))
			return err
		}
	}
	return exam.Refuse("not-a-side")
}
