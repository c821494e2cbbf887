package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kaowu/app/exam"
)

// DeclareAvoidance records that a staff member may not act for a candidate, or in a
// session 回避 (domain 6): the draw of supervisors skips the pair, and the desk refuses
// to admit, score and sign. Exactly one of no and in is given. People declare their own;
// the site lead declares anybody's and alone lifts one, with the reason. Refusals:
// avoidance-whom, avoidance-not-yours, avoidance-ground, avoidance-declared,
// avoidance-none, reason-missing, avoidance-late, not-on-staff, unknown-candidate,
// unknown-session.
func (d *Desk) DeclareAvoidance(ctx context.Context, who exam.StaffID, no exam.CandidateNo, in exam.SessionNo, a exam.Avoidance) error {
	if err := d.allow("DeclareAvoidance", ""); err != nil {
		return err
	}
	lead := d.staff.Role == exam.RoleSiteLead
	switch {
	case (no == "") == (in == ""):
		return exam.Refuse("avoidance-whom")
	case !lead && (who != d.staff.ID || a.Lifted):
		return exam.Refuse("avoidance-not-yours", "lead", d.site.leadName())
	case a.Ground == "" && !a.Lifted:
		return exam.Refuse("avoidance-ground")
	case a.Lifted && a.Text == "":
		return exam.Refuse("reason-missing")
	}
	p, err := d.site.person(who)
	if err != nil {
		return err
	}
	if open, err := d.site.unconfirmed(); err != nil {
		return err
	} else if !open {
		return exam.Refuse("avoidance-late")
	}
	on := onSession(in)
	if no != "" {
		on = onCandidate(no)
	}
	defer d.site.hold(on)()
	was, is, err := d.site.avoidance(who, no, in)
	switch {
	case err != nil:
		return err
	case is && !a.Lifted:
		return exam.Refuse("avoidance-declared", "name", p.Name, "ground", "code:avoid."+was.Ground)
	case !is && a.Lifted:
		return exam.Refuse("avoidance-none", "name", p.Name)
	case a.Lifted:
		a.Ground = was.Ground
	}
	_, err = d.append(ctx, d.say(exam.AvoidanceDeclared, on, "avoidance/"+string(who), a))
	return err
}

// avoidance is what stands between somebody and a candidate, or else a session.
func (s *Site) avoidance(who exam.StaffID, no exam.CandidateNo, in exam.SessionNo) (exam.Avoidance, bool, error) {
	if no != "" {
		c, err := s.candidate(no)
		a, is := c.Avoided[who]
		return a, is, err
	}
	st, err := s.session(in)
	a, is := st.Avoided[who]
	return a, is, err
}

// AvoidanceRow is one declaration that stands.
type AvoidanceRow struct {
	Staff     exam.StaffID
	Name      string
	Role      exam.Role
	Candidate exam.CandidateNo // or Session
	Session   exam.SessionNo
	exam.Avoidance
}

// Avoidances lists the declarations that stand, by staff id, and what they leave short:
// a candidate with fewer scorers than the policy asks for, a session without supervisor.
func (d *Desk) Avoidances() ([]AvoidanceRow, []Need, error) {
	if err := d.allow("Avoidances", ""); err != nil {
		return nil, nil, err
	}
	j, err := d.site.judge()
	if err != nil {
		return nil, nil, err
	}
	var out []AvoidanceRow
	add := func(list map[exam.StaffID]exam.Avoidance, no exam.CandidateNo, in exam.SessionNo) {
		for who, a := range list {
			p, _ := d.site.person(who) // who is on no plan any more has an id alone
			out = append(out, AvoidanceRow{Staff: who, Name: p.Name, Role: p.Role, Candidate: no, Session: in, Avoidance: a})
		}
	}
	var short []Need
	for _, row := range j.Plan.Candidates {
		c, err := d.site.candidate(row.No)
		if err != nil {
			return nil, nil, err
		}
		add(c.Avoided, row.No, "")
		short = append(short, shortOf(c, j)...)
	}
	for _, row := range j.Plan.Sessions {
		add(j.Sessions[row.No].Avoided, "", row.No)
		n, err := d.site.unsupervised(j, row)
		if err != nil {
			return nil, nil, err
		}
		short = append(short, n...)
	}
	slices.SortFunc(out, func(a, b AvoidanceRow) int {
		return cmp.Or(strings.Compare(string(a.Staff), string(b.Staff)), strings.Compare(string(a.Candidate), string(b.Candidate)), strings.Compare(string(a.Session), string(b.Session)))
	})
	return out, short, nil
}

// shortOf names the components of a candidate that are not scored yet and have too few
// scorers left.
func shortOf(c exam.CandidateState, j exam.Judge) []Need {
	var out []Need
	if len(c.Avoided) == 0 && !slices.ContainsFunc(exam.Components(), func(comp exam.Component) bool { return len(j.Sessions[c.Listed.Sessions[comp]].Avoided) > 0 }) {
		return nil
	}
	for _, comp := range exam.Components() {
		in, takes := c.Listed.Sessions[comp]
		have, need, short := j.Short(c, comp)
		if takes && short && !j.Outcome(c, comp).Final {
			out = append(out, Need{Code: "avoidance", Candidate: c.No, Session: in, Args: map[string]any{"no": string(c.No), "name": c.Listed.Name, "component": comp, "have": have, "need": need}})
		}
	}
	return out
}

// unsupervised names a session whose supervisors all avoid it, until its record is signed.
func (s *Site) unsupervised(j exam.Judge, row exam.Session) ([]Need, error) {
	planned := slices.ContainsFunc(exam.Signers(j.Plan, row, j.Policy), func(x exam.Signer) bool { return x.As == exam.RoleSupervisor })
	if !planned {
		return nil, nil // the plan check says so
	}
	c, rec, err := s.content(row.No)
	if err != nil || rec.Paper != nil || slices.ContainsFunc(c.Signers, func(x exam.Signer) bool { return x.As == exam.RoleSupervisor }) {
		return nil, err
	}
	return []Need{{Code: "avoidance", Says: "avoidance-session", Session: row.No, Args: map[string]any{"session": string(row.No)}}}, nil
}

// refuseAvoided refuses an action for a candidate to who may not act for them. Refusal:
// avoidance.
func (d *Desk) refuseAvoided(c exam.CandidateState, in exam.SessionNo) error {
	st, err := d.site.session(in)
	if err != nil {
		return err
	}
	if a, barred := exam.Avoids(d.staff.ID, c, st); barred {
		return exam.Refuse("avoidance", "no", string(c.No), "ground", "code:avoid."+a.Ground)
	}
	return nil
}

// refuseAvoidedSession refuses what is done for a whole session. Refusal:
// avoidance-session.
func (d *Desk) refuseAvoidedSession(in exam.SessionNo) error {
	st, err := d.site.session(in)
	if err != nil {
		return err
	}
	people, err := d.site.inSession(in)
	if err != nil {
		return err
	}
	if a, barred := exam.AvoidsSession(d.staff.ID, d.staff.Role, st, people); barred {
		return exam.Refuse("avoidance-session", "session", string(in), "ground", "code:avoid."+a.Ground)
	}
	return nil
}

// barredPairs are the supervisors whom avoidance keeps out of a session, for the draw.
func (s *Site) barredPairs(supervisors []exam.StaffID, sessions []exam.SessionNo) ([]exam.BarredPair, error) {
	out := []exam.BarredPair{}
	for _, in := range sessions {
		st, err := s.session(in)
		if err != nil {
			return nil, err
		}
		people, err := s.inSession(in)
		if err != nil {
			return nil, err
		}
		for _, who := range supervisors {
			if _, barred := exam.AvoidsSession(who, exam.RoleSupervisor, st, people); barred {
				out = append(out, exam.BarredPair{Staff: who, Session: in})
			}
		}
	}
	return out, nil
}
