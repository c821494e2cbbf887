package desk

import (
	"context"
	"fmt"
	"slices"

	"kaowu/app/exam"
)

// HandOverTheory leaves a disagreement to the other person of the double entry, who
// then has it on their badge 转给另一人重录 (look 6.5): whoever does it has looked at
// the paper and found their own entry right. Nothing of anybody's is changed, and it
// ends when either of the two enters again. Refusals: not-theory, session-not-open,
// no-disagreement, handed-over (to whom), entrants-full, not-assigned.
func (d *Desk) HandOverTheory(ctx context.Context, in exam.SessionNo, no exam.CandidateNo) (err error) {
	defer d.named(in, &no, &err)()
	if err := d.allow("HandOverTheory", ""); err != nil {
		return err
	}
	st, err := d.theorySession(in)
	if err != nil {
		return err
	}
	c, err := d.site.candidate(no)
	if err != nil {
		return err
	}
	two := enteredAgain(c)
	if !d.reenters(c) {
		if err := d.entrant(st); err != nil {
			return err
		}
	}
	j, err := d.site.judge()
	if err != nil {
		return err
	}
	// Only who has seen both figures can say whose is wrong.
	if len(st.Submitted) < 2 || j.TheoryOutcome(c).Reason != exam.ReasonDisagree || entryOf(c.Theory[in], d.staff.ID) == nil {
		return exam.Refuse("no-disagreement", "no", string(no))
	}
	if len(two) == 0 {
		if two, err = d.site.entrants(st); err != nil {
			return err
		}
	} else if !d.reenters(c) { // their entry counts no more
		return exam.Refuse("no-disagreement", "no", string(no))
	}
	body := exam.HandingOver{}
	for _, e := range c.Theory[in] {
		body.Rests = append(body.Rests, e.Fact)
		if e.Staff != d.staff.ID && slices.Contains(two, e.Staff) {
			body.To = e.Staff
		}
	}
	if h := c.HandedOver(in); h != nil && h.By == d.staff.ID {
		return exam.Refuse("handed-over", "no", string(no), "name", d.site.name(h.To))
	}
	_, err = d.append(ctx, d.say(exam.TheoryHanded, onCandidate(no), fmt.Sprintf("theory/%s/%s/handed", in, d.staff.ID), body))
	return err
}
