package screen

import (
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// declare writes down that somebody may not act for a candidate, or in a session 回避:
// the lead for anybody, everybody else for themselves.
func (s *supervise) declare() {
	if !s.lead() {
		s.declareFor(s.me)
		return
	}
	words := make([]string, len(s.staff))
	for i, p := range s.staff {
		words[i] = join(p.Name, s.u.T("role."+string(p.Role)), spans(p.Sessions))
	}
	s.u.pickRow(s.u.T("screen.supervise.declare"), s.u.T("screen.supervise.declare-who"), words, func(i int) { s.declareFor(s.staff[i]) })
}

func (s *supervise) declareFor(p exam.Staff) {
	u := s.u
	ground := blank{key: "ground", label: u.T("screen.supervise.ground"), kind: pickBlank, codes: cut(u.codes.avoid, 9)}
	for _, c := range ground.codes {
		ground.words = append(ground.words, u.T("avoid."+c))
	}
	u.fill(form{title: u.T("screen.supervise.declare"), line: p.Name, said: u.T("screen.supervise.declare-how"), big: u.T("screen.supervise.declare-do"),
		blanks: []blank{{key: "no", label: u.T("screen.fact.exam-no"), kind: plainBlank, half: true}, {key: "in", label: u.T("screen.supervise.session"), kind: plainBlank, hint: u.T("screen.supervise.session-hint"), half: true},
			ground, {key: "text", label: u.T("screen.supervise.text"), kind: longBlank}},
		do: func(a answered) error {
			return s.d.DeclareAvoidance(u.ctx, p.ID, exam.CandidateNo(a.text("no")), exam.SessionNo(a.text("in")), exam.Avoidance{Ground: a["ground"], Text: a.text("text")})
		},
		done: func() { u.stored("screen.supervise.saved-declare"); s.area = superviseAvoid; s.reload("") }, after: s.redraw})
}

// lift takes the declaration under the cursor back, with the reason.
func (s *supervise) lift() {
	u, r := s.u, s.rows[s.at]
	askText(u, u.T("screen.supervise.lift"), u.T("screen.supervise.lift-how", "name", r.Name), u.T("screen.supervise.lift"), "", func(text string) bool {
		if text == "" {
			return false
		}
		u.f.Close()
		note := ""
		if u.refused(s.d.DeclareAvoidance(u.ctx, r.Staff, r.Candidate, r.Session, exam.Avoidance{Text: text, Lifted: true})) {
			note = u.note
		} else {
			u.stored("screen.supervise.saved-lift")
		}
		s.reload(note)
		return false
	}, s.redraw)
}

func (s *supervise) keys() kit.Table {
	u := s.u
	inDraw := func() bool { return s.ready && s.area == superviseDraw }
	inAvoid := func() bool { return s.ready && s.area == superviseAvoid }
	barred := func() bool { return s.ready && s.area == superviseBarred && s.lead() }
	rows := func() bool { return barred() && len(s.touched) > 0 }
	some := func() bool { return s.ready && s.count() > 0 }
	return kit.Table{
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.key.row"), Do: func() { s.move(1) }, When: some},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.key.row"), Do: func() { s.move(-1) }, When: some, Quiet: true},
		{Names: []string{"PgDn"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { s.move(s.table.Page()) }, When: some, Quiet: true},
		{Names: []string{"PgUp"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { s.move(-s.table.Page()) }, When: some, Quiet: true},
		{Names: []string{"Tab"}, Word: u.T("screen.key.area"), Do: func() { s.setArea((s.area + 1) % superviseAreas) }, When: func() bool { return s.ready }},
		{Names: []string{"Right"}, Cap: "← →", Word: u.T("screen.supervise.other"), Do: func() { s.turn(1) }, When: func() bool { return inDraw() && len(s.draws) > 1 }},
		{Names: []string{"Left"}, Cap: "← →", Word: u.T("screen.supervise.other"), Do: func() { s.turn(-1) }, When: func() bool { return inDraw() && len(s.draws) > 1 }, Quiet: true},
		{Names: []string{"F5"}, Word: u.T("screen.supervise.again"), Do: s.again, When: func() bool { d := s.shown(); return inDraw() && d != nil && d.Reveal != nil }},
		{Names: []string{"F3"}, Word: u.T("screen.supervise.commit-again"), Do: s.commit, When: func() bool { return inDraw() && s.lead() && len(s.draws) > 0 }},
		{Names: []string{"F9"}, Word: u.T("screen.supervise.commit"), Do: s.commit, When: func() bool { return inDraw() && s.lead() && len(s.draws) == 0 }},
		{Names: []string{"F9"}, Word: u.T("screen.supervise.reveal"), Do: s.reveal, When: func() bool { return inDraw() && s.lead() && s.waits() }},
		{Names: []string{"Enter", "F4"}, Cap: "Enter", Word: u.T("screen.barred.decide"), Do: func() { s.decide(false) }, When: rows},
		{Names: []string{"F5"}, Word: u.T("screen.barred.decide-all"), Do: func() { s.decide(true) }, When: func() bool { return rows() && s.waitingOf(s.touched[s.at].who) > 0 }},
		{Names: []string{"F6"}, Word: u.T("screen.barred.session"), Do: s.addSession, When: func() bool { return rows() && s.touched[s.at].Component != exam.Theory }},
		{Names: []string{"F8"}, Word: u.T("screen.barred.reinstate"), Do: s.reinstate, When: func() bool { return barred() && len(s.people) > 0 }},
		{Names: []string{"F9"}, Word: u.T("screen.barred.disqualify"), Do: s.disqualify, When: barred},
		{Names: []string{"F4"}, Word: u.T("screen.supervise.lift"), Do: s.lift, When: func() bool { return inAvoid() && s.lead() && len(s.rows) > 0 }},
		{Names: []string{"F9"}, Word: u.T("screen.supervise.declare"), Do: s.declare, When: func() bool { return inAvoid() && exam.May("DeclareAvoidance", s.me.Role) }},
	}
}
