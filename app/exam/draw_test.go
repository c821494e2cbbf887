package exam

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The heads of sha256sum over "kaowu draw v1\n<seed>\n0" are cb26ec64bf8849c9 for
// …eeff and, for …1100, a number that leaves 3, 4 and 3 when divided by 11, 12 and 5
// (sha256sum and bc).
func TestDraw(t *testing.T) {
	const a, b = "00112233445566778899aabbccddeeff", "ffeeddccbbaa99887766554433221100"
	for _, tt := range []struct {
		seed string
		free []int
		want int
		ok   bool
	}{
		{a, []int{7}, 7, true},
		{a, []int{3, 9}, 9, true},                                    // remainder 1 of 2
		{a, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 6, true},   // 5 of 12
		{a, []int{12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, 6, true},   // the order given does not matter
		{a, []int{2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22}, 14, true}, // 6 of 11
		{b, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 5, true},   // 4 of 12
		{b, []int{5, 5, 1, 2, 3, 4}, 4, true},                        // 3 of 5: a station counts once
		{a, nil, 0, false},
	} {
		if got, ok := Draw(tt.seed, tt.free); got != tt.want || ok != tt.ok {
			t.Errorf("seed %s of %v: %d %v, want %d %v", tt.seed, tt.free, got, ok, tt.want, tt.ok)
		}
	}
}

// Whatever is free, the draw is one of it, and the same again.
func TestDrawIsFreeAndTheSameAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		free := rapid.SliceOfN(rapid.IntRange(1, 60), 1, 40).Draw(t, "free")
		seed := rapid.String().Draw(t, "seed")
		got, ok := Draw(seed, free)
		again, _ := Draw(seed, slices.Concat(free, free[:1]))
		if !ok || !slices.Contains(free, got) || got != again {
			t.Fatalf("drew %d, then %d, of %v", got, again, free)
		}
	})
}

// 12,000 draws of 12 stations: each is drawn 1,000 times but for chance. Chi-squared
// with 11 degrees of freedom exceeds 31.26 once in a thousand; the seeds are fixed,
// so this holds always or never.
func TestDrawIsFair(t *testing.T) {
	free := []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}
	count := map[int]int{}
	for i := range 12_000 {
		n, _ := Draw(fmt.Sprintf("%032x", i), free)
		count[n]++
	}
	chi := 0.0
	for _, n := range free {
		d := float64(count[n] - 1000)
		chi += d * d / 1000
	}
	if chi > 31.26 {
		t.Errorf("chi-squared %.1f: %v", chi, count)
	}
}

func TestDrawings(t *testing.T) {
	const a, b = "00112233445566778899aabbccddeeff", "ffeeddccbbaa99887766554433221100"
	l := newLaptop("a")
	sit := func(k Kind, no string, c CheckIn) {
		c.Session = "P01"
		l.say("S05", k, "candidate/"+no, "checkin/practical", c)
	}
	all := []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}
	sit(Admitted, "1", CheckIn{Seat: 6, Drawn: true, Seed: a})  // 5 of 12: station 6
	sit(Admitted, "2", CheckIn{Seat: 7, Drawn: true, Seed: a})  // 6 of the 11 left (1–5, 7–12): station 8, not 7
	sit(Admitted, "3", CheckIn{Seat: 1})                        // not drawn
	sit(CheckInUndone, "1", CheckIn{Reason: "other"})           // 6 is free again
	sit(Admitted, "1", CheckIn{Seat: 6, Drawn: true, Seed: a})  // their own draw, kept
	sit(Admitted, "4", CheckIn{Seat: 12, Drawn: true, Seed: b}) // 4 of 2–5, 8–12: station 8, not 12
	l.say("S05", Admitted, "candidate/5", "checkin/theory", CheckIn{Session: "T01", Seat: 1})
	got := Drawings("P01", all, reversed(l.held))
	want := []struct {
		no    CandidateNo
		free  int
		want  int
		kept  bool
		right bool
	}{{"1", 12, 6, false, true}, {"2", 11, 8, false, false}, {"1", 10, 0, true, true}, {"4", 9, 8, false, false}}
	if len(got) != len(want) {
		t.Fatalf("%d draws: %+v", len(got), got)
	}
	for i, w := range want {
		g := got[i]
		if g.No != w.no || len(g.Free) != w.free || w.want != 0 && g.Want != w.want || g.Kept != w.kept || g.Right() != w.right {
			t.Errorf("draw %d: %+v, want %+v", i, g, w)
		}
	}
	if got := Drawings("P02", all, l.held); len(got) != 0 {
		t.Errorf("another session's: %+v", got)
	}
}
