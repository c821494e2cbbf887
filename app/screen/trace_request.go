package screen

import (
	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// tellRequest says what a person asked about their own data, how it was decided, and
// what they were given or told. What a field should say is left out where it is an ID
// number: that stands in the record and in the person's own export.
func (t *tracePage) tellRequest(m desk.Moment, out *told) {
	u := t.u
	switch m.Fact.Kind {
	case exam.RequestTaken:
		b := body[exam.DataRequest](m)
		out.line = join(u.T("request.is-"+b.Kind), t.code("request.field", b.Field), openly(b.Field, b.Value), b.Reason)
		out.more = nonEmpty([]kit.Fact{{Label: u.T("screen.trace.asked-by"), Value: u.T("request.by-" + b.By)}, {Label: u.T("request.identity"), Value: b.Identity}, {Label: u.T("request.date"), Value: string(b.Date)}})
	case exam.RequestDecided:
		b := body[exam.DataDecision](m)
		word := "request.state-granted"
		if !b.Granted {
			out.state, word = kit.Rejected, "request.state-refused"
		}
		out.line = join(u.T(word), b.Reason)
	case exam.RequestAnswered:
		b := body[exam.DataAnswer](m)
		out.line = b.Text
		for _, f := range b.Files {
			out.more = append(out.more, kit.Fact{Label: f.Name, Value: spaced(f.SHA256)})
		}
	case exam.CandidateRectified:
		b := body[exam.Rectification](m)
		out.state, out.line = kit.Revised, t.code("request.field", b.Field)
		if b.Field != exam.FieldID {
			out.line = join(out.line, u.T("screen.trace.change", "old", b.Old, "new", b.New))
		}
	}
}

// openly is the value of a field, but for ID numbers and phone numbers, which no screen
// shows (look.md 8).
func openly(field, value string) string {
	if field == exam.FieldID || field == exam.FieldPhone {
		return ""
	}
	return value
}
