package paper

import (
	"strconv"

	"kaowu/app/exam"
)

// ResultRow is a candidate's line of a result list.
type ResultRow struct {
	Candidate   exam.Candidate
	Subject     exam.Subject
	Result      exam.Result
	Certificate string // number, empty until there is one
}

// ResultListData is what a result list says: 成绩册, or with Qualified
// 合格人员名册 (domain 9.11). The caller chooses the rows.
type ResultListData struct {
	Qualified     bool
	Rows          []ResultRow // in order of exam number
	Filler, Audit Signature   // 填报人, 审核
}

// ResultList lays out a result list, A4 landscape.
func ResultList(f *Frame, d ResultListData) Doc {
	title := f.t("results")
	if d.Qualified {
		title = f.t("qualified-list")
	}
	fl := newFlow(f, true, title, f.t("about-exam", "exam", f.Header.Exam))
	h := f.Header
	fl.facts(3,
		fact{label: f.t("body"), value: h.Body}, fact{label: f.t("filing"), value: h.Filing},
		fact{label: f.t("exam"), value: h.Exam}, fact{label: f.t("site"), value: h.Site},
		fact{label: f.t("dates"), value: f.t("day-span", "from", h.From, "to", h.To)},
		fact{label: f.t("people"), value: f.t("count", "n", len(d.Rows))})
	fl.y += 2
	fl.table(f.resultTable(fl, d))
	fl.need(3 + signHigh)
	fl.y += 3
	fl.signs(3, signBox{caption: f.t("filler"), sig: d.Filler}, signBox{caption: f.t("audit"), sig: d.Audit},
		signBox{caption: f.t("seal"), seal: true})
	return fl.finish()
}

func (f *Frame) resultTable(fl *flow, d ResultListData) table {
	cols := []column{
		{f.t("row"), 11, toMiddle}, {f.t("exam-no"), 22, toLeft}, {f.t("name"), 30, toLeft}, {f.t("sex"), 11.5, toMiddle},
		{f.t("id"), 21, toLeft}, {f.t("unit"), 35, toLeft}, {f.t("occupation"), 29, toLeft}, {f.t("level"), 23, toLeft},
		{f.component(exam.Theory), 18, toRight}, {f.component(exam.Practical), 18, toRight}, {f.component(exam.Review), 18, toRight},
		{f.t("weighted"), 18, toRight}, {f.t("conclusion"), 16, toMiddle}, {f.t("certificate"), 46, toLeft},
	}
	t := fl.columns(cols)
	t.low, t.size = 7.2, 8.5
	// Two rows of heads: 考核成绩 stands over its three columns.
	const first, last = 8, 10
	var upper, lower row
	for i, c := range cols {
		switch {
		case i == first:
			upper = append(upper, cell{s: f.t("scores"), span: last - first + 1, align: toMiddle, fill: Tint})
		case i < first || i > last:
			upper = append(upper, cell{s: c.head, align: toMiddle, fill: Tint, down: 2})
		}
		if i >= first && i <= last {
			lower = append(lower, headCell(c.head))
		} else {
			lower = append(lower, cell{under: true})
		}
	}
	t.head = []row{upper, lower}
	for i, r := range d.Rows {
		c := r.Candidate
		texts := []string{strconv.Itoa(i + 1), string(c.No), c.Name, c.Sex, f.tail(c.IDNumber), f.unit(c), f.trade(r.Subject), r.Subject.Level.Printed()}
		for _, part := range exam.Components() {
			texts = append(texts, f.part(r, part))
		}
		t.rows = append(t.rows, cells(cols, append(texts, score(r.Result.Total), f.conclusion(r.Result), r.Certificate)...))
	}
	return t
}

// part is what stands for one component: a score, a word, or -- where the subject
// does not examine it (domain 7.13).
func (f *Frame) part(r ResultRow, c exam.Component) string {
	for _, need := range r.Subject.Needs() {
		if need == c {
			o := r.Result.Parts[c]
			return f.standing(o.Score, o.Reason)
		}
	}
	return "--"
}

// conclusion is the word for a result: 合格, 不合格 or 待定.
func (f *Frame) conclusion(r exam.Result) string {
	switch {
	case !r.Final:
		return f.t("result.open")
	case r.Qualified:
		return f.t("result.qualified")
	}
	return f.t("result.not-qualified")
}
