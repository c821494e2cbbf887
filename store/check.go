package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"kaowu/app/exam"
)

// Check reads every journal record, checks every signature, grows the tree anew and
// compares it with the file of hashes and with every checkpoint, compares the index
// with the journal, and every sealed file with its name. Saves go on meanwhile; the
// check covers what was there when it began. progress gets bytes of the journal.
func (b *Book) Check(ctx context.Context, progress func(done, total int64)) (Report, error) {
	d, err := b.opened()
	if err != nil {
		return Report{}, err
	}
	return d.check(ctx, progress)
}

func (d *data) check(ctx context.Context, progress func(done, total int64)) (Report, error) {
	sizes := d.others.sizes() // before upTo: what a merge adds meanwhile is none of this check's
	c := &checker{d: d, ctx: ctx, progress: progress, upTo: *d.state.Load(), keys: knownKeys{}, heads: map[string][]exam.ID{}, logs: map[string]*checkedLog{}}
	sizes[d.log] = c.upTo.Events
	for log, n := range sizes {
		c.of(log).upTo = n
	}
	if _, err := d.query(); err != nil {
		return Report{}, err
	}
	if c.progress == nil {
		c.progress = func(int64, int64) {}
	}
	if _, whole, err := readHead(d.journal.f); err != nil || !whole {
		c.note(find("journal-head", "journal"))
	}
	if err := c.walk(); err != nil {
		return Report{}, err
	}
	if err := c.index(); err != nil {
		return Report{}, err
	}
	if err := c.files(); err != nil {
		return Report{}, err
	}
	return c.report()
}

// checker is one full check under way.
type checker struct {
	d        *data
	ctx      context.Context
	progress func(done, total int64)
	upTo     meta
	keys     knownKeys
	found    []Finding
	logs     map[string]*checkedLog
	later    []exam.Fact // of other logs, signed by keys not met yet
	seen     []exam.Fact // what the own log said of the others
	holes    bool        // an event is in neither journal nor index
	heads    map[string][]exam.ID
	notes    []string
	names    []string // of sealed files
}

func (c *checker) note(f Finding) { c.found = append(c.found, f) }

// walk reads the journal.
func (c *checker) walk() error {
	res, err := c.d.journal.scanTo(journalStart, c.upTo.End, c.upTo.End, func(rs []record) error {
		for _, r := range rs {
			c.record(r)
		}
		c.progress(rs[len(rs)-1].end, c.upTo.End)
		return c.ctx.Err()
	})
	if err != nil {
		return fmt.Errorf("check journal: %w", err)
	}
	for _, s := range res.damaged {
		c.note(find("journal-damaged", "journal", "from", s.from, "to", s.to))
	}
	if res.whole < c.upTo.End && len(res.damaged) == 0 {
		c.note(find("journal-cut", "journal", "have", res.whole, "want", c.upTo.End))
	}
	return nil
}

func (c *checker) record(r record) {
	switch r.typ {
	case recordEvent, recordForeign:
		c.event(r)
	case recordCheckpoint:
		c.notes = append(c.notes, string(r.payload))
	case recordFile:
		if f, err := decodeFile(r.payload); err == nil {
			c.names = append(c.names, f.name)
		}
	}
}

// event checks one event and adds it to its log's tree. One that the journal lost is
// taken from the index, so that the rest can be checked still.
func (c *checker) event(r record) {
	s, err := signed(r.payload)
	f, derr := exam.Decode(s)
	if err != nil || derr != nil {
		c.note(find("record-unknown", "journal", "from", r.off, "to", r.end))
		return
	}
	l := c.of(f.Log)
	if (f.Log == c.d.log) != (r.typ == recordEvent) || f.Exam != c.d.book || f.Seq < l.events {
		c.note(find("event-misplaced", f.ID.String()))
		return
	}
	for l.events < f.Seq {
		c.lost(l)
	}
	c.fact(l, f)
	stored, err := c.d.index.fact(f.ID)
	if err != nil || stored.Seq != f.Seq || !slices.Equal(stored.Signed.Bytes, s.Bytes) {
		c.note(find("index-differs", f.ID.String()))
	}
}

// fact checks the signature and lets tree and heads follow. An event of the own log has
// seen all heads that the book held; what one of another log had seen was there before.
func (c *checker) fact(l *checkedLog, f exam.Fact) {
	c.signature(f, false)
	want, own := c.heads[f.On], f.Log == c.d.log
	if own && !c.holes && !slices.Equal(f.Seen, want) && len(f.Seen)+len(want) > 0 {
		c.note(find("heads-wrong", f.ID.String(), "seq", f.Seq))
	}
	if own && f.Kind == exam.LogsSeen {
		c.seen = append(c.seen, f)
	}
	c.heads[f.On] = headsAfter(want, f)
	l.tree.add(f.Signed.Leaf())
	l.events++
}

// index compares heads, trees and checkpoints.
func (c *checker) index() error {
	for _, id := range c.ids() {
		for l := c.logs[id]; l.events < l.upTo; {
			c.lost(l)
		}
	}
	for _, f := range c.later {
		c.signature(f, true)
	}
	for on, want := range c.heads {
		have, err := c.d.index.heads(on)
		if err != nil || !c.current(on, want, have) {
			c.note(find("index-heads", "index", "on", exam.ID(tlog.RecordHash([]byte(on))).String()[:8]))
		}
	}
	for _, id := range c.ids() {
		if t := c.d.treeOf(id); t == nil || !t.same(c.logs[id].tree.hashes) {
			c.note(find("tree-damaged", "tree/"+id))
		}
	}
	c.pinned()
	for i, text := range c.notes {
		cp, err := readCheckpoint(text, c)
		where := fmt.Sprintf("checkpoint/%d", i)
		l := c.logs[cp.log]
		switch {
		case err != nil:
			c.note(find("checkpoint-signature", where))
		case cp.exam != c.d.book || l == nil || cp.size > l.upTo || l.tree.root(cp.size) != cp.root:
			c.note(find("checkpoint-mismatch", where, "size", cp.size))
		case !c.keys.countersigned(text):
			c.note(find("checkpoint-counter", where))
		default:
			l.notes++
		}
	}
	return nil
}

// current says whether the index' heads of a subject are those of the journal, or a
// save since the check began moved them on.
func (c *checker) current(on string, want, have []exam.ID) bool {
	if slices.Equal(want, have) {
		return true
	}
	facts, err := c.d.index.events(on)
	if err != nil {
		return false
	}
	for _, f := range facts {
		if l := c.logs[f.Log]; l == nil || f.Seq >= l.upTo {
			want = headsAfter(want, f)
		}
	}
	return slices.Equal(want, have) || c.d.state.Load().Events != c.upTo.Events && len(have) == 1
}

// Verifier finds a device key for a checkpoint.
func (c *checker) Verifier(name string, hash uint32) (note.Verifier, error) {
	k, ok := c.keys.device(name, hash)
	if !ok {
		return nil, &note.UnknownVerifierError{Name: name, KeyHash: hash}
	}
	return k, nil
}

// files opens every sealed file.
func (c *checker) files() error {
	for _, name := range c.names {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		_, err := c.d.openFile(name)
		var r *exam.Refusal
		switch {
		case errors.As(err, &r):
			c.note(find(r.Code, "files/"+name))
		case err != nil:
			return err
		}
	}
	return nil
}

func (c *checker) report() (Report, error) {
	all, logs := c.statuses()
	return Report{Events: all, Logs: logs, Findings: c.found}, nil
}
