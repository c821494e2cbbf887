package paper

import (
	"strconv"

	"kaowu/app/exam"
)

// TheoryRow is a candidate's line of a theory sheet. State is the code of an
// exam.Outcome's reason (absent, void, open …) and stands in the score's place,
// because those are words and never 0 (domain 7.13).
type TheoryRow struct {
	No    exam.CandidateNo
	Name  string
	Score *exam.Tenths
	State string
	Note  string
}

// TheoryData is what a theory sheet 理论成绩登记表 says (domain 9.3).
type TheoryData struct {
	Sitting
	Rows []TheoryRow // in order of exam number
	// File is the SHA-256 of an imported result file, or empty where two people
	// entered the scores.
	File                         string
	Marker, Adder, Checker, Lead Signature // 阅卷人, 登分人, 核分人, 考点负责人
}

// TheorySheet lays out a theory sheet, A4 portrait.
func TheorySheet(f *Frame, d TheoryData) Doc {
	fl := newFlow(f, false, f.t("theory-sheet"), f.about(d.Sitting))
	extra := []fact{{label: f.t("paper"), value: d.Session.Paper, wide: true}}
	if d.File != "" {
		extra = append(extra, fact{label: f.t("source"), value: f.t("source-file", "sum", d.File), wide: true})
	}
	fl.sitting(d.Sitting, extra...)
	fl.y += 2
	rows := make([][]string, len(d.Rows))
	for i, r := range d.Rows {
		rows[i] = []string{strconv.Itoa(i + 1), string(r.No), r.Name, d.Session.Paper, f.standing(r.Score, r.State), r.Note}
	}
	fl.grid([]column{
		{f.t("row"), 12, toMiddle}, {f.t("exam-no"), 32, toLeft}, {f.t("name"), 42, toLeft},
		{f.t("paper"), 32, toLeft}, {f.t("score"), 24, toRight}, {f.t("note"), 40, toLeft},
	}, 7.2, rows)
	fl.need(3 + 2*signHigh)
	fl.y += 3
	fl.signs(3, signBox{caption: f.t("marker"), sig: d.Marker}, signBox{caption: f.t("adder"), sig: d.Adder},
		signBox{caption: f.t("checker"), sig: d.Checker}, signBox{caption: f.Words.T("role.site-lead"), sig: d.Lead},
		signBox{caption: f.t("seal"), seal: true})
	return fl.finish()
}

// standing is a score, or the word that stands in its place.
func (f *Frame) standing(s *exam.Tenths, state string) string {
	if s != nil {
		return s.String()
	}
	return f.word("paper.state", state)
}
