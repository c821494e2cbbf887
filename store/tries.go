package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"kaowu/app/exam"
)

// Wrong passphrases slow down (record.md 7): five tries are free, then each one costs
// a wait, a minute at first, doubled each time.
const (
	freeTries = 5
	firstWait = time.Minute
	longWait  = time.Hour // nobody can lock a colleague out for the day
)

// triesFile is keys/tries.json: wrong passphrases since the last right one.
type triesFile struct {
	Format string               `json:"format"`
	Staff  map[exam.StaffID]try `json:"staff"`
}

// try is one person's count.
type try struct {
	Wrong int       `json:"wrong"`
	Since exam.Time `json:"since"` // wall clock at the last one
}

const formatTries = "kaowu tries v1"

// anchor is when this process first looked at a count. From then on the monotonic
// clock counts the wait, which nobody can set.
type anchor struct {
	up   time.Duration
	past time.Duration // of the wait, already over at that moment
}

// wait is how long a person waits after so many wrong tries.
func (t try) wait() time.Duration {
	if t.Wrong < freeTries {
		return 0
	}
	w := firstWait
	for i := freeTries; i < t.Wrong && w < longWait; i++ {
		w *= 2
	}
	return min(w, longWait)
}

func (b *Book) triesPath() string { return filepath.Join(b.dir, "keys", "tries.json") }

// readTries reads the counts. None is none; a damaged file counts as all free tries
// used, so that damaging it helps nobody.
func (b *Book) readTries(staff exam.StaffID) (triesFile, error) {
	f := triesFile{Format: formatTries, Staff: map[exam.StaffID]try{}}
	raw, err := os.ReadFile(b.triesPath())
	if errors.Is(err, os.ErrNotExist) {
		return f, nil
	}
	if err != nil {
		return f, fmt.Errorf("read counted passphrases: %w", err)
	}
	var have triesFile
	if readCanonical(raw, &have) != nil || have.Format != formatTries || have.Staff == nil {
		f.Staff[staff] = try{Wrong: freeTries, Since: b.Now()}
		return f, b.writeTries(f)
	}
	return have, nil
}

func (b *Book) writeTries(f triesFile) error {
	raw, err := exam.Marshal(f)
	if err != nil {
		return fmt.Errorf("write counted passphrases: %w", err)
	}
	if err := writeWhole(b.opt, b.triesPath(), b.triesPath()+".tmp", raw); err != nil {
		return fmt.Errorf("write counted passphrases: %w", err)
	}
	return nil
}

// left is how long staff must still wait. The wait goes by the monotonic clock of
// this process; between processes only a wall clock that went forward counts, so
// setting it back helps nobody.
func (b *Book) left(staff exam.StaffID, t try) time.Duration {
	wait := t.wait()
	if wait == 0 {
		return 0
	}
	a, known := b.anchors[staff]
	if !known {
		a = anchor{up: b.opt.Clock.Up(), past: max(0, b.opt.Clock.Now().Sub(t.Since.Time))}
		b.anchors[staff] = a
	}
	return max(0, wait-a.past-(b.opt.Clock.Up()-a.up))
}

// guard counts a try, on disk, before judge is asked whether the passphrase fits. A
// right one clears the count. Refusals: wrong-passphrase (left, wait in seconds),
// throttled (wait in seconds).
func (b *Book) guard(staff exam.StaffID, judge func() error) error {
	b.triesMu.Lock()
	defer b.triesMu.Unlock()
	f, err := b.readTries(staff)
	if err != nil {
		return err
	}
	was, counted := f.Staff[staff]
	if left := b.left(staff, was); left > 0 {
		return exam.Refuse("throttled", "wait", seconds(left))
	}
	now := try{Wrong: was.Wrong + 1, Since: b.Now()}
	f.Staff[staff] = now
	if err := b.writeTries(f); err != nil {
		return err
	}
	b.anchors[staff] = anchor{up: b.opt.Clock.Up()}
	err = judge()
	switch {
	case errors.Is(err, errPassphrase):
		left, next := max(0, freeTries-now.Wrong), "code:passphrase.tries-left"
		if left == 0 {
			next = "code:passphrase.must-wait"
		}
		return exam.Refuse("wrong-passphrase", "left", left, "wait", seconds(now.wait()), "next", next)
	case err != nil && counted:
		f.Staff[staff] = was // nothing was judged
	default:
		delete(f.Staff, staff)
	}
	return errors.Join(err, b.writeTries(f))
}

// seconds rounds up: a wait of half a second is not over yet.
func seconds(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }
