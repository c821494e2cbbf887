package store

import (
	"runtime"
	"slices"
	"sync"

	"kaowu/app/exam"
)

// group is what is flushed together: the events and records of all saves that
// waited, being placed one after another.
type group struct {
	d      *data
	meta   meta // as it will be
	wall   exam.Time
	up     int64
	heads  map[string][]exam.ID // of the subjects touched
	wave   []unsigned           // placed, not signed yet
	inWave map[string]bool      // their subjects
	facts  []exam.Fact
	notes  []string
	drafts []draftRecord
	files  []fileRecord
	items  []item
	barred bar // by a revocation in this group
}

// item is a record of the group before it is sealed.
type item struct {
	typ     recordType
	payload []byte
}

type unsigned struct {
	event  exam.Event
	signer Signer
}

func (d *data) newGroup(wall exam.Time, up int64) *group {
	return &group{d: d, meta: d.at, wall: wall, up: up, heads: map[string][]exam.ID{}, inWave: map[string]bool{}}
}

// headsOf lists the heads of a subject as the group stands.
func (g *group) headsOf(on string) ([]exam.ID, error) {
	if g.inWave[on] {
		if err := g.sign(); err != nil {
			return nil, err
		}
	}
	if h, ok := g.heads[on]; ok {
		return h, nil
	}
	if h, ok := g.d.fresh[on]; ok {
		return h, nil
	}
	return g.d.index.heads(on)
}

// fresh says whether the heads that each draft's writer saw are still all there are.
func (g *group) fresh(drafts []prepared) error {
	for _, dr := range drafts {
		if dr.Heads == nil {
			continue
		}
		now, err := g.headsOf(dr.On)
		if err != nil {
			return err
		}
		saw := slices.Clone(dr.Heads)
		slices.SortFunc(saw, compareID)
		if !slices.Equal(saw, now) {
			return ErrStale
		}
	}
	return nil
}

// add gives a draft its place: number, time, and all heads of its subject.
func (g *group) add(dr prepared) error {
	seen, err := g.headsOf(dr.On)
	if err != nil {
		return err
	}
	if seen == nil {
		seen = []exam.ID{}
	}
	g.meta.At = next(g.meta.At, g.wall)
	g.wave = append(g.wave, unsigned{exam.Event{
		V: exam.Version, Exam: g.d.book, Log: g.d.log, Seq: g.meta.Events,
		At: g.meta.At, Wall: g.wall, Up: g.up,
		By: dr.Signer.By, Key: dr.Signer.Key, Auth: dr.Signer.Auth,
		Kind: dr.Kind, On: dr.On, Abt: dr.About, Seen: seen, Body: dr.body,
	}, dr.Signer})
	g.meta.Events++
	g.inWave[dr.On] = true
	return nil
}

// sign signs the wave, a long one on all processors: its events do not know of each
// other, for no two are of one subject.
func (g *group) sign() error {
	facts, errs := make([]exam.Fact, len(g.wave)), make([]error, len(g.wave))
	one := func(i int) {
		u := g.wave[i]
		s, err := exam.Sign(u.event, u.signer.Private)
		facts[i], errs[i] = exam.Fact{ID: s.ID(), Event: u.event, Signed: s}, err
	}
	const worthSharing = 16
	if len(g.wave) < worthSharing {
		for i := range g.wave {
			one(i)
		}
	} else {
		// Each key is used alone at first: crypto/ed25519 keeps what it works out of one in
		// a map whose order the race detector does not see.
		used, rest := map[string]bool{}, make([]int, 0, len(g.wave))
		for i, u := range g.wave {
			if used[u.signer.Key] {
				rest = append(rest, i)
				continue
			}
			used[u.signer.Key] = true
			one(i)
		}
		var wg sync.WaitGroup
		workers := runtime.GOMAXPROCS(0)
		for w := range workers {
			wg.Go(func() {
				for n := w; n < len(rest); n += workers {
					one(rest[n])
				}
			})
		}
		wg.Wait()
	}
	for i, f := range facts {
		if errs[i] != nil {
			return errs[i]
		}
		g.heads[f.On] = []exam.ID{f.ID} // it has seen all heads there were
		g.facts = append(g.facts, f)
		g.items = append(g.items, item{recordEvent, eventPayload(f.Signed)})
	}
	g.wave, g.inWave = g.wave[:0], map[string]bool{}
	return nil
}

// seal makes the records that will stand at the journal's end.
func (g *group) seal() ([]byte, error) {
	j := g.d.journal
	seals := j.sealer()
	var size int64
	for _, it := range g.items {
		size += sealedSize(len(it.payload))
	}
	buf := make([]byte, 0, size)
	for i, it := range g.items {
		off := j.end + int64(len(buf))
		g.meta.Last = off
		var err error
		if buf, err = seals.seal(buf, off, j.end, i == len(g.items)-1, it.typ, it.payload); err != nil {
			return nil, err
		}
	}
	g.meta.End = j.end + int64(len(buf))
	return buf, nil
}

// change is what the group means to the index.
func (g *group) change() change {
	return change{facts: g.facts, notes: g.notes, drafts: g.drafts, files: g.files, heads: g.heads, meta: g.meta}
}
