package desk

import (
	"cmp"
	"context"
	"slices"
	"time"

	"kaowu/app/exam"
)

// Admit records that the candidate has come to the session and shown who they
// are (notice 6.2; domain 8). Refusals, each with what the door must say:
// unknown-candidate, wrong-session (where they belong), not-eligible, barred,
// already-in (where and when), session-not-open, session-closed, late; avoidance for who
// may not act for them; blind for who scores by code number there.
func (d *Desk) Admit(ctx context.Context, in exam.SessionNo, no exam.CandidateNo) (CheckInView, error) {
	if err := d.allow("Admit", in); err != nil {
		return CheckInView{}, err
	}
	if err := d.refuseHidden(in); err != nil {
		return CheckInView{}, err
	}
	return d.admit(ctx, in, no, "")
}

// AdmitByLead admits in spite of lateness, an open eligibility check or an early
// hour: the site lead's own decision, with the reason. Other refusals stand.
func (d *Desk) AdmitByLead(ctx context.Context, in exam.SessionNo, no exam.CandidateNo, reason string) (CheckInView, error) {
	if err := d.allow("AdmitByLead", in); err != nil {
		return CheckInView{}, err
	}
	if reason == "" {
		return CheckInView{}, exam.Refuse("reason-missing")
	}
	return d.admit(ctx, in, no, reason)
}

// otherSessions are where a candidate has still to go, or has been.
func (s *Site) otherSessions(c exam.Candidate, but exam.Component) ([]exam.Session, error) {
	var out []exam.Session
	for _, comp := range exam.Components() {
		no, ok := c.Sessions[comp]
		if !ok || comp == but {
			continue
		}
		st, err := s.session(no)
		if err != nil {
			return nil, err
		}
		out = append(out, st.Session)
	}
	return out, nil
}

func (d *Desk) admit(ctx context.Context, in exam.SessionNo, no exam.CandidateNo, overruled string) (CheckInView, error) {
	var v CheckInView
	defer d.site.hold(onCandidate(no))()
	st, err := d.mustBeOpen(in)
	if err != nil {
		return v, err
	}
	c, err := d.site.candidate(no)
	if err != nil {
		return v, err
	}
	if err := d.refuseAvoided(c, in); err != nil {
		return v, err
	}
	pol, err := d.site.Policy()
	if err != nil {
		return v, err
	}
	comp := st.Session.Component
	v = CheckInView{Candidate: c.Listed, Session: st.Session, Attendance: c.Attendance[comp], LateLimit: pol.LateLimit(comp), Photo: c.Photo != nil}
	if v.Others, err = d.site.otherSessions(c.Listed, comp); err != nil {
		return v, err
	}
	late := lateMinutes(d.site.Now().Time, d.site.startOf(st.Session))
	if err := d.mayEnter(c, comp, in, &v); err != nil {
		return v, err
	}
	if overruled == "" {
		v.Overrule = true
		if c.Listed.Eligibility != eligible {
			return v, exam.Refuse("not-eligible", "no", string(no), "state", c.Listed.Eligibility, "lead", d.site.leadName())
		}
		if late > v.LateLimit {
			return v, exam.Refuse("late", "no", string(no), "minutes", late, "limit", v.LateLimit, "lead", d.site.leadName())
		}
	}
	v.Overrule = false
	body := exam.CheckIn{Session: in, Seat: c.Listed.Seats[comp], Late: late, Reason: overruled}
	if pol.Draws(comp) {
		d.site.drawing.Lock() // until the station is taken
		defer d.site.drawing.Unlock()
		if body.Seat, body.Seed, err = d.site.draw(in, no); err != nil {
			return v, err
		}
		body.Drawn = true
	}
	facts, err := d.append(ctx, d.say(exam.Admitted, onCandidate(no), "checkin/"+string(comp), body))
	if err != nil {
		return v, err
	}
	v.Attendance = exam.Attendance{State: exam.Present, CheckIn: body, By: d.staff.ID, When: facts[0].Wall, Fact: facts[0].ID}
	return v, nil
}

// eligible is what 资格审核 must say (domain 5).
const eligible = "合格"

// mayEnter holds the refusals that nobody overrules at the door.
func (d *Desk) mayEnter(c exam.CandidateState, comp exam.Component, in exam.SessionNo, v *CheckInView) error {
	no := string(c.No)
	home, takes := c.Listed.Sessions[comp]
	if !takes {
		return exam.Refuse("not-this-component", "no", no, "component", comp)
	}
	if home != in {
		other, err := d.site.session(home)
		if err != nil {
			return err
		}
		v.Session = other.Session
		if a := c.Attendance[comp]; a.State == exam.Present {
			return exam.Refuse("in-other-room", "no", no, "at", a.When.Format("15:04:05"), "session", string(home),
				"room", d.site.room(other.Session.Room).Name, "by", d.site.name(a.By), "lead", d.site.leadName())
		}
		room := d.site.room(other.Session.Room)
		return exam.Refuse("wrong-session", "no", no, "session", string(home), "room", room.Name, "place", room.Place,
			"seat", c.Listed.Seats[comp], "date", string(other.Session.Date), "start", other.Session.Start)
	}
	about := "checkin/" + string(comp)
	if err := notDuringConflict(c.Conflicts, about); err != nil {
		return err
	}
	switch a := c.Attendance[comp]; a.State {
	case exam.Present:
		return exam.Refuse("already-in", "no", no, "at", a.When.Format("15:04:05"), "seat", a.Seat, "by", d.site.name(a.By))
	case exam.AbsentNow:
		return exam.Refuse("marked-absent", "no", no, "at", a.When.Format("15:04:05"), "by", d.site.name(a.By))
	}
	for _, seen := range c.Violations {
		if seen.Decided && slices.Contains(seen.Decision.Void, comp) {
			return exam.Refuse("barred", "no", no, "code", "code:violation."+seen.Code)
		}
	}
	return nil
}

// UndoAdmit takes a check-in back, with a reason code (wrong person, twice, wrong
// seat, other). Also undoes an absence that was marked by mistake while the
// session is open again. Refusals: not-in, session-not-open, reason-missing, has-scores.
func (d *Desk) UndoAdmit(ctx context.Context, in exam.SessionNo, no exam.CandidateNo, reason string) error {
	if err := d.allow("UndoAdmit", in); err != nil {
		return err
	}
	if err := d.refuseHidden(in); err != nil {
		return err
	}
	if reason == "" {
		return exam.Refuse("reason-missing")
	}
	defer d.site.hold(onCandidate(no))()
	st, err := d.mustBeOpen(in)
	if err != nil {
		return err
	}
	c, err := d.site.candidate(no)
	if err != nil {
		return err
	}
	comp := st.Session.Component
	a := c.Attendance[comp]
	if a.State == exam.NotCome || a.Session != in {
		return exam.Refuse("not-in", "no", string(no))
	}
	if len(c.Sheets[comp]) > 0 || comp == exam.Theory && len(c.Theory[in]) > 0 {
		return exam.Refuse("has-scores", "no", string(no))
	}
	_, err = d.append(ctx, d.say(exam.CheckInUndone, onCandidate(no), "checkin/"+string(comp), exam.CheckIn{Session: in, Reason: reason}))
	return err
}

// Seats is the room's map for a session, in seat order; who has still to draw a
// station comes after those who have.
func (d *Desk) Seats(in exam.SessionNo) ([]SeatView, error) {
	r, err := d.inRoom("Seats", in, true)
	if err != nil {
		return nil, err
	}
	ix, err := d.site.indexed()
	if err != nil {
		return nil, err
	}
	go ix.all() // a door is being watched: the first key finds the lookup made
	comp := r.st.Session.Component
	draws := r.judge.Policy.Draws(comp)
	out := make([]SeatView, 0, len(r.people))
	veil, err := d.veil(in)
	if err != nil {
		return nil, err
	}
	if veil.hidden, err = d.hidesAtDoor(in); err != nil {
		return nil, err
	}
	for _, c := range r.people {
		a := c.Attendance[comp]
		v := SeatView{Seat: c.Seat(comp), No: veil.no(c.No), Name: veil.row(c.Listed).Name, Code: veil.codes[c.No], State: a.State, Late: a.Late, When: a.When}
		if a.State != exam.NotCome {
			v.By = d.site.name(a.By)
		}
		if draws && a.State != exam.Present {
			v.Seat = 0
		}
		out = append(out, v)
	}
	if draws {
		const last = 1 << 30
		slices.SortStableFunc(out, func(a, b SeatView) int { return cmp.Or(a.Seat, last) - cmp.Or(b.Seat, last) })
	}
	return out, nil
}

// lateMinutes counts whole minutes after the start, 0 when in time.
func lateMinutes(now, start time.Time) int {
	if !now.After(start) {
		return 0
	}
	return int(now.Sub(start) / time.Minute)
}

func (s *Site) room(no string) exam.Room {
	r, err := s.Roster()
	if err == nil {
		for _, room := range r.Plan.Rooms {
			if room.No == no {
				return room
			}
		}
	}
	return exam.Room{No: no}
}

func (s *Site) subject(no string) exam.Subject {
	r, err := s.Roster()
	if err == nil {
		for _, sub := range r.Plan.Subjects {
			if sub.No == no {
				return sub
			}
		}
	}
	return exam.Subject{No: no}
}

// leadName is the site lead's name: who may overrule.
func (s *Site) leadName() string {
	r, err := s.Roster()
	if err == nil {
		for _, p := range r.Plan.Staff {
			if p.Role == exam.RoleSiteLead {
				return p.Name
			}
		}
	}
	return ""
}
