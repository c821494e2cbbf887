package screen

import (
	"fyne.io/fyne/v2"

	"kaowu/app/screen/kit"
)

// help is F1: one page for the screen behind. Its right half is the screen's own
// key table, so it cannot say something else than the keys do.
func (s *shell) help() {
	u, st := s.u, s.u.st
	if s.at == nil {
		return
	}
	rows := helpRows(u.f.Keys())
	name := s.at.name()
	u.f.Open(&kit.Dialog{
		Title: u.T("screen.help.title"), Line: u.T("screen." + name + ".title"),
		Keys: kit.Table{{Names: []string{"Esc", "F1", "Enter"}, Cap: "Esc", Word: u.T("screen.key.close"), Do: u.f.Close}},
		Foot: []fyne.CanvasObject{st.Button(kit.Button{Word: u.T("screen.key.close"), Key: "Esc", Do: u.f.Close})},
		Body: func() fyne.CanvasObject {
			how := kit.Col(8, st.Text(u.T("screen.help.how"), st.Lead, kit.Ink), st.Para(u.T("screen."+name+".help"), st.Body, kit.Ink, 350),
				kit.Gap(0, 4), st.Text(u.T("screen.help.wrong"), st.Lead, kit.Ink), st.Para(u.T("screen."+name+".wrong"), st.Body, kit.Ink, 350))
			keys := []fyne.CanvasObject{st.Text(u.T("screen.help.keys"), st.Lead, kit.Ink)}
			for _, k := range cut(rows, 14) {
				word := k.Help
				if word == "" {
					word = k.Word
				}
				keys = append(keys, kit.Row(12, kit.Fixed(kit.Row(0, st.KeyCap(k.Shown())), 110, 26), kit.Grow(st.Trimmed(word, st.Body, kit.Ink), 1)))
			}
			return kit.Columns(32, kit.Grow(kit.Top(how), 1), kit.Grow(kit.Top(kit.Col(4, keys...)), 1))
		},
	})
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
