package desk

import "testing"

// Papers that are three quarters of the work: half of them made are 375 of 1000; with
// all made and a fifth of the bytes handled it is 750 + 50.
func TestSharesOfTheArchive(t *testing.T) {
	var told []int64
	s := newShares(func(done, total int64) {
		if total != 1000 {
			t.Errorf("total %d", total)
		}
		told = append(told, done)
	}, 0.75)
	s.made(1, 2)
	s.handled(0, 100)
	s.made(2, 2)
	s.handled(20, 100)
	s.handled(100, 100)
	want := []int64{375, 750, 800, 1000}
	if len(told) != len(want) {
		t.Fatalf("told %v, want %v", told, want)
	}
	for i := range want {
		if told[i] != want[i] {
			t.Errorf("told %v, want %v", told, want)
		}
	}
}
