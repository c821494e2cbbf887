package store

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"sync"

	"github.com/dgraph-io/badger/v4"

	"kaowu/app/exam"
)

// otherLogs are the logs of other laptops that a book holds, each with its own tree, so
// that a checkpoint can name size and root of each (record.md 5). The writer adds to
// them; anybody may read.
type otherLogs struct {
	mu    sync.RWMutex
	trees map[string]*tree
}

// of is the tree of a log; nil where the book holds nothing of it.
func (o *otherLogs) of(log string) *tree {
	o.mu.RLock()
	defer o.mu.RUnlock()
	return o.trees[log]
}

// ids lists the logs, sorted.
func (o *otherLogs) ids() []string {
	o.mu.RLock()
	defer o.mu.RUnlock()
	return slices.Sorted(maps.Keys(o.trees))
}

// sizes is how many events the book holds of each log.
func (o *otherLogs) sizes() map[string]uint64 {
	o.mu.RLock()
	defer o.mu.RUnlock()
	out := map[string]uint64{}
	for id, t := range o.trees {
		out[id] = t.size()
	}
	return out
}

// put adds the tree of one more log.
func (o *otherLogs) put(log string, t *tree) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.trees == nil {
		o.trees = map[string]*tree{}
	}
	o.trees[log] = t
}

// flush writes what waits of each tree, as far as the disk lets it.
func (o *otherLogs) flush() {
	o.mu.RLock()
	defer o.mu.RUnlock()
	for _, t := range o.trees {
		t.flush()
	}
}

// close closes all trees.
func (o *otherLogs) close() error {
	var errs []error
	for _, id := range o.ids() {
		t := o.of(id)
		t.flush()
		errs = append(errs, t.close())
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.trees = nil
	return errors.Join(errs...)
}

// size is how many leaves the tree has.
func (t *tree) size() uint64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	return uint64(t.leaves)
}

// treeOf is the tree of the own or another log; nil where the book holds nothing of it.
func (d *data) treeOf(log string) *tree {
	if log == d.log {
		return d.tree
	}
	return d.others.of(log)
}

// isLogID says whether s is 32 lower-case hex characters: what comes from another laptop
// must never name another file.
func isLogID(s string) bool { return len(s) == 32 && isFileName(s+s) }

// openOther opens the tree of another log and fits it to the index.
func (d *data) openOther(log string) error {
	n, err := d.index.logSize(log)
	if err != nil {
		return err
	}
	return d.fitOther(log, n)
}

// fitOther brings the tree of another log to n leaves; one that is not open is opened.
func (d *data) fitOther(log string, n uint64) error {
	leaf := func(seq uint64) ([]byte, error) { return d.index.leaf(log, seq) }
	if t := d.others.of(log); t != nil {
		return t.fit(n, leaf)
	}
	t, err := openTree(filepath.Join(d.dir, "tree", log), d.opt)
	if err != nil {
		return err
	}
	if err := t.fit(n, leaf); err != nil {
		return errors.Join(err, t.close())
	}
	d.others.put(log, t)
	return nil
}

// openOthers opens the tree of every other log. Where an event of one is in neither
// index nor journal, the book is only read.
func (o *opener) openOthers() error {
	logs, err := o.d.index.logs()
	if err != nil {
		return err
	}
	for _, log := range logs {
		if log == o.d.log || !isLogID(log) {
			continue
		}
		err := o.d.openOther(log)
		if errors.Is(err, errNoEvent) {
			o.stop(find("log-hole", "journal", "log", log))
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// logs lists the logs that the index holds events of, sorted.
func (x *index) logs() ([]string, error) {
	var out []string
	err := x.see(func(txn *badger.Txn) error {
		it := txn.NewIterator(badger.IteratorOptions{Prefix: []byte("e/")})
		defer it.Close()
		for it.Rewind(); it.Valid(); {
			key := it.Item().Key()
			if len(key) < 2+1+8 {
				return errors.New("key of an event is cut")
			}
			log := string(key[2 : len(key)-9])
			out = append(out, log)
			it.Seek(append([]byte("e/"+log), 1)) // behind all keys of this log
		}
		return nil
	})
	return out, indexError("list logs", err)
}

// logSize is one more than the number of the last event that the index holds of a log.
func (x *index) logSize(log string) (n uint64, err error) {
	err = x.see(func(txn *badger.Txn) error {
		prefix := append([]byte("e/"+log), 0)
		it := txn.NewIterator(badger.IteratorOptions{Prefix: prefix, Reverse: true})
		defer it.Close()
		it.Seek(append(prefix, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff))
		if !it.Valid() {
			return nil
		}
		v, err := it.Item().ValueCopy(nil)
		if err != nil {
			return err
		}
		if v, err = value(v); err != nil {
			return err
		}
		f, err := factOf(v, nil)
		n = f.Seq + 1
		return err
	})
	return n, indexError("size of log", err)
}

// seenLogs is what the book holds of every other log, as logs.seen says it.
func (d *data) seenLogs() ([]exam.LogSeen, error) {
	out := []exam.LogSeen{}
	for _, id := range d.others.ids() {
		t := d.others.of(id)
		n := t.size()
		root, err := t.root(n)
		if err != nil {
			return nil, fmt.Errorf("log %s: %w", id, err)
		}
		out = append(out, exam.LogSeen{Log: id, Size: n, Root: root.String()})
	}
	return out, nil
}
