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
