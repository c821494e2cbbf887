package desk

import (
	"kaowu/app/exam"
	"kaowu/app/paper"
)

// ResultPages is the result list 成绩册 as it stands, or with qualified the list of
// those who passed 合格人员名册, laid out to be looked at and printed.
func (d *Desk) ResultPages(qualified bool) (paper.Doc, error) {
	if err := d.allow("ResultPages", ""); err != nil {
		return paper.Doc{}, err
	}
	v, err := d.site.resultList()
	if err != nil {
		return paper.Doc{}, err
	}
	f, err := d.site.frame(d.site.Now().Time)
	if err != nil {
		return paper.Doc{}, err
	}
	return paper.ResultList(f, listData(v.Rows, qualified)), nil
}

// listData is what a result list says of these results.
func listData(rows []ResultRow, qualified bool) paper.ResultListData {
	out := paper.ResultListData{Qualified: qualified}
	for _, r := range rows {
		if qualified && !r.Result.Qualified {
			continue
		}
		row := paper.ResultRow{Candidate: r.Candidate, Subject: r.Subject, Result: r.Result}
		if r.Certificate != nil {
			row.Certificate = r.Certificate.Number
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// ExplainPage is one candidate's result explained line by line, laid out to be
// handed to who asks 成绩说明.
func (d *Desk) ExplainPage(no exam.CandidateNo) (paper.Doc, error) {
	if err := d.allow("ExplainPage", ""); err != nil {
		return paper.Doc{}, err
	}
	j, err := d.site.judge()
	if err != nil {
		return paper.Doc{}, err
	}
	c, err := d.site.candidate(no)
	if err != nil {
		return paper.Doc{}, err
	}
	f, err := d.site.frame(d.site.Now().Time)
	if err != nil {
		return paper.Doc{}, err
	}
	return paper.Explanation(f, paper.ExplanationData{Candidate: c.Listed, Subject: d.site.subject(c.Listed.Subject), Result: j.Result(c), Lines: j.Explain(c)}), nil
}
