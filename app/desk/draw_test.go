package desk

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"kaowu/app/exam"
)

// W3's practical session P01 has six stations (plan12.xlsx): each is drawn once, a
// taken-back check-in keeps its draw, and the record lets anybody check.
func TestStationsAreDrawn(t *testing.T) {
	w := newWorld(t, func(_ *exam.Plan, p *exam.Policy) { p.Draw = true })
	ctx := t.Context()
	w.open("P01")
	people := w.roster("P01")
	door := w.crew("P01")[0]
	drawn := map[exam.CandidateNo]int{}
	for i, no := range people {
		seats, err := door.Seats("P01")
		w.must(err)
		if n := slices.IndexFunc(seats, func(s SeatView) bool { return s.Seat == 0 }); n != i {
			t.Fatalf("after %d draws the first without a station is %d", i, n)
		}
		v, err := door.Admit(ctx, "P01", no)
		w.must(err)
		if !v.Attendance.Drawn || len(v.Attendance.Seed) != 32 {
			t.Errorf("%s: %+v", no, v.Attendance.CheckIn)
		}
		drawn[no] = v.Attendance.Seat
	}
	seen := map[int]bool{}
	for _, n := range drawn {
		seen[n] = true
	}
	if len(seen) != len(people) || !seen[1] || !seen[len(people)] {
		t.Errorf("stations %v of %d people", drawn, len(people))
	}
	queue, err := door.Queue("P01")
	w.must(err)
	for i, row := range queue {
		if row.Seat != i+1 || drawn[row.No] != row.Seat {
			t.Errorf("queue row %d: station %d of %s, drew %d", i, row.Seat, row.No, drawn[row.No])
		}
	}
	// One draw a person.
	w.must(door.UndoAdmit(ctx, "P01", people[2], "wrong-person"))
	v, err := door.Admit(ctx, "P01", people[2])
	w.must(err)
	if v.Attendance.Seat != drawn[people[2]] {
		t.Errorf("drew %d, and %d after the undo", drawn[people[2]], v.Attendance.Seat)
	}
	list, err := w.as("S14").Drawings()
	w.must(err)
	if len(list) != 1 || list[0].Session != "P01" || len(list[0].Draws) != len(people)+1 {
		t.Fatalf("%+v", list)
	}
	for _, d := range list[0].Draws {
		if !d.Right() || d.Station != drawn[d.No] {
			t.Errorf("%+v", d)
		}
	}
	// Theory is as planned.
	w.open("T01")
	v, err = w.crew("T01")[0].Admit(ctx, "T01", w.roster("T01")[3])
	w.must(err)
	if v.Attendance.Drawn || v.Attendance.Seat != 4 {
		t.Errorf("theory: %+v", v.Attendance.CheckIn)
	}
}

// Off, as in every book before this figure: the plan's station, nothing drawn, and
// the first event says nothing of it.
func TestStationsAsPlanned(t *testing.T) {
	w := newWorld(t)
	w.running("P01")
	list, err := w.lead().Drawings()
	w.must(err)
	if len(list) != 0 {
		t.Errorf("%+v", list)
	}
	pol, err := w.site.Policy()
	w.must(err)
	raw, err := json.Marshal(pol)
	w.must(err)
	if strings.Contains(string(raw), `"draw"`) || pol.Draws(exam.Practical) {
		t.Errorf("%s", raw)
	}
}
