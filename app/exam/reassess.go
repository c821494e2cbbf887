package exam

import (
	"slices"
	"strings"
)

// What becomes of a candidate's component in which a disqualified person had a part.
const (
	ReassessStands   = "stands"   // it stands without their part: what the others did suffices
	ReassessAgain    = "again"    // it is void until others have scored it again 重新评定
	ReassessRestored = "restored" // as before: the disqualification was lifted
)

// Reassessment decides a component of a candidate after a disqualification 重新评定. It is
// an event of the candidate, so that a result is judged by what was decided before it was
// confirmed, in every book, archive and slip alike.
type Reassessment struct {
	Rests   []ID      `json:"rests"`   // the staff.disqualified it answers
	Without []StaffID `json:"without"` // whose sheets, entries and arbitration no longer count
	Choice  string    `json:"choice"`
	Reason  string    `json:"reason"`
	Session SessionNo `json:"session"` // of ReassessAgain: where it is scored again; else empty
	Scorers []StaffID `json:"scorers"` // of ReassessAgain: who scores, or the two who enter the paper
}

// Bad names the first item of a decision that cannot stand; empty when all can.
func (r Reassessment) Bad() string {
	again := r.Choice == ReassessAgain
	switch {
	case !slices.Contains([]string{ReassessStands, ReassessAgain, ReassessRestored}, r.Choice):
		return "choice"
	case r.Reason == "":
		return "reason"
	case again != (r.Session != ""):
		return "session"
	case again != (len(r.Scorers) > 0), overlap(r.Scorers, r.Without):
		return "scorers"
	case r.Choice == ReassessRestored && len(r.Without) > 0:
		return "without"
	}
	return ""
}

func overlap(a, b []StaffID) bool {
	return slices.ContainsFunc(a, func(x StaffID) bool { return slices.Contains(b, x) })
}

// ReassessState is a decision with who and when.
type ReassessState struct {
	Reassessment
	By   StaffID
	When Time
	Fact ID
}

// Answers says whether the decision was made knowing of a disqualification.
func (r ReassessState) Answers(d Disqualified) bool {
	for _, id := range d.Facts {
		if !slices.Contains(r.Rests, id) {
			return false
		}
	}
	return true
}

const beforeReassess = "reassess/"

// AboutReassess is the slot of a component's decision.
func AboutReassess(c Component) string { return beforeReassess + string(c) }

// allowReassess keeps a decision in its slot and whole.
func allowReassess(f Fact) string {
	comp, is := strings.CutPrefix(f.Abt, beforeReassess)
	r, err := BodyOf[Reassessment](f)
	if !is || err != nil || !slices.Contains(Components(), Component(comp)) || r.Bad() != "" {
		return SetAsideForm
	}
	return ""
}

// takeReassess reads one slot of a candidate's decisions.
func (s *CandidateState) takeReassess(about string, f Fact) {
	comp, is := strings.CutPrefix(about, beforeReassess)
	if !is || f.Kind != ReassessDecided {
		return
	}
	r, err := BodyOf[Reassessment](f)
	if err != nil {
		return
	}
	if s.Reassessed == nil {
		s.Reassessed = map[Component]ReassessState{}
	}
	s.Reassessed[Component(comp)] = ReassessState{r, StaffID(f.By), f.Wall, f.ID}
}

// again is the decision that a component be scored again; nil where it stands.
func (s CandidateState) again(comp Component) *ReassessState {
	r, is := s.Reassessed[comp]
	if !is || r.Choice != ReassessAgain {
		return nil
	}
	return &r
}

// leftOut says whether somebody's part in a component no longer counts.
func (s CandidateState) leftOut(comp Component, who StaffID) bool {
	return slices.Contains(s.Reassessed[comp].Without, who)
}

// ScoredIn is the session whose sheets make a component: where it is scored again, else
// the candidate's own.
func (s CandidateState) ScoredIn(comp Component) SessionNo {
	if a := s.again(comp); a != nil {
		return a.Session
	}
	return s.Listed.Sessions[comp]
}

// arbitrated is the arbitration that may count for a component: that of the session in
// which it is scored, by somebody whose part still counts.
func (s CandidateState) arbitrated(comp Component) *ArbitrationState {
	a := s.Arbitration[comp]
	if again := s.again(comp); again != nil {
		a = s.arbitrations[sheetKey{component: comp, session: again.Session}]
	}
	if a == nil || s.leftOut(comp, a.By) {
		return nil
	}
	return a
}

// Needed is how many sheets the policy asks for in a component (domain 6); 0 for theory.
func (p Policy) Needed(comp Component) int {
	switch comp {
	case Practical:
		return p.MinAssessors
	case Review:
		return p.MinBoard
	}
	return 0
}

// tooFew says whether a decision left fewer sheets than the policy asks for: others must
// score then, whatever was decided.
func (j Judge) tooFew(c CandidateState, comp Component, sheets int) bool {
	return len(c.Reassessed[comp].Without) > 0 && sheets < j.Policy.Needed(comp)
}

// ReassessedRow is a candidate's row with the sessions in which components are scored
// again; facts are all events on candidate/<no>.
func ReassessedRow(row Candidate, facts []Fact) Candidate {
	if !slices.ContainsFunc(facts, func(f Fact) bool { return f.Kind == ReassessDecided }) {
		return row
	}
	c := FoldCandidate(row, facts)
	row.Again = map[Component]SessionNo{}
	for _, comp := range Components() {
		if a := c.again(comp); a != nil {
			row.Again[comp] = a.Session
		}
	}
	return row
}
