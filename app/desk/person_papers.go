package desk

import (
	"fmt"
	"slices"

	"kaowu/app/exam"
	"kaowu/app/paper"
)

// personPapers prints what concerns single candidates, the result lists and the forms
// of the whole exam.
func (d *Desk) personPapers(emit func(Printed) error) error {
	p, err := d.site.printer(emit)
	if err != nil {
		return err
	}
	v, err := d.site.resultList()
	if err != nil {
		return err
	}
	for _, r := range v.Rows {
		if err := p.matters(r); err != nil {
			return err
		}
	}
	if err := p.literacyRecords(); err != nil {
		return err
	}
	if err := p.print("result-list", "results", "", nil, paper.ResultList(p.frame, listData(v.Rows, false))); err != nil {
		return err
	}
	if err := p.print("result-list", "qualified", "", nil, paper.ResultList(p.frame, listData(v.Rows, true))); err != nil {
		return err
	}
	return p.examForms(d, v)
}

// matters prints a candidate's violations and corrections.
func (p *printer) matters(r ResultRow) error {
	c, err := p.site.candidate(r.Candidate.No)
	if err != nil {
		return err
	}
	for _, seen := range c.Violations {
		sit, err := p.site.sitting(seen.Session)
		if err != nil {
			return err
		}
		data := paper.ViolationData{Sitting: sit, Candidate: r.Candidate, Seen: seen, Wording: p.frame.Word("violation", seen.Code), Staff: p.staffOf(sit.Session)}
		if h := seen.Heard; h != nil {
			data.Seen.Statement, data.Handled, data.Refused = h.Statement, h.Handled, !h.Signed
			data.Staff = nil
			for _, w := range h.Witnesses {
				data.Witnesses = append(data.Witnesses, paper.Signature{Name: w})
			}
			for _, id := range append(slices.Clone(h.Staff), h.Supervisor) {
				s, err := p.site.person(id)
				if err != nil {
					return err
				}
				data.Staff = append(data.Staff, paper.Signature{Staff: id, Name: s.Name, As: s.Role})
			}
		}
		if seen.Decided {
			f, err := p.site.book.Fact(seen.DecisionID)
			if err != nil {
				return err
			}
			data.Decider, data.DecidedAt = p.site.name(seen.Decider), f.Wall
		}
		name := fmt.Sprintf("%s-%02d-%d", seen.Session, r.Candidate.Seats[sit.Session.Component], seen.No)
		if err := p.print("violation-record", name, seen.Session, []exam.CandidateNo{c.No}, paper.ViolationRecord(p.frame, data)); err != nil {
			return err
		}
	}
	for _, comp := range exam.Components() {
		for i, k := range c.Corrections[comp] {
			if k.Approver == "" {
				continue
			}
			if err := p.correction(r, c, k, i); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *printer) correction(r ResultRow, c exam.CandidateState, k exam.Correct, i int) error {
	f, err := p.site.book.Fact(k.Proposed)
	if err != nil {
		return err
	}
	// The result before: the same facts without this correction and later ones.
	before := c
	before.Corrections = map[exam.Component][]exam.Correct{}
	for comp, list := range c.Corrections {
		if comp == k.Component {
			list = list[:i]
		}
		before.Corrections[comp] = list
	}
	data := paper.CorrectionData{Candidate: r.Candidate, Subject: r.Subject, Correct: k, Proposed: f.Wall,
		Before: p.judge.Result(before), After: r.Result,
		Proposer: paper.Signature{Staff: k.Proposer, Name: p.site.name(k.Proposer), At: f.Wall},
		Approver: paper.Signature{Staff: k.Approver, Name: p.site.name(k.Approver), At: k.When}}
	no := c.Listed.Sessions[k.Component]
	name := fmt.Sprintf("%s-%02d-%d", no, r.Candidate.Seats[k.Component], i+1)
	return p.print("correction-record", name, no, []exam.CandidateNo{c.No}, paper.CorrectionRecord(p.frame, data))
}
