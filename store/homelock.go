package store

import "path/filepath"

// LockHome keeps every other process, and every other book, off what the exams of a
// home share, such as the sequences of certificate numbers, until release is called.
// Refusal: book-held.
func (b *Book) LockHome() (release func(), err error) {
	l, err := takeLock(filepath.Dir(filepath.Dir(b.dir)), b.opt)
	if err != nil {
		return nil, err
	}
	return l.release, nil
}
