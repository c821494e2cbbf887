package exam

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// names gives log and seq of each fact, "a0 b0 a1".
func names(facts []Fact) string {
	out := ""
	for i, f := range facts {
		if i > 0 {
			out += " "
		}
		out += f.Log + string(rune('0'+f.Seq))
	}
	return out
}

// Order by hand (record.md 3): two laptops write apart, then one has seen both.
func TestOrderByHand(t *testing.T) {
	a, b := newLaptop("a"), newLaptop("b")
	say := func(l *laptop) Fact { return l.say("S01", ItemScored, "candidate/1", "x", Score{Score: 1}) }
	say(a) // a0 09:00:01
	say(a) // a1 09:00:02
	b.now = start().AddDate(-3, 0, 0)
	say(b) // b0, three years early
	a.take(b)
	say(a) // a2 has seen a1 and b0
	c := newLaptop("c")
	c.takeLog(a) // without b0, so that a2 waits there

	for _, tt := range []struct {
		why              string
		in               []Fact
		ordered, waiting string
	}{
		{"the earliest free fact first, whatever came first", a.held, "b0 a0 a1 a2", ""},
		{"backwards", reversed(a.held), "b0 a0 a1 a2", ""},
		{"twice", append(slices.Clone(a.held), a.held...), "b0 a0 a1 a2", ""},
		{"without what it has seen, a fact waits", c.held, "a0 a1", "a2"},
		{"nothing", nil, "", ""},
	} {
		ordered, waiting := Order(tt.in)
		if names(ordered) != tt.ordered || names(waiting) != tt.waiting {
			t.Errorf("%s: ordered %q waiting %q, want %q and %q", tt.why, names(ordered), names(waiting), tt.ordered, tt.waiting)
		}
	}
}

// What rests on a waiting fact waits too, in the same log or by having seen it.
func TestWaitingIsTransitive(t *testing.T) {
	a, b, c := newLaptop("a"), newLaptop("b"), newLaptop("c")
	say := func(l *laptop) { l.say("S01", ItemScored, "candidate/1", "x", Score{Score: 1}) }
	say(a)
	b.take(a)
	say(b) // b0 has seen a0
	say(b) // b1 follows b0
	c.take(b)
	say(c) // c0 has seen b1
	var without []Fact
	for _, f := range c.held {
		if f.Log != "a" {
			without = append(without, f)
		}
	}
	ordered, waiting := Order(without)
	if len(ordered) != 0 || names(waiting) != "b0 c0 b1" && names(waiting) != "b0 b1 c0" {
		t.Errorf("ordered %q, waiting %q", names(ordered), names(waiting))
	}
}

// A forged ring — a fact that sees one later in its own log — never places and
// never hangs.
func TestRingWaits(t *testing.T) {
	l := newLaptop("a")
	late := Event{V: 1, Log: "a", Seq: 6, At: Stamp{Time: At(start())}, Kind: ItemScored, On: "candidate/1", Abt: "x", Seen: []ID{}}
	c := fact(late, Score{})
	early := late
	early.Seq, early.Seen = 5, []ID{c.ID}
	l.held = []Fact{c, fact(early, Score{})}
	ordered, waiting := Order(l.held)
	if len(ordered) != 0 || len(waiting) != 2 {
		t.Errorf("ordered %d, waiting %d, want 0 and 2", len(ordered), len(waiting))
	}
}

// Two facts of one log and seq (a fork) both follow what came before.
func TestForkedFactsAreBothPlaced(t *testing.T) {
	base := Event{V: 1, Log: "a", Seq: 1, At: Stamp{Time: At(start())}, Kind: ItemScored, On: "candidate/1", Abt: "x", Seen: []ID{}}
	first := fact(base, Score{Score: 1})
	base.Seq = 2
	left, right := fact(base, Score{Score: 2}), fact(base, Score{Score: 3})
	ordered, waiting := Order([]Fact{right, left, first})
	if len(ordered) != 3 || ordered[0].ID != first.ID || len(waiting) != 0 {
		t.Errorf("ordered %q, waiting %q", names(ordered), names(waiting))
	}
	if got := Heads([]Fact{right, left, first}); len(got) != 2 {
		t.Errorf("%d heads, want both sides of the fork", len(got))
	}
}

func TestHeads(t *testing.T) {
	a, b := newLaptop("a"), newLaptop("b")
	say := func(l *laptop) Fact { return l.say("S01", ItemScored, "candidate/1", "x", Score{Score: 1}) }
	say(a)
	last := say(a)
	other := say(b)
	a.take(b)
	want := []ID{last.ID, other.ID}
	slices.SortFunc(want, func(x, y ID) int {
		if x.Less(y) {
			return -1
		}
		return 1
	})
	if got := Heads(a.held); !slices.Equal(got, want) {
		t.Errorf("heads %v, want the last of each laptop, sorted", got)
	}
	join := say(a)
	if got := Heads(a.held); len(got) != 1 || got[0] != join.ID {
		t.Errorf("heads %v, want the fact that has seen both", got)
	}
	if Heads(nil) != nil {
		t.Error("no facts, no heads")
	}
}

// Whatever happened: the same set gives the same order, every fact stands after
// what it follows, and none is lost.
func TestOrderProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		apart := [3]int{0, rapid.IntRange(-50000, 50000).Draw(t, "b"), rapid.IntRange(-50000, 50000).Draw(t, "c")}
		facts := play(steps().Draw(t, "history"), apart)
		some := facts[:rapid.IntRange(0, len(facts)).Draw(t, "some")]
		for _, set := range [][]Fact{facts, some} {
			ordered, waiting := Order(set)
			again, _ := Order(rapid.Permutation(set).Draw(t, "arrival"))
			if names(again) != names(ordered) {
				t.Fatalf("order depends on arrival: %s and %s", names(ordered), names(again))
			}
			if len(ordered)+len(waiting) != len(set) {
				t.Fatalf("%d ordered and %d waiting of %d", len(ordered), len(waiting), len(set))
			}
			placed, last := map[ID]bool{}, map[string]uint64{}
			for _, f := range ordered {
				for _, id := range f.Seen {
					if !placed[id] {
						t.Fatalf("%s%d stands before what it has seen", f.Log, f.Seq)
					}
				}
				if n, has := last[f.Log]; has && n >= f.Seq {
					t.Fatalf("%s%d stands after %d of its log", f.Log, f.Seq, n)
				}
				placed[f.ID], last[f.Log] = true, f.Seq
			}
		}
	})
}
