package store

import (
	"bytes"
	"errors"
	"io"
)

// span is a stretch of the journal, from and up to.
type span struct{ from, to int64 }

// scanned is what a scan of the journal came to.
type scanned struct {
	end     int64  // the next record may go here
	whole   int64  // end of the last whole record
	torn    span   // last group, cut off by a crash before it was acknowledged
	damaged []span // not readable though it was acknowledged
}

// window reads a file through one buffer, so that neither the walk over 200,000
// records nor the search behind damage costs a call to the system for each.
type window struct {
	f    io.ReaderAt
	size int64
	buf  []byte
	off  int64
}

const windowSize = 2 * maxRecord

// at is up to n bytes from off; fewer only at the end of the file.
func (w *window) at(off int64, n int) ([]byte, error) {
	if off >= w.size {
		return nil, nil
	}
	n = int(min(int64(n), w.size-off))
	if off < w.off || off+int64(n) > w.off+int64(len(w.buf)) {
		if w.buf == nil {
			w.buf = make([]byte, min(windowSize, max(w.size-off, int64(n))))
		}
		w.buf = w.buf[:cap(w.buf)]
		got, err := w.f.ReadAt(w.buf, off)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		w.off, w.buf = off, w.buf[:got]
		n = min(n, got)
	}
	return w.buf[off-w.off:][:n], nil
}

// record opens the record at off, or says errRecord.
func (w *window) record(s sealer, off int64) (record, error) {
	b, err := w.at(off, recordHead)
	if err != nil {
		return record{}, err
	}
	length, _, ok := head(b)
	if !ok {
		return record{}, errRecord
	}
	if b, err = w.at(off, recordHead+int(length)); err != nil {
		return record{}, err
	}
	return s.unseal(b, off)
}

// filled is the end of the last byte that is not zero, from off on; off if all are.
func (w *window) filled(off int64) (int64, error) {
	last := off
	for p := off; p < w.size; {
		b, err := w.at(p, 64<<10)
		if err != nil {
			return 0, err
		}
		if len(b) == 0 {
			break
		}
		if t := bytes.TrimRight(b, "\x00"); len(t) > 0 {
			last = p + int64(len(t))
		}
		p += int64(len(b))
	}
	return last, nil
}

// resync finds the next whole record behind damage at off, before limit.
func (w *window) resync(s sealer, off, limit int64) (record, bool, error) {
	for p := off + 1; p < limit; p++ {
		r, err := w.record(s, p)
		if err == nil {
			return r, true, nil
		}
		if !errors.Is(err, errRecord) {
			return record{}, false, err
		}
	}
	return record{}, false, nil
}

// scan walks the journal from an offset and yields its whole groups. known is how
// far the index had followed: a broken last group behind it was never acknowledged
// and is torn; anything else that cannot be read is damage. Where damage hit a
// group, what can be read of it is yielded.
func (j *journal) scan(from, known int64, yield func([]record) error) (scanned, error) {
	size, err := j.f.Size()
	if err != nil {
		return scanned{}, err
	}
	return j.scanTo(from, known, size, yield)
}

// scanTo is scan of the file's first size bytes.
func (j *journal) scanTo(from, known, size int64, yield func([]record) error) (scanned, error) {
	w := &window{f: j.f, size: size}
	filled, err := w.filled(from)
	if err != nil {
		return scanned{}, err
	}
	seals := j.sealer()
	g := gather{res: scanned{end: from, whole: from}, yield: yield, known: known, start: from}
	for off := from; off < filled; {
		r, err := w.record(seals, off)
		if errors.Is(err, errRecord) {
			var found bool
			if r, found, err = w.resync(seals, off, filled); err == nil && !found {
				g.broken = append(g.broken, span{off, filled})
				break
			}
			g.broken = append(g.broken, span{off, r.off})
		}
		if err != nil {
			return scanned{}, err
		}
		if err := g.take(r); err != nil {
			return scanned{}, err
		}
		off = r.end
	}
	return g.finish(filled)
}

// gather puts the records of a scan back into the groups that were flushed together.
type gather struct {
	res    scanned
	yield  func([]record) error
	known  int64
	start  int64 // where the group under way begins
	group  []record
	broken []span // in the group under way
}

// take adds the next whole record. A record of a later group shows that what came
// before had been flushed: whatever is broken there is damage.
func (g *gather) take(r record) error {
	if r.group > g.start {
		if err := g.settle(r.group); err != nil {
			return err
		}
		if r.off > r.group {
			g.broken = []span{{r.group, r.off}}
		}
	}
	g.group = append(g.group, r)
	g.res.whole = r.end
	if r.last && len(g.broken) == 0 {
		return g.settle(r.end)
	}
	return nil
}

// settle yields the group under way, names what is broken in it, and begins the next.
func (g *gather) settle(next int64) error {
	if len(g.group) > 0 {
		if err := g.yield(g.group); err != nil {
			return err
		}
	}
	for _, b := range g.broken {
		g.res.damaged = append(g.res.damaged, span{b.from, min(b.to, next)})
	}
	g.group, g.broken, g.start = nil, nil, next
	g.res.end = next
	return nil
}

// finish decides about a last group that is not whole.
func (g *gather) finish(filled int64) (scanned, error) {
	if len(g.group) == 0 && len(g.broken) == 0 {
		g.res.end = max(g.res.end, g.known)
		return g.res, nil
	}
	if g.start >= g.known {
		g.res.torn = span{g.start, max(filled, g.res.whole)}
		g.res.end = g.start
		return g.res, nil
	}
	if len(g.broken) == 0 {
		// The group's own last record is gone, cut off or zeroed.
		g.broken = []span{{g.res.whole, max(g.known, g.res.whole)}}
	}
	err := g.settle(max(filled, g.res.whole, g.known))
	return g.res, err
}
