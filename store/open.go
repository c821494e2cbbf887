package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"kaowu/app/exam"
)

// opener opens the data of a book step by step and notes what is not in order.
type opener struct {
	d     *data
	found []Finding
	aside bool // an index that could not be opened was put aside
}

func (o *opener) note(f Finding) { o.found = append(o.found, f) }

// stop makes the book one that is only read.
func (o *opener) stop(f Finding) {
	o.note(f)
	if o.d.stopped == nil {
		o.d.stopped = exam.Refuse("book-read-only", "finding", f.Code)
	}
}

func (o *opener) open() error {
	d := o.d
	if err := emptyDir(filepath.Join(d.dir, "tmp")); err != nil {
		return err
	}
	// A copy of a book may have lost its empty or derived folders.
	for _, sub := range []string{"tree", "files"} {
		if err := os.MkdirAll(filepath.Join(d.dir, sub), 0o700); err != nil {
			return fmt.Errorf("make folder of the book: %w", err)
		}
	}
	if err := o.openJournal(); err != nil {
		return err
	}
	if err := d.room(); err != nil {
		return err
	}
	if err := o.openIndex(); err != nil {
		return err
	}
	if err := o.follow(); err != nil {
		return err
	}
	if err := o.openTree(); err != nil {
		return err
	}
	if err := o.openOthers(); err != nil {
		return err
	}
	if o.aside && d.stopped == nil {
		if err := os.RemoveAll(d.asidePath()); err != nil {
			return fmt.Errorf("remove damaged index: %w", err)
		}
	}
	if d.stopped == nil {
		d.dropIndexes()
	}
	return nil
}

// emptyDir removes what a crash left in the private folder for temporary files.
func emptyDir(dir string) error {
	if err := os.RemoveAll(dir); err != nil {
		return fmt.Errorf("empty folder for temporary files: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("empty folder for temporary files: %w", err)
	}
	return nil
}

func (o *opener) openJournal() error {
	path := filepath.Join(o.d.dir, "journal")
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return exam.Refuse("journal-missing")
	}
	f, err := o.d.opt.open(path)
	if err != nil {
		return fmt.Errorf("open journal: %w", err)
	}
	h, whole, err := readHead(f)
	if err != nil {
		return errors.Join(err, f.Close())
	}
	if !whole {
		o.note(find("journal-head", "journal"))
	}
	o.d.book, o.d.log = h.book, h.log
	o.d.journal, err = newJournal(f, h, o.d.epochs(), o.d.opt)
	if err != nil {
		return errors.Join(err, f.Close())
	}
	return nil
}

func (d *data) asidePath() string { return filepath.Join(d.dir, "badger.damaged") }

// openIndex opens Badger, or puts one aside that cannot be opened, or that follows
// another log, and begins a new one, for the journal holds all that it held.
func (o *opener) openIndex() error {
	x, err := openIndex(o.d.indexPath(), o.d.epochs().newest().key)
	if err == nil {
		var m meta
		if m, err = x.meta(); err == nil && (m.Log == "" || m.Log == o.d.log) {
			o.d.index = x
			return nil
		}
		err = errors.Join(err, x.close())
	}
	if _, serr := os.Stat(o.d.indexPath()); serr != nil {
		return err // it was not Badger's files that kept Badger from opening
	}
	if rerr := os.RemoveAll(o.d.asidePath()); rerr != nil {
		return errors.Join(err, rerr)
	}
	if rerr := os.Rename(o.d.indexPath(), o.d.asidePath()); rerr != nil {
		return errors.Join(err, rerr)
	}
	if x, err = openIndex(o.d.indexPath(), o.d.epochs().newest().key); err != nil {
		return errors.Join(err, os.RemoveAll(o.d.indexPath()), os.Rename(o.d.asidePath(), o.d.indexPath()))
	}
	o.d.index, o.aside = x, true
	o.note(find("index-damaged", "index"))
	return nil
}

// follow brings the index up to the journal and finds the journal's end.
func (o *opener) follow() error {
	d := o.d
	m, err := d.index.meta()
	if err != nil {
		return err
	}
	if m.End == 0 {
		m = meta{Log: d.log, End: journalStart}
	} else if err := o.lastRecord(m); err != nil {
		return err
	}
	r := replay{d: d, index: d.index, meta: m}
	res, err := d.journal.scan(m.End, m.End, r.group)
	if err == nil {
		err = r.flush()
	}
	if err != nil {
		return fmt.Errorf("follow the journal: %w", err)
	}
	d.at = r.meta
	for _, s := range res.damaged {
		o.note(find("journal-damaged", "journal", "from", s.from, "to", s.to))
	}
	for _, f := range r.found {
		if f.Code == "event-missing" {
			o.stop(f) // what came after a hole cannot know all heads
		} else {
			o.note(f)
		}
	}
	return o.ends(res)
}

// ends sets where the journal goes on, and takes a torn save back.
func (o *opener) ends(res scanned) error {
	j := o.d.journal
	size, err := j.f.Size()
	if err != nil {
		return fmt.Errorf("size of journal: %w", err)
	}
	j.end, j.alloc = res.end, max(size, res.end)
	if from := o.d.epochs().newest().from; res.end < from {
		// The journal reached to here when the epoch began; a record on this side of it
		// would be sealed by a key that others may still hold.
		o.stop(find("journal-cut", "journal", "have", res.end, "want", from))
	}
	if res.torn == (span{}) {
		return nil
	}
	o.note(find("journal-torn", "journal", "from", res.torn.from, "to", res.torn.to))
	j.dirty = res.torn.to
	if err := j.clean(); err != nil && o.d.stopped == nil {
		// A disk that is full or read-only now may not be later: write tries again.
		o.note(find("journal-torn-left", "journal", "from", res.torn.from, "to", res.torn.to))
	}
	return nil
}

// lastRecord compares the journal with what the index followed of it: the last
// record must stand where the index saw it.
func (o *opener) lastRecord(m meta) error {
	j := o.d.journal
	size, err := j.f.Size()
	if err != nil {
		return fmt.Errorf("size of journal: %w", err)
	}
	w := &window{f: j.f, size: size}
	r, err := w.record(j.sealer(), m.Last)
	if err == nil && r.end == m.End {
		return nil
	}
	if err != nil && !errors.Is(err, errRecord) {
		return err
	}
	filled, err := w.filled(min(m.Last, size))
	if err != nil {
		return err
	}
	if filled <= m.Last {
		o.stop(find("journal-cut", "journal", "have", filled, "want", m.End))
	} else {
		o.note(find("journal-damaged", "journal", "from", m.Last, "to", m.End))
	}
	return nil
}
