package desk

import (
	"context"

	"kaowu/app/exam"
)

// NameSession names a session that the plan does not have, for re-assessment 重新评定: its
// number, subject, room and time, who scores and who supervises. It is opened, scored,
// recorded and signed like every other. Refusals: session-form (which item),
// disqualified-person, person-clash.
func (d *Desk) NameSession(ctx context.Context, n exam.SessionNaming) error {
	if err := d.allow("NameSession", ""); err != nil {
		return err
	}
	r, err := d.site.Roster()
	if err != nil {
		return err
	}
	if bad := n.Bad(r.Plan); bad != "" {
		return exam.Refuse("session-form", "item", "code:session.item."+bad)
	}
	for _, id := range n.Staff {
		p, err := d.site.person(id)
		if err != nil {
			return err
		}
		if _, is, err := d.site.barred(id); err != nil {
			return err
		} else if is {
			return exam.Refuse("disqualified-person", "name", p.Name)
		}
		for _, s := range r.Plan.Sessions {
			if p.Role.Scores() && p.In(s.No) && s.Date == n.Row.Date && s.Start < n.Row.End && n.Row.Start < s.End {
				return exam.Refuse("person-clash", "name", p.Name, "session", string(s.No))
			}
		}
	}
	defer d.site.hold(onSession(n.Row.No))()
	drafts, err := d.drawBlind(exam.Plan{Sessions: []exam.Session{n.Row}})
	if err != nil {
		return err
	}
	_, err = d.append(ctx, append(drafts, d.say(exam.SessionNamed, onSession(n.Row.No), "named", n))...)
	return err
}

// DropSession takes a named session back that nobody is to be scored in: it is not held.
// Refusals: session-not-named, session-used, reason-missing.
func (d *Desk) DropSession(ctx context.Context, no exam.SessionNo, reason string) error {
	if err := d.allow("DropSession", ""); err != nil {
		return err
	}
	if reason == "" {
		return exam.Refuse("reason-missing")
	}
	defer d.site.hold(onSession(no))()
	named, err := d.site.named(no)
	if err != nil {
		return err
	}
	if !named {
		return exam.Refuse("session-not-named", "session", string(no))
	}
	st, err := d.site.session(no)
	if err != nil {
		return err
	}
	people, err := d.site.inSession(no)
	if err != nil {
		return err
	}
	if st.Status != exam.SessionNotOpen || len(people) > 0 {
		return exam.Refuse("session-used", "session", string(no), "n", len(people))
	}
	_, err = d.append(ctx, d.say(exam.SessionNamed, onSession(no), "named", exam.SessionNaming{Row: st.Session, Staff: []exam.StaffID{}, Reason: reason, Dropped: true}))
	return err
}

// named says whether a session was named for re-assessment and is not the plan's.
func (s *Site) named(no exam.SessionNo) (bool, error) {
	facts, err := s.book.Events(onSession(no))
	return exam.NamedSession(no, facts) != nil, err
}
