package store

import (
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"kaowu/app/exam"
)

// behindAll is the stamp that the next event follows, once f was read: a peer's time
// counts unless it is more than the limit ahead.
func behindAll(at exam.Stamp, f exam.Fact, now time.Time) exam.Stamp {
	if at.Compare(f.At) < 0 && f.At.Time.Sub(now) <= peerLimit {
		return f.At
	}
	return at
}

// merge journals events and checkpoints of other logs that were checked, as one group.
func (d *data) merge(r *request) error {
	g := d.newGroup(exam.Time{}, 0)
	now := d.opt.Clock.Now()
	sizes := map[string]uint64{}
	for _, f := range r.foreign {
		t := d.others.of(f.Log)
		n, known := sizes[f.Log]
		if !known && t != nil {
			n = t.size()
		}
		if f.Seq < n && t != nil {
			held, err := t.leafHash(f.Seq)
			if err == nil && held == tlog.RecordHash(f.Signed.Leaf()) {
				continue // another merge stored it meanwhile
			}
		}
		if f.Seq != n || f.Log == d.log {
			return ErrStale
		}
		heads, err := g.headsOf(f.On)
		if err != nil {
			return err
		}
		g.heads[f.On] = headsAfter(heads, f)
		g.facts = append(g.facts, f)
		g.items = append(g.items, item{recordForeign, eventPayload(f.Signed)})
		g.meta.At = behindAll(g.meta.At, f, now)
		sizes[f.Log] = n + 1
	}
	for _, text := range r.notes {
		g.notes = append(g.notes, text)
		g.items = append(g.items, item{recordCheckpoint, []byte(text)})
		g.meta.Checkpoints++
	}
	if len(g.items) == 0 {
		return nil
	}
	return d.commit(g)
}

// addLeaf lets the tree of an event's log follow the journal.
func (d *data) addLeaf(f exam.Fact) error {
	if d.treeOf(f.Log) == nil {
		if err := d.fitOther(f.Log, 0); err != nil {
			return err
		}
	}
	return d.treeOf(f.Log).add(f.Signed.Leaf())
}

// fitOthers brings the trees of other logs up to the index, after it had lagged behind.
func (d *data) fitOthers() error {
	logs, err := d.index.logs()
	if err != nil {
		return err
	}
	for _, log := range logs {
		if log == d.log || !isLogID(log) {
			continue
		}
		if err := d.openOther(log); err != nil {
			return err
		}
	}
	return nil
}
