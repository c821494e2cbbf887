package exam

import (
	"bytes"
	"container/heap"
	"slices"
	"strings"
)

// Order puts the facts of one subject in the order in which a fold takes them
// (record.md 3): a fact follows everything it has seen and everything before it
// in its own log; among those that are free, the smallest (at, log, seq) comes
// first. The same set gives the same order, whatever the order of arrival. A fact
// that came twice counts once.
//
// waiting are the facts with a predecessor that has not arrived, or that rests on
// such a fact; also facts that claim to follow each other in a ring, which only a
// forger can make.
func Order(facts []Fact) (ordered, waiting []Fact) {
	g := newGraph(facts)
	free := &ready{}
	open := make([]int, len(g.facts)) // predecessors not placed yet
	for i := range g.facts {
		open[i] = len(g.before[i])
		if open[i] == 0 && !g.missing[i] {
			free.at = append(free.at, i)
		}
	}
	heap.Init(free)
	placed := make([]bool, len(g.facts))
	ordered = make([]Fact, 0, len(g.facts))
	for free.Len() > 0 {
		i := heap.Pop(free).(int)
		placed[i] = true
		ordered = append(ordered, g.facts[i])
		for _, n := range g.after[i] {
			if open[n]--; open[n] == 0 && !g.missing[n] {
				heap.Push(free, n)
			}
		}
	}
	for i, f := range g.facts {
		if !placed[i] {
			waiting = append(waiting, f)
		}
	}
	return ordered, waiting
}

// Heads are the facts that no other given fact has seen or follows in its log,
// sorted: what the next event on the subject lists in Seen (record.md 3).
func Heads(facts []Fact) []ID {
	g := newGraph(facts)
	var out []ID
	for i, f := range g.facts {
		if len(g.after[i]) == 0 {
			out = append(out, f.ID)
		}
	}
	slices.SortFunc(out, func(a, b ID) int { return bytes.Compare(a[:], b[:]) })
	return out
}

// graph is who follows whom among the facts of one subject. The facts stand in
// the order of compareFacts, each once.
type graph struct {
	facts   []Fact
	before  [][]int // predecessors that are here
	after   [][]int
	missing []bool // some predecessor is not here
}

func newGraph(facts []Fact) *graph {
	sorted := slices.Clone(facts)
	slices.SortFunc(sorted, compareFacts)
	sorted = slices.CompactFunc(sorted, func(a, b Fact) bool { return a.ID == b.ID })
	g := &graph{
		facts: sorted, before: make([][]int, len(sorted)),
		after: make([][]int, len(sorted)), missing: make([]bool, len(sorted)),
	}
	at := make(map[ID]int, len(sorted))
	for i, f := range sorted {
		at[f.ID] = i
	}
	for i, f := range sorted {
		for _, id := range f.Seen {
			if p, here := at[id]; here {
				g.link(p, i)
			} else {
				g.missing[i] = true
			}
		}
	}
	g.linkLogs()
	return g
}

// linkLogs makes each fact follow the facts of the next lower seq in its log.
// Seq counts all subjects of a log, so gaps are ordinary. Two facts of one log
// and seq are a fork: neither follows the other.
func (g *graph) linkLogs() {
	byLog := make([]int, len(g.facts))
	for i := range byLog {
		byLog[i] = i
	}
	slices.SortStableFunc(byLog, func(a, b int) int {
		x, y := g.facts[a], g.facts[b]
		if c := strings.Compare(x.Log, y.Log); c != 0 {
			return c
		}
		return compareSeq(x, y)
	})
	var lower, same []int // the run of the next lower seq, and of this one
	for n, i := range byLog {
		f := g.facts[i]
		if n > 0 {
			switch last := g.facts[byLog[n-1]]; {
			case last.Log != f.Log:
				lower, same = nil, nil
			case last.Seq != f.Seq:
				lower, same = same, nil
			}
		}
		for _, p := range lower {
			g.link(p, i)
		}
		same = append(same, i)
	}
}

// link notes once that n follows p.
func (g *graph) link(p, n int) {
	if !slices.Contains(g.before[n], p) {
		g.before[n] = append(g.before[n], p)
		g.after[p] = append(g.after[p], n)
	}
}

// compareFacts orders facts by (at, log, seq), and forked ones by id.
func compareFacts(a, b Fact) int {
	if c := a.At.Compare(b.At); c != 0 {
		return c
	}
	if c := strings.Compare(a.Log, b.Log); c != 0 {
		return c
	}
	if c := compareSeq(a, b); c != 0 {
		return c
	}
	return bytes.Compare(a.ID[:], b.ID[:])
}

func compareSeq(a, b Fact) int {
	switch {
	case a.Seq < b.Seq:
		return -1
	case a.Seq > b.Seq:
		return 1
	}
	return 0
}

// ready is a heap of facts whose predecessors are placed. An index is its own
// rank, for the graph's facts are sorted.
type ready struct{ at []int }

func (r *ready) Len() int           { return len(r.at) }
func (r *ready) Less(a, b int) bool { return r.at[a] < r.at[b] }
func (r *ready) Swap(a, b int)      { r.at[a], r.at[b] = r.at[b], r.at[a] }
func (r *ready) Push(x any)         { r.at = append(r.at, x.(int)) }
func (r *ready) Pop() any {
	n := len(r.at) - 1
	x := r.at[n]
	r.at = r.at[:n]
	return x
}
