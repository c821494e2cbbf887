package exam

import (
	"fmt"
	"testing"
)

// Code numbers are the same wherever seed and roster are, in any order of the roster,
// each another, and of another seed others.
func TestBlindCodes(t *testing.T) {
	people := make([]CandidateNo, 2000)
	for i := range people {
		people[i] = CandidateNo(fmt.Sprintf("20266%05d", i))
	}
	codes := BlindCodes("00ff", "P01", people)
	seen := map[string]bool{}
	for _, no := range people {
		c := codes[no]
		if len(c) != 4 || c < "1000" || seen[c] {
			t.Fatalf("%s has %q, seen before: %v", no, c, seen[c])
		}
		seen[c] = true
	}
	few := []CandidateNo{people[3], people[1], people[2]}
	again := BlindCodes("00ff", "P01", []CandidateNo{people[2], people[3], people[1]})
	for no, c := range BlindCodes("00ff", "P01", few) {
		if again[no] != c {
			t.Errorf("%s is %s, and %s in another order", no, c, again[no])
		}
	}
	same := 0
	for no, c := range BlindCodes("00fe", "P01", people) {
		if codes[no] == c {
			same++
		}
	}
	// Of 2,000 numbers out of 9,000 a handful fall together by chance.
	if same > 10 {
		t.Errorf("another seed gives %d people the same number", same)
	}
	many := make([]CandidateNo, 4500)
	for i := range many {
		many[i] = CandidateNo(fmt.Sprintf("20266%05d", i))
	}
	if n := BlindCodes("00ff", "T01", many)[many[0]]; len(n) != 6 {
		t.Errorf("with 4,500 people a number is %q", n)
	}
}

// Computed with Python: hmac.new(b"00ff", b"kaowu blind v1\nP01\n2026610001\n0",
// "sha256"), its first eight bytes.
func TestBlindCodeByHand(t *testing.T) {
	if got := BlindCodes("00ff", "P01", []CandidateNo{"2026610001"})["2026610001"]; got != handCode {
		t.Errorf("got %s, want %s", got, handCode)
	}
}

func TestBlindIsOffWithoutThePolicy(t *testing.T) {
	for _, c := range Components() {
		if (Policy{}).Blind(c) {
			t.Errorf("%s is blind by itself", c)
		}
	}
	if p := (Policy{BlindPractical: true}); !p.Blind(Practical) || p.Blind(Theory) || p.Blind(Review) {
		t.Error("blind practical scoring is another's")
	}
}

// handCode is what Python gives.
const handCode = "8153"
