package kit

import (
	"testing"
	"time"
)

// 40 of 100 in 20 s is half a second each: 30 s for the other 60.
func TestLongLeft(t *testing.T) {
	start := time.Date(2026, 12, 20, 9, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		done, total int
		took        time.Duration
		want        time.Duration
		ok          bool
	}{
		{40, 100, 20 * time.Second, 30 * time.Second, true},
		{1, 2, 5 * time.Minute, 5 * time.Minute, true},
		{0, 100, time.Minute, 0, false},
		{1, 100, time.Second, 0, false},      // too early to say
		{4, 100, 30 * time.Second, 0, false}, // so is this: what comes may go quicker
		{100, 100, time.Minute, 0, false},
	} {
		got, ok := Long{Done: tt.done, Total: tt.total, Start: start}.Left(start.Add(tt.took))
		if got != tt.want || ok != tt.ok {
			t.Errorf("%d of %d after %v: %v %v, want %v %v", tt.done, tt.total, tt.took, got, ok, tt.want, tt.ok)
		}
	}
}
