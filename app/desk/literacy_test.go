package desk

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kaowu/app/exam"
)

// withForms has the first item of the electricians' review filled in from forms.
func withForms(p *exam.Plan, _ *exam.Policy) {
	p.Rubrics = slices.Clone(p.Rubrics)
	for i, r := range p.Rubrics {
		if r.Component == exam.Review {
			p.Rubrics[i].Items = slices.Clone(r.Items)
			p.Rubrics[i].Items[0].Sources = exam.SourceWeights{Self: 20, Peer: 30, Poll: 50}
		}
	}
}

// Notice 7.2 and issue 5 item 5: the ethics item comes from self, peer and poll forms, in
// every member's sheet alike and once, and nothing of it changes under a handed-in sheet.
func TestLiteracyFillsTheReview(t *testing.T) {
	w := newWorld(t, withForms)
	ctx, lead := t.Context(), w.lead()
	one := w.roster("R01")[0]
	list, err := lead.LiteracyList()
	w.must(err)
	if len(list) != len(w.roster("R01")) || list[0].Forms[0].Score != nil {
		t.Fatalf("%d are rated, want those of the review", len(list))
	}
	item := list[0].Forms[0].Item
	rate := func(d *Desk, no exam.CandidateNo, source string, marks ...exam.Tenths) func() error {
		return func() error { return d.RateLiteracy(ctx, no, item.No, source, exam.Rating{Marks: marks}) }
	}
	w.refused("no-literacy", rate(lead, welder, exam.SourceSelf, 900)) // 三级 has no review
	w.refused("no-literacy", rate(lead, one, exam.SourceUnit, 900))
	w.refused("rating-marks", rate(lead, one, exam.SourceSelf))
	w.refused("rating-marks", rate(lead, one, exam.SourceSelf, 1001))
	w.refused("not-allowed", rate(w.as("S14"), one, exam.SourceSelf, 900))
	w.wrote(rate(lead, one, exam.SourceSelf, 950), `literacy.rated candidate/`+string(one)+` literacy/1/self {"marks":[950],"void":0,"file":""}`)

	// Peers and poll come as a file, all or nothing.
	path := filepath.Join(t.TempDir(), "forms.csv")
	text := "准考证号,评分项序号,来源,评分\n"
	for _, no := range w.roster("R01") {
		text += strings.ReplaceAll("NO,1,互评,90\nNO,1,互评,85\nNO,1,互评,88\nNO,1,民意测评,80\nNO,1,民意测评,70.5\nNO,1,民意测评,无效\n", "NO", string(no))
	}
	w.must(os.WriteFile(path, []byte(text+"999,1,互评,90\n"), 0o600))
	before := w.site.Size()
	if n, problems, err := lead.ImportLiteracy(ctx, path); n != 0 || err != nil || len(problems) != 1 || problems[0].Code != "unknown-candidate" || w.site.Size() != before {
		t.Errorf("%d ratings, %+v, %v", n, problems, err)
	}
	w.must(os.WriteFile(path, []byte(text), 0o600))
	n, problems, err := lead.ImportLiteracy(ctx, path)
	if err != nil || len(problems) > 0 || n != 2*len(w.roster("R01")) {
		t.Fatalf("%d ratings, %+v, %v", n, problems, err)
	}

	w.running("R01")
	d := w.crew("R01")[0]
	w.refused("item-from-forms", func() error { return d.ScoreItem(ctx, "R01", one, item.No, 0) })
	// Mark 83.0 as app/exam's test has it by hand; half up of the full marks' part.
	want := exam.Tenths((int64(item.Full)*830 + 500) / 1000)
	v, err := d.Sheet("R01", one)
	w.must(err)
	if m := v.Mine.Items[item.No]; !m.Scored || !m.Forms || m.Score != want || v.Mine.Total != want {
		t.Errorf("the sheet before scoring: %+v, total %s, want %s", m, v.Mine.Total, want)
	}
	for _, d := range w.crew("R01") {
		for _, it := range v.Rubric.Items[1:] {
			w.must(d.ScoreItem(ctx, "R01", one, it.No, eighty(it)))
		}
		w.must(d.SubmitScores(ctx, "R01", one))
	}
	w.refused("forms-closed", rate(lead, one, exam.SourceSelf, 100))
	c, err := w.site.candidate(one)
	w.must(err)
	j, err := w.site.judge()
	w.must(err)
	total := want + (1000-item.Full)*8/10 // 80 percent of the other items
	if o := j.Outcome(c, exam.Review); o.Score == nil || *o.Score != total {
		t.Errorf("review %+v, want %s", o, total)
	}
	// The second one's self-rating is missing: no sheet can be handed in.
	if two := w.roster("R01"); len(two) > 1 {
		for _, it := range v.Rubric.Items[1:] {
			w.must(d.ScoreItem(ctx, "R01", two[1], it.No, eighty(it)))
		}
		w.refused("forms-missing", func() error { return d.SubmitScores(ctx, "R01", two[1]) })
	}
	_, lines, err := lead.Explain(one)
	w.must(err)
	told := 0
	for _, l := range lines {
		if strings.HasPrefix(l.Code, "explain.literacy") {
			told++
		}
	}
	if told != 4 {
		t.Errorf("%d lines explain the item, want three sources and what they come to", told)
	}
	forms := map[string]int{}
	w.must(lead.PrintBefore(ctx, func(p Printed) error { forms[p.Form]++; return nil }, nil))
	if forms["literacy-form"] != 3*len(w.roster("R01")) {
		t.Errorf("%d rating forms, want three a candidate", forms["literacy-form"])
	}
}
