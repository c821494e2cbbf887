package desk

import (
	"context"
	"slices"
	"time"

	"kaowu/app/exam"
	"kaowu/store"
)

// startOf is when a session is planned to start, in the site's zone.
func (s *Site) startOf(row exam.Session) time.Time { return s.clockTime(row.Date, row.Start) }

func (s *Site) clockTime(day exam.Date, at string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", string(day)+" "+at, s.book.Now().Location())
	if err != nil {
		return time.Time{} // the plan check lets no such session pass
	}
	return t
}

// OpenSession opens a session 开场, from the check-in time on. Refusals:
// not-allowed, not-assigned, too-early, session-open, session-closed.
func (d *Desk) OpenSession(ctx context.Context, no exam.SessionNo) error {
	if err := d.allow("OpenSession", no); err != nil {
		return err
	}
	defer d.site.hold(onSession(no))()
	st, err := d.site.session(no)
	if err != nil {
		return err
	}
	switch st.Status {
	case exam.SessionOpen:
		return exam.Refuse("session-open", "session", string(no))
	case exam.SessionShut:
		return exam.Refuse("session-closed", "session", string(no), "at", st.ClosedAt.Format("15:04"), "by", d.site.name(st.ClosedBy))
	}
	pol, err := d.site.Policy()
	if err != nil {
		return err
	}
	from := d.site.startOf(st.Session).Add(-time.Duration(pol.CheckInBefore) * time.Minute)
	if now := d.site.Now(); now.Before(from) {
		return exam.Refuse("too-early", "session", string(no), "date", string(st.Session.Date), "from", from.Format("15:04"))
	}
	if _, err = d.append(ctx, d.say(exam.SessionOpened, onSession(no), "state", exam.SessionChange{})); err != nil {
		return err
	}
	return d.showState(stateRunning)
}

// Closing is what closing a session did.
type Closing struct {
	Absent []exam.CandidateNo
}

// CloseSession closes a session 闭场 and marks everybody who has not come absent
// 缺考, one event each and a closing one. Refusals: not-allowed, not-assigned,
// session-not-open, session-closed.
func (d *Desk) CloseSession(ctx context.Context, no exam.SessionNo) (Closing, error) {
	var done Closing
	if err := d.allow("CloseSession", no); err != nil {
		return done, err
	}
	defer d.site.hold(onSession(no))()
	st, err := d.mustBeOpen(no)
	if err != nil {
		return done, err
	}
	people, err := d.site.inSession(no)
	if err != nil {
		return done, err
	}
	comp := st.Session.Component
	veil, err := d.veil(no)
	if err != nil {
		return done, err
	}
	if veil.hidden, err = d.hidesAtDoor(no); err != nil {
		return done, err
	}
	var drafts []store.Draft
	for _, c := range people {
		if c.Attendance[comp].State == exam.NotCome {
			done.Absent = append(done.Absent, veil.no(c.No))
			drafts = append(drafts, d.say(exam.Absent, onCandidate(c.No), "checkin/"+string(comp), exam.CheckIn{Session: no}))
		}
	}
	drafts = append(drafts, d.say(exam.SessionClosed, onSession(no), "state", exam.SessionChange{Absent: len(done.Absent)}))
	if _, err = d.append(ctx, drafts...); err != nil {
		return done, err
	}
	return done, d.site.showKept()
}

// ReopenSession opens a closed session again, with a reason. Refusals:
// not-allowed, session-not-closed, record-frozen, reason-missing.
func (d *Desk) ReopenSession(ctx context.Context, no exam.SessionNo, reason string) error {
	if err := d.allow("ReopenSession", no); err != nil {
		return err
	}
	if reason == "" {
		return exam.Refuse("reason-missing")
	}
	defer d.site.hold(onSession(no))()
	st, err := d.site.session(no)
	if err != nil {
		return err
	}
	if st.Status != exam.SessionShut {
		return exam.Refuse("session-not-closed", "session", string(no))
	}
	rec, err := d.site.record(no)
	if err != nil {
		return err
	}
	if rec.Frozen != nil {
		return exam.Refuse("record-frozen", "session", string(no), "revision", rec.Revision)
	}
	if _, err = d.append(ctx, d.say(exam.SessionReopened, onSession(no), "state", exam.SessionChange{Reason: reason})); err != nil {
		return err
	}
	return d.site.showKept()
}

// mustBeOpen gives the session if it is open now.
func (d *Desk) mustBeOpen(no exam.SessionNo) (exam.SessionState, error) {
	st, err := d.site.session(no)
	if err != nil {
		return st, err
	}
	switch st.Status {
	case exam.SessionNotOpen:
		return st, exam.Refuse("session-not-open", "session", string(no))
	case exam.SessionShut:
		return st, exam.Refuse("session-closed", "session", string(no), "at", st.ClosedAt.Format("15:04"), "by", d.site.name(st.ClosedBy))
	}
	return st, nil
}

// NameGroupLead names the session's 考评组长 from its assessors. Refusals:
// not-allowed, not-assessor.
func (d *Desk) NameGroupLead(ctx context.Context, no exam.SessionNo, lead exam.StaffID) error {
	if err := d.allow("NameGroupLead", no); err != nil {
		return err
	}
	p, err := d.site.person(lead)
	if err != nil {
		return err
	}
	if !p.Role.Scores() || !p.In(no) {
		return exam.Refuse("not-assessor", "name", p.Name, "session", string(no))
	}
	defer d.site.hold(onSession(no))()
	_, err = d.append(ctx, d.say(exam.LeadNamed, onSession(no), "lead", exam.Naming{Staff: []exam.StaffID{lead}}))
	return err
}

// NameEntrants names the two people of a theory session's double entry: assessors
// or invigilators (design 4.3). Refusals: not-allowed, entrants-two, not-entrant,
// not-theory.
func (d *Desk) NameEntrants(ctx context.Context, no exam.SessionNo, a, b exam.StaffID) error {
	if err := d.allow("NameEntrants", no); err != nil {
		return err
	}
	st, err := d.site.session(no)
	if err != nil {
		return err
	}
	if st.Session.Component != exam.Theory {
		return exam.Refuse("not-theory", "session", string(no))
	}
	if a == b {
		return exam.Refuse("entrants-two")
	}
	for _, id := range []exam.StaffID{a, b} {
		p, err := d.site.person(id)
		if err != nil {
			return err
		}
		if !exam.May("EnterTheory", p.Role) {
			return exam.Refuse("not-entrant", "name", p.Name)
		}
	}
	defer d.site.hold(onSession(no))()
	_, err = d.append(ctx, d.say(exam.EntrantsNamed, onSession(no), "entrants", exam.Naming{Staff: []exam.StaffID{a, b}}))
	return err
}

// Namings gives whom the site lead may name for a session, and who holds now: the
// two of a theory session's double entry, else the group lead 考评组长.
func (d *Desk) Namings(no exam.SessionNo) (NamingView, error) {
	var v NamingView
	if err := d.allow("Namings", no); err != nil {
		return v, err
	}
	st, err := d.site.session(no)
	if err != nil {
		return v, err
	}
	r, err := d.site.Roster()
	if err != nil {
		return v, err
	}
	v.Session, v.Pair = st.Session, st.Session.Component == exam.Theory
	for _, p := range r.Plan.Staff {
		if v.Pair && exam.May("EnterTheory", p.Role) || !v.Pair && p.Role.Scores() && p.In(no) {
			v.People = append(v.People, p)
		}
	}
	if v.Pair {
		// Who is of the session stands first.
		slices.SortStableFunc(v.People, func(a, b exam.Staff) int { return boolOrder(b.In(no)) - boolOrder(a.In(no)) })
		v.Named = st.Entrants
		return v, nil
	}
	lead, err := d.site.groupLead(st)
	v.Named = []exam.StaffID{lead}
	return v, err
}

func boolOrder(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (s *Site) person(id exam.StaffID) (exam.Staff, error) {
	r, err := s.Roster()
	if err != nil {
		return exam.Staff{}, err
	}
	for _, p := range r.Plan.Staff {
		if p.ID == id {
			return p, nil
		}
	}
	return exam.Staff{}, exam.Refuse("not-on-staff", "who", string(id))
}

// name is a staff member's name for a sentence; the id where the plan has none.
func (s *Site) name(id exam.StaffID) string {
	if p, err := s.person(id); err == nil {
		return p.Name
	}
	return string(id)
}
