package desk

import (
	"context"
	"strings"
	"time"

	"kaowu/app/exam"
)

// aboutCorrected is the slot of what was confirmed of a laptop's clock.
const aboutCorrected = "corrected"

// mostOff is how far a clock may be off at most before it is taken for a typing mistake.
const mostOff = 366 * 24 * time.Hour

// ClockConfirmed is what the site lead says of this laptop's clock.
type ClockConfirmed struct {
	True exam.Time // what it should read now
	How  string    // by what that is known: 电话报时
	// Start: nothing is said of what was saved before the program was last started, since a
	// clock set in between is no jump.
	Start bool
}

// ConfirmClock records what the clock of this laptop should read (record.md 4), and so by
// how much it was off: back to the log's opening, or to the program's start, through every
// jump. Recorded times stay; papers and traces print the true one beside. It gives the
// spans. Refusals: clock-form (without a time, or without how it is known),
// clock-far.
func (d *Desk) ConfirmClock(ctx context.Context, c ClockConfirmed) ([]exam.ClockSpan, error) {
	if err := d.allow("ConfirmClock", ""); err != nil {
		return nil, err
	}
	now := d.site.book.Now()
	c.How = exam.CleanText(strings.TrimSpace(c.How))
	if c.True.IsZero() || c.How == "" {
		return nil, exam.Refuse("clock-form")
	}
	off := c.True.Sub(now.Time)
	if off.Abs() > mostOff {
		return nil, exam.Refuse("clock-far", "now", now.Format("2006-01-02 15:04"), "true", c.True.Format("2006-01-02 15:04"))
	}
	on := d.site.book.Device().By
	defer d.site.hold(on)()
	// The store looks at the clock when it saves: a jump that it has not seen yet would be
	// saved together with the correction. A checkpoint lets it look first.
	if _, err := d.site.book.Checkpoint(ctx); err != nil {
		return nil, err
	}
	log, err := d.site.ownLog()
	if err != nil {
		return nil, err
	}
	if c.Start {
		log = exam.SinceStart(log)
	}
	body := exam.ClockCorrection{Log: d.site.book.Log(), True: exam.At(c.True.Time), How: c.How, Spans: exam.ClockSpans(log, off)}
	_, err = d.append(ctx, d.say(exam.ClockCorrected, on, aboutCorrected, body))
	return body.Spans, err
}

// ownLog are the events of this laptop's log, without their bytes, in order.
func (s *Site) ownLog() ([]exam.Fact, error) {
	var log []exam.Fact
	own := s.book.Log()
	err := s.book.Each(func(f exam.Fact) error {
		if f.Log == own {
			f.Signed = exam.Signed{}
			if f.Kind != exam.ClockJumped {
				f.Body = nil
			}
			log = append(log, f)
		}
		return nil
	})
	return log, err
}

// ClockView is what is known of clocks in this book.
type ClockView struct {
	Now   exam.Time
	Said  []Moment // jumps, corrections and disagreements, oldest first
	Wrong []exam.ClockSpan
}

// Clock lists every jump of a laptop's clock, what was confirmed of it, and the spans in
// which recorded times are off.
func (d *Desk) Clock() (ClockView, error) {
	v := ClockView{Now: d.site.book.Now()}
	if err := d.allow("Clock", ""); err != nil {
		return v, err
	}
	facts, err := d.site.clockFacts()
	v.Wrong = exam.FoldClocks(facts).Wrong()
	v.Said = d.site.moments(facts, nil)
	return v, err
}

// clockFacts are what all devices said of clocks, in fold order.
func (s *Site) clockFacts() ([]exam.Fact, error) {
	devices, err := s.book.Subjects("device/")
	if err != nil {
		return nil, err
	}
	var out []exam.Fact
	for _, on := range devices {
		facts, err := s.book.Events(on)
		if err != nil {
			return nil, err
		}
		ordered, _ := exam.Order(facts)
		for _, f := range ordered {
			switch f.Kind {
			case exam.ClockJumped, exam.ClockCorrected, exam.ClockDisagrees:
				out = append(out, f)
			}
		}
	}
	return out, nil
}

// around adds to a history the jumps and corrections of clocks that fell into it.
func (h *History) around(clocks []Moment) {
	first, last := map[string]uint64{}, map[string]uint64{}
	for _, m := range h.Moments {
		f := m.Fact
		if _, met := last[f.Log]; !met || f.Seq < first[f.Log] {
			first[f.Log] = f.Seq
		}
		last[f.Log] = max(last[f.Log], f.Seq)
	}
	for _, m := range clocks {
		end, met := last[m.Fact.Log]
		if met && first[m.Fact.Log] < m.Fact.Seq && (m.Fact.Seq < end || m.Fact.Kind == exam.ClockCorrected) {
			h.Moments = append(h.Moments, m)
		}
	}
}
