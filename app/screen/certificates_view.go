package screen

import (
	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/screen/kit"
)

// certificateMark is the mark and word of what became of a certificate.
func certificateMark(state string) (kit.State, string) {
	switch state {
	case desk.CertificateReissued:
		return kit.Revised, "certstate.reissued"
	case desk.CertificateWithdrawn:
		return kit.Rejected, "certstate.withdrawn"
	}
	return kit.Done, "certstate.issued"
}

func (c *certificates) draw() {
	u, st := c.u, c.u.st
	about := ""
	if c.ready {
		about = u.T("screen.certificates.line", "n", len(c.view.Rows), "missing", c.view.Missing)
	}
	right := []fyne.CanvasObject{}
	add := func(key, word string, kind kit.Kind, do func()) {
		right = append(right, st.Button(kit.Button{Word: u.T(word), Key: key, Kind: kind, Off: !c.ready, Do: do}))
	}
	switch {
	case !c.lead():
		right = append(right, st.Text(u.T("screen.progress.read-only"), st.Lead, kit.Ink2))
	case c.problems != nil:
		add("F5", "screen.certificates.take", kit.Go, c.take)
		add("Esc", "screen.certificates.back", kit.Plain, func() { c.problems, c.at = nil, 0; c.draw() })
	default:
		add("F6", "screen.certificates.save", kit.Plain, c.save)
		if len(c.view.Rows) > 0 {
			add("F7", "screen.certificates.print", kit.Plain, c.print)
		}
		if !c.own {
			add("F5", "screen.certificates.take", kit.Go, c.take)
		} else {
			add("F3", "screen.certificates.skip", kit.Plain, c.skip)
			if c.view.Missing > 0 {
				add("F9", "screen.certificates.number", kit.Go, c.number)
			}
		}
	}
	head := u.header(u.T("screen.certificates.title"), about, right...)
	body := kit.Columns(u.gap(), kit.Grow(c.list(), 1), kit.Fixed(c.side(), 400, 0))
	if c.problems != nil {
		body = kit.Columns(u.gap(), kit.Grow(c.wrongRows(), 1), kit.Fixed(u.problemSide(c.problems[c.at], ""), 400, 0))
	}
	u.f.Show(u.page(head, body), c.keys())
	if c.finding {
		u.f.Focus(c.find)
	} else {
		u.rest()
	}
}

// wrongRows are the rows of the office's file that hinder it: nothing of it was taken.
func (c *certificates) wrongRows() fyne.CanvasObject {
	u, st := c.u, c.u.st
	t := u.problemTable(c.problems, nil, nil, func(i int) { c.at = i; c.draw() }, nil)
	t.Set(len(c.problems), c.at)
	c.table = t
	return st.Panel(kit.Col(0, kit.Pad(8, 12, st.Note(kit.Caution, "", u.T("screen.certificates.not-taken", "n", len(c.problems)), st.Body, 620)), kit.Grow(t.Object(), 1)))
}

func (c *certificates) list() fyne.CanvasObject {
	u, st := c.u, c.u.st
	if !c.ready {
		return st.Panel(kit.Middle(st.Text(u.T("screen.results.reading"), st.Lead, kit.Ink2)))
	}
	var words []string
	for i, k := range []string{"all", "issued", "reissued", "withdrawn", "gap"} {
		n := c.count(i)
		if i == everyCertificate {
			n += len(c.view.Gaps)
		}
		words = append(words, u.T("screen.certificates.filter-"+k, "n", n))
	}
	top := kit.Pad(10, 12, kit.Row(10, st.Segments(words, c.filter, c.setFilter), kit.Grow(kit.Fixed(c.find, 0, 44), 1)))
	cols := []kit.Column{{Head: u.T("screen.certificates.number-head"), Width: 226}, {Head: u.T("screen.certificates.issued"), Width: 92, From: besideWideRail}, {Head: u.T("screen.fact.name"), Width: 70},
		{Head: u.T("screen.fact.subject")}, {Head: u.T("screen.certificates.state"), Width: 112}}
	c.table = st.NewTable(cols, max(44, st.Caption*2.9), c.cell, func(i int) { c.at = i; c.draw() })
	c.table.Set(len(c.rows), c.at)
	return st.Panel(kit.Col(0, top, kit.Grow(c.table.Object(), 1)))
}

func (c *certificates) cell(i, col int) fyne.CanvasObject {
	u, st := c.u, c.u.st
	at := c.rows[i]
	if at >= len(c.view.Rows) {
		g := c.view.Gaps[at-len(c.view.Rows)]
		switch col {
		case 0:
			return st.Trimmed(desk.Gap(g.NumberSpan), st.Body, kit.Ink2)
		case 3:
			return st.Trimmed(desk.GapReason(u.T, g), st.Body, kit.Ink2)
		case 4:
			return st.Mark(kit.NotCome, u.T("certstate.gap"))
		}
		return nil
	}
	r := c.view.Rows[at]
	switch col {
	case 0:
		return st.Trimmed(r.Number, st.Body, kit.Ink)
	case 1:
		return st.Brief(string(r.Issued), st.Body, kit.Ink)
	case 2:
		return c.table.Cell(r.Candidate.Name, kit.Ink)
	case 3:
		return st.Trimmed(u.subject(r.Subject), st.Body, kit.Ink)
	}
	if r.Doubt && r.State != desk.CertificateWithdrawn {
		return st.Mark(kit.Caution, u.T("screen.certificates.doubt"))
	}
	state, word := certificateMark(r.State)
	return st.Mark(state, u.T(word))
}

// side is everything about the active row: what happened to it, by whom, and why.
func (c *certificates) side() fyne.CanvasObject {
	u, st := c.u, c.u.st
	if g := c.gap(); g != nil {
		facts := []kit.Fact{{Label: u.T("screen.certificates.number-head"), Value: desk.Gap(g.NumberSpan)}, {Label: u.T("screen.certificates.reason"), Value: desk.GapReason(u.T, *g)}}
		if g.By != "" {
			facts = append(facts, kit.Fact{Label: u.T("screen.certificates.by"), Value: c.names(g.By)})
		}
		return c.card(kit.NotCome, u.T("certstate.gap"), st.Facts(st.Body, 6, facts...), st.Note(kit.Running, "", u.T("screen.certificates.gap-how"), st.Body, 366))
	}
	r := c.row()
	if r == nil {
		key := "screen.certificates.none"
		if c.view.Missing > 0 {
			key = "screen.certificates.none-own"
			if !c.own {
				key = "screen.certificates.none-received"
			}
		}
		return st.Panel(kit.Top(kit.Pad(16, 16, st.Para(u.T(key), st.Body, kit.Ink, 366))))
	}
	state, word := certificateMark(r.State)
	parts := []fyne.CanvasObject{st.Text(join(string(r.Candidate.No), r.Candidate.Name), st.Lead, kit.Ink),
		st.Facts(st.Body, 6, kit.Fact{Label: u.T("screen.certificates.number-head"), Value: r.Number}, kit.Fact{Label: u.T("screen.certificates.issued"), Value: string(r.Issued)},
			kit.Fact{Label: u.T("screen.fact.subject"), Value: u.subject(r.Subject)}, kit.Fact{Label: u.T("screen.fact.id"), Value: u.T("screen.id-tail", "tail", tail(r.Candidate.IDNumber))})}
	for _, x := range r.Register.Reissued {
		parts = append(parts, c.moment(kit.Revised, u.T("screen.certificates.reissued-nth", "n", x.No), string(x.Date), c.names(x.By), x.Reason))
	}
	if x := r.Register.Withdrawn; x != nil {
		parts = append(parts, c.moment(kit.Rejected, u.T("certstate.withdrawn"), x.When.Format("2006-01-02"), c.names(x.By), x.Reason))
	}
	if r.Doubt && r.State != desk.CertificateWithdrawn {
		parts = append(parts, st.Note(kit.Caution, "", u.T("screen.certificates.doubt-how"), st.Body, 366))
	}
	if c.lead() && r.State != desk.CertificateWithdrawn {
		parts = append(parts, st.Button(kit.Button{Word: u.T("screen.certificates.change"), Key: "F4", Do: c.change}))
	}
	return c.card(state, u.T(word), parts...)
}

// moment is one thing that happened to a certificate.
func (c *certificates) moment(state kit.State, word, day, by, reason string) fyne.CanvasObject {
	st := c.u.st
	return kit.Col(2, st.Rule(), kit.Row(8, st.Mark(state, word), kit.Space(), st.Text(join(day, by), st.Caption, kit.Ink2)), st.Para(reason, st.Body, kit.Ink, 366))
}

func (c *certificates) card(state kit.State, word string, parts ...fyne.CanvasObject) fyne.CanvasObject {
	st := c.u.st
	return st.Panel(kit.Col(0, st.PanelHead(st.Shape(state, 24), st.Text(word, st.Lead, kit.Ink)), kit.Grow(st.Scroll(kit.Pad(16, 16, kit.Col(12, parts...))), 1)))
}
