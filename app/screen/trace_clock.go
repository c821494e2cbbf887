package screen

import (
	"time"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// tellClock says how far a clock was moved, or what was confirmed of it.
func (t *tracePage) tellClock(m desk.Moment, out *told) {
	u := t.u
	out.state = kit.Caution
	if m.Fact.Kind == exam.ClockJumped {
		by := time.Duration(body[exam.ClockJump](m).Milliseconds) * time.Millisecond
		out.line = u.T(clockKey("screen.trace.clock", by), "min", minutes(by))
		return
	}
	b := body[exam.ClockCorrection](m)
	out.line = u.T("screen.trace.clock-true", "at", b.True.Format("2006-01-02 15:04:05"), "how", b.How)
	for _, s := range b.Spans {
		if s.Off() != 0 {
			out.more = append(out.more, kit.Fact{Label: u.T("screen.trace.clock-span"), Value: u.wrongSpan(s)})
		}
	}
}

// wrongSpan says which recorded times are off, and by how much.
func (u *ui) wrongSpan(s exam.ClockSpan) string {
	return u.T(clockKey("screen.trace.span", -s.Off()), "from", s.Start.Format("01-02 15:04"), "until", s.End.Format("01-02 15:04"), "min", minutes(s.Off()))
}
