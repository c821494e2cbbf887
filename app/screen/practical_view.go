package screen

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/screen/kit"
)

// draw builds the screen from what is known and puts the keyboard where it belongs.
func (p *practical) draw() {
	u := p.u
	title, note := u.T("screen."+p.name()+".title"), u.T("screen.practical.only-mine")
	if p.mode == inArb {
		title, note = u.T("screen.practical.arbitration"), ""
	} else if !p.sheet.CanScore && p.at >= 0 {
		note = u.T("screen.practical.read-only")
	}
	head := u.header(title, join(u.T("screen.practical.head", "no", string(p.no()), "subject", u.subject(p.in.Subject)), p.in.Room.Name,
		u.T("screen.practical.paper", "paper", p.in.Session.Paper)), u.st.Text(note, u.st.Body, kit.Ink2))
	if p.at < 0 {
		p.grid = nil
		u.f.Show(u.page(head, p.nobody()), p.keys())
		u.f.Focus(nil)
		return
	}
	head = p.stages.Show(u.st, "head", head)
	body := kit.Columns(u.gap(), kit.Fixed(p.stages.Show(u.st, "queue", p.queuePanel()), 208, 0), kit.Grow(p.sheetPanel(), 1), kit.Fixed(p.sidePanel(), 224, 0))
	u.f.Show(u.page(head, body), p.keys())
	p.focus()
}

// nobody stands where there is no candidate to open: who has come is in the list.
func (p *practical) nobody() fyne.CanvasObject {
	u := p.u
	say := u.st.Panel(kit.Middle(kit.Col(12, u.st.Centre(u.T("screen.practical.nobody"), u.st.Title, kit.Ink), u.st.Centre(u.T("screen."+p.name()+".nobody-do"), u.st.Lead, kit.Ink2))))
	if len(p.queue) == 0 {
		return say
	}
	return kit.Columns(u.gap(), kit.Fixed(p.queuePanel(), 208, 0), kit.Grow(say, 1))
}

func (p *practical) focus() {
	switch {
	case p.at >= 0 && p.mode == inCell && p.grid != nil:
		p.u.f.Focus(p.grid.Field)
	case p.mode == inArb && p.arb.words:
		p.u.f.Focus(p.arb.area)
	case p.mode == inArb:
		p.u.f.Focus(p.arb.field)
	default:
		p.u.f.Focus(nil)
	}
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
	u, st := p.u, p.u.st
	rows := st.NewRows(42, func(i int, _ bool) fyne.CanvasObject {
		q := p.queue[i]
		state, key := queueMark(q.State)
		if q.State == "not-come" && p.name() == "review" {
			key = "screen.review.not-come" // nobody comes to a review as to a station
		}
		no := kit.Fixed(st.Right(strconv.Itoa(q.Seat), st.Lead, kit.Ink), 28, 0)
		name, word := st.Text(u.called(q.Name, q.Code), st.Body, kit.Ink), st.Text(u.T(key), st.Caption, kit.Ink2)
		room := float32(208 - 22 - 28 - 4*6)
		parts := []fyne.CanvasObject{no, kit.Gap(0, 0), name, kit.Space()}
		if state != "" {
			word.Color = st.C(state.Tone())
			room -= 24
		}
		// A name is never shortened; the mark's shape says the state without its word.
		if name.MinSize().Width+word.MinSize().Width <= room {
			parts = append(parts, word)
		} else if name.MinSize().Width > room {
			name.TextSize = st.Caption
		}
		if state != "" {
			parts = append(parts, st.Shape(state, 18))
		}
		return kit.Inset(0, 12, 0, 10, kit.Row(6, parts...))
	}, func(i int) {
		if scorable(p.queue[i].State) && p.quit() {
			p.openCandidate(i)
			return
		}
		p.draw()
	})
	on := p.at
	if p.mode == inQueue {
		on = p.cursor
	}
	rows.Set(len(p.queue), on)
	head := st.HeadOf(44, 12, st.Text(u.T("screen."+p.name()+".stations"), st.Body, kit.Ink), kit.Space(),
		st.Text(u.T("screen.practical.done-of", "done", p.handedIn(), "of", len(p.queue)), st.Caption, kit.Ink2))
	panel := st.Panel(kit.Col(0, head, kit.Grow(rows.Object(), 1)))
	if p.mode == inQueue {
		ring := st.Box(kit.Panel, kit.Pri, 3, 6)
		ring.FillColor = color.Transparent
		return kit.Stack(panel, ring)
	}
	return panel
}

// handedIn counts the rows whose sheet of this person is in.
func (p *practical) handedIn() int {
	n := 0
	for _, q := range p.queue {
		n += one(q.State == "done" || q.State == "veto" || q.State == "arbitration")
	}
	return n
}

func (p *practical) sheetPanel() fyne.CanvasObject {
	u, st := p.u, p.u.st
	var field *kit.Field
	words, rows, active := p.gridWords(), p.rows(), p.item
	if p.mode == handedIn || p.mode == atSubmit || p.mode == inArb || p.mode == askTaking || p.mode == inQueue && p.back != inCell {
		active = -1
	}
	if sheets := p.judged(); len(sheets) > 0 {
		for _, s := range sheets {
			words.Others = append(words.Others, p.called(s.Staff))
		}
		words.Score = u.T("screen.practical.arbitration")
		rows = p.arbRows(sheets)
	} else if active >= 0 && len(rows) > 0 && (p.mode == inCell || p.mode == askWhy) {
		field = p.cell(rows[active])
		rows[active].Typed = false
	}
	p.grid = st.NewScoreGrid(words, field, func(i int) {
		if i < len(p.items()) && p.mode != handedIn && p.mode != inArb && p.quit() {
			p.item, p.mode, p.wrong = i, inCell, complaint{}
		}
		p.draw()
	})
	p.grid.Set(rows, active, p.mode == inBox || p.mode == askVeto)
	heads := p.stages.Show(st, "sheet", kit.Col(0, p.sheetHead(), p.grid.Head()))
	return st.Panel(kit.Col(0, heads, kit.Grow(p.grid.Body(), 1), st.Rule(), p.foot()))
}

// cell is the one field, in the active item's place.
func (p *practical) cell(row kit.ScoreRow) *kit.Field {
	field := kit.NewField(p.u.st, kit.Digits, kit.FieldLook{Size: p.u.st.Body + 8, Right: true}, p.u.now)
	field.Set(row.Text, p.mark(p.item).Scored && !row.Typed)
	if p.bad != "" {
		field.Set(p.bad, true)
		field.Refuse()
	}
	item := p.items()[p.item].No
	field.OnChange = func(text string) {
		p.bad = ""
		p.keep(item, text)
	}
	return field
}

// sheetHead says who is scored: station, name, number, since when, and how it stands.
func (p *practical) sheetHead() fyne.CanvasObject {
	u, st := p.u, p.u.st
	times := kit.Col(-2, st.Right(u.T("screen.practical.started", "time", p.sheet.Started.Format("15:04")), st.Caption, kit.Ink2))
	switch {
	case p.sheet.StoppedAt != "":
		times.Add(st.Mark(kit.Caution, u.T("screen.practical.stopped-since", "time", p.sheet.StoppedAt)))
	case p.name() != "review":
		times.Add(st.Right(u.T("screen.practical.back", "n", p.sheet.Back), st.Caption, kit.Ink2))
	}
	var state fyne.CanvasObject = kit.Gap(0, 0)
	if p.sheet.Mine.Veto {
		state = st.MarkSized(kit.Vetoed, u.T("screen.state.veto"), 22, st.Lead)
	} else if p.sheet.Mine.Sent {
		state = st.MarkSized(kit.Done, u.T("screen.practical.sent-at", "time", p.sheet.Mine.SentAt.Format("15:04")), 22, st.Body)
	}
	second := u.T("screen.exam-no", "no", string(p.who()))
	if p.sheet.Candidate.Name == "" {
		second = u.T("screen.blind.scoring")
	}
	names := kit.Col(-2, st.Text(p.person(), st.Lead, kit.Ink), st.Text(second, st.Caption, kit.Ink2))
	parts := []fyne.CanvasObject{st.Text(u.T("screen."+p.name()+".station", "seat", p.sheet.Seat), st.Figure, kit.Ink), names, kit.Space(), state}
	if st.Step != kit.Extra || !p.sheet.Mine.Sent && !p.sheet.Mine.Veto {
		parts = append(parts, times)
	}
	line := kit.Row(18, parts...)
	return kit.Col(0, kit.Fixed(kit.Pad(0, 18, line), 0, 68), st.Rule())
}

func (p *practical) gridWords() kit.ScoreWords {
	t := p.u.T
	w := kit.ScoreWords{No: t("screen.practical.no"), Item: t("screen.practical.item"), Full: t("screen.practical.full"),
		Score: t("screen.practical.score"), Veto: t("screen.practical.veto"), VetoItem: t("screen.practical.veto-item"), Vetoed: t("screen.state.veto")}
	if p.name() == "review" {
		w.Veto = t("screen.review.source")
	}
	return w
}

func (p *practical) rows() []kit.ScoreRow {
	out := make([]kit.ScoreRow, len(p.items()))
	for i, it := range p.items() {
		m := p.mark(i)
		r := kit.ScoreRow{No: strconv.Itoa(it.No), Name: it.Name, Module: it.Module, Full: it.Full.Plain(), Veto: it.Veto, Vetoed: m.Veto}
		if m.Scored {
			r.Text = m.Score.String()
		}
		if text := p.typed[it.No]; text != "" && !p.sheet.Mine.Sent {
			r.Text, r.Typed = text, true
		}
		switch {
		case m.Veto:
			r.Reason = p.u.T("vetowhy." + m.Reason.Code)
		case m.Note.Source != "":
			r.Reason = p.u.T("paper.source." + m.Note.Source)
		case m.Why.Code != "" && desk.NeedsReason(p.policy, it, m.Score):
			r.Reason = p.u.T("why." + m.Why.Code)
		}
		if m.Note.Comment != "" {
			r.Module = m.Note.Comment
		}
		out[i] = r
	}
	return out
}
