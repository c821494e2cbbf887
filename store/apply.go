package store

import "kaowu/app/exam"

// The index follows a save while the next one is being signed and flushed: five
// writes to Badger cost as much as half a flush. Until it has followed, nobody can
// look: a query waits, so that it always shows what was acknowledged.

// errBehind is what a query says when Badger could not take what was acknowledged.
// It is safe in the journal; the next save, or the next opening, catches up.
var errBehind = exam.Refuse("index-behind")

// follow applies the changes that the writer hands over, one at a time.
func (d *data) follow() {
	defer close(d.followed)
	for c := range d.changes {
		if err := d.apply(d.index, c); err != nil {
			d.lagging.Store(true)
		}
		d.rekeyed(c)
		d.behind.Unlock() // locked by handOver
	}
}

// apply is index.apply with the tests' fault in front.
func (d *data) apply(x *index, c change) error {
	if err := d.opt.fault("index"); err != nil {
		return err
	}
	return x.apply(c)
}

// handOver gives a change to follow, once the one before has been applied. False:
// that failed, and c must wait for catchUp as well.
func (d *data) handOver(c change) bool {
	d.behind.Lock()
	if d.lagging.Load() {
		d.behind.Unlock()
		return false
	}
	d.fresh = c.heads
	d.changes <- c
	return true
}

// query is the index, once it shows all that was acknowledged. Refusal: index-behind.
func (d *data) query() (*index, error) {
	d.behind.RLock()
	defer d.behind.RUnlock()
	if d.lagging.Load() {
		return nil, errBehind
	}
	return d.index, nil
}
