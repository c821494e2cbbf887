package desk

import (
	"kaowu/app/exam"
	"kaowu/app/paper"
)

// FilingForm is the filing form 备案申请表 of the version that stands, laid out to be
// looked at and printed. Refusals: filing-stage (nothing is loaded), no-press.
func (o *Officer) FilingForm() (paper.Doc, error) {
	if err := o.allow("FilingForm"); err != nil {
		return paper.Doc{}, err
	}
	st, err := o.state()
	if err != nil {
		return paper.Doc{}, err
	}
	if st.Drafted == nil {
		return paper.Doc{}, stageRefusal(st, StageDrafted)
	}
	s := o.desk.site
	if s.opt.Press == nil {
		return paper.Doc{}, exam.Refuse("no-press")
	}
	f := s.opt.Frame
	f.Header = exam.Header{Exam: s.Cover().Exam, Body: st.Filing.Head.Body, Filing: st.Filing.Head.Number}
	f.Drill, f.Printed = s.book.Drill(), s.Now().Time
	return paper.FilingForm(&f, paper.FilingData{Filing: st.Filing, Version: st.Drafted.Version, Digest: st.Drafted.Digest, Draft: st.Stage == StageDrafted}), nil
}

// PDF draws a laid-out paper of this book as a PDF file.
func (i *Institution) PDF(doc paper.Doc) ([]byte, error) {
	if i.site.opt.Press == nil {
		return nil, exam.Refuse("no-press")
	}
	return i.site.opt.Press.PDF(doc, i.site.Now().Time)
}

// PrintCharts makes a PDF file of charts of the ledger that a screen has put into words,
// as of the moment of their figures. Refusal: no-press.
func (o *Officer) PrintCharts(charts []paper.Chart, at exam.Time) ([]byte, error) {
	if err := o.allow("PrintCharts"); err != nil {
		return nil, err
	}
	s := o.desk.site
	if s.opt.Press == nil {
		return nil, exam.Refuse("no-press")
	}
	f := s.opt.Frame
	f.Header = exam.Header{Exam: s.Cover().Exam, Body: s.Cover().Organisation, Site: s.Cover().Organisation, Filing: s.Cover().Exam}
	f.Drill, f.Printed = s.book.Drill(), at.Time
	return s.opt.Press.PDF(paper.ChartPages(&f, charts), at.Time)
}
