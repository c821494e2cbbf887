package screen

import (
	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/screen/kit"
)

func (a *archive) draw() {
	u, st := a.u, a.u.st
	bars := 0
	for _, m := range a.view.Missing {
		bars += one(m.Bars)
	}
	about := ""
	switch {
	case !a.ready:
	case bars > 0:
		about = u.T("screen.archive.barred", "n", bars)
	case len(a.view.Missing) > 0:
		about = u.T("screen.archive.open", "n", len(a.view.Missing))
	default:
		about = u.T("screen.archive.ready")
	}
	right := []fyne.CanvasObject{}
	if a.give != nil {
		right = append(right, st.Button(kit.Button{Word: u.T("screen.archive.ledger"), Key: "F4", Off: !a.ready, Do: a.toLedger}))
	}
	head := u.header(u.T("screen.archive.title"), about, append(right, st.Button(kit.Button{Word: u.T("screen.archive.verify"), Key: "F5", Do: a.verify}),
		st.Button(kit.Button{Word: u.T("screen.archive.write"), Key: "F9", Kind: kit.Go, Off: !a.ready || bars > 0, Do: a.write}))...)
	u.f.Show(u.page(head, kit.Columns(u.gap(), kit.Grow(a.list(), 1), kit.Fixed(a.side(), 400, 0))), a.keys())
	u.f.Focus(nil)
}

func (a *archive) list() fyne.CanvasObject {
	u, st := a.u, a.u.st
	head := st.PanelHead(st.Text(u.T("screen.archive.missing"), st.Lead, kit.Ink))
	if !a.ready {
		return st.Panel(kit.Col(0, head))
	}
	if len(a.view.Missing) == 0 {
		return st.Panel(kit.Col(0, head, kit.Grow(kit.Middle(st.MarkSized(kit.Done, u.T("screen.archive.none"), 24, st.Lead)), 1)))
	}
	cols := []kit.Column{{Head: u.T("screen.archive.col-kind"), Width: st.Body * 9}, {Head: u.T("screen.archive.col-what")}, {Head: u.T("screen.archive.col-where")}}
	a.table = st.NewTable(cols, 44, a.cell, func(i int) { a.at = i; a.draw() })
	a.table.Set(len(a.view.Missing), a.at)
	return st.Panel(kit.Col(0, head, kit.Grow(a.table.Object(), 1)))
}

func (a *archive) cell(i, c int) fyne.CanvasObject {
	u, st := a.u, a.u.st
	m := a.view.Missing[i]
	switch c {
	case 0:
		if m.Bars {
			return st.Mark(kit.Fault, u.T("screen.archive.bars"))
		}
		return st.Mark(kit.Caution, u.T("screen.archive.advice"))
	case 1:
		return st.Trimmed(u.T("screen.archive.what."+m.Code), st.Body, kit.Ink)
	}
	return st.Trimmed(a.where(m), st.Body, kit.Ink2)
}

func (a *archive) where(m desk.Missing) string {
	switch {
	case m.Code == "unpublished":
		return a.u.w.Args("screen.archive.where-stage", m.Args)
	case m.Code == "not-uploaded":
		return a.u.w.Args("screen.archive.where-left", m.Args)
	case m.Candidate != "":
		name, _ := m.Args["name"].(string)
		return join(string(m.Session), string(m.Candidate), name)
	}
	return string(m.Session)
}

// side is the last archive, what was found in it, and which keys open it.
func (a *archive) side() fyne.CanvasObject {
	u, st := a.u, a.u.st
	v := a.view
	parts := []fyne.CanvasObject{}
	if a.found != nil {
		parts = append(parts, a.verdict(*a.found))
	}
	facts := []kit.Fact{{Label: u.T("screen.archive.events"), Value: u.T("screen.archive.events-n", "n", count(int(v.Events)))},
		{Label: u.T("screen.archive.keep"), Value: u.T("screen.archive.keep-n", "n", v.Keep)}, {Label: u.T("screen.archive.finger"), Value: v.Finger}}
	if v.Written.IsZero() {
		parts = append(parts, st.Text(u.T("screen.archive.never"), st.Body, kit.Ink2))
	} else {
		facts = append([]kit.Fact{{Label: u.T("screen.archive.when"), Value: v.Written.Format("2006-01-02 15:04:05")}, {Label: u.T("screen.archive.sum"), Value: v.SHA256}}, facts...)
	}
	if !v.Stamped.IsZero() {
		facts = append(facts, kit.Fact{Label: u.T("screen.archive.stamped"), Value: v.Stamped.Format("2006-01-02 15:04:05")})
	}
	keys := "screen.archive.recovery"
	if !v.Recovers {
		keys = "screen.archive.no-recovery"
	}
	if a.path != "" {
		parts = append(parts, st.Button(kit.Button{Word: u.T("screen.archive.second"), Key: "F6", Do: a.second}))
	}
	if v.CanStamp {
		parts = append(parts, st.Button(kit.Button{Word: u.T("screen.archive.stamp"), Key: "F10", Do: a.stamp}))
	}
	parts = append(parts, st.Facts(st.Body, 4, facts...), st.Rule(), st.Para(u.T("screen.archive.what-in"), st.Caption, kit.Ink2, 366),
		st.Para(u.T(keys), st.Caption, kit.Ink2, 366), st.Rule(), st.Para(u.T("screen.archive.authority-what"), st.Caption, kit.Ink2, 366),
		st.Button(kit.Button{Word: u.T("screen.archive.authority"), Key: "F8", Do: a.authority}))
	return st.Panel(kit.Col(0, st.PanelHead(st.Text(u.T("screen.archive.last"), st.Lead, kit.Ink)), kit.Grow(st.Scroll(kit.Pad(12, 16, kit.Col(12, parts...))), 1)))
}

// verdict is what a verification found, in words.
func (a *archive) verdict(c desk.Checked) fyne.CanvasObject {
	u, st := a.u, a.u.st
	state, text := kit.Done, u.T("screen.archive.found-closed")
	switch {
	case !c.OK:
		state, text = kit.Fault, u.T("screen.archive.found-bad", "n", max(1, len(c.Findings)))
	case c.Opened:
		text = u.T("screen.archive.found-ok", "events", count(int(c.Events)))
	}
	parts := []fyne.CanvasObject{st.Note(state, "", text, st.Body, 366), st.Para(u.T("screen.archive.trust."+c.Trust), st.Body, kit.Ink, 366)}
	for _, f := range cut(c.Findings, 5) {
		parts = append(parts, st.Para(u.w.Args("finding."+f.Code, f.Args), st.Caption, kit.Err, 366))
	}
	return kit.Col(8, parts...)
}
