package store

import (
	"crypto/rand"
	"io"
	"time"
)

// Clock is where time comes from: the machine's wall clock and a monotonic clock
// that counts from the start of the program. The book compares the two, so that a
// clock set by hand is seen (record.md 4).
type Clock interface {
	Now() time.Time
	Up() time.Duration
}

// SystemClock is the machine's own clock, its monotonic side starting now.
func SystemClock() Clock { return systemClock{start: time.Now()} }

type systemClock struct{ start time.Time }

func (systemClock) Now() time.Time      { return time.Now() }
func (c systemClock) Up() time.Duration { return time.Since(c.start) }

// Options says where a book takes time, randomness and disk space from. The zero
// value is the machine's own.
type Options struct {
	Clock     Clock
	Rand      io.Reader
	ScryptLog int                              // work factor of key files as a power of two; 16 when 0
	Program   string                           // version written into log.opened and the lock
	FreeSpace func(dir string) (uint64, error) // bytes a user may still write; nil: the disk's
	MinFree   uint64                           // below so many free bytes nothing is saved; 500 MB when 0
	Reserve   uint64                           // size of the reserve file; 64 MB when 0
	open      func(path string) (file, error)  // tests: a disk that fails; nil: the real one
	fault     func(stage string) error         // tests: a stage that fails; nil: none
	step      int64                            // bytes by which the journal grows; 1 MB when 0
}

const (
	defaultScryptLog = 16        // 64 MB of memory a sign-in; the library's 18 takes 256 MB
	defaultMinFree   = 500 << 20 // Badger dies of a full disk, so saves stop well before
	defaultReserve   = 64 << 20  // enough for Badger to open or close once more
	defaultStep      = 1 << 20   // a step of zeros costs 1.4 ms where a flush costs 0.2
)

// filled is o with its defaults.
func (o Options) filled() Options {
	if o.Clock == nil {
		o.Clock = SystemClock()
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	if o.ScryptLog == 0 {
		o.ScryptLog = defaultScryptLog
	}
	if o.FreeSpace == nil {
		o.FreeSpace = freeSpace
	}
	if o.MinFree == 0 {
		o.MinFree = defaultMinFree
	}
	if o.Reserve == 0 {
		o.Reserve = defaultReserve
	}
	if o.open == nil {
		o.open = openFile
	}
	if o.fault == nil {
		o.fault = func(string) error { return nil }
	}
	if o.step == 0 {
		o.step = defaultStep
	}
	return o
}
