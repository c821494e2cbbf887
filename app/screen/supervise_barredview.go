package screen

import (
	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// barred are the components of candidates in which disqualified people had a part.
func (s *supervise) barred() fyne.CanvasObject {
	u, st := s.u, s.u.st
	if len(s.touched) == 0 {
		key := "screen.barred.none"
		switch {
		case !exam.May("Disqualified", s.me.Role):
			key = "screen.barred.others"
		case len(s.people) > 0:
			key = "screen.barred.nobody"
		}
		return st.Panel(kit.Middle(kit.Fixed(st.Para(u.T(key), st.Body, kit.Ink2, 480), 480, 0)))
	}
	cols := []kit.Column{{Head: u.T("screen.fact.exam-no"), Width: 110}, {Head: u.T("screen.barred.component"), Width: 84}, {Head: u.T("screen.barred.is"), Width: 62, Right: true},
		{Head: u.T("screen.barred.without"), Width: 90, Right: true}, {Head: u.T("screen.barred.decided")}}
	s.table = st.NewTable(cols, max(44, st.Body*2.9), func(i, c int) fyne.CanvasObject {
		r := s.touched[i]
		switch c {
		case 0:
			return s.table.Cell(string(r.Candidate.No), kit.Ink)
		case 1:
			return st.Brief(u.T("component."+string(r.Component)), st.Body, kit.Ink)
		case 2:
			return s.table.Figure(score(r.Is.Total), kit.Ink)
		case 3:
			if !r.Suffices() {
				return s.table.Figure(u.T("screen.barred.too-few"), kit.Warn)
			}
			return s.table.Figure(score(r.Without.Total), kit.Ink)
		}
		state, word := decidedMark(r)
		return st.Mark(state, u.T("reassess."+word))
	}, func(i int) { s.at = i; s.draw() })
	s.table.Set(len(s.touched), s.at)
	return st.Panel(s.table.Object())
}

// decidedMark is the mark and word of what was decided.
func decidedMark(r touched) (kit.State, string) {
	switch {
	case !r.Answered:
		return kit.Waiting, "waits"
	case r.Decision.Choice == exam.ReassessAgain && !r.Is.Final:
		return kit.Running, r.Decision.Choice
	}
	return kit.Done, r.Decision.Choice
}

// barredSide tells the row under the cursor, then each disqualified person.
func (s *supervise) barredSide() fyne.CanvasObject {
	u, st := s.u, s.u.st
	parts := []fyne.CanvasObject{}
	if s.at < len(s.touched) {
		r := s.touched[s.at]
		what := make([]string, len(r.Parts))
		for i, p := range r.Parts {
			what[i] = u.T("part." + p.What)
		}
		facts := []kit.Fact{{Label: u.T("screen.fact.name"), Value: r.Candidate.Name}, {Label: u.T("screen.barred.part"), Value: join(r.name, u.T("screen.list", "list", what))},
			{Label: u.T("screen.barred.is"), Value: s.outcome(r.Is)}, {Label: u.T("screen.barred.without"), Value: s.outcome(r.Without)}, {Label: u.T("screen.barred.state"), Value: u.T("stage." + r.State)}}
		if !r.Suffices() {
			facts[3].Value = u.T("screen.barred.left", "have", r.Left)
		}
		if r.Decision != nil {
			facts = append(facts, kit.Fact{Label: u.T("screen.barred.decided"), Value: join(u.T("reassess."+r.Decision.Choice), string(r.Decision.Session), s.names(r.Decision.By))}, kit.Fact{Label: u.T("screen.barred.reason"), Value: r.Decision.Reason})
		}
		parts = append(parts, st.Facts(st.Body, 5, facts...), st.Rule())
	}
	for _, p := range s.people {
		parts = append(parts, s.person(p), st.Rule())
	}
	parts = append(parts, st.Para(u.T("screen.barred.how"), st.Body, kit.Ink2, 386))
	return st.Panel(kit.Col(0, st.PanelHead(st.Text(u.T("screen.barred.head", "n", len(s.people)), st.Lead, kit.Ink)), kit.Grow(st.Scroll(kit.Pad(12, 16, kit.Col(10, parts...))), 1)))
}

// person is one disqualified person with what they did.
func (s *supervise) person(p desk.DisqualifiedRow) fyne.CanvasObject {
	u, st := s.u, s.u.st
	facts := []kit.Fact{{Label: u.T("screen.barred.code"), Value: join(p.Code, u.T("violation."+p.Code))}, {Label: u.T("screen.barred.text"), Value: p.Text}, {Label: u.T("screen.barred.evidence"), Value: p.Evidence},
		{Label: u.T("screen.barred.witness"), Value: p.Witness}, {Label: u.T("screen.barred.when"), Value: join(p.When.Format("2006-01-02 15:04"), p.By)}}
	if !p.From.IsZero() {
		facts = append(facts, kit.Fact{Label: u.T("screen.barred.from"), Value: p.From.Format("2006-01-02 15:04")})
	}
	return kit.Col(6, kit.Row(10, st.Shape(kit.Fault, 18), st.Text(p.Name, st.Lead, kit.Ink), st.Text(u.T("role."+string(p.Role)), st.Body, kit.Ink2)), st.Facts(st.Body, 5, nonEmpty(facts)...))
}

// outcome is a result in a few words.
func (s *supervise) outcome(x exam.Result) string {
	verdict := "screen.results.not-qualified"
	switch {
	case !x.Final:
		verdict = "screen.barred.open"
	case x.Qualified:
		verdict = "screen.results.qualified"
	}
	return join(score(x.Total), s.u.T(verdict))
}
