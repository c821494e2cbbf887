package screen

import (
	"strconv"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// draw builds the screen from what is known and puts the keyboard where it belongs.
func (p *practical) draw() {
	u := p.u
	title := u.T("screen." + p.name() + ".title")
	head := u.header(title, join(u.T("screen.practical.head", "no", string(p.no()), "subject", u.subject(p.in.Subject)), p.in.Room.Name,
		u.T("screen.practical.paper", "paper", p.in.Session.Paper)), u.st.Text(u.T("screen.practical.only-mine"), u.st.Body, kit.Ink2))
	if len(p.queue) == 0 {
		p.grid = nil
		u.f.Show(u.page(head, u.st.Panel(kit.Middle(u.st.Text(u.T("screen.practical.nobody"), u.st.Lead, kit.Ink2)))), p.keys())
		u.f.Focus(nil)
		return
	}
	body := kit.Columns(u.gap(), kit.Fixed(p.queuePanel(), 208, 0), kit.Grow(p.sheetPanel(), 1), kit.Fixed(p.sidePanel(), 224, 0))
	u.f.Show(u.page(head, body), p.keys())
	p.focus()
}

// drawSide is draw: the panels are few enough to be drawn as one.
func (p *practical) drawSide() { p.draw() }

func (p *practical) focus() {
	if p.at >= 0 && p.mode == inCell && p.grid != nil {
		p.u.f.Focus(p.grid.Field)
		return
	}
	p.u.f.Focus(nil)
}

// queueMark is the mark and word of a queue row.
func queueMark(state string) (kit.State, string) {
	switch state {
	case "not-come":
		return kit.NotCome, "screen.state.not-come"
	case "absent":
		return kit.Absent, "screen.state.absent"
	case "scoring":
		return kit.Scoring, "screen.state.scoring"
	case "done":
		return kit.Done, "screen.state.sent"
	case "veto":
		return kit.Vetoed, "screen.state.veto"
	case "arbitration":
		return kit.Arbitration, "screen.state.arbitration"
	case "conflict":
		return kit.Conflict, "screen.state.conflict"
	}
	return "", "screen.state.to-score"
}

func (p *practical) queuePanel() fyne.CanvasObject {
	u, done := p.u, 0
	for _, q := range p.queue {
		if q.State == "done" || q.State == "veto" || q.State == "arbitration" {
			done++
		}
	}
	rows := u.st.NewRows(42, func(i int, _ bool) fyne.CanvasObject {
		q := p.queue[i]
		state, key := queueMark(q.State)
		tone := kit.Ink2
		var shape fyne.CanvasObject = kit.Gap(0, 0)
		if state != "" {
			tone, shape = state.Tone(), u.st.Shape(state, 18)
		}
		return kit.Inset(0, 10, 0, 10, kit.Row(7, kit.Fixed(u.st.Right(strconv.Itoa(q.Seat), u.st.Lead, kit.Ink), 28, 0), u.st.Text(q.Name, u.st.Body, kit.Ink),
			kit.Space(), u.st.Text(u.T(key), u.st.Caption, tone), shape))
	}, func(i int) {
		if scorable(p.queue[i].State) && p.commit() {
			p.openCandidate(i)
		}
	})
	rows.Set(len(p.queue), p.at)
	head := u.st.HeadOf(44, 12, u.st.Text(u.T("screen.practical.stations"), u.st.Body, kit.Ink), kit.Space(),
		u.st.Text(u.T("screen.practical.done-of", "done", done, "of", len(p.queue)), u.st.Caption, kit.Ink2))
	return u.st.Panel(kit.Col(0, head, kit.Grow(rows.Object(), 1)))
}

func (p *practical) sheetPanel() fyne.CanvasObject {
	u := p.u
	if p.at < 0 {
		p.grid = nil
		return u.st.Panel(kit.Middle(u.st.Text(u.T("screen.practical.all-waiting"), u.st.Lead, kit.Ink2)))
	}
	st := u.st
	state := []fyne.CanvasObject{}
	if p.sheet.Mine.Veto {
		state = append(state, st.MarkSized(kit.Vetoed, u.T("screen.state.veto"), 22, st.Lead))
	} else if p.sheet.Mine.Sent {
		state = append(state, st.MarkSized(kit.Done, u.T("screen.practical.sent-at", "time", p.sheet.Mine.SentAt.Format("15:04:05")), 22, st.Body))
	}
	names := kit.Col(-2, st.Text(p.sheet.Candidate.Name, st.Lead, kit.Ink), st.Text(u.T("screen.exam-no", "no", string(p.who())), st.Caption, kit.Ink2))
	parts := append([]fyne.CanvasObject{st.Text(u.T("screen.practical.station", "seat", p.sheet.Seat), st.Figure, kit.Ink), names, kit.Space()}, state...)
	head := kit.Col(0, kit.Fixed(kit.Pad(0, 18, kit.Row(18, parts...)), 0, 68), st.Rule())
	field := kit.NewField(st, kit.Digits, kit.FieldLook{Size: st.Body + 8, Right: true}, u.now)
	p.grid = st.NewScoreGrid(p.gridWords(), field, func(i int) {
		if p.commit() && p.mode != handedIn {
			p.item, p.mode = i, inCell
			p.draw()
		}
	})
	active := p.item
	if p.mode == handedIn || p.mode == atSubmit {
		active = -1
	}
	if active >= 0 && len(p.items()) > 0 {
		text := p.cellText(active)
		field.Set(text, p.mark(active).Scored)
		if p.badText != "" {
			field.Set(p.badText, true)
			field.Refuse()
		}
	}
	field.OnChange = func(text string) {
		p.badText = ""
		p.drafts.put(u.ctx, p.draftOf(p.items()[p.item].No), text)
	}
	p.grid.Set(p.rows(), active, p.mode == inBox || p.mode == askVeto)
	return st.Panel(kit.Col(0, head, p.grid.Head(), kit.Grow(p.grid.Body(), 1), st.Rule(), p.foot()))
}

func (p *practical) gridWords() kit.ScoreWords {
	t := p.u.T
	w := kit.ScoreWords{No: t("screen.practical.no"), Item: t("screen.practical.item"), Full: t("screen.practical.full"),
		Score: t("screen.practical.score"), Veto: t("screen.practical.veto"), VetoItem: t("screen.practical.veto-item"), Vetoed: t("screen.state.veto")}
	if p.name() == "review" {
		w.Veto = t("screen.review.source")
	}
	for _, o := range p.others() {
		w.Others = append(w.Others, string(o.Staff))
	}
	return w
}

// others are the sheets of others, which the desk gives only once one's own is in.
func (p *practical) others() []exam.Sheet { return cut(p.sheet.Others, 3) }

func (p *practical) rows() []kit.ScoreRow {
	out := make([]kit.ScoreRow, len(p.items()))
	for i, it := range p.items() {
		m := p.mark(i)
		r := kit.ScoreRow{No: strconv.Itoa(it.No), Name: it.Name, Module: it.Module, Full: it.Full.Plain(), Veto: it.Veto, Vetoed: m.Veto, Text: p.cellText(i)}
		if m.Veto {
			r.Reason = p.u.T("vetowhy." + m.Reason.Code)
		} else if m.Note.Source != "" {
			r.Reason = p.u.T("paper.source." + m.Note.Source)
		} else if m.Why.Code != "" {
			r.Reason = p.u.T("why." + m.Why.Code)
		}
		for _, o := range p.others() {
			r.Others = append(r.Others, o.Items[it.No].Score.String())
		}
		out[i] = r
	}
	return out
}

// foot is what the keyboard does next: hand in, or answer a question.
func (p *practical) foot() fyne.CanvasObject {
	u, st := p.u, p.u.st
	y := float32(12)
	if st.Short {
		y = 8
	}
	question := func(s kit.State, text, prefix string, list []string, picked int, pick func(int)) fyne.CanvasObject {
		return kit.Pad(y, 16, kit.Col(8, st.Mark(s, text), reasonRows(u, prefix, list, picked, pick)))
	}
	switch p.mode {
	case askWhy:
		it, m := p.items()[p.item], p.mark(p.item)
		return question(kit.Caution, u.T("screen.practical.why", "item", it.No, "score", m.Score.String(), "below", p.below(it)), "why", cut(u.codes.deduction, 9), -1, p.giveWhy)
	case askVeto:
		return question(kit.Vetoed, u.T("screen.practical.veto-why", "item", p.items()[p.item].No, "name", p.items()[p.item].Name), "vetowhy", cut(u.codes.veto, 9), p.picked, p.pickVeto)
	case askTaking:
		return question(kit.Caution, u.T("screen.practical.take-why"), "takeback", cut(u.codes.takeback, 9), -1, p.takeBack)
	}
	back := st.Button(kit.Button{Word: u.T("screen.practical.previous"), Key: "PgUp", Icon: "undo", Tall: true, Do: func() { p.move(-1) }})
	if p.mode == handedIn {
		parts := []fyne.CanvasObject{back, kit.Space()}
		if p.arbitration() {
			parts = append(parts, st.Mark(kit.Arbitration, u.T("screen.state.arbitration")),
				st.Button(kit.Button{Word: u.T("screen.practical.arbitration"), Key: "F9", Kind: kit.Go, Tall: true, Do: p.arbitrate}))
		} else {
			parts = append(parts, st.Button(kit.Button{Word: u.T("screen.practical.take-back"), Key: "F8", Tall: true, Do: p.undoKey}))
		}
		return kit.Pad(y, 16, kit.Row(12, parts...))
	}
	left := len(p.items()) - p.scored()
	line := u.T("screen.practical.left", "n", left)
	b := kit.Button{Word: u.T("screen.practical.submit"), Key: "Enter", Tall: true, Off: true, Do: p.submit}
	if left == 0 {
		line = u.T("screen.practical.total-is", "total", p.sheet.Mine.Total.String())
		b.Off = p.mode != atSubmit
		b.Kind = kit.Go
	}
	return kit.Pad(y, 16, kit.Row(12, back, kit.Space(), st.Text(line, st.Body, kit.Ink2), st.Button(b)))
}

func (p *practical) pickVeto(i int) {
	p.picked = i
	p.draw()
}

// below is the score under which a reason is asked, rounded up to a tenth.
func (p *practical) below(it exam.Item) string {
	return exam.Tenths((int64(it.Full)*int64(p.policy.ReasonBelow) + 99) / 100).Plain()
}

func (p *practical) sidePanel() fyne.CanvasObject {
	u, st := p.u, p.u.st
	if p.at < 0 {
		return kit.Gap(0, 0)
	}
	full := exam.Tenths(0)
	for _, it := range p.items() {
		full += it.Full
	}
	y, hero := float32(14), st.Hero
	if st.Short || st.Step == kit.Extra {
		y, hero = 8, 52
	}
	total := st.Panel(kit.Pad(y, 16, kit.Col(2, st.Text(u.T("screen.practical.total"), st.Body, kit.Ink2),
		kit.Inset(-hero*0.18, 0, -hero*0.08, 0, st.Text(p.sheet.Mine.Total.String(), hero, kit.Ink)), kit.Fixed(st.Progress(p.scored(), len(p.items())), 0, 8),
		kit.Gap(0, 2), st.Text(u.T("screen.practical.full-of", "full", full.Plain(), "done", p.scored(), "of", len(p.items())), st.Caption, kit.Ink2))))
	parts := []fyne.CanvasObject{total, p.hint()}
	buttons := []fyne.CanvasObject{st.Text(u.T("screen.practical.this-one"), st.Lead, kit.Ink)}
	if p.name() == "review" {
		buttons = append(buttons, st.Button(kit.Button{Word: u.T("screen.review.note"), Key: "F6", Off: p.mode != inCell, Do: p.noteItem}))
	} else {
		buttons = append(buttons, st.Button(kit.Button{Word: u.T("screen.practical.safety-veto"), Key: "→", Kind: kit.Danger, Off: p.sheet.Mine.Sent, Do: p.vetoKey}),
			st.Button(kit.Button{Word: u.T("screen.practical.stopped"), Key: "F4", Do: p.stopped}))
	}
	buttons = append(buttons, st.Button(kit.Button{Word: u.T("screen.practical.incident"), Key: "F3", Do: p.incident}))
	parts = append(parts, kit.Grow(st.Panel(kit.Top(kit.Pad(y, 16, kit.Col(8, buttons...)))), 1))
	return kit.Col(u.gap(), parts...)
}

// hint says what may be typed now, or what was wrong with what was typed.
func (p *practical) hint() fyne.CanvasObject {
	u, st := p.u, p.u.st
	box := func(edge kit.Tone, o ...fyne.CanvasObject) fyne.CanvasObject {
		return st.Edged(kit.Panel, edge, st.Stroke(), kit.Pad(12, 16, kit.Col(6, o...)))
	}
	if p.wrong != "" {
		return box(p.wrongIs.Tone(), st.MarkSized(p.wrongIs, u.T("screen.practical.not-stored"), 22, st.Lead), st.Para(p.wrong, st.Body, kit.Ink, 190))
	}
	if len(p.items()) == 0 {
		return box(kit.Line, st.Para(u.T("screen.practical.no-rubric"), st.Body, kit.Ink, 190))
	}
	it := p.items()[p.item]
	switch p.mode {
	case askWhy:
		return box(kit.Line, st.Text(u.T("screen.practical.press", "n", len(cut(u.codes.deduction, 9))), st.Lead, kit.Ink),
			st.Para(u.T("screen.practical.why-stored"), st.Body, kit.Ink, 190), st.Text(u.T("screen.practical.why-back"), st.Caption, kit.Ink2))
	case askVeto:
		return box(kit.Err, st.Text(u.T("screen.practical.safety-veto"), st.Lead, kit.Err), st.Para(u.T("screen.practical.veto-how"), st.Body, kit.Ink, 190))
	case inBox:
		return box(kit.Err, st.Text(u.T("screen.practical.safety-veto"), st.Lead, kit.Err), st.Para(u.T("screen.practical.unveto-how"), st.Body, kit.Ink, 190))
	case atSubmit:
		return box(kit.Pri, st.Text(u.T("screen.practical.complete"), st.Lead, kit.Pri), st.Para(u.T("screen.practical.submit-how"), st.Body, kit.Ink, 190))
	case handedIn, askTaking:
		return box(kit.Line, st.Text(u.T("screen.state.sent"), st.Lead, kit.Ok), st.Para(u.T("screen.practical.sent-how"), st.Body, kit.Ink, 190))
	}
	parts := []fyne.CanvasObject{st.Text(u.T("screen.practical.item-no", "item", it.No), st.Lead, kit.Ink),
		st.Para(u.T("screen.practical.range", "full", it.Full.Plain()), st.Body, kit.Ink, 190)}
	if p.policy.ReasonBelow > 0 && st.Step != kit.Extra {
		parts = append(parts, st.Para(u.T("screen.practical.below", "below", p.below(it)), st.Caption, kit.Ink2, 190))
	}
	return box(kit.Line, parts...)
}

// keys is the table of the screen in every state it can be in.
func (p *practical) keys() kit.Table {
	u := p.u
	some := p.at >= 0
	in := func(m ...scoringMode) func() bool {
		return func() bool {
			for _, x := range m {
				if some && p.mode == x {
					return true
				}
			}
			return false
		}
	}
	t := kit.Table{
		{Names: []string{"digits"}, Cap: "0–9 .", Word: u.T("screen.key.score"), Help: u.T("screen.help.digits"), When: in(inCell)},
		{Names: []string{"Enter"}, Word: u.T("screen.key.store-next"), Help: u.T("screen.help.enter"), Do: p.enter, When: in(inCell)},
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.key.item"), Help: u.T("screen.help.item"), Do: p.enter, When: in(inCell)},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.key.item"), Do: p.up, When: in(inCell), Quiet: true},
		{Names: []string{"Up"}, Cap: "↑", Word: u.T("screen.key.change-score"), Do: p.up, When: in(askWhy, askVeto, inBox, atSubmit, askTaking)},
		{Names: []string{"Right"}, Cap: "→", Word: u.T("screen.practical.veto"), Help: u.T("screen.help.veto"), Do: p.vetoKey, When: in(inCell)},
		{Names: []string{"Left", "Esc"}, Cap: "←", Word: u.T("screen.key.back"), Do: p.up, When: in(askVeto, inBox, askTaking, atSubmit)},
		{Names: []string{"Enter", "Down"}, Cap: "Enter", Word: u.T("screen.key.later"), Do: p.forward, When: in(askWhy), Quiet: true},
		{Names: []string{"Enter"}, Word: u.T("screen.practical.veto-do"), Do: p.confirmVeto, When: in(askVeto)},
		{Names: []string{"Enter"}, Word: u.T("screen.practical.unveto"), Do: p.unveto, When: in(inBox)},
		{Names: []string{"Enter"}, Word: u.T("screen.practical.submit"), Do: p.submit, When: in(atSubmit)},
		{Names: []string{"F9"}, Word: u.T("screen.practical.submit"), Do: func() { p.commit(); p.submit() }, When: in(inCell, atSubmit), Quiet: true},
		{Names: []string{"F9"}, Word: u.T("screen.practical.arbitration"), Do: p.arbitrate, When: func() bool { return some && p.mode == handedIn && p.arbitration() }},
	}
	t = append(t, kit.Picks(len(cut(u.codes.deduction, 9)), u.T("screen.key.why"), p.giveWhy, in(askWhy))...)
	t = append(t, kit.Picks(len(cut(u.codes.veto, 9)), u.T("screen.key.veto-why"), p.pickVeto, in(askVeto))...)
	t = append(t, kit.Picks(len(cut(u.codes.takeback, 9)), u.T("screen.key.why"), p.takeBack, in(askTaking))...)
	return append(t,
		kit.Key{Names: []string{"PgDn"}, Word: u.T("screen.key.next-person"), Help: u.T("screen.help.person"), Do: func() { p.move(1) }},
		kit.Key{Names: []string{"PgUp"}, Word: u.T("screen.practical.previous"), Do: func() { p.move(-1) }, Quiet: true},
		kit.Key{Names: []string{"F3"}, Word: u.T("screen.practical.incident"), Do: p.incident, When: func() bool { return some }, Quiet: true},
		kit.Key{Names: []string{"F4"}, Word: u.T("screen.practical.stopped"), Do: p.stopped, When: func() bool { return some && p.name() != "review" }, Quiet: true},
		kit.Key{Names: []string{"F6"}, Word: u.T("screen.review.note"), Do: p.noteItem, When: func() bool { return some && p.name() == "review" && p.mode == inCell }},
		kit.Key{Names: []string{"F8"}, Word: u.T("screen.key.undo"), Do: p.undoKey, When: in(inCell, handedIn, atSubmit)},
	)
}
