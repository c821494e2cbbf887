package store

import (
	"errors"
	"fmt"
	"sync/atomic"
)

// journal is the append-only file that a book is. Zeros are written and flushed
// ahead of it, so that flushing a save need not commit a new file size: without
// them a save is slower than SQLite's (pitfalls-2.md 4). It is not safe for
// concurrent use: the writer owns it, and others only scan what was flushed.
type journal struct {
	journalHead
	seals atomic.Pointer[sealer]
	f     file
	end   int64 // the next record goes here; all before it is flushed
	alloc int64 // zeros stand on the disk from end to here
	dirty int64 // what a failed write may have left reaches to here; 0: nothing
	step  int64
}

// createJournal makes an empty journal at path, flushed.
func createJournal(path string, h journalHead, keys epochs, opt Options) (*journal, error) {
	block, err := h.encode()
	if err != nil {
		return nil, err
	}
	f, err := opt.open(path)
	if err != nil {
		return nil, fmt.Errorf("make journal: %w", err)
	}
	j, err := newJournal(f, h, keys, opt)
	if err == nil {
		_, err = f.WriteAt(append(block, block...), 0)
	}
	if err == nil {
		j.end, j.alloc = journalStart, journalStart
		err = j.grow(j.step)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("make journal: %w", err), f.Close())
	}
	return j, nil
}

// newJournal is a journal on an open file whose end is not known yet.
func newJournal(f file, h journalHead, e epochs, opt Options) (*journal, error) {
	keys, err := e.journalKeys()
	if err != nil {
		return nil, err
	}
	j := &journal{journalHead: h, f: f, step: opt.step}
	j.seals.Store(&sealer{keys, h.book, opt.Rand})
	return j, nil
}

// sealer opens the records as they stand, and seals the next.
func (j *journal) sealer() sealer { return *j.seals.Load() }

// write puts whole records at the end and flushes them. When it fails, the journal
// stands where it stood: what was written is zeroed now or before the next write.
func (j *journal) write(b []byte) error {
	if err := j.clean(); err != nil {
		return err
	}
	if need := j.end + int64(len(b)) - j.alloc; need > 0 {
		if err := j.grow(max(need, j.step)); err != nil {
			return err
		}
	}
	_, err := j.f.WriteAt(b, j.end)
	if err == nil {
		err = j.f.Sync()
	}
	if err != nil {
		j.dirty = j.end + int64(len(b))
		return errors.Join(fmt.Errorf("write journal: %w", err), j.clean())
	}
	j.end += int64(len(b))
	return nil
}

// clean zeroes what a failed write may have left: bytes behind the end would look
// like a torn save at the next opening.
func (j *journal) clean() error {
	if j.dirty <= j.end {
		return nil
	}
	_, err := j.f.WriteAt(make([]byte, j.dirty-j.end), j.end)
	if err == nil {
		err = j.f.Sync()
	}
	if err != nil {
		return fmt.Errorf("take back a failed save: %w", err)
	}
	j.dirty = 0
	return nil
}

// grow writes n more zeros behind the last ones and flushes them.
func (j *journal) grow(n int64) error {
	_, err := j.f.WriteAt(make([]byte, n), j.alloc)
	if err == nil {
		err = j.f.Sync()
	}
	if err != nil {
		return fmt.Errorf("make room in the journal: %w", err)
	}
	j.alloc += n
	return nil
}

// low says that the next step of zeros should be written soon.
func (j *journal) low() bool { return j.alloc-j.end < j.step/2 }

func (j *journal) close() error { return j.f.Close() }
