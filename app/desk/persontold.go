package desk

import (
	"strconv"
	"strings"

	"kaowu/app/exam"
	"kaowu/app/paper"
)

// personWords puts a person's own history into words for the person: what happened, and
// by whom as role and number, for the names of others are not theirs to have.
type personWords struct {
	f *paper.Frame
	h History
}

func (p personWords) row(m Moment) paper.HistoryRow {
	parts := []string{p.code("screen.kind", string(m.Fact.Kind)), p.line(m)}
	if m.NotAdopted != "" {
		parts = append(parts, p.f.Words.T("screen.trace.not-adopted"))
	}
	if m.TakenBack != (exam.ID{}) {
		parts = append(parts, p.f.Words.T("screen.trace.withdrawn"))
	}
	return paper.HistoryRow{At: m.Fact.Wall, Who: p.who(m), What: p.join(parts...), ID: m.Fact.ID}
}

func (p personWords) who(m Moment) string {
	if m.Role == "" {
		return p.f.Words.T("screen.trace.device")
	}
	return p.f.Words.T("request.who", "role", "code:role."+string(m.Role), "id", m.Fact.By)
}

// join puts what there is into one line.
func (p personWords) join(parts ...string) string {
	out := ""
	for _, s := range parts {
		switch {
		case out == "":
			out = s
		case s != "":
			out = p.f.Words.T("request.then", "a", out, "b", s)
		}
	}
	return out
}

func (p personWords) code(area, code string) string {
	if key := area + "." + code; code != "" && p.f.Words.Has(key) {
		return p.f.Words.T(key)
	}
	return code
}

// line is what an event says of the person; empty where its title says all.
func (p personWords) line(m Moment) string {
	f := m.Fact
	switch f.Kind {
	case exam.Admitted, exam.Absent, exam.CheckInUndone:
		b := bodyOf[exam.CheckIn](f)
		late := ""
		if b.Late > 0 {
			late = p.f.Words.T("screen.trace.late", "n", b.Late)
		}
		return p.join(string(b.Session), p.seat(f, b.Seat), late)
	case exam.TheoryEntered, exam.TheoryScored:
		return bodyOf[exam.Score](f).Score.String()
	case exam.ItemScored:
		return p.join(p.item(f), bodyOf[exam.Score](f).Score.String())
	case exam.ItemReason, exam.ScoresTaken:
		b := bodyOf[exam.Why](f)
		return p.join(p.item(f), p.code("why", b.Code), p.code("takeback", b.Code), b.Text)
	case exam.ItemVetoed:
		b := bodyOf[exam.Veto](f)
		return p.join(p.item(f), p.code("vetowhy", b.Code), b.Text)
	case exam.ItemNote:
		b := bodyOf[exam.Note](f)
		return p.join(p.item(f), b.Source, b.Comment)
	case exam.ScoresSent:
		return bodyOf[exam.Handover](f).Total.String()
	case exam.Arbitrated:
		b := bodyOf[exam.Arbitration](f)
		return p.join(b.Score.String(), b.Reason)
	case exam.ViolationSeen:
		b := bodyOf[exam.Violation](f)
		return p.join(p.code("violation", b.Code), b.Facts, b.Statement)
	case exam.ViolationHeard:
		b := bodyOf[exam.Hearing](f)
		return p.join(b.Statement, b.Handled)
	case exam.ViolationDelivered:
		b := bodyOf[exam.Delivery](f)
		return p.join(string(b.Date), b.To, b.How)
	case exam.ViolationDecided:
		return bodyOf[exam.Decision](f).Reason
	case exam.CorrectionProposed:
		b := bodyOf[exam.Correction](f)
		return p.join(p.f.Words.T("component."+string(b.Component)), p.f.Words.T("screen.trace.change", "old", b.Old.String(), "new", b.New.String()), b.Reason)
	case exam.ResultConfirmed:
		b := bodyOf[exam.Confirmed](f)
		total := ""
		if b.Total != nil {
			total = b.Total.String()
		}
		if b.Qualified {
			return p.join(p.f.Words.T("screen.results.qualified"), total)
		}
		return p.join(p.f.Words.T("screen.results.not-qualified"), total)
	case exam.CertificateGiven:
		return bodyOf[exam.Certificate](f).Number
	case exam.CertificateWithdrawn:
		b := bodyOf[exam.Withdrawal](f)
		return p.join(b.Number, b.Reason)
	case exam.CertificateReissued:
		b := bodyOf[exam.Reissue](f)
		return p.join(b.Number, b.Reason)
	case exam.UploadVerdict:
		b := bodyOf[exam.Verdict](f)
		return p.join(p.code("screen.verdict", b.Verdict), b.Words)
	case exam.ReassessDecided:
		b := bodyOf[exam.Reassessment](f)
		return p.join(p.code("reassess", b.Choice), string(b.Session), b.Reason)
	case exam.AvoidanceDeclared:
		return p.code("avoidance", bodyOf[exam.Avoidance](f).Ground)
	case exam.RecordIncident:
		b := bodyOf[exam.Incident](f)
		return p.join(p.code("incident", b.Code), b.Text)
	case exam.LiteracyRated:
		b := bodyOf[exam.Rating](f)
		if mean := b.Mean(); mean != nil {
			return p.f.Words.T("request.rated", "n", len(b.Marks), "mean", mean.String())
		}
	case exam.RequestTaken:
		b := bodyOf[exam.DataRequest](f)
		return p.join(p.f.Words.T("request.is-"+b.Kind), p.code("request.field", b.Field), b.Value, b.Reason)
	case exam.RequestDecided:
		b := bodyOf[exam.DataDecision](f)
		if b.Granted {
			return p.join(p.f.Words.T("request.state-granted"), b.Reason)
		}
		return p.join(p.f.Words.T("request.state-refused"), b.Reason)
	case exam.RequestAnswered:
		return bodyOf[exam.DataAnswer](f).Text
	case exam.CandidateRectified:
		b := bodyOf[exam.Rectification](f)
		return p.join(p.code("request.field", b.Field), p.f.Words.T("screen.trace.change", "old", b.Old, "new", b.New))
	}
	return ""
}

// seat is the seat or station that somebody was given.
func (p personWords) seat(f exam.Fact, n int) string {
	switch {
	case n == 0:
		return ""
	case strings.HasSuffix(f.Abt, "/"+string(exam.Theory)):
		return p.f.Words.T("screen.trace.seat", "n", n)
	}
	return p.f.Words.T("screen.trace.station", "n", n)
}

// item is the rubric item that a mark is about: <component>/<session>/<staff>/<item>.
func (p personWords) item(f exam.Fact) string {
	part := strings.Split(f.Abt, "/")
	if len(part) < 4 {
		return ""
	}
	n, err := strconv.Atoi(part[3])
	if err != nil {
		return ""
	}
	for _, it := range p.h.Rubrics[exam.Component(part[0])].Items {
		if it.No == n {
			return p.f.Words.T("screen.trace.item-no", "n", n, "name", it.Name)
		}
	}
	return p.f.Words.T("screen.trace.item-n", "n", n)
}

// bodyOf decodes a body whose form the store has checked.
func bodyOf[T any](f exam.Fact) T {
	v, _ := exam.BodyOf[T](f)
	return v
}
