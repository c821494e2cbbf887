package paper

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPrintable(t *testing.T) {
	f := press(t).Face()
	tests := []struct{ in, want, why string }{
		{"龚䶮 𬎆𠅤𠮷", "龚䶮 𬎆𠅤𠮷", "rare name characters that Kaowu Sans holds"},
		{"\U000323AF", "〔U+323AF〕", "the last of Extension H: no part of the font holds it"},
		{"张\U00031350三", "张〔U+31350〕三", "the first of Extension H"},
		{"a\tb", "a b", "a tab is a blank"},
		{"一\r\n二\n三", "一\n二\n三", "line breaks stay"},
		{"甲\u0007乙", "甲〔U+0007〕乙", "control characters are shown, not dropped"},
		{"葛\U000E0101", "葛〔U+E0101〕", "a variation selector is data too"},
		{"", "", "nothing"},
	}
	for _, x := range tests {
		if got := f.Printable(x.in); got != x.want {
			t.Errorf("Printable(%q) = %q, want %q: %s", x.in, got, x.want, x.why)
		}
	}
}

func TestPrintableProperties(t *testing.T) {
	f := press(t).Face()
	rapid.Check(t, func(t *rapid.T) {
		once := f.Printable(rapid.String().Draw(t, "text"))
		if again := f.Printable(once); again != once {
			t.Fatalf("not stable: %q, then %q", once, again)
		}
		for _, r := range once {
			if r != '\n' && !f.HasGlyph(r) {
				t.Fatalf("%q holds %U, which cannot be printed", once, r)
			}
		}
	})
}

// An ideograph of Kaowu Sans is one em wide, so at 10 points 10 × 25.4/72 mm. A
// figure is 0.555 em (hmtx of Noto Sans SC: 555 of 1000).
func TestWidth(t *testing.T) {
	f := press(t).Face()
	tests := []struct {
		s    string
		size float64
		want float64
	}{
		{"考", 10, 3.5278},
		{"考务", 20, 14.1111},
		{"0123456789", 10, 19.5792},
		{"", 10, 0},
		{"\U000323AF", 10, 0},
	}
	for _, x := range tests {
		if got := f.Width(x.s, x.size); math.Abs(got-x.want) > 0.001 {
			t.Errorf("Width(%q, %g) = %.4f mm, want %.4f", x.s, x.size, got, x.want)
		}
	}
}

func TestNewFaceRefuses(t *testing.T) {
	if _, err := NewFace([]byte("not a font")); err == nil || !strings.Contains(err.Error(), "read font") {
		t.Errorf("NewFace of rubbish: %v", err)
	}
	if _, err := NewPress(nil); err == nil {
		t.Error("NewPress of nothing gave no error")
	}
}
