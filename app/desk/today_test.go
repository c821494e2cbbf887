package desk

import (
	"testing"

	"kaowu/app/exam"
)

// Look 4: the words of a session's life, what was counted, and whose it is.
func TestTodayStatus(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	want := func(d *Desk, status string, present, absent, sheets, of int, mine bool) {
		t.Helper()
		v, err := d.Today("2026-12-20")
		w.must(err)
		if len(v.Sessions) != 1 {
			t.Fatalf("%d sessions on the day of P01 alone", len(v.Sessions))
		}
		s := v.Sessions[0]
		if s.Session.No != "P01" || s.Status != status || s.Expected != 6 || s.Present != present || s.Absent != absent ||
			s.Sheets != sheets || s.OfSheets != of || s.Mine != mine {
			t.Errorf("%s: %+v", status, s)
		}
	}
	want(w.as("S05"), "not-open", 0, 0, 0, 0, true)
	w.running("P01", "2026610006")
	want(w.as("S01"), "checking-in", 5, 0, 0, 15, false)
	w.clock.to("2026-12-20 08:30")
	want(w.as("S14"), "running", 5, 0, 0, 15, true)
	for i, d := range w.crew("P01") {
		for j, no := range w.roster("P01")[:5] {
			w.marks(d, "P01", no, eighty)
			if i == 0 && j == 0 {
				want(w.lead(), "scoring", 5, 0, 1, 15, true)
			}
		}
	}
	w.shut("P01")
	want(w.as("S05"), "to-sign", 5, 1, 15, 15, true)
	w.written("P01")
	w.must(w.crew("P01")[0].FreezeRecord(ctx, "P01"))
	for id, mine := range map[exam.StaffID]bool{"S05": true, "S14": false} {
		v, err := w.as(id).Today("2026-12-20")
		w.must(err)
		if len(v.Needs) != 1 || v.Needs[0].Code != "to-sign" || v.Needs[0].Mine != mine {
			t.Errorf("%s: %+v, want to-sign, mine %v", id, v.Needs, mine)
		}
	}
	for _, d := range w.signers("P01") {
		w.must(w.sign(d, "P01"))
	}
	want(w.as("S05"), "closed", 5, 1, 15, 15, true)
}
