package desk

import (
	"crypto/rand"
	"fmt"
	"testing"

	"kaowu/app/exam"
	"kaowu/store"
)

// crowdedPlan is twelve rooms with five sessions of twelve candidates each, all on
// one day.
func crowdedPlan() exam.Plan {
	p := bigPlan(720)
	p.Rooms, p.Sessions = nil, nil
	for i := range 60 {
		no := exam.SessionNo(fmt.Sprintf("T%02d", i+1))
		room := fmt.Sprintf("R%02d", i/5+1)
		if i%5 == 0 {
			p.Rooms = append(p.Rooms, exam.Room{No: room, Kind: exam.Theory, Capacity: 12})
		}
		p.Sessions = append(p.Sessions, exam.Session{No: no, Component: exam.Theory, Subject: "W3", Room: room, Date: "2026-12-19",
			Start: fmt.Sprintf("%02d:00", 8+2*(i%5)), End: fmt.Sprintf("%02d:30", 9+2*(i%5))})
		p.Staff[0].Sessions = append(p.Staff[0].Sessions, no)
		for k := range 12 {
			c := &p.Candidates[i*12+k]
			c.Sessions, c.Seats = map[exam.Component]exam.SessionNo{exam.Theory: no}, map[exam.Component]int{exam.Theory: k + 1}
		}
	}
	return p
}

// BenchmarkTodayAfterAnEvent is what the site lead's page costs when somebody has
// stored something on a day of sixty sessions: one session is counted again.
func BenchmarkTodayAfterAnEvent(b *testing.B) {
	p := crowdedPlan()
	book, lead, _, err := store.Create(b.TempDir(), store.Creation{Header: p.Header, Staff: p.Staff, Lead: "S01",
		Passphrase: []byte("drill-passphrase")}, store.Options{ScryptLog: 6})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = book.Close() })
	d := newSite(book, "", Options{Rand: rand.Reader}).seat(lead, p.Staff[0])
	if err := d.load(b.Context(), Loading{Plan: p}, exam.Loading{Accepted: []exam.Accepted{}}); err != nil {
		b.Fatal(err)
	}
	for i := 0; b.Loop(); i++ {
		no := p.Candidates[i%720].No
		d.site.appended([]exam.Fact{{Event: exam.Event{Kind: exam.Admitted, On: onCandidate(no)}}})
		v, err := d.Today("2026-12-19")
		if err != nil || len(v.Sessions) != 60 {
			b.Fatal(len(v.Sessions), err)
		}
	}
}
