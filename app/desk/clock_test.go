package desk

import (
	"strings"
	"testing"
	"time"

	"kaowu/app/exam"
	"kaowu/app/paper"
)

// set moves the wall clock alone, as somebody does who sets it.
func (c *handClock) set(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(by)
}

// Record.md 4: the clock was seven minutes slow until somebody set it; the lead confirms
// what it reads now, and what was saved before prints both times.
func TestClockConfirmed(t *testing.T) {
	w := newWorld(t)
	w.clock.to("2026-12-19 08:33")
	w.running("T01")
	who := w.roster("T01")[0]
	w.clock.set(7 * time.Minute)
	w.clock.to("2026-12-19 09:30")
	lead := w.lead()
	now := w.site.Now()
	w.refused("clock-form", func() error { _, err := lead.ConfirmClock(t.Context(), ClockConfirmed{True: now}); return err })
	w.refused("clock-far", func() error {
		_, err := lead.ConfirmClock(t.Context(), ClockConfirmed{True: exam.At(now.AddDate(2, 0, 0)), How: "电话报时"})
		return err
	})
	spans, err := lead.ConfirmClock(t.Context(), ClockConfirmed{True: now, How: "电话报时"})
	w.must(err)
	if len(spans) != 2 || spans[0].Off() != 7*time.Minute || spans[1].Off() != 0 {
		t.Fatalf("spans %+v", spans)
	}
	h, err := lead.Trace(who)
	w.must(err)
	kinds := map[exam.Kind]int{}
	for _, m := range h.Moments {
		kinds[m.Fact.Kind]++
		before := m.Fact.Seq < spans[1].From
		if m.True.IsZero() == before || before && m.True.Sub(m.Fact.Wall.Time) != 7*time.Minute {
			t.Errorf("%s at %s was at %s", m.Fact.Kind, m.Fact.Wall, m.True)
		}
	}
	if kinds[exam.ClockCorrected] != 1 {
		t.Errorf("the trace does not tell of the clock: %v", kinds)
	}
	doc, err := lead.PrintTrace(t.Context(), who, []paper.HistoryRow{{At: h.Moments[0].Fact.Wall, True: h.Moments[0].True}})
	w.must(err)
	if text := strings.ReplaceAll(said(doc), "\n", " "); !strings.Contains(text, "慢 7 分钟") || !strings.Contains(text, "真实时间 "+h.Moments[0].True.Format("2006-01-02 15:04:05")) {
		t.Errorf("the paper says %s", text)
	}
	v, err := w.as("S14").Clock()
	w.must(err)
	if len(v.Wrong) != 1 || len(v.Said) != 2 {
		t.Errorf("a supervisor sees %d spans and %d events", len(v.Wrong), len(v.Said))
	}
	doc, err = lead.RecordPage("T01")
	w.must(err)
	if text := said(doc); !strings.Contains(text, "慢 7 分钟") {
		t.Errorf("the record does not tell of the clock: %s", text)
	}
}
