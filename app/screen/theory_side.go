package screen

import (
	"strconv"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// side is the active paper: the field, and for a disagreement both figures.
func (t *theory) side() fyne.CanvasObject {
	u, st := t.u, t.u.st
	r := t.row()
	if len(t.import_) > 0 {
		return t.problems()
	}
	if r == nil {
		t.field = nil
		return st.Panel(kit.Middle(st.Text(u.T("screen.theory.none"), st.Lead, kit.Ink2)))
	}
	t.field = kit.NewField(st, kit.Digits, kit.FieldLook{Size: 28, Right: true}, u.now)
	t.field.OnChange = func(text string) {
		t.bad = ""
		t.drafts.put(u.ctx, t.draftOf(r.No), text)
	}
	disagree := r.State == "disagree" && t.view.Both
	if t.bad != "" {
		t.field.Set(t.bad, true)
		t.field.Refuse()
	} else if r.Mine != nil && !disagree {
		t.field.Set(r.Mine.String(), true)
	} else if b, err := t.d.Draft(t.draftOf(r.No)); err == nil && len(b) > 0 {
		t.field.Set(string(b), false)
	}
	who := kit.Row(14, st.Text(u.called(r.Name, r.Code), st.Figure, kit.Ink))
	if r.Name != "" {
		who.Add(st.Text(string(r.No), st.Lead, kit.Ink2))
	}
	if disagree {
		return t.disagreement(*r, who)
	}
	parts := []fyne.CanvasObject{who}
	switch {
	case t.entering(*r):
		parts = append(parts, kit.Row(12, st.Text(u.T("screen.theory.on-paper"), st.Body, kit.Ink), kit.Fixed(t.field, 150, 56), st.Text(u.T("screen.theory.range"), st.Body, kit.Ink2)))
	case r.State == "absent" || r.State == "not-come": // nobody waits for an entry
		parts = append(parts, t.mark(*r))
	case !t.view.CanEnter && r.Final == nil:
		parts = append(parts, t.mark(*r), st.Note(kit.Running, "theory", t.others(), st.Body, 420))
	case t.view.Submitted && r.Final == nil:
		parts = append(parts, st.Note(kit.Running, "theory", u.T("screen.theory.submitted"), st.Body, 420))
	default:
		parts = append(parts, t.mark(*r), st.Text(score(r.Final), st.Hero, kit.Ink))
	}
	if t.wrong != "" {
		parts = append(parts, st.Note(kit.Fault, "", t.wrong, st.Body, 420))
	}
	left := t.left()
	progress := kit.Col(6, st.Text(u.T("screen.theory.left", "n", left), st.Body, kit.Ink2), kit.Fixed(st.Progress(len(t.view.Rows)-left, len(t.view.Rows)), 0, 8))
	submit := kit.Button{Word: u.T("screen.theory.submit"), Key: "F9", Kind: kit.Go, Tall: true, Off: t.view.Submitted || left > 0, Do: t.submit}
	parts = append(parts, kit.Space())
	if t.view.CanEnter {
		parts = append(parts, progress, st.Button(submit))
	}
	if t.mayImport() {
		parts = append(parts, st.Button(kit.Button{Word: u.T("screen.theory.import"), Key: "F6", Do: t.importFile}))
	}
	if !st.Short && st.Step == kit.Standard && u.note == "" {
		parts = append(parts, st.Para(u.T("screen.theory.kept"), st.Caption, kit.Ink2, 420))
	}
	head := st.PanelHead(st.Icon("theory", 22, kit.Pri), st.Text(u.T("screen.theory.entry"), st.Lead, kit.Ink), kit.Space(), st.Text(t.paper(*r), st.Caption, kit.Ink2))
	return st.Panel(kit.Col(0, head, kit.Grow(kit.Pad(16, 16, kit.Col(12, parts...)), 1)))
}

func (t *theory) disagreement(r desk.TheoryRow, who fyne.CanvasObject) fyne.CanvasObject {
	u, st := t.u, t.u.st
	n, of := 0, 0
	for _, x := range t.view.Rows {
		if x.State == "disagree" {
			of++
			if x.No == r.No {
				n = of
			}
		}
	}
	other := t.called(t.view.Other)
	// Low windows and large text leave room for the figures, the way out and no more.
	tight := st.Short || st.Step != kit.Standard
	hero, words := st.Hero, st.Body
	if tight {
		hero, words = 56, st.Caption
	}
	card := func(key, name, figure string, at exam.Time) fyne.CanvasObject {
		who := kit.Row(12, st.Text(name, st.Body, kit.Ink2))
		if !tight {
			who.Add(st.Text(u.T(key), st.Body, kit.Ink2))
		}
		parts := []fyne.CanvasObject{who, kit.Inset(-hero*0.15, 0, -hero*0.15, 0, st.Text(figure, hero, kit.Ink))}
		if !tight {
			parts = append(parts, st.Text(join(u.day(exam.Date(at.Format("2006-01-02"))), at.Format("15:04")), st.Caption, kit.Ink2))
		}
		return kit.Grow(st.Edged(kit.WarnTint, kit.Warn, 2, kit.Pad(8, 16, kit.Col(0, parts...))), 1)
	}
	cards := []fyne.CanvasObject{card("screen.theory.nth-first", t.called(t.me), score(r.Mine), r.MineAt), card("screen.theory.nth-second", other, score(r.Other), r.OtherAt)}
	if !t.iAmFirst() {
		cards = []fyne.CanvasObject{card("screen.theory.nth-first", other, score(r.Other), r.OtherAt), card("screen.theory.nth-second", t.called(t.me), score(r.Mine), r.MineAt)}
	}
	head := st.PanelHead(st.Shape(kit.Caution, 24), st.Text(u.T("screen.theory.disagreement"), st.Lead, kit.Ink), kit.Space(),
		st.Text(u.T("screen.theory.n-of", "n", n, "of", of), st.Caption, kit.Ink2))
	how := u.T("screen.theory.how", "room", t.in.Session.Room, "paper", t.paper(r), "name", other)
	switch t.me {
	case r.HandedBy: // nothing to do but wait; one's own may still turn out to be wrong
		how = u.T("screen.theory.handed", "name", other)
	case r.HandedTo:
		how = u.T("screen.theory.how-handed", "by", other, "room", t.in.Session.Room, "paper", t.paper(r))
	}
	parts := []fyne.CanvasObject{who, kit.Columns(12, cards...),
		st.Note(kit.Running, "theory", how, words, 420),
		kit.Row(12, st.Text(u.T("screen.theory.on-paper"), words, kit.Ink), kit.Fixed(t.field, 130, 56),
			kit.Grow(st.Button(kit.Button{Word: u.T("screen.theory.again"), Key: "Enter", Kind: kit.Go, Tall: !tight, Do: t.enter}), 1))}
	if t.wrong != "" {
		parts = append(parts, st.Note(kit.Fault, "", t.wrong, st.Body, 420))
	}
	hand := kit.Button{Word: u.T("screen.theory.hand-to", "name", other), Key: "F3", Off: r.HandedBy == t.me, Do: t.handOver}
	parts = append(parts, kit.Space(), kit.Columns(8, kit.Grow(st.Button(hand), 1.12),
		kit.Grow(st.Button(kit.Button{Word: u.T("screen.theory.later"), Key: "PgDn", Do: t.later}), 1)))
	if !tight && u.note == "" {
		parts = append(parts, st.Para(u.T("screen.theory.kept"), st.Caption, kit.Ink2, 420))
	}
	return st.Panel(kit.Col(0, head, kit.Grow(kit.Pad(14, 16, kit.Col(10, parts...)), 1)))
}

// paper says which paper it is: by seat, or by code number where names are hidden.
func (t *theory) paper(r desk.TheoryRow) string {
	if r.Name == "" {
		return t.u.T("screen.theory.paper-code", "number", r.Code)
	}
	return t.u.T("screen.theory.paper-no", "seat", r.Seat)
}

// others says whose entry this is, to who is not one of the two.
func (t *theory) others() string {
	e := t.view.Entrants
	if len(e) < 2 {
		return t.u.T("screen.theory.not-yours")
	}
	return t.u.T("screen.theory.two-are", "first", t.called(e[0]), "second", t.called(e[1]))
}

// problems are what was wrong in an imported file, as the plan's are shown; nothing
// of it was stored.
func (t *theory) problems() fyne.CanvasObject {
	u, st := t.u, t.u.st
	cols := []kit.Column{{Width: 20}, {Head: u.T("screen.theory.col-row"), Width: 30, Right: true}, {Head: u.T("screen.theory.col-problem")}}
	table := st.NewTable(cols, 58, func(i, c int) fyne.CanvasObject {
		p := t.import_[i]
		switch c {
		case 0:
			if p.Severity == exam.SeverityWarning {
				return kit.Middle(st.Shape(kit.Caution, 18))
			}
			return kit.Middle(st.Shape(kit.Fault, 18))
		case 1:
			if p.Row == 0 {
				return nil // missing from the file: it has no row
			}
			return st.Right(strconv.Itoa(p.Row), st.Caption, kit.Ink2)
		}
		what, _ := u.w.Problem(p)
		return kit.Col(0, kit.Space(), st.Para(what, st.Caption, kit.Ink, 330), kit.Space())
	}, nil)
	table.Set(len(t.import_), -1)
	head := st.PanelHead(st.Shape(kit.Fault, 24), st.Text(u.T("screen.theory.import-problems", "n", len(t.import_)), st.Lead, kit.Ink))
	foot := kit.Pad(10, 16, kit.Row(10, st.Button(kit.Button{Word: u.T("screen.key.close"), Key: "Esc", Do: t.closeProblems}), kit.Space(),
		st.Button(kit.Button{Word: u.T("screen.theory.import-again"), Key: "F6", Kind: kit.Go, Do: t.importFile})))
	return st.Panel(kit.Col(0, head, kit.Grow(table.Object(), 1), st.Rule(), foot))
}
