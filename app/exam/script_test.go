package exam

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"
)

// step is one thing done in a random history of three laptops.
type step struct {
	Laptop int
	Do     int // 0–3 say, 4 settle, 5–6 take everything of From, 7 take only From's own log
	Slot   int
	Value  int
	From   int
}

// steps draws a history.
func steps() *rapid.Generator[[]step] {
	one := rapid.Custom(func(t *rapid.T) step {
		return step{
			Laptop: rapid.IntRange(0, 2).Draw(t, "laptop"), Do: rapid.IntRange(0, 7).Draw(t, "do"),
			Slot: rapid.IntRange(1, 2).Draw(t, "slot"), Value: rapid.IntRange(0, 2).Draw(t, "value"),
			From: rapid.IntRange(0, 2).Draw(t, "from"),
		}
	})
	return rapid.SliceOfN(one, 1, 40)
}

// play runs a history with laptops whose clocks stand so many hours apart, and
// gives everything any of them holds.
func play(history []step, apart [3]int) []Fact {
	site := make([]*laptop, 3)
	for i := range site {
		site[i] = newLaptop(fmt.Sprintf("log%d", i))
		site[i].now = start().Add(time.Duration(apart[i]) * time.Hour)
	}
	for _, s := range history {
		l, about := site[s.Laptop], fmt.Sprintf("slot/%d", s.Slot)
		switch {
		case s.Do <= 3:
			l.say("S01", ItemScored, "candidate/1", about, Score{Score: Tenths(s.Value)})
		case s.Do == 4:
			l.settle(about, s.Value)
		case s.Do <= 6:
			l.take(site[s.From])
		default:
			l.takeLog(site[s.From])
		}
	}
	all := newLaptop("all")
	for _, l := range site {
		all.take(l)
	}
	return all.held
}

// settle ends a conflict that the laptop can see, for the side with the lowest body
// or the highest.
func (l *laptop) settle(about string, pick int) {
	ordered, _ := Order(l.held)
	slots, _ := FoldSlots(ordered)
	c := slots[about].Conflict
	if c == nil {
		return
	}
	sides := slices.Clone(c.Sides)
	slices.SortFunc(sides, func(a, b Fact) int { return strings.Compare(string(a.Body), string(b.Body)) })
	l.say("S01", ConflictSettled, "candidate/1", about, Settlement{Holds: sides[pick%len(sides)].ID})
}

// takeLog receives only what another laptop wrote itself, so that predecessors from
// third laptops are missing.
func (l *laptop) takeLog(from *laptop) {
	own := newLaptop(from.log)
	for _, f := range from.held {
		if f.Log == from.log {
			own.held = append(own.held, f)
		}
	}
	l.take(own)
}

// told writes what a fold says in words that do not depend on ids or clocks: for
// each slot the values at stake, and which facts were set aside while being made.
func told(facts []Fact) string {
	ordered, waiting := Order(facts)
	slots, aside := FoldSlots(ordered)
	var out []string
	for about, s := range slots {
		var sides []string
		if s.Holds != nil {
			sides = append(sides, string(s.Holds.Body))
		} else {
			for _, f := range s.Conflict.Sides {
				sides = append(sides, string(f.Body))
			}
		}
		slices.Sort(sides)
		out = append(out, about+" "+strings.Join(sides, " | "))
	}
	for _, f := range facts {
		if code := aside[f.ID]; code != "" && code != SetAsideLost {
			out = append(out, fmt.Sprintf("%s/%d %s", f.Log, f.Seq, code))
		}
	}
	for _, f := range waiting {
		out = append(out, fmt.Sprintf("%s/%d waits", f.Log, f.Seq))
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}
