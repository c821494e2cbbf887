package paper

import (
	"strconv"

	"kaowu/app/exam"
)

// LiteracyData is a candidate whose review has items that rating forms fill in
// 综合职业素养 (notice 7.2).
type LiteracyData struct {
	Candidate exam.Candidate
	Subject   exam.Subject
	Forms     []exam.FormScore
}

// LiteracyForms lays out empty rating forms, a page for each source that the plan asks
// for: 自评 and 互评 are signed by who fills them in, 民意测评 by nobody.
func LiteracyForms(f *Frame, d LiteracyData) []Doc {
	var out []Doc
	for _, source := range exam.LiteracySources() {
		var items []exam.Item
		for _, x := range d.Forms {
			if x.Item.Sources.Of(source) > 0 {
				items = append(items, x.Item)
			}
		}
		if len(items) > 0 {
			out = append(out, f.literacyForm(d, source, items))
		}
	}
	return out
}

func (f *Frame) literacyForm(d LiteracyData, source string, items []exam.Item) Doc {
	title := f.t("literacy-form", "source", f.Words.T("literacy.source-"+source))
	fl := newFlow(f, false, title, f.t("about-exam", "exam", f.Header.Exam))
	fl.literacyHead(d)
	fl.note(f.Words.T("literacy.how-" + source))
	fl.y += 1
	cols := []column{{f.t("row"), 14, toMiddle}, {f.t("item"), 50, toLeft}, {f.t("standard"), 80, toLeft}, {f.t("literacy-mark"), 38, toMiddle}}
	t := fl.columns(cols)
	t.low = 14
	for _, it := range items {
		t.rows = append(t.rows, cells(cols, strconv.Itoa(it.No), it.Name, it.Standard, ""))
	}
	fl.table(t)
	if source == exam.SourcePoll {
		return fl.finish()
	}
	fl.need(3 + signHigh)
	fl.y += 3
	who := f.t("literacy-rater")
	if source == exam.SourceSelf {
		who = f.t("literacy-self")
	}
	fl.signs(2, signBox{caption: who}, signBox{caption: f.t("literacy-collector")})
	return fl.finish()
}

func (fl *flow) literacyHead(d LiteracyData) {
	f := fl.f
	fl.facts(2,
		fact{label: f.t("exam"), value: f.Header.Exam}, fact{label: f.t("exam-no"), value: string(d.Candidate.No)},
		fact{label: f.t("name"), value: d.Candidate.Name}, fact{label: f.t("unit"), value: d.Candidate.Unit},
		fact{label: f.t("occupation"), value: f.trade(d.Subject)}, fact{label: f.t("level"), value: d.Subject.Level.Printed()})
	fl.y += 1
}

// LiteracyRecord lays out what the forms came to, A4 portrait: source by source the forms
// counted, the mean and the weight, and the mark that stands in every review sheet.
func LiteracyRecord(f *Frame, d LiteracyData) Doc {
	fl := newFlow(f, false, f.t("literacy-record"), f.t("about-exam", "exam", f.Header.Exam))
	fl.literacyHead(d)
	cols := []column{{f.t("row"), 14, toMiddle}, {f.t("item"), 50, toLeft}, {f.t("literacy-source"), 36, toLeft}, {f.t("literacy-count"), 20, toRight},
		{f.t("literacy-void"), 20, toRight}, {f.t("literacy-mean"), 22, toRight}, {f.t("literacy-weight"), 20, toRight}}
	t := fl.columns(cols)
	t.low = 7
	for _, x := range d.Forms {
		for _, p := range x.Parts {
			t.rows = append(t.rows, cells(cols, strconv.Itoa(x.Item.No), x.Item.Name, f.Words.T("literacy.source-"+p.Source), strconv.Itoa(len(p.Rating.Marks)),
				strconv.Itoa(p.Rating.Void), open(f.shownTenths(p.Mean)), strconv.Itoa(p.Weight)+"%"))
		}
		t.rows = append(t.rows, row{{s: f.t("literacy-sum", "item", x.Item.Name, "full", x.Item.Full.Plain()), span: 5, align: toRight, fill: Tint},
			{s: open(f.shownTenths(x.Mark)), align: toRight, fill: Tint}, {s: open(f.shownTenths(x.Score)), align: toRight, fill: Tint}})
	}
	fl.table(t)
	fl.note(f.t("literacy-note"))
	fl.need(3 + signHigh)
	fl.y += 3
	fl.signs(2, signBox{caption: f.t("literacy-collector")}, signBox{caption: f.Words.T("role.site-lead"), sig: Signature{Name: f.Header.SiteLead}})
	return fl.finish()
}

func (f *Frame) shownTenths(t *exam.Tenths) string {
	if t == nil {
		return ""
	}
	return t.String()
}
