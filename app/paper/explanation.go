package paper

import "kaowu/app/exam"

// ExplanationData is how one result came about 成绩说明.
type ExplanationData struct {
	Candidate exam.Candidate
	Subject   exam.Subject
	Result    exam.Result
	Lines     []exam.Line
}

// Explanation lays out how a result came about, A4 portrait: a heading a component
// with its score or the word in its place, then the rules' own lines. It is for who
// asks about their result (notice 8), and names nobody but the candidate and those
// whom the lines name.
func Explanation(f *Frame, d ExplanationData) Doc {
	return f.explained(f.t("explanation"), d).finish()
}

// explained begins a paper that tells how a result came about.
func (f *Frame) explained(title string, d ExplanationData) *flow {
	fl := newFlow(f, false, title, f.t("about-exam", "exam", f.Header.Exam))
	fl.facts(2,
		fact{label: f.t("exam"), value: f.Header.Exam}, fact{label: f.t("exam-no"), value: string(d.Candidate.No)},
		fact{label: f.t("name"), value: d.Candidate.Name}, fact{label: f.t("id"), value: f.tail(d.Candidate.IDNumber)},
		fact{label: f.t("occupation"), value: f.trade(d.Subject)}, fact{label: f.t("level"), value: d.Subject.Level.Printed()})
	for _, comp := range append(exam.Components(), "") {
		o, has := d.Result.Parts[comp]
		head := f.t("conclusion")
		if has {
			head = f.t("explained", "component", comp, "score", f.standing(o.Score, o.Reason))
		}
		fl.lines(head, comp, d.Lines)
	}
	return fl
}

// lines are the rules' lines about one component under a heading; none where the
// rules say nothing of it.
func (fl *flow) lines(head string, comp exam.Component, list []exam.Line) {
	first := true
	for _, l := range list {
		if l.Component != comp || l.Code == "explain.score" || l.Code == "explain.no-score" {
			continue // the heading says it
		}
		if first {
			fl.y += 2
			fl.heading(head, 14)
			first = false
		}
		fl.note(fl.f.Words.Args(l.Code, l.Args))
	}
}
