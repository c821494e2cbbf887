package screen

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
)

// The clock was set seven minutes forward; the lead confirms what it reads, and the
// trace shows both times of what was saved before.
func TestClockConfirmedByKeys(t *testing.T) {
	w, c := traced(t)
	w.clock.start = w.clock.start.Add(7 * time.Minute) // the monotonic clock does not follow
	w.clock.pass(7 * time.Minute)
	w.enter(w.lead.Staff().Name)
	w.sh.u.f.Press("Ctrl+D")
	w.shot("clock-health")
	w.key(fyne.KeyF9)
	w.shot("clock-confirm")
	w.key(fyne.KeyF9) // no time yet
	if !w.sh.u.f.Layered() {
		t.Fatal("a time that is none was stored")
	}
	w.typed(w.clock.Now().Format("15:04"))
	w.key(fyne.KeyF9)
	got := w.take()
	if w.sh.u.f.Layered() || got[len(got)-1] != exam.ClockCorrected {
		t.Fatalf("stored %v: %s", got, w.says())
	}
	w.sh.open("trace", historyOf{no: c.No, from: "day"})
	p := w.sh.at.(*tracePage)
	if p.h.Moments[0].True.IsZero() {
		t.Error("what was saved before the jump has one time")
	}
	if r := p.paperRows()[0]; !r.True.Equal(p.h.Moments[0].True.Time) {
		t.Errorf("the printed trace has %v", r.True)
	}
	w.shot("13-trace-clock")
	w.shows(w.sh.u.T("screen.trace.true", "at", p.h.Moments[1].True.Format("15:04:05")))
}

// Nobody but the lead confirms the time.
func TestClockOnlyForTheLead(t *testing.T) {
	w := newWorld(t, "2026-12-20 08:20:00")
	w.enter(w.staff(exam.RoleSupervisor, "P01", 0).Name)
	w.sh.u.f.Press("Ctrl+D")
	w.key(fyne.KeyF9)
	w.wants()
}
