package desk

import (
	"context"

	"kaowu/app/exam"
	"kaowu/store"
)

// allow refuses an action that the person's role may not do, or a session that
// they are not planned for (notice 6.2: duties clear). action is the method's own
// name, a row of exam.Rights. Refusals: not-allowed, not-assigned,
// unknown-session, not-an-exam, disqualified.
func (d *Desk) allow(action string, in exam.SessionNo) error {
	// The institution's book holds no exam; what it is for, officers do (Officer).
	if d.site.Cover().Institution() && action != "State" {
		return exam.Refuse("not-an-exam", "action", "code:action."+action)
	}
	if err := d.site.refuseDisqualified(d.staff.ID); err != nil {
		return err
	}
	roles := []exam.Role{d.staff.Role}
	if in != "" {
		s, err := d.site.session(in)
		if err != nil {
			return err
		}
		if lead, err := d.site.groupLead(s); err != nil {
			return err
		} else if lead == d.staff.ID {
			roles = append(roles, exam.RoleGroupLead)
		}
	}
	if !exam.May(action, roles...) {
		return exam.Refuse("not-allowed", "role", d.staff.Role, "action", "code:action."+action)
	}
	// The site lead, and the inspector who only reads, are of every session.
	if in != "" && d.staff.Role != exam.RoleSiteLead && d.staff.Role != exam.RoleInspector && !d.in(in) {
		return exam.Refuse("not-assigned", "session", string(in))
	}
	return nil
}

// in says whether the signed-in person works in a session: as planned when they signed in,
// or named for it since.
func (d *Desk) in(no exam.SessionNo) bool {
	if d.staff.In(no) {
		return true
	}
	p, err := d.site.person(d.staff.ID)
	return err == nil && p.In(no)
}

// groupLead is the session's 考评组长: as named, else the first listed assessor
// or board member of the session (design 3).
func (s *Site) groupLead(st exam.SessionState) (exam.StaffID, error) {
	if st.GroupLead != "" {
		return st.GroupLead, nil
	}
	if st.Session.Component == exam.Theory {
		return "", nil
	}
	r, err := s.Roster()
	if err != nil {
		return "", err
	}
	for _, p := range r.Plan.Staff {
		if p.Role.Scores() && p.In(st.Session.No) {
			return p.ID, nil
		}
	}
	return "", nil
}

// append writes events and lets the folds they change be made anew.
func (d *Desk) append(ctx context.Context, drafts ...store.Draft) ([]exam.Fact, error) {
	facts, err := d.site.book.Append(ctx, drafts...)
	d.site.appended(facts)
	return facts, err
}

// notDuringConflict refuses to go on over a slot in conflict: somebody settles first.
func notDuringConflict(cs []exam.Conflict, about string) error {
	for _, c := range cs {
		if c.About == about {
			return exam.Refuse("in-conflict", "about", about)
		}
	}
	return nil
}
