package screen

import (
	"fmt"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

func (t *tracePage) draw() {
	u, st := t.u, t.u.st
	if t.no == "" || t.busy {
		t.drawSearch()
		return
	}
	title := st.Text(u.T("screen.trace.person"), st.Title, kit.Ink)
	name := st.Text(t.h.Candidate.Name, st.Lead, kit.Ink)
	about := st.Trimmed(join(string(t.h.Candidate.No), u.subject(t.h.Subject)), st.Lead, kit.Ink2)
	h := float32(44)
	if st.Short {
		h = 40
	}
	head := kit.Fixed(kit.Row(14, title, name, kit.Grow(about, 1),
		t.id.text(t.no, u.T("screen.id-tail-long", "tail", tail(t.h.Candidate.IDNumber)), st.Body, kit.Ink2), t.id.button(t.no, ""),
		st.Button(kit.Button{Word: u.T("screen.trace.print"), Key: "F7", Icon: "print", Do: t.print})), 0, h)
	t.list = st.NewLedger(48, 33, func(i int) bool { return t.lines[i].moment < 0 }, t.row, func(i int) { t.at = i; t.draw() })
	t.list.Set(len(t.lines), t.at)
	u.f.Show(u.page(head, kit.Columns(u.gap(), kit.Grow(st.Panel(t.list.Object()), 1), kit.Fixed(t.side(), 372, 0))), t.keys())
	u.f.Focus(nil)
}

// drawSearch is the page before a person is chosen.
func (t *tracePage) drawSearch() {
	u, st := t.u, t.u.st
	var list fyne.CanvasObject
	switch {
	case t.busy:
		list = kit.Middle(st.Text(u.T("screen.trace.busy"), st.Lead, kit.Ink2))
	case len(t.found) > 0:
		rows := st.NewRows(48, t.foundRow, func(i int) { t.pick = i; t.choose(i) })
		rows.Set(len(t.found), t.pick)
		list = rows.Object()
	case t.field.Text() != "":
		list = kit.Middle(st.Text(u.T("screen.trace.nobody"), st.Lead, kit.Ink2))
	default:
		list = kit.Middle(kit.Fixed(st.Para(u.T("screen.trace.empty"), st.Body, kit.Ink2, 640), 640, 0))
	}
	head := u.header(u.T("screen.trace.title"), u.T("screen.trace.about"))
	u.f.Show(u.page(head, kit.Fixed(t.field, 0, 60), st.Panel(list)), t.keys())
	u.f.Focus(t.field)
}

func (t *tracePage) foundRow(i int, _ bool) fyne.CanvasObject {
	st, c := t.u.st, t.found[i]
	return kit.Pad(0, 16, kit.Columns(16, kit.Fixed(st.Text(c.Name, st.Lead, kit.Ink), 160, 0), kit.Fixed(st.Text(string(c.No), st.Body, kit.Ink), 130, 0),
		kit.Fixed(st.Text(t.u.T("screen.id-tail", "tail", tail(c.IDNumber)), st.Body, kit.Ink2), 130, 0), kit.Grow(st.Trimmed(c.Department, st.Body, kit.Ink2), 1)))
}

func (t *tracePage) row(i int) fyne.CanvasObject {
	u, st := t.u, t.u.st
	l := t.lines[i]
	if l.moment < 0 {
		return kit.Pad(0, 16, kit.Row(0, st.Text(l.band, st.Caption, kit.Ink2)))
	}
	m := t.h.Moments[l.moment]
	ink, second, title := kit.Ink, kit.Ink2, l.says.title
	shape := st.Shape(l.says.state, 18)
	if m.Barred {
		title = join(title, t.barredWord(m))
	}
	if word := t.asideWord(m); word != "" {
		ink, second, title = kit.Off, kit.Off, join(title, word)
		shape = st.ShapeIn(l.says.state, 18, kit.Off)
	}
	at := fyne.CanvasObject(st.Text(m.Fact.Wall.Format("15:04:05"), st.Body, second))
	if !m.True.IsZero() { // both: what was recorded, and when it was
		at = kit.Col(-3, at, st.Text(u.T("screen.trace.true", "at", m.True.Format("15:04:05")), st.Caption, kit.Warn))
	}
	parts := []fyne.CanvasObject{kit.Fixed(at, st.Body*5, 0), kit.Fixed(kit.Row(0, shape), 30, 0)}
	who := kit.Fixed(st.Trimmed(t.who(m), st.Body, ink), st.Body*10, 0)
	line := l.says.line
	if m.Fact.Auth == exam.AuthCode {
		line = join(line, u.T("screen.trace.auth.code"))
	}
	if st.Step == kit.Extra { // the side has the rest
		return kit.Pad(0, 16, kit.Row(12, append(parts, kit.Grow(st.Trimmed(title, st.Body, ink), 1), who)...))
	}
	what := kit.Col(-3, st.Trimmed(title, st.Body, ink), st.Trimmed(line, st.Caption, second))
	return kit.Pad(0, 16, kit.Row(12, append(parts, kit.Grow(what, 1), who, st.Text(u.T("screen.bar.laptop"), st.Caption, second))...))
}

// asideWord is the word for an event that does not stand; the side says why.
func (t *tracePage) asideWord(m desk.Moment) string {
	switch {
	case m.NotAdopted != "":
		return t.u.T("screen.trace.not-adopted")
	case m.TakenBack != (exam.ID{}):
		return t.u.T("screen.trace.withdrawn")
	}
	return ""
}

// who is a name with its role, or the program itself.
func (t *tracePage) who(m desk.Moment) string {
	if m.Role == "" {
		return t.u.T("screen.trace.device")
	}
	return join(m.By, t.u.T("role."+string(m.Role)))
}

// setAside says why an event does not stand; empty where it does.
func (t *tracePage) setAside(m desk.Moment) string {
	if m.NotAdopted != "" {
		return t.u.T("aside." + m.NotAdopted)
	}
	if m.TakenBack != (exam.ID{}) {
		for _, by := range t.resting([]exam.ID{m.TakenBack}) {
			return t.u.T("screen.trace.taken-back", "time", by.Fact.Wall.Format("15:04:05"), "by", by.By)
		}
	}
	return ""
}

// admitted says who let late evidence count, and why; empty for all else.
func (t *tracePage) admitted(m desk.Moment) string {
	if m.Admitted == nil {
		return ""
	}
	return t.u.T("screen.trace.admitted-late", "time", stamp(m.Admitted.When), "by", m.Admitted.By, "text", m.Admitted.Text)
}

// side is the whole of the active event.
func (t *tracePage) side() fyne.CanvasObject {
	u, st := t.u, t.u.st
	m := t.moment()
	if m == nil {
		return st.Panel(kit.Gap(0, 0))
	}
	head := st.PanelHead(st.Text(u.T("screen.trace.this"), st.Lead, kit.Ink), kit.Space(),
		st.Text(u.T("screen.trace.number", "laptop", "code:screen.bar.laptop", "n", count(int(m.Fact.Seq)+1)), st.Caption, kit.Ink2))
	return st.Panel(kit.Col(0, head, kit.Grow(st.Scroll(kit.Pad(12, 16, t.whole(*m, 338))), 1), kit.Pad(10, 16, t.proofOf(*m, 338))))
}

// whole is everything an event says.
func (t *tracePage) whole(m desk.Moment, width float32) fyne.CanvasObject {
	u, st := t.u, t.u.st
	says := t.tell(m)
	when := kit.Fact{Label: u.T("screen.trace.when"), Value: join(m.Fact.Wall.Format("2006-01-02"), m.Fact.Wall.Format("15:04:05"))}
	if !m.True.IsZero() {
		when.Value = join(when.Value, u.T("screen.trace.true-day", "at", m.True.Format("2006-01-02 15:04:05")))
	}
	facts := []kit.Fact{when,
		{Label: u.T("screen.trace.who"), Value: t.who(m)}, {Label: u.T("screen.trace.what"), Value: says.title}}
	if m.Fact.Kind == exam.ScoresSent { // its line is told in full below
		facts[2].Value = join(t.component(slotOf(m.Fact.Abt).comp), says.title)
	} else {
		facts = append(facts, kit.Fact{Label: u.T("screen.trace.says"), Value: says.line})
	}
	for _, f := range append(says.more, kit.Fact{Label: u.T("screen.trace.auth"), Value: t.code("screen.trace.auth", m.Fact.Auth)}) {
		if f.Value != "" {
			facts = append(facts, f)
		}
	}
	parts := []fyne.CanvasObject{st.Facts(st.Body, 4, facts...)}
	if m.Barred {
		parts = append(parts, st.Note(kit.Fault, "", t.u.T("screen.trace.barred-how"), st.Body, width))
	}
	if why := t.setAside(m); why != "" {
		parts = append(parts, st.Note(kit.Revised, "", why, st.Body, width))
	}
	if why := t.admitted(m); why != "" {
		parts = append(parts, st.Note(kit.Done, "", why, st.Body, width))
	}
	if m.Fact.Kind == exam.ScoresSent {
		parts = append(parts, t.items(m))
	}
	return kit.Col(12, parts...)
}

// items are the marks of a sheet as it was handed in: item, full, score.
func (t *tracePage) items(m desk.Moment) fyne.CanvasObject {
	st := t.u.st
	given := map[int]string{}
	for _, x := range t.resting(body[exam.Handover](m).Rests) {
		if x.Fact.Kind == exam.ItemScored {
			given[slotOf(x.Fact.Abt).item] = body[exam.Score](x).Score.String()
		}
	}
	var rows []fyne.CanvasObject
	for _, it := range t.h.Rubrics[slotOf(m.Fact.Abt).comp].Items {
		rows = append(rows, kit.Fixed(kit.Columns(8, kit.Grow(st.Trimmed(it.Name, st.Body, kit.Ink), 1), kit.Fixed(st.Right(it.Full.Plain(), st.Body, kit.Ink2), 40, 0),
			kit.Fixed(st.Right(given[it.No], st.Body, kit.Ink), 50, 0)), 0, 33), st.Rule())
	}
	return kit.Col(0, rows...)
}

// proofOf says whether the signature holds and what pins the event; it is checked
// once for each event that is looked at.
func (t *tracePage) proofOf(m desk.Moment, width float32) fyne.CanvasObject {
	u, st := t.u, t.u.st
	p, ok := t.proof[m.Fact.ID]
	if !ok {
		var err error
		if p, err = t.d.Proof(m.Fact.ID); err != nil {
			return st.Para(u.w.Sentence(err), st.Caption, kit.Err, width)
		}
		t.proof[m.Fact.ID] = p
	}
	state, key := kit.Admitted, "screen.trace.proof-open"
	var papers []string
	for _, no := range p.Papers {
		papers = append(papers, string(no))
	}
	switch {
	case !p.Signed:
		state, key = kit.Fault, "screen.trace.proof-broken"
	case len(papers) > 0:
		key = "screen.trace.proof-paper"
	case p.Checkpoint > 0:
		key = "screen.trace.proof-checkpoint"
	}
	text := u.T(key, "size", count(int(p.Checkpoint)), "papers", papers, "event", fmt.Sprintf("%.16s", m.Fact.ID))
	return kit.Columns(8, kit.Top(st.Shape(state, 18)), kit.Grow(st.Para(text, st.Caption, kit.Ink2, width-26), 1))
}

// enlarge reads the event over the window.
func (t *tracePage) enlarge() {
	u, st := t.u, t.u.st
	m := *t.moment()
	text := st.Scroll(kit.Inset(0, 14, 0, 0, t.whole(m, 740)))
	scroll := func(by float32) func() {
		return func() { text.ScrollToOffset(text.Offset.AddXY(0, by)) }
	}
	u.f.Open(&kit.Dialog{
		Title: u.T("screen.trace.this"), Line: join(t.h.Candidate.Name, string(t.h.Candidate.No)),
		Body: func() fyne.CanvasObject {
			return kit.Fixed(kit.Col(0, kit.Grow(text, 1), kit.Gap(0, 8), t.proofOf(m, 740)), 0, 420)
		},
		Keys: kit.Table{{Names: []string{"Esc", "Enter"}, Cap: "Esc", Word: u.T("screen.key.close"), Do: u.f.Close},
			{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.key.row"), Do: scroll(60)},
			{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.key.row"), Do: scroll(-60), Quiet: true}},
		Foot: []fyne.CanvasObject{st.Button(kit.Button{Word: u.T("screen.key.close"), Key: "Esc", Do: u.f.Close})},
	})
}
