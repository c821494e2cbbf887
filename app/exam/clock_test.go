package exam

import (
	"testing"
	"time"
)

// clockLog is a log of one event a minute from 08:00 whose clock was set forward by ten
// minutes at its fourth event.
func clockLog(t *testing.T) []Fact {
	t.Helper()
	start := time.Date(2026, 12, 19, 8, 0, 0, 0, time.FixedZone("", 8*3600))
	var log []Fact
	for i := range 6 {
		f := Fact{Event: Event{Log: "d7", Seq: uint64(i), Kind: Admitted, Wall: At(start.Add(time.Duration(i) * time.Minute)), Up: int64(i) * 60_000}}
		if i == 3 {
			f.Kind = ClockJumped
			f.Body, _ = Marshal(ClockJump{Milliseconds: 600_000})
		}
		if i >= 3 {
			f.Wall = At(f.Wall.Add(10 * time.Minute))
		}
		log = append(log, f)
	}
	return log
}

func corrected(t *testing.T, log []Fact, off time.Duration) Fact {
	t.Helper()
	body, err := Marshal(ClockCorrection{Log: "d7", How: "电话报时", Spans: ClockSpans(log, off)})
	if err != nil {
		t.Fatal(err)
	}
	return Fact{Event: Event{Log: "d7", Seq: uint64(len(log)), Kind: ClockCorrected, Wall: log[len(log)-1].Wall, Up: log[len(log)-1].Up, Body: body}}
}

// The clock was ten minutes slow until somebody set it: 08:02 was 08:12, and what came
// after the jump, 08:13 and later, is as it was.
func TestClockSetRight(t *testing.T) {
	log := clockLog(t)
	c := FoldClocks([]Fact{log[3], corrected(t, log, 0)})
	for i, want := range []string{"08:10", "08:11", "08:12", "08:13", "08:14", "08:15"} {
		got, off := c.True(log[i])
		if got.Format("15:04") != want || off != (i < 3) {
			t.Errorf("event %d, recorded %s: %s, off %t, want %s", i, log[i].Wall.Format("15:04"), got.Format("15:04"), off, want)
		}
	}
	wrong := c.Wrong()
	if len(wrong) != 1 || wrong[0].Off() != 10*time.Minute || wrong[0].Start.Format("15:04") != "08:00" || wrong[0].End.Format("15:04") != "08:02" || wrong[0].Until != 3 {
		t.Errorf("wrong %+v", wrong)
	}
}

// The clock was right and was set ten minutes forward by mistake: the lead says that it
// is fast, and what came before stands.
func TestClockSetWrong(t *testing.T) {
	log := clockLog(t)
	c := FoldClocks([]Fact{log[3], corrected(t, log, -10*time.Minute)})
	for i, want := range []string{"08:00", "08:01", "08:02", "08:03", "08:04", "08:05"} {
		if got, off := c.True(log[i]); got.Format("15:04") != want || off != (i >= 3) {
			t.Errorf("event %d: %s, off %t, want %s", i, got.Format("15:04"), off, want)
		}
	}
	// Then it is set back by ten minutes: what is saved after that is right again.
	back := Fact{Event: Event{Log: "d7", Seq: 7, Kind: ClockJumped, Wall: At(log[0].Wall.Add(7 * time.Minute)), Up: 7 * 60_000}}
	back.Body, _ = Marshal(ClockJump{Milliseconds: -600_000})
	c = FoldClocks([]Fact{log[3], corrected(t, log, -10*time.Minute), back})
	late := Fact{Event: Event{Log: "d7", Seq: 8, Wall: At(log[0].Wall.Add(8 * time.Minute)), Up: 8 * 60_000}}
	if got, off := c.True(late); off || got.Format("15:04") != "08:08" {
		t.Errorf("after it was set right: %s, off %t", got.Format("15:04"), off)
	}
	if w := c.Wrong(); len(w) != 1 || w[0].Until != 7 || w[0].End.Format("15:04") != "08:17" {
		t.Errorf("wrong %+v", w)
	}
}

// Less than a minute is no correction; other logs are not touched; a later correction
// replaces an earlier one.
func TestClockCorrections(t *testing.T) {
	log := clockLog(t)
	c := FoldClocks([]Fact{corrected(t, log[4:], 59*time.Second)})
	if _, off := c.True(log[4]); off || len(c.Wrong()) != 0 {
		t.Error("59 seconds count as wrong")
	}
	first, second := corrected(t, log[:3], 5*time.Minute), corrected(t, log[1:3], 0)
	c = FoldClocks([]Fact{first, second})
	if got, off := c.True(log[0]); !off || got.Format("15:04") != "08:05" {
		t.Errorf("what the second does not speak of: %s", got.Format("15:04"))
	}
	if _, off := c.True(log[2]); off {
		t.Error("the earlier correction holds beside the later one")
	}
	other := log[0]
	other.Log = "e8"
	if _, off := c.True(other); off {
		t.Error("another log's time was corrected")
	}
	if ClockSpans(nil, time.Hour) != nil {
		t.Error("spans of nothing")
	}
}

// What was confirmed in one run of the program says nothing of the next: the clock may have
// been set meanwhile. A jump in the next run does not go on from it either.
func TestClockSetWhileOff(t *testing.T) {
	log := clockLog(t)
	said := corrected(t, log, 10*time.Minute)
	same := Fact{Event: Event{Log: "d7", Seq: 7, Kind: Admitted, Wall: At(said.Wall.Add(time.Minute)), Up: said.Up + 60_000}}
	later := Fact{Event: Event{Log: "d7", Seq: 8, Kind: Admitted, Wall: At(said.Wall.Add(30 * time.Minute)), Up: 5_000}}
	jump := later
	jump.Seq, jump.Kind, jump.Wall = 9, ClockJumped, At(later.Wall.Add(time.Hour))
	jump.Body, _ = Marshal(ClockJump{Milliseconds: 3_600_000})
	c := FoldClocks([]Fact{log[3], said, jump})
	if at, off := c.True(same); !off || !at.Equal(same.Wall.Add(10*time.Minute)) {
		t.Errorf("in the same run: %s, off %t", at, off)
	}
	for _, f := range []Fact{later, jump} {
		if at, off := c.True(f); off {
			t.Errorf("in the next run, event %d: %s", f.Seq, at)
		}
	}
}

// The monotonic clock of 0, 1, 2, 0, 1, 2 minutes begins anew at the fourth event.
func TestSinceStart(t *testing.T) {
	log := clockLog(t)
	for i := 3; i < 6; i++ {
		log[i].Up -= 180_000
	}
	if got := SinceStart(log); len(got) != 3 || got[0].Seq != 3 {
		t.Errorf("%d events", len(got))
	}
	if got := SinceStart(log[:2]); len(got) != 2 {
		t.Errorf("%d events of one run", len(got))
	}
}
