package screen

import (
	"strings"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// tellReassess says what was decided of a component after a disqualification.
func (t *tracePage) tellReassess(m desk.Moment, out *told) {
	b := body[exam.Reassessment](m)
	out.state = kit.Revised
	out.line = join(t.component(exam.Component(strings.TrimPrefix(m.Fact.Abt, "reassess/"))), t.code("reassess", b.Choice), string(b.Session), b.Reason)
}

// tellHearing says what a person said of a violation and who signed, or how the decision
// reached them.
func (t *tracePage) tellHearing(m desk.Moment, out *told) {
	u := t.u
	out.state = kit.Caution
	if m.Fact.Kind == exam.ViolationDelivered {
		b := body[exam.Delivery](m)
		out.line = join(string(b.Date), b.To, b.How)
		return
	}
	b := body[exam.Hearing](m)
	word := "violation.signed"
	if !b.Signed {
		word = "violation.refused"
	}
	out.line = join(b.Handled, u.T(word))
	out.more = nonEmpty([]kit.Fact{{Label: u.T("screen.trace.statement"), Value: b.Statement}, {Label: u.T("violation.witnesses"), Value: join(b.Witnesses...)}})
}

// barredWord is the word for an event of somebody disqualified; empty for others.
func (t *tracePage) barredWord(m desk.Moment) string {
	if !m.Barred {
		return ""
	}
	return t.u.T("screen.trace.barred")
}

// tellAvoidance says who may not act for the candidate, and why.
func (t *tracePage) tellAvoidance(m desk.Moment, out *told) {
	b := body[exam.Avoidance](m)
	out.state = kit.Caution
	out.line = join(t.u.T("screen.trace.avoidance", "name", m.To, "ground", t.code("avoid", b.Ground)), b.Text)
	if b.Lifted {
		out.title, out.state = t.u.T("screen.trace.avoidance-lifted"), kit.Revised
	}
}
