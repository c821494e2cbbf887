package desk

import (
	"slices"
	"strings"
	"time"

	"kaowu/app/exam"
)

// tally is what the day's page counts in one session, alike for everybody who
// looks. It is kept until an event of the session, its record or one of its
// candidates comes, so that a day of sixty sessions is drawn again in no time.
type tally struct {
	expected, present, absent, late int
	sheets, ofSheets                int
	cases                           []Need // with nobody's Mine
	toUpload                        int    // qualified people whose first part this is, without a receipt

	frozen, signed bool // the record
	next           []exam.Signer
	since          exam.Time // of the last step towards the signed record
}

// untally drops what an event on a subject may have changed. s.mu is held.
func (s *Site) untally(on string) {
	kind, no, _ := strings.Cut(on, "/")
	switch kind {
	case "session", "record":
		delete(s.tallies, exam.SessionNo(no))
	case "candidate":
		if s.index == nil || s.index.byNo[exam.CandidateNo(no)] == nil {
			clear(s.tallies)
			return
		}
		row := s.index.byNo[exam.CandidateNo(no)]
		for comp, in := range row.Sessions {
			delete(s.tallies, in)
			delete(s.tallies, row.Again[comp])
		}
	case onPlan, onResults, "upload":
		clear(s.tallies)
	}
}

// tally counts a session, or gives what was counted. published says whether the
// results are: only then is an upload due.
func (s *Site) tally(row exam.Session, j exam.Judge, published bool) (tally, error) {
	s.mu.Lock()
	t, ok := s.tallies[row.No]
	before := s.changes
	s.mu.Unlock()
	if ok {
		return t, nil
	}
	t, err := s.countSession(row, j, published)
	if err != nil {
		return t, err
	}
	s.mu.Lock()
	if s.changes == before {
		s.tallies[row.No] = t
	}
	s.mu.Unlock()
	return t, nil
}

func (s *Site) countSession(row exam.Session, j exam.Judge, published bool) (tally, error) {
	people, err := s.inSession(row.No)
	if err != nil {
		return tally{}, err
	}
	t := tally{expected: len(people)}
	for _, c := range people {
		s.countCandidate(&t, c, row, j, published)
	}
	st := j.Sessions[row.No]
	if row.Component == exam.Theory {
		t.ofSheets, t.sheets = 2, len(st.Submitted)
		if st.FileAt != nil {
			t.sheets = 2
		}
	} else {
		for _, c := range people {
			if c.Attendance[row.Component].State == exam.Present && c.ScoredIn(row.Component) == row.No {
				t.ofSheets += len(j.Expected(c, row.Component))
			}
		}
	}
	if n, open, err := s.undecidedIn(row, people, j); err != nil {
		return t, err
	} else if open {
		t.cases = append(t.cases, n)
	}
	return t, s.countRecord(&t, st)
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// countRecord says how far a session's record is, and what is in conflict beside
// its candidates.
func (s *Site) countRecord(t *tally, st exam.SessionState) error {
	no := st.Session.No
	rec, err := s.record(no)
	if err != nil {
		return err
	}
	for _, k := range append(slices.Clone(st.Conflicts), rec.Conflicts...) {
		t.cases = append(t.cases, Need{Code: "conflict", Says: "conflict-session", Session: no, Args: map[string]any{"session": string(no)}, Since: newest(k.Sides)})
	}
	t.frozen, t.signed, t.since = rec.Frozen != nil, rec.Paper != nil, st.ClosedAt
	if !t.frozen || t.signed {
		return nil
	}
	c, _, err := s.content(no)
	if err != nil {
		return err
	}
	t.next = exam.NextSigners(c, rec)
	for _, f := range rec.Facts {
		if f.ID == rec.FrozenID {
			t.since = f.Wall
		}
	}
	for _, sig := range rec.Signatures {
		t.since = sig.When
	}
	return nil
}

// newest is when the last of some facts was said.
func newest(facts []exam.Fact) exam.Time {
	var at exam.Time
	for _, f := range facts {
		if f.Wall.After(at.Time) {
			at = f.Wall
		}
	}
	return at
}

// countCandidate adds one candidate to a session's figures and says what they wait for.
func (s *Site) countCandidate(t *tally, c exam.CandidateState, row exam.Session, j exam.Judge, published bool) {
	comp := row.Component
	wait := func(code string, since exam.Time, pairs ...any) *Need {
		n := Need{Code: code, Session: row.No, Candidate: c.No, Since: since, Args: map[string]any{"no": string(c.No), "name": c.Listed.Name, "session": string(row.No)}}
		for i := 0; i+1 < len(pairs); i += 2 {
			n.Args[pairs[i].(string)] = pairs[i+1]
		}
		t.cases = append(t.cases, n)
		return &t.cases[len(t.cases)-1]
	}
	a := c.Attendance[comp]
	t.present += one(a.State == exam.Present)
	t.late += one(a.State == exam.Present && a.Late > 0)
	t.absent += one(a.State == exam.AbsentNow)
	for _, k := range c.Conflicts {
		if strings.Contains(k.About, string(comp)) {
			wait("conflict", newest(k.Sides))
		}
	}
	for _, seen := range c.Violations {
		if seen.Session == row.No && !seen.Decided {
			wait("violation", exam.Time{Time: s.clockTime(row.Date, seen.Time)}, "code", "code:violation."+seen.Code)
		}
	}
	if w := waiting(c, comp); w != nil {
		wait("correction", w.When, "component", comp, "by", s.name(w.Proposer)).by = []exam.StaffID{w.Proposer}
	}
	if published && firstPart(c.Listed) == comp && c.Listed.Sessions[comp] == row.No {
		t.toUpload += one(c.Held == nil && c.Register.Withdrawn == nil && j.Result(c).Qualified)
	}
	if a.State != exam.Present {
		return
	}
	if comp == exam.Theory {
		if j.TheoryOutcome(c).Reason == exam.ReasonDisagree {
			s.disagree(c, row, j, wait)
		}
		return
	}
	if c.ScoredIn(comp) != row.No {
		return // scored again elsewhere
	}
	sent, expected := exam.Time{}, j.Expected(c, comp)
	for _, sh := range c.Sheets[comp] {
		if sh.Sent && sh.Session == row.No && slices.Contains(expected, sh.Staff) {
			t.sheets++
			if sh.SentAt.After(sent.Time) {
				sent = sh.SentAt
			}
		}
	}
	if com := j.Combine(c, comp); com.NeedsArbitration && com.Arbitration == nil {
		wait("arbitration", sent, "n", len(com.Sheets), "spread", com.Spread.String(), "limit", j.Policy.SpreadLimit.String()).Says = "arbitration-" + com.Why
	}
}

// disagree is a paper whose two entries, both handed in, are not alike.
func (s *Site) disagree(c exam.CandidateState, row exam.Session, j exam.Judge, wait func(string, exam.Time, ...any) *Need) {
	var scores []string
	var by []exam.StaffID
	var said []exam.Fact
	st := j.Sessions[row.No]
	for _, e := range handedIn(c, st) {
		scores, by, said = append(scores, e.Score.String()), append(by, e.Staff), append(said, st.Submitted[e.Staff])
	}
	if len(scores) < 2 {
		return
	}
	n := wait("disagree", newest(said), "first", scores[0], "second", scores[1])
	n.by = by
	if h := c.HandedOver(row.No); h != nil { // only the other's turn now
		n.Says, n.Since, n.by = "disagree-handed", h.When, []exam.StaffID{h.To}
		n.Args["by"], n.Args["to"] = s.name(h.By), s.name(h.To)
	}
}

// firstPart is the first component that a candidate takes.
func firstPart(c exam.Candidate) exam.Component {
	for _, comp := range exam.Components() {
		if _, ok := c.Sessions[comp]; ok {
			return comp
		}
	}
	return ""
}

// minutes is a span in whole minutes.
func minutes(d time.Duration) int { return int(d / time.Minute) }
