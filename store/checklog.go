package store

import (
	"encoding/base64"
	"errors"
	"slices"

	"kaowu/app/exam"
)

// checkedLog is one log of the book in a full check.
type checkedLog struct {
	log    string
	upTo   uint64 // events that are to be there
	events uint64 // read so far
	tree   memoryTree
	notes  int // checkpoints
}

// of is the check's log of an id; one that was not known when the check began is begun.
func (c *checker) of(log string) *checkedLog {
	if c.logs[log] == nil {
		c.logs[log] = &checkedLog{log: log}
	}
	return c.logs[log]
}

// ids lists the logs under check, the book's own first.
func (c *checker) ids() []string {
	var out []string
	for id := range c.logs {
		if id != c.d.log {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return append([]string{c.d.log}, out...)
}

// lost stands in for an event of a log that the journal does not hold any more.
func (c *checker) lost(l *checkedLog) {
	v, err := c.d.index.view(eventKey(l.log, l.events))
	if err == nil {
		var f exam.Fact
		if f, err = factOf(v, nil); err == nil {
			c.fact(l, f)
			return
		}
	}
	c.note(find("event-missing", "journal", "seq", l.events))
	c.holes = true
	l.events++
	t := c.d.treeOf(l.log)
	if t == nil {
		l.tree.failed = true
		return
	}
	// The tree may know its hash still, which the checkpoints can vouch for.
	h, err := t.leafHash(l.events - 1)
	l.tree.failed = l.tree.failed || err != nil
	l.tree.addHash(h)
}

// signature names an event whose signature does not hold. One of another log may be
// signed by a key that is made known further on: it is looked at again at the end.
func (c *checker) signature(f exam.Fact, last bool) {
	err := c.keys.check(f)
	switch {
	case err == nil:
	case errors.Is(err, errKeyUnknown) && f.Log != c.d.log && !last:
		c.later = append(c.later, f)
	case errors.Is(err, errKeyUnknown) || errors.Is(err, errKeyHolder):
		c.note(find("key-unknown", f.ID.String(), "seq", f.Seq))
	default:
		c.note(find("signature-wrong", f.ID.String(), "seq", f.Seq))
	}
}

// pinned holds what the own log said of the other ones before each checkpoint against
// their trees.
func (c *checker) pinned() {
	for _, f := range c.seen {
		said, err := exam.BodyOf[exam.SeenLogs](f)
		if err != nil {
			c.note(find("record-unknown", f.ID.String(), "from", f.Seq, "to", f.Seq))
			continue
		}
		for _, s := range said.Logs {
			if l := c.logs[s.Log]; l == nil || l.tree.root(s.Size).String() != s.Root {
				c.note(find("log-unpinned", "tree/"+s.Log, "log", s.Log, "size", s.Size, "seq", f.Seq))
			}
		}
	}
}

// statuses says how far each log goes, the own one first.
func (c *checker) statuses() (all uint64, out []LogStatus) {
	for _, id := range c.ids() {
		l := c.logs[id]
		root := l.tree.root(l.events)
		out = append(out, LogStatus{Log: id, Size: l.events, Checkpoints: l.notes, Root: base64.StdEncoding.EncodeToString(root[:])})
		all += l.events
	}
	return all, out
}
