package desk

import (
	"testing"

	"kaowu/app/exam"
)

// A stopped clock is one row of the record: the reason and when, then the minutes
// given back, a begun one whole.
func TestStopClock(t *testing.T) {
	w := newWorld(t)
	w.running("P01")
	no, d := w.roster("P01")[0], w.as("S05")
	w.refused("reason-missing", func() error { return d.StopClock(t.Context(), "P01", no, exam.Why{}) })
	w.refused("clock-running", func() error { _, err := d.ResumeClock(t.Context(), "P01", no); return err })
	w.clock.to("2026-12-20 09:41")
	w.wrote(func() error { return d.StopClock(t.Context(), "P01", no, exam.Why{Code: "E02", Text: "送丝不畅"}) },
		`record.incident record/P01 incident/1 {"time":"09:41","candidate":"`+string(no)+`","code":"E02","text":"送丝不畅","handled":"","evidence":"","dropped":false,"stopped":"09:41:00"}`)
	w.refused("clock-stopped", func() error { return d.StopClock(t.Context(), "P01", no, exam.Why{Code: "E02"}) })
	v, err := d.Sheet("P01", no)
	w.must(err)
	if v.StoppedAt != "09:41:00" || v.Back != 0 {
		t.Errorf("stopped at %q, %d given back", v.StoppedAt, v.Back)
	}
	// Another candidate's clock is their own.
	other, err := d.Sheet("P01", w.roster("P01")[1])
	w.must(err)
	if other.StoppedAt != "" {
		t.Errorf("the other's clock stopped at %q", other.StoppedAt)
	}
	w.clock.to("2026-12-20 09:45")
	if n, err := w.as("S06").ResumeClock(t.Context(), "P01", no); err != nil || n != 4 {
		t.Errorf("%d minutes, %v; want 4", n, err)
	}
	if v, err = d.Sheet("P01", no); err != nil || v.StoppedAt != "" || v.Back != 4 {
		t.Errorf("stopped at %q, %d given back, %v", v.StoppedAt, v.Back, err)
	}
}

func TestMinutesSince(t *testing.T) {
	for _, c := range []struct {
		at, now string
		want    int
	}{{"09:41:00", "2026-12-20 09:41", 1}, {"09:41:00", "2026-12-20 09:42", 1}, {"09:40:59", "2026-12-20 09:42", 2}, {"09:00:00", "2026-12-20 10:15", 75}} {
		clock := &handClock{}
		clock.to(c.now)
		if got := minutesSince(c.at, clock.Now()); got != c.want {
			t.Errorf("from %s to %s: %d, want %d", c.at, c.now, got, c.want)
		}
	}
}
