package screen

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kaowu/app/screen/kit"
)

// helpPage is F1: one page a screen. The page of the screen behind lists that screen's
// own key table, so it cannot say something else than the keys do; the pages of the
// other screens say how to do things there and what to do if it goes wrong.
type helpPage struct {
	u      *ui
	pages  []string // names of screens; the first is the one behind
	at     int
	own    kit.Table // keys of the screen behind
	common kit.Table // keys that mean the same everywhere
	scroll *container.Scroll
	box    *kit.Dialog
}

// help opens it.
func (s *shell) help() {
	if s.at == nil {
		return
	}
	u := s.u
	h := &helpPage{u: u, pages: []string{s.at.name()}, own: helpRows(u.f.Keys()), common: helpRows(u.f.Common)}
	for _, name := range s.screens() {
		if name != s.at.name() {
			h.pages = append(h.pages, name)
		}
	}
	h.box = &kit.Dialog{
		Title: u.T("screen.help.title"), Wide: true, Body: h.draw, Keys: h.keys(),
		Foot: []fyne.CanvasObject{u.st.Button(kit.Button{Word: u.T("screen.key.close"), Key: "Esc", Do: u.f.Close})},
	}
	h.turn(0)
	u.f.Open(h.box)
}

// turn goes to another page.
func (h *helpPage) turn(by int) {
	h.at = (h.at + by + len(h.pages)) % len(h.pages)
	h.box.Note = ""
	if len(h.pages) > 1 {
		h.box.Note = h.u.T("screen.help.nth", "n", h.at+1, "of", len(h.pages))
	}
}

func (h *helpPage) keys() kit.Table {
	u := h.u
	by := func(n int) func() {
		return func() { h.turn(n); u.f.Redraw() }
	}
	move := func(n float32) func() {
		return func() {
			most := max(0, h.scroll.Content.MinSize().Height-h.scroll.Size().Height)
			h.scroll.Offset.Y = max(0, min(most, h.scroll.Offset.Y+n))
			h.scroll.Refresh()
		}
	}
	more := func() bool { return len(h.pages) > 1 }
	return kit.Table{
		{Names: []string{"Esc", "F1", "Enter"}, Cap: "Esc", Word: u.T("screen.key.close"), Do: u.f.Close},
		{Names: []string{"PgDn"}, Cap: "PgUp PgDn", Word: u.T("screen.help.page"), Do: by(1), When: more},
		{Names: []string{"PgUp"}, Cap: "PgUp PgDn", Word: u.T("screen.help.page"), Do: by(-1), When: more, Quiet: true},
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.help.scroll"), Do: move(60)},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.help.scroll"), Do: move(-60), Quiet: true},
	}
}

func (h *helpPage) draw() fyne.CanvasObject {
	u, st := h.u, h.u.st
	name := h.pages[h.at]
	how := []fyne.CanvasObject{st.Text(u.T("screen."+name+".title"), st.Lead, kit.Ink)}
	how = append(how, h.steps(u.T("screen."+name+".help"))...)
	how = append(how, kit.Gap(0, 8), st.Text(u.T("screen.help.wrong"), st.Lead, kit.Ink))
	how = append(how, h.steps(u.T(wrongKey(u, name)))...)
	title, rows := u.T("screen.help.keys"), h.own
	if h.at > 0 {
		title, rows = u.T("screen.help.everywhere"), h.common
	}
	keys := []fyne.CanvasObject{st.Text(title, st.Lead, kit.Ink)}
	for _, k := range rows {
		word := k.Help
		if word == "" {
			word = k.Word
		}
		keys = append(keys, kit.Columns(12, kit.Fixed(kit.Row(0, st.KeyCap(k.Shown())), 130, 28), kit.Grow(kit.Inset(2, 0, 0, 0, st.Para(word, st.Body, kit.Ink, 300)), 1)))
	}
	body := kit.Columns(36, kit.Grow(kit.Top(kit.Col(8, how...)), 1), kit.Grow(kit.Top(kit.Col(7, keys...)), 1))
	h.scroll = container.NewVScroll(kit.Inset(0, 14, 0, 0, body))
	high := float32(440)
	if st.Short {
		high = 400
	}
	return kit.Fixed(h.scroll, 0, high)
}

// steps are the lines of a text; a line that begins with its number hangs from it.
func (h *helpPage) steps(text string) []fyne.CanvasObject {
	st := h.u.st
	var out []fyne.CanvasObject
	for l := range strings.Lines(text) {
		l = strings.TrimSpace(l)
		no, rest, found := strings.Cut(l, " ")
		if !found || !strings.HasSuffix(no, ".") || len(no) > 3 {
			out = append(out, st.Para(l, st.Body, kit.Ink, 420))
			continue
		}
		out = append(out, kit.Columns(8, kit.Fixed(st.Right(no, st.Body, kit.Ink2), 24, 0), kit.Grow(st.Para(rest, st.Body, kit.Ink, 390), 1)))
	}
	return out
}

// wrongKey is the wording of what to do if it goes wrong at a screen.
func wrongKey(u *ui, name string) string {
	if key := "screen." + name + ".help-wrong"; u.w.Has(key) {
		return key
	}
	return "screen." + name + ".wrong"
}

// helpRows are the rows of a key table that a page lists: each cap once.
func helpRows(t kit.Table) kit.Table {
	var out kit.Table
	seen := map[string]bool{}
	for _, k := range t {
		if k.Word == "" || seen[k.Shown()] {
			continue
		}
		seen[k.Shown()] = true
		out = append(out, k)
	}
	return out
}
