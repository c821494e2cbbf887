package screen

import (
	"context"
	"slices"
	"strings"

	"kaowu/app/exam"
)

// violationDesk is the part of the desk that completes, decides and delivers what was seen
// of a candidate 违纪违规 (domain 9.9).
type violationDesk interface {
	Violations(no exam.CandidateNo) ([]exam.Seen, error)
	HearViolation(ctx context.Context, no exam.CandidateNo, n int, h exam.Hearing) error
	DecideViolation(ctx context.Context, no exam.CandidateNo, n int, dec exam.Decision) error
	DeliverDecision(ctx context.Context, no exam.CandidateNo, n int, k exam.Delivery) error
}

// violations asks for the next step of one of the active candidate's violations.
func (r *results) violations() {
	u, row := r.u, *r.row()
	list, err := r.d.Violations(row.Candidate.No)
	if u.refused(err) {
		r.draw()
		return
	}
	if len(list) == 0 {
		u.note = u.T("screen.violation.none")
		r.draw()
		return
	}
	words, do := []string{}, []func(){}
	for _, v := range list {
		head := join(v.Code, u.T("violation."+v.Code), string(v.Session), v.Time)
		if !v.Decided {
			words, do = append(words, join(head, u.T("screen.violation.hear")), join(head, u.T("screen.violation.decide"))), append(do, func() { r.hear(row.Candidate, v) }, func() { r.decide(row.Candidate, v) })
		} else {
			words, do = append(words, join(head, u.T("screen.violation.deliver"))), append(do, func() { r.deliver(row.Candidate, v) })
		}
	}
	u.pickRow(u.T("screen.violation.title"), join(row.Candidate.Name, string(row.Candidate.No)), words, func(i int) { do[i]() })
}

// undecided says whether a violation of a candidate waits for its decision.
func (r *results) undecided(no exam.CandidateNo) bool {
	list, err := r.d.Violations(no)
	return err == nil && slices.ContainsFunc(list, func(v exam.Seen) bool { return !v.Decided })
}

// violationForm opens the form of one step.
func (r *results) violationForm(step string, c exam.Candidate, v exam.Seen, blanks []blank, do func(a answered) error) {
	u := r.u
	u.fill(form{title: u.T("screen.violation." + step), line: join(c.Name, v.Code, u.T("violation."+v.Code)), said: join(u.T("screen.violation."+step+"-how"), v.Facts), big: u.T("screen.violation.store"),
		blanks: blanks, do: do, done: func() { u.stored("screen.violation.saved"); r.reload("") }, after: r.draw})
}

func (r *results) hear(c exam.Candidate, v exam.Seen) {
	u := r.u
	was := exam.Hearing{Statement: v.Statement}
	if v.Heard != nil {
		was = *v.Heard
	}
	signed := blank{key: "signed", label: u.T("screen.violation.signed"), kind: pickBlank, codes: []string{"yes", "no"}, words: []string{u.T("violation.signed"), u.T("violation.refused")}}
	r.violationForm("hear", c, v, []blank{{key: "statement", label: u.T("screen.trace.statement"), kind: longBlank, text: was.Statement}, {key: "handled", label: u.T("screen.violation.handled"), kind: lineBlank, text: was.Handled}, signed,
		{key: "witnesses", label: u.T("violation.witnesses"), kind: lineBlank, hint: u.T("screen.violation.witnesses-hint"), half: true}, {key: "staff", label: u.T("screen.violation.staff"), kind: plainBlank, hint: "S01,S02", half: true},
		{key: "supervisor", label: u.T("screen.violation.supervisor"), kind: plainBlank, hint: "S14"}},
		func(a answered) error {
			h := exam.Hearing{Statement: a.text("statement"), Handled: a.text("handled"), Signed: a["signed"] == "yes", Staff: idsIn(a.text("staff")), Supervisor: exam.StaffID(strings.ToUpper(a.text("supervisor"))),
				Witnesses: strings.FieldsFunc(a.text("witnesses"), func(x rune) bool { return strings.ContainsRune(",，、 ", x) })}
			return r.d.HearViolation(u.ctx, c.No, v.No, h)
		})
}

// decide says what a violation means: components made void, or none; only a person does.
func (r *results) decide(c exam.Candidate, v exam.Seen) {
	u := r.u
	void := blank{key: "void", label: u.T("screen.violation.void"), kind: pickBlank, codes: []string{"none"}, words: []string{u.T("screen.violation.void-none")}}
	var all []exam.Component
	for _, comp := range exam.Components() {
		if _, takes := c.Sessions[comp]; takes {
			all = append(all, comp)
			void.codes, void.words = append(void.codes, string(comp)), append(void.words, u.T("component."+string(comp)))
		}
	}
	void.codes, void.words = append(void.codes, "all"), append(void.words, u.T("screen.violation.void-all"))
	r.violationForm("decide", c, v, []blank{void, {key: "reason", label: u.T("screen.barred.reason"), kind: longBlank}},
		func(a answered) error {
			k := exam.Decision{Void: []exam.Component{}, Reason: a.text("reason")}
			switch a["void"] {
			case "":
				return exam.Refuse("screen-void")
			case "none":
			case "all":
				k.Void = all
			default:
				k.Void = append(k.Void, exam.Component(a["void"]))
			}
			return r.d.DecideViolation(u.ctx, c.No, v.No, k)
		})
}

func (r *results) deliver(c exam.Candidate, v exam.Seen) {
	u := r.u
	r.violationForm("deliver", c, v, []blank{{key: "date", label: u.T("screen.violation.date"), kind: plainBlank, text: u.now().Format("2006-01-02"), half: true}, {key: "to", label: u.T("screen.violation.to"), kind: lineBlank, half: true},
		{key: "how", label: u.T("screen.violation.how"), kind: lineBlank}},
		func(a answered) error {
			return r.d.DeliverDecision(u.ctx, c.No, v.No, exam.Delivery{Date: exam.Date(a.text("date")), To: a.text("to"), How: a.text("how")})
		})
}
