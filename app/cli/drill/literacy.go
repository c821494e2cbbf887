package drill

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"kaowu/app/exam"
)

const (
	ethics    = "职业道德"
	peerForms = 3
	pollForms = 5
)

// withForms is the plan with the ethics item of a review filled in from rating forms
// (notice 7.2), where the workbook leaves all of that rubric to the board: whichever plan
// is rehearsed, its forms are played. What was loaded from the workbook stays as it is.
func withForms(p exam.Plan) exam.Plan {
	p.Rubrics = slices.Clone(p.Rubrics)
	for i, r := range p.Rubrics {
		own := func(it exam.Item) bool { return it.Sources.Sum() > 0 }
		at := slices.IndexFunc(r.Items, func(it exam.Item) bool { return strings.Contains(it.Name, ethics) })
		if r.Component != exam.Review || at < 0 || slices.ContainsFunc(r.Items, own) {
			continue
		}
		p.Rubrics[i].Items = slices.Clone(r.Items)
		p.Rubrics[i].Items[at].Sources = exam.SourceWeights{Self: 20, Peer: 30, Poll: 50}
	}
	return p
}

// formItems are the items of a session that rating forms fill in.
func (d *day) formItems(s exam.Session) []exam.Item {
	r, _ := d.plan.Rubric(s.Subject, s.Component)
	return slices.DeleteFunc(slices.Clone(r.Items), func(it exam.Item) bool { return it.Sources.Sum() == 0 })
}

// rates says that a session has such items.
func (d *day) rates(no exam.SessionNo) bool {
	i := slices.IndexFunc(d.plan.Sessions, func(s exam.Session) bool { return s.No == no })
	return i >= 0 && len(d.formItems(d.plan.Sessions[i])) > 0
}

// rated are the deeds of a review's rating forms, collected before the board opens it:
// peers and poll come as a file, what people say of themselves is typed.
func (d *day) rated(s exam.Session, start time.Time) []deed {
	if s.Component != exam.Review || len(d.formItems(s)) == 0 {
		return nil
	}
	return []deed{{start.Add(-time.Hour), func(ctx context.Context) error {
		if err := d.rateByFile(ctx, s); err != nil {
			return err
		}
		return d.rateSelf(ctx, s)
	}}}
}

// rateByFile enters every source but 个人自评 from one file, a row a form. One poll form
// is void, on purpose.
func (d *day) rateByFile(ctx context.Context, s exam.Session) error {
	words := map[string]string{exam.SourcePeer: "考核互评", exam.SourcePoll: "民意测评", exam.SourceUnit: "单位评定"}
	forms := map[string]int{exam.SourcePeer: peerForms, exam.SourcePoll: pollForms, exam.SourceUnit: 1}
	var rows strings.Builder
	rows.WriteString("准考证号,评分项序号,来源,评分\r\n")
	want := 0
	for _, c := range d.roster(s) {
		for _, it := range d.formItems(s) {
			for _, source := range exam.LiteracySources() {
				if it.Sources.Of(source) == 0 || source == exam.SourceSelf || !d.sits(c, s) {
					continue
				}
				want++
				for k := range forms[source] {
					fmt.Fprintf(&rows, "%s,%d,%s,%s\r\n", c.No, it.No, words[source], d.rng.form(c.No, it, source, k))
				}
				if source == exam.SourcePoll && d.voidForm[c.No] == s.No {
					fmt.Fprintf(&rows, "%s,%d,%s,无效\r\n", c.No, it.No, words[source])
				}
			}
		}
	}
	if want == 0 {
		return nil
	}
	file := d.path("exchange", "literacy-"+string(s.No)+".csv")
	if err := writeFile(file, []byte(rows.String())); err != nil {
		return err
	}
	n, problems, err := d.people[d.lead().ID].ImportLiteracy(ctx, file)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return fmt.Errorf("session %s: the file of rating forms has %d problems, first %s", s.No, len(problems), problems[0].Code)
	}
	if n != want {
		return fmt.Errorf("session %s: the rating forms made %d ratings, want %d", s.No, n, want)
	}
	return nil
}

// rateSelf enters each candidate's own form.
func (d *day) rateSelf(ctx context.Context, s exam.Session) error {
	for _, c := range d.roster(s) {
		for _, it := range d.formItems(s) {
			if it.Sources.Self == 0 || !d.sits(c, s) {
				continue
			}
			r := exam.Rating{Marks: []exam.Tenths{d.rng.form(c.No, it, exam.SourceSelf, 0)}}
			if err := d.people[d.lead().ID].RateLiteracy(ctx, c.No, it.No, exam.SourceSelf, r); err != nil {
				return err
			}
		}
	}
	return nil
}
