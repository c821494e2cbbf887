package desk

import (
	"context"
	"maps"
	"slices"

	"kaowu/app/exam"
)

// CorrectionView is what a correction would come to, for the two people who decide.
type CorrectionView struct {
	Old           exam.Tenths
	Max           exam.Tenths
	Before, After exam.Result
	Signed        exam.SessionNo // whose exam-room record is signed already; empty: it is not
	Noticed       bool           // public notice 公示 has begun and must be made again
}

// PreviewCorrection says what a correction would change; it writes nothing. The
// reason may still be missing. Refusals: not-final, same-score, score-range,
// correction-waits, unknown-candidate.
func (d *Desk) PreviewCorrection(no exam.CandidateNo, k exam.Correction) (CorrectionView, error) {
	v := CorrectionView{Max: maxScore}
	if err := d.allow("PreviewCorrection", ""); err != nil {
		return v, err
	}
	if err := d.refuseHiddenOf(no, k.Component); err != nil {
		return v, err
	}
	c, j, err := d.site.correctable(no, &k)
	if err != nil {
		return v, err
	}
	v.Old, v.Before = k.Old, j.Result(c)
	// Approver only has to be somebody: the rule takes what is approved.
	made := exam.Correct{Correction: k, Proposer: d.staff.ID, Approver: d.staff.ID}
	c.Corrections = maps.Clone(c.Corrections)
	c.Corrections[k.Component] = append(slices.Clone(c.Corrections[k.Component]), made)
	v.After = j.Result(c)
	stage, err := d.site.results()
	if err != nil {
		return v, err
	}
	v.Noticed = stage.Stage == StageNoticed || stage.Stage == StagePublished
	in := c.Listed.Sessions[k.Component]
	rec, err := d.site.record(in)
	if rec.Paper != nil {
		v.Signed = in
	}
	return v, err
}

// correctable finds the candidate and the score that k would replace, and fills in
// k.Old.
func (s *Site) correctable(no exam.CandidateNo, k *exam.Correction) (exam.CandidateState, exam.Judge, error) {
	var j exam.Judge
	if k.New < 0 || k.New > maxScore {
		return exam.CandidateState{}, j, exam.Refuse("score-range", "max", maxScore.Plain(), "given", k.New.Plain())
	}
	c, err := s.candidate(no)
	if err != nil {
		return c, j, err
	}
	if w := waiting(c, k.Component); w != nil {
		return c, j, exam.Refuse("correction-waits", "by", s.name(w.Proposer))
	}
	if j, err = s.judge(); err != nil {
		return c, j, err
	}
	o := j.Result(c).Parts[k.Component]
	if o.Score == nil {
		return c, j, exam.Refuse("not-final", "no", string(no), "component", k.Component)
	}
	k.Old = *o.Score
	if k.Old == k.New {
		return c, j, exam.Refuse("same-score", "score", k.New.String())
	}
	return c, j, nil
}

// ProposeCorrection proposes another value for a component's final score, with
// the reason (notice 9.3; design 4). It holds once somebody else approves.
// Refusals: not-final, same-score, score-range, reason-missing, correction-waits,
// same-person where nobody but the proposer could ever approve.
func (d *Desk) ProposeCorrection(ctx context.Context, no exam.CandidateNo, k exam.Correction) error {
	if err := d.allow("ProposeCorrection", ""); err != nil {
		return err
	}
	if k.Code == "" {
		return exam.Refuse("reason-missing")
	}
	r, err := d.site.Roster()
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(r.Plan.Staff, func(p exam.Staff) bool { return p.ID != d.staff.ID && exam.May("ApproveCorrection", p.Role) }) {
		return exam.Refuse("same-person")
	}
	defer d.site.hold(onCandidate(no))()
	if err := d.refuseHiddenOf(no, k.Component); err != nil {
		return err
	}
	if _, _, err := d.site.correctable(no, &k); err != nil {
		return err
	}
	_, err = d.append(ctx, d.say(exam.CorrectionProposed, onCandidate(no), "correction/"+string(k.Component), k))
	return err
}

// Correct is both steps at one laptop: by proposes and this person approves. What
// can be refused of the two people is refused before anything is written. Refusals:
// same-person, and those of the two steps.
func (d *Desk) Correct(ctx context.Context, by *Desk, no exam.CandidateNo, k exam.Correction) error {
	if err := d.allow("Correct", ""); err != nil {
		return err
	}
	if by.staff.ID == d.staff.ID {
		return exam.Refuse("same-person")
	}
	if err := by.ProposeCorrection(ctx, no, k); err != nil {
		return err
	}
	return d.ApproveCorrection(ctx, no, k.Component)
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
