package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"kaowu/app/exam"
)

// Book is one open book. It is locked until the first SignIn: then it answers
// questions, and is safe for use by many goroutines.
type Book struct {
	access
	dir   string
	opt   Options
	cover Cover
	lock  *lock

	mu    sync.RWMutex
	data  *data     // nil while locked
	found []Finding // by opening the data
}

// errLocked is returned for anything that needs the data of a book before sign-in.
var errLocked = exam.Refuse("book-locked")

// Open opens the book of an exam in a home and takes it for this process. Refusals:
// book-held (pid, host, program, since) when another process has it, book-missing,
// exam-deleted when it has a tombstone.
func Open(home, examID string, opt Options) (*Book, error) {
	opt = opt.filled()
	dir := bookDir(home, examID)
	if !folderName(examID) {
		return nil, exam.Refuse("book-missing", "exam", examID)
	}
	clearUnfinished(home, opt)
	if _, err := os.Stat(filepath.Join(dir, "cover.json")); err != nil {
		if dead, derr := buried(home); derr == nil && dead[examID] != "" {
			return nil, exam.Refuse("exam-deleted", "exam", examID)
		}
		return nil, exam.Refuse("book-missing", "exam", examID)
	}
	b, err := openDir(dir, examID, opt)
	if err != nil {
		return nil, err
	}
	if err := refuseDeleted(home, b.cover); err != nil {
		b.lock.release()
		return nil, err
	}
	return b, nil
}

// openDir opens the book of an exam that lies in a folder.
func openDir(dir, examID string, opt Options) (*Book, error) {
	l, err := takeLock(dir, opt)
	if err != nil {
		return nil, err
	}
	cover, err := readCover(dir, examID)
	if err != nil {
		l.release()
		return nil, err
	}
	_ = emptyDir(filepath.Join(dir, "tmp")) // left by a crash; a disk that refuses it says so at sign-in
	return &Book{access: newAccess(), dir: dir, opt: opt, cover: cover, lock: l}, nil
}

// bookDir is where the book of an exam lies.
func bookDir(home, examID string) string { return filepath.Join(home, "books", examID) }

// unlock opens the data with its key; the second sign-in finds it open.
func (b *Book) unlock(key dataKey, dev Signer) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.data != nil {
		return nil
	}
	d, found, err := openBookData(b.dir, key, dev, b.opt)
	if err != nil {
		return err
	}
	b.data, b.found = d, found
	return nil
}

// opened is the data, or a refusal while the book is locked.
func (b *Book) opened() (*data, error) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if b.data == nil {
		return nil, errLocked
	}
	return b.data, nil
}

// index is the index as it shows all that was acknowledged.
func (b *Book) index() (*index, error) {
	d, err := b.opened()
	if err != nil {
		return nil, err
	}
	return d.query()
}

// Cover is the book's readable front.
func (b *Book) Cover() Cover {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.cover
}

// Unlocked says whether somebody has signed in since the book was opened.
func (b *Book) Unlocked() bool { d, _ := b.opened(); return d != nil }

// Findings lists what was not in order when the data was opened; empty when all was.
func (b *Book) Findings() []Finding {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return append([]Finding(nil), b.found...)
}

// Append signs drafts, gives them their place and saves them, all or none. It
// returns when they are flushed to the disk and every query shows them. Refusals:
// ErrStale, disk-full (need, have in MB), book-read-only, book-locked.
func (b *Book) Append(ctx context.Context, drafts ...Draft) ([]exam.Fact, error) {
	d, err := b.opened()
	if err != nil {
		return nil, err
	}
	return d.append(ctx, drafts)
}

// Device is the device's own signer, for what happens where nobody acts.
func (b *Book) Device() Signer {
	d, err := b.opened()
	if err != nil {
		return Signer{}
	}
	return d.dev
}

// Events lists the events of one subject by log, then number.
func (b *Book) Events(on string) ([]exam.Fact, error) {
	x, err := b.index()
	if err != nil {
		return nil, err
	}
	return x.events(on)
}

// Heads lists the heads of one subject, sorted: the events that no later one has seen.
func (b *Book) Heads(on string) ([]exam.ID, error) {
	x, err := b.index()
	if err != nil {
		return nil, err
	}
	return x.heads(on)
}

// Subjects lists the subjects that begin with prefix, sorted.
func (b *Book) Subjects(prefix string) ([]string, error) {
	x, err := b.index()
	if err != nil {
		return nil, err
	}
	return x.subjects(prefix)
}

// Fact is the event of an id. Refusal: no-event.
func (b *Book) Fact(id exam.ID) (exam.Fact, error) {
	x, err := b.index()
	if err != nil {
		return exam.Fact{}, err
	}
	return x.fact(id)
}

// Each yields every event, log by log in order of number, until yield fails.
func (b *Book) Each(yield func(exam.Fact) error) error {
	x, err := b.index()
	if err != nil {
		return err
	}
	return x.each(yield)
}

// Size is how many events the book's own log holds.
func (b *Book) Size() uint64 {
	d, err := b.opened()
	if err != nil {
		return 0
	}
	return d.size()
}

// Held is how many events the book holds, of its own log and of those of other laptops.
func (b *Book) Held() uint64 {
	d, err := b.opened()
	if err != nil {
		return 0
	}
	n := d.size()
	for _, size := range d.others.sizes() {
		n += size
	}
	return n
}

// Log is the id of the book's own log.
func (b *Book) Log() string {
	d, err := b.opened()
	if err != nil {
		return ""
	}
	return d.log
}

// Now is the wall clock as the next event would carry it.
func (b *Book) Now() exam.Time { return wallTime(b.opt.Clock.Now()) }

// siteZone is +08:00, the one zone of the mainland: a laptop set to another still
// writes the site's time.
func siteZone() *time.Location { return time.FixedZone("", 8*3600) }

func wallTime(t time.Time) exam.Time { return exam.At(t.In(siteZone())) }

// Close waits for saves under way, closes the book and gives it back.
func (b *Book) Close() error {
	b.leaveCover()
	b.mu.Lock()
	d := b.data
	b.data = nil
	b.mu.Unlock()
	b.forget()
	var err error
	if d != nil {
		err = errors.Join(d.close(), emptyDir(b.TempDir()))
	}
	b.lock.release()
	if err != nil {
		return fmt.Errorf("close book: %w", err)
	}
	return nil
}
