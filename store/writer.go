package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kaowu/app/exam"
)

// maxGroup is how many events are flushed together; a longer append is cut.
const maxGroup = 2048

// request is one save on its way to the writer.
type request struct {
	drafts     []prepared
	draft      *draftRecord
	file       *fileRecord
	checkpoint bool
	foreign    []exam.Fact // checked, of other logs
	notes      []string    // checked checkpoints of other logs
	turn       *turn
	peer       *peerTime

	facts   []exam.Fact // the answers
	own     int         // events that the device itself added for it
	adopted bool
	note    string
	err     error
	done    chan struct{}
}

// append saves drafts. Up to maxGroup they are saved all or none.
func (d *data) append(ctx context.Context, drafts []Draft) ([]exam.Fact, error) {
	ready, err := d.prepare(drafts)
	if err != nil {
		return nil, err
	}
	if len(ready) == 0 {
		return nil, nil
	}
	var facts []exam.Fact
	for len(ready) > 0 {
		n := min(len(ready), maxGroup)
		r := &request{drafts: ready[:n]}
		if err := d.send(ctx, r); err != nil {
			return facts, err
		}
		facts, ready = append(facts, r.facts...), ready[n:]
	}
	return facts, nil
}

// write is the writer: it takes what waits, saves it in one group, answers.
func (d *data) write() {
	defer close(d.ended)
	defer close(d.changes)
	d.housekeep()
	for {
		select {
		case r := <-d.queue:
			d.serve(d.gather(r))
		case <-d.quit:
			for {
				select {
				case r := <-d.queue:
					d.serve(d.gather(r))
				default:
					return
				}
			}
		}
	}
}

// gather takes what else waits, up to a group.
func (d *data) gather(first *request) []*request {
	rs, n := []*request{first}, len(first.drafts)
	for n < maxGroup {
		select {
		case r := <-d.queue:
			rs, n = append(rs, r), n+len(r.drafts)
		default:
			return rs
		}
	}
	return rs
}

// serve saves one group and answers, then sees to what the next ones need.
func (d *data) serve(rs []*request) {
	d.save(rs)
	for _, r := range rs {
		if r.err == nil && r.checkpoint {
			r.note, r.err = d.checkpoint()
		}
		if r.err == nil && len(r.foreign)+len(r.notes) > 0 {
			r.err = d.merge(r)
		}
	}
	for _, r := range rs {
		if r.err == nil && r.turn != nil {
			r.err = d.turnTo(r.turn)
		}
	}
	for _, r := range rs {
		close(r.done)
	}
	d.housekeep()
}

// housekeep does ahead, off the save, what saves rest on: zeros behind the journal
// and the reserve file. What fails is tried again; a save that needs it will say so.
func (d *data) housekeep() {
	if d.stopped != nil || d.reserved && !d.journal.low() || d.gate(int(d.journal.step)) != nil {
		return
	}
	d.keepReserve()
	if d.journal.low() && d.opt.fault("grow") == nil {
		_ = d.journal.grow(d.journal.step)
	}
}

// save places, signs, seals and flushes the requests as one group. Each gets its
// answer in err and facts.
func (d *data) save(rs []*request) {
	fail := func(err error) {
		for _, r := range rs {
			if r.err == nil {
				r.err, r.facts = err, nil
			}
		}
	}
	if err := d.ready(); err != nil {
		fail(err)
		return
	}
	g, err := d.place(rs)
	if err != nil {
		fail(err)
		return
	}
	if len(g.items) == 0 {
		d.at.At = g.meta.At // a peer's time may have been adopted
		return
	}
	if err := d.commit(g); err != nil {
		fail(err)
	}
}

// ready says whether the book can be saved to, and lets an index that could not
// follow the journal catch up first.
func (d *data) ready() error {
	if d.stopped != nil {
		return d.stopped
	}
	if d.unsure != nil {
		return d.unsure
	}
	if d.lagging.Load() {
		if err := d.gate(0); err != nil {
			return err
		}
		if err := d.catchUp(); err != nil {
			return saveError(err)
		}
	}
	return nil
}

// place puts the requests into a group. One that is stale gets its refusal and is
// left out.
func (d *data) place(rs []*request) (*group, error) {
	if err := d.rebar(); err != nil {
		return nil, err
	}
	wall, up, jump := d.jump.look()
	g := d.newGroup(wall, up)
	if jump != 0 {
		body := exam.ClockJump{Milliseconds: jump.Milliseconds()}
		if err := g.addOwn(Draft{Signer: d.dev, Kind: exam.ClockJumped, On: d.dev.By, About: "clock", Body: body}); err != nil {
			return nil, err
		}
	}
	for _, r := range rs {
		if r.err = g.may(r.drafts); r.err != nil {
			continue
		}
		if r.err = g.fresh(r.drafts); r.err != nil {
			if errors.Is(r.err, ErrStale) {
				continue
			}
			return nil, r.err
		}
		if err := errors.Join(g.take(r), g.bars(r.drafts)); err != nil {
			return nil, err
		}
	}
	if err := g.sign(); err != nil {
		return nil, err
	}
	// Facts came in order of number, which is the order of the requests.
	facts := g.facts
	if jump != 0 {
		facts = facts[1:]
	}
	for _, r := range rs {
		if r.err == nil {
			r.facts, facts = facts[:len(r.drafts):len(r.drafts)], facts[len(r.drafts)+r.own:]
		}
	}
	return g, nil
}

// take adds all that one request asks for.
func (g *group) take(r *request) error {
	for _, dr := range r.drafts {
		if err := g.add(dr); err != nil {
			return err
		}
	}
	if r.peer != nil {
		if err := g.meet(r); err != nil {
			return err
		}
	}
	if r.checkpoint {
		logs, err := g.d.seenLogs()
		if err != nil {
			return err
		}
		r.own++
		body := exam.SeenLogs{Logs: logs}
		if err := g.addOwn(Draft{Signer: g.d.dev, Kind: exam.LogsSeen, On: "log/" + g.d.log, About: "seen", Body: body}); err != nil {
			return err
		}
	}
	if r.draft != nil {
		g.drafts = append(g.drafts, *r.draft)
		g.items = append(g.items, item{recordDraft, r.draft.encode()})
	}
	if r.file != nil {
		g.files = append(g.files, *r.file)
		g.items = append(g.items, item{recordFile, r.file.encode()})
	}
	return nil
}

// addOwn adds what the device itself says.
func (g *group) addOwn(dr Draft) error {
	ready, err := g.d.prepare([]Draft{dr})
	if err != nil {
		return err
	}
	return g.add(ready[0])
}

// commit flushes a group to the journal, lets the tree follow and hands the change to
// the index. When the journal refuses, nothing has happened. When the index could not
// follow an earlier group, this one is safe but not acknowledged, and is shown as soon
// as the index has caught up.
func (d *data) commit(g *group) error {
	buf, err := g.seal()
	if err != nil {
		return err
	}
	if err := d.gate(len(buf)); err != nil {
		return err
	}
	if err := d.opt.fault("journal"); err != nil {
		return saveError(err)
	}
	if err := d.journal.write(buf); err != nil {
		return saveError(err)
	}
	d.at = g.meta
	for _, f := range g.facts {
		if err := d.addLeaf(f); err != nil {
			d.lagging.Store(true) // catchUp fits the trees again
			return saveError(err)
		}
	}
	d.tree.flush()
	d.others.flush()
	d.rekey = d.rekey || slices.ContainsFunc(g.facts, func(f exam.Fact) bool { return founds(f.Kind) })
	if !d.handOver(g.change()) {
		return saveError(errBehind)
	}
	d.publish()
	return nil
}

// checkpoint signs the log as it stands, journals the note and keeps it beside the
// tree as well, so that a journal cut together with its index is noticed.
func (d *data) checkpoint() (string, error) {
	root, err := d.tree.root(d.at.Events)
	if err != nil {
		return "", err
	}
	text, err := signCheckpoint(checkpoint{d.book, d.log, d.at.Events, root}, d.dev, d.opt.Rand)
	if err != nil {
		return "", err
	}
	g := d.newGroup(exam.Time{}, 0)
	g.notes = []string{text}
	g.items = []item{{recordCheckpoint, []byte(text)}}
	g.meta.Checkpoints++
	if err := d.commit(g); err != nil {
		return "", err
	}
	if err := d.keepCheckpoint(text); err != nil {
		return "", fmt.Errorf("keep checkpoint: %w", saveError(err))
	}
	return text, nil
}
