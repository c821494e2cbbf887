package desk

import (
	"context"
	"fmt"

	"kaowu/app/exam"
)

// ReportViolation records what was seen of a candidate 违纪违规, by code (domain
// 10.1). It voids nothing: that is DecideViolation. It gives the violation's
// number. Refusals: facts-missing, unknown-candidate.
func (d *Desk) ReportViolation(ctx context.Context, no exam.CandidateNo, v exam.Violation) (int, error) {
	if err := d.allow("ReportViolation", v.Session); err != nil {
		return 0, err
	}
	if v.Code == "" || v.Facts == "" {
		return 0, exam.Refuse("facts-missing")
	}
	if v.Time == "" {
		v.Time = d.site.Now().Format("15:04")
	}
	defer d.site.hold(onCandidate(no))()
	c, err := d.site.candidate(no)
	if err != nil {
		return 0, err
	}
	n := 1
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

// ProposeCorrection proposes another value for a component's final score, with
// the reason (notice 9.3; design 4). It holds once somebody else approves.
// Refusals: not-final, same-score, score-range, reason-missing, correction-waits.
func (d *Desk) ProposeCorrection(ctx context.Context, no exam.CandidateNo, k exam.Correction) error {
	if err := d.allow("ProposeCorrection", ""); err != nil {
		return err
	}
	if k.Code == "" {
		return exam.Refuse("reason-missing")
	}
	if k.New < 0 || k.New > maxScore {
		return exam.Refuse("score-range", "max", maxScore.Plain(), "given", k.New.Plain())
	}
	defer d.site.hold(onCandidate(no))()
	c, err := d.site.candidate(no)
	if err != nil {
		return err
	}
	if w := waiting(c, k.Component); w != nil {
		return exam.Refuse("correction-waits", "by", d.site.name(w.Proposer))
	}
	j, err := d.site.judge()
	if err != nil {
		return err
	}
	o := j.Result(c).Parts[k.Component]
	if o.Score == nil {
		return exam.Refuse("not-final", "no", string(no), "component", k.Component)
	}
	k.Old = *o.Score
	if k.Old == k.New {
		return exam.Refuse("same-score", "score", k.New.String())
	}
	_, err = d.append(ctx, d.say(exam.CorrectionProposed, onCandidate(no), "correction/"+string(k.Component), k))
	return err
}

// ApproveCorrection makes the waiting correction of a component hold. The approver
// is another person than the proposer. Refusals: nothing-to-approve, same-person.
func (d *Desk) ApproveCorrection(ctx context.Context, no exam.CandidateNo, comp exam.Component) error {
	if err := d.allow("ApproveCorrection", ""); err != nil {
		return err
	}
	defer d.site.hold(onCandidate(no))()
	c, err := d.site.candidate(no)
	if err != nil {
		return err
	}
	w := waiting(c, comp)
	if w == nil {
		return exam.Refuse("nothing-to-approve", "no", string(no))
	}
	if w.Proposer == d.staff.ID {
		return exam.Refuse("same-person")
	}
	_, err = d.append(ctx, d.say(exam.CorrectionApproved, onCandidate(no), "correction/"+string(comp), exam.Approval{Proposal: w.Proposed}))
	return err
}

func waiting(c exam.CandidateState, comp exam.Component) *exam.Correct {
	list := c.Corrections[comp]
	if n := len(list); n > 0 && list[n-1].Approver == "" {
		return &list[n-1]
	}
	return nil
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
