package exam

import (
	"errors"
	"testing"
)

// Sums by hand in domain 4.2.
func TestCheckCreditCode(t *testing.T) {
	for _, c := range []struct {
		in   string
		want error
	}{
		{"91510000MA6KW0000B", nil},
		{"91510000MA6KW0001E", ErrCreditInner},
		{"91510000MA6KW0000C", ErrCreditCheck},
		{"91510000MA6KW000", ErrCreditForm},
		{"91510000MA6KWO000B", ErrCreditForm}, // letter O is not in the alphabet
		{"", ErrCreditForm},
	} {
		if err := CheckCreditCode(c.in); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.in, err, c.want)
		}
	}
}
