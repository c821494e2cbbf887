package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/dgraph-io/badger/v4"
)

// indexFiles is one Badger database. A new epoch puts another in its place while
// readers may still be inside the old one, so each says while it is.
type indexFiles struct {
	db    *badger.DB
	dir   string
	users sync.WaitGroup
}

// hold is the database in force; whoever asked says users.Done when done with it.
func (x *index) hold() *indexFiles {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.now.users.Add(1)
	return x.now
}

// see runs read in a transaction that only reads.
func (x *index) see(read func(*badger.Txn) error) error {
	f := x.hold()
	defer f.users.Done()
	return f.db.View(read)
}

// replace puts another database in force and gives the one before.
func (x *index) replace(by *indexFiles) *indexFiles {
	x.mu.Lock()
	defer x.mu.Unlock()
	old := x.now
	x.now = by
	return old
}

// retire closes and removes a database that is no longer in force, once the last reader
// has left it.
func (f *indexFiles) retire() {
	f.users.Wait()
	if f.db.Close() == nil {
		_ = os.RemoveAll(f.dir) // tried again at the next opening (dropIndexes)
	}
}

func (x *index) close() error { return indexError("close index", x.now.db.Close()) }

// indexFolder is where the index of an epoch lies: an index is sealed by one data key,
// and is whole before the epoch that has it is in force.
func indexFolder(epoch uint32) string {
	if epoch == firstEpoch {
		return "badger"
	}
	return "badger-" + strconv.FormatUint(uint64(epoch), 10)
}

func (d *data) indexPath() string { return filepath.Join(d.dir, indexFolder(d.epochs().number())) }

// dropIndexes removes the indexes of other epochs, as a step to a new one leaves them
// when it is cut short.
func (d *data) dropIndexes() {
	all, err := os.ReadDir(d.dir)
	if err != nil {
		return
	}
	for _, f := range all {
		path := filepath.Join(d.dir, f.Name())
		if strings.HasPrefix(f.Name(), "badger") && path != d.indexPath() && path != d.asidePath() {
			_ = os.RemoveAll(path) // tried again at the next opening
		}
	}
}

// copyTo makes a new index in dir, sealed by another key, with all that this one holds
// now; saves go on meanwhile. It is copied, not remade, for behind a damaged journal the
// index may be the only one that still holds an event. The copy is flushed.
func (x *index) copyTo(dir string, key dataKey) (_ *index, err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(dir))
		}
	}()
	if err := os.RemoveAll(dir); err != nil {
		return nil, fmt.Errorf("clear way for a new index: %w", err)
	}
	to, err := openIndex(dir, key)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(x.pour(to.now.db), to.close()); err != nil {
		return nil, err
	}
	if err := flushFiles(dir); err != nil {
		return nil, err
	}
	return openIndex(dir, key)
}

// pour writes all keys to another database, m/meta last: it says that the rest is there.
func (x *index) pour(db *badger.DB) error {
	b := newBatch(db)
	defer func() { b.txn.Discard() }()
	var meta []byte
	err := x.walk(nil, func(_ *badger.Txn, key, v []byte) error {
		if string(key) == "m/meta" {
			meta = append(meta, v...)
			return nil
		}
		b.set(key, v)
		return b.err
	})
	if err != nil {
		return err
	}
	if meta != nil {
		b.set([]byte("m/meta"), meta)
	}
	return indexError("copy index", b.commit())
}

// flushFiles flushes the files of a folder and the folder: Badger flushes nothing on
// Windows (pitfalls.md 3.1).
func flushFiles(dir string) error {
	all, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("flush index: %w", err)
	}
	for _, e := range all {
		f, err := os.OpenFile(filepath.Join(dir, e.Name()), os.O_RDWR, 0)
		if err != nil {
			return fmt.Errorf("flush index: %w", err)
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return fmt.Errorf("flush index: %w", err)
		}
	}
	return syncDir(dir)
}
