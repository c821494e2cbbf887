package exam

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
)

// Blind says whether scores of a component are given by code number 密号: who scores
// sees no name and no exam number before the results are confirmed (domain 9.4). The
// figure is the office's; a review board has the person before it.
func (p Policy) Blind(c Component) bool {
	return c == Theory && p.BlindTheory || c == Practical && p.BlindPractical
}

// BlindCodes gives the candidates of a session their code numbers, each another, by
// the session's secret seed: 1000 + the 64-bit big-endian head of HMAC-SHA256(seed,
// "kaowu blind v1\n" session "\n" candidate "\n" n) modulo 9000, n = 0, 1, …, until
// nobody before in the order of exam numbers has it; from 4,500 candidates on with
// six digits in the same way. The same seed and roster give the same numbers on every
// laptop; without the seed no number says whose it is.
func BlindCodes(seed string, in SessionNo, people []CandidateNo) map[CandidateNo]string {
	low := uint64(1000)
	if len(people) >= 4500 {
		low = 100000
	}
	out := make(map[CandidateNo]string, len(people))
	taken := make(map[uint64]bool, len(people))
	for _, no := range slices.Sorted(slices.Values(people)) {
		for round := 0; ; round++ {
			mac := hmac.New(sha256.New, []byte(seed))
			fmt.Fprintf(mac, "kaowu blind v1\n%s\n%s\n%d", in, no, round)
			n := low + binary.BigEndian.Uint64(mac.Sum(nil))%(9*low)
			if !taken[n] {
				taken[n] = true
				out[no] = strconv.FormatUint(n, 10)
				break
			}
		}
	}
	return out
}
