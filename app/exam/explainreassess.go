package exam

import "slices"

// reassessed tells what a disqualification did to a component: whose part is marked, and
// what was decided.
func (e *explainer) reassessed() {
	for _, d := range e.judge.marked() {
		for _, p := range e.judge.Parts(d, e.c, e.comp, nil) {
			e.say("disqualified-"+p.What, "name", e.name(d.Staff), "violation", "code:violation."+d.Code)
		}
	}
	r, is := e.c.Reassessed[e.comp]
	if !is {
		return
	}
	by, out := e.name(r.By), e.names(r.Without)
	switch {
	case r.Choice == ReassessAgain:
		e.say("reassess-again", "by", by, "session", string(r.Session), "people", e.names(r.Scorers), "why", r.Reason)
	case r.Choice == ReassessRestored:
		e.say("reassess-restored", "by", by, "why", r.Reason)
	case len(out) > 0:
		e.say("reassess-without", "by", by, "people", out, "why", r.Reason)
	default:
		e.say("reassess-stands", "by", by, "why", r.Reason)
	}
}

// marked are the disqualifications that the judge was told of, in order of staff id. They
// mark and explain; what a result is, decisions say.
func (j Judge) marked() []Disqualified {
	out := make([]Disqualified, 0, len(j.Disqualified))
	for _, d := range j.Disqualified {
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b Disqualified) int { return CompareStaff(a.Staff, b.Staff) })
	return out
}
