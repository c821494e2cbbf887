package desk

import (
	"strconv"

	"kaowu/app/exam"
	"kaowu/app/paper"
)

// literacyForms prints the empty rating forms of whom the plan has rated.
func (p *printer) literacyForms() error {
	return p.eachRated(func(d paper.LiteracyData) error {
		for i, doc := range paper.LiteracyForms(p.frame, d) {
			name := string(d.Candidate.No) + "-" + strconv.Itoa(i+1)
			if err := p.print("literacy-form", name, "", []exam.CandidateNo{d.Candidate.No}, doc); err != nil {
				return err
			}
		}
		return nil
	})
}

// literacyRecords prints what the forms came to.
func (p *printer) literacyRecords() error {
	return p.eachRated(func(d paper.LiteracyData) error {
		return p.print("literacy-record", string(d.Candidate.No), "", []exam.CandidateNo{d.Candidate.No}, paper.LiteracyRecord(p.frame, d))
	})
}

func (p *printer) eachRated(do func(paper.LiteracyData) error) error {
	for _, row := range p.judge.Plan.Candidates {
		_, forms, err := p.site.rated(row.No)
		if err != nil {
			return err
		}
		if len(forms) == 0 {
			continue
		}
		if err := do(paper.LiteracyData{Candidate: row, Subject: p.site.subject(row.Subject), Forms: forms}); err != nil {
			return err
		}
	}
	return nil
}
