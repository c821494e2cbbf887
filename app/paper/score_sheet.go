package paper

import (
	"strconv"

	"kaowu/app/exam"
)

// ScoreSheetData is one assessor's marks for one candidate (domain 9.4), or one
// board member's (domain 9.6): the session's component tells which. With an empty
// Sheet it is the form to score on by hand.
//
// It carries the exam number and no name: the assessor judges the work. Scored by code
// number 密号 it carries that instead, and both once the results are confirmed.
type ScoreSheetData struct {
	Sitting
	Candidate exam.CandidateNo
	Code      string // code number 密号; empty where scoring is not blind
	Seat      int    // station, or place in the order of a review
	Rubric    exam.Rubric
	Sheet     exam.Sheet
	// Start, End and Stopped are times of day and whole minutes as words, empty
	// where nobody recorded them.
	Start, End, Stopped string
	Materials           string // of a review: 材料清单
	Assessor            Signature
}

// ScoreSheet lays out a score sheet, A4 portrait.
func ScoreSheet(f *Frame, d ScoreSheetData) Doc {
	review := d.Session.Component == exam.Review
	title := f.t("score-sheet")
	if review {
		title = f.t("review-sheet")
	}
	fl := newFlow(f, false, title, f.about(d.Sitting))
	extra := []fact{{label: f.t("paper"), value: d.Session.Paper}}
	if d.Candidate != "" || d.Code == "" {
		extra = append(extra, fact{label: f.t("exam-no"), value: string(d.Candidate)})
	}
	if d.Code != "" {
		extra = append(extra, fact{label: f.Words.T("blind.word"), value: d.Code})
	}
	extra = append(extra, fact{label: f.t("station"), value: number(d.Seat)})
	if review {
		extra = append(extra, fact{label: f.t("materials"), value: d.Materials, wide: true})
	} else {
		extra = append(extra, fact{label: f.t("span"), wide: true,
			value: f.t("span-value", "start", open(d.Start), "end", open(d.End), "stopped", open(d.Stopped))})
	}
	fl.sitting(d.Sitting, extra...)
	fl.y += 2
	fl.table(f.marks(fl, d, review))
	fl.need(3 + signHigh)
	fl.y += 3
	as := d.Assessor.As
	if as == "" {
		as = exam.RoleAssessor
	}
	fl.signs(2, signBox{caption: f.Words.T("role." + string(as)), sig: d.Assessor})
	return fl.finish()
}

// open is a value, or the line to write it on.
func open(s string) string {
	if s == "" {
		return "____"
	}
	return s
}

func (f *Frame) marks(fl *flow, d ScoreSheetData, review bool) table {
	why := f.t("deduction")
	if review {
		why = f.t("comment")
	}
	cols := []column{
		{f.t("row"), 10, toMiddle}, {f.t("module"), 24, toLeft}, {f.t("item"), 38, toLeft}, {f.t("standard"), 46, toLeft},
		{f.t("full"), 13, toRight}, {f.t("mark"), 14, toRight}, {why, 37, toLeft},
	}
	t := fl.columns(cols)
	t.low = 8
	var full exam.Tenths
	scored := 0
	for _, it := range d.Rubric.Items {
		full += it.Full
		m := d.Sheet.Items[it.No]
		mark := ""
		if m.Scored {
			mark = m.Score.String()
			scored++
		}
		name := it.Name
		if it.Veto {
			name = f.t("veto-item", "item", it.Name)
		}
		t.rows = append(t.rows, cells(cols, strconv.Itoa(it.No), it.Module, name, it.Standard, it.Full.Plain(), mark, f.whys(m)))
	}
	total := ""
	if scored == len(d.Rubric.Items) && scored > 0 {
		total = d.Sheet.Total.String()
	}
	verdict := ""
	if d.Sheet.Veto {
		verdict = f.t("vetoed")
	}
	return sumRow(t, f.t("total"), full.Plain(), total, verdict)
}

// sumRow adds the last row of a score table.
func sumRow(t table, label, full, total, verdict string) table {
	t.rows = append(t.rows, row{{s: label, span: 4, align: toRight, fill: Tint}, {s: full, align: toRight, fill: Tint},
		{s: total, align: toRight, size: headSize, fill: Tint}, {s: verdict, fill: Tint}})
	return t
}

// whys is everything said about a mark: the reason for a deduction, a veto with
// its reason, and a review item's source and comment.
func (f *Frame) whys(m exam.ItemMark) string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if m.Veto {
		add(f.t("veto-why", "why", f.why("vetowhy", m.Reason)))
	}
	add(f.why("why", m.Why))
	add(f.word("paper.source", m.Note.Source))
	add(m.Note.Comment)
	return f.join(parts)
}

// why is the wording of a reason, by the code table's area, and what was added to it.
func (f *Frame) why(area string, w exam.Why) string {
	var parts []string
	for _, s := range []string{f.word(area, w.Code), w.Text} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return f.join(parts)
}

// join lists parts in the language's manner.
func (f *Frame) join(parts []string) string {
	switch len(parts) {
	case 0:
		return ""
	case 1:
		return parts[0]
	}
	return f.t("pair", "first", parts[0], "second", f.join(parts[1:]))
}
