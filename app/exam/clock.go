package exam

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// ClockWorth is what a correction must come to before a time counts as wrong: less is
// what it takes to read a watch aloud and type it.
const ClockWorth = time.Minute

// ClockCorrection is what the site lead confirmed of a log's clock (record.md 4): the
// true time at that moment, and by how much each span of the log was off. Recorded
// times are not touched by it; where they are shown, the true one stands beside.
type ClockCorrection struct {
	Log   string      `json:"log"`
	True  Time        `json:"true"`  // what the clock should have read when this was said
	How   string      `json:"how"`   // by what: 电话报时, a telephone, the office
	Spans []ClockSpan `json:"spans"` // in order, without gaps, the last one open
}

// ClockSpan is a stretch of a log in which nothing moved the clock.
type ClockSpan struct {
	From         uint64 `json:"from"`  // its first event
	Until        uint64 `json:"until"` // the first event behind it; 0: until the clock is moved or the program ends
	Start        Time   `json:"start"` // wall time of its first event
	End          Time   `json:"end"`   // wall time of the last one known
	Milliseconds int64  `json:"milliseconds"`
}

// Off is what must be added to the span's wall times; 0 while that is not worth it.
func (s ClockSpan) Off() time.Duration {
	off := time.Duration(s.Milliseconds) * time.Millisecond
	if off.Abs() < ClockWorth {
		return 0
	}
	return off
}

// ClockDisagreement is what the device notes of a peer's time too far ahead to be
// adopted (record.md 4).
type ClockDisagreement struct {
	Log          string `json:"log"`  // the peer's
	Peer         Time   `json:"peer"` // its newest time
	Milliseconds int64  `json:"milliseconds"`
}

// ClockSpans splits the end of a log into spans at its jumps and says how far each was
// off, given how far the clock is off now. log are the log's events from the first one
// that the correction is to speak of, in order. A jump forward by so much means that
// what came before was as much slower; the jump's own event is the first of its span.
func ClockSpans(log []Fact, off time.Duration) []ClockSpan {
	if len(log) == 0 {
		return nil
	}
	spans := []ClockSpan{{From: log[0].Seq, Start: log[0].Wall}}
	var jumps []int64
	for i, f := range log {
		if f.Kind == ClockJumped && i > 0 {
			if b, err := BodyOf[ClockJump](f); err == nil {
				spans[len(spans)-1].Until = f.Seq
				spans = append(spans, ClockSpan{From: f.Seq, Start: f.Wall})
				jumps = append(jumps, b.Milliseconds)
			}
		}
		spans[len(spans)-1].End = f.Wall
	}
	ms := off.Milliseconds()
	for i := len(spans) - 1; i >= 0; i-- {
		spans[i].Milliseconds = ms
		if i > 0 {
			ms += jumps[i-1]
		}
	}
	return spans
}

// SinceStart are the events of a log, in order, of the program's last start: the
// monotonic clock begins anew there, so a clock set while it was off is no jump.
func SinceStart(log []Fact) []Fact {
	for i := len(log) - 1; i > 0; i-- {
		if log[i].Up < log[i-1].Up {
			return log[i:]
		}
	}
	return log
}

// Clocks says of every log how far its clock was off, as far as that was confirmed.
type Clocks struct {
	spans map[string][]ClockSpan
	runs  map[string]programRun // by log, in which its last correction was said
}

// programRun is one run of the program, known by what the wall clock read when it
// started. A clock set while the program was off is no jump, so what was confirmed in one
// run says nothing of the next.
type programRun struct {
	said  uint64 // the correction's own event
	start time.Time
}

// runSlack is how far the two clocks may drift apart within a run: more is a jump.
const runSlack = 2 * time.Minute

func startOf(f Fact) time.Time { return f.Wall.Add(-time.Duration(f.Up) * time.Millisecond) }

// over says whether an event behind a correction is of another run.
func (r programRun) over(seq uint64, start time.Time) bool {
	return seq > r.said && start.Sub(r.start).Abs() > runSlack
}

// FoldClocks takes what the devices' subjects say of clocks, in fold order. A later
// correction replaces an earlier one where it speaks of the same events; a jump that
// came after a correction goes on from it.
func FoldClocks(ordered []Fact) Clocks {
	c := Clocks{spans: map[string][]ClockSpan{}, runs: map[string]programRun{}}
	for _, f := range ordered {
		switch f.Kind {
		case ClockCorrected:
			if b, err := BodyOf[ClockCorrection](f); err == nil && len(b.Spans) > 0 {
				c.correct(b)
				c.runs[b.Log] = programRun{math.MaxUint64, startOf(f)} // said from elsewhere: no run of its own
				if f.Log == b.Log {
					c.runs[b.Log] = programRun{f.Seq, startOf(f)}
				}
			}
		case ClockJumped:
			if b, err := BodyOf[ClockJump](f); err == nil {
				c.jump(f, b.Milliseconds)
			}
		}
	}
	return c
}

// correct puts the spans of a correction in place of what they cover.
func (c Clocks) correct(b ClockCorrection) {
	first := b.Spans[0].From
	var kept []ClockSpan
	for _, s := range c.spans[b.Log] {
		if s.From >= first {
			continue
		}
		if s.Until == 0 || s.Until > first {
			s.Until = first
			s.End = b.Spans[0].Start
		}
		kept = append(kept, s)
	}
	c.spans[b.Log] = append(kept, b.Spans...)
}

// jump closes the open span of a log and begins the next, in the run of which the span
// speaks.
func (c Clocks) jump(f Fact, ms int64) {
	list := c.spans[f.Log]
	moved := time.Duration(ms) * time.Millisecond
	run, known := c.runs[f.Log]
	if known && run.over(f.Seq, startOf(f).Add(-moved)) {
		return
	}
	if known && f.Seq > run.said {
		c.runs[f.Log] = programRun{run.said, run.start.Add(moved)}
	}
	if n := len(list); n > 0 && list[n-1].Until == 0 && list[n-1].From < f.Seq {
		last := &list[n-1]
		last.Until, last.End = f.Seq, At(f.Wall.Add(-moved))
		c.spans[f.Log] = append(list, ClockSpan{From: f.Seq, Start: f.Wall, End: f.Wall, Milliseconds: last.Milliseconds - ms})
	}
}

// True is the true time of an event, and whether it differs from the recorded one.
func (c Clocks) True(f Fact) (Time, bool) {
	for _, s := range c.spans[f.Log] {
		if s.Until == 0 && c.runs[f.Log].over(f.Seq, startOf(f)) {
			continue
		}
		if s.From <= f.Seq && (s.Until == 0 || f.Seq < s.Until) {
			if off := s.Off(); off != 0 {
				return At(f.Wall.Add(off)), true
			}
		}
	}
	return f.Wall, false
}

// Wrong are the spans in which recorded times are off, over all logs, by their start.
func (c Clocks) Wrong() []ClockSpan {
	var out []ClockSpan
	for _, list := range c.spans {
		for _, s := range list {
			if s.Off() != 0 {
				out = append(out, s)
			}
		}
	}
	slices.SortFunc(out, func(a, b ClockSpan) int {
		return cmp.Or(a.Start.Compare(b.Start.Time), cmp.Compare(a.From, b.From), cmp.Compare(a.Milliseconds, b.Milliseconds))
	})
	return out
}
