package drill

import (
	"context"
	"fmt"

	"kaowu/app/exam"
)

// planted is what goes wrong on purpose: at least one of each.
type planted struct {
	used      map[exam.CandidateNo]bool
	late      map[exam.CandidateNo]int // minutes after the start
	absent    map[exam.CandidateNo]bool
	disagree  map[exam.CandidateNo]exam.SessionNo
	spread    map[exam.CandidateNo]exam.SessionNo
	veto      map[exam.CandidateNo]exam.SessionNo // by all
	halfVeto  map[exam.CandidateNo]exam.SessionNo // by one: arbitration
	violation map[exam.CandidateNo]exam.SessionNo
	voidForm  map[exam.CandidateNo]exam.SessionNo // one form of their poll is void
	correct   exam.CandidateNo
	imported  exam.SessionNo
	revised   exam.SessionNo
}

// plant chooses who meets what. Each thing takes a candidate of its own, so that
// one does not hide another.
func (d *day) plant() {
	p := planted{used: map[exam.CandidateNo]bool{}, late: map[exam.CandidateNo]int{}, absent: map[exam.CandidateNo]bool{},
		disagree: map[exam.CandidateNo]exam.SessionNo{}, spread: map[exam.CandidateNo]exam.SessionNo{},
		veto: map[exam.CandidateNo]exam.SessionNo{}, halfVeto: map[exam.CandidateNo]exam.SessionNo{},
		violation: map[exam.CandidateNo]exam.SessionNo{}, voidForm: map[exam.CandidateNo]exam.SessionNo{}}
	theory, practical := d.sessions(exam.Theory), d.sessions(exam.Practical)
	if len(theory) > 2 {
		p.imported = theory[2].No
	}
	take := func(list []exam.Session, nth int, skip exam.SessionNo) (exam.CandidateNo, exam.SessionNo) {
		for i := range list {
			s := list[(nth+i)%len(list)]
			if s.No == skip {
				continue
			}
			for _, c := range d.roster(s) {
				if !p.used[c.No] {
					p.used[c.No] = true
					return c.No, s.No
				}
			}
		}
		return "", ""
	}
	mark := func(into map[exam.CandidateNo]exam.SessionNo, list []exam.Session, nth int, skip exam.SessionNo) {
		if no, s := take(list, nth, skip); no != "" {
			into[no] = s
		}
	}
	mark(p.disagree, theory, 0, p.imported)
	if no, _ := take(theory, 0, ""); no != "" {
		p.late[no] = 8
	}
	if no, _ := take(theory, 1, ""); no != "" {
		p.late[no] = d.cfg.Policy.LateTheory + 4 // refused at the door
		p.absent[no] = true
	}
	if no, _ := take(theory, 1, ""); no != "" {
		p.absent[no] = true
	}
	mark(p.violation, theory, 3, "")
	mark(p.spread, practical, 0, "")
	mark(p.veto, practical, 1, "")
	mark(p.halfVeto, practical, 2, "")
	p.correct, _ = take(theory, 0, p.imported)
	mark(p.voidForm, d.sessions(exam.Review), 0, "")
	if len(practical) > 0 {
		p.revised = practical[len(practical)-1].No
	}
	d.planted = p
}

// sessions lists the sessions of a component that have candidates.
func (d *day) sessions(comp exam.Component) []exam.Session {
	var out []exam.Session
	for _, s := range d.plan.Sessions {
		if s.Component == comp && len(d.roster(s)) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// roster lists a session's candidates in seat order.
func (d *day) roster(s exam.Session) []exam.Candidate {
	var out []exam.Candidate
	for _, c := range d.plan.Candidates {
		if c.Sessions[s.Component] == s.No {
			out = append(out, c)
		}
	}
	return out
}

// comes says whether a candidate is at the door at all, and how late.
func (d *day) comes(c exam.Candidate, s exam.Session) (late int, comes bool) {
	late, isLate := d.planted.late[c.No]
	if isLate && s.Component == exam.Theory {
		return late, true
	}
	return 0, !d.planted.absent[c.No]
}

// sits says whether a candidate is let in.
func (d *day) sits(c exam.Candidate, s exam.Session) bool {
	_, comes := d.comes(c, s)
	return comes && !d.planted.absent[c.No]
}

// note adds a planted thing to the report: the events are the candidate's own of
// the given kinds.
func (d *day) note(ctx context.Context, what string, no exam.CandidateNo, paper string, kinds ...exam.Kind) error {
	trace, err := d.people[d.lead().ID].Trace(no)
	if err != nil {
		return err
	}
	h := Happened{What: what, ExamNo: string(no), Events: []string{}, Paper: paper}
	for _, m := range trace.Moments {
		for _, k := range kinds {
			if m.Fact.Kind == k {
				h.Events = append(h.Events, m.Fact.ID.String())
			}
		}
	}
	if len(h.Events) == 0 {
		return fmt.Errorf("planted %s left no event", what)
	}
	d.report.Happened = append(d.report.Happened, h)
	return ctx.Err()
}

// tell puts every planted thing into the report.
func (d *day) tell(ctx context.Context) error {
	seat := func(no exam.CandidateNo, s exam.SessionNo) string {
		for _, c := range d.plan.Candidates {
			if c.No == no {
				for comp, x := range c.Sessions {
					if x == s {
						return fmt.Sprintf("%s-%02d", s, c.Seats[comp])
					}
				}
			}
		}
		return string(s)
	}
	type thing struct {
		what, paper string
		no          exam.CandidateNo
		kinds       []exam.Kind
	}
	var all []thing
	for _, c := range d.plan.Candidates {
		theory := string(c.Sessions[exam.Theory])
		if _, ok := d.planted.late[c.No]; ok && !d.planted.absent[c.No] {
			all = append(all, thing{"late", "papers/sign-in/" + theory + ".pdf", c.No, []exam.Kind{exam.Admitted}})
		}
		if d.planted.absent[c.No] {
			all = append(all, thing{"absent", "papers/exam-room-record/" + theory + "-r1.pdf", c.No, []exam.Kind{exam.Absent}})
		}
		if s, ok := d.disagree[c.No]; ok {
			all = append(all, thing{"disagree", "papers/theory-sheet/" + string(s) + ".pdf", c.No, []exam.Kind{exam.TheoryEntered}})
		}
		if s, ok := d.spread[c.No]; ok {
			all = append(all, thing{"arbitration", "papers/score-summary/" + string(s) + ".pdf", c.No, []exam.Kind{exam.Arbitrated}})
		}
		if s, ok := d.halfVeto[c.No]; ok {
			all = append(all, thing{"arbitration", "papers/score-summary/" + string(s) + ".pdf", c.No, []exam.Kind{exam.ItemVetoed, exam.Arbitrated}})
		}
		if s, ok := d.veto[c.No]; ok {
			all = append(all, thing{"veto", "papers/score-sheet/" + seat(c.No, s) + ".pdf", c.No, []exam.Kind{exam.ItemVetoed}})
		}
		if s, ok := d.violation[c.No]; ok {
			all = append(all, thing{"violation", "papers/violation-record/" + seat(c.No, s) + "-1.pdf", c.No, []exam.Kind{exam.ViolationSeen, exam.ViolationDecided}})
		}
		if s, ok := d.voidForm[c.No]; ok && d.rates(s) {
			all = append(all, thing{"void-form", "papers/literacy-record/" + string(c.No) + ".pdf", c.No, []exam.Kind{exam.LiteracyRated}})
		}
		if c.No == d.planted.correct {
			all = append(all, thing{"correction", "papers/correction-record/" + seat(c.No, c.Sessions[exam.Theory]) + "-1.pdf", c.No, []exam.Kind{exam.CorrectionProposed, exam.CorrectionApproved}})
		}
	}
	for _, t := range all {
		if err := d.note(ctx, t.what, t.no, t.paper, t.kinds...); err != nil {
			return err
		}
	}
	return nil
}
