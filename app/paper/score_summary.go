package paper

import (
	"strconv"

	"kaowu/app/exam"
)

// SummaryRow is a candidate's line of a score summary.
type SummaryRow struct {
	No         exam.CandidateNo
	Name       string
	Seat       int
	Totals     []*exam.Tenths // of SummaryData.Assessors, in their order; nil: not handed in
	Spread     *exam.Tenths   // nil where fewer than two scored
	Arbitrated *exam.Tenths
	Final      *exam.Tenths
	State      string // code that stands in the place of Final
	Veto       bool
	Note       string
}

// SummaryData is what a score summary says: 操作技能成绩汇总表 (domain 9.5), or
// 综合评审汇总表 (9.6) by the session's component.
type SummaryData struct {
	Sitting
	Assessors []exam.Staff // in order of staff id
	Rows      []SummaryRow // in order of exam number
	// Signatures begin with the group lead; then assessors, then the supervisor.
	Signatures []Signature
}

// ScoreSummary lays out a score summary, A4 landscape.
func ScoreSummary(f *Frame, d SummaryData) Doc {
	title, seat := f.t("score-summary"), f.t("station")
	if d.Session.Component == exam.Review {
		title, seat = f.t("review-summary"), f.t("order")
	}
	fl := newFlow(f, true, title, f.about(d.Sitting))
	fl.sitting(d.Sitting, fact{label: f.t("paper"), value: d.Session.Paper})
	fl.y += 2
	cols := []column{{f.t("row"), 10, toMiddle}, {f.t("exam-no"), 26, toLeft}, {f.t("name"), 34, toLeft}, {seat, 12, toMiddle}}
	for _, a := range d.Assessors {
		cols = append(cols, column{f.t("assessor-name", "id", a.ID, "name", a.Name), 22, toRight})
	}
	cols = append(cols, column{f.t("spread"), 15, toRight}, column{f.t("arbitrated"), 18, toRight},
		column{f.t("final"), 18, toRight}, column{f.t("veto"), 13, toMiddle}, column{f.t("note"), 34, toLeft})
	rows := make([][]string, len(d.Rows))
	for i, r := range d.Rows {
		rows[i] = f.summaryRow(i, r, len(d.Assessors))
	}
	fl.grid(cols, 7.6, rows)
	fl.need(3 + signHigh)
	fl.y += 3
	boxes := append(f.roleBoxes(d.Signatures), signBox{caption: f.t("seal"), seal: true})
	fl.signs(min(len(boxes), 6), boxes...)
	return fl.finish()
}

func (f *Frame) summaryRow(i int, r SummaryRow, assessors int) []string {
	out := []string{strconv.Itoa(i + 1), string(r.No), r.Name, number(r.Seat)}
	for n := range assessors {
		s := ""
		if n < len(r.Totals) {
			s = score(r.Totals[n])
		}
		out = append(out, s)
	}
	veto := ""
	if r.Veto {
		veto = f.t("yes")
	}
	return append(out, score(r.Spread), score(r.Arbitrated), f.standing(r.Final, r.State), veto, r.Note)
}
