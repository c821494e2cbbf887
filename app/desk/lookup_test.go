package desk

import (
	"fmt"
	"strings"
	"testing"

	"kaowu/app/exam"
)

// manyPeople are n candidates with names of three characters and numbers in a row;
// person i is in session i/30.
func manyPeople(n int) []exam.Candidate {
	family, given := []rune("贾宋罗何邱毛王杜曹曾"), []rune("梓思涵红晨生喆洋新堃煊敏丽子兰")
	out := make([]exam.Candidate, n)
	for i := range out {
		out[i] = exam.Candidate{
			No: exam.CandidateNo(fmt.Sprintf("2026%06d", i+1)), IDNumber: fmt.Sprintf("51000019840%07d", i),
			Name:     string([]rune{family[i%10], given[i/10%15], given[i/150%15]}),
			Sessions: map[exam.Component]exam.SessionNo{exam.Theory: exam.SessionNo(fmt.Sprintf("T%03d", i/30))},
			Seats:    map[exam.Component]int{exam.Theory: i%30 + 1},
		}
	}
	return out
}

// A search reads what it finds, whether there are 300 candidates or 30,000: the rows
// looked at are counted, not timed.
func TestLookupReadsOnlyWhatFits(t *testing.T) {
	for _, n := range []int{300, 30_000} {
		rows := manyPeople(n)
		l := newIndex(rows).all()
		for _, tt := range []struct {
			why, q string
			read   int // rows asked about
			found  int
		}{
			{"a whole number", "2026000123", 1, 1},
			{"a number's beginning", "202600", 20, 20},
			{"initials: 贾梓梓 and 贾子…", "jz", 20, 20},
			{"nobody", "qqqq", 0, 0},
			{"no such number", "3", 0, 0},
			{"the end of a number: three of exam numbers, three of ID numbers", "0123", 6, 6},
		} {
			asked := 0
			got := l.find(tt.q, most, func(*exam.Candidate) bool { asked++; return true })
			if asked > tt.read+1 || len(got) < tt.found && n > 300 {
				t.Errorf("%d people, %s: read %d rows, found %d", n, tt.why, asked, len(got))
			}
			for _, c := range got {
				if !strings.HasPrefix(string(c.No), tt.q) && !strings.HasSuffix(string(c.No), tt.q) && !strings.HasSuffix(c.IDNumber, tt.q) && tt.q != "jz" {
					t.Errorf("%s: %s does not fit", tt.why, c.No)
				}
			}
		}
	}
}

// BenchmarkFind types a whole number, character by character, with 10,000 and with
// 100,000 candidates: milliseconds a key, the slowest key, and the first search, which
// builds the index.
func BenchmarkFind(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		rows := manyPeople(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			ix := newIndex(rows)
			ix.all()
			keys := 0
			b.ResetTimer()
			for range b.N {
				no := string(rows[n/2].No)
				for i := range no {
					ix.in("T007").find(no[:i+1], most, nil)
					ix.all().find(no[:i+1], most, func(c *exam.Candidate) bool { return c.Sessions[exam.Theory] != "T007" })
					keys++
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(keys), "ms/key")
		})
		b.Run(fmt.Sprint(n, "-build"), func(b *testing.B) {
			for range b.N {
				newIndex(rows).all()
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/build")
		})
	}
}
