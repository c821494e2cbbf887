package screen

import (
	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// tellAvoidance says who may not act for the candidate, and why.
func (t *tracePage) tellAvoidance(m desk.Moment, out *told) {
	b := body[exam.Avoidance](m)
	out.state = kit.Caution
	out.line = join(t.u.T("screen.trace.avoidance", "name", m.To, "ground", t.code("avoid", b.Ground)), b.Text)
	if b.Lifted {
		out.title, out.state = t.u.T("screen.trace.avoidance-lifted"), kit.Revised
	}
}
