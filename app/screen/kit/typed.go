package kit

import "strings"

// What a field takes and how it reads what people type: a Chinese input method
// left on gives full-width digits and 。 for a point (look.md 6.4).

// FieldKind is what a field is for.
type FieldKind int

// Kinds of field.
const (
	Digits FieldKind = iota // a score, one decimal
	Scan                    // a number, initials or a name
	Secret                  // a passphrase, shown as dots
	Code                    // digits shown as dots: the short code
)

// half maps a full-width character to its plain one.
func half(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '　':
		return ' '
	}
	return r
}

// Take gives the text after r is typed behind old, and whether r was taken.
func (k FieldKind) Take(old string, r rune) (string, bool) {
	switch k {
	case Digits:
		return takeDigit(old, r)
	case Code:
		if d := half(r); d >= '0' && d <= '9' && len(old) < 6 {
			return old + string(d), true
		}
		return old, false
	case Scan:
		if r == '\n' || r == '\r' || r == '\t' || len([]rune(old)) >= 64 {
			return old, false
		}
		return old + string(half(r)), true
	}
	if r < ' ' {
		return old, false
	}
	return old + string(r), true // a passphrase is taken as typed
}

// takeDigit takes digits and one decimal place. 。 ， and 、 stand for the point
// when a digit is before them; a second decimal is not taken.
func takeDigit(old string, r rune) (string, bool) {
	d := half(r)
	switch d {
	case '。', '、', ',':
		d = '.'
	}
	whole, frac, dot := strings.Cut(old, ".")
	switch {
	case d == '.':
		if dot || old == "" {
			return old, false
		}
		return old + ".", true
	case d < '0' || d > '9':
		return old, false
	case dot && len(frac) >= 1, !dot && len(whole) >= 3:
		return old, false
	}
	return old + string(d), true
}

// Complete says whether a typed score is a whole number text: neither empty nor
// ending in a point.
func Complete(s string) bool { return s != "" && !strings.HasSuffix(s, ".") }
