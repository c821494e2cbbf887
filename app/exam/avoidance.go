package exam

import (
	"slices"
	"strings"
)

// Avoidance is the declaration 回避 that a staff member may not act for a candidate, or in
// a session (domain 6). Lifted takes it back, with the reason in Text.
type Avoidance struct {
	Ground string `json:"ground"` // a code of avoidances.json
	Text   string `json:"text"`
	Lifted bool   `json:"lifted"`
}

// avoidancePlace begins the slots of avoidance, on candidate/<no> and session/<no>:
// avoidance/<staff>.
const avoidancePlace = "avoidance/"

// avoided reads whom a subject's avoidance bars. Where two laptops say different things
// at once the person is barred until that is settled.
func (f *slotFold) avoided() map[StaffID]Avoidance {
	var out map[StaffID]Avoidance
	for about, slot := range f.slots {
		who, is := strings.CutPrefix(about, avoidancePlace)
		if !is {
			continue
		}
		var sides []Fact
		if slot.Conflict != nil {
			sides = slot.Conflict.Sides
		} else if slot.Holds != nil {
			sides = []Fact{*slot.Holds}
		}
		for _, s := range sides {
			if a, err := BodyOf[Avoidance](s); err == nil && s.Kind == AvoidanceDeclared && !a.Lifted {
				if out == nil {
					out = map[StaffID]Avoidance{}
				}
				out[StaffID(who)] = a
			}
		}
	}
	return out
}

// allowAvoidance keeps a declaration in its slot: a ground, and a reason to lift one.
func allowAvoidance(f Fact) string {
	who, is := strings.CutPrefix(f.Abt, avoidancePlace)
	a, err := BodyOf[Avoidance](f)
	if !is || who == "" || strings.Contains(who, "/") || err != nil || a.Ground == "" || a.Lifted && a.Text == "" {
		return SetAsideForm
	}
	return ""
}

// Avoids says whether somebody may not act for a candidate in a session, and the ground.
func Avoids(who StaffID, c CandidateState, s SessionState) (Avoidance, bool) {
	if a, is := c.Avoided[who]; is {
		return a, true
	}
	a, is := s.Avoided[who]
	return a, is
}

// AvoidsSession says whether somebody may not act in a session at all: barred from it,
// or its supervisor and barred from one of its candidates, for a supervisor watches and
// signs for everybody there (notice 6.3). people are the session's candidates.
func AvoidsSession(who StaffID, role Role, s SessionState, people []CandidateState) (Avoidance, bool) {
	if a, is := s.Avoided[who]; is || role != RoleSupervisor {
		return a, is
	}
	for _, c := range people {
		if a, is := c.Avoided[who]; is {
			return a, true
		}
	}
	return Avoidance{}, false
}

// withoutAvoided leaves out the signers who may not act in the session.
func withoutAvoided(list []Signer, s SessionState, people []CandidateState) []Signer {
	return slices.DeleteFunc(list, func(x Signer) bool {
		_, barred := AvoidsSession(x.Staff, x.As, s, people)
		return barred
	})
}

// Expected are the scorers of a candidate's component, without those who avoid them and
// those whose part no longer counts after a disqualification. Where it is scored again they
// are the ones named for it.
func (j Judge) Expected(c CandidateState, comp Component) []StaffID {
	if again := c.again(comp); again != nil {
		return slices.DeleteFunc(slices.Clone(again.Scorers), func(who StaffID) bool {
			_, barred := c.Avoided[who]
			return barred
		})
	}
	in := c.Listed.Sessions[comp]
	return slices.DeleteFunc(j.Plan.scorers(in, comp), func(who StaffID) bool {
		_, barred := Avoids(who, c, j.Sessions[in])
		return barred || c.leftOut(comp, who)
	})
}

// Short says how many scorers avoidance leaves for a candidate's component and how many
// the policy asks for; short is false where it takes nobody away, or leaves enough.
func (j Judge) Short(c CandidateState, comp Component) (have, need int, short bool) {
	if comp == Theory {
		return 0, 0, false
	}
	have, need = len(j.Expected(c, comp)), j.Policy.MinAssessors
	if comp == Review {
		need = j.Policy.MinBoard
	}
	return have, need, have < need && have < len(j.Plan.scorers(c.Listed.Sessions[comp], comp))
}
