package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"kaowu/app/exam"
)

// gone begins the name of a book that is being removed.
const gone = ".gone-"

// Bury removes the book of an exam whose tombstone stands in the home. The folder is
// renamed first, so that it is whole or going away; then the sealed keys are written
// over and removed, which leaves the rest unreadable whatever the disk keeps of it (a
// flash disk may keep blocks that were written over: its data key is sealed in them all
// the same); then everything else. What is cut short goes on at the next start. Refusals: book-held,
// no-tombstone (there is none that holds for this very book).
func Bury(home, examID string, opt Options) error {
	opt = opt.filled()
	dir := bookDir(home, examID)
	c, err := readCover(dir, examID)
	if err != nil {
		return err
	}
	dead, err := buried(home)
	if err != nil {
		return err
	}
	if !dead.has(c) {
		return exam.Refuse("no-tombstone", "exam", examID)
	}
	l, err := takeLock(dir, opt)
	if err != nil {
		return err
	}
	l.release() // Windows renames no folder with an open file; who opens it now is refused
	aside := filepath.Join(home, "books", gone+examID)
	if err := removeGone(aside); err != nil { // of an earlier time
		return err
	}
	if err := os.Rename(dir, aside); err != nil {
		return fmt.Errorf("put deleted book aside: %w", err)
	}
	if err := syncDir(filepath.Dir(dir)); err != nil {
		return fmt.Errorf("put deleted book aside: %w", err)
	}
	return removeGone(aside)
}

// removeGone removes a book that was put aside, its keys first.
func removeGone(dir string) error {
	keys, err := filepath.Glob(filepath.Join(dir, "keys", "*"))
	if err != nil {
		return fmt.Errorf("list keys: %w", err)
	}
	for _, k := range keys {
		if err := shred(k); err != nil {
			return fmt.Errorf("write over a key: %w", err)
		}
	}
	for _, what := range []string{filepath.Join(dir, "keys"), dir} {
		if err := os.RemoveAll(what); err != nil {
			return fmt.Errorf("remove deleted book: %w", err)
		}
	}
	return nil
}

// shred writes zeros over a file, flushed.
func shred(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	st, err := f.Stat()
	if err == nil {
		_, err = io.CopyN(f, nought{}, st.Size())
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// nought reads as zeros without end.
type nought struct{}

func (nought) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// graves are the books of a home that have a tombstone: exam → fingerprint.
type graves map[string]string

// buried reads the tombstones of a home; one that does not hold buries nothing.
func buried(home string) (graves, error) {
	stones, err := Tombstones(home)
	g := graves{}
	for _, s := range stones {
		if s.Holds {
			g[s.Exam] = s.Fingerprint
		}
	}
	return g, err
}

// has says whether a book is one that was deleted: the same exam under the same key.
func (g graves) has(c Cover) bool {
	f, ok := g[c.Exam]
	return ok && f == c.Fingerprint
}

// FinishDeletions goes on with every deletion of a home that was cut short. A book
// that another process still holds waits for the next time.
func FinishDeletions(home string, opt Options) error {
	left, err := filepath.Glob(filepath.Join(home, "books", gone+"*"))
	if err != nil {
		return fmt.Errorf("list deleted books: %w", err)
	}
	for _, dir := range left {
		if err := removeGone(dir); err != nil {
			return err
		}
	}
	dead, err := buried(home)
	if err != nil {
		return err
	}
	for examID := range dead {
		c, err := readCover(bookDir(home, examID), examID)
		if err != nil || !dead.has(c) {
			continue // it is gone, or another book that nobody deleted
		}
		if err := Bury(home, examID, opt); err != nil && !errors.Is(err, exam.Refuse("book-held")) {
			return err
		}
	}
	return nil
}

// refuseDeleted refuses a book that has a tombstone.
func refuseDeleted(home string, c Cover) error {
	dead, err := buried(home)
	if err != nil {
		return err
	}
	if dead.has(c) {
		return exam.Refuse("exam-deleted", "exam", c.Exam)
	}
	return nil
}
