package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"kaowu/app/exam"
)

// data is the opened inside of a book: journal and tree of its own log, the trees of
// other laptops' logs that it holds, and the index of all. Its
// writer goroutine is the only one that changes them.
type data struct {
	disagreed      map[string]exam.Time // by peer: the time that was last not adopted; the writer's
	dir, book, log string
	opt            Options
	dev            Signer
	keys           atomic.Pointer[epochs]
	journal        *journal
	tree           *tree
	others         otherLogs
	index          *index

	queue  chan *request
	quit   chan struct{} // closed once: take nothing more
	ended  chan struct{} // closed by the writer when it has answered all
	once   sync.Once
	state  atomic.Pointer[meta] // as acknowledged, for readers
	bodies sync.Map             // bodyType -> struct{}: pairs that were checked

	keyed atomic.Uint64              // counts changes of what the chain of keys rests on
	built atomic.Pointer[builtChain] // as of keyed; nil: not built yet

	changes  chan change   // to follow
	followed chan struct{} // closed when follow has ended
	behind   sync.RWMutex  // locked while the index has yet to follow what was acknowledged
	lagging  atomic.Bool   // the index could not follow the journal

	// The writer's own.
	at       meta                 // as journalled; ahead of the index while that fails
	stopped  error                // why nothing may be saved for good; nil: saves go on
	unsure   error                // which epoch is in force only the next opening can tell
	fresh    map[string][]exam.ID // heads that the index may not show yet
	reserved bool                 // the reserve file is in its place
	jump     jumpWatch
	barred   bar  // whose saves are refused
	rekey    bool // barred is to be read anew
}

// newBookData makes journal, tree and index of a new log in dir, and opens them.
func newBookData(dir string, keys epochs, dev Signer, log string, examID string, opt Options) (*data, error) {
	opt = opt.filled()
	if err := makeFolders(dir); err != nil {
		return nil, err
	}
	j, err := createJournal(filepath.Join(dir, "journal"), journalHead{firstEpoch, examID, log}, keys, opt)
	if err != nil {
		return nil, diskError(err)
	}
	if err := j.close(); err != nil {
		return nil, fmt.Errorf("make journal: %w", err)
	}
	d, found, err := openBookData(dir, keys, dev, opt)
	if err == nil && len(found) > 0 {
		err = errors.Join(fmt.Errorf("new book is not whole: %s", found[0].Code), d.close())
	}
	return d, err
}

// makeFolders makes the folders that a book's data need. A copy of a book may have lost
// the empty ones and the derived ones.
func makeFolders(dir string) error {
	for _, sub := range []string{"tree", "files", "tmp"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o700); err != nil {
			return fmt.Errorf("make book: %w", err)
		}
	}
	return nil
}

// openBookData opens what newBookData made, brings the index up to the journal, and
// says what was not in order. Where the journal is shorter than the index or a
// checkpoint knows it, or the tree does not fit the checkpoint, the book can be read
// but not saved to.
func openBookData(dir string, keys epochs, dev Signer, opt Options) (*data, []Finding, error) {
	if err := makeFolders(dir); err != nil {
		return nil, nil, diskError(err)
	}
	o := opener{d: &data{dir: dir, opt: opt.filled(), dev: dev}}
	o.d.keys.Store(&keys)
	if err := o.open(); err != nil {
		return nil, nil, diskError(errors.Join(err, o.d.release()))
	}
	d := o.d
	d.queue, d.quit, d.ended = make(chan *request, 64), make(chan struct{}), make(chan struct{})
	d.jump = newJumpWatch(d.opt.Clock)
	d.changes, d.followed = make(chan change, 1), make(chan struct{})
	d.rekey = true
	d.publish()
	go d.follow()
	go d.write()
	return d, o.found, nil
}

// epochs are the book's, with the one that seals what is saved now.
func (d *data) epochs() epochs { return *d.keys.Load() }

// publish shows readers the state as acknowledged.
func (d *data) publish() {
	m := d.at
	d.state.Store(&m)
}

func (d *data) size() uint64 { return d.state.Load().Events }

// errClosed is returned for a save that comes after Close.
var errClosed = exam.Refuse("book-closed")

// close answers the saves under way, then closes all files.
func (d *data) close() error {
	d.once.Do(func() { close(d.quit) })
	<-d.ended
	<-d.followed
	return d.release()
}

// release closes what is open. Badger writes on closing, which a full disk would
// not survive, so the reserve goes first.
func (d *data) release() error {
	var errs []error
	if d.index != nil {
		if free, err := d.opt.FreeSpace(d.dir); err == nil && free < d.opt.Reserve {
			d.giveReserve()
		}
		errs = append(errs, d.index.close())
		d.index = nil
	}
	if d.tree != nil {
		d.tree.flush()
		errs = append(errs, d.tree.close())
		d.tree = nil
	}
	errs = append(errs, d.others.close())
	if d.journal != nil {
		errs = append(errs, d.journal.close())
		d.journal = nil
	}
	return errors.Join(errs...)
}

// send hands a request to the writer and waits for its answer. Once the writer has
// it, the save is made whatever becomes of ctx.
func (d *data) send(ctx context.Context, r *request) error {
	r.done = make(chan struct{})
	select {
	case <-d.quit:
		return errClosed
	default:
	}
	select {
	case d.queue <- r:
	case <-d.quit:
		return errClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-r.done:
	case <-d.ended:
		// The writer may have answered just before it ended.
		select {
		case <-r.done:
		default:
			return errClosed
		}
	}
	return r.err
}
