package desk

import (
	"slices"
	"strings"
	"sync"

	"kaowu/app/exam"
)

// index answers questions about the roster from memory.
type index struct {
	rows      []exam.Candidate
	byNo      map[exam.CandidateNo]*exam.Candidate
	byID      map[string]exam.CandidateNo
	bySession map[exam.SessionNo][]exam.CandidateNo

	all   func() *lookup // of everybody, built at the first search
	mu    sync.Mutex
	rooms map[exam.SessionNo]*lookup // of one session each, built when it is first searched
}

func (s *Site) indexed() (*index, error) {
	s.mu.Lock()
	ix := s.index
	s.mu.Unlock()
	if ix != nil {
		return ix, nil
	}
	r, err := s.Roster()
	if err != nil {
		return nil, err
	}
	ix = newIndex(r.Plan.Candidates)
	s.mu.Lock()
	s.index = ix
	s.mu.Unlock()
	return ix, nil
}

func newIndex(rows []exam.Candidate) *index {
	ix := &index{rows: rows, byNo: map[exam.CandidateNo]*exam.Candidate{}, byID: map[string]exam.CandidateNo{},
		bySession: map[exam.SessionNo][]exam.CandidateNo{}, rooms: map[exam.SessionNo]*lookup{}}
	ix.all = sync.OnceValue(func() *lookup {
		every := make([]*exam.Candidate, len(rows))
		for i := range rows {
			every[i] = &rows[i]
		}
		return newLookup(every)
	})
	for i := range rows {
		c := &rows[i]
		ix.byNo[c.No] = c
		ix.byID[c.IDNumber] = c.No
		for _, no := range c.Sessions {
			ix.bySession[no] = append(ix.bySession[no], c.No)
		}
		for comp, no := range c.Again {
			if no != c.Sessions[comp] {
				ix.bySession[no] = append(ix.bySession[no], c.No)
			}
		}
	}
	for no, list := range ix.bySession {
		comp := exam.Component("")
		for k, v := range ix.byNo[list[0]].Sessions {
			if v == no {
				comp = k
			}
		}
		for k, v := range ix.byNo[list[0]].Again {
			if v == no {
				comp = k
			}
		}
		slices.SortStableFunc(list, func(a, b exam.CandidateNo) int { return ix.byNo[a].Seats[comp] - ix.byNo[b].Seats[comp] })
	}
	return ix
}

// in is the lookup of one session's candidates.
func (ix *index) in(no exam.SessionNo) *lookup {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	l := ix.rooms[no]
	if l == nil {
		var rows []*exam.Candidate
		for _, c := range ix.bySession[no] {
			rows = append(rows, ix.byNo[c])
		}
		l = newLookup(rows)
		ix.rooms[no] = l
	}
	return l
}

// Match is one candidate that a search found.
type Match struct {
	No         exam.CandidateNo
	Name       string
	Department string
	Seat       int
	Session    exam.SessionNo // where they belong for the component searched
	State      exam.Presence
	Exact      bool // by the whole exam or ID number: a scanner's Enter admits
}

// Find searches by exam number, ID number, name or pinyin initials; the
// candidates of the session come first. It looks names up and reads no roster row
// that does not match, so 100,000 candidates answer like 30. At most 20 are given.
// Refusal: blind for who scores by code number there.
func (d *Desk) Find(in exam.SessionNo, query string) ([]Match, error) {
	if err := d.allow("Find", in); err != nil {
		return nil, err
	}
	if err := d.refuseHidden(in); err != nil {
		return nil, err
	}
	ix, err := d.site.indexed()
	if err != nil {
		return nil, err
	}
	st, err := d.site.session(in)
	if err != nil {
		return nil, err
	}
	comp := st.Session.Component
	q := exam.CleanText(strings.TrimSpace(query))
	if q == "" {
		return nil, nil
	}
	if no, ok := ix.byID[exam.CleanID(q)]; ok {
		return d.site.matches(ix, comp, []exam.CandidateNo{no}, true)
	}
	if _, ok := ix.byNo[exam.CandidateNo(q)]; ok {
		return d.site.matches(ix, comp, []exam.CandidateNo{exam.CandidateNo(q)}, true)
	}
	found := ix.in(in).find(q, most, nil)
	if len(found) < most {
		found = append(found, ix.all().find(q, most-len(found), func(c *exam.Candidate) bool { return c.Sessions[comp] != in })...)
	}
	nos := make([]exam.CandidateNo, len(found))
	for i, c := range found {
		nos[i] = c.No
	}
	return d.site.matches(ix, comp, nos, false)
}

// most is how many matches a search gives: more than anybody reads at a door.
const most = 20

func (s *Site) matches(ix *index, comp exam.Component, nos []exam.CandidateNo, exact bool) ([]Match, error) {
	out := make([]Match, 0, len(nos))
	for _, no := range nos {
		st, err := s.candidate(no)
		if err != nil {
			return nil, err
		}
		c := ix.byNo[no]
		m := Match{No: no, Name: c.Name, Department: c.Department, Session: c.Sessions[comp],
			Seat: c.Seats[comp], State: st.Attendance[comp].State, Exact: exact}
		if a := st.Attendance[comp]; a.State == exam.Present {
			m.Seat = a.Seat
		}
		out = append(out, m)
	}
	return out, nil
}
