package exam

import (
	"strings"
	"unicode"
)

// CleanText turns what people and input methods leave in numbers, dates and codes
// into plain text: full-width letters, digits and signs become half-width, odd
// blanks become one space, invisible characters go, both ends are trimmed. It is
// not for names or prose, see CleanName.
func CleanText(s string) string {
	if plainASCII(s) {
		return s
	}
	var b strings.Builder
	blank := false
	for _, r := range s {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		switch {
		case invisible(r):
		case isBlank(r):
			blank = true
		default:
			if blank && b.Len() > 0 {
				b.WriteByte(' ')
			}
			blank = false
			b.WriteRune(r)
		}
	}
	return b.String()
}

// CleanID is CleanText for ID and certificate numbers (domain 4.1): blanks inside
// and a leading apostrophe go too, small letters become capitals.
func CleanID(s string) string {
	s = strings.ToUpper(strings.ReplaceAll(CleanText(s), " ", ""))
	return strings.TrimLeft(s, "'’‘`")
}

// CleanName trims a name or a line of prose and drops invisible characters. A
// name of Han characters loses its inner blanks (domain 11); any other keeps
// single ones. The dots of names such as 阿依古丽·买买提 become U+00B7.
func CleanName(s string) string {
	var b strings.Builder
	var last rune
	blank := false
	for _, r := range s {
		switch {
		case invisible(r):
			continue
		case isBlank(r):
			blank = b.Len() > 0
			continue
		}
		if r == '•' || r == '‧' || r == '・' || r == '⋅' {
			r = '·'
		}
		if blank && !(wide(last) && wide(r)) {
			b.WriteByte(' ')
		}
		blank, last = false, r
		b.WriteRune(r)
	}
	return b.String()
}

// wide says whether a blank beside r is padding and no word break.
func wide(r rune) bool { return unicode.Is(unicode.Han, r) || r == '·' || r >= 0xE000 && r <= 0xF8FF }

// isBlank says whether r is a blank of any width, tabs and line ends included.
func isBlank(r rune) bool { return unicode.IsSpace(r) || r == 0x3000 || r == 0xA0 || r == 0x180E }

// invisible says whether r shows nothing: zero-width characters, marks of
// direction, the byte order mark and control characters.
func invisible(r rune) bool {
	return r == 0xFEFF || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E ||
		r >= 0x2060 && r <= 0x2064 || r == 0xAD || unicode.IsControl(r) && !unicode.IsSpace(r)
}

func plainASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] <= ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// SplitList cuts a cell that lists several things: 、 , ， ; ； / blanks and line
// ends all separate. Parts are cleaned; empty ones are left out.
func SplitList(s string) []string {
	return strings.FieldsFunc(CleanText(s), func(r rune) bool {
		return r == '、' || r == ',' || r == ';' || r == '/' || r == ' ' || r == '，' || r == '；'
	})
}
