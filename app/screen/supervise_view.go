package screen

import (
	"slices"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

func (s *supervise) draw() {
	u, st := s.u, s.u.st
	right, below := []fyne.CanvasObject{}, []fyne.CanvasObject{}
	for _, k := range s.keys() {
		button := func() fyne.CanvasObject {
			return st.Button(kit.Button{Word: k.Word, Key: k.Names[0], Kind: goIf(k.Names[0] == "F9"), Do: k.Do})
		}
		switch {
		case !k.On():
		case slices.Contains([]string{"Enter", "F6", "F8"}, k.Names[0]):
			below = append(below, button())
		case slices.Contains([]string{"F3", "F4", "F5", "F9"}, k.Names[0]):
			right = append(right, button())
		}
	}
	if s.ready && s.area == superviseDraw && !s.lead() {
		right = append(right, st.Text(u.T("screen.progress.read-only"), st.Lead, kit.Ink2))
	}
	words := []string{u.T("screen.supervise.area-draw"), u.T("screen.supervise.area-avoid", "n", len(s.rows)), u.T("screen.barred.area", "n", len(s.people))}
	top := kit.Row(10, append([]fyne.CanvasObject{st.Segments(words, s.area, s.setArea), kit.Space()}, below...)...)
	var body fyne.CanvasObject = st.Panel(kit.Middle(st.Text(u.T("screen.results.reading"), st.Lead, kit.Ink2)))
	switch {
	case !s.ready:
	case s.area == superviseBarred:
		body = kit.Columns(u.gap(), kit.Grow(s.barred(), 1), kit.Fixed(s.barredSide(), 420, 0))
	case s.area == superviseAvoid:
		body = kit.Columns(u.gap(), kit.Grow(s.avoidances(), 1), kit.Fixed(s.avoidSide(), 400, 0))
	default:
		body = kit.Columns(u.gap(), kit.Grow(s.pairs(), 1), kit.Fixed(s.drawSide(), 480, 0))
	}
	u.f.Show(u.page(u.header(u.T("screen.supervise.title"), "", right...), top, body), s.keys())
	u.rest()
}

// pairs are the drawn sessions with who supervises them; before the reveal the sessions
// that are drawn from.
func (s *supervise) pairs() fyne.CanvasObject {
	u, st := s.u, s.u.st
	d := s.shown()
	if d == nil {
		return st.Panel(kit.Middle(kit.Fixed(st.Para(u.T("screen.supervise.none"), st.Body, kit.Ink2, 480), 480, 0)))
	}
	cols := []kit.Column{{Head: u.T("screen.supervise.order"), Width: 50}, {Head: u.T("screen.supervise.session"), Width: 90}, {Head: u.T("screen.supervise.supervisor")}}
	s.table = st.NewTable(cols, 44, func(i, c int) fyne.CanvasObject {
		switch {
		case c == 0 && d.Reveal == nil:
			return nil
		case c == 0:
			return s.table.Cell(count(i+1), kit.Ink2)
		case d.Reveal == nil && c == 1:
			return s.table.Cell(string(d.Commitment.Sessions[i]), kit.Ink)
		case d.Reveal == nil:
			return st.Mark(kit.Waiting, u.T("screen.supervise.not-yet"))
		case c == 1:
			return s.table.Cell(string(d.Pairs[i].Session), kit.Ink)
		case d.Pairs[i].Staff == "":
			return st.Mark(kit.Caution, u.T("screen.supervise.nobody"))
		}
		return s.table.Cell(s.names(d.Pairs[i].Staff), kit.Ink)
	}, func(i int) { s.at = i; s.draw() })
	s.table.Set(s.count(), s.at)
	return st.Panel(s.table.Object())
}

// drawSide is what was said of a draw: the digest, large enough to be read out, then the
// seed and the number called.
func (s *supervise) drawSide() fyne.CanvasObject {
	u, st := s.u, s.u.st
	d := s.shown()
	if d == nil {
		return st.Panel(kit.Top(kit.Pad(16, 16, st.Para(u.T("screen.supervise.how"), st.Body, kit.Ink, 446))))
	}
	c := d.Commitment
	state, word := kit.Waiting, "screen.supervise.state-waits"
	switch {
	case d.Reveal != nil && s.which == len(s.draws)-1:
		state, word = kit.Done, "screen.supervise.state-holds"
	case d.Reveal != nil:
		state, word = kit.Revised, "screen.supervise.state-earlier"
	case s.which < len(s.draws)-1:
		state, word = kit.Rejected, "screen.supervise.state-dropped"
	}
	facts := []kit.Fact{{Label: u.T("screen.supervise.said"), Value: join(d.When.Format("2006-01-02 15:04:05"), s.names(d.By))}, {Label: u.T("screen.supervise.lists"), Value: u.T("screen.supervise.lists-of", "supervisors", len(c.Supervisors), "sessions", len(c.Sessions), "take", c.Take, "barred", len(c.Barred))}}
	if c.Reason != "" {
		facts = append(facts, kit.Fact{Label: u.T("screen.supervise.reason"), Value: c.Reason})
	}
	parts := []fyne.CanvasObject{st.Facts(st.Body, 5, facts...), st.Text(u.T("screen.supervise.digest"), st.Caption, kit.Ink2), st.Para(spaced(c.Digest), st.Lead, kit.Ink, 440)}
	if r := d.Reveal; r != nil {
		parts = append(parts, st.Rule(), kit.Row(16, st.Text(u.T("screen.supervise.called"), st.Body, kit.Ink2), st.Text(r.Called, st.Title, kit.Ink)),
			st.Text(u.T("screen.supervise.seed-shown"), st.Caption, kit.Ink2), st.Para(spaced(r.Seed), st.Caption, kit.Ink, 440),
			st.Facts(st.Body, 5, kit.Fact{Label: u.T("screen.supervise.revealed"), Value: join(d.Revealed.Format("2006-01-02 15:04:05"), s.names(d.RevealedBy))}))
	} else if s.which == len(s.draws)-1 {
		parts = append(parts, st.Note(kit.Running, "", u.T("screen.supervise.waits-how"), st.Body, 446))
	}
	if s.redo {
		mark, say := kit.Fault, "screen.supervise.differs"
		if holds(*d) {
			mark, say = kit.Done, "screen.supervise.agrees"
		}
		parts = append([]fyne.CanvasObject{st.Note(mark, "", u.T(say), st.Body, 446)}, parts...)
	}
	head := st.PanelHead(st.Text(u.T("screen.supervise.nth", "n", d.No, "of", len(s.draws)), st.Lead, kit.Ink), st.Mark(state, u.T(word)))
	return st.Panel(kit.Col(0, head, kit.Grow(st.Scroll(kit.Pad(12, 16, kit.Col(8, parts...))), 1)))
}

// avoidances are the declarations that stand.
func (s *supervise) avoidances() fyne.CanvasObject {
	u, st := s.u, s.u.st
	if len(s.rows) == 0 {
		key := "screen.supervise.avoid-none"
		if !exam.May("Avoidances", s.me.Role) {
			key = "screen.supervise.avoid-own"
		}
		return st.Panel(kit.Middle(kit.Fixed(st.Para(u.T(key), st.Body, kit.Ink2, 480), 480, 0)))
	}
	cols := []kit.Column{{Head: u.T("screen.fact.name"), Width: 70}, {Head: u.T("screen.supervise.role"), Width: 120}, {Head: u.T("screen.supervise.whom"), Width: 120}, {Head: u.T("screen.supervise.ground")}}
	s.table = st.NewTable(cols, max(44, st.Body*2.9), func(i, c int) fyne.CanvasObject {
		r := s.rows[i]
		whom := string(r.Candidate)
		if r.Session != "" {
			whom = u.T("screen.supervise.whole", "session", string(r.Session))
		}
		return []fyne.CanvasObject{s.table.Cell(r.Name, kit.Ink), st.Brief(u.T("role."+string(r.Role)), st.Body, kit.Ink), st.Brief(whom, st.Body, kit.Ink), st.Brief(u.T("avoid."+r.Ground), st.Body, kit.Ink)}[c]
	}, func(i int) { s.at = i; s.draw() })
	s.table.Set(len(s.rows), s.at)
	return st.Panel(s.table.Object())
}

func (s *supervise) avoidSide() fyne.CanvasObject {
	u, st := s.u, s.u.st
	parts := []fyne.CanvasObject{}
	if s.at < len(s.rows) {
		if r := s.rows[s.at]; r.Text != "" {
			parts = append(parts, st.Para(r.Text, st.Body, kit.Ink, 366), st.Rule())
		}
	}
	for _, n := range s.short {
		say := n.Says
		if say == "" {
			say = n.Code
		}
		parts = append(parts, st.Note(kit.Caution, "", u.w.Args("need."+say, n.Args), st.Body, 366))
	}
	parts = append(parts, st.Para(u.T("screen.supervise.avoid-how"), st.Body, kit.Ink, 366))
	return st.Panel(kit.Col(0, st.PanelHead(st.Text(u.T("screen.supervise.avoid-head"), st.Lead, kit.Ink)), kit.Grow(st.Scroll(kit.Pad(12, 16, kit.Col(10, parts...))), 1)))
}
