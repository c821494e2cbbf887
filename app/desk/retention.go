package desk

import (
	"time"

	"kaowu/app/exam"
	"kaowu/store"
)

// kept is the day the exam was closed and the last day that its years keep it; both
// empty while a session is open.
func (s *Site) kept() (closed, until exam.Date, err error) {
	r, err := s.Roster()
	if err != nil {
		return "", "", err
	}
	var sessions []exam.SessionState
	for _, row := range r.Plan.Sessions {
		st, err := s.session(row.No)
		if err != nil {
			return "", "", err
		}
		if sessions = append(sessions, st); st.Status != exam.SessionShut {
			return "", "", nil
		}
	}
	pol, err := s.Policy()
	closed = exam.ClosedOn(sessions)
	return closed, exam.KeptUntil(closed, pol.RetentionYears), err
}

// today is the book's day.
func (s *Site) today() exam.Date { return exam.Date(s.Now().Format(time.DateOnly)) }

// showKept puts on the cover when the exam was closed and how long it is kept.
func (s *Site) showKept() error {
	closed, until, err := s.kept()
	if c := s.Cover(); err != nil || c.Closed == closed && c.Keep == until {
		return err
	}
	return s.book.UpdateCover(func(c *store.Cover) { c.Closed, c.Keep = closed, until })
}

// mendCover fills in what an older program, or a crash behind the last closing, left
// off the cover of an exam whose days are over.
func (s *Site) mendCover() error {
	c := s.Cover()
	if c.Institution() || c.Closed != "" || c.To == "" || s.today() <= c.To {
		return nil
	}
	if err := s.showKept(); err != nil || c.Archived != nil {
		return err
	}
	facts, err := s.book.Events(onArchive)
	if err != nil || len(facts) == 0 {
		return err
	}
	last := facts[len(facts)-1]
	p, err := exam.BodyOf[exam.Paper](last)
	if err != nil {
		return err
	}
	return s.book.UpdateCover(func(c *store.Cover) {
		c.Archived = &store.CoverArchive{SHA256: p.SHA256, On: exam.Date(last.Wall.Format(time.DateOnly))}
	})
}

// Retained is one exam of a home and how long it is kept.
type Retained struct {
	Exam, Organisation string
	State              string // where the exam stands, worded under "examstate."; "deleted" for one that was
	From, To           exam.Date
	exam.Retention
	Due      bool // may be deleted now
	Drill    bool
	Archived *store.CoverArchive // nil: none was written
	Stone    *store.Stone        // of a deleted one
	Entered  bool                // the institution's book says so too; without such a book nobody asks
}

// RetentionView is the list of what a home keeps and what is due.
type RetentionView struct {
	Exams []Retained // by exam number, then what was deleted
	Today exam.Date
	// Complaints says that complaints were looked at, or that the home has no
	// institution's book that could hold any.
	Complaints bool
}

// RetentionList lists the exams of a home as their covers have them, with nobody signed
// in: complaints are sealed in the institution's book, so where there is one the list is
// only what the years say (Officer.Retention gives all). now is the machine's clock; a
// drill stands where its cover was last written, when that is later.
func RetentionList(home string, now time.Time) (RetentionView, error) {
	i, err := InstitutionCover(home)
	if err != nil {
		return RetentionView{}, err
	}
	v, err := retention(home, exam.Date(now.In(zone()).Format(time.DateOnly)), exam.LedgerState{})
	v.Complaints = i == nil
	return v, err
}

// zone is the site's, whatever the laptop says.
func zone() *time.Location { return time.FixedZone("", 8*3600) }

// Retention lists every exam of the home: when it was closed, how long it is kept and
// why, what is due, and what was deleted.
func (o *Officer) Retention() (RetentionView, error) {
	if err := o.allow("Retention"); err != nil {
		return RetentionView{}, err
	}
	st, err := o.ledger()
	if err != nil {
		return RetentionView{}, err
	}
	v, err := retention(o.desk.site.home, o.today(), st)
	v.Complaints = true
	return v, err
}

func retention(home string, today exam.Date, st exam.LedgerState) (RetentionView, error) {
	v := RetentionView{Today: today}
	covers, err := examCovers(home)
	if err != nil {
		return v, err
	}
	for _, c := range covers {
		day := today
		if c.Drill {
			day = max(day, exam.Date(c.Written.Format(time.DateOnly)))
		}
		r := Retained{Exam: c.Exam, Organisation: c.Organisation, State: c.State, From: c.From, To: c.To, Drill: c.Drill, Archived: c.Archived,
			Retention: exam.Retain(c.Exam, c.Closed, c.Keep, st.Complaints)}
		r.Due = r.Retention.Due(day)
		v.Exams = append(v.Exams, r)
	}
	stones, err := store.Tombstones(home)
	for _, s := range stones {
		r := Retained{Exam: s.Exam, Organisation: s.Organisation, State: stateDeleted, From: s.From, To: s.To, Drill: s.Drill,
			Retention: exam.Retention{Closed: s.Closed, Until: s.Kept}, Stone: &s}
		for _, d := range st.Deleted {
			r.Entered = r.Entered || d.Exam == s.Exam && d.Tombstone == s.SHA256
		}
		v.Exams = append(v.Exams, r)
	}
	return v, err
}
