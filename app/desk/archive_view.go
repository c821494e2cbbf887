package desk

import (
	"context"

	"kaowu/app/exam"
	"kaowu/store"
)

// ArchiveView is what stands between the exam and its archive 归档, and where the last
// archive stands.
type ArchiveView struct {
	Missing  []Missing
	Events   uint64    // of this laptop's log
	Written  exam.Time // the newest archive; zero: none
	SHA256   string    // of that file
	Keep     int       // years the record must be kept (notice 6.4: two or more)
	Finger   string    // fingerprint of the exam key, by which anybody verifies the file
	Recovers bool      // a recovery key was made: it opens the archive when the lead's cannot
}

// Missing is one thing that is not done yet. Only what Bars keeps the archive from
// being written; the rest should be in it, and a later archive can have it.
type Missing struct {
	Need
	Bars bool
}

// Blocked says whether anything bars the archive.
func (c ArchiveView) Blocked() bool {
	for _, m := range c.Missing {
		if m.Bars {
			return true
		}
	}
	return false
}

// ArchiveView lists what is missing before the exam can be archived: conflicts and
// records not signed by all, which bar it (notice 6.3); scans of stamped papers,
// violations nobody decided, results not published and qualified people not
// accepted by the office, which do not.
func (d *Desk) ArchiveView() (ArchiveView, error) {
	c := ArchiveView{Events: d.site.book.Held(), Finger: d.site.Fingerprint()}
	if err := d.allow("ArchiveView", ""); err != nil {
		return c, err
	}
	for _, gather := range []func(*ArchiveView) error{d.site.closingRecords, d.site.closingPeople, d.site.closingResults, d.site.closingBook} {
		if err := gather(&c); err != nil {
			return c, err
		}
	}
	return c, nil
}

func (c *ArchiveView) add(bars bool, code string, in exam.SessionNo, who exam.CandidateNo, args map[string]any) {
	c.Missing = append(c.Missing, Missing{Need: Need{Code: code, Session: in, Candidate: who, Args: args}, Bars: bars})
}

func (s *Site) closingRecords(c *ArchiveView) error {
	r, err := s.Roster()
	if err != nil {
		return err
	}
	for _, row := range r.Plan.Sessions {
		rec, err := s.record(row.No)
		if err != nil {
			return err
		}
		args := map[string]any{"session": string(row.No)}
		switch {
		case len(rec.Conflicts) > 0:
			c.add(true, "conflict", row.No, "", args)
		case rec.Paper == nil:
			c.add(true, "unsigned", row.No, "", args)
		case rec.Seal == nil:
			c.add(false, "unsealed", row.No, "", args)
		}
	}
	return nil
}

func (s *Site) closingPeople(c *ArchiveView) error {
	r, err := s.Roster()
	if err != nil {
		return err
	}
	for _, row := range r.Plan.Candidates {
		st, err := s.candidate(row.No)
		if err != nil {
			return err
		}
		args := map[string]any{"no": string(row.No), "name": row.Name}
		if len(st.Conflicts) > 0 {
			c.add(true, "conflict", "", row.No, args)
		}
		for _, v := range st.Violations {
			if !v.Decided {
				c.add(false, "violation", v.Session, row.No, args)
			}
		}
	}
	return nil
}

func (s *Site) closingResults(c *ArchiveView) error {
	v, err := s.resultList()
	if err != nil {
		return err
	}
	if v.Stage != StagePublished {
		c.add(false, "unpublished", "", "", map[string]any{"stage": "code:stage." + v.Stage})
	}
	left := 0
	for _, row := range v.Rows {
		if row.Result.Qualified && row.State != StageUploaded {
			left++
		}
	}
	// A drill is never uploaded, and before publishing nothing can be.
	if left > 0 && v.Stage == StagePublished && !s.book.Drill() {
		c.add(false, "not-uploaded", "", "", map[string]any{"n": left})
	}
	return nil
}

func (s *Site) closingBook(c *ArchiveView) error {
	pol, err := s.Policy()
	if err != nil {
		return err
	}
	c.Keep = pol.RetentionYears
	facts, err := s.book.Events("exam")
	if err != nil {
		return err
	}
	for _, f := range facts {
		if f.Kind == exam.ExamCreated {
			b, err := exam.BodyOf[exam.ExamCreation](f)
			if err != nil {
				return err
			}
			c.Recovers = b.Recovery != ""
		}
	}
	written, err := s.book.Events(onArchive)
	if err != nil || len(written) == 0 {
		return err
	}
	last := written[len(written)-1]
	b, err := exam.BodyOf[exam.Paper](last)
	c.Written, c.SHA256 = last.Wall, b.SHA256
	return err
}

// Checked is what verifying an archive file found.
type Checked struct {
	OK       bool
	Trust    string // holds, fails or unchecked, of the exam key's fingerprint
	Opened   bool   // the sealed part was read too
	Events   uint64
	Findings []Finding
}

// Finding is one thing that does not hold: a code under "finding.<Code>".
type Finding struct {
	Code, Where string
	Args        map[string]any
}

// VerifyArchive checks an archive file as a stranger would who has only the exam
// key's fingerprint. With the site lead's passphrase the sealed part is opened and
// every event, paper and result in it is checked too. Refusals: those of a
// passphrase that does not open the file.
func (d *Desk) VerifyArchive(ctx context.Context, path string, passphrase []byte, progress func(done, total int64)) (Checked, error) {
	if err := d.allow("VerifyArchive", ""); err != nil {
		return Checked{}, err
	}
	o := store.VerifyOptions{Trust: d.site.Fingerprint(), Progress: progress}
	if len(passphrase) > 0 {
		o.As, o.Passphrase = string(d.staff.ID), passphrase
	}
	v, err := store.VerifyFile(ctx, path, o)
	if err != nil {
		return Checked{}, err
	}
	out := Checked{OK: v.OK, Trust: v.Trust, Opened: v.Opened, Events: v.Events}
	for _, f := range v.Findings {
		out.Findings = append(out.Findings, Finding{Code: f.Code, Where: f.Where, Args: f.Args})
	}
	return out, nil
}
