package exam

import (
	"maps"
	"slices"
)

// What a disqualified person may have had to do with a candidate's component.
const (
	PartScored     = "scored"     // handed in a sheet
	PartExpected   = "expected"   // was to score, and cannot any more
	PartArbitrated = "arbitrated" // settled a spread or a veto
	PartEntered    = "entered"    // entered the theory score
	PartImported   = "imported"   // took in the result file
	PartAdmitted   = "admitted"   // let them in
	PartSigned     = "signed"     // signed the exam-room record
)

// Part is what a person had to do with a component, by the events that say so.
type Part struct {
	What  string
	Facts []ID
}

// Counts says whether the component's score rests on the part: without it fewer people
// have judged.
func (p Part) Counts() bool {
	return slices.Contains([]string{PartScored, PartExpected, PartArbitrated, PartEntered}, p.What)
}

// Parts lists what a disqualified person had to do with a component of a candidate from
// the time on that they are disqualified from. signed are the signatures under the
// exam-room record of the component's session.
func (j Judge) Parts(d Disqualified, c CandidateState, comp Component, signed []SignedBy) []Part {
	if _, takes := c.Listed.Sessions[comp]; !takes {
		return nil
	}
	var out []Part
	add := func(what string, ids ...ID) { out = append(out, Part{what, ids}) }
	if a := c.Attendance[comp]; a.By == d.Staff && a.State == Present && d.Covers(a.When) {
		add(PartAdmitted, a.Fact)
	}
	if comp == Theory {
		j.entryParts(d, c, add)
	} else {
		j.sheetParts(d, c, comp, add)
	}
	for _, s := range signed {
		if s.By == d.Staff && d.Covers(s.When) {
			add(PartSigned, s.Fact)
		}
	}
	return out
}

// entryParts are the theory entries of a person, or their import of a file.
func (j Judge) entryParts(d Disqualified, c CandidateState, add func(string, ...ID)) {
	in := c.Listed.Sessions[Theory]
	file := j.Sessions[in].FileAt
	for _, e := range c.Theory[in] {
		switch {
		case e.Staff == d.Staff && d.Covers(e.When):
			add(PartEntered, e.Fact)
		case e.Staff == "" && file != nil && file.By == string(d.Staff) && d.Covers(file.Wall):
			add(PartImported, e.Fact)
		}
	}
}

// sheetParts are a person's sheets in the session where the component is scored, and
// their arbitration. Who was to score and has not, leaves a gap that others must fill.
func (j Judge) sheetParts(d Disqualified, c CandidateState, comp Component, add func(string, ...ID)) {
	in, decided := c.ScoredIn(comp), c.Reassessed[comp].Answers(d)
	at := slices.IndexFunc(c.Sheets[comp], func(s Sheet) bool {
		return s.Staff == d.Staff && s.Sent && (s.Session == in || decided)
	})
	switch {
	case at >= 0 && d.Covers(c.Sheets[comp][at].SentAt):
		add(PartScored, c.Sheets[comp][at].SentID)
	case at < 0 && slices.Contains(j.Expected(c.undecided(comp), comp), d.Staff) && c.Attendance[comp].State == Present && c.voided(comp) == nil:
		add(PartExpected)
	}
	if a := c.Arbitration[comp]; a != nil && a.By == d.Staff && d.Covers(a.When) {
		add(PartArbitrated, a.Fact)
	}
}

// undecided is the candidate as before a decision that a component stands, so that whom
// it leaves out is still seen to have been expected.
func (c CandidateState) undecided(comp Component) CandidateState {
	if r, is := c.Reassessed[comp]; is && r.Choice != ReassessAgain {
		c.Reassessed = maps.Clone(c.Reassessed)
		delete(c.Reassessed, comp)
	}
	return c
}

// Standing is the decision that a component stands without some people's parts, or with
// nobody left out, on top of what was decided before it: who scores again goes on to.
func (r Reassessment) Standing(rests []ID, without ...StaffID) Reassessment {
	r.Rests, r.Without = slices.Clone(r.Rests), slices.Clone(r.Without)
	for _, id := range rests {
		if !slices.Contains(r.Rests, id) {
			r.Rests = append(r.Rests, id)
		}
	}
	for _, who := range without {
		if !slices.Contains(r.Without, who) {
			r.Without = append(r.Without, who)
		}
	}
	slices.SortFunc(r.Without, CompareStaff)
	if r.Choice != ReassessAgain {
		r.Choice, r.Scorers = ReassessStands, []StaffID{}
		return r
	}
	r.Scorers = slices.DeleteFunc(slices.Clone(r.Scorers), func(who StaffID) bool { return slices.Contains(r.Without, who) })
	return r
}

// Decided is the candidate as a decision would make them, for who decides.
func (c CandidateState) Decided(comp Component, r Reassessment) CandidateState {
	m := maps.Clone(c.Reassessed)
	if m == nil {
		m = map[Component]ReassessState{}
	}
	m[comp], c.Reassessed = ReassessState{Reassessment: r}, m
	return c
}
