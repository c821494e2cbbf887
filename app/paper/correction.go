package paper

import "kaowu/app/exam"

// CorrectionData is a correction of a confirmed score with both of its people
// (notice 9.3, design 4).
type CorrectionData struct {
	Candidate exam.Candidate
	Subject   exam.Subject
	Correct   exam.Correct
	Proposed  exam.Time // when it was proposed; Correct.When is when it was approved
	// Before and After are the whole result without and with the correction.
	Before, After      exam.Result
	Proposer, Approver Signature
}

// CorrectionRecord lays out the record of a correction 成绩更正记录, A4 portrait.
func CorrectionRecord(f *Frame, d CorrectionData) Doc {
	fl := newFlow(f, false, f.t("correction"), f.t("about-exam", "exam", f.Header.Exam))
	h, c := f.Header, d.Correct
	fl.facts(2,
		fact{label: f.t("body"), value: h.Body}, fact{label: f.t("filing"), value: h.Filing},
		fact{label: f.t("exam"), value: h.Exam}, fact{label: f.t("site"), value: h.Site},
		fact{label: f.t("exam-no"), value: string(d.Candidate.No)}, fact{label: f.t("name"), value: d.Candidate.Name},
		fact{label: f.t("id"), value: f.tail(d.Candidate.IDNumber)}, fact{label: f.t("level"), value: d.Subject.Level.Printed()},
		fact{label: f.t("occupation"), value: f.trade(d.Subject), wide: true})
	fl.y += 3
	cols := []column{{"", 50, toLeft}, {f.t("old"), 66, toMiddle}, {f.t("new"), 66, toMiddle}}
	t := fl.columns(cols)
	t.low = 9
	t.rows = append(t.rows, row{{s: f.component(c.Component), fill: Tint}, {s: c.Old.String(), size: 13, align: toMiddle}, {s: c.New.String(), size: 13, align: toMiddle}},
		cells(cols, f.t("weighted"), score(d.Before.Total), score(d.After.Total)),
		cells(cols, f.t("conclusion"), f.conclusion(d.Before), f.conclusion(d.After)))
	fl.table(t)
	fl.y += 3
	fl.facts(2,
		fact{label: f.t("reason"), value: f.why("correction", exam.Why{Code: c.Code, Text: c.Reason}), wide: true, high: 18},
		fact{label: f.t("proposed-at"), value: seconds(d.Proposed)}, fact{label: f.t("approved-at"), value: f.approved(c)},
		fact{label: f.t("event-proposed"), value: c.Proposed.String(), wide: true},
		fact{label: f.t("event-approved"), value: f.eventID(c.Approved), wide: true})
	fl.y += 3
	fl.note(f.t("both-kept"))
	fl.need(3 + signHigh)
	fl.y += 2
	fl.signs(3, signBox{caption: f.t("proposer"), sig: d.Proposer}, signBox{caption: f.t("approver"), sig: d.Approver},
		signBox{caption: f.t("seal"), seal: true})
	return fl.finish()
}

// approved is when a correction was approved; one that waits does not hold yet.
func (f *Frame) approved(c exam.Correct) string {
	if c.Approver == "" {
		return f.t("not-approved")
	}
	return seconds(c.When)
}

// eventID is an event's id, or that there is none yet.
func (f *Frame) eventID(id exam.ID) string {
	if id == (exam.ID{}) {
		return f.t("not-approved")
	}
	return id.String()
}
