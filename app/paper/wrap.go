package paper

import (
	"strings"
	"unicode"
)

// Characters that may not begin a line, and those that may not end one: the rule
// 避头尾 of Chinese typesetting (GB/T 15834-2011 5.1.5 to 5.1.9). gopdf has no such rule.
const (
	neverFirst = "，。、；：？！）》〉」』】〕〗”’…—～·%％‰℃)]},.;:!?"
	neverLast  = "（《〈「『【〔〖“‘([{＃№"
)

// wrap breaks printable text into lines no wider than width millimetres. Latin
// words and numbers stay whole where a line can hold them. A chain that no line
// can hold is cut between characters, so nothing ever runs out of its cell. There
// is always at least one line.
func (f *Face) wrap(s string, size, width float64) []string {
	var out []string
	for _, para := range strings.Split(s, "\n") {
		out = f.wrapLine(out, para, size, width)
	}
	return out
}

func (f *Face) wrapLine(out []string, para string, size, width float64) []string {
	if f.Width(para, size) <= width {
		return append(out, para)
	}
	start := len(out)
	line, used := "", 0.0
	flush := func() {
		if line != "" {
			out = append(out, strings.TrimRightFunc(line, unicode.IsSpace))
		}
		line, used = "", 0
	}
	for _, u := range units(para) {
		bare := f.Width(strings.TrimRightFunc(u, unicode.IsSpace), size)
		if used+bare > width {
			flush()
		}
		if line == "" && strings.TrimSpace(u) == "" {
			continue // a blank begins no line
		}
		line, used = line+u, used+f.Width(u, size)
		for used > width && bare > width { // longer than any line: cut it
			head := f.cut(line, size, width)
			out = append(out, head)
			line = line[len(head):]
			used = f.Width(line, size)
			bare = f.Width(strings.TrimRightFunc(line, unicode.IsSpace), size)
		}
		if used > width {
			flush() // only the blank at its end hangs over
		}
	}
	flush()
	if len(out) == start {
		out = append(out, "")
	}
	return out
}

// cut is the longest beginning of s that fits, of one character at least.
func (f *Face) cut(s string, size, width float64) string {
	used := 0.0
	for i, r := range s {
		w := f.Width(string(r), size)
		if i > 0 && used+w > width {
			return s[:i]
		}
		used += w
	}
	return s
}

// units parts text into the pieces between which a line may break.
func units(s string) []string {
	var out []string
	open := false // the last unit must not be parted from what follows
	word := false // the last unit is a Latin word that may grow
	for _, r := range s {
		c := string(r)
		switch {
		case len(out) == 0:
			out = append(out, c)
		case open || strings.ContainsRune(neverFirst, r) || unicode.IsSpace(r):
			out[len(out)-1] += c
		case word && wordRune(r):
			out[len(out)-1] += c
		default:
			out = append(out, c)
		}
		word = wordRune(r) || word && strings.ContainsRune(".,:%", r)
		open = strings.ContainsRune(neverLast, r)
	}
	return out
}

// wordRune says whether r is part of a word or number that stays whole.
func wordRune(r rune) bool {
	return r < 0x2E80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-+_/#@&'", r))
}
