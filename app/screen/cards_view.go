package screen

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

func (c *cards) draw() {
	u, st := c.u, c.u.st
	right := []fyne.CanvasObject{}
	if c.row() != nil {
		right = append(right, st.Button(kit.Button{Word: u.T("screen.cards.violation"), Key: "F3", Do: c.violation}))
	}
	right = append(right, st.Button(kit.Button{Word: u.T("screen.cards.enter"), Key: "F9", Kind: kit.Go, Off: !c.ready, Do: c.enter}))
	body := []fyne.CanvasObject{}
	if short := c.short(); short != nil {
		body = append(body, short)
	}
	body = append(body, kit.Columns(u.gap(), kit.Grow(c.list(), 1), kit.Fixed(c.side(), 400, 0)))
	about := ""
	if c.ready {
		about = u.T("screen.cards.line", "n", len(c.view.Cards), "year", c.view.Today.Year())
	}
	u.f.Show(u.page(u.header(u.T("screen.cards.title"), about, right...), body...), c.keys())
	u.rest()
}

// short names the occupations that fall below the assessors they need this year.
func (c *cards) short() fyne.CanvasObject {
	u, st := c.u, c.u.st
	var words []string
	for _, s := range c.view.Shortages {
		words = append(words, u.T("screen.cards.short", "occupation", s.Occupation, "day", string(s.Day), "have", s.Have, "need", c.view.Need))
	}
	if len(words) == 0 {
		return nil
	}
	if len(words) > 3 {
		words = append(words[:2], u.T("screen.cards.short-more", "n", len(words)-2))
	}
	return st.Note(kit.Caution, "", u.list(words), st.Body, 1080)
}

func (c *cards) list() fyne.CanvasObject {
	u, st := c.u, c.u.st
	if !c.ready {
		return st.Panel(kit.Middle(st.Text(u.T("screen.results.reading"), st.Lead, kit.Ink2)))
	}
	words := []string{u.T("screen.cards.filter-all", "n", c.count(everyCard)), u.T("screen.cards.filter-ended", "n", c.count(endedCards)), u.T("screen.cards.filter-barred", "n", c.count(barredCards))}
	cols := []kit.Column{{Head: u.T("screen.ledger.l-name"), Width: 70}, {Head: u.T("screen.cards.occupation")}, {Head: u.T("screen.cards.valid"), Width: 96}, {Head: u.T("screen.cards.load"), Width: 92, Right: true}, {Head: u.T("screen.cards.state"), Width: 120}}
	c.table = st.NewTable(cols, max(44, st.Body*2.9), c.cell, func(i int) { c.at = i; c.draw() })
	c.table.Set(len(c.rows), c.at)
	return st.Panel(kit.Col(0, kit.Pad(10, 12, kit.Row(10, st.Segments(words, c.filter, c.setFilter), kit.Space())), kit.Grow(c.table.Object(), 1)))
}

func (c *cards) cell(i, col int) fyne.CanvasObject {
	u, st := c.u, c.u.st
	s := c.view.Cards[c.rows[i]]
	switch col {
	case 0:
		return c.table.Cell(s.Name, kit.Ink)
	case 1:
		return st.Brief(c.occupations(s), st.Body, kit.Ink)
	case 2:
		return st.Brief(string(s.Valid("")), st.Body, kit.Ink)
	case 3:
		load := s.Load[c.view.Today.Year()]
		return st.Right(u.T("screen.cards.load-of", "exams", load.Exams, "sessions", load.Sessions), st.Body, kit.Ink)
	}
	state, word := c.mark(s)
	return st.Mark(state, u.T(word))
}

func (c *cards) mark(s exam.CardState) (kit.State, string) {
	switch {
	case c.fits(s, barredCards):
		return kit.Vetoed, "screen.cards.state-barred"
	case c.fits(s, endedCards):
		return kit.Late, "screen.cards.state-ended"
	}
	return kit.Done, "screen.cards.state-valid"
}

func (c *cards) occupations(s exam.CardState) string {
	var out []string
	for _, k := range s.Cards {
		if k.Occupation != "" && !slices.Contains(out, k.Occupation) {
			out = append(out, k.Occupation)
		}
	}
	return c.u.list(out)
}

func (c *cards) side() fyne.CanvasObject {
	u, st := c.u, c.u.st
	s := c.row()
	if s == nil {
		return st.Panel(kit.Top(kit.Pad(16, 16, st.Para(u.T("screen.cards.none"), st.Body, kit.Ink, 366))))
	}
	state, word := c.mark(*s)
	parts := []fyne.CanvasObject{st.Facts(st.Body, 5, kit.Fact{Label: u.T("screen.fact.id"), Value: u.T("screen.id-tail", "tail", tail(s.IDNumber))})}
	if until := s.Barred(c.view.Today, c.view.Today); until != "" {
		parts = append(parts, st.Note(kit.Vetoed, "", u.T("screen.cards.barred-until", "until", string(until)), st.Body, 366))
	}
	for _, k := range s.Cards {
		parts = append(parts, st.Rule(), st.Facts(st.Body, 3, nonEmpty([]kit.Fact{{Label: u.T("screen.cards.kind"), Value: k.Kind}, {Label: u.T("screen.cards.occupation"), Value: k.Occupation}, {Label: u.T("screen.ledger.l-card"), Value: k.Card}, {Label: u.T("screen.cards.valid"), Value: string(k.Valid)}})...))
	}
	var years []int
	for y := range s.Load {
		years = append(years, y)
	}
	slices.Sort(years)
	for _, y := range years {
		parts = append(parts, st.Facts(st.Body, 3, kit.Fact{Label: strconv.Itoa(y), Value: u.T("screen.cards.load-long", "exams", s.Load[y].Exams, "sessions", s.Load[y].Sessions)}))
	}
	for _, v := range s.Violations {
		parts = append(parts, st.Rule(), kit.Row(8, st.Mark(kit.Caution, u.T("violation."+v.Code)), kit.Space(), st.Text(string(v.Date), st.Caption, kit.Ink2)))
		if v.Text != "" {
			parts = append(parts, st.Para(v.Text, st.Body, kit.Ink, 366))
		}
	}
	return st.Panel(kit.Col(0, st.PanelHead(st.Text(s.Name, st.Lead, kit.Ink), st.Mark(state, u.T(word))), kit.Grow(st.Scroll(kit.Pad(12, 16, kit.Col(10, parts...))), 1)))
}
