package store

import (
	"slices"
	"testing"
)

// Two stages of weights 1 and 3: half the first is an eighth, the second begins at a
// quarter. More than was expected does not pass the end of its stage.
func TestStages(t *testing.T) {
	var told []int64
	s := newStages(func(done, total int64) { told = append(told, done*8/total) }, 1, 3)
	first := s.next()
	first(5, 10)
	first(12, 10)
	second := s.next()
	second(0, 6)
	second(2, 6)
	second(6, 6)
	if want := []int64{1, 2, 2, 4, 8}; !slices.Equal(told, want) {
		t.Errorf("%v, want %v in eighths", told, want)
	}
}
