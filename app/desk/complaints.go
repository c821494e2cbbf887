package desk

import (
	"context"
	"slices"

	"kaowu/app/exam"
	"kaowu/app/paper"
)

// ShowForComplaint enters what was shown to whom while a complaint is looked into (domain
// 9.14). Refusals: no-such-entry, complaint-shown (which item).
func (o *Officer) ShowForComplaint(ctx context.Context, no int, s exam.ComplaintShown) error {
	if err := o.allow("ShowForComplaint"); err != nil {
		return err
	}
	if bad := s.Bad(); bad != "" {
		return exam.Refuse("complaint-shown", "item", "code:shown.item."+bad)
	}
	defer o.desk.site.hold(exam.OnLedger)()
	c, err := o.complaint(no)
	if err != nil {
		return err
	}
	_, err = o.desk.append(ctx, o.desk.say(exam.LedgerShown, numberedOn(exam.OnLedgerComplaint, no), exam.AboutShown(len(c.Shown)+1), s))
	return err
}

// ComplaintPage is the record of one complaint 投诉举报记录, laid out to be printed.
// Refusals: no-such-entry, no-press.
func (o *Officer) ComplaintPage(no int) (paper.Doc, error) {
	if err := o.allow("ComplaintPage"); err != nil {
		return paper.Doc{}, err
	}
	c, err := o.complaint(no)
	if err != nil {
		return paper.Doc{}, err
	}
	s := o.desk.site
	if s.opt.Press == nil {
		return paper.Doc{}, exam.Refuse("no-press")
	}
	f := s.opt.Frame
	f.Header = exam.Header{Exam: s.Cover().Exam, Body: s.Cover().Organisation, Site: s.Cover().Organisation, Filing: s.Cover().Exam}
	f.Drill, f.Printed = s.book.Drill(), s.Now().Time
	return paper.ComplaintRecord(&f, c), nil
}

// complaint finds a complaint by its number. Refusal: no-such-entry.
func (o *Officer) complaint(no int) (exam.ComplaintState, error) {
	st, err := o.ledger()
	if err != nil {
		return exam.ComplaintState{}, err
	}
	i := slices.IndexFunc(st.Complaints, func(c exam.ComplaintState) bool { return c.No == no })
	if i < 0 {
		return exam.ComplaintState{}, exam.Refuse("no-such-entry", "no", no)
	}
	return st.Complaints[i], nil
}
