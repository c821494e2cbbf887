package store

import (
	"errors"
	"fmt"
	"golang.org/x/mod/sumdb/tlog"
	"os"
	"path/filepath"
	"strings"
)

func (d *data) treePath() string       { return filepath.Join(d.dir, "tree", d.log) }
func (d *data) checkpointPath() string { return d.treePath() + ".checkpoint" }

func (d *data) leafOf(seq uint64) ([]byte, error) { return d.index.leaf(d.log, seq) }

// keepCheckpoint keeps the last checkpoint in a file of its own: a witness besides
// journal and index. It names no person, so it lies open.
func (d *data) keepCheckpoint(text string) error {
	tmp := filepath.Join(d.dir, "tmp", "checkpoint")
	return writeWhole(d.opt, d.checkpointPath(), tmp, []byte(text))
}

// openTree opens the tree, fits it to the journal, and compares it with the last
// checkpoint. A tree that does not fit is remade from the events once; if it still
// does not, events are not those that were pinned.
func (o *opener) openTree() error {
	d := o.d
	t, err := openTree(d.treePath(), d.opt)
	if err != nil {
		return err
	}
	d.tree = t
	if err := o.fit(); err != nil {
		return err
	}
	if d.stopped != nil {
		return nil
	}
	last, err := o.lastCheckpoint()
	if err != nil || last.size == 0 {
		return err
	}
	if last.size > d.at.Events {
		o.stop(find("journal-cut", "journal", "have", d.at.Events, "want", last.size))
		return nil
	}
	if o.holds(last) {
		return nil
	}
	if err := t.f.Truncate(0); err != nil {
		return fmt.Errorf("remake tree: %w", err)
	}
	if err := o.fit(); err != nil {
		return err
	}
	if o.holds(last) {
		o.note(find("tree-damaged", "tree/"+d.log))
		return nil
	}
	o.stop(find("checkpoint-mismatch", "checkpoint", "size", last.size))
	return nil
}

// fit fits the tree. An event that is in neither index nor journal ends it: nothing
// can be added behind a hole.
func (o *opener) fit() error {
	d := o.d
	if size, err := d.tree.f.Size(); err == nil && d.stopped == nil {
		// The tree only ever follows a flushed journal.
		if have := uint64(leavesIn(size / tlog.HashSize)); have > d.at.Events {
			o.stop(find("journal-cut", "journal", "have", d.at.Events, "want", have))
		}
	}
	if d.stopped != nil {
		return o.readTree()
	}
	var missing uint64
	err := d.tree.fit(d.at.Events, func(seq uint64) ([]byte, error) {
		missing = seq
		return d.leafOf(seq)
	})
	if errors.Is(err, errNoEvent) {
		o.stop(find("event-missing", "journal", "seq", missing))
		return nil
	}
	return err
}

// readTree takes the tree of a book that is only read as it lies there: it may know
// more than the journal still does.
func (o *opener) readTree() error {
	t := o.d.tree
	size, err := t.f.Size()
	if err != nil {
		return fmt.Errorf("size of tree: %w", err)
	}
	t.leaves = leavesIn(size / tlog.HashSize)
	t.stored = tlog.StoredHashCount(t.leaves)
	return nil
}

func (o *opener) holds(c checkpoint) bool {
	root, err := o.d.tree.root(c.size)
	return err == nil && root == c.root
}

// lastCheckpoint is the newest of those in the index and the one kept beside the
// tree; the zero checkpoint when there is none. Signatures are for Check: whoever
// could write here could also take the file away.
func (o *opener) lastCheckpoint() (checkpoint, error) {
	d := o.d
	var last checkpoint
	kept, err := os.ReadFile(d.checkpointPath())
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return last, fmt.Errorf("read last checkpoint: %w", err)
	}
	texts := []string{string(kept)}
	for n := d.at.Checkpoints; n > 0; n-- {
		text, err := d.index.checkpoint(n - 1)
		if err != nil {
			return last, err
		}
		if c, err := textOf(text); err == nil && c.log != d.log {
			continue // of another laptop
		}
		texts = append(texts, text)
		break
	}
	for _, text := range texts {
		body, _, _ := strings.Cut(text, "\n\n")
		c, err := parseText(body + "\n")
		if err == nil && c.log == d.log && c.size > last.size {
			last = c
		}
	}
	return last, nil
}
