package desk

import (
	"kaowu/app/exam"
	"kaowu/store"
)

// Has says whether a home holds the book of an exam.
func Has(home, examID string) (bool, error) {
	covers, err := store.Covers(home)
	if err != nil {
		return false, err
	}
	for _, c := range covers {
		if c.Exam == examID {
			return true, nil
		}
	}
	return false, nil
}

// Cover gives the readable page of a home's book, without a key. Without an exam's
// number it is that of the one exam, or of the institution's book where the home
// holds nothing else. Refusals: no-exam, several-exams.
func Cover(home, examID string) (store.Cover, error) {
	covers, err := store.Covers(home)
	if err != nil {
		return store.Cover{}, err
	}
	if examID == "" {
		exams, err := examCovers(home)
		if err != nil {
			return store.Cover{}, err
		}
		if len(exams) > 1 {
			return store.Cover{}, exam.Refuse("several-exams", "n", len(exams))
		}
		if len(exams) == 1 {
			return exams[0], nil
		}
	}
	for _, c := range covers {
		if examID == "" || c.Exam == examID {
			return c, nil
		}
	}
	return store.Cover{}, exam.Refuse("no-exam")
}

// ExamState is where the whole exam stands, or the filing in an institution's book.
type ExamState struct {
	Word      string // filing-… of an institution; loading, prepared, running, confirmed, noticed, published, uploaded, archived
	Waiting   int    // events whose predecessor has not arrived
	Conflicts int
}

// State says where the whole exam stands.
func (d *Desk) State() (ExamState, error) {
	var st ExamState
	if err := d.allow("State", ""); err != nil {
		return st, err
	}
	if d.site.Cover().Institution() {
		o := Officer{d}
		f, err := o.state()
		return ExamState{Word: stateFiling + f.Stage, Conflicts: len(f.Conflicts)}, err
	}
	r, err := d.site.Roster()
	if err != nil {
		return st, err
	}
	if !r.Loaded {
		st.Word = stateLoading
		return st, nil
	}
	for _, row := range r.Plan.Candidates {
		c, err := d.site.candidate(row.No)
		if err != nil {
			return st, err
		}
		st.Waiting += len(c.Waiting)
		st.Conflicts += len(c.Conflicts)
	}
	st.Word = statePrepared
	for _, row := range r.Plan.Sessions {
		s, err := d.site.session(row.No)
		if err != nil {
			return st, err
		}
		st.Conflicts += len(s.Conflicts)
		if s.Status != exam.SessionNotOpen {
			st.Word = stateRunning
		}
	}
	stage, err := d.site.results()
	if err != nil {
		return st, err
	}
	if stage.Stage != "" && stage.Stage != StageDrafted {
		st.Word = stage.Stage
	}
	archived, err := d.site.book.Events(onArchive)
	if err != nil {
		return st, err
	}
	if len(archived) > 0 {
		st.Word = stateArchived
	}
	return st, nil
}
