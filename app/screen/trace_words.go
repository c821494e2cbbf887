package screen

import (
	"strconv"
	"strings"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// told is an event in words.
type told struct {
	title, line string
	state       kit.State
	more        []kit.Fact // beside who, when and what
}

// slot is what an event's About says: component, session, assessor, item.
type slot struct {
	comp    exam.Component
	session exam.SessionNo
	item    int
}

func slotOf(about string) slot {
	p := strings.Split(about, "/")
	s := slot{comp: exam.Component(p[0])}
	switch {
	case p[0] == "checkin" || p[0] == "correction":
		s.comp = exam.Component(p[len(p)-1])
	case len(p) > 1:
		s.session = exam.SessionNo(p[1])
	}
	if len(p) > 3 {
		s.item, _ = strconv.Atoi(p[3]) // "sent" and "arbitration" are no items
	}
	return s
}

// tell puts one event of a history into words.
func (t *tracePage) tell(m desk.Moment) told {
	out := told{title: t.u.T("screen.kind." + string(m.Fact.Kind)), state: kit.Done}
	switch m.Fact.Kind {
	case exam.Admitted, exam.Absent, exam.CheckInUndone:
		t.tellCheckIn(m, &out)
	case exam.TheoryEntered, exam.TheoryScored, exam.ItemScored:
		t.tellScore(m, &out)
	case exam.TheoryHanded:
		out.state, out.line = kit.Caution, t.u.T("screen.trace.handed-to", "to", m.To)
	case exam.ItemReason, exam.ScoresTaken, exam.ItemVetoed, exam.ItemNote:
		t.tellItem(m, &out)
	case exam.ScoresSent:
		t.tellSheet(m, &out)
	case exam.ViolationHeard, exam.ViolationDelivered:
		t.tellHearing(m, &out)
	case exam.Arbitrated, exam.ViolationSeen, exam.ViolationDecided, exam.ConflictSettled:
		t.tellDecision(m, &out)
	case exam.CorrectionProposed, exam.CorrectionApproved:
		t.tellCorrection(m, &out)
	case exam.ResultConfirmed, exam.CertificateGiven, exam.UploadVerdict, exam.ResultsNoticed:
		t.tellResult(m, &out)
	case exam.RecordFrozen, exam.RecordReopened, exam.RecordSigned, exam.RecordPaper, exam.RecordSealed, exam.RecordIncident:
		t.tellRecord(m, &out)
	case exam.AvoidanceDeclared:
		t.tellAvoidance(m, &out)
	case exam.ReassessDecided:
		t.tellReassess(m, &out)
	case exam.VisitNoted, exam.CameraNoted:
		t.tellSupervision(m, &out)
	case exam.RequestTaken, exam.RequestDecided, exam.RequestAnswered, exam.CandidateRectified:
		t.tellRequest(m, &out)
	case exam.ClockJumped, exam.ClockCorrected:
		t.tellClock(m, &out)
	case exam.CandidateListed:
		out.line = t.u.subject(t.h.Subject)
	}
	return out
}

// body decodes an event's body; the store has checked its form, so what does not
// decode is shown without it.
func body[T any](m desk.Moment) T {
	v, _ := exam.BodyOf[T](m.Fact)
	return v
}

// code is the word of a code of the code tables, else the code itself.
func (t *tracePage) code(area, code string) string {
	if key := area + "." + code; code != "" && t.u.w.Has(key) {
		return t.u.T(key)
	}
	return code
}

func (t *tracePage) component(c exam.Component) string {
	if c == "" {
		return ""
	}
	return t.u.T("component." + string(c))
}

// place is 座位 3 or 3 号工位.
func (t *tracePage) place(c exam.Component, seat int) string {
	if seat == 0 {
		return ""
	}
	if c == exam.Theory {
		return t.u.T("screen.trace.seat", "n", seat)
	}
	return t.u.T("screen.trace.station", "n", seat)
}

func (t *tracePage) room(no exam.SessionNo) string {
	s, ok := t.h.Sessions[no]
	if !ok {
		return string(no)
	}
	return t.u.T("screen.trace.room", "session", string(no), "room", t.h.Rooms[s.Room].Name)
}

func (t *tracePage) tellCheckIn(m desk.Moment, out *told) {
	u, b, s := t.u, body[exam.CheckIn](m), slotOf(m.Fact.Abt)
	late := ""
	switch m.Fact.Kind {
	case exam.Admitted:
		out.state = kit.Admitted
		if b.Late > 0 {
			out.state, late = kit.Late, u.T("screen.trace.late", "n", b.Late)
		}
		if b.Drawn {
			out.title = u.T("screen.trace.drawn")
			out.more = append(out.more, kit.Fact{Label: u.T("screen.trace.seed"), Value: b.Seed})
		}
	case exam.Absent:
		out.state = kit.Absent
	case exam.CheckInUndone:
		out.state = kit.Revised
	}
	out.line = join(t.room(b.Session), t.place(s.comp, b.Seat), late, t.code("undo", b.Reason))
}

func (t *tracePage) tellScore(m desk.Moment, out *told) {
	s, now := slotOf(m.Fact.Abt), body[exam.Score](m).Score.String()
	if m.Before != nil && m.Before.Kind == m.Fact.Kind {
		if old, err := exam.BodyOf[exam.Score](*m.Before); err == nil {
			out.state, now = kit.Revised, t.change(old.Score.String(), now)
		}
	}
	if m.Fact.Kind != exam.ItemScored {
		out.line = now
		return
	}
	out.line = join(t.item(s), now)
	out.more = append(out.more, kit.Fact{Label: t.u.T("screen.trace.item"), Value: t.item(s)})
}

func (t *tracePage) change(old, now string) string {
	return t.u.T("screen.trace.change", "old", old, "new", now)
}

// item is the name of a rubric item, with its number where it is known.
func (t *tracePage) item(s slot) string {
	for _, it := range t.h.Rubrics[s.comp].Items {
		if it.No == s.item {
			return t.u.T("screen.trace.item-no", "n", it.No, "name", it.Name)
		}
	}
	return t.u.T("screen.trace.item-n", "n", s.item)
}

func (t *tracePage) tellItem(m desk.Moment, out *told) {
	s := slotOf(m.Fact.Abt)
	switch m.Fact.Kind {
	case exam.ItemReason:
		b := body[exam.Why](m)
		out.line = join(t.item(s), t.code("why", b.Code), b.Text)
	case exam.ScoresTaken:
		b := body[exam.Why](m)
		out.state, out.line = kit.Revised, join(t.component(s.comp), t.code("takeback", b.Code), b.Text)
	case exam.ItemVetoed:
		b := body[exam.Veto](m)
		out.state, out.line = kit.Vetoed, join(t.item(s), t.code("vetowhy", b.Code), b.Text)
		if !b.Veto {
			out.state, out.title = kit.Revised, t.u.T("screen.trace.veto-lifted")
		}
	case exam.ItemNote:
		b := body[exam.Note](m)
		out.line = join(t.item(s), b.Source, b.Comment)
	}
}

func (t *tracePage) tellSheet(m desk.Moment, out *told) {
	u, b, s := t.u, body[exam.Handover](m), slotOf(m.Fact.Abt)
	total := b.Total.String()
	out.line = join(t.component(s.comp), total)
	out.more = append(out.more, kit.Fact{Label: u.T("screen.trace.total"), Value: u.T("screen.trace.of-full", "score", total, "full", t.full(s.comp).Plain())})
	for _, v := range t.vetoes(b) {
		out.title, out.state = u.T("screen.trace.sent-veto"), kit.Vetoed
		out.line = join(out.line, u.T("screen.trace.item-n", "n", v.item))
		out.more = append(out.more, kit.Fact{Label: u.T("screen.trace.veto"), Value: v.says, Tone: kit.Err})
	}
}

// full is the full mark of a component's sheet.
func (t *tracePage) full(c exam.Component) exam.Tenths {
	var sum exam.Tenths
	for _, it := range t.h.Rubrics[c].Items {
		sum += it.Full
	}
	return sum
}

// vetoed is a veto item that a sheet marked.
type vetoed struct {
	item int
	says string
}

// vetoes are the veto items marked in a sheet as it was handed in.
func (t *tracePage) vetoes(b exam.Handover) []vetoed {
	var out []vetoed
	for _, m := range t.resting(b.Rests) {
		if m.Fact.Kind == exam.ItemVetoed {
			if v := body[exam.Veto](m); v.Veto {
				s := slotOf(m.Fact.Abt)
				out = append(out, vetoed{s.item, join(t.item(s), t.code("vetowhy", v.Code), v.Text)})
			}
		}
	}
	return out
}

// resting are the events that another one rests on.
func (t *tracePage) resting(ids []exam.ID) []desk.Moment {
	var out []desk.Moment
	for _, id := range ids {
		if i, ok := t.byID[id]; ok {
			out = append(out, t.h.Moments[i])
		}
	}
	return out
}

func (t *tracePage) tellDecision(m desk.Moment, out *told) {
	u := t.u
	switch m.Fact.Kind {
	case exam.Arbitrated:
		b := body[exam.Arbitration](m)
		veto := ""
		if b.Veto {
			veto = u.T("screen.trace.veto")
		}
		out.state, out.line = kit.Arbitration, join(t.component(slotOf(m.Fact.Abt).comp), b.Score.String(), veto, b.Reason)
	case exam.ViolationSeen:
		b := body[exam.Violation](m)
		out.state, out.line = kit.Caution, join(t.code("violation", b.Code), b.Facts)
		out.more = append(out.more, kit.Fact{Label: u.T("screen.trace.session"), Value: t.room(b.Session)}, kit.Fact{Label: u.T("screen.trace.seen-at"), Value: b.Time},
			kit.Fact{Label: u.T("screen.trace.evidence"), Value: b.Evidence}, kit.Fact{Label: u.T("screen.trace.statement"), Value: b.Statement})
	case exam.ViolationDecided:
		b := body[exam.Decision](m)
		out.state, out.line = kit.Caution, join(u.T("screen.trace.void-none"), b.Reason)
		if len(b.Void) > 0 {
			var list []string
			for _, c := range b.Void {
				list = append(list, t.component(c))
			}
			out.state, out.line = kit.Rejected, join(u.T("screen.trace.void", "components", list), b.Reason)
		}
	case exam.ConflictSettled:
		b := body[exam.Settlement](m)
		out.state, out.line = kit.Conflict, join(t.code("settle", b.Code), b.Reason)
	}
}

func (t *tracePage) tellCorrection(m desk.Moment, out *told) {
	out.state = kit.Revised
	b := body[exam.Correction](m)
	if m.Fact.Kind == exam.CorrectionApproved {
		id := body[exam.Approval](m).Proposal
		for _, p := range t.resting([]exam.ID{id}) {
			b = body[exam.Correction](p)
			out.more = append(out.more, kit.Fact{Label: t.u.T("screen.trace.proposer"), Value: p.By})
		}
	}
	out.line = join(t.component(b.Component), t.change(b.Old.String(), b.New.String()), t.code("correction", b.Code), b.Reason)
}

func (t *tracePage) tellResult(m desk.Moment, out *told) {
	u := t.u
	switch m.Fact.Kind {
	case exam.ResultConfirmed:
		b := body[exam.Confirmed](m)
		verdict := u.T("screen.results.not-qualified")
		out.state = kit.Rejected
		if b.Qualified {
			out.state, verdict = kit.Done, u.T("screen.results.qualified")
		}
		out.line = join(verdict, score(b.Total))
		for i, v := range []*exam.Tenths{b.Theory, b.Practical, b.Review} {
			if v != nil {
				out.more = append(out.more, kit.Fact{Label: t.component(exam.Components()[i]), Value: v.String()})
			}
		}
	case exam.CertificateGiven:
		out.line = body[exam.Certificate](m).Number
	case exam.UploadVerdict:
		b := body[exam.Verdict](m)
		out.state = kit.Unknown
		switch b.Verdict {
		case accepted:
			out.state = kit.Accepted
		case rejected:
			out.state = kit.Rejected
		case duplicate:
			out.state = kit.Duplicate
		}
		out.line = join(t.code("screen.verdict", b.Verdict), b.Words)
		if kind := ofKind(b.Data); kind != "" {
			out.line = join(u.T("screen.upload.kind"+kind), out.line)
		}
	case exam.ResultsNoticed:
		out.line = u.T("screen.trace.until", "until", string(body[exam.Stage](m).Until))
	}
}

func (t *tracePage) tellRecord(m desk.Moment, out *told) {
	u := t.u
	no := exam.SessionNo(strings.TrimPrefix(m.Fact.On, "record/"))
	revision := func(n int) string { return u.T("screen.trace.revision", "n", n) }
	switch m.Fact.Kind {
	case exam.RecordFrozen:
		out.state, out.line = kit.ToSign, join(string(no), revision(body[exam.Freeze](m).Revision))
	case exam.RecordReopened:
		b := body[exam.Why](m)
		out.state, out.line = kit.Revised, join(string(no), t.code("reopen", b.Code), b.Text)
	case exam.RecordSigned:
		b := body[exam.Signature](m)
		out.state, out.line = kit.Signed, join(string(no), revision(b.Revision))
	case exam.RecordPaper:
		b := body[exam.Paper](m)
		signers := 0
		for _, x := range t.h.Moments {
			if x.Fact.Kind == exam.RecordSigned && x.Fact.On == m.Fact.On && body[exam.Signature](x).Revision == b.Revision {
				signers++
			}
		}
		out.state, out.line = kit.Signed, join(string(no), revision(b.Revision), u.T("screen.trace.all-signed", "n", signers))
	case exam.RecordSealed:
		out.state, out.line = kit.Signed, join(string(no), revision(body[exam.Paper](m).Revision))
	case exam.RecordIncident:
		b := body[exam.Incident](m)
		out.state, out.line = kit.Caution, join(string(no), t.code("incident", b.Code), b.Text)
	}
}
