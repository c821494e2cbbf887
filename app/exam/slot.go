package exam

import "bytes"

// Codes of why a slot's rule set a fact aside. The fact stays in the record.
const (
	SetAsideConflict = "over-conflict"     // written over a conflict, which only a settlement ends
	SetAsideNothing  = "nothing-to-settle" // a settlement with no conflict in its view
	SetAsideHolds    = "holds-unknown"     // a settlement that names none of the sides
	SetAsideLost     = "not-held"          // a side that a settlement did not choose
)

// Slot is what one slot (About of a subject) holds.
type Slot struct {
	About    string
	Holds    *Fact     // in effect; nil while in conflict
	Conflict *Conflict // nil unless two or more different things are said at once
}

// FoldSlots folds the facts of one subject, as Order gives them, slot by slot
// (record.md 3). A fact replaces what its writer could know of in the slot: its
// view. What is left unreplaced on two sides, with different kinds or bodies, is
// a conflict. A fact written over a conflict that was in its view is not adopted;
// conflict.settled ends it and names the side that holds. notAdopted gives the
// code of the reason for each fact set aside.
func FoldSlots(ordered []Fact) (slots map[string]Slot, notAdopted map[ID]string) {
	f := foldSlots(ordered, nil)
	return f.slots, f.aside
}

// guard is a subject's own rule for one fact: the code of why it may not stand,
// or "". It may look at what the fact's writer could know, and at nothing else,
// so that the answer is the same whatever else has arrived.
type guard func(f Fact, k known) string

// known is what the writer of one fact could know.
type known struct {
	fold *slotFold
	at   int
}

// view is what was in effect in a slot: more than one fact during a conflict.
func (k known) view(about string) []Fact { return k.fold.held(k.fold.view(k.at, about)) }

// past is every adopted fact of a slot, replaced ones too, in fold order.
func (k known) past(about string) []Fact {
	var out []Fact
	for _, x := range k.fold.slot[about] {
		if k.fold.anc[k.at].has(x) {
			out = append(out, k.fold.facts[x])
		}
	}
	return out
}

// slotFold is the work of FoldSlots.
type slotFold struct {
	facts []Fact
	anc   []bitset         // ancestors of each fact
	slot  map[string][]int // adopted facts of each slot
	holds []int            // the fact that a fact puts in effect: itself, or what it settles for
	over  []bitset         // what an adopted fact replaces
	slots map[string]Slot
	aside map[ID]string
}

func foldSlots(ordered []Fact, allowed guard) *slotFold {
	f := &slotFold{
		facts: ordered, anc: ancestors(ordered), slot: map[string][]int{},
		holds: make([]int, len(ordered)), over: make([]bitset, len(ordered)),
		slots: map[string]Slot{}, aside: map[ID]string{},
	}
	for i, e := range ordered {
		f.holds[i] = i
		view := f.view(i, e.Abt)
		code := ""
		if e.Kind == ConflictSettled {
			code = f.settle(i, view)
		} else if f.differ(view) {
			code = SetAsideConflict
		}
		if code == "" && allowed != nil {
			code = allowed(e, known{f, i})
		}
		if code != "" {
			f.aside[e.ID] = code
			continue
		}
		f.over[i] = newBitset(len(ordered))
		for _, v := range view {
			f.over[i].set(v)
		}
		f.slot[e.Abt] = append(f.slot[e.Abt], i)
	}
	for about := range f.slot {
		f.close(about)
	}
	return f
}

// view is what the writer of fact i could see in effect in a slot: adopted facts
// among i's ancestors that none of the others replaced.
func (f *slotFold) view(i int, about string) []int {
	var in []int
	for _, x := range f.slot[about] {
		if f.anc[i].has(x) {
			in = append(in, x)
		}
	}
	return f.unreplaced(in)
}

// unreplaced drops what another of the same facts replaces.
func (f *slotFold) unreplaced(in []int) []int {
	var out []int
	for _, x := range in {
		live := true
		for _, y := range in {
			live = live && !f.over[y].has(x)
		}
		if live {
			out = append(out, x)
		}
	}
	return out
}

// settle takes the side that settlement i names as what it puts in effect.
func (f *slotFold) settle(i int, view []int) string {
	if !f.differ(view) {
		return SetAsideNothing
	}
	s, err := BodyOf[Settlement](f.facts[i])
	if err != nil {
		return SetAsideHolds
	}
	for _, v := range view {
		if held := f.holds[v]; f.facts[v].ID == s.Holds || f.facts[held].ID == s.Holds {
			f.holds[i] = held
			return ""
		}
	}
	return SetAsideHolds
}

// same says whether facts a and b put the same thing in effect.
func (f *slotFold) same(a, b int) bool {
	x, y := f.facts[f.holds[a]], f.facts[f.holds[b]]
	return x.Kind == y.Kind && bytes.Equal(x.Body, y.Body)
}

func (f *slotFold) differ(live []int) bool {
	for _, x := range live[min(1, len(live)):] {
		if !f.same(x, live[0]) {
			return true
		}
	}
	return false
}

// held gives the facts that live facts put in effect, each different thing once.
func (f *slotFold) held(live []int) []Fact {
	var out []Fact
	for n, x := range live {
		again := false
		for _, y := range live[:n] {
			again = again || f.same(x, y)
		}
		if !again {
			out = append(out, f.facts[f.holds[x]])
		}
	}
	return out
}

// close says what a slot holds once all facts are in.
func (f *slotFold) close(about string) {
	live := f.unreplaced(f.slot[about])
	sides := f.held(live)
	s := Slot{About: about}
	if len(sides) > 1 {
		s.Conflict = &Conflict{On: sides[0].On, About: about, Sides: sides}
	} else {
		s.Holds = &sides[0]
	}
	f.slots[about] = s
	// Sides that a settlement did not choose are kept and marked, unless another
	// settlement still stands for them.
	for _, i := range f.slot[about] {
		if f.facts[i].Kind != ConflictSettled {
			continue
		}
		for x := range f.facts {
			if !f.over[i].has(x) || f.same(x, i) || f.stands(f.holds[x], sides) {
				continue
			}
			f.aside[f.facts[f.holds[x]].ID] = SetAsideLost
		}
	}
}

func (f *slotFold) stands(i int, sides []Fact) bool {
	for _, s := range sides {
		if s.ID == f.facts[i].ID {
			return true
		}
	}
	return false
}

// bitset is a set of fact indexes.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (b bitset) set(i int) { b[i/64] |= 1 << (i % 64) }

func (b bitset) has(i int) bool { return b != nil && b[i/64]&(1<<(i%64)) != 0 }

func (b bitset) add(o bitset) {
	for i := range o {
		b[i] |= o[i]
	}
}

// ancestors closes "seen" and "earlier in the same log" for each ordered fact.
func ancestors(ordered []Fact) []bitset {
	g := newGraph(ordered)
	at := make(map[ID]int, len(ordered))
	for i, f := range ordered {
		at[f.ID] = i
	}
	rank := make([]int, len(g.facts)) // graph index → place in the fold order
	node := make([]int, len(ordered))
	for n, f := range g.facts {
		rank[n] = at[f.ID]
		node[at[f.ID]] = n
	}
	out := make([]bitset, len(ordered))
	for i := range ordered {
		out[i] = newBitset(len(ordered))
		for _, p := range g.before[node[i]] {
			if r := rank[p]; r < i {
				out[i].set(r)
				out[i].add(out[r])
			}
		}
	}
	return out
}
