package desk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"kaowu/app/exam"
	"kaowu/store"
)

// Deleting is what the deletion of an exam needs beside its lead.
type Deleting struct {
	Archive  string // path of the archive file, which is looked through once more
	Reason   string
	Progress func(done, total int64) // of that; may be nil
}

// DeleteExam deletes the exam's book from this home when its years have run (notice 6.4;
// record.md 10): papers, scores, photos, keys. What stays is a tombstone signed by the
// lead, the exam's line in the ledger, and the archive file, which is the office's own to
// keep or to destroy. That file must be at hand and verify whole, and hold everything but
// what says that it was written: at this moment it becomes the only copy, and whoever
// deletes an exam should have seen it open once. Without an archive nothing is deleted;
// the tombstone then names the archive by its digest for ever, also when people destroy
// the file later, for both are over by then.
//
// with is the filing officer where the home has an institution's book: complaints and
// the ledger are there. The site is closed afterwards. Should the program die, the exam
// is whole, or the next start ends what was begun. Refusals: exam-not-closed, retention-runs (until
// when), complaint-open (which), requests-open (how many), officer-needed, reason-missing, archive-missing (none was
// written), archive-other (another file), archive-fails (how much), archive-behind.
func (d *Desk) DeleteExam(ctx context.Context, with *Officer, del Deleting) (store.Stone, error) {
	var none store.Stone
	if err := d.allow("DeleteExam", ""); err != nil {
		return none, err
	}
	if strings.TrimSpace(del.Reason) == "" {
		return none, exam.Refuse("reason-missing")
	}
	kept, err := d.deletable(with)
	if err != nil {
		return none, err
	}
	sum, err := d.checkArchive(ctx, del)
	if err != nil {
		return none, err
	}
	t, err := d.tombstone(kept, sum, del.Reason)
	if err != nil {
		return none, err
	}
	if with != nil {
		taken, err := d.LedgerEntry()
		if err != nil {
			return none, err
		}
		taken.Entry.KeepUntil = kept.Until
		// An exam held under another body's filing has no line in this ledger.
		if err := with.EnterExam(ctx, taken); err != nil && !errors.Is(err, exam.Refuse("other-institution")) {
			return none, err
		}
	}
	// The point of no return: from here on the book is going away.
	if _, err := d.site.book.WriteTombstone(ctx, d.who.Load(), t); err != nil {
		return none, err
	}
	home, name := d.site.home, d.site.Cover().Exam
	if err := d.site.Close(); err != nil {
		return none, err
	}
	return FinishDeletion(ctx, home, name, with, d.site.opt)
}

// deletable refuses an exam that must still be kept.
func (d *Desk) deletable(with *Officer) (exam.Retention, error) {
	closed, until, err := d.site.kept()
	if err != nil {
		return exam.Retention{}, err
	}
	var complaints []exam.ComplaintState
	if i, err := InstitutionCover(d.site.home); err != nil {
		return exam.Retention{}, err
	} else if i != nil {
		if with == nil {
			return exam.Retention{}, exam.Refuse("officer-needed")
		}
		st, err := with.ledger()
		if err != nil {
			return exam.Retention{}, err
		}
		if len(st.Conflicts) > 0 {
			return exam.Retention{}, exam.Refuse("in-conflict", "about", st.Conflicts[0].On)
		}
		complaints = st.Complaints
	}
	name := d.site.Cover().Exam
	r := exam.Retain(name, closed, until, complaints)
	switch {
	case r.Closed == "":
		return r, exam.Refuse("exam-not-closed", "exam", name)
	case d.site.today() <= r.Until:
		return r, exam.Refuse("retention-runs", "exam", name, "until", string(r.Until))
	case len(r.Open) > 0:
		return r, exam.Refuse("complaint-open", "exam", name, "n", len(r.Open), "no", r.Open[0])
	}
	asked, err := d.site.requests()
	if err != nil {
		return r, err
	}
	if asked = slices.DeleteFunc(asked, func(q PersonRequest) bool { return !q.Open() }); len(asked) > 0 {
		return r, exam.Refuse("requests-open", "exam", name, "n", len(asked))
	}
	return r, nil
}

// checkArchive holds the archive file against the book: it must be one that this book
// says was written, whole, and nothing may have been recorded since. It gives its digest.
func (d *Desk) checkArchive(ctx context.Context, del Deleting) (string, error) {
	written, err := d.site.book.Events(onArchive)
	if err != nil {
		return "", err
	}
	if len(written) == 0 || del.Archive == "" {
		return "", exam.Refuse("archive-missing")
	}
	sum, err := fileDigest(del.Archive)
	if err != nil {
		return "", err
	}
	if !slices.ContainsFunc(written, func(f exam.Fact) bool {
		p, err := exam.BodyOf[exam.Paper](f)
		return err == nil && p.SHA256 == sum
	}) {
		return "", exam.Refuse("archive-other")
	}
	v, err := d.who.Load().VerifyArchive(ctx, del.Archive, del.Progress)
	if err != nil {
		return "", err
	}
	if !v.OK || !v.Opened {
		return "", exam.Refuse("archive-fails", "n", len(v.Findings))
	}
	size := map[string]uint64{}
	for _, l := range v.Logs {
		size[l.Log] = l.Size
	}
	behind := 0
	err = d.site.book.Each(func(f exam.Fact) error {
		about := f.Kind == exam.ArchiveWritten || f.Kind == exam.LogsSeen || f.Kind == exam.ClockJumped || f.Kind == exam.ClockDisagrees || f.Kind == exam.TimeStamped
		if f.Seq >= size[f.Log] && !about {
			behind++
		}
		return nil
	})
	if err == nil && behind > 0 {
		err = exam.Refuse("archive-behind", "n", behind)
	}
	return sum, err
}

// tombstone is what the exam's people know of it; the book fills in the rest.
func (d *Desk) tombstone(kept exam.Retention, archive, reason string) (store.Tombstone, error) {
	t := store.Tombstone{Closed: kept.Closed, Kept: kept.Until, Archive: archive, Reason: reason, Name: d.staff.Name}
	v, err := d.site.resultList()
	if err != nil {
		return t, err
	}
	r, err := d.site.Roster()
	if err != nil {
		return t, err
	}
	t.Counts = store.GraveCounts{Candidates: len(v.Rows), Sessions: len(r.Plan.Sessions)}
	for _, row := range v.Rows {
		if row.Result.Qualified {
			t.Counts.Qualified++
		}
		if row.Certificate != nil {
			t.Counts.Certificates++
		}
	}
	t.Numbers, err = d.site.ownNumbers()
	return t, err
}

// FinishDeletion ends the deletion of an exam whose tombstone stands in the home: it
// removes what is left of the book and, where an officer is at hand, enters the deletion
// into the institution's book. Doing it again changes nothing. Refusals: no-tombstone,
// book-held.
func FinishDeletion(ctx context.Context, home, examNo string, with *Officer, opt Options) (store.Stone, error) {
	stones, err := store.Tombstones(home)
	if err != nil {
		return store.Stone{}, err
	}
	at := slices.IndexFunc(stones, func(s store.Stone) bool { return s.Exam == examNo && s.Holds })
	if at < 0 {
		return store.Stone{}, exam.Refuse("no-tombstone", "exam", examNo)
	}
	s := stones[at]
	if err := store.FinishDeletions(home, opt.Store); err != nil {
		return s, err
	}
	err = store.Bury(home, examNo, opt.Store)
	if err != nil && !errors.Is(err, exam.Refuse("book-missing")) {
		return s, err
	}
	if with == nil {
		return s, nil
	}
	return s, with.EnterDeletion(ctx, s)
}

// EnterDeletion says in the institution's book that an exam of the home was deleted; the
// same again changes nothing. Refusals: no-tombstone (it does not hold), ledger-drill,
// in-conflict.
func (o *Officer) EnterDeletion(ctx context.Context, s store.Stone) error {
	if err := o.allow("EnterDeletion"); err != nil {
		return err
	}
	if !s.Holds {
		return exam.Refuse("no-tombstone", "exam", s.Exam)
	}
	if s.Drill != o.desk.site.Drill() {
		return exam.Refuse("ledger-drill", "exam", s.Exam)
	}
	defer o.desk.site.hold(exam.OnLedger)()
	st, err := o.ledger()
	if err != nil {
		return err
	}
	on := exam.OnLedgerExam + s.Exam
	if err := ledgerClear(st, on); err != nil {
		return err
	}
	body := exam.Deletion{Exam: s.Exam, Tombstone: s.SHA256, Archive: s.Archive, Key: s.Fingerprint, Closed: s.Closed, Kept: s.Kept,
		Date: exam.Date(s.Written.Format(time.DateOnly)), Candidates: s.Counts.Candidates, Events: s.Counts.Events, By: s.By, Name: s.Name, Reason: s.Reason}
	if slices.Contains(st.Deleted, body) {
		return nil
	}
	_, err = o.desk.append(ctx, o.desk.say(exam.LedgerDeleted, on, "deleted", body))
	return err
}
