package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kaowu/app/exam"
	"kaowu/app/paper"
)

// History is everything that happened to one candidate 考生全部经过, in order.
type History struct {
	Candidate exam.Candidate
	Subject   exam.Subject
	Rubrics   map[exam.Component]exam.Rubric
	Sessions  map[exam.SessionNo]exam.Session // those of the candidate
	Rooms     map[string]exam.Room
	Moments   []Moment
}

// Trace is a candidate's whole history in order, for a complaint 投诉举报: what was
// said, by whom, when, and what was set aside or taken back and why (notice 6.4
// 全程留痕). The papers of the candidate's sessions and the stages of all results
// are in it too.
func (d *Desk) Trace(no exam.CandidateNo) (History, error) {
	var h History
	if err := d.allow("Trace", ""); err != nil {
		return h, err
	}
	c, err := d.site.history(no)
	if err != nil {
		return h, err
	}
	r, err := d.site.Roster()
	if err != nil {
		return h, err
	}
	h = History{Candidate: c.Listed, Subject: d.site.subject(c.Listed.Subject), Rubrics: map[exam.Component]exam.Rubric{},
		Sessions: map[exam.SessionNo]exam.Session{}, Rooms: map[string]exam.Room{}}
	for _, comp := range exam.Components() {
		if rubric, ok := r.Plan.Rubric(c.Listed.Subject, comp); ok {
			h.Rubrics[comp] = rubric
		}
		if in, ok := c.Listed.Sessions[comp]; ok {
			st, err := d.site.session(in)
			if err != nil {
				return h, err
			}
			h.Sessions[in], h.Rooms[st.Session.Room] = st.Session, d.site.room(st.Session.Room)
		}
	}
	h.Moments = d.site.moments(c.Facts, c.NotAdopted)
	if err := d.site.lateInto(&h, onCandidate(no), nil); err != nil {
		return h, err
	}
	for in := range h.Sessions {
		facts, err := d.site.book.Events(onRecord(in))
		if err != nil {
			return h, err
		}
		h.Moments = append(h.Moments, d.site.moments(ofRecord(facts, no), nil)...)
		if err := d.site.lateInto(&h, onRecord(in), func(f []exam.Fact) []exam.Fact { return ofRecord(f, no) }); err != nil {
			return h, err
		}
		if facts, err = d.site.book.Events(onSession(in)); err != nil {
			return h, err
		}
		h.Moments = append(h.Moments, d.site.moments(ofCameras(facts), nil)...)
		if err := d.site.lateInto(&h, onSession(in), ofCameras); err != nil {
			return h, err
		}
	}
	stages, err := d.site.book.Events(onResults)
	if err != nil {
		return h, err
	}
	h.Moments = append(h.Moments, d.site.moments(stages, nil)...)
	if err := d.site.lateInto(&h, onResults, nil); err != nil {
		return h, err
	}
	if err := d.site.markAdmitted(h.Moments); err != nil {
		return h, err
	}
	said, err := d.site.clockFacts()
	if err != nil {
		return h, err
	}
	h.around(d.site.moments(said, nil))
	clocks := exam.FoldClocks(said)
	for i := range h.Moments {
		if at, off := clocks.True(h.Moments[i].Fact); off {
			h.Moments[i].True = at
		}
	}
	slices.SortStableFunc(h.Moments, func(a, b Moment) int {
		return cmp.Or(a.Fact.At.Compare(b.Fact.At), cmp.Compare(a.Fact.Log, b.Fact.Log), cmp.Compare(a.Fact.Seq, b.Fact.Seq))
	})
	return h, nil
}

// ofRecord are the facts of an exam-room record that concern one candidate: what
// was written of them, and what became of the paper. The other fields do not.
func ofRecord(facts []exam.Fact, no exam.CandidateNo) []exam.Fact {
	var out []exam.Fact
	for _, f := range facts {
		switch f.Kind {
		case exam.VisitNoted, exam.RecordFrozen, exam.RecordReopened, exam.RecordSigned, exam.RecordPaper, exam.RecordSealed:
			out = append(out, f)
		case exam.RecordIncident:
			if in, err := exam.BodyOf[exam.Incident](f); err == nil && in.Candidate == no {
				out = append(out, f)
			}
		}
	}
	return out
}

// ofCameras are the facts of a session that say whether its video was whole.
func ofCameras(facts []exam.Fact) []exam.Fact {
	return slices.DeleteFunc(slices.Clone(facts), func(f exam.Fact) bool { return f.Kind != exam.CameraNoted })
}

// moments adds to the facts of one subject who said them, what they replaced, and
// why they do not stand.
func (s *Site) moments(facts []exam.Fact, aside map[exam.ID]string) []Moment {
	adopted := slices.DeleteFunc(slices.Clone(facts), func(f exam.Fact) bool { return aside[f.ID] != "" })
	back := exam.TakenBack(adopted)
	before := map[string]*exam.Fact{}
	out := make([]Moment, 0, len(facts))
	for i := range facts {
		f := &facts[i]
		m := Moment{Fact: *f, By: f.By, NotAdopted: aside[f.ID], Before: before[f.Abt], TakenBack: back[f.ID]}
		if !strings.HasPrefix(f.By, "device/") {
			m.By = s.name(exam.StaffID(f.By))
			if p, err := s.person(exam.StaffID(f.By)); err == nil {
				m.Role = p.Role
			}
			if q, is, err := s.barred(exam.StaffID(f.By)); err == nil && is {
				m.Barred = q.Covers(f.Wall)
			}
		}
		if f.Kind == exam.TheoryHanded {
			v, _ := exam.BodyOf[exam.HandingOver](*f) // the decoder has checked the body's form
			m.To = s.name(v.To)
		}
		if f.Kind == exam.AvoidanceDeclared {
			m.To = s.name(exam.StaffID(strings.TrimPrefix(f.Abt, "avoidance/")))
		}
		if m.NotAdopted == "" {
			before[f.Abt] = f
		}
		out = append(out, m)
	}
	return out
}

// Search finds candidates by exam number, ID number, name or initials, over all
// sessions. At most 20 are given.
func (d *Desk) Search(query string) ([]exam.Candidate, error) {
	if err := d.allow("Search", ""); err != nil {
		return nil, err
	}
	ix, err := d.site.indexed()
	if err != nil {
		return nil, err
	}
	q := exam.CleanText(strings.TrimSpace(query))
	if q == "" {
		return nil, nil
	}
	if no, ok := ix.byID[exam.CleanID(q)]; ok {
		return []exam.Candidate{*ix.byNo[no]}, nil
	}
	var out []exam.Candidate
	for _, c := range ix.all().find(q, most, nil) {
		out = append(out, *c)
	}
	return out, nil
}

// PrintTrace lays out a candidate's history, which a screen has put into words, for
// a complaint 供投诉核查. Names of other people are left out of it; the candidate's own
// stays. At its end stands the newest checkpoint of this laptop.
func (d *Desk) PrintTrace(ctx context.Context, no exam.CandidateNo, rows []paper.HistoryRow) (paper.Doc, error) {
	if err := d.allow("PrintTrace", ""); err != nil {
		return paper.Doc{}, err
	}
	c, err := d.site.candidate(no)
	if err != nil {
		return paper.Doc{}, err
	}
	r, err := d.site.Roster()
	if err != nil {
		return paper.Doc{}, err
	}
	f, err := d.site.frame(d.site.Now().Time)
	if err != nil {
		return paper.Doc{}, err
	}
	data := paper.HistoryData{Candidate: c.Listed, Subject: d.site.subject(c.Listed.Subject), Rows: rows}
	for _, p := range r.Plan.Staff {
		data.Hide = append(data.Hide, p.Name)
	}
	for _, x := range r.Plan.Candidates {
		if err := ctx.Err(); err != nil {
			return paper.Doc{}, err
		}
		data.Hide = append(data.Hide, x.Name)
	}
	notes, err := d.site.book.Checkpoints()
	if err != nil {
		return paper.Doc{}, err
	}
	if len(notes) > 0 {
		data.Checkpoint = notes[len(notes)-1]
	}
	return paper.TraceHistory(f, data), nil
}
