package exam

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
)

// CertificateNo is a certificate number 证书编号 taken apart, as 人社鉴发〔2019〕2号
// has it (domain 4.3): the body's filing number (13 characters), two digits of the
// year of issue, the level, and six digits of sequence.
type CertificateNo struct {
	Filing string
	Year   int // 0 to 99
	Level  Level
	Seq    int // 1 to LastSequence
}

// LastSequence is the highest sequence that six digits hold.
const LastSequence = 999999

// String is the number as it is printed, 22 characters.
func (n CertificateNo) String() string { return fmt.Sprintf("%s%06d", n.Series(), n.Seq) }

// Series names what one sequence counts in: body, year and level.
func (n CertificateNo) Series() string { return fmt.Sprintf("%s%02d%d", n.Filing, n.Year, n.Level) }

// ParseCertificateNo reads 22 characters; a sequence of 000000 is no number.
func ParseCertificateNo(s string) (CertificateNo, bool) {
	if len(s) != 22 || (s[0] != 'Y' && s[0] != 'S') || !allDigits(s[1:]) {
		return CertificateNo{}, false
	}
	year, _ := strconv.Atoi(s[13:15]) // digits, as just seen
	seq, _ := strconv.Atoi(s[16:])
	n := CertificateNo{Filing: s[:13], Year: year, Level: Level(s[15] - '0'), Seq: seq}
	return n, n.Level.Valid() && seq > 0
}

// NumberSpan is a run of sequences of one series. Skipped says that the run was left
// out on purpose, so nobody holds it.
type NumberSpan struct {
	Series  string `json:"series"`
	From    int    `json:"from"`
	To      int    `json:"to"`
	Skipped bool   `json:"skipped,omitempty"`
}

// MergeSpans sorts runs by series and sequence and joins those that touch.
func MergeSpans(spans []NumberSpan) []NumberSpan {
	all := slices.Clone(spans)
	slices.SortFunc(all, func(a, b NumberSpan) int {
		return cmp.Or(cmp.Compare(a.Series, b.Series), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	var out []NumberSpan
	for _, s := range all {
		if n := len(out) - 1; n >= 0 && out[n].Series == s.Series && out[n].Skipped == s.Skipped && s.From <= out[n].To+1 {
			out[n].To = max(out[n].To, s.To)
			continue
		}
		out = append(out, s)
	}
	return out
}

// SpansOf are the runs that certificate numbers make. What is no number of the rule,
// as an older exam may hold, is in none.
func SpansOf(numbers []string) []NumberSpan {
	var out []NumberSpan
	for _, s := range numbers {
		if n, ok := ParseCertificateNo(s); ok {
			out = append(out, NumberSpan{Series: n.Series(), From: n.Seq, To: n.Seq})
		}
	}
	return MergeSpans(out)
}

// LastOf is the highest sequence of a series that any run reaches; 0: none.
func LastOf(spans []NumberSpan, series string) int {
	last := 0
	for _, s := range spans {
		if s.Series == series {
			last = max(last, s.To)
		}
	}
	return last
}

// Holds says whether a run that is not skipped has the number.
func Holds(spans []NumberSpan, n CertificateNo) bool {
	return slices.ContainsFunc(spans, func(s NumberSpan) bool {
		return !s.Skipped && s.Series == n.Series() && s.From <= n.Seq && n.Seq <= s.To
	})
}

// GapsOf are the runs below the last sequence of each series that nobody holds: those
// that were left out on purpose, and those that nothing accounts for.
func GapsOf(spans []NumberSpan) []NumberSpan {
	var out []NumberSpan
	series, reached := "", 0
	for _, s := range MergeSpans(spans) {
		if s.Series != series {
			series, reached = s.Series, 0
		}
		if s.From > reached+1 {
			out = append(out, NumberSpan{Series: series, From: reached + 1, To: s.From - 1})
		}
		if s.Skipped {
			out = append(out, s)
		}
		reached = max(reached, s.To)
	}
	return out
}
