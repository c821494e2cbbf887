package exam

import (
	"bytes"
	"slices"
)

// Part splits facts into those that stand and late evidence, each in the order given. Every fold gets the first part only, and so is as though the others
// had never been written; but a fact that had seen one of them is given, in its place,
// what that one had seen, so that it neither waits nor loses what it knew of.
func (r Revocations) Part(facts []Fact) (stand, late []Fact) {
	if len(r.byKey) == 0 {
		return facts, nil
	}
	gone := map[ID]bool{}
	for _, f := range facts {
		if r.Late(f) {
			gone[f.ID] = true
			late = append(late, f)
		}
	}
	if len(gone) == 0 {
		return facts, nil
	}
	on := map[string][]Fact{}
	for _, f := range facts {
		on[f.On] = append(on[f.On], f)
	}
	parts := map[string]*parting{}
	for _, f := range late {
		if parts[f.On] == nil {
			parts[f.On] = newParting(on[f.On], gone)
		}
	}
	for _, f := range facts {
		if gone[f.ID] {
			continue
		}
		if p := parts[f.On]; p != nil {
			f = p.rewired(f)
		}
		stand = append(stand, f)
	}
	return stand, late
}

// parting is the work of Part on one subject.
type parting struct {
	g    *graph
	at   map[ID]int
	gone map[ID]bool
	past map[int][]ID // of a fact that goes: what stands of what it followed
}

func newParting(facts []Fact, gone map[ID]bool) *parting {
	p := &parting{g: newGraph(facts), at: map[ID]int{}, gone: gone, past: map[int][]ID{}}
	for i, f := range p.g.facts {
		p.at[f.ID] = i
	}
	ordered, waiting := Order(facts)
	// A late fact that waits keeps its name in Seen: who has seen it waits as well.
	for _, f := range waiting {
		p.past[p.at[f.ID]] = []ID{f.ID}
	}
	for _, f := range ordered { // what a fact follows comes before it
		if gone[f.ID] {
			p.past[p.at[f.ID]] = p.through(f)
		}
	}
	return p
}

// through lists what a fact follows, with what stands of their past in place of facts
// that go.
func (p *parting) through(f Fact) []ID {
	var out []ID
	for _, id := range f.Seen {
		if _, here := p.at[id]; !here {
			out = append(out, id)
		}
	}
	for _, b := range p.g.before[p.at[f.ID]] {
		if id := p.g.facts[b].ID; p.gone[id] {
			out = append(out, p.past[b]...)
		} else {
			out = append(out, id)
		}
	}
	slices.SortFunc(out, func(a, b ID) int { return bytes.Compare(a[:], b[:]) })
	return slices.Compact(out)
}

// rewired gives a fact that stands other predecessors, where one of its own goes.
func (p *parting) rewired(f Fact) Fact {
	for _, b := range p.g.before[p.at[f.ID]] {
		if p.gone[p.g.facts[b].ID] {
			f.Seen = p.through(f)
			return f
		}
	}
	return f
}
