package desk

import (
	"kaowu/app/exam"
	"kaowu/app/paper"
)

// examForms prints the forms of the whole exam: staff list, supervision reports,
// ledger, and the public notice once it runs.
func (p *printer) examForms(d *Desk, v ResultsView) error {
	plan := p.judge.Plan
	if err := p.print("staff-list", "staff", "", nil, paper.StaffList(p.frame, plan.Staff, len(plan.Sessions))); err != nil {
		return err
	}
	for _, s := range plan.Staff {
		if s.Role != exam.RoleSupervisor {
			continue
		}
		doc, err := p.supervision(s)
		if err != nil {
			return err
		}
		if err := p.print("supervision-report", string(s.ID), "", nil, doc); err != nil {
			return err
		}
	}
	doc, err := p.ledger(d, v)
	if err != nil {
		return err
	}
	if err := p.print("ledger", "ledger", "", nil, doc); err != nil {
		return err
	}
	if v.Stage == StageDrafted || v.Stage == StageConfirmed {
		return nil
	}
	if doc, err = p.notice(v); err != nil {
		return err
	}
	return p.print("public-notice", "notice", "", nil, doc)
}

// StaffPages is the staff list 考务人员名册, laid out to be looked at and printed.
func (d *Desk) StaffPages() (paper.Doc, error) {
	if err := d.allow("StaffPages", ""); err != nil {
		return paper.Doc{}, err
	}
	p, err := d.site.printer(nil)
	if err != nil {
		return paper.Doc{}, err
	}
	return paper.StaffList(p.frame, p.judge.Plan.Staff, len(p.judge.Plan.Sessions)), nil
}

// LedgerPages is the exam's line of the ledger 工作台账 as a page.
func (d *Desk) LedgerPages() (paper.Doc, error) {
	if err := d.allow("LedgerPages", ""); err != nil {
		return paper.Doc{}, err
	}
	v, err := d.site.resultList()
	if err != nil {
		return paper.Doc{}, err
	}
	p, err := d.site.printer(nil)
	if err != nil {
		return paper.Doc{}, err
	}
	return p.ledger(d, v)
}

func (p *printer) ledger(d *Desk, v ResultsView) (paper.Doc, error) {
	taken, err := d.entry(v)
	if err != nil {
		return paper.Doc{}, err
	}
	row := p.site.ledgerRow(taken.Entry)
	heads, values := row.Lines(p.frame.Words)
	lines := make([]paper.LedgerLine, len(heads))
	for i, h := range heads {
		lines[i] = paper.LedgerLine{Head: h, Value: values[i]}
	}
	return paper.Ledger(p.frame, lines, taken.Entry.Supervision), nil
}

// NoticePages is the public notice 公示 of those who qualified, laid out to be looked
// at and printed. Before it runs, its days are lines to write on. Refusal: stage-not
// before the results are confirmed.
func (d *Desk) NoticePages() (paper.Doc, error) {
	if err := d.allow("NoticePages", ""); err != nil {
		return paper.Doc{}, err
	}
	v, err := d.site.resultList()
	if err != nil {
		return paper.Doc{}, err
	}
	if v.Stage == StageDrafted {
		return paper.Doc{}, exam.Refuse("stage-not", "stage", "code:stage."+v.Stage, "need", "code:stage."+StageConfirmed)
	}
	p, err := d.site.printer(nil)
	if err != nil {
		return paper.Doc{}, err
	}
	return p.notice(v)
}

func (p *printer) notice(v ResultsView) (paper.Doc, error) {
	data := paper.NoticeData{Rows: listData(v.Rows, true).Rows}
	facts, err := p.site.book.Events(onResults)
	if err != nil {
		return paper.Doc{}, err
	}
	for _, f := range facts {
		if f.Kind != exam.ResultsNoticed {
			continue
		}
		b, err := exam.BodyOf[exam.Stage](f)
		if err != nil {
			return paper.Doc{}, err
		}
		data.From, data.Until = exam.Date(f.Wall.Format("2006-01-02")), b.Until
	}
	return paper.PublicNotice(p.frame, data), nil
}
