package exam

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// A value that was written over a late one stands over what was there before: no
// conflict, nobody waits.
func TestLateEvidenceCountsForNothing(t *testing.T) {
	a, thief, b := newLaptop("a"), newLaptop("t"), newLaptop("b")
	thief.key = "old"
	score(a, 1)
	thief.take(a)
	thief.now = start().AddDate(1, 0, 0) // whatever the clock says
	score(thief, 9)
	b.take(thief)
	said := revoke("lead", "z", 4, "S07", "old")
	r := FoldRevocations([]Fact{said}, byLead)

	stand, late := r.Part(b.held)
	if got := told(stand); len(late) != 1 || got != `x {"score":1}` {
		t.Errorf("while the late value is the last: %q, %d late", got, len(late))
	}
	score(b, 2) // has seen the late value only
	stand, late = r.Part(b.held)
	if got := told(stand); len(late) != 1 || got != `x {"score":2}` {
		t.Errorf("written over the late value: %q, %d late", got, len(late))
	}
	score(a, 3) // apart from both
	a.take(b)
	stand, _ = r.Part(a.held)
	if got := told(stand); got != `x {"score":2} | {"score":3}` {
		t.Errorf("two values apart: %q", got)
	}
	admitted := FoldRevocations([]Fact{said, admitLate("lead", "z", 5, late[0].ID)}, byLead)
	if stand, late := admitted.Part(b.held); len(late) != 0 || len(stand) != 3 {
		t.Errorf("once admitted: %d stand, %d late", len(stand), len(late))
	}
}

// Whatever the history and whatever is late: any order of arrival tells the same, who
// waits waits still, and among the facts that stand each follows the same others.
func TestPartKeepsTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := playKeys(steps().Draw(t, "history"), rapid.SliceOfN(rapid.Bool(), 3, 3).Draw(t, "stolen"))
		var seen []LogSeen
		for i := range 3 {
			if n := rapid.IntRange(-1, 12).Draw(t, "held"); n >= 0 {
				seen = append(seen, LogSeen{Log: fmt.Sprintf("log%d", i), Size: uint64(n)})
			}
		}
		r := FoldRevocations([]Fact{revoke("lead", "z", 1, "S01", "old", seen...)}, byLead)
		stand, late := r.Part(facts)
		if len(stand)+len(late) != len(facts) {
			t.Fatalf("%d facts, %d stand, %d late", len(facts), len(stand), len(late))
		}
		shuffled, _ := r.Part(rapid.Permutation(facts).Draw(t, "arrival"))
		if a, b := told(stand), told(shuffled); a != b {
			t.Fatalf("another order of arrival tells\n%s\nnot\n%s", b, a)
		}
		before, after := follows(facts), follows(stand)
		for _, x := range stand {
			for _, y := range stand {
				if pair := [2]ID{x.ID, y.ID}; before[pair] != after[pair] {
					t.Fatalf("%s%d follows %s%d: %v, was %v", x.Log, x.Seq, y.Log, y.Seq, after[pair], before[pair])
				}
			}
		}
		_, waited := Order(facts)
		_, waiting := Order(stand)
		for _, f := range stand {
			same := func(w Fact) bool { return w.ID == f.ID }
			if slices.ContainsFunc(waited, same) != slices.ContainsFunc(waiting, same) {
				t.Fatalf("%s%d waits otherwise than before", f.Log, f.Seq)
			}
		}
	})
}

// playKeys is play where the laptops with a stolen key sign by it.
func playKeys(history []step, stolen []bool) []Fact {
	site := make([]*laptop, 3)
	for i := range site {
		site[i] = newLaptop(fmt.Sprintf("log%d", i))
		site[i].now = start().Add(time.Duration(i) * time.Hour)
		if stolen[i] {
			site[i].key = "old"
		}
	}
	for _, s := range history {
		l := site[s.Laptop]
		switch {
		case s.Do <= 4:
			l.say("S01", ItemScored, "candidate/1", fmt.Sprintf("slot/%d", s.Slot), Score{Score: Tenths(s.Value)})
		case s.Do <= 6:
			l.take(site[s.From])
		default:
			l.takeLog(site[s.From])
		}
	}
	all := newLaptop("all")
	for i, l := range site {
		if history[0].Do == 7 && i == 2 {
			continue // what laptop 2 wrote has not arrived, unless another brings it
		}
		all.take(l)
	}
	return all.held
}

// follows says of any two placed facts whether the first comes after the second.
func follows(facts []Fact) map[[2]ID]bool {
	ordered, _ := Order(facts)
	anc := ancestors(ordered)
	out := map[[2]ID]bool{}
	for i, x := range ordered {
		for j, y := range ordered {
			if anc[i].has(j) {
				out[[2]ID{x.ID, y.ID}] = true
			}
		}
	}
	return out
}
