package exam

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// Draws says whether stations of a component are drawn 抽签 at admission (domain 8),
// not taken from the plan. The figure is the office's; only workshops draw.
func (p Policy) Draws(c Component) bool { return p.Draw && c == Practical }

// Draw picks one of the free stations by a seed, so that anybody who has both can
// check the pick: the free stations in rising order, and the first of the 64-bit
// big-endian heads of SHA-256("kaowu draw v1\n" seed "\n" n), n = 0, 1, …, that lies
// below the largest multiple of their number; its remainder is the place in the
// list. What lies above is passed over, so that each station is as likely as
// another. ok is false where nothing is free.
func Draw(seed string, free []int) (station int, ok bool) {
	list := slices.Compact(slices.Sorted(slices.Values(free)))
	if len(list) == 0 {
		return 0, false
	}
	n := uint64(len(list))
	whole := ^uint64(0) / n * n
	for round := 0; ; round++ {
		sum := sha256.Sum256(fmt.Appendf(nil, "kaowu draw v1\n%s\n%d", seed, round))
		if v := binary.BigEndian.Uint64(sum[:]); v < whole {
			return list[v%n], true
		}
	}
}

// Drawing is one draw as the record holds it, and what its seed gives again.
type Drawing struct {
	No      CandidateNo
	Station int
	Seed    string // hex
	Free    []int  // stations that were free, rising
	Want    int    // what the seed gives of them; 0 where none was free
	Kept    bool   // the person's own earlier draw, after a check-in was taken back: one draw a person
	When    Time
	By      StaffID
}

// Right says whether the seat is the drawn one.
func (d Drawing) Right() bool { return d.Kept || d.Station == d.Want }

// Drawings goes through a session's check-ins again. stations are all that the
// session has; facts are every event on its candidates, in any order.
func Drawings(in SessionNo, stations []int, facts []Fact) []Drawing {
	ordered, _ := Order(facts)
	var out []Drawing
	sits := map[CandidateNo]int{}
	own := map[CandidateNo]CheckIn{} // the last draw of each
	for _, f := range ordered {
		no, ok := strings.CutPrefix(f.On, "candidate/")
		if !ok || readPlace(f.Abt).what != placeCheckIn {
			continue
		}
		c, err := BodyOf[CheckIn](f)
		if err != nil || c.Session != in {
			continue
		}
		who := CandidateNo(no)
		delete(sits, who)
		if f.Kind != Admitted {
			continue
		}
		if c.Drawn {
			d := Drawing{No: who, Station: c.Seat, Seed: c.Seed, When: f.Wall, By: StaffID(f.By), Free: freeOf(stations, sits)}
			d.Want, _ = Draw(c.Seed, d.Free)
			before, again := own[who]
			d.Kept = again && before.Seat == c.Seat && before.Seed == c.Seed && slices.Contains(d.Free, c.Seat)
			own[who] = c
			out = append(out, d)
		}
		sits[who] = c.Seat
	}
	return out
}

// freeOf lists the stations that nobody has, rising.
func freeOf(stations []int, sits map[CandidateNo]int) []int {
	taken := map[int]bool{}
	for _, seat := range sits {
		taken[seat] = true
	}
	out := []int{}
	for _, s := range slices.Sorted(slices.Values(stations)) {
		if !taken[s] {
			out = append(out, s)
		}
	}
	return out
}
