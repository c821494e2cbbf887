package desk

import (
	"reflect"
	"slices"
	"testing"

	"kaowu/app/exam"
)

// Look 1: who does not score sees how far it is, and no figure; who scores does not
// look over others' shoulders.
func TestProgress(t *testing.T) {
	w := newWorld(t)
	people := w.roster("P01")
	w.running("P01", people[5])
	row := func(n int) ProgressRow {
		t.Helper()
		v, err := w.as("S17").Progress("P01")
		w.must(err)
		return v.Rows[n]
	}
	want := func(n int, state string, by ...string) {
		t.Helper()
		if r := row(n); r.State != state || !slices.Equal(r.By, by) {
			t.Errorf("row %d: %+v, want %s %v", n, r, state, by)
		}
	}
	want(0, "admitted", "", "", "")
	want(5, "not-come", "", "", "")
	w.marks(w.as("S05"), "P01", people[0], eighty)
	w.must(w.as("S06").ScoreItem(t.Context(), "P01", people[0], 2, 100))
	want(0, "scoring", "done", "scoring", "")
	half := func(it exam.Item) exam.Tenths { return it.Full * 6 / 10 }
	for i, d := range w.crew("P01") {
		w.marks(d, "P01", people[1], []func(exam.Item) exam.Tenths{eighty, eighty, half}[i])
		w.marks(d, "P01", people[2], eighty)
	}
	want(1, "arbitration", "done", "done", "done")
	want(2, "done", "done", "done", "done")
	v, err := w.lead().Progress("P01")
	w.must(err)
	// Five came, three score each: seven sheets are in.
	if v.Done != 7 || v.Of != 15 || len(v.Scorers) != 3 {
		t.Errorf("%d of %d by %d", v.Done, v.Of, len(v.Scorers))
	}
	for i := range reflect.TypeFor[ProgressRow]().NumField() {
		if f := reflect.TypeFor[ProgressRow]().Field(i); f.Type == reflect.TypeFor[exam.Tenths]() || f.Type == reflect.TypeFor[*exam.Tenths]() {
			t.Errorf("%s is a score", f.Name)
		}
	}
	for _, id := range []exam.StaffID{"S05", "S14", "S01"} {
		w.refused("not-allowed", func() error { _, err := w.as(id).Progress("P01"); return err })
	}

	w.running("T01", people[5])
	w.shut("T01")
	w.must(w.as("S01").EnterTheory(t.Context(), "T01", people[0], 700))
	if v, err = w.lead().Progress("T01"); err != nil || v.Rows[0].State != "scoring" || v.Rows[1].State != "admitted" || v.Rows[5].State != "absent" {
		t.Errorf("theory: %+v %v", v, err)
	}
	w.typed("T01", 700)
	if v, err = w.lead().Progress("T01"); err != nil || v.Rows[0].State != "done" || v.Done != 10 || v.Of != 10 {
		t.Errorf("theory, both in: %+v %v", v, err)
	}
}
