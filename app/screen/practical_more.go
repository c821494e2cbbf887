package screen

import (
	"strconv"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// This file is the rarer things at a station: veto, undo, incident, stopped time,
// a review item's note, arbitration.

// vetoKey goes to the veto box: of this item, else of the next that has one.
func (p *practical) vetoKey() {
	if !p.commit() {
		p.drawSide()
		return
	}
	for step := range p.items() {
		i := (p.item + step) % len(p.items())
		if p.items()[i].Veto {
			p.item, p.picked, p.mode = i, -1, askVeto
			if p.mark(i).Veto {
				p.mode = inBox
			}
			p.draw()
			return
		}
	}
}

// confirmVeto fails the candidate on safety, with the chosen reason.
func (p *practical) confirmVeto() {
	if p.picked < 0 {
		p.complain(kit.Caution, p.u.T("screen.practical.veto-pick"))
		p.drawSide()
		return
	}
	p.veto(exam.Veto{Veto: true, Code: p.u.codes.veto[p.picked]})
}

// unveto takes the mark back before the sheet is handed in.
func (p *practical) unveto() { p.veto(exam.Veto{}) }

func (p *practical) veto(v exam.Veto) {
	it := p.items()[p.item]
	if err := p.d.VetoItem(p.u.ctx, p.no(), p.who(), it.No, v); err != nil {
		p.complain(kit.Fault, p.u.w.Sentence(err))
		p.draw()
		return
	}
	key := "screen.practical.saved-veto"
	if !v.Veto {
		key = "screen.practical.saved-unveto"
	}
	p.u.stored(key, "item", it.No)
	p.reload()
	p.mode = inCell
	p.draw()
}

// undoKey goes back to an item's last value, or asks why a sheet is taken back.
func (p *practical) undoKey() {
	if p.mode == handedIn {
		p.mode = askTaking
		p.draw()
		return
	}
	for n := len(p.undo); n > 0; n-- {
		last := p.undo[n-1]
		p.undo = p.undo[:n-1]
		if last.no != p.who() {
			continue
		}
		if err := p.d.ScoreItem(p.u.ctx, p.no(), last.no, last.item, last.score); err != nil {
			p.complain(kit.Fault, p.u.w.Sentence(err))
			break
		}
		p.u.stored("screen.practical.saved-undo", "item", last.item, "score", last.score.String())
		p.reload()
		p.goTo(last.item)
		return
	}
	if p.wrong == "" {
		p.complain(kit.Caution, p.u.T("screen.practical.no-undo"))
	}
	p.draw()
}

// goTo puts the keyboard on an item by its number.
func (p *practical) goTo(item int) {
	for i, it := range p.items() {
		if it.No == item {
			p.item, p.mode = i, inCell
		}
	}
	p.draw()
}

// takeBack takes a handed-in sheet back with a reason.
func (p *practical) takeBack(i int) {
	if err := p.d.TakeBackScores(p.u.ctx, p.no(), p.who(), exam.Why{Code: p.u.codes.takeback[i]}); err != nil {
		p.complain(kit.Fault, p.u.w.Sentence(err))
		p.mode = handedIn
		p.draw()
		return
	}
	p.u.stored("screen.practical.saved-taken", "seat", p.sheet.Seat)
	p.reload()
	p.openCandidate(p.at)
}

// incident writes a row of 违纪与异常 for this candidate.
func (p *practical) incident() {
	p.leave()
	askIncident(p.u, p.u.T("screen.practical.about", "seat", p.sheet.Seat, "name", p.sheet.Candidate.Name), func(code, text string) error {
		return p.d.AddIncident(p.u.ctx, p.no(), 0, exam.Incident{Time: p.u.now().Format("15:04"), Candidate: p.who(), Code: code, Text: text})
	})
}

// stopped notes minutes that the station stood still and that are given back.
func (p *practical) stopped() {
	p.leave()
	u := p.u
	field := kit.NewField(u.st, kit.Digits, kit.FieldLook{Size: u.st.Figure, Right: true}, u.now)
	u.ask(ask{
		title: u.T("screen.practical.stopped"), line: u.T("screen.practical.about", "seat", p.sheet.Seat, "name", p.sheet.Candidate.Name), width: 560,
		body: func() fyne.CanvasObject {
			return kit.Row(12, u.st.Text(u.T("screen.practical.minutes"), u.st.Body, kit.Ink2), kit.Fixed(field, 160, 72))
		},
		first: field, big: u.T("screen.practical.store"),
		do: func() bool {
			n, err := strconv.Atoi(field.Text())
			if err != nil || n <= 0 || n > 240 {
				field.Refuse()
				return false
			}
			err = p.d.AddIncident(u.ctx, p.no(), 0, exam.Incident{Time: u.now().Format("15:04"), Candidate: p.who(), Code: "E02",
				Text: u.T("screen.practical.stopped-text", "n", n), Handled: u.T("screen.practical.stopped-handled", "n", n)})
			if !u.refused(err) {
				u.stored("screen.practical.saved-stop", "n", n)
			}
			return true
		},
		after: p.draw,
	})
}

// sources are where a review item's facts come from (notice 7.2).
func sources() []string { return []string{"self", "peer", "poll"} }

// noteItem asks for source and comment of a review item.
func (p *practical) noteItem() {
	p.leave()
	u, it := p.u, p.items()[p.item]
	have := p.mark(p.item).Note
	area := kit.NewArea(u.st, have.Comment, u.T("screen.review.comment"), u.now)
	pick := func(i int) { have.Source = sources()[i]; u.f.Redraw() }
	u.ask(ask{
		title: u.T("screen.review.note"), line: it.Name, width: 640, big: u.T("screen.practical.store"),
		body: func() fyne.CanvasObject {
			var opts []kit.Option
			for _, s := range sources() {
				opts = append(opts, kit.Option{Word: u.T("paper.source." + s), Picked: s == have.Source})
			}
			return kit.Col(12, u.st.Choice(opts, pick), kit.Fixed(area, 0, 96))
		},
		// The choice has the digits until Tab goes into the comment.
		keys: append(kit.Picks(len(sources()), u.T("screen.review.source"), pick, nil),
			kit.Key{Names: []string{"Tab"}, Word: u.T("screen.review.comment"), Do: func() { u.f.Focus(area) }}),
		do: func() bool {
			have.Comment = area.Text
			if !u.refused(p.d.NoteItem(u.ctx, p.no(), p.who(), it.No, have)) {
				u.stored("screen.review.saved-note", "item", it.No)
			}
			return true
		},
		after: func() { p.reload(); p.draw() },
	})
}

// arbitration says whether this sheet waits for 仲裁 and the keyboard's owner may see it.
func (p *practical) arbitration() bool {
	c := p.sheet.Combined
	return c != nil && c.NeedsArbitration && c.Arbitration == nil
}

// arbitrate settles a spread or a veto that not all marked, with a reason.
func (p *practical) arbitrate() {
	u, c := p.u, p.sheet.Combined
	field := kit.NewField(u.st, kit.Digits, kit.FieldLook{Size: u.st.Figure, Right: true}, u.now)
	area := kit.NewArea(u.st, "", u.T("screen.practical.arb-reason"), u.now)
	veto := false
	flip := func() { veto = !veto; u.f.Redraw() }
	u.ask(ask{
		title: u.T("screen.practical.arbitration"), line: u.T("screen.practical.about", "seat", p.sheet.Seat, "name", p.sheet.Candidate.Name),
		note: u.T("screen.practical.arb-note"), big: u.T("screen.practical.arb-do"),
		body: func() fyne.CanvasObject {
			var cards []fyne.CanvasObject
			for _, sh := range c.Sheets {
				tone := kit.Ink
				if sh.Veto {
					tone = kit.Err
				}
				cards = append(cards, kit.Grow(u.st.Edged(kit.WarnTint, kit.Warn, 2, kit.Pad(10, 16,
					kit.Col(0, u.st.Text(string(sh.Staff), u.st.Body, kit.Ink2), u.st.Text(sh.Total.String(), u.st.Figure, tone)))), 1))
			}
			box := []kit.Option{{Word: u.T("screen.practical.arb-veto"), Picked: veto}}
			return kit.Col(12, kit.Columns(12, cards...),
				u.st.Text(u.T("screen.practical.arb-spread", "spread", c.Spread.String(), "limit", p.policy.SpreadLimit.Plain()), u.st.Body, kit.Warn),
				kit.Row(12, u.st.Text(u.T("screen.practical.arb-score"), u.st.Body, kit.Ink2), kit.Fixed(field, 160, 64), kit.Grow(u.st.Choice(box, func(int) { flip() }), 1)),
				kit.Fixed(area, 0, 84))
		},
		first: field,
		keys: kit.Table{{Names: []string{"Tab"}, Word: u.T("screen.practical.arb-reason"), Do: func() { u.f.Focus(area) }},
			{Names: []string{"F4"}, Word: u.T("screen.practical.arb-veto"), Do: flip}},
		do: func() bool {
			score, err := exam.ParseTenths(field.Text())
			if err != nil {
				field.Refuse()
				return false
			}
			err = p.d.Arbitrate(u.ctx, p.no(), p.who(), exam.Arbitration{Score: score, Veto: veto, Reason: area.Text})
			if !u.refused(err) {
				u.stored("screen.practical.saved-arb", "score", score.String())
			}
			return true
		},
		after: func() { p.reload(); p.draw() },
	})
}
