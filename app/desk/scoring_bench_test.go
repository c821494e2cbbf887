package desk

import (
	"fmt"
	"testing"
	"time"

	"kaowu/app/exam"
)

// BenchmarkScoreKey is what one Enter on the scoring screen asks of the desk, in a
// room of 30 of an exam with 10,000 candidates: store the score durably, then read
// sheet and queue again. Design 9 gives a key 8 ms to be handled.
func BenchmarkScoreKey(b *testing.B) {
	const room = 30
	w := newWorld(b, func(p *exam.Plan, _ *exam.Policy) {
		like := p.Candidates[0]
		for n := len(p.Candidates); n < 10_000; n++ {
			c := like
			c.No = exam.CandidateNo(fmt.Sprintf("2027%06d", n))
			c.IDNumber = fmt.Sprintf("5100001984%08d", n)
			c.Sessions, c.Seats = map[exam.Component]exam.SessionNo{exam.Theory: "T01"}, map[exam.Component]int{exam.Theory: n}
			p.Candidates = append(p.Candidates, c)
		}
		in := 0
		for i := range p.Candidates {
			c := &p.Candidates[i]
			if c.Sessions[exam.Practical] == "P01" {
				in++
			} else if in < room && c.Subject == like.Subject && c.Sessions[exam.Practical] == "" {
				in++
				c.Sessions[exam.Practical], c.Seats[exam.Practical] = "P01", in
			}
		}
	})
	w.running("P01")
	people, d := w.roster("P01"), w.as("S05")
	if len(people) != room {
		b.Fatalf("%d people in the room, want %d", len(people), room)
	}
	for _, id := range []exam.StaffID{"S06", "S07"} { // everybody else has handed in: the queue combines sheets
		for _, no := range people {
			w.marks(w.as(id), "P01", no, eighty)
		}
	}
	v, err := d.Sheet("P01", people[0])
	w.must(err)
	items := v.Rubric.Items
	var store, read time.Duration
	n := 0
	b.ResetTimer()
	for b.Loop() {
		no, it := people[n/len(items)%room], items[n%len(items)]
		start := time.Now()
		w.must(d.ScoreItem(b.Context(), "P01", no, it.No, it.Full-exam.Tenths(n/len(items)/room%2*5)))
		store += time.Since(start)
		start = time.Now()
		if _, err := d.Sheet("P01", no); err != nil {
			b.Fatal(err)
		}
		if _, err := d.Queue("P01"); err != nil {
			b.Fatal(err)
		}
		read += time.Since(start)
		n++
	}
	b.ReportMetric(float64(store.Microseconds())/1000/float64(n), "store-ms")
	b.ReportMetric(float64(read.Microseconds())/1000/float64(n), "read-ms")
}
