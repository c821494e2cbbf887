package exam

import (
	"errors"
	"slices"
	"strings"
)

// What one candidate's proof slip is made of: the candidate's own events, where their
// sessions stood, the plan's rows that judge them, and the stages of all results.
// Rows of people are not among them: they carry ID numbers.

// errSlip says why events do not make a slip.
var errSlip = errors.New("not what a slip is made of")

// SlipParts are the subjects of a slip, from the candidate's row in effect.
func SlipParts(row Candidate) []string {
	out := []string{"candidate/" + string(row.No), "subject/" + row.Subject, "results", "plan"}
	for _, c := range Components() {
		if no, in := row.Sessions[c]; in {
			out = append(out, "session/"+string(no), "rubric/"+row.Subject+"/"+string(c))
		}
	}
	return out
}

// SlipEvents picks from all events on SlipParts those that the slip of row shows. load
// is the name of the load in effect: of the plan's rows only those count.
func SlipEvents(row Candidate, load string, facts []Fact) []Fact {
	parts := SlipParts(row)
	var out []Fact
	for _, f := range facts {
		own := f.On == "candidate/"+string(row.No)
		switch {
		case !slices.Contains(parts, f.On):
		case own: // every load that listed them: each later event has seen it
			out = append(out, f)
		case f.On == "plan":
			if l, err := BodyOf[Loading](f); f.Kind == PlanLoaded && err == nil && l.Load == load {
				out = append(out, f)
			}
		case f.Abt == aboutListed:
			// A session's rows of every load: its later events have seen them.
			if loadOf(f) == load || strings.HasPrefix(f.On, "session/") {
				out = append(out, f)
			}
		default:
			out = append(out, f)
		}
	}
	return out
}

// SlipResult judges a candidate by the events of their slip alone. roleOf says which
// role a person's key has. Who was to score is taken from who handed in: that nobody
// was left out stands in the archive. confirmed is the last confirmation among the
// events, nil when there is none; right says whether judging what stood before it gives
// the same. An error means that the events are not a slip's.
func SlipResult(no CandidateNo, pol Policy, facts []Fact, roleOf func(StaffID) Role) (confirmed *Confirmed, right bool, err error) {
	s, err := sortSlip(no, facts)
	if err != nil {
		return nil, false, err
	}
	last := -1
	for i, f := range s.own {
		if f.Kind == ResultConfirmed {
			last = i
		}
	}
	if last < 0 {
		return nil, false, nil
	}
	c, err := BodyOf[Confirmed](s.own[last])
	if err != nil {
		return nil, false, errSlip
	}
	before := s.own[:last]
	j := Judge{Plan: PlanOf(s.rows), Policy: pol, Sessions: map[SessionNo]SessionState{}}
	j.Plan.Staff = slipStaff(before, roleOf)
	if !j.Plan.judges(s.row) {
		return nil, false, errSlip
	}
	for _, row := range j.Plan.Sessions {
		j.Sessions[row.No] = FoldSession(row, s.sessions[row.No])
	}
	r := j.Result(FoldCandidate(s.row, before))
	return &c, c.Says(r), nil
}

// judges says whether the plan has the rows that judging a candidate needs: a rubric that
// was left out would let any item count.
func (p Plan) judges(row Candidate) bool {
	subject, known := p.Subject(row.Subject)
	for _, comp := range subject.Needs() {
		if _, has := p.Rubric(row.Subject, comp); comp != Theory && !has {
			return false
		}
	}
	return known
}

// Says says whether a confirmation states exactly this result.
func (c Confirmed) Says(r Result) bool {
	same := func(said, is *Tenths) bool {
		return (said == nil) == (is == nil) && (said == nil || *said == *is)
	}
	return c.Attended == r.Attended && c.Qualified == r.Qualified && same(c.Total, r.Total) &&
		same(c.Theory, r.Parts[Theory].Score) && same(c.Practical, r.Parts[Practical].Score) &&
		same(c.Review, r.Parts[Review].Score) && slices.Equal(c.Reasons, r.Reasons)
}

// sortedSlip is a slip's events by what they are.
type sortedSlip struct {
	row      Candidate
	own      []Fact // the candidate's, in fold order
	rows     []Fact // subject, rubrics, sessions of the load in effect
	sessions map[SessionNo][]Fact
}

// sortSlip sorts a slip's events and refuses any that is not its own.
func sortSlip(no CandidateNo, facts []Fact) (sortedSlip, error) {
	s := sortedSlip{sessions: map[SessionNo][]Fact{}}
	var load string
	for _, f := range facts {
		if l, err := BodyOf[Loading](f); f.Kind == PlanLoaded && err == nil {
			if load != "" {
				return s, errSlip
			}
			load = l.Load
		}
	}
	var own []Fact
	for _, f := range facts {
		if f.On != "candidate/"+string(no) {
			continue
		}
		own = append(own, f)
		if l, err := BodyOf[Listed[Candidate]](f); f.Kind == CandidateListed && err == nil && l.Load == load {
			s.row = l.Row
		}
	}
	if s.row.No != no || load == "" {
		return s, errSlip
	}
	s.own, _ = Order(own)
	if len(s.own) != len(own) {
		return s, errSlip
	}
	parts := SlipParts(s.row)
	for _, f := range facts {
		session, of := strings.CutPrefix(f.On, "session/")
		switch {
		case !slices.Contains(parts, f.On), f.On == "plan" && f.Kind != PlanLoaded:
			return s, errSlip
		case of:
			s.sessions[SessionNo(session)] = append(s.sessions[SessionNo(session)], f)
		}
		if f.Abt == aboutListed && f.Kind != CandidateListed {
			switch {
			case loadOf(f) == load:
				s.rows = append(s.rows, f)
			case !of:
				return s, errSlip
			}
		}
	}
	return s, nil
}

// slipStaff are those who handed in a sheet of the candidate, with their sessions.
func slipStaff(own []Fact, roleOf func(StaffID) Role) []Staff {
	in := map[StaffID][]SessionNo{}
	for _, f := range own {
		if p := readPlace(f.Abt); p.what == placeSent && p.staff == StaffID(f.By) && !slices.Contains(in[p.staff], p.session) {
			in[p.staff] = append(in[p.staff], p.session)
		}
	}
	var out []Staff
	for id, sessions := range in {
		out = append(out, Staff{ID: id, Name: string(id), Role: roleOf(id), Sessions: sessions})
	}
	slices.SortFunc(out, func(a, b Staff) int { return CompareStaff(a.ID, b.ID) })
	return out
}
