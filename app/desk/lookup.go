package desk

import (
	"slices"
	"strings"

	"github.com/mozillazg/go-pinyin"

	"kaowu/app/exam"
)

// lookup finds candidates by how something of theirs begins: exam number, name,
// initials of the name by any reading; or by how a number ends. Two sorted lists
// answer by halving, so a search costs what it finds and not what there is.
type lookup struct {
	rows []*exam.Candidate
	head []lookupKey
	tail []lookupKey // numbers, backwards
}

// lookupKey is one way to find a row.
type lookupKey struct {
	text string
	row  int32
}

// shortTail is how many characters the end of a number needs: two digits fit
// every tenth person.
const shortTail = 4

func newLookup(rows []*exam.Candidate) *lookup {
	l := &lookup{rows: rows}
	read := newReadings()
	for i, c := range rows {
		at := int32(i)
		no := strings.ToLower(string(c.No))
		l.head = append(l.head, lookupKey{no, at}, lookupKey{strings.ToLower(c.Name), at})
		for _, s := range read.initials(c.Name) {
			l.head = append(l.head, lookupKey{s, at})
		}
		l.tail = append(l.tail, lookupKey{backwards(no), at}, lookupKey{backwards(strings.ToLower(c.IDNumber)), at})
	}
	byText := func(a, b lookupKey) int { return strings.Compare(a.text, b.text) }
	slices.SortStableFunc(l.head, byText)
	slices.SortStableFunc(l.tail, byText)
	return l
}

// find gives at most limit rows that fit, in the order of the rows. may leaves
// rows out; nil takes all.
func (l *lookup) find(q string, limit int, may func(*exam.Candidate) bool) []*exam.Candidate {
	q = strings.ToLower(q)
	var hits []int32
	take := func(keys []lookupKey, q string) {
		at, _ := slices.BinarySearchFunc(keys, q, func(k lookupKey, q string) int { return strings.Compare(k.text, q) })
		for ; at < len(keys) && len(hits) < limit && strings.HasPrefix(keys[at].text, q); at++ {
			row := keys[at].row
			if !slices.Contains(hits, row) && (may == nil || may(l.rows[row])) {
				hits = append(hits, row)
			}
		}
	}
	take(l.head, q)
	if len([]rune(q)) >= shortTail {
		take(l.tail, backwards(q))
	}
	slices.Sort(hits)
	out := make([]*exam.Candidate, len(hits))
	for i, row := range hits {
		out[i] = l.rows[row]
	}
	return out
}

func backwards(s string) string {
	r := []rune(s)
	slices.Reverse(r)
	return string(r)
}

// readings knows the initial letters of Chinese characters, every reading of
// each: the module's first reading is wrong for one surname in six (曾 单 仇 …).
type readings struct {
	args pinyin.Args
	seen map[rune]string
}

func newReadings() *readings {
	a := pinyin.NewArgs()
	a.Style, a.Heteronym = pinyin.FirstLetter, true
	return &readings{args: a, seen: map[rune]string{}}
}

func (r *readings) of(c rune) string {
	if s, ok := r.seen[c]; ok {
		return s
	}
	s := ""
	for _, l := range pinyin.SinglePinyin(c, r.args) {
		if l != "" && !strings.Contains(s, l) {
			s += l
		}
	}
	if s == "" && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
		s = strings.ToLower(string(c))
	}
	r.seen[c] = s
	return s
}

// initials lists every spelling of a name by initials, at most 16.
func (r *readings) initials(name string) []string {
	out := []string{""}
	for _, c := range name {
		letters := r.of(c)
		if letters == "" {
			continue // a dot between parts of a name has no sound
		}
		var next []string
		for _, head := range out {
			for i := 0; i < len(letters) && len(next) < 16; i++ {
				next = append(next, head+letters[i:i+1])
			}
		}
		out = next
	}
	return out
}
