package exam

import (
	"errors"
	"strconv"
	"strings"
)

// Tenths is a score in tenths of a point: 78.5 is 785.
type Tenths int64

// Hundredths is a weight in hundredths of a percent: 40 % is 4000.
type Hundredths int64

// WeightSum is what the weights of one subject must add up to: 100 %.
const WeightSum Hundredths = 10000

// ErrNumber is returned for text that is not a plain decimal of the wanted places.
var ErrNumber = errors.New("not a decimal number of the allowed places")

// String prints a score with its one decimal, "78.5".
func (t Tenths) String() string { return decimal(int64(t), 1) }

// Plain prints a score without a zero decimal, "25" or "12.5", as full marks are shown.
func (t Tenths) Plain() string { return strings.TrimSuffix(t.String(), ".0") }

// Plain prints a weight as a percent without trailing zeros, "40" or "37.5".
func (h Hundredths) Plain() string {
	return strings.TrimSuffix(strings.TrimRight(decimal(int64(h), 2), "0"), ".")
}

// ParseTenths reads "78", "78.5" or "78.50" (zeros only beyond the first
// decimal). It takes no sign, exponent or blank; see Clean for what people type.
func ParseTenths(s string) (Tenths, error) {
	n, err := parseDecimal(s, 1)
	return Tenths(n), err
}

// ParseHundredths reads a percent such as "40", "37.5" or "33.33".
func ParseHundredths(s string) (Hundredths, error) {
	n, err := parseDecimal(s, 2)
	return Hundredths(n), err
}

func decimal(n int64, places int) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	s := strconv.FormatInt(n, 10)
	for len(s) <= places {
		s = "0" + s
	}
	return sign + s[:len(s)-places] + "." + s[len(s)-places:]
}

func parseDecimal(s string, places int) (int64, error) {
	whole, frac, dot := strings.Cut(s, ".")
	if len(frac) > places {
		if strings.Trim(frac[places:], "0") != "" {
			return 0, ErrNumber
		}
		frac = frac[:places]
	}
	if whole == "" || (dot && frac == "") || len(whole) > 9 {
		return 0, ErrNumber
	}
	digits := whole + frac + strings.Repeat("0", places-len(frac))
	for _, r := range digits {
		if r < '0' || r > '9' {
			return 0, ErrNumber
		}
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return 0, ErrNumber
	}
	return n, nil
}

// HalfUp divides a by b (b > 0) and rounds half up, away from zero never: the
// one rounding of domain 7.2. It is the only place where Kaowu rounds a score.
func HalfUp(a, b int64) int64 {
	q, r := a/b, a%b
	if r < 0 {
		q, r = q-1, r+b
	}
	if 2*r >= b {
		q++
	}
	return q
}
