package exam

import (
	"errors"
	"testing"

	"pgregory.net/rapid"
)

// Domain 7.3: a score has at most one decimal; a weight two.
func TestParseDecimals(t *testing.T) {
	for _, tt := range []struct {
		in         string
		tenths     int64 // -1: refused
		hundredths int64
	}{
		{"78", 780, 7800}, {"78.5", 785, 7850}, {"78.50", 785, 7850}, {"78.500", 785, 7850}, {"0", 0, 0}, {"0.0", 0, 0},
		{"100", 1000, 10000}, {"078.5", 785, 7850}, {"33.33", -1, 3333}, {"33.333", -1, -1}, {"78.05", -1, 7805},
		{"", -1, -1}, {".5", -1, -1}, {"5.", -1, -1}, {"-5", -1, -1}, {"+5", -1, -1}, {"1e2", -1, -1}, {"7 8", -1, -1},
		{"７８", -1, -1}, {"78,5", -1, -1}, {"1.2.3", -1, -1}, {"0x10", -1, -1}, {"9999999999", -1, -1}, {"NaN", -1, -1},
	} {
		check := func(what string, got, want int64, err error) {
			if want < 0 && !errors.Is(err, ErrNumber) || want >= 0 && (err != nil || got != want) {
				t.Errorf("%s of %q: %d, %v", what, tt.in, got, err)
			}
		}
		s, err := ParseTenths(tt.in)
		check("tenths", int64(s), tt.tenths, err)
		w, err := ParseHundredths(tt.in)
		check("hundredths", int64(w), tt.hundredths, err)
	}
}

func TestPrintDecimals(t *testing.T) {
	for _, tt := range []struct {
		in          Tenths
		full, plain string
	}{{785, "78.5", "78.5"}, {250, "25.0", "25"}, {0, "0.0", "0"}, {5, "0.5", "0.5"}, {1000, "100.0", "100"}, {-5, "-0.5", "-0.5"}, {-120, "-12.0", "-12"}} {
		if tt.in.String() != tt.full || tt.in.Plain() != tt.plain {
			t.Errorf("%d: %s and %s", tt.in, tt.in, tt.in.Plain())
		}
	}
	for in, want := range map[Hundredths]string{4000: "40", 3750: "37.5", 3333: "33.33", 0: "0", 10000: "100", 5: "0.05"} {
		if in.Plain() != want {
			t.Errorf("%d: %s, want %s", in, in.Plain(), want)
		}
	}
}

func TestScoresComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := Tenths(rapid.Int64Range(0, 1e9).Draw(t, "score"))
		if back, err := ParseTenths(n.String()); err != nil || back != n {
			t.Fatalf("%d came back as %d, %v", n, back, err)
		}
		if back, err := ParseTenths(n.Plain()); err != nil || back != n {
			t.Fatalf("%d, written plainly, came back as %d, %v", n, back, err)
		}
		a, b := rapid.Int64Range(-1e12, 1e12).Draw(t, "a"), rapid.Int64Range(1, 1e5).Draw(t, "b")
		if d := 2*a - 2*b*HalfUp(a, b); d < -b || d >= b {
			t.Fatalf("%d ÷ %d rounded to %d", a, b, HalfUp(a, b))
		}
	})
}

// FuzzParseTenths: no text panics, and what passes prints back to itself.
func FuzzParseTenths(f *testing.F) {
	for _, s := range []string{"78.5", "0", "100.0", "78.05", ".5", "1e2", "９", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, err := ParseTenths(s)
		if err != nil {
			return
		}
		if back, err := ParseTenths(v.String()); v < 0 || err != nil || back != v {
			t.Fatalf("%q is %d, which comes back as %d, %v", s, v, back, err)
		}
	})
}
