package desk

import (
	"slices"

	"kaowu/app/exam"
)

// ProgressView is how far the scoring of a session is, for who does not score: who
// has handed in, and no figure of anybody's.
type ProgressView struct {
	Session exam.Session
	Scorers []exam.Staff // who scores, or enters the papers
	Rows    []ProgressRow
	Done    int // sheets or entries handed in
	Of      int
}

// ProgressRow is one candidate.
type ProgressRow struct {
	Seat  int
	No    exam.CandidateNo
	Name  string
	Code  string   // code number 密号; empty where scoring is not blind
	State string   // not-come, absent, conflict, admitted, scoring, done, arbitration, veto, disagree
	By    []string // of each scorer: "" nothing yet, scoring, done
}

// Progress says how far a session's scoring is (look 1: the site lead sees all but
// scoring, the inspector reads). It holds no score, so nobody's independent mark can
// be carried to another before it is in (notice 6.3).
func (d *Desk) Progress(in exam.SessionNo) (ProgressView, error) {
	var v ProgressView
	r, err := d.inRoom("Progress", in, true)
	if err != nil {
		return v, err
	}
	v.Session = r.st.Session
	codes, err := d.site.blindCodes(in)
	if err != nil {
		return v, err
	}
	who := []exam.StaffID{}
	if v.Session.Component == exam.Theory {
		if who, err = d.site.entrants(r.st); err != nil {
			return v, err
		}
	}
	for _, p := range r.judge.Plan.Staff {
		if slices.Contains(who, p.ID) || v.Session.Component != exam.Theory && p.Role.Scores() && p.In(in) {
			v.Scorers = append(v.Scorers, p)
		}
	}
	for _, c := range r.people {
		row := ProgressRow{Seat: c.Seat(v.Session.Component), No: c.No, Name: c.Listed.Name, Code: codes[c.No]}
		row.State = d.progress(c, r, v.Scorers, &row)
		if c.Attendance[v.Session.Component].State == exam.Present {
			v.Of += len(v.Scorers) - barredOf(c, r, v.Scorers)
		}
		for _, state := range row.By {
			v.Done += one(state == "done")
		}
		v.Rows = append(v.Rows, row)
	}
	slices.SortStableFunc(v.Rows, func(a, b ProgressRow) int { return a.Seat - b.Seat })
	return v, nil
}

// progress is where one candidate stands, and with each scorer.
func (d *Desk) progress(c exam.CandidateState, r room, scorers []exam.Staff, row *ProgressRow) string {
	comp, done, begun := r.st.Session.Component, 0, 0
	for _, p := range scorers {
		state := ""
		if comp == exam.Theory {
			if entryOf(c.Theory[r.st.Session.No], p.ID) != nil {
				state = "scoring"
				if _, in := r.st.Submitted[p.ID]; in {
					state = "done"
				}
			}
		} else if sh := sheetOf(c.Sheets[comp], p.ID); sh.Sent {
			state = "done"
		} else if len(sh.Items) > 0 {
			state = "scoring"
		}
		row.By = append(row.By, state)
		done, begun = done+one(state == "done"), begun+one(state != "")
	}
	switch a := c.Attendance[comp]; {
	case len(c.Conflicts) > 0:
		return "conflict"
	case a.State == exam.NotCome:
		return "not-come"
	case a.State == exam.AbsentNow:
		return "absent"
	}
	if comp == exam.Theory {
		o := r.judge.TheoryOutcome(c)
		switch {
		case o.Final && r.st.FileAt != nil, o.Final && len(r.st.Submitted) >= 2:
			return "done"
		case o.Reason == exam.ReasonDisagree && len(r.st.Submitted) >= 2:
			return "disagree"
		}
	} else if com := r.judge.Combine(c, comp); done > 0 && done == len(scorers)-barredOf(c, r, scorers) {
		if com.NeedsArbitration && com.Arbitration == nil {
			return "arbitration"
		}
		return "done"
	}
	if begun > 0 {
		return "scoring"
	}
	return "admitted"
}

// barredOf counts the scorers who may not act for a candidate.
func barredOf(c exam.CandidateState, r room, scorers []exam.Staff) int {
	n := 0
	for _, p := range scorers {
		_, barred := exam.Avoids(p.ID, c, r.st)
		n += one(barred)
	}
	return n
}
