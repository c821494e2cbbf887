package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"kaowu/app/exam"
)

// turn is a step to a new epoch on its way to the writer: while it is made nothing is
// saved.
type turn struct {
	key   dataKey
	seal  func(epochs) ([]byte, error) // makes the file of the data keys
	index *index                       // under the new key, up to a moment ago
	old   *indexFiles                  // the answer: what is to be retired; nil: nothing changed
}

// indexFor makes the index of the next epoch, while saves go on: it takes seconds where
// there are 200,000 events.
func (d *data) indexFor(key dataKey) (*index, error) {
	if d.stopped != nil {
		return nil, d.stopped
	}
	if err := d.roomForTurn(); err != nil {
		return nil, err
	}
	x, err := d.query()
	if err != nil {
		return nil, err
	}
	if err := d.opt.fault("epoch-index"); err != nil {
		return nil, saveError(err)
	}
	fresh, err := x.copyTo(filepath.Join(d.dir, indexFolder(d.epochs().number()+1)), key)
	if err != nil {
		return nil, saveError(err)
	}
	return fresh, nil
}

// turnTo makes the step. The index under the new key is there and takes what was saved
// meanwhile. Then the file of the data keys appears, whole, under its new name: from that
// moment the new epoch is in force, also for whoever opens the book after a crash. What
// follows only tidies up, and is done at the next opening where it fails.
func (d *data) turnTo(t *turn) error {
	d.settled()
	if err := d.ready(); err != nil {
		return err
	}
	if err := d.gate(0); err != nil {
		return err
	}
	if err := d.bring(t.index); err != nil {
		return saveError(err)
	}
	next := append(slices.Clone(d.epochs()), epoch{t.key, d.journal.end})
	seals, err := next.journalKeys()
	if err != nil {
		return err
	}
	sealed, err := t.seal(next)
	if err != nil {
		return err
	}
	if err := d.writeEpoch(next.number(), sealed); err != nil {
		return saveError(err)
	}
	d.journal.seals.Store(&sealer{seals, d.book, d.opt.Rand})
	d.keys.Store(&next)
	t.old = d.index.replace(t.index.now)
	d.tidyKeys(next)
	return nil
}

// settled waits until the index has followed what was handed to it.
func (d *data) settled() {
	d.behind.RLock()
	defer d.behind.RUnlock()
	d.fresh = nil // the index shows them now
}

// writeEpoch writes the file of the data keys of an epoch. Where it lies there though
// writing it failed, a power cut may or may not take it away: then nothing is saved
// until the next opening has seen which epoch is in force.
func (d *data) writeEpoch(n uint32, sealed []byte) error {
	err := d.opt.fault("epoch-key")
	if err == nil {
		err = writeKeyFile(d.opt, d.dir, epochName(n), sealed)
	}
	if err == nil {
		return nil
	}
	if _, gone := os.Stat(filepath.Join(d.dir, "keys", epochName(n))); !errors.Is(gone, os.ErrNotExist) {
		d.unsure = fmt.Errorf("new data key: %w", exam.Refuse("save-failed"))
	}
	return err
}

// tidyKeys seals the device's key anew and removes the older data keys.
func (d *data) tidyKeys(e epochs) {
	box, err := e.newest().key.sealDevice(d.book, d.dev, d.opt.Rand)
	if err == nil {
		err = d.opt.fault("epoch-device")
	}
	if err == nil {
		err = writeKeyFile(d.opt, d.dir, "device.box", box)
	}
	if err == nil && d.opt.fault("epoch-tidy") == nil {
		dropEpochs(d.dir, e.number())
	}
}

// roomForTurn refuses a step to a new epoch for which the disk has no room: for a moment
// the index lies there twice.
func (d *data) roomForTurn() error {
	size, err := folderSize(d.indexPath())
	if err != nil {
		return fmt.Errorf("size of index: %w", err)
	}
	return d.gate(int(size))
}

// folderSize is how many bytes the files of a folder have.
func folderSize(dir string) (size int64, err error) {
	all, err := os.ReadDir(dir)
	if err != nil {
		return 0, err
	}
	for _, e := range all {
		// Badger removes files of its own accord: one that has gone takes no room.
		if st, err := e.Info(); err == nil {
			size += st.Size()
		}
	}
	return size, nil
}
