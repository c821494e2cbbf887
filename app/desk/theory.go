package desk

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"kaowu/app/exam"
	"kaowu/app/sheet"
	"kaowu/store"
)

// maxScore is full marks of a component (domain 7.1).
const maxScore exam.Tenths = 1000

// EnterTheory stores the signed-in person's own score for a candidate's paper
// (design 4.3). Each of two people enters the whole session; nobody can set the
// other's entry. Refusals: not-theory, score-range, not-present, entrants-full,
// already-agreed, imported, not-allowed, not-assigned, session-not-open.
func (d *Desk) EnterTheory(ctx context.Context, in exam.SessionNo, no exam.CandidateNo, score exam.Tenths) (err error) {
	defer d.named(in, &no, &err)()
	if err := d.allow("EnterTheory", ""); err != nil {
		return err
	}
	if score < 0 || score > maxScore {
		return exam.Refuse("score-range", "max", maxScore.Plain(), "given", score.Plain())
	}
	st, err := d.theorySession(in)
	if err != nil {
		return err
	}
	c, err := d.site.candidate(no)
	if err != nil {
		return err
	}
	if err := d.presentIn(c, exam.Theory, in); err != nil {
		return err
	}
	if err := d.refuseAvoided(c, in); err != nil {
		return err
	}
	if !d.reenters(c) {
		if st.FileAt != nil {
			return exam.Refuse("imported", "session", string(in))
		}
		if err := d.entrant(st); err != nil {
			return err
		}
	}
	j, err := d.site.judge()
	if err != nil {
		return err
	}
	if o := j.TheoryOutcome(c); o.Final {
		return exam.Refuse("already-agreed", "no", string(no), "score", o.Score.String())
	}
	_, err = d.append(ctx, d.say(exam.TheoryEntered, onCandidate(no), fmt.Sprintf("theory/%s/%s", in, d.staff.ID), exam.Score{Score: score}))
	return err
}

// SubmitTheory hands in the signed-in person's entries for the whole session.
// Only then, and once the other person has too, is each shown the other's.
// Refusals: entries-missing, submitted.
func (d *Desk) SubmitTheory(ctx context.Context, in exam.SessionNo) error {
	if err := d.allow("SubmitTheory", ""); err != nil {
		return err
	}
	st, err := d.theorySession(in)
	if err != nil {
		return err
	}
	people, err := d.site.inSession(in)
	if err != nil {
		return err
	}
	again := slices.ContainsFunc(people, d.reenters)
	if again {
		people = slices.DeleteFunc(people, func(c exam.CandidateState) bool { return !d.reenters(c) })
	} else if err := d.entrant(st); err != nil {
		return err
	}
	defer d.site.hold(onSession(in))()
	if _, done := st.Submitted[d.staff.ID]; done {
		return exam.Refuse("submitted", "session", string(in))
	}
	var rests []exam.ID
	missing := 0
	for _, c := range people {
		if c.Attendance[exam.Theory].State != exam.Present {
			continue
		}
		if e := entryOf(c.Theory[in], d.staff.ID); e != nil {
			rests = append(rests, e.Fact)
		} else {
			missing++
		}
	}
	if st.Status != exam.SessionShut {
		return exam.Refuse("session-still-open", "session", string(in))
	}
	if missing > 0 {
		return exam.Refuse("entries-missing", "n", missing, "session", string(in))
	}
	_, err = d.append(ctx, d.say(exam.TheorySubmitted, onSession(in), "theory/"+string(d.staff.ID), exam.Handover{Count: len(rests), Rests: rests}))
	return err
}

// theorySession gives a theory session that has been opened.
func (d *Desk) theorySession(in exam.SessionNo) (exam.SessionState, error) {
	st, err := d.site.session(in)
	if err != nil {
		return st, err
	}
	if st.Session.Component != exam.Theory {
		return st, exam.Refuse("not-theory", "session", string(in))
	}
	if st.Status == exam.SessionNotOpen {
		return st, exam.Refuse("session-not-open", "session", string(in))
	}
	return st, nil
}

// entrants are the people of the double entry: as named, else whoever has entered.
func (s *Site) entrants(st exam.SessionState) ([]exam.StaffID, error) {
	if len(st.Entrants) > 0 {
		return st.Entrants, nil
	}
	people, err := s.inSession(st.Session.No)
	if err != nil {
		return nil, err
	}
	var out []exam.StaffID
	for _, c := range people {
		for _, e := range c.Theory[st.Session.No] {
			if e.Staff != "" && !slices.Contains(out, e.Staff) {
				out = append(out, e.Staff)
			}
		}
	}
	slices.Sort(out)
	return out, nil
}

// entrant refuses whoever is not one of the two. Without names given by the lead
// the first two of the session's own people are.
func (d *Desk) entrant(st exam.SessionState) error {
	who, err := d.site.entrants(st)
	if err != nil {
		return err
	}
	if slices.Contains(who, d.staff.ID) {
		return nil
	}
	if len(st.Entrants) == 0 && !d.in(st.Session.No) {
		return exam.Refuse("not-assigned", "session", string(st.Session.No))
	}
	if len(who) >= 2 {
		return exam.Refuse("entrants-full", "first", d.site.name(who[0]), "second", d.site.name(who[1]))
	}
	return nil
}

// enteredAgain are the two who enter a candidate's paper again after a disqualification;
// none where the first entries stand.
func enteredAgain(c exam.CandidateState) []exam.StaffID {
	if r := c.Reassessed[exam.Theory]; r.Choice == exam.ReassessAgain {
		return r.Scorers
	}
	return nil
}

// reenters says whether the signed-in person is one of them.
func (d *Desk) reenters(c exam.CandidateState) bool {
	return slices.Contains(enteredAgain(c), d.staff.ID)
}

// handedIn are a paper's entries by people who have handed in; where it is entered again,
// by the two who do.
func handedIn(c exam.CandidateState, st exam.SessionState) []exam.Entry {
	again := enteredAgain(c)
	return slices.DeleteFunc(slices.Clone(c.Theory[st.Session.No]), func(e exam.Entry) bool {
		_, done := st.Submitted[e.Staff]
		return !done || len(again) > 0 && !slices.Contains(again, e.Staff)
	})
}

// presentIn refuses a candidate who is not present in that session.
func (d *Desk) presentIn(c exam.CandidateState, comp exam.Component, in exam.SessionNo) error {
	if a := c.Attendance[comp]; a.State != exam.Present || a.Session != in && c.Listed.Again[comp] != in {
		return exam.Refuse("not-present", "no", string(c.No), "session", string(in))
	}
	return notDuringConflict(c.Conflicts, "checkin/"+string(comp))
}

// ImportTheory takes the result file of a computer-based test for one session: one
// event a candidate and a closing one. The file is kept as evidence. Problems are
// given row by row, and nothing is stored while there is an error. Refusals:
// not-theory, imported, entries-there, session-still-open.
func (d *Desk) ImportTheory(ctx context.Context, in exam.SessionNo, path string) (int, []exam.Problem, error) {
	if err := d.allow("ImportTheory", in); err != nil {
		return 0, nil, err
	}
	st, err := d.theorySession(in)
	if err != nil {
		return 0, nil, err
	}
	if st.Status != exam.SessionShut {
		return 0, nil, exam.Refuse("session-still-open", "session", string(in))
	}
	defer d.site.hold(onSession(in))()
	if st.FileAt != nil {
		return 0, nil, exam.Refuse("imported", "session", string(in))
	}
	people, err := d.site.inSession(in)
	if err != nil {
		return 0, nil, err
	}
	here := map[string]exam.CandidateState{}
	for _, c := range people {
		here[string(c.No)] = c
		if len(c.Theory[in]) > 0 {
			return 0, nil, exam.Refuse("entries-there", "session", string(in))
		}
	}
	rows, problems, err := sheet.ReadTheoryFile(path, func(no string) bool { _, ok := here[no]; return ok })
	if err != nil {
		return 0, nil, err
	}
	given := map[string]bool{}
	var drafts []store.Draft
	for _, r := range rows {
		c, ok := here[string(r.No)]
		if !ok {
			continue
		}
		given[string(r.No)] = true
		present := c.Attendance[exam.Theory].State == exam.Present
		if r.Absent == present {
			code := "present-in-room"
			if !present {
				code = "absent-in-room"
			}
			problems = append(problems, exam.Problem{Severity: exam.SeverityError, Code: code, Row: r.Row, ExamNo: r.No, Args: map[string]any{"no": string(r.No)}})
			continue
		}
		if present {
			drafts = append(drafts, d.say(exam.TheoryScored, onCandidate(r.No), fmt.Sprintf("theory/%s/import", in), exam.Score{Score: r.Score}))
		}
	}
	for _, c := range people {
		if c.Attendance[exam.Theory].State == exam.Present && !given[string(c.No)] {
			problems = append(problems, exam.Problem{Severity: exam.SeverityError, Code: "score-missing", ExamNo: c.No, Args: map[string]any{"no": string(c.No)}})
		}
	}
	for _, p := range problems {
		if p.Severity == exam.SeverityError {
			return 0, problems, nil
		}
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return 0, problems, exam.Refuse("file-unreadable")
	}
	file, err := d.site.book.Attach(ctx, raw)
	if err != nil {
		return 0, problems, err
	}
	n := len(drafts)
	drafts = append(drafts, d.say(exam.TheoryImported, onSession(in), "theory-file", exam.FileImport{File: file, Count: n}))
	_, err = d.append(ctx, drafts...)
	return n, problems, err
}

// TheoryList is the session's list for the signed-in person. The other person's
// scores are there only once both have handed in.
func (d *Desk) TheoryList(in exam.SessionNo) (TheoryView, error) {
	var v TheoryView
	r, err := d.inRoom("TheoryList", in, false)
	if err != nil {
		return v, err
	}
	v.Session = r.st.Session
	if v.Entrants, err = d.site.entrants(r.st); err != nil {
		return v, err
	}
	v.CanImport = d.allow("ImportTheory", in) == nil
	v.CanEnter = exam.May("EnterTheory", d.staff.Role) && (d.entrant(r.st) == nil || slices.ContainsFunc(r.people, d.reenters))
	_, v.Submitted = r.st.Submitted[d.staff.ID]
	v.Both = len(r.st.Submitted) >= 2
	for _, id := range v.Entrants {
		if id != d.staff.ID {
			v.Other = id
		}
	}
	veil, err := d.veil(in)
	if err != nil {
		return v, err
	}
	for _, c := range r.people {
		row := d.theoryRow(c, in, v.Both, r.judge)
		row.No, row.Code = veil.no(c.No), veil.codes[c.No]
		if veil.hidden {
			row.Name, row.Seat = "", 0
		}
		v.Rows = append(v.Rows, row)
	}
	if veil.hidden { // the order of seats would say who they are
		slices.SortFunc(v.Rows, func(a, b TheoryRow) int { return strings.Compare(a.Code, b.Code) })
	}
	return v, nil
}

func (d *Desk) theoryRow(c exam.CandidateState, in exam.SessionNo, both bool, j exam.Judge) TheoryRow {
	row := TheoryRow{Seat: c.Seat(exam.Theory), No: c.No, Name: c.Listed.Name}
	again := enteredAgain(c)
	if len(again) > 0 {
		both = len(handedIn(c, j.Sessions[in])) == len(again)
	}
	for _, e := range c.Theory[in] {
		score := e.Score
		switch {
		case e.Staff == d.staff.ID:
			row.Mine, row.MineAt = &score, e.When
		case e.Staff != "" && (len(again) == 0 || slices.Contains(again, e.Staff)):
			row.Theirs = true
			if both {
				row.Other, row.OtherAt = &score, e.When
			}
		}
	}
	// Who takes no score, whatever was entered, is said first.
	switch whole := j.Outcome(c, exam.Theory); whole.Reason {
	case "absent", "not-come", "void", "conflict":
		row.State = whole.Reason
		return row
	}
	o := j.TheoryOutcome(c)
	switch {
	case o.Final && o.Score != nil:
		row.State, row.Final = "agree", o.Score
		if len(c.Theory[in]) > 0 && c.Theory[in][0].Staff == "" {
			row.State = "imported"
		}
	case o.Reason == "disagree" && !both, o.Reason == "open" && row.Mine != nil:
		row.State = "entered"
	default:
		row.State = o.Reason
	}
	if h := c.HandedOver(in); h != nil && row.State == "disagree" {
		row.HandedBy, row.HandedTo = h.By, h.To
	}
	return row
}

func entryOf(list []exam.Entry, who exam.StaffID) *exam.Entry {
	for i := range list {
		if list[i].Staff == who {
			return &list[i]
		}
	}
	return nil
}
