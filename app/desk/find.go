package desk

import (
	"slices"
	"strings"

	"github.com/mozillazg/go-pinyin"

	"kaowu/app/exam"
)

// index answers searches over the roster from memory, at 10,000 candidates in
// well under a frame.
type index struct {
	rows      []exam.Candidate
	initials  []string // of rows[i]: all readings, "zx cx" for 曾 x
	byNo      map[exam.CandidateNo]*exam.Candidate
	byID      map[string]exam.CandidateNo
	bySession map[exam.SessionNo][]exam.CandidateNo
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
	ix := &index{rows: rows, initials: make([]string, len(rows)),
		byNo: map[exam.CandidateNo]*exam.Candidate{}, byID: map[string]exam.CandidateNo{},
		bySession: map[exam.SessionNo][]exam.CandidateNo{}}
	readings := newReadings()
	for i := range rows {
		c := &rows[i]
		ix.initials[i] = strings.Join(readings.initials(c.Name), " ")
		ix.byNo[c.No] = c
		ix.byID[c.IDNumber] = c.No
		for _, no := range c.Sessions {
			ix.bySession[no] = append(ix.bySession[no], c.No)
		}
	}
	for no, list := range ix.bySession {
		comp := exam.Component("")
		for k, v := range ix.byNo[list[0]].Sessions {
			if v == no {
				comp = k
			}
		}
		slices.SortStableFunc(list, func(a, b exam.CandidateNo) int { return ix.byNo[a].Seats[comp] - ix.byNo[b].Seats[comp] })
	}
	return ix
}

// readings knows the initial letters of Chinese characters, every reading of
// each: the module's first reading is wrong for one surname in six (曾 单 仇 …).
type readings struct {
	args pinyin.Args
	seen map[rune]string
}

func newReadings() *readings {
	a := pinyin.NewArgs()
	a.Style, a.Heteronym = pinyin.FirstLetter, true
	return &readings{args: a, seen: map[rune]string{}}
}

func (r *readings) of(c rune) string {
	if s, ok := r.seen[c]; ok {
		return s
	}
	s := ""
	for _, l := range pinyin.SinglePinyin(c, r.args) {
		if l != "" && !strings.Contains(s, l) {
			s += l
		}
	}
	if s == "" && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
		s = strings.ToLower(string(c))
	}
	r.seen[c] = s
	return s
}

// initials lists every spelling of a name by initials, at most 16.
func (r *readings) initials(name string) []string {
	out := []string{""}
	for _, c := range name {
		letters := r.of(c)
		if letters == "" {
			continue // a dot between parts of a name has no sound
		}
		var next []string
		for _, head := range out {
			for i := 0; i < len(letters) && len(next) < 16; i++ {
				next = append(next, head+letters[i:i+1])
			}
		}
		out = next
	}
	return out
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
// candidates of the session come first. At most 20 are given.
func (d *Desk) Find(in exam.SessionNo, query string) ([]Match, error) {
	if err := d.allow("Find", in); err != nil {
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
	low := strings.ToLower(q)
	var here, there []exam.CandidateNo
	for i := range ix.rows {
		c := &ix.rows[i]
		if !fits(c, ix.initials[i], q, low) {
			continue
		}
		if c.Sessions[comp] == in {
			here = append(here, c.No)
		} else if len(there) < 20 {
			there = append(there, c.No)
		}
		if len(here) >= 20 {
			break
		}
	}
	found := append(here, there...)
	if len(found) > 20 {
		found = found[:20]
	}
	return d.site.matches(ix, comp, found, false)
}

func fits(c *exam.Candidate, initials, q, low string) bool {
	if strings.HasPrefix(string(c.No), q) || strings.HasPrefix(c.Name, q) {
		return true
	}
	if len(q) >= 4 && (strings.HasSuffix(string(c.No), q) || strings.HasSuffix(c.IDNumber, strings.ToUpper(q))) {
		return true
	}
	for rest := initials; rest != ""; {
		one, after, _ := strings.Cut(rest, " ")
		if strings.HasPrefix(one, low) {
			return true
		}
		rest = after
	}
	return false
}

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
