package exam

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// theSeed and the expectations of TestDrawPairs were reckoned with Python's hashlib
// from the description of Sum and DrawPairs alone.
const theSeed = "0000000000000000000000000000000000000000000000000000000000000000"

func testDraw() DrawCommitment {
	c := DrawCommitment{
		Supervisors: []StaffID{"S14", "S15"}, Sessions: []SessionNo{"T01", "T02", "P01", "P02", "R01"}, Take: 4,
		Barred: []BarredPair{{"S14", "T01"}, {"S15", "P01"}},
	}
	c.Digest = c.Sum(theSeed)
	return c
}

func TestDrawPairs(t *testing.T) {
	c := testDraw()
	if want := "81d1835fbb3d466d734c4b58a9ac5b759230414a059428b74e817939fd52e2b6"; c.Digest != want {
		t.Errorf("digest %s, want %s", c.Digest, want)
	}
	want := []Pairing{{"P01", "S14"}, {"P02", "S15"}, {"T01", "S15"}, {"T02", "S14"}}
	if got := DrawPairs(c, theSeed, "8213"); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	c.Barred = append(c.Barred, BarredPair{"S15", "T01"})
	if got := DrawPairs(c, theSeed, "8213"); got[2] != (Pairing{Session: "T01"}) {
		t.Errorf("both are barred from T01: %v", got)
	}
}

// Whatever the seed: no session twice, nobody where they are barred, and loads that
// differ by one at most where nobody is barred.
func TestSupervisionIsFair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := DrawCommitment{}
		for i := range rapid.IntRange(1, 5).Draw(t, "supervisors") {
			c.Supervisors = append(c.Supervisors, StaffID(fmt.Sprintf("S%02d", i)))
		}
		for i := range rapid.IntRange(1, 12).Draw(t, "sessions") {
			c.Sessions = append(c.Sessions, SessionNo(fmt.Sprintf("T%02d", i)))
		}
		c.Take = rapid.IntRange(1, len(c.Sessions)).Draw(t, "take")
		if rapid.Bool().Draw(t, "bars") {
			c.Barred = []BarredPair{{c.Supervisors[0], c.Sessions[0]}}
		}
		seen, load := map[SessionNo]bool{}, map[StaffID]int{}
		pairs := DrawPairs(c, rapid.String().Draw(t, "seed"), rapid.String().Draw(t, "called"))
		for _, p := range pairs {
			if seen[p.Session] || slices.Contains(c.Barred, BarredPair{p.Staff, p.Session}) {
				t.Fatalf("%v in %v", p, pairs)
			}
			seen[p.Session] = true
			load[p.Staff]++
		}
		if len(pairs) != c.Take {
			t.Fatalf("%d drawn, want %d", len(pairs), c.Take)
		}
		if c.Barred == nil {
			low, high := c.Take, 0
			for _, s := range c.Supervisors {
				low, high = min(low, load[s]), max(high, load[s])
			}
			if high-low > 1 {
				t.Fatalf("loads from %d to %d", low, high)
			}
		}
	})
}

// A reveal that does not fit, a second reveal, and a second draw without a reason are
// set aside; a second draw with one keeps the first.
func TestFoldSupervision(t *testing.T) {
	l, c := newLaptop("a"), testDraw()
	said := func(k Kind, about string, body any) Fact { return l.say("S16", k, "supervision", about, body) }
	first := said(DrawCommitted, "commit/1", c)
	said(DrawRevealed, "reveal/1", DrawReveal{Commitment: first.ID, Seed: "01", Called: "1"})
	if got := FoldSupervision(l.held); len(got) != 1 || got[0].Reveal != nil || len(got[0].Pairs) != 0 {
		t.Fatalf("another seed: %+v", got)
	}
	said(DrawRevealed, "reveal/1", DrawReveal{Commitment: first.ID, Seed: theSeed, Called: "8213"})
	said(DrawRevealed, "reveal/1", DrawReveal{Commitment: first.ID, Seed: theSeed, Called: "8214"})
	other := c
	other.Take = 1
	said(DrawCommitted, "commit/1", other)
	said(DrawCommitted, "commit/2", other)
	said(DrawCommitted, "commit/x", other)
	got := FoldSupervision(reversed(l.held))
	if len(got) != 1 || got[0].Reveal == nil || got[0].Reveal.Called != "8213" || len(got[0].Pairs) != 4 {
		t.Fatalf("the first stands as it was: %+v", got)
	}
	other.Reason = "督导员临时调离"
	said(DrawCommitted, "commit/2", other)
	if got = FoldSupervision(l.held); len(got) != 2 || got[0].Reveal == nil || got[1].Reveal != nil || got[1].Commitment.Reason == "" {
		t.Errorf("the second waits beside the first: %+v", got)
	}
}
