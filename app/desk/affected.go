package desk

import (
	"maps"
	"slices"

	"kaowu/app/exam"
)

// AffectedRow is a component of a candidate in which a disqualified person had a part.
type AffectedRow struct {
	Candidate exam.Candidate
	Component exam.Component
	Session   exam.SessionNo // the candidate's own
	Parts     []exam.Part
	State     string              // of the result, as in ResultRow
	Decision  *exam.ReassessState // what stands of it; nil: nothing was decided
	Answered  bool                // the decision was made knowing of this disqualification
	Is        exam.Result         // as it stands
	Without   exam.Result         // without the person's part
	Left      int                 // who remain to judge it without them
	Need      int                 // whom the policy asks for; 0: does not count heads
}

// Counts says whether the component's score rests on the person's part.
func (a AffectedRow) Counts() bool {
	for _, p := range a.Parts {
		if p.Counts() {
			return true
		}
	}
	return false
}

// Suffices says whether the component may stand without the person: enough others have
// judged it, or nothing of theirs is in its score (design 4.3, 4.4; domain 6).
func (a AffectedRow) Suffices() bool {
	switch {
	case !a.Counts():
		return true
	case a.Component == exam.Theory:
		return false // two entries that agree, always
	}
	return a.Left > 0 && a.Left >= a.Need
}

// AffectedView is what a disqualification touches.
type AffectedView struct {
	Person exam.Staff
	Barred exam.Disqualified
	Rows   []AffectedRow // by exam number, then component
}

// Affected lists whom a disqualified person scored, entered theory for, admitted or signed
// the record of, from the time on that is named, what their results would be without that
// part, and what was decided. Refusals: not-on-staff, not-disqualified.
func (d *Desk) Affected(who exam.StaffID) (AffectedView, error) {
	var v AffectedView
	if err := d.allow("Affected", ""); err != nil {
		return v, err
	}
	var err error
	if v.Person, err = d.site.person(who); err != nil {
		return v, err
	}
	q, is, err := d.site.barred(who)
	if err != nil {
		return v, err
	}
	if !is {
		return v, exam.Refuse("not-disqualified", "name", v.Person.Name)
	}
	v.Barred = q
	v.Rows, err = d.site.affected(q)
	return v, err
}

func (s *Site) affected(q exam.Disqualified) ([]AffectedRow, error) {
	j, err := s.judge()
	if err != nil {
		return nil, err
	}
	stage, err := s.results()
	if err != nil {
		return nil, err
	}
	signed := map[exam.SessionNo][]exam.SignedBy{}
	for _, row := range j.Plan.Sessions {
		rec, err := s.record(row.No)
		if err != nil {
			return nil, err
		}
		signed[row.No] = rec.Signatures
	}
	var out []AffectedRow
	for _, row := range j.Plan.Candidates {
		c, err := s.candidate(row.No)
		if err != nil {
			return nil, err
		}
		for _, comp := range exam.Components() {
			if a, is := affectedIn(j, q, c, comp, signed[row.Sessions[comp]]); is {
				a.State = rowState(stage.Stage, c, a.Is)
				out = append(out, a)
			}
		}
	}
	return out, nil
}

// affectedIn is one component of a candidate; is is false where the person had no part.
func affectedIn(j exam.Judge, q exam.Disqualified, c exam.CandidateState, comp exam.Component, signed []exam.SignedBy) (a AffectedRow, is bool) {
	parts := j.Parts(q, c, comp, signed)
	if len(parts) == 0 {
		return a, false
	}
	a = AffectedRow{Candidate: c.Listed, Component: comp, Session: c.Listed.Sessions[comp], Parts: parts, Is: j.Result(c), Need: j.Policy.Needed(comp)}
	if r, decided := c.Reassessed[comp]; decided {
		a.Decision, a.Answered = &r, r.Answers(q)
	}
	var out []exam.StaffID
	if a.Counts() {
		out = []exam.StaffID{q.Staff}
	}
	less := c.Decided(comp, c.Reassessed[comp].Standing(q.Facts, out...))
	a.Without = j.Result(less)
	if comp != exam.Theory {
		a.Left = len(j.Expected(less, comp))
	}
	return a, true
}

// undecided counts what disqualifications left open in the whole exam and names the first.
func (s *Site) undecided() ([]Need, error) {
	all, err := s.disqualified()
	if err != nil || len(all) == 0 {
		return nil, err
	}
	var out []Need
	for _, who := range slices.SortedFunc(maps.Keys(all), exam.CompareStaff) {
		q := all[who]
		rows, err := s.affected(q)
		if err != nil {
			return nil, err
		}
		for _, a := range rows {
			if !a.Answered {
				out = append(out, Need{Code: "reassess", Candidate: a.Candidate.No, Session: a.Session, Since: q.When,
					Args: map[string]any{"no": string(a.Candidate.No), "name": a.Candidate.Name, "component": a.Component, "by": s.name(who)}})
			}
		}
	}
	return out, nil
}

// refuseUndecided refuses to go on while somebody whom a disqualified person had a part in
// is not decided. Refusal: reassess-undecided.
func (s *Site) refuseUndecided() error {
	open, err := s.undecided()
	if err != nil || len(open) == 0 {
		return err
	}
	return exam.Refuse("reassess-undecided", "n", len(open), "no", string(open[0].Candidate), "by", open[0].Args["by"])
}

// undecidedIn counts those of one session, for the day's page.
func (s *Site) undecidedIn(row exam.Session, people []exam.CandidateState, j exam.Judge) (Need, bool, error) {
	if len(j.Disqualified) == 0 {
		return Need{}, false, nil
	}
	rec, err := s.record(row.No)
	if err != nil {
		return Need{}, false, err
	}
	n := Need{Code: "reassess", Says: "reassess-session", Session: row.No, Args: map[string]any{"session": string(row.No)}}
	open := 0
	for _, c := range people {
		if c.Listed.Sessions[row.Component] != row.No {
			continue
		}
		for _, q := range j.Disqualified {
			if a, is := affectedIn(j, q, c, row.Component, rec.Signatures); is && !a.Answered {
				open++
				n.Since = q.When
			}
		}
	}
	n.Args["n"] = open
	return n, open > 0, nil
}
