package store

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/mod/sumdb/tlog"

	"kaowu/app/exam"
)

// Foreign is what comes from another laptop: signed events of any logs in any order, and
// signed checkpoints of them.
type Foreign struct {
	Events []exam.Signed
	Notes  []string
}

// Merged is what became of it.
type Merged struct {
	Stored  int           // events that are new to the book
	Had     int           // events that it held already
	Waiting []exam.Signed // events whose predecessors have not arrived; give them again with the next ones
	// Refused names what does not hold. The log's events before it are stored, those from
	// there on are not; other logs go on.
	Refused []Finding
}

// Merge stores events of other laptops' logs. Each is checked first: its form, its
// signature by the chain of keys, its place behind the log's events that are here. Then
// it is journalled and flushed, and only then does any query show it. What the book holds
// already is passed over, so the same can be given again. An event that has seen one
// which is not here waits, and so does one by a key whose endorsement is not. Refusals: disk-full, book-read-only, book-locked.
func (b *Book) Merge(ctx context.Context, in Foreign) (Merged, error) {
	return b.merge(ctx, in, nil)
}

// merge is Merge by a chain of keys that is known already, as a pack's is, of which one
// part after the other comes; nil: by what the book holds and what comes.
func (b *Book) merge(ctx context.Context, in Foreign, known *chain) (Merged, error) {
	d, err := b.opened()
	if err != nil {
		return Merged{}, err
	}
	m := merger{d: d, sizes: d.others.sizes(), placed: map[exam.ID]bool{}, stopped: map[string]bool{}}
	m.sizes[d.log] = d.size()
	if err := m.sort(in.Events); err != nil {
		return m.out, err
	}
	if m.chain = known; known == nil {
		m.keyed = map[string]bool{}
		if m.chain, err = m.chainWith(); err != nil {
			return m.out, err
		}
	}
	m.judge()
	if err := m.arrange(); err != nil {
		return m.out, err
	}
	for at := 0; at < len(m.ready); at += maxGroup {
		part := m.ready[at:min(at+maxGroup, len(m.ready))]
		if err := d.send(ctx, &request{foreign: part}); err != nil {
			return m.out, err
		}
		m.out.Stored += len(part)
	}
	if d.size() > 0 { // the first event of a log is its opening
		if err := b.meetPeers(ctx, newestOf(m.ready)); err != nil {
			return m.out, err
		}
	}
	b.oweFor(m.ready)
	notes, err := m.notes(in.Notes)
	if err != nil || len(notes) == 0 {
		return m.out, err
	}
	return m.out, d.send(ctx, &request{notes: notes})
}

// merger is one merge under way.
type merger struct {
	d       *data
	chain   *chain
	logs    []string               // that something came of, sorted
	facts   map[string][]exam.Fact // by log, by number, each number once
	bad     map[exam.ID]string     // why an event is not taken
	sizes   map[string]uint64      // of each log as it will be
	placed  map[exam.ID]bool
	keyed   map[string]bool // keys whose endorsement is in the book or placed; nil: all will be
	stopped map[string]bool // logs of which no more is taken
	ready   []exam.Fact
	out     Merged
}

func (m *merger) refuse(log, code, where string, pairs ...any) {
	if !m.stopped[log] {
		m.stopped[log] = true
		m.out.Refused = append(m.out.Refused, find(code, where, append([]any{"log", log}, pairs...)...))
	}
}

// sort decodes events and puts them by log and number. What the book holds is compared
// and passed over: a log that goes another way than the one held is refused.
func (m *merger) sort(events []exam.Signed) error {
	m.facts, m.bad = map[string][]exam.Fact{}, map[exam.ID]string{}
	for i, s := range events {
		f, err := exam.Decode(s)
		if err != nil || f.Exam != m.d.book || !isLogID(f.Log) {
			m.out.Refused = append(m.out.Refused, find("event-form", fmt.Sprintf("event/%d", i+1)))
			continue
		}
		m.facts[f.Log] = append(m.facts[f.Log], f)
	}
	for log, facts := range m.facts {
		slices.SortStableFunc(facts, compareLogs)
		var rest []exam.Fact
		for _, f := range facts {
			if f.Seq >= m.sizes[log] {
				if n := len(rest); n > 0 && rest[n-1].ID == f.ID {
					m.out.Had++
					continue
				}
				rest = append(rest, f)
				continue
			}
			held, err := m.d.treeOf(log).leafHash(f.Seq)
			if err != nil {
				return err
			}
			if held != tlog.RecordHash(f.Signed.Leaf()) {
				m.refuse(log, "log-forked", "tree/"+log, "seq", f.Seq)
				continue
			}
			m.out.Had++
		}
		m.facts[log] = rest
		m.logs = append(m.logs, log)
	}
	slices.Sort(m.logs)
	return nil
}

// chainWith builds the chain of keys from what the book holds and what came.
func (m *merger) chainWith() (*chain, error) {
	x, err := m.d.query()
	if err != nil {
		return nil, err
	}
	facts, err := x.founding()
	if err != nil {
		return nil, err
	}
	for _, log := range m.logs {
		for _, f := range m.facts[log] {
			if founds(f.Kind) {
				facts = append(facts, f)
			}
		}
	}
	k, found, err := newChain(m.d.book, sortFacts(facts))
	if err != nil {
		return nil, err
	}
	for _, f := range found {
		var id exam.ID
		if id.UnmarshalText([]byte(f.Where)) == nil {
			m.bad[id] = f.Code // an endorsement or opening that does not hang on the chain
		}
	}
	return k, nil
}

// judge checks every signature, on all processors.
func (m *merger) judge() {
	var all []exam.Fact
	for _, log := range m.logs {
		all = append(all, m.facts[log]...)
	}
	why := make([]string, len(all))
	var wg sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), len(all)/16+1)
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(all); i += workers {
				why[i] = m.chain.judge(all[i])
			}
		})
	}
	wg.Wait()
	for i, code := range why {
		if code != "" {
			m.bad[all[i].ID] = "event-" + code
		}
	}
}

// arrange puts the events into an order in which each comes behind all that it has seen
// and behind its log's event before. What cannot be placed waits.
func (m *merger) arrange() error {
	at := map[string]int{}
	for moved := true; moved; {
		moved = false
		for _, log := range m.logs {
			for at[log] < len(m.facts[log]) && !m.stopped[log] {
				ok, err := m.fits(m.facts[log][at[log]])
				if err != nil {
					return err
				}
				if !ok {
					break
				}
				at[log]++
				moved = true
			}
		}
	}
	for _, log := range m.logs {
		for _, f := range m.facts[log][at[log]:] {
			if !m.stopped[log] {
				m.out.Waiting = append(m.out.Waiting, f.Signed)
			}
		}
	}
	return nil
}

// fits places an event if its turn has come. One that does not hold ends its log.
func (m *merger) fits(f exam.Fact) (bool, error) {
	switch next := m.sizes[f.Log]; {
	case f.Seq > next:
		return false, nil
	case f.Seq < next || f.Log == m.d.log:
		// Two events of one number came, or one of the own log that it never wrote.
		m.refuse(f.Log, "log-forked", "tree/"+f.Log, "seq", f.Seq)
		return false, nil
	}
	if code := m.bad[f.ID]; code != "" {
		m.refuse(f.Log, code, f.ID.String(), "seq", f.Seq, "holder", f.On, "detail", code)
		return false, nil
	}
	if m.chain.openings[f.Log].Device == "" {
		m.refuse(f.Log, "log-opening", f.ID.String(), "detail", "not opened")
		return false, nil
	}
	if may, err := m.given(f); err != nil || !may {
		return false, err
	}
	for _, id := range f.Seen {
		here, err := m.holds(id)
		if err != nil || !here {
			return false, err
		}
	}
	m.sizes[f.Log]++
	m.placed[f.ID] = true
	m.ready = append(m.ready, f)
	return true, nil
}

// given says whether the event that gives an event's signer their key is here: it may be
// of a log that is refused, or has a hole before it, and who signed would be nobody then.
// A log's opening comes before its own device's endorsement.
func (m *merger) given(f exam.Fact) (bool, error) {
	if m.keyed == nil || f.By == "exam" || m.keyed[f.Key] {
		return true, nil
	}
	for _, e := range m.chain.given[f.Key] {
		own := m.facts[f.Log]
		if f.Kind == exam.LogOpened && e.Log == f.Log && e.Seq < uint64(len(own)) && own[e.Seq].ID == e.ID {
			return true, nil
		}
		here, err := m.holds(e.ID)
		if err != nil || here {
			m.keyed[f.Key] = here
			return here, err
		}
	}
	return false, nil
}

// holds says whether an event is in the book or comes before in this merge.
func (m *merger) holds(id exam.ID) (bool, error) {
	if m.placed[id] {
		return true, nil
	}
	x, err := m.d.query()
	if err != nil {
		return false, err
	}
	return x.has(id)
}

// has says whether the index holds an event.
func (x *index) has(id exam.ID) (bool, error) {
	v, err := x.view(append([]byte("i/"), id[:]...))
	return v != nil, err
}

// notes picks the checkpoints that are new and fit the events that are here.
func (m *merger) notes(texts []string) ([]string, error) {
	if len(texts) == 0 {
		return nil, nil
	}
	have, err := m.d.notes()
	if err != nil {
		return nil, err
	}
	var out []string
	for i, text := range texts {
		if slices.Contains(have, text) || slices.Contains(out, text) {
			continue
		}
		n, err := m.chain.openNote(text)
		if err != nil {
			m.out.Refused = append(m.out.Refused, find("checkpoint-signature", fmt.Sprintf("checkpoint/%d", i)))
			continue
		}
		t := m.d.treeOf(n.log)
		if t == nil || n.size > t.size() {
			continue // the events that it pins have not arrived: it comes again with them
		}
		root, err := t.root(n.size)
		if err != nil {
			return nil, err
		}
		if root != n.root {
			m.out.Refused = append(m.out.Refused, find("log-forked", "tree/"+n.log, "log", n.log, "seq", n.size))
			continue
		}
		out = append(out, text)
	}
	return out, nil
}
