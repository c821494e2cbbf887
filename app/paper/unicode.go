package paper

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf16"
)

// mendUnicode writes gopdf's ToUnicode table anew, in the same number of bytes.
//
// gopdf writes a character above U+FFFF as five hex digits where PDF wants UTF-16
// (ISO 32000-1, 9.10.3), so copied or searched text loses exactly the rare
// characters of people's names (pitfalls 4.1), and puts more than the allowed 100
// entries into one block. Written as bfchar each entry is shorter, so the rest is
// filled with blanks and every offset of the file stays right. What does not look
// like gopdf's table is left alone.
func mendUnicode(pdf []byte) []byte {
	head, tail := []byte(" beginbfrange\n"), []byte("endbfrange\n")
	i := bytes.Index(pdf, head)
	if i < 0 {
		return pdf
	}
	from := bytes.LastIndexByte(pdf[:i], '\n') + 1
	body := i + len(head)
	j := bytes.Index(pdf[body:], tail)
	if j < 0 {
		return pdf
	}
	to := body + j + len(tail)
	table, ok := charTable(pdf[body : body+j])
	if !ok || len(table) >= to-from {
		return pdf
	}
	out := append(pdf[:from:from], table...)
	out = append(out, bytes.Repeat([]byte(" "), to-from-len(table)-1)...)
	out = append(out, '\n')
	return append(out, pdf[to:]...)
}

// charTable turns lines <glyph><glyph><rune> into bfchar blocks.
func charTable(ranges []byte) ([]byte, bool) {
	const most = 100 // entries that one block may hold
	lines := bytes.Fields(ranges)
	var b bytes.Buffer
	for n, l := range lines {
		p := bytes.Split(bytes.Trim(l, "<>"), []byte("><"))
		if len(p) != 3 {
			return nil, false
		}
		r, err := strconv.ParseUint(string(p[2]), 16, 32)
		if err != nil {
			return nil, false
		}
		if n%most == 0 {
			fmt.Fprintf(&b, "%d beginbfchar\n", min(most, len(lines)-n))
		}
		fmt.Fprintf(&b, "<%s><", p[0])
		for _, u := range utf16.Encode([]rune{rune(r)}) {
			fmt.Fprintf(&b, "%04X", u)
		}
		b.WriteString(">\n")
		if n%most == most-1 || n == len(lines)-1 {
			b.WriteString("endbfchar\n")
		}
	}
	return b.Bytes(), true
}
