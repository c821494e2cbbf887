package exam

import "errors"

// checking is one run of a check over a workbook: what the reader complained of, and
// what was found since.
type checking struct {
	src   *Source
	glyph func(rune) bool // whether papers can print a character; nil: all
	out   []Problem
}

// cell names a place in the workbook.
type cell struct {
	sheet  string
	row    int
	column string
}

// add notes a problem of a cell unless the reader or an earlier check has already
// complained of that cell: one cause, one message.
func (c *checking) add(severity, code string, at cell, value string, pairs ...any) *Problem {
	if c.src.Bad(at.sheet, at.row, at.column) {
		return &Problem{}
	}
	c.out = append(c.out, NewProblem(severity, code, at.sheet, at.row, at.column, value, pairs...))
	return &c.out[len(c.out)-1]
}

// print checks that papers can show a text, and reports the characters they cannot.
func (c *checking) print(at cell, text string) {
	if c.glyph == nil || plainASCII(text) {
		return
	}
	var missing []string
	for _, r := range text {
		if r != ' ' && !c.glyph(r) {
			missing = append(missing, string(r))
		}
	}
	if missing != nil {
		c.add(SeverityWarning, "missing-glyph", at, text, "glyphs", missing)
	}
}

// oneOf reports a value that is none of those allowed.
func (c *checking) oneOf(at cell, value string, allowed []string) {
	if value == "" {
		return
	}
	for _, a := range allowed {
		if a == value {
			return
		}
	}
	c.add(SeverityError, "bad-value", at, value, "want", allowed)
}

// creditCode checks a 统一社会信用代码 (domain 4.2); an empty one is not its business.
func (c *checking) creditCode(at cell, code string) {
	err := CheckCreditCode(code)
	switch {
	case code == "" || err == nil:
	case errors.Is(err, ErrCreditInner):
		c.add(SeverityWarning, "credit-code-inner", at, code)
	default:
		c.add(SeverityError, "credit-code-check", at, code)
	}
}
