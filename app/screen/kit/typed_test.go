package kit

import (
	"testing"

	"pgregory.net/rapid"

	"kaowu/app/exam"
)

// look.md 6.4, key flow (2): what digits, full-width ones and Chinese points mean.
func TestTakeDigits(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"21.5", "21.5"},
		{"２１．５", "21.5"},
		{"13。5", "13.5"},
		{"13，5", "13.5"},
		{"13、5", "13.5"},
		{"13.57", "13.5"}, // a second decimal is not taken
		{"1.2.3", "1.2"},  // nor a second point
		{".5", "5"},       // no point before a digit
		{"100", "100"},    // three digits at most
		{"1000", "100"},   //
		{"1a 2-", "12"},   // nothing else is taken
		{"", ""},          //
		{"ｅ５", "5"},       //
		{"21.", "21."},    // incomplete, kept as a draft
		{"١٢", ""},        // digits of other scripts are not ours
	} {
		got := ""
		for _, r := range c.in {
			got, _ = Digits.Take(got, r)
		}
		if got != c.want {
			t.Errorf("%q gives %q, want %q", c.in, got, c.want)
		}
	}
}

// Whatever is typed, a complete text is a score the rules can read.
func TestTypedScoresParse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		got := ""
		for _, r := range rapid.SliceOf(rapid.RuneFrom([]rune("0123456789.。，、,０９．abc -　"))).Draw(t, "typed") {
			got, _ = Digits.Take(got, r)
		}
		if _, err := exam.ParseTenths(got); Complete(got) && err != nil {
			t.Fatalf("%q is complete but no score", got)
		}
	})
}

func TestTakeOthers(t *testing.T) {
	for _, c := range []struct {
		kind     FieldKind
		in, want string
	}{
		{Scan, "５１００００１９９００３０７００９Ｘ", "51000019900307009X"},
		{Scan, "dyj\n", "dyj"},
		{Scan, "邓英军", "邓英军"},
		{Code, "１2a34567", "123456"},
		{Secret, "ａ。 b", "ａ。 b"}, // a passphrase is taken as typed
	} {
		got := ""
		for _, r := range c.in {
			got, _ = c.kind.Take(got, r)
		}
		if got != c.want {
			t.Errorf("kind %d: %q gives %q, want %q", c.kind, c.in, got, c.want)
		}
	}
}
