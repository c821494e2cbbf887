package exam

import (
	"cmp"
	"slices"
)

// Stats are the figures of charts 图表. They rest only on what stands: a mark counts
// once every sheet of that candidate and component is in, a score once it is final,
// so that nobody reads from a chart what they may not see yet.
type Stats struct {
	Rooms    []Turnout     // in order of the plan, rooms with sessions only
	Subjects []PassCount   // in order of the plan
	Scores   []ScoreSpread // by subject and component, in order of the plan
}

// Turnout is attendance of one room over all its sessions, in attendances 人次.
type Turnout struct {
	Room     string
	Expected int
	Present  int // Late among them
	Late     int
	Absent   int // marked absent; the rest has not come yet
}

// PassCount is how a subject's candidates came out.
type PassCount struct {
	Subject   Subject
	Qualified int
	Failed    int
	Open      int
}

// All is the number of the subject's candidates.
func (p PassCount) All() int { return p.Qualified + p.Failed + p.Open }

// Percent is the share of the qualified among all, half up; 0 of none.
func (p PassCount) Percent() int {
	if p.All() == 0 {
		return 0
	}
	return int(HalfUp(int64(100*p.Qualified), int64(p.All())))
}

// ScoreSpread is how the final scores of one component of a subject lie, and how
// each assessor marked it.
type ScoreSpread struct {
	Subject   Subject
	Component Component
	Pass      Tenths
	All       []Tenths // final scores, ascending
	Assessors []AssessorMarks
}

// ScoreBand is how many scores lie from From on, below the next band.
type ScoreBand struct {
	From Tenths
	N    int
}

// Bands parts the scores into bands of step (tenths), from the band of the lowest
// score on, and not above the band of 50 points, to 100. The full score belongs to
// the last band.
func (s ScoreSpread) Bands(step Tenths) []ScoreBand {
	const full, half = 1000, 500
	if len(s.All) == 0 || step <= 0 {
		return nil
	}
	first := min(half, s.All[0]/step*step)
	var out []ScoreBand
	for from := first; from < full; from += step {
		out = append(out, ScoreBand{From: from})
	}
	for _, v := range s.All {
		i := min(int((v-first)/step), len(out)-1)
		out[i].N++
	}
	return out
}

// Tendencies of an assessor.
const (
	Lenient = "lenient" // 偏松
	Severe  = "severe"  // 偏严
)

// AssessorMarks is what one assessor gave, against what the others gave the very
// same candidates.
type AssessorMarks struct {
	Staff  StaffID
	Totals []Tenths // of the sheets, in order of the roster
	Mean   Tenths   // half up
	Off    Tenths   // Mean less the mean of the others, rounded; 0 without others
	Tends  string   // Lenient, Severe, or empty
	own    int64    // sum of totals where others marked too
	shared int64    // how many those are
	others int64    // sum of what the others gave them
	with   int64    // how many sheets those are
}

// Tally gathers Stats candidate by candidate, so that 10,000 need not be held.
type Tally struct {
	judge  Judge
	rooms  map[string]*Turnout
	passed map[string]*PassCount
	scores map[[2]string]*ScoreSpread
	marks  map[[2]string]map[StaffID]*AssessorMarks
}

// NewTally begins a count under the rules of j.
func NewTally(j Judge) *Tally {
	return &Tally{judge: j, rooms: map[string]*Turnout{}, passed: map[string]*PassCount{},
		scores: map[[2]string]*ScoreSpread{}, marks: map[[2]string]map[StaffID]*AssessorMarks{}}
}

// Add counts one candidate.
func (t *Tally) Add(c CandidateState) {
	sub, known := t.judge.Plan.Subject(c.Listed.Subject)
	if !known {
		return
	}
	t.turnout(c)
	r := t.judge.Result(c)
	p := at(t.passed, sub.No)
	switch {
	case !r.Final:
		p.Open++
	case r.Qualified:
		p.Qualified++
	default:
		p.Failed++
	}
	for comp, o := range r.Parts {
		key := [2]string{sub.No, string(comp)}
		if o.Final && o.Score != nil {
			s := at(t.scores, key)
			s.All = append(s.All, *o.Score)
		}
		if comp != Theory && o.Reason != ReasonConflict && o.Reason != ReasonVoid {
			t.sheets(key, t.judge.Combine(c, comp))
		}
	}
}

func (t *Tally) turnout(c CandidateState) {
	for comp, no := range c.Listed.Sessions {
		s := t.judge.Sessions[no].Session
		room := at(t.rooms, s.Room)
		room.Expected++
		switch a := c.Attendance[comp]; a.State {
		case Present:
			room.Present++
			if a.Late > 0 {
				room.Late++
			}
		case AbsentNow:
			room.Absent++
		}
	}
}

// sheets counts the sheets of one candidate, once all are in.
func (t *Tally) sheets(key [2]string, m Combined) {
	if len(m.Missing) > 0 {
		return
	}
	var sum int64
	for _, s := range m.Sheets {
		sum += int64(s.Total)
	}
	if t.marks[key] == nil {
		t.marks[key] = map[StaffID]*AssessorMarks{}
	}
	for _, s := range m.Sheets {
		a := at(t.marks[key], s.Staff)
		a.Staff, a.Totals = s.Staff, append(a.Totals, s.Total)
		if n := int64(len(m.Sheets) - 1); n > 0 {
			a.own, a.shared = a.own+int64(s.Total), a.shared+1
			a.others, a.with = a.others+sum-int64(s.Total), a.with+n
		}
	}
}

// at is the value of a key, made where it is not there yet.
func at[K comparable, V any](m map[K]*V, k K) *V {
	if m[k] == nil {
		m[k] = new(V)
	}
	return m[k]
}

// Stats gives the figures of everybody added so far.
func (t *Tally) Stats() Stats {
	var out Stats
	plan := t.judge.Plan
	for _, r := range plan.Rooms {
		if room, ok := t.rooms[r.No]; ok {
			room.Room = r.No
			out.Rooms = append(out.Rooms, *room)
		}
	}
	for _, sub := range plan.Subjects {
		if p, ok := t.passed[sub.No]; ok {
			p.Subject = sub
			out.Subjects = append(out.Subjects, *p)
		}
		for _, comp := range sub.Needs() {
			key := [2]string{sub.No, string(comp)}
			s := ScoreSpread{Subject: sub, Component: comp, Pass: sub.PassMarks[comp]}
			if has := t.scores[key]; has != nil {
				s.All = slices.Sorted(slices.Values(has.All))
			}
			for _, a := range t.marks[key] {
				s.Assessors = append(s.Assessors, a.judged(t.judge.Policy))
			}
			slices.SortFunc(s.Assessors, func(a, b AssessorMarks) int { return cmp.Compare(a.Staff, b.Staff) })
			out.Scores = append(out.Scores, s)
		}
	}
	return out
}

// judged fills in mean and tendency: an assessor is lenient or severe when the mean
// lies more than Policy.AssessorOff from that of the others on the same candidates,
// over at least Policy.AssessorMin of them (look 6.12). Without those figures in the
// policy nobody is called either.
func (a AssessorMarks) judged(p Policy) AssessorMarks {
	var sum int64
	for _, v := range a.Totals {
		sum += int64(v)
	}
	a.Mean = Tenths(HalfUp(sum, int64(len(a.Totals))))
	if a.with == 0 {
		return a
	}
	// own/shared - others/with, kept whole: a limit is never met by rounding.
	diff, whole := a.own*a.with-a.others*a.shared, a.shared*a.with
	if diff < 0 {
		a.Off = -Tenths(HalfUp(-diff, whole))
	} else {
		a.Off = Tenths(HalfUp(diff, whole))
	}
	limit := int64(p.AssessorOff) * whole
	switch {
	case p.AssessorOff <= 0 || p.AssessorMin <= 0 || a.shared < int64(p.AssessorMin):
	case diff > limit:
		a.Tends = Lenient
	case -diff > limit:
		a.Tends = Severe
	}
	return a
}
