package store

import (
	"errors"
	"fmt"

	"kaowu/app/exam"
)

// replay lets the index follow records that the journal holds beyond it.
type replay struct {
	d     *data
	index *index
	meta  meta
	next  change // not applied yet
	found []Finding
}

// replayBatch is how many events go into the index at once.
const replayBatch = 4096

// group takes one group of the journal.
func (r *replay) group(rs []record) error {
	for _, rec := range rs {
		if err := r.record(rec); err != nil {
			if !errors.Is(err, errPayload) && !errors.Is(err, exam.ErrEventForm) && !errors.Is(err, exam.ErrKind) {
				return err
			}
			r.found = append(r.found, find("record-unknown", "journal", "from", rec.off, "to", rec.end))
		}
		r.meta.Last, r.meta.End = rec.off, rec.end
	}
	if len(r.next.facts) >= replayBatch {
		return r.flush()
	}
	return nil
}

func (r *replay) record(rec record) error {
	switch rec.typ {
	case recordEvent, recordForeign:
		return r.event(rec)
	case recordCheckpoint:
		r.next.notes = append(r.next.notes, string(rec.payload))
		r.meta.Checkpoints++
	case recordDraft:
		d, err := decodeDraft(rec.payload)
		if err != nil {
			return err
		}
		r.next.drafts = append(r.next.drafts, d)
	case recordFile:
		f, err := decodeFile(rec.payload)
		if err != nil {
			return err
		}
		r.next.files = append(r.next.files, f)
	}
	return nil
}

// event takes one event. The decoder's whole strictness applies: what it refuses
// another verifier might read otherwise.
func (r *replay) event(rec record) error {
	s, err := signed(rec.payload)
	if err != nil {
		return errPayload
	}
	f, err := exam.Decode(s)
	if err != nil {
		return err
	}
	if own := f.Log == r.d.log; own != (rec.typ == recordEvent) {
		return errPayload
	}
	if rec.typ == recordEvent {
		if f.Seq > r.meta.Events {
			r.found = append(r.found, find("event-missing", "journal", "seq", r.meta.Events))
		}
		r.meta.Events = max(r.meta.Events, f.Seq+1)
	}
	switch {
	case rec.typ == recordForeign:
		r.meta.At = behindAll(r.meta.At, f, r.d.opt.Clock.Now())
	case r.meta.At.Compare(f.At) < 0:
		r.meta.At = f.At
	}
	if r.next.heads == nil {
		r.next.heads = map[string][]exam.ID{}
	}
	heads, ok := r.next.heads[f.On]
	if !ok {
		if heads, err = r.index.heads(f.On); err != nil {
			return err
		}
	}
	r.next.heads[f.On] = headsAfter(heads, f)
	r.next.facts = append(r.next.facts, f)
	return nil
}

// flush applies what was taken.
func (r *replay) flush() error {
	r.next.meta = r.meta
	if err := r.d.apply(r.index, r.next); err != nil {
		return err
	}
	r.next = change{}
	return nil
}

// catchUp lets the index follow what the journal took while the index failed.
func (d *data) catchUp() error {
	d.behind.Lock()
	defer d.behind.Unlock()
	d.fresh = nil
	if err := d.bring(d.index); err != nil {
		return err
	}
	if err := d.tree.fit(d.at.Events, d.leafOf); err != nil {
		return err
	}
	if err := d.fitOthers(); err != nil {
		return err
	}
	d.lagging.Store(false)
	d.keyed.Add(1) // what it caught up may be of keys
	d.publish()
	return nil
}

// bring brings an index up to the journal. It is the writer's.
func (d *data) bring(x *index) error {
	m, err := x.meta()
	if err != nil {
		return err
	}
	if m.End == 0 {
		m = meta{Log: d.log, End: journalStart}
	}
	r := replay{d: d, index: x, meta: m}
	if _, err := d.journal.scan(m.End, m.End, r.group); err != nil {
		return fmt.Errorf("follow the journal: %w", err)
	}
	if err := r.flush(); err != nil {
		return err
	}
	if r.meta.Events != d.at.Events || r.meta.End != d.at.End {
		return indexError("follow the journal", errors.New("index and journal part"))
	}
	return nil
}
