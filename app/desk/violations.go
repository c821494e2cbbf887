package desk

import (
	"context"

	"kaowu/app/exam"
)

// Violations lists what was seen of a candidate with what became of it.
func (d *Desk) Violations(no exam.CandidateNo) ([]exam.Seen, error) {
	if err := d.allow("Violations", ""); err != nil {
		return nil, err
	}
	c, err := d.site.candidate(no)
	return c.Violations, err
}

// HearViolation completes the record of a violation 违纪违规处理记录 (domain 9.9): what the
// person says, what was done at once, who signs it: the person, or two witnesses that they
// would not, two of the staff and the supervisor. It may be written anew until the decision.
// Refusals: unknown-violation, decided, hearing-form (which item), not-on-staff.
func (d *Desk) HearViolation(ctx context.Context, no exam.CandidateNo, n int, h exam.Hearing) error {
	if err := d.allow("HearViolation", ""); err != nil {
		return err
	}
	defer d.site.hold(onCandidate(no))()
	seen, err := d.seen(no, n)
	if err != nil {
		return err
	}
	if seen.Decided {
		return exam.Refuse("decided", "n", n, "by", d.site.name(seen.Decider))
	}
	bad := h.Bad()
	for _, id := range append([]exam.StaffID{h.Supervisor}, h.Staff...) {
		p, err := d.site.person(id)
		if bad == "" && err != nil {
			return err
		}
		if bad == "" && id == h.Supervisor && p.Role != exam.RoleSupervisor {
			bad = "supervisor"
		}
	}
	if bad != "" {
		return exam.Refuse("hearing-form", "item", "code:hearing.item."+bad)
	}
	if h.Witnesses == nil {
		h.Witnesses = []string{}
	}
	_, err = d.append(ctx, d.say(exam.ViolationHeard, onCandidate(no), exam.AboutViolation(n, "heard"), h))
	return err
}

// DeliverDecision records how the decision about a violation reached the person 送达.
// Refusals: unknown-violation, not-decided, delivery-form (which item).
func (d *Desk) DeliverDecision(ctx context.Context, no exam.CandidateNo, n int, k exam.Delivery) error {
	if err := d.allow("DeliverDecision", ""); err != nil {
		return err
	}
	defer d.site.hold(onCandidate(no))()
	seen, err := d.seen(no, n)
	if err != nil {
		return err
	}
	if !seen.Decided {
		return exam.Refuse("not-decided", "n", n, "no", string(no))
	}
	if bad := k.Bad(); bad != "" {
		return exam.Refuse("delivery-form", "item", "code:delivery.item."+bad)
	}
	_, err = d.append(ctx, d.say(exam.ViolationDelivered, onCandidate(no), exam.AboutViolation(n, "delivered"), k))
	return err
}

// seen finds a violation of a candidate. Refusal: unknown-violation.
func (d *Desk) seen(no exam.CandidateNo, n int) (exam.Seen, error) {
	c, err := d.site.candidate(no)
	if err != nil {
		return exam.Seen{}, err
	}
	for _, s := range c.Violations {
		if s.No == n {
			return s, nil
		}
	}
	return exam.Seen{}, exam.Refuse("unknown-violation", "n", n)
}
