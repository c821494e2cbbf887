package exam

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// BarredPair is a supervisor whom avoidance 回避 keeps out of a session.
type BarredPair struct {
	Staff   StaffID   `json:"staff"`
	Session SessionNo `json:"session"`
}

// DrawCommitment is said before a draw of supervisors and rooms 双随机 (notice 6.3):
// what is drawn from, and the digest of a seed that nobody has seen yet.
type DrawCommitment struct {
	Digest      string       `json:"digest"` // DrawCommitment.Sum with the seed
	Supervisors []StaffID    `json:"supervisors"`
	Sessions    []SessionNo  `json:"sessions"`
	Take        int          `json:"take"` // how many sessions are drawn
	Barred      []BarredPair `json:"barred"`
	Reason      string       `json:"reason"` // why it is drawn again; empty for the first
}

// DrawReveal publishes the seed. Called is a number that those present named after the
// digest was out, so that whoever chose the seed could not choose the result.
type DrawReveal struct {
	Commitment ID     `json:"commitment"`
	Seed       string `json:"seed"` // 32 bytes, hex
	Called     string `json:"called"`
}

// Sum is SHA-256 in hex over these lines, each closed by a newline:
//
//	kaowu supervision v1
//	the seed
//	the number of sessions to draw
//	the supervisors, parted by blanks
//	the sessions, parted by blanks
//	the barred pairs, staff/session, parted by blanks
func (c DrawCommitment) Sum(seed string) string {
	text := fmt.Sprintf("kaowu supervision v1\n%s\n%d\n%s\n%s\n%s\n", seed, c.Take,
		words(c.Supervisors, func(s StaffID) string { return string(s) }),
		words(c.Sessions, func(s SessionNo) string { return string(s) }),
		words(c.Barred, func(p BarredPair) string { return string(p.Staff) + "/" + string(p.Session) }))
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func words[T any](list []T, text func(T) string) string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = text(x)
	}
	return strings.Join(out, " ")
}

// Pairing is a drawn session and who supervises it; Staff is empty where avoidance
// leaves nobody.
type Pairing struct {
	Session SessionNo `json:"session"`
	Staff   StaffID   `json:"staff"`
}

// DrawPairs is the draw itself, the same for everybody who has the commitment, the
// seed and the number called. A lot is SHA-256 over "kaowu lot v1\n" seed "\n" called
// "\n" name. Sessions stand in rising order of the lots of their numbers and the first
// Take are drawn. Each in turn gets, of the supervisors who are not barred from it, one
// with the fewest sessions so far; among equals the lowest lot of "session/staff".
func DrawPairs(c DrawCommitment, seed, called string) []Pairing {
	lot := func(name string) []byte {
		sum := sha256.Sum256(fmt.Appendf(nil, "kaowu lot v1\n%s\n%s\n%s", seed, called, name))
		return sum[:]
	}
	drawn := slices.SortedFunc(slices.Values(c.Sessions), func(a, b SessionNo) int {
		return bytes.Compare(lot(string(a)), lot(string(b)))
	})
	load := map[StaffID]int{}
	out := []Pairing{}
	for _, s := range drawn[:min(max(c.Take, 0), len(drawn))] {
		free := slices.DeleteFunc(slices.Clone(c.Supervisors), func(who StaffID) bool {
			return slices.Contains(c.Barred, BarredPair{who, s})
		})
		p := Pairing{Session: s}
		if len(free) > 0 {
			p.Staff = slices.MinFunc(free, func(a, b StaffID) int {
				return cmp.Or(cmp.Compare(load[a], load[b]),
					bytes.Compare(lot(string(s)+"/"+string(a)), lot(string(s)+"/"+string(b))))
			})
			load[p.Staff]++
		}
		out = append(out, p)
	}
	return out
}

// Codes of why a fact of a draw was set aside, beside those of FoldSlots.
const (
	SetAsideDrawn  = "drawn-already" // another commitment or reveal under the same number
	SetAsideUnfit  = "seed-unfit"    // a reveal that does not fit its commitment
	SetAsideReason = "no-reason"     // drawn again without saying why
)

// SupervisionDraw is one draw: committed, and revealed once Reveal is there.
type SupervisionDraw struct {
	No         int
	Commitment DrawCommitment
	Fact       ID
	By         StaffID
	When       Time
	Reveal     *DrawReveal
	Revealed   Time
	RevealedBy StaffID
	Pairs      []Pairing // empty before the reveal
}

// FoldSupervision gives every draw of the exam by number; the last is in effect, the
// ones before stay. facts are all events on "supervision" in any order.
func FoldSupervision(facts []Fact) []SupervisionDraw {
	ordered, _ := Order(facts)
	fold := foldSlots(ordered, allowSupervision)
	var out []SupervisionDraw
	for _, about := range fold.abouts() {
		f := fold.slots[about].Holds
		if f == nil || f.Kind != DrawCommitted {
			continue
		}
		c, err := BodyOf[DrawCommitment](*f)
		if err != nil {
			continue
		}
		n := drawNumber(about, "commit/")
		d := SupervisionDraw{No: n, Commitment: c, Fact: f.ID, By: StaffID(f.By), When: f.Wall}
		if r := fold.slots[fmt.Sprintf("reveal/%d", n)].Holds; r != nil && r.Kind == DrawRevealed {
			if v, err := BodyOf[DrawReveal](*r); err == nil && v.Commitment == f.ID {
				d.Reveal, d.Revealed, d.RevealedBy = &v, r.Wall, StaffID(r.By)
				d.Pairs = DrawPairs(c, v.Seed, v.Called)
			}
		}
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b SupervisionDraw) int { return cmp.Compare(a.No, b.No) })
	return out
}

// drawNumber reads "commit/2"; 0 where about is another slot.
func drawNumber(about, slot string) int {
	rest, ok := strings.CutPrefix(about, slot)
	n, err := strconv.Atoi(rest)
	if !ok || err != nil || n < 1 || strconv.Itoa(n) != rest {
		return 0
	}
	return n
}

// allowSupervision is the guard of draws: nothing said is replaced, a reveal fits its
// commitment, and a second draw says why.
func allowSupervision(f Fact, k known) string {
	switch f.Kind {
	case ConflictSettled:
		return ""
	case DrawCommitted:
		n := drawNumber(f.Abt, "commit/")
		c, err := BodyOf[DrawCommitment](f)
		switch {
		case n == 0 || err != nil:
			return SetAsideForm
		case len(k.view(f.Abt)) > 0:
			return SetAsideDrawn
		case n > 1 && c.Reason == "":
			return SetAsideReason
		}
		return ""
	case DrawRevealed:
		n := drawNumber(f.Abt, "reveal/")
		r, err := BodyOf[DrawReveal](f)
		if n == 0 || err != nil {
			return SetAsideForm
		}
		if len(k.view(f.Abt)) > 0 {
			return SetAsideDrawn
		}
		for _, v := range k.view(fmt.Sprintf("commit/%d", n)) {
			if c, err := BodyOf[DrawCommitment](v); err == nil && v.ID == r.Commitment && c.Sum(r.Seed) == c.Digest {
				return ""
			}
		}
		return SetAsideUnfit
	}
	return SetAsideForm
}
