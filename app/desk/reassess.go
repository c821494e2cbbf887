package desk

import (
	"context"
	"slices"

	"kaowu/app/exam"
	"kaowu/store"
)

// Reassess is how the lead decides what a disqualification left open.
type Reassess struct {
	Candidate exam.CandidateNo // empty: everybody who waits for a decision
	Component exam.Component   // empty: every component
	Choice    string           // exam.ReassessStands, …Again, …Restored
	Reason    string
	Session   exam.SessionNo // of again: one that exists, or that NameSession named; empty for theory
	Scorers   []exam.StaffID // of again in theory: the two who enter the papers; else empty
}

// DecideReassessment decides for the candidates whom a disqualified person had a part in:
// that their component stands without it, that it is scored again by others 重新评定, or,
// once the disqualification is lifted, that the first assessment holds again. One event a
// component; it gives how many were decided. Who is decided already is decided anew only
// when named. Nothing is written where one of them is refused. Refusals: reason-missing,
// reassess-choice, reassess-none, reassess-short (too few are left), not-disqualified,
// still-disqualified, and those of where it is scored again.
func (d *Desk) DecideReassessment(ctx context.Context, who exam.StaffID, r Reassess) (int, error) {
	if err := d.allow("DecideReassessment", ""); err != nil {
		return 0, err
	}
	if r.Reason == "" {
		return 0, exam.Refuse("reason-missing")
	}
	if r.Choice == exam.ReassessRestored {
		return d.restore(ctx, who, r)
	}
	v, err := d.Affected(who)
	if err != nil {
		return 0, err
	}
	j, err := d.site.judge()
	if err != nil {
		return 0, err
	}
	var drafts []store.Draft
	for _, a := range v.Rows {
		if r.Candidate != "" && a.Candidate.No != r.Candidate || r.Component != "" && a.Component != r.Component || r.Candidate == "" && a.Answered {
			continue
		}
		if r.Choice == exam.ReassessStands && a.Answered {
			if a, err = d.site.notAgain(j, v.Barred, a); err != nil {
				return 0, err
			}
		}
		body, err := d.reassessment(j, v.Barred, a, r)
		if err != nil {
			return 0, err
		}
		drafts = append(drafts, d.say(exam.ReassessDecided, onCandidate(a.Candidate.No), exam.AboutReassess(a.Component), body))
	}
	if len(drafts) == 0 {
		return 0, exam.Refuse("reassess-none", "name", v.Person.Name)
	}
	_, err = d.append(ctx, drafts...)
	return len(drafts), err
}

// reassessment is the decision of one component.
func (d *Desk) reassessment(j exam.Judge, q exam.Disqualified, a AffectedRow, r Reassess) (exam.Reassessment, error) {
	was := exam.Reassessment{}
	if a.Decision != nil {
		was = a.Decision.Reassessment
	}
	var out []exam.StaffID
	if a.Counts() {
		out = append(out, q.Staff)
	}
	body := was.Standing(q.Facts, out...)
	body.Reason = r.Reason
	switch r.Choice {
	case exam.ReassessStands:
		if !a.Suffices() {
			return body, exam.Refuse("reassess-short", "no", string(a.Candidate.No), "component", a.Component, "have", a.Left, "need", needed(a))
		}
		return body, nil
	case exam.ReassessAgain:
		if !slices.Contains(body.Without, q.Staff) {
			body.Without = append(body.Without, q.Staff)
		}
		body.Choice = exam.ReassessAgain
		var err error
		if a.Component == exam.Theory {
			body.Session = a.Session
			body.Scorers, err = d.enterAgain(a, r)
		} else {
			body.Session = r.Session
			body.Scorers, err = d.scoreAgain(j, a, r)
		}
		return body, err
	}
	return body, exam.Refuse("reassess-choice")
}

// notAgain is a component as though it had not been decided that it be scored again on
// account of a disqualified person's part in the first assessment: decided anew, the others'
// stands after all, if they suffice. Who has scored it again themselves changes nothing of
// that.
func (s *Site) notAgain(j exam.Judge, q exam.Disqualified, a AffectedRow) (AffectedRow, error) {
	c, err := s.candidate(a.Candidate.No)
	if err != nil || a.Decision.Choice != exam.ReassessAgain || a.Component == exam.Theory || slices.ContainsFunc(c.Sheets[a.Component], func(h exam.Sheet) bool {
		return h.Staff == q.Staff && h.Session == a.Decision.Session
	}) {
		return a, err
	}
	first := *a.Decision
	first.Choice, first.Session, first.Scorers = exam.ReassessStands, "", []exam.StaffID{}
	a.Decision = &first
	a.Left = len(j.Expected(c.Decided(a.Component, first.Reassessment), a.Component))
	return a, nil
}

// needed is how many must judge a component.
func needed(a AffectedRow) int {
	if a.Component == exam.Theory {
		return 2
	}
	return a.Need
}

// enterAgain are the two who enter a theory paper again. Refusals: entrants-two,
// not-entrant, disqualified-person.
func (d *Desk) enterAgain(a AffectedRow, r Reassess) ([]exam.StaffID, error) {
	if len(r.Scorers) != 2 || r.Scorers[0] == r.Scorers[1] {
		return nil, exam.Refuse("entrants-two")
	}
	c, err := d.site.candidate(a.Candidate.No)
	if err != nil {
		return nil, err
	}
	for _, id := range r.Scorers {
		p, err := d.site.person(id)
		if err != nil {
			return nil, err
		}
		if !exam.May("EnterTheory", p.Role) {
			return nil, exam.Refuse("not-entrant", "name", p.Name)
		}
		if err := d.mayReassess(p, c); err != nil {
			return nil, err
		}
	}
	return slices.Clone(r.Scorers), nil
}

// scoreAgain are the scorers of the session where a component is scored again: other
// people than those who scored it. Refusals: unknown-session, reassess-session (another
// subject or component, or where they were scored), reassess-closed, reassess-blind,
// reassess-few.
func (d *Desk) scoreAgain(j exam.Judge, a AffectedRow, r Reassess) ([]exam.StaffID, error) {
	st, err := d.site.session(r.Session)
	if err != nil {
		return nil, err
	}
	row := st.Session
	if row.Component != a.Component || row.Subject != a.Candidate.Subject || row.No == a.Session {
		return nil, exam.Refuse("reassess-session", "session", string(row.No), "no", string(a.Candidate.No), "component", a.Component)
	}
	named, err := d.site.named(row.No)
	if err != nil {
		return nil, err
	}
	if j.Policy.Blind(a.Component) && !named {
		return nil, exam.Refuse("reassess-blind", "session", string(row.No))
	}
	rec, err := d.site.record(row.No)
	if err != nil {
		return nil, err
	}
	if st.Status == exam.SessionShut || rec.Frozen != nil {
		return nil, exam.Refuse("reassess-closed", "session", string(row.No))
	}
	c, err := d.site.candidate(a.Candidate.No)
	if err != nil {
		return nil, err
	}
	out := []exam.StaffID{}
	for _, p := range j.Plan.Staff {
		scores := p.Role.Scores() && (p.Role == exam.RoleBoardMember) == (a.Component == exam.Review)
		before := slices.ContainsFunc(c.Sheets[a.Component], func(s exam.Sheet) bool { return s.Staff == p.ID && s.Session != row.No })
		_, avoids := exam.Avoids(p.ID, c, st)
		if scores && p.In(row.No) && !before && !avoids && d.mayReassess(p, c) == nil {
			out = append(out, p.ID)
		}
	}
	if len(out) == 0 || len(out) < a.Need {
		return nil, exam.Refuse("reassess-few", "session", string(row.No), "no", string(a.Candidate.No), "have", len(out), "need", max(1, a.Need))
	}
	return out, nil
}

// mayReassess refuses who is disqualified or avoids the candidate. Refusals:
// disqualified-person, avoidance.
func (d *Desk) mayReassess(p exam.Staff, c exam.CandidateState) error {
	if _, is, err := d.site.barred(p.ID); err != nil || is {
		if err != nil {
			return err
		}
		return exam.Refuse("disqualified-person", "name", p.Name)
	}
	if a, is := c.Avoided[p.ID]; is {
		return exam.Refuse("avoidance", "no", string(c.No), "ground", "code:avoid."+a.Ground)
	}
	return nil
}

// restore lets the first assessment hold again where a disqualification was lifted.
func (d *Desk) restore(ctx context.Context, who exam.StaffID, r Reassess) (int, error) {
	p, err := d.site.person(who)
	if err != nil {
		return 0, err
	}
	all, err := d.site.disqualified()
	if err != nil {
		return 0, err
	}
	if _, is := all[who]; is {
		return 0, exam.Refuse("still-disqualified", "name", p.Name)
	}
	roster, err := d.site.Roster()
	if err != nil {
		return 0, err
	}
	var drafts []store.Draft
	for _, row := range roster.Plan.Candidates {
		if r.Candidate != "" && row.No != r.Candidate {
			continue
		}
		c, err := d.site.candidate(row.No)
		if err != nil {
			return 0, err
		}
		for _, comp := range exam.Components() {
			was, is := c.Reassessed[comp]
			if !is || !slices.Contains(was.Without, who) || r.Component != "" && r.Component != comp {
				continue
			}
			if i := slices.IndexFunc(was.Without, func(x exam.StaffID) bool { _, is := all[x]; return is }); i >= 0 {
				return 0, exam.Refuse("still-disqualified", "name", d.site.name(was.Without[i]))
			}
			body := exam.Reassessment{Rests: was.Rests, Without: []exam.StaffID{}, Choice: exam.ReassessRestored, Reason: r.Reason, Scorers: []exam.StaffID{}}
			drafts = append(drafts, d.say(exam.ReassessDecided, onCandidate(row.No), exam.AboutReassess(comp), body))
		}
	}
	if len(drafts) == 0 {
		return 0, exam.Refuse("reassess-none", "name", p.Name)
	}
	_, err = d.append(ctx, drafts...)
	return len(drafts), err
}
