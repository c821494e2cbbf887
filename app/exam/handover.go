package exam

import (
	"cmp"
	"slices"
)

// HandedOver is a theory disagreement that one of the two people of the double entry
// has looked at and left to the other to enter again (look 6.5).
type HandedOver struct {
	Session SessionNo
	By, To  StaffID
	Rests   []ID // the two entries that it is about
	When    Time
	Fact    ID
}

// HandedOver gives to whom a session's disagreement was last left; nil where nobody
// left it, or where either of the two has entered again since: that is a new
// disagreement, or none.
func (s CandidateState) HandedOver(in SessionNo) *HandedOver {
	for i := len(s.handed) - 1; i >= 0; i-- {
		h := &s.handed[i]
		if h.Session == in && slices.Equal(h.Rests, s.entries(in)) {
			return h
		}
	}
	return nil
}

// entries are the ids of a session's entries, in order of staff id.
func (s CandidateState) entries(in SessionNo) []ID {
	out := make([]ID, 0, len(s.Theory[in]))
	for _, e := range s.Theory[in] {
		out = append(out, e.Fact)
	}
	return out
}

// takeHanded puts a hand-over into the state.
func (s *CandidateState) takeHanded(p place, f Fact) {
	if v, err := BodyOf[HandingOver](f); err == nil {
		s.handed = append(s.handed, HandedOver{Session: p.session, By: StaffID(f.By), To: v.To, Rests: v.Rests, When: f.Wall, Fact: f.ID})
	}
}

// sortHanded puts hand-overs in the order in which the fold takes them.
func (s *CandidateState) sortHanded() {
	if len(s.handed) < 2 {
		return
	}
	at := map[ID]int{}
	for i, f := range s.Facts {
		at[f.ID] = i
	}
	slices.SortFunc(s.handed, func(a, b HandedOver) int { return cmp.Compare(at[a.Fact], at[b.Fact]) })
}
