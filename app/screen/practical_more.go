package screen

import (
	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// This file is the rarer things at a station: veto, undo, incident, stopped time,
// a review item's note.

// vetoKey goes to the veto box: of this item, else of the next that has one.
func (p *practical) vetoKey() {
	if p.at < 0 || p.sheet.Mine.Sent {
		return
	}
	if !p.commit() {
		p.draw()
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
	p.warn(p.u.T("screen.practical.no-veto-item"))
	p.draw()
}

// confirmVeto fails the candidate on safety, with the chosen reason.
func (p *practical) confirmVeto() {
	if p.picked < 0 {
		p.warn(p.u.T("screen.practical.veto-pick"))
		p.draw()
		return
	}
	p.veto(exam.Veto{Veto: true, Code: p.u.codes.veto[p.picked]})
}

// unveto takes the mark back before the sheet is handed in.
func (p *practical) unveto() { p.veto(exam.Veto{}) }

func (p *practical) veto(v exam.Veto) {
	it := p.items()[p.item]
	if err := p.d.VetoItem(p.u.ctx, p.no(), p.who(), it.No, v); err != nil {
		p.fault(err)
		p.draw()
		return
	}
	key := "screen.practical.saved-veto"
	if !v.Veto {
		key = "screen.practical.saved-unveto"
	}
	p.u.stored(key, "item", it.No)
	p.wrong = complaint{}
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
	p.wrong, p.bad = complaint{}, ""
	for n := len(p.undo); n > 0; n-- {
		last := p.undo[n-1]
		p.undo = p.undo[:n-1]
		if last.no != p.who() {
			continue
		}
		if err := p.d.ScoreItem(p.u.ctx, p.no(), last.no, last.item, last.score); err != nil {
			p.fault(err)
			break
		}
		p.keep(last.item, "")
		p.u.stored("screen.practical.saved-undo", "item", last.item, "score", last.score.String())
		p.reload()
		p.goTo(last.item)
		return
	}
	if p.wrong == (complaint{}) {
		p.warn(p.u.T("screen.practical.no-undo"))
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
		p.fault(err)
		p.mode = handedIn
		p.draw()
		return
	}
	p.u.stored("screen."+p.name()+".saved-taken", "seat", p.sheet.Seat)
	p.reload()
	p.openCandidate(p.at)
}

// incident writes a row of 违纪与异常 for this candidate.
func (p *practical) incident() {
	p.leave()
	askIncident(p.u, p.u.T("screen."+p.name()+".about", "seat", p.sheet.Seat, "name", p.person()), func(code, text string) error {
		return p.d.AddIncident(p.u.ctx, p.no(), 0, exam.Incident{Time: p.u.now().Format("15:04"), Candidate: p.who(), Code: code, Text: text})
	})
}

// stopClock asks why the station stands still 停时; while it does, it lets the
// clock run again and says how many minutes are given back 补时.
func (p *practical) stopClock() {
	if p.at < 0 || p.name() == "review" {
		return
	}
	if p.sheet.StoppedAt == "" {
		if p.quit() {
			p.back, p.mode = p.mode, askStop
		}
		p.draw()
		return
	}
	p.leave()
	n, err := p.d.ResumeClock(p.u.ctx, p.no(), p.who())
	if err != nil {
		p.fault(err)
	} else {
		p.u.stored("screen.practical.saved-resume", "seat", p.sheet.Seat, "n", n)
	}
	p.reload()
	p.draw()
}

// stopFor stops the clock for a reason.
func (p *practical) stopFor(i int) {
	if err := p.d.StopClock(p.u.ctx, p.no(), p.who(), exam.Why{Code: p.u.codes.stop[i]}); err != nil {
		p.fault(err)
	} else {
		p.u.stored("screen.practical.saved-stop", "seat", p.sheet.Seat)
	}
	p.mode = p.back
	p.reload()
	p.draw()
}

// backToWork leaves a question that stored nothing.
func (p *practical) backToWork() {
	p.mode, p.wrong = p.back, complaint{}
	p.draw()
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
