package exam

import (
	"testing"

	"pgregory.net/rapid"
)

// slotStory is a hand-made history and what its slot "x" must hold (record.md 3).
var slotStories = []struct {
	name  string
	run   func(a, b *laptop)
	holds Tenths // of the slot, when no conflict
	sides int    // of the conflict, 0 for none
	aside string // the one code of notAdopted, "" for none
}{
	{"a later value replaces what it has seen", func(a, b *laptop) {
		score(a, 1)
		b.take(a)
		score(b, 2)
	}, 2, 0, ""},
	{"one laptop's own facts follow each other", func(a, b *laptop) { score(a, 1); score(a, 2); score(a, 3) }, 3, 0, ""},
	{"two values apart are a conflict", func(a, b *laptop) { score(a, 1); score(b, 2) }, 0, 2, ""},
	{"the same value twice is none", func(a, b *laptop) { score(a, 1); score(b, 1) }, 1, 0, ""},
	{"same body, other kind is a conflict", func(a, b *laptop) {
		a.say("S01", ItemScored, "candidate/1", "x", Score{Score: 1})
		b.say("S01", TheoryEntered, "candidate/1", "x", Score{Score: 1})
	}, 0, 2, ""},
	{"equal values are one side against a third", func(a, b *laptop) {
		c := newLaptop("c")
		score(a, 1)
		score(b, 1)
		score(c, 2)
		b.take(c)
	}, 0, 2, ""},
	{"an ordinary value does not end a conflict", func(a, b *laptop) {
		score(a, 1)
		score(b, 2)
		a.take(b)
		score(a, 3)
	}, 0, 2, SetAsideConflict},
	{"a settlement does, and the other side is marked", func(a, b *laptop) {
		score(a, 1)
		two := score(b, 2)
		a.take(b)
		settle(a, two.ID)
	}, 2, 0, SetAsideLost},
	{"after it, values go on", func(a, b *laptop) {
		score(a, 1)
		two := score(b, 2)
		a.take(b)
		settle(a, two.ID)
		score(a, 4)
	}, 4, 0, SetAsideLost},
	{"settling nothing is set aside", func(a, b *laptop) {
		one := score(a, 1)
		settle(a, one.ID)
	}, 1, 0, SetAsideNothing},
	{"settling for what is no side is set aside", func(a, b *laptop) {
		score(a, 1)
		score(b, 2)
		a.take(b)
		settle(a, ID{9})
	}, 0, 2, SetAsideHolds},
	{"a third value that the settlement had not seen stands against it", func(a, b *laptop) {
		c := newLaptop("c")
		score(a, 1)
		two := score(b, 2)
		score(c, 3)
		a.take(b)
		settle(a, two.ID)
		b.take(c)
	}, 0, 2, SetAsideLost},
	{"two settlements for the same side agree", func(a, b *laptop) {
		score(a, 1)
		two := score(b, 2)
		a.take(b)
		b.take(a)
		settle(a, two.ID)
		settle(b, two.ID)
	}, 2, 0, SetAsideLost},
	{"two settlements for different sides are a conflict again", func(a, b *laptop) {
		one := score(a, 1)
		two := score(b, 2)
		a.take(b)
		b.take(a)
		settle(a, one.ID)
		settle(b, two.ID)
	}, 0, 2, ""},
	{"which a third settlement ends", func(a, b *laptop) {
		one := score(a, 1)
		two := score(b, 2)
		a.take(b)
		b.take(a)
		settle(a, one.ID)
		second := settle(b, two.ID)
		a.take(b)
		settle(a, second.ID)
	}, 2, 0, SetAsideLost},
}

func score(l *laptop, v Tenths) Fact {
	return l.say("S01", ItemScored, "candidate/1", "x", Score{Score: v})
}

func settle(l *laptop, holds ID) Fact {
	return l.say("S17", ConflictSettled, "candidate/1", "x", Settlement{Holds: holds, Code: "c", Reason: "r"})
}

func TestSlotStories(t *testing.T) {
	for _, tt := range slotStories {
		t.Run(tt.name, func(t *testing.T) {
			a, b := newLaptop("a"), newLaptop("b")
			tt.run(a, b)
			a.take(b)
			ordered, _ := Order(a.held)
			slots, aside := FoldSlots(ordered)
			s := slots["x"]
			if tt.sides > 0 {
				if s.Conflict == nil || len(s.Conflict.Sides) != tt.sides || s.Holds != nil || s.Conflict.On != "candidate/1" {
					t.Fatalf("slot %+v, want a conflict of %d sides", s, tt.sides)
				}
			} else {
				if s.Conflict != nil || s.Holds == nil {
					t.Fatalf("slot %+v, want no conflict", s)
				}
				if v, err := BodyOf[Score](*s.Holds); err != nil || v.Score != tt.holds {
					t.Errorf("holds %v, want %v", v.Score, tt.holds)
				}
			}
			var codes []string
			for _, c := range aside {
				codes = append(codes, c)
			}
			if (tt.aside == "") != (len(codes) == 0) || len(codes) > 0 && codes[0] != tt.aside {
				t.Errorf("set aside %q, want %q", codes, tt.aside)
			}
		})
	}
}

// Different slots never conflict.
func TestSlotsAreApart(t *testing.T) {
	a, b := newLaptop("a"), newLaptop("b")
	a.say("S07", ItemScored, "candidate/1", "practical/P01/S07/1", Score{Score: 1})
	b.say("S08", ItemScored, "candidate/1", "practical/P01/S08/1", Score{Score: 2})
	a.take(b)
	ordered, _ := Order(a.held)
	slots, aside := FoldSlots(ordered)
	if len(slots) != 2 || len(aside) != 0 {
		t.Errorf("%d slots, %d set aside", len(slots), len(aside))
	}
	for about, s := range slots {
		if s.Conflict != nil || s.About != about {
			t.Errorf("slot %s: %+v", about, s)
		}
	}
}

// Whatever three laptops did: any arrival gives the same state and the same
// conflicts, a part first and the rest later included; clocks years apart change
// nothing; and a fact once adopted or set aside for its view stays so when more
// arrives.
func TestSlotProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		history := steps().Draw(t, "history")
		facts := play(history, [3]int{})
		want := told(facts)
		if got := told(rapid.Permutation(facts).Draw(t, "arrival")); got != want {
			t.Fatalf("another arrival, another state:\n%s\n\n%s", want, got)
		}
		apart := [3]int{0, rapid.IntRange(-50000, 50000).Draw(t, "b"), rapid.IntRange(-50000, 50000).Draw(t, "c")}
		if got := told(play(history, apart)); got != want {
			t.Fatalf("other clocks, another state:\n%s\n\n%s", want, got)
		}
		ordered, _ := Order(facts)
		_, all := FoldSlots(ordered)
		some, _ := Order(facts[:rapid.IntRange(0, len(facts)).Draw(t, "some")])
		_, early := FoldSlots(some)
		for _, f := range some {
			if e, l := early[f.ID], all[f.ID]; e != l && e != SetAsideLost && l != SetAsideLost {
				t.Fatalf("%s%d was %q and became %q when more arrived", f.Log, f.Seq, e, l)
			}
		}
	})
}

// The sides of a conflict never know of each other, and settling with everything
// seen leaves none.
func TestSettlingEndsEveryConflict(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := newLaptop("lead")
		all.held = play(steps().Draw(t, "history"), [3]int{})
		ordered, waiting := Order(all.held)
		if len(waiting) > 0 {
			t.Fatalf("everything is here, yet %d wait", len(waiting))
		}
		slots, _ := FoldSlots(ordered)
		for about, s := range slots {
			if s.Conflict == nil {
				continue
			}
			holds := s.Conflict.Sides[rapid.IntRange(0, len(s.Conflict.Sides)-1).Draw(t, "side")]
			all.say("S17", ConflictSettled, "candidate/1", about, Settlement{Holds: holds.ID})
			now, _ := Order(all.held)
			after, _ := FoldSlots(now)
			if h := after[about].Holds; h == nil || h.ID != holds.ID {
				t.Fatalf("%s is %+v after settling for %s", about, after[about], holds.ID)
			}
		}
	})
}
