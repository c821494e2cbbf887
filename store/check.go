package store

import (
	"context"
	"encoding/base64"
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
	c := &checker{d: d, ctx: ctx, progress: progress, upTo: *d.state.Load(), keys: knownKeys{}, heads: map[string][]exam.ID{}}
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
	events   uint64
	tree     memoryTree
	holes    bool // an event is in neither journal nor index
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
	case recordEvent:
		c.event(r)
	case recordCheckpoint:
		c.notes = append(c.notes, string(r.payload))
	case recordFile:
		if f, err := decodeFile(r.payload); err == nil {
			c.names = append(c.names, f.name)
		}
	}
}

// event checks one event of the own log and adds it to the tree. One that the
// journal lost is taken from the index, so that the rest can be checked still.
func (c *checker) event(r record) {
	s, err := signed(r.payload)
	f, derr := exam.Decode(s)
	if err != nil || derr != nil {
		c.note(find("record-unknown", "journal", "from", r.off, "to", r.end))
		return
	}
	if f.Log != c.d.log || f.Exam != c.d.book || f.Seq < c.events {
		c.note(find("event-misplaced", f.ID.String()))
		return
	}
	for ; c.events < f.Seq; c.events++ {
		c.lost()
	}
	c.fact(f)
	stored, err := c.d.index.fact(f.ID)
	if err != nil || stored.Seq != f.Seq || !slices.Equal(stored.Signed.Bytes, s.Bytes) {
		c.note(find("index-differs", f.ID.String()))
	}
	c.events++
}

// fact checks the signature and lets tree and heads follow.
func (c *checker) fact(f exam.Fact) {
	if err := c.keys.check(f); err != nil {
		code := "signature-wrong"
		if errors.Is(err, errKeyUnknown) || errors.Is(err, errKeyHolder) {
			code = "key-unknown"
		}
		c.note(find(code, f.ID.String(), "seq", f.Seq))
	}
	if want := c.heads[f.On]; !c.holes && !slices.Equal(f.Seen, want) && len(f.Seen)+len(want) > 0 {
		c.note(find("heads-wrong", f.ID.String(), "seq", f.Seq))
	}
	c.heads[f.On] = headsAfter(c.heads[f.On], f)
	c.tree.add(f.Signed.Leaf())
}

// lost stands in for an event that the journal does not hold any more.
func (c *checker) lost() {
	v, err := c.d.index.view(eventKey(c.d.log, c.events))
	if err == nil {
		var f exam.Fact
		if f, err = factOf(v, nil); err == nil {
			c.fact(f)
			return
		}
	}
	c.note(find("event-missing", "journal", "seq", c.events))
	c.holes = true
	// The tree may know its hash still, which the checkpoints can vouch for.
	h, err := c.d.tree.leafHash(c.events)
	c.tree.failed = c.tree.failed || err != nil
	c.tree.addHash(h)
}

// index compares heads, tree and checkpoints.
func (c *checker) index() error {
	for ; c.events < c.upTo.Events; c.events++ {
		c.lost()
	}
	for on, want := range c.heads {
		have, err := c.d.index.heads(on)
		if err != nil || !c.current(on, want, have) {
			c.note(find("index-heads", "index", "on", exam.ID(tlog.RecordHash([]byte(on))).String()[:8]))
		}
	}
	if !c.d.tree.same(c.tree.hashes) {
		c.note(find("tree-damaged", "tree/"+c.d.log))
	}
	for i, text := range c.notes {
		cp, err := readCheckpoint(text, c)
		where := fmt.Sprintf("checkpoint/%d", i)
		switch {
		case err != nil:
			c.note(find("checkpoint-signature", where))
		case cp.exam != c.d.book || cp.log != c.d.log || cp.size > c.upTo.Events || c.tree.root(cp.size) != cp.root:
			c.note(find("checkpoint-mismatch", where, "size", cp.size))
		case !c.keys.countersigned(text):
			c.note(find("checkpoint-counter", where))
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
		if f.Log == c.d.log && f.Seq >= c.upTo.Events {
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
	root := c.tree.root(c.upTo.Events)
	return Report{
		Events: c.upTo.Events,
		Logs: []LogStatus{{Log: c.d.log, Size: c.upTo.Events, Checkpoints: len(c.notes),
			Root: base64.StdEncoding.EncodeToString(root[:])}},
		Findings: c.found,
	}, nil
}
