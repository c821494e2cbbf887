package paper

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// At 10 points an ideograph is 3.528 mm: five need 17.64 mm, so 18 mm hold five.
func TestWrap(t *testing.T) {
	f := press(t).Face()
	tests := []struct {
		in    string
		width float64
		want  string // lines parted by |
		why   string
	}{
		{"一二三四五六七", 18, "一二三四五|六七", "Chinese breaks anywhere"},
		{"一二三四五，六七", 18, "一二三四|五，六七", "a comma begins no line (避头)"},
		{"一二三四（五六七）", 18, "一二三四|（五六七）", "a bracket ends no line (避尾)"},
		{"编号 2026610001 号", 20, "编号|2026610001|号", "a number stays whole"},
		{"2026610001", 10, "20266|10001", "what no line can hold is cut"},
		{"甲乙丙丁戊 己", 18, "甲乙丙丁戊|己", "a blank at the end of a line goes"},
		{"第一行\n第二行", 18, "第一行|第二行", "line breaks are kept"},
		{"第一行\n\n第三行", 18, "第一行||第三行", "so are empty lines"},
		{"", 18, "", "there is always a line"},
		{"停 4.5 分，补 4.5 分。", 18, "停 4.5 分，|补 4.5 分。", "units with their punctuation"},
	}
	for _, x := range tests {
		if got := strings.Join(f.wrap(x.in, 10, x.width), "|"); got != x.want {
			t.Errorf("wrap(%q, %g mm) = %q, want %q: %s", x.in, x.width, got, x.want, x.why)
		}
	}
}

func TestWrapProperties(t *testing.T) {
	f := press(t).Face()
	glyphs := []rune("考务记录表（）《》，。；：！？、 　abcXYZ0123456789.,:%/-()䶮𬎆")
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOfN(rapid.SampledFrom(glyphs), 0, 80).Draw(t, "text"))
		width := rapid.Float64Range(8, 60).Draw(t, "width")
		lines := f.wrap(text, 10, width)
		if len(lines) == 0 {
			t.Fatal("no line")
		}
		for i, l := range lines {
			if w := f.Width(l, 10); w > width+1e-9 {
				t.Fatalf("line %d is %.2f mm in %.2f: %q", i, w, width, l)
			}
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got := squeeze(strings.Join(lines, "")); got != squeeze(text) {
			t.Fatalf("text changed: %q became %q", text, lines)
		}
	})
}
