package screen

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/screen/kit"
)

func (k *staffKeys) draw() {
	u, st := k.u, k.u.st
	var right []fyne.CanvasObject
	if word, do := k.step(); k.ready && word != "" {
		right = append(right, st.Button(kit.Button{Word: word, Key: "F9", Kind: kit.Go, Do: do}))
	}
	open := 0
	for _, l := range k.view.Late {
		open += one(l.Admitted == nil)
	}
	words := []string{u.T("screen.keys.people", "n", len(k.view.People)), u.T("screen.keys.laptops", "n", len(k.view.Laptops)), u.T("screen.keys.late", "n", open)}
	top := kit.Row(10, st.Segments(words, k.area, k.setArea), kit.Space())
	var body fyne.CanvasObject = st.Panel(kit.Middle(st.Text(u.T("screen.results.reading"), st.Lead, kit.Ink2)))
	if k.ready {
		body = kit.Columns(u.gap(), kit.Grow(k.list(), 1), kit.Fixed(k.side(), 400, 0))
	}
	u.f.Show(u.page(u.header(u.T("screen.keys.title"), "", right...), top, body), k.keys())
	u.rest()
}

func (k *staffKeys) list() fyne.CanvasObject {
	u, st := k.u, k.u.st
	if k.count() == 0 {
		return st.Panel(kit.Middle(kit.Fixed(st.Para(u.T("screen.keys.nothing-late"), st.Body, kit.Ink2, 480), 480, 0)))
	}
	cols, cell := k.holders()
	if k.area == keysLate {
		cols, cell = k.lates()
	}
	k.table = st.NewTable(cols, max(44, st.Body*2.9), cell, func(i int) { k.at = i; k.draw() })
	k.table.Set(k.count(), k.at)
	return st.Panel(k.table.Object())
}

// holders are the columns of people, or of laptops.
func (k *staffKeys) holders() ([]kit.Column, func(i, c int) fyne.CanvasObject) {
	u, st := k.u, k.u.st
	cols := []kit.Column{{Head: u.T("screen.keys.id"), Width: 60}, {Head: u.T("screen.fact.name"), Width: 90}, {Head: u.T("screen.supervise.role")}, {Head: u.T("screen.keys.since"), Width: 150, From: besideWideRail}, {Head: u.T("screen.cards.state"), Width: 150}}
	if k.area == keysLaptops {
		cols = []kit.Column{{Head: u.T("screen.keys.laptop")}, {Head: u.T("screen.keys.since"), Width: 160}, {Head: u.T("screen.cards.state"), Width: 150}}
	}
	return cols, func(i, c int) fyne.CanvasObject {
		r := k.rows()[i]
		if c == len(cols)-1 {
			state, word := keyMark(r.Times, r.Gone != nil)
			return st.Mark(state, u.T("screen.keys.state-"+word, "n", r.Times))
		}
		text := []string{string(r.Staff), r.Name, u.T("role." + string(r.Role)), stamp(r.Since)}
		if k.area == keysLaptops {
			text = []string{k.laptop(r.Laptop, r.Own), stamp(r.Since)}
		}
		return st.Brief(text[c], st.Body, kit.Ink)
	}
}

// lates are the columns of late evidence.
func (k *staffKeys) lates() ([]kit.Column, func(i, c int) fyne.CanvasObject) {
	u, st := k.u, k.u.st
	cols := []kit.Column{{Head: u.T("screen.trace.when"), Width: 150, From: besideWideRail}, {Head: u.T("screen.fact.name"), Width: 90}, {Head: u.T("screen.trace.what")}, {Head: u.T("screen.fact.exam-no"), Width: 110}, {Head: u.T("screen.cards.state"), Width: 120}}
	return cols, func(i, c int) fyne.CanvasObject {
		l := k.view.Late[i]
		if c == 4 {
			state, word := lateMark(l)
			return st.Mark(state, u.T("screen.keys."+word))
		}
		return st.Brief([]string{stamp(l.Fact.Wall), l.By, u.T("screen.kind." + string(l.Fact.Kind)), string(l.Candidate)}[c], st.Body, kit.Ink)
	}
}

func lateMark(l desk.LateRow) (kit.State, string) {
	if l.Admitted != nil {
		return kit.Done, "admitted"
	}
	return kit.Caution, "apart"
}

// laptop names a laptop by the beginning of its id, as papers do.
func (k *staffKeys) laptop(device string, own bool) string {
	id := strings.TrimPrefix(device, "device/")
	if own {
		return join(k.u.T("screen.bar.laptop"), id)
	}
	return id
}

// side is the row under the cursor in full.
func (k *staffKeys) side() fyne.CanvasObject {
	u, st := k.u, k.u.st
	fact := func(key, value string) kit.Fact { return kit.Fact{Label: u.T("screen.keys." + key), Value: value} }
	var head, mark fyne.CanvasObject
	var parts []fyne.CanvasObject
	switch h, l := k.holder(), k.late(); {
	case h != nil:
		state, word := keyMark(h.Times, h.Gone != nil)
		name := join(string(h.Staff), h.Name)
		if h.Staff == "" {
			name = k.laptop(h.Laptop, h.Own)
		}
		head, mark = st.Trimmed(name, st.Lead, kit.Ink), st.Mark(state, u.T("screen.keys.state-"+word, "n", h.Times))
		parts = k.holderSide(*h, fact)
	case l != nil:
		state, word := lateMark(*l)
		head, mark = st.Trimmed(u.T("screen.kind."+string(l.Fact.Kind)), st.Lead, kit.Ink), st.Mark(state, u.T("screen.keys."+word))
		on := ""
		if l.Candidate == "" {
			on = l.Fact.On
		}
		facts := nonEmpty([]kit.Fact{fact("when", stamp(l.Fact.Wall)), fact("who", join(l.By, l.Fact.By)), fact("no", string(l.Candidate)), fact("on", on), fact("laptop", k.laptop(l.Laptop, false)),
			{Label: u.T("screen.trace.auth"), Value: u.T("screen.trace.auth." + l.Fact.Auth)}})
		parts = append(parts, st.Facts(st.Body, 5, facts...), st.Text(u.T("screen.keys.event"), st.Caption, kit.Ink2), st.Para(spaced(l.Fact.ID.String()), st.Caption, kit.Ink, 366))
		parts = append(parts, k.goneSide(l.Admitted, "admitted-by", fact)...)
		if l.Admitted == nil {
			parts = append(parts, st.Note(kit.Caution, "", u.T("screen.keys.apart-how"), st.Body, 366))
		}
	default:
		head, mark = st.Text(u.T("screen.keys.how-head"), st.Lead, kit.Ink), kit.Space()
		parts = append(parts, st.Para(u.T("screen.keys.how"), st.Body, kit.Ink, 366))
	}
	return st.Panel(kit.Col(0, st.PanelHead(kit.Grow(head, 1), mark), kit.Grow(st.Scroll(kit.Pad(12, 16, kit.Col(10, parts...))), 1)))
}

// holderSide tells of a person's keys, or a laptop's.
func (k *staffKeys) holderSide(h desk.KeyRow, fact func(key, value string) kit.Fact) []fyne.CanvasObject {
	u, st := k.u, k.u.st
	if h.Times == 0 {
		return []fyne.CanvasObject{st.Note(kit.NotCome, "", u.T("screen.keys.none-how"), st.Body, 366)}
	}
	by := h.By
	if by == "" {
		by = u.T("screen.keys.by-exam")
	}
	facts := []kit.Fact{fact("since", stamp(h.Since)), fact("by", by)}
	if h.Staff != "" {
		facts = append(facts, fact("laptop", k.laptop(h.Laptop, h.Own)), fact("times", strconv.Itoa(h.Times)))
	}
	parts := []fyne.CanvasObject{st.Facts(st.Body, 5, facts...)}
	parts = append(parts, k.goneSide(h.Gone, "gone-by", fact)...)
	switch {
	case h.Late > 0:
		parts = append(parts, st.Note(kit.Caution, "", u.T("screen.keys.late-of", "n", h.Late), st.Body, 366))
	case h.Gone != nil:
		parts = append(parts, st.Para(u.T("screen.keys.gone-how"), st.Body, kit.Ink2, 366))
	case k.area == keysLaptops && h.Own:
		parts = append(parts, st.Para(u.T("screen.keys.own-how"), st.Body, kit.Ink2, 366))
	}
	return parts
}

// goneSide tells of a revocation or an admission; nothing where there is none.
func (k *staffKeys) goneSide(g *desk.KeyGone, by string, fact func(key, value string) kit.Fact) []fyne.CanvasObject {
	u, st := k.u, k.u.st
	if g == nil {
		return nil
	}
	why := ""
	if g.Code != "" {
		why = u.T("revoke." + g.Code)
	}
	return []fyne.CanvasObject{st.Rule(), st.Facts(st.Body, 5, nonEmpty([]kit.Fact{fact(by, join(stamp(g.When), g.By)), fact("why", why), fact("text", g.Text)})...)}
}
