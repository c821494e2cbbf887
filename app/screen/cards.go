package screen

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// cardsDesk is the part of the officer's desk that the cards use.
type cardsDesk interface {
	Cards() (desk.CardsView, error)
	EnterCard(ctx context.Context, c exam.StaffCard) error
	EnterViolation(ctx context.Context, who string, v exam.StaffViolation) error
}

// Filters of the cards.
const (
	everyCard = iota
	endedCards
	barredCards
	cardFilters
)

// cards are the staff's cards 考评员证卡: validity, occupations, load over the year,
// violations, and who is barred; and the occupations with too few assessors.
type cards struct {
	u *ui
	d cardsDesk

	view   desk.CardsView
	ready  bool
	gone   bool
	filter int
	rows   []int
	at     int
	table  *kit.TableView
}

func newCards(u *ui, d cardsDesk) *cards { return &cards{u: u, d: d} }

func (c *cards) name() string { return "cards" }
func (c *cards) leave()       { c.gone = true }

func (c *cards) show() {
	c.gone = false
	c.reload("")
}

func (c *cards) reload(note string) {
	if !c.ready {
		c.draw()
	}
	kit.Back(c.u.run, c.d.Cards, func(v desk.CardsView, err error) {
		if !c.u.refused(err) {
			c.view, c.ready, c.u.note = v, true, note
		}
		c.pickRows()
		c.redraw()
	})
}

// redraw draws the screen unless the person went on to another one meanwhile.
func (c *cards) redraw() {
	if !c.gone {
		c.draw()
	}
}

func (c *cards) fits(s exam.CardState, filter int) bool {
	switch filter {
	case endedCards:
		return s.Valid("") < c.view.Today
	case barredCards:
		return s.Barred(c.view.Today, c.view.Today) != ""
	}
	return true
}

func (c *cards) pickRows() {
	c.rows = nil
	for i, s := range c.view.Cards {
		if c.fits(s, c.filter) {
			c.rows = append(c.rows, i)
		}
	}
	c.at = max(0, min(c.at, len(c.rows)-1))
}

func (c *cards) count(filter int) int {
	n := 0
	for _, s := range c.view.Cards {
		n += one(c.fits(s, filter))
	}
	return n
}

func (c *cards) row() *exam.CardState {
	if c.at >= len(c.rows) {
		return nil
	}
	return &c.view.Cards[c.rows[c.at]]
}

func (c *cards) move(by int) {
	c.at = max(0, min(c.at+by, len(c.rows)-1))
	c.draw()
}

func (c *cards) setFilter(i int) {
	c.filter, c.at = i, 0
	c.pickRows()
	c.draw()
}

// enter enters a card beside those of the filing; the person under the cursor is there
// already, for a renewed one.
func (c *cards) enter() {
	u := c.u
	kinds := blank{key: "kind", label: u.T("screen.cards.kind"), kind: pickBlank, codes: exam.PersonKinds(), words: exam.PersonKinds()}
	name := ""
	if r := c.row(); r != nil {
		name = r.Name
		if len(r.Cards) > 0 {
			kinds.text = r.Cards[0].Kind
		}
	}
	u.fill(form{title: u.T("screen.cards.enter"), big: u.T("screen.ledger.store"),
		blanks: []blank{{key: "name", label: u.T("screen.ledger.l-name"), text: name, half: true}, {key: "id", label: u.T("screen.ledger.l-id"), kind: plainBlank, half: true}, kinds,
			{key: "occupation", label: u.T("screen.cards.occupation"), hint: u.T("screen.cards.occupation-hint")}, {key: "card", label: u.T("screen.ledger.l-card"), kind: plainBlank, half: true},
			{key: "valid", label: u.T("screen.cards.valid"), kind: plainBlank, hint: u.T("screen.form.day"), half: true}},
		do: func(a answered) error {
			return c.d.EnterCard(u.ctx, exam.StaffCard{Name: a.text("name"), IDNumber: exam.CleanID(a["id"]), Kind: a["kind"], Occupation: a.text("occupation"), Card: a.text("card"), Valid: exam.Date(a.text("valid"))})
		},
		done: func() { u.stored("screen.cards.saved"); c.reload("") }, after: c.redraw})
}

// violation enters a past violation of the person under the cursor, and bars them.
func (c *cards) violation() {
	u, p := c.u, *c.row()
	codes := u.codes.staff
	words := make([]string, len(codes))
	for i, code := range codes {
		words[i] = join(code, u.T("violation."+code))
	}
	u.pickRow(u.T("screen.cards.violation"), p.Name, words, func(i int) {
		u.fill(form{title: u.T("screen.cards.violation"), line: p.Name, said: words[i], big: u.T("screen.ledger.store"),
			blanks: []blank{{key: "date", label: u.T("screen.ledger.l-date"), kind: plainBlank, text: string(c.view.Today), half: true}, {key: "barred", label: u.T("screen.cards.barred"), kind: plainBlank, hint: u.T("screen.cards.barred-hint"), half: true},
				{key: "exam", label: u.T("screen.ledger.plan"), hint: u.T("screen.ledger.plan-hint")}, {key: "text", label: u.T("screen.ledger.l-text"), kind: longBlank}},
			do: func(a answered) error {
				return c.d.EnterViolation(u.ctx, p.IDNumber, exam.StaffViolation{Date: exam.Date(a.text("date")), Exam: a.text("exam"), Code: codes[i], Text: a.text("text"), Barred: exam.Date(a.text("barred"))})
			},
			done: func() { u.stored("screen.cards.saved-violation"); c.reload("") }, after: c.redraw})
	})
}

func (c *cards) keys() kit.Table {
	u := c.u
	some := func() bool { return c.ready && len(c.rows) > 0 }
	return kit.Table{
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.key.row"), Do: func() { c.move(1) }, When: some},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.key.row"), Do: func() { c.move(-1) }, When: some, Quiet: true},
		{Names: []string{"PgDn"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { c.move(c.table.Page()) }, When: some, Quiet: true},
		{Names: []string{"PgUp"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { c.move(-c.table.Page()) }, When: some, Quiet: true},
		{Names: []string{"Tab"}, Word: u.T("screen.key.filter"), Do: func() { c.setFilter((c.filter + 1) % cardFilters) }, When: func() bool { return c.ready }},
		{Names: []string{"F3"}, Word: u.T("screen.cards.violation"), Do: c.violation, When: some},
		{Names: []string{"F9"}, Word: u.T("screen.cards.enter"), Do: c.enter, When: func() bool { return c.ready }},
	}
}

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
