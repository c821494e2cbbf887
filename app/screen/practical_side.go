package screen

import (
	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// foot is what the keyboard does next: hand in, or answer a question.
func (p *practical) foot() fyne.CanvasObject {
	u, st := p.u, p.u.st
	y := float32(12)
	if st.Short {
		y = 6
	}
	switch p.mode {
	case askWhy:
		it, m := p.items()[p.item], p.mark(p.item)
		return p.question(kit.Caution, u.T("screen.practical.why", "item", it.No, "score", m.Score.String(), "below", p.below(it)), "why", u.codes.deduction, -1, p.giveWhy)
	case askVeto:
		it := p.items()[p.item]
		return p.question(kit.Vetoed, u.T("screen.practical.veto-why", "item", it.No, "name", it.Name), "vetowhy", u.codes.veto, p.picked, p.pickVeto)
	case askTaking:
		return p.question(kit.Caution, u.T("screen.practical.take-why"), "takeback", u.codes.takeback, -1, p.takeBack)
	case askStop:
		return p.question(kit.Caution, u.T("screen.practical.stop-why", "seat", p.sheet.Seat), "incident", u.codes.stop, -1, p.stopFor)
	case inArb:
		return p.arbFoot(y)
	case handedIn:
		return kit.Pad(y, 16, p.sentFoot())
	}
	left := len(p.items()) - p.scored()
	line := u.T("screen.practical.left", "n", left)
	b := kit.Button{Word: u.T("screen.practical.submit"), Key: "Enter", Tall: true, Off: true, Do: p.submit}
	if left == 0 && len(p.items()) > 0 {
		line = u.T("screen.practical.total-is", "total", p.sheet.Mine.Total.String())
		b.Off = false
		if p.mode == atSubmit {
			b.Kind = kit.Go
		} else {
			b.Key = "F9"
		}
	}
	return kit.Pad(y, 16, kit.Row(12, p.previous(), kit.Space(), st.Text(line, st.Body, kit.Ink2), st.Button(b)))
}

func (p *practical) previous() fyne.CanvasObject {
	return p.u.st.Button(kit.Button{Word: p.u.T("screen.practical.previous"), Key: "PgUp", Icon: "undo", Tall: true, Do: func() { p.move(-1) }})
}

// question asks for one of a list by digit.
func (p *practical) question(s kit.State, text, prefix string, list []string, picked int, pick func(int)) fyne.CanvasObject {
	u, st := p.u, p.u.st
	y, gap := float32(8), float32(6)
	if st.Short {
		y, gap = 5, 3
	}
	return kit.Pad(y, 16, kit.Col(gap, st.Mark(s, text), reasonRows(u, prefix, cut(list, 9), picked, pick)))
}

// sentFoot is below a sheet that is in: take it back, arbitrate, or all is done.
func (p *practical) sentFoot() fyne.CanvasObject {
	u, st := p.u, p.u.st
	parts := []fyne.CanvasObject{p.previous()}
	switch {
	case p.arbitrable():
		parts = append(parts, kit.Space(), st.Mark(kit.Arbitration, u.T("screen.state.arbitration")),
			st.Button(kit.Button{Word: u.T("screen.practical.arbitration"), Key: "F9", Kind: kit.Go, Tall: true, Do: p.toArbitrate}))
	default:
		parts = append(parts, kit.Space(), p.takeBackButton())
	}
	row := kit.Row(12, parts...)
	if p.next(-1, 1, true) < 0 && p.sheet.CanScore {
		return kit.Col(6, st.Mark(kit.Done, p.allDone()), row)
	}
	return row
}

func (p *practical) takeBackButton() fyne.CanvasObject {
	off := !p.sheet.CanScore || p.sheet.Combined != nil && p.sheet.Combined.Arbitration != nil
	return p.u.st.Button(kit.Button{Word: p.u.T("screen.practical.take-back"), Key: "F8", Tall: true, Off: off, Do: p.undoKey})
}

// allDone says that every sheet of this person is in, and what comes now.
func (p *practical) allDone() string {
	u, n := p.u, p.waiting()
	switch {
	case n > 0 && p.sheet.Arbiter:
		return u.T("screen.practical.done-waiting", "n", p.handedIn(), "wait", n)
	case p.sheet.GroupLead != "" && !p.sheet.Arbiter:
		return u.T("screen.practical.done-lead", "n", p.handedIn(), "name", p.called(p.sheet.GroupLead))
	}
	return u.T("screen.practical.done-all", "n", p.handedIn())
}

func (p *practical) pickVeto(i int) {
	p.picked, p.wrong = i, complaint{}
	p.draw()
}

// below is the score under which a reason is asked, rounded up to a tenth.
func (p *practical) below(it exam.Item) string {
	return exam.Tenths((int64(it.Full)*int64(p.policy.ReasonBelow) + 99) / 100).Plain()
}

func (p *practical) sidePanel() fyne.CanvasObject {
	u, st := p.u, p.u.st
	full := exam.Tenths(0)
	for _, it := range p.items() {
		full += it.Full
	}
	y, hero := float32(14), st.Hero
	if st.Short || st.Step == kit.Extra {
		y, hero = 8, 52
	}
	total := p.stages.Show(st, "total", st.Panel(kit.Pad(y, 16, kit.Col(2, st.Text(u.T("screen.practical.total"), st.Body, kit.Ink2),
		kit.Inset(-hero*0.18, 0, -hero*0.08, 0, st.Text(p.sheet.Mine.Total.String(), hero, kit.Ink)), kit.Fixed(st.Progress(p.scored(), len(p.items())), 0, 8),
		kit.Gap(0, 2), st.Text(u.T("screen.practical.full-of", "full", full.Plain(), "done", p.scored(), "of", len(p.items())), st.Caption, kit.Ink2)))))
	gap := float32(8)
	if st.Short {
		gap = 5
	}
	buttons := append([]fyne.CanvasObject{st.Text(u.T("screen.practical.this-one"), st.Lead, kit.Ink)}, p.buttons()...)
	if st.Step == kit.Extra {
		buttons = buttons[1:] // the head of a panel with three buttons can be spared
	}
	parts := []fyne.CanvasObject{total, p.stages.Show(st, "hint", p.hint()), kit.Grow(st.Panel(kit.Top(kit.Pad(y-2, 16, kit.Col(gap, buttons...)))), 1)}
	return kit.Col(u.gap(), parts...)
}

// buttons are what can be done for this candidate.
func (p *practical) buttons() []fyne.CanvasObject {
	u, st := p.u, p.u.st
	if p.mode == inArb {
		veto := kit.Button{Word: u.T("screen.practical.arb-veto"), Key: "F4", Icon: "box-empty", Kind: kit.Danger, Do: p.arbVeto}
		if p.arb.veto {
			veto.Icon = "mark-veto"
		}
		return []fyne.CanvasObject{st.Button(veto), st.Button(kit.Button{Word: u.T("screen.practical.arb-do"), Key: "F9", Kind: kit.Go, Do: p.arbitrate})}
	}
	var out []fyne.CanvasObject
	if p.name() == "review" {
		out = append(out, st.Button(kit.Button{Word: u.T("screen.review.note"), Key: "F6", Off: p.mode != inCell, Do: p.noteItem}))
	} else {
		clock := kit.Button{Word: u.T("screen.practical.stopped"), Key: "F4", Off: !p.sheet.CanScore, Do: p.stopClock}
		if p.sheet.StoppedAt != "" {
			clock.Word = u.T("screen.practical.resume")
		}
		out = append(out, st.Button(kit.Button{Word: u.T("screen.practical.safety-veto"), Key: "→", Kind: kit.Danger, Off: p.sheet.Mine.Sent || !p.sheet.CanScore, Do: p.vetoKey}), st.Button(clock))
	}
	return append(out, st.Button(kit.Button{Word: u.T("screen.practical.incident"), Key: "F3", Do: p.incident}))
}

// hint says what may be typed now, or what was wrong with what was typed.
func (p *practical) hint() fyne.CanvasObject {
	u, st := p.u, p.u.st
	const width = 190
	size := st.Body
	if st.Step == kit.Extra {
		size = st.Caption // three buttons stand below
	}
	box := func(edge kit.Tone, o ...fyne.CanvasObject) fyne.CanvasObject {
		y, gap := float32(12), float32(6)
		if st.Short {
			y, gap = 8, 3
		}
		return st.Edged(kit.Panel, edge, st.Stroke(), kit.Pad(y, 16, kit.Col(gap, o...)))
	}
	say := func(edge, ink kit.Tone, head, text string) fyne.CanvasObject {
		return box(edge, st.Text(u.T(head), st.Lead, ink), st.Para(u.T(text), size, kit.Ink, width))
	}
	if w := p.wrong; w.text != "" {
		parts := []fyne.CanvasObject{st.MarkSized(w.is, w.head, 22, st.Lead), st.Para(w.text, size, kit.Ink, width)}
		if w.still != "" && st.Step != kit.Extra {
			parts = append(parts, st.Para(w.still, st.Caption, kit.Ink2, width))
		}
		return box(w.is.Tone(), parts...)
	}
	if len(p.items()) == 0 {
		return box(kit.Line, st.Para(u.T("screen.practical.no-rubric"), size, kit.Ink, width))
	}
	it := p.items()[p.item]
	switch p.mode {
	case askWhy:
		return box(kit.Line, st.Text(u.T("screen.practical.press", "n", len(cut(u.codes.deduction, 9))), st.Lead, kit.Ink),
			st.Para(u.T("screen.practical.why-stored"), size, kit.Ink, width), st.Text(u.T("screen.practical.why-back"), st.Caption, kit.Ink2))
	case askVeto:
		return say(kit.Err, kit.Err, "screen.practical.safety-veto", "screen.practical.veto-how")
	case inBox:
		return say(kit.Err, kit.Err, "screen.practical.safety-veto", "screen.practical.unveto-how")
	case askStop:
		return say(kit.Warn, kit.Warn, "screen.practical.stopped", "screen.practical.stop-how")
	case inQueue:
		return say(kit.Pri, kit.Pri, "screen."+p.name()+".stations", "screen."+p.name()+".queue-how")
	case inArb:
		return say(kit.Warn, kit.Warn, "screen.practical.arbitration", "screen.practical.arb-how")
	case atSubmit:
		return say(kit.Pri, kit.Pri, "screen.practical.complete", "screen.practical.submit-how")
	case handedIn, askTaking:
		if !p.sheet.CanScore {
			return box(kit.Line, st.Para(u.T("screen.practical.read-only"), size, kit.Ink, width))
		}
		if c := p.sheet.Combined; c != nil && c.Arbitration != nil {
			return box(kit.Line, st.Text(u.T("screen.practical.arb-is", "score", c.Arbitration.Score.String()), st.Lead, kit.Ok),
				st.Para(u.T("screen.practical.arb-by", "name", p.called(c.Arbitration.By), "why", c.Arbitration.Reason), size, kit.Ink, width))
		}
		return say(kit.Line, kit.Ok, "screen.state.sent", "screen.practical.sent-how")
	}
	parts := []fyne.CanvasObject{st.Text(u.T("screen.practical.item-no", "item", it.No), st.Lead, kit.Ink),
		st.Para(u.T("screen.practical.range", "full", it.Full.Plain()), size, kit.Ink, width)}
	if p.policy.ReasonBelow > 0 && st.Step != kit.Extra {
		parts = append(parts, st.Para(u.T("screen.practical.below", "below", p.below(it)), st.Caption, kit.Ink2, width))
	}
	return box(kit.Line, parts...)
}
