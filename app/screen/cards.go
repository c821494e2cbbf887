package screen

import (
	"context"

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
