package desk

import (
	"errors"
	"hash/fnv"
	"strings"
	"sync"

	"kaowu/app/exam"
	"kaowu/store"
)

// Subjects of events (record.md 2).
const (
	onPlan    = "plan"
	onResults = "results"
	onArchive = "archive"
)

func onCandidate(no exam.CandidateNo) string { return "candidate/" + string(no) }
func onSession(no exam.SessionNo) string     { return "session/" + string(no) }
func onRecord(no exam.SessionNo) string      { return "record/" + string(no) }

// hold locks a subject from rule check to append.
func (s *Site) hold(on string) func() {
	h := fnv.New32a()
	h.Write([]byte(on))
	var l *sync.Mutex = &s.locks[h.Sum32()%uint32(len(s.locks))]
	l.Lock()
	return l.Unlock
}

// forget drops every fold: after opening and after a load.
func (s *Site) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.roster, s.index = nil, nil
	s.people = map[exam.CandidateNo]*exam.CandidateState{}
	s.sessions = map[exam.SessionNo]*exam.SessionState{}
	s.tallies = map[exam.SessionNo]tally{}
	s.barredStaff = nil
}

// appended drops the folds that new events changed and tells who watches.
func (s *Site) appended(facts []exam.Fact) {
	s.mu.Lock()
	s.changes++
	for _, f := range facts {
		s.untally(f.On)
		switch {
		case f.Kind == exam.KeyRevoked, f.Kind == exam.LateAdmitted:
			// What counts of any subject may be another now (exam.Revocations).
			s.roster, s.index, s.marks, s.barredStaff = nil, nil, nil, nil
			clear(s.people)
			clear(s.sessions)
			clear(s.tallies)
		case f.Kind == exam.StaffDisqualified, f.Kind == exam.ConflictSettled && strings.HasPrefix(f.On, onStaff):
			s.barredStaff = nil
			clear(s.tallies)
		case f.Kind == exam.PlanLoaded, f.Kind == exam.CandidateRectified, f.Kind == exam.ReassessDecided, f.Kind == exam.SessionNamed, f.Kind == exam.ConflictSettled:
			clear(s.tallies)
			s.roster, s.index = nil, nil
			clear(s.people)
			clear(s.sessions)
		case len(f.On) > 10 && f.On[:10] == "candidate/":
			delete(s.people, exam.CandidateNo(f.On[10:]))
		case len(f.On) > 8 && f.On[:8] == "session/":
			delete(s.sessions, exam.SessionNo(f.On[8:]))
		}
	}
	watchers := s.watchers
	s.mu.Unlock()
	for _, w := range watchers {
		for _, f := range facts {
			w(f)
		}
	}
}

// Roster is the plan in effect.
func (s *Site) Roster() (*exam.Roster, error) {
	s.mu.Lock()
	r := s.roster
	s.mu.Unlock()
	if r != nil {
		return r, nil
	}
	plan, err := s.book.Events(onPlan)
	if err != nil {
		return nil, err
	}
	var rows []exam.Fact
	later := map[exam.CandidateNo][]exam.Fact{} // of whom something of the row changed
	var named []exam.SessionNaming
	for _, prefix := range []string{"staff/", "room/", "subject/", "rubric/", "session/", "candidate/"} {
		subjects, err := s.book.Subjects(prefix)
		if err != nil {
			return nil, err
		}
		for _, on := range subjects {
			facts, err := s.book.Events(on)
			if err != nil {
				return nil, err
			}
			for _, f := range facts {
				switch {
				case f.Abt == "listed":
					rows = append(rows, f)
				case f.Kind == exam.CandidateRectified, f.Kind == exam.ReassessDecided:
					later[exam.CandidateNo(on[len("candidate/"):])] = facts
				case f.Kind == exam.SessionNamed:
					if n := exam.NamedSession(exam.SessionNo(on[len("session/"):]), facts); n != nil {
						named = append(named, *n)
					}
				}
			}
		}
	}
	made := exam.FoldRoster(plan, rows)
	for i, c := range made.Plan.Candidates {
		made.Plan.Candidates[i] = exam.ReassessedRow(exam.RectifiedRow(c, later[c.No]), later[c.No])
	}
	for _, n := range named {
		made.Plan.Named(n)
	}
	s.mu.Lock()
	s.roster = &made
	s.mu.Unlock()
	return &made, nil
}

// Policy is the table of figures the exam was created with.
func (s *Site) Policy() (exam.Policy, error) {
	s.mu.Lock()
	p := s.policy
	s.mu.Unlock()
	if p != nil {
		return *p, nil
	}
	facts, err := s.book.Events("exam")
	if err != nil {
		return exam.Policy{}, err
	}
	for _, f := range facts {
		if f.Kind == exam.ExamCreated {
			c, err := exam.BodyOf[exam.ExamCreation](f)
			if err != nil {
				return exam.Policy{}, err
			}
			s.mu.Lock()
			s.policy = &c.Policy
			s.mu.Unlock()
			return c.Policy, nil
		}
	}
	return exam.Policy{}, errors.New("the book has no exam.created event")
}

// session gives a session's row and fold. Refusal: unknown-session.
func (s *Site) session(no exam.SessionNo) (exam.SessionState, error) {
	s.mu.Lock()
	c := s.sessions[no]
	s.mu.Unlock()
	if c != nil {
		return *c, nil
	}
	r, err := s.Roster()
	if err != nil {
		return exam.SessionState{}, err
	}
	for _, row := range r.Plan.Sessions {
		if row.No == no {
			facts, err := s.book.Events(onSession(no))
			if err != nil {
				return exam.SessionState{}, err
			}
			st := exam.FoldSession(row, facts)
			st.Facts = nil
			s.mu.Lock()
			s.sessions[no] = &st
			s.mu.Unlock()
			return st, nil
		}
	}
	return exam.SessionState{}, exam.Refuse("unknown-session", "session", string(no))
}

// candidate gives a candidate's fold, without the facts themselves. Refusal:
// unknown-candidate.
func (s *Site) candidate(no exam.CandidateNo) (exam.CandidateState, error) {
	s.mu.Lock()
	c := s.people[no]
	s.mu.Unlock()
	if c != nil {
		return *c, nil
	}
	st, err := s.history(no)
	if err != nil {
		return st, err
	}
	st.Facts = nil
	s.mu.Lock()
	if len(s.people) >= cacheSize {
		clear(s.people)
	}
	s.people[no] = &st
	s.mu.Unlock()
	return st, nil
}

// history is a candidate's fold with all its facts.
func (s *Site) history(no exam.CandidateNo) (exam.CandidateState, error) {
	ix, err := s.indexed()
	if err != nil {
		return exam.CandidateState{}, err
	}
	row, ok := ix.byNo[no]
	if !ok {
		return exam.CandidateState{}, exam.Refuse("unknown-candidate", "no", string(no))
	}
	facts, err := s.book.Events(onCandidate(no))
	if err != nil {
		return exam.CandidateState{}, err
	}
	r, err := s.Roster()
	if err != nil {
		return exam.CandidateState{}, err
	}
	rubric, _ := r.Plan.Rubric(row.Subject, exam.Review)
	return exam.FoldCandidate(*row, facts).WithForms(rubric), nil
}

// inSession lists the candidates of a session in seat order.
func (s *Site) inSession(no exam.SessionNo) ([]exam.CandidateState, error) {
	ix, err := s.indexed()
	if err != nil {
		return nil, err
	}
	out := make([]exam.CandidateState, 0, len(ix.bySession[no]))
	for _, n := range ix.bySession[no] {
		c, err := s.candidate(n)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// room is a session as a list of it needs it: its candidates in seat order, and
// what judging them takes.
type room struct {
	st     exam.SessionState
	people []exam.CandidateState
	judge  exam.Judge
}

// inRoom gives a session to whoever may see it; restricted says whether the person
// must be planned for it.
func (d *Desk) inRoom(action string, no exam.SessionNo, restricted bool) (r room, err error) {
	asked := no
	if !restricted {
		asked = ""
	}
	if err = d.allow(action, asked); err != nil {
		return r, err
	}
	if r.st, err = d.site.session(no); err != nil {
		return r, err
	}
	if r.people, err = d.site.inSession(no); err != nil {
		return r, err
	}
	r.judge, err = d.site.judge()
	return r, err
}

// record gives an exam-room record's fold.
func (s *Site) record(no exam.SessionNo) (exam.RecordState, error) {
	facts, err := s.book.Events(onRecord(no))
	if err != nil {
		return exam.RecordState{}, err
	}
	return exam.FoldRecord(no, facts), nil
}

// results gives the stage of all results.
func (s *Site) results() (exam.ResultsState, error) {
	facts, err := s.book.Events(onResults)
	if err != nil {
		return exam.ResultsState{}, err
	}
	return exam.FoldResults(facts), nil
}

// judge gathers what judging needs of other subjects.
func (s *Site) judge() (exam.Judge, error) {
	r, err := s.Roster()
	if err != nil {
		return exam.Judge{}, err
	}
	p, err := s.Policy()
	if err != nil {
		return exam.Judge{}, err
	}
	j := exam.Judge{Plan: r.Plan, Policy: p, Sessions: map[exam.SessionNo]exam.SessionState{}}
	for _, row := range r.Plan.Sessions {
		st, err := s.session(row.No)
		if err != nil {
			return j, err
		}
		j.Sessions[row.No] = st
	}
	j.Disqualified, err = s.disqualified()
	return j, err
}

// say makes the draft of an event by the signed-in person.
func (d *Desk) say(kind exam.Kind, on, about string, body any) store.Draft {
	return store.Draft{Signer: d.who.Load().Signer(), Kind: kind, On: on, About: about, Body: body}
}
