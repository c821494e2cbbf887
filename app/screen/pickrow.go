package screen

import (
	"fyne.io/fyne/v2"

	"kaowu/app/screen/kit"
)

// pickRow asks for one of many: ↑↓ and Enter, or a tap. Digits pick among few (choose).
func (u *ui) pickRow(title, line string, list []string, take func(i int)) {
	st := u.st
	at := 0
	var rows *kit.Rows
	done := func() {
		if at < len(list) {
			u.f.Close()
			take(at)
		}
	}
	rows = st.NewRows(44, func(i int, _ bool) fyne.CanvasObject {
		return kit.Pad(0, 16, kit.Row(0, kit.Grow(st.Brief(list[i], st.Body, kit.Ink), 1)))
	}, func(i int) { at = i; done() })
	rows.Set(len(list), at)
	move := func(by int) func() {
		return func() {
			at = max(0, min(at+by, len(list)-1))
			rows.Set(len(list), at)
		}
	}
	u.f.Open(&kit.Dialog{Title: title, Line: line, Width: 680,
		Body: func() fyne.CanvasObject {
			return st.Panel(kit.Fixed(rows.Object(), 0, min(8, float32(max(1, len(list))))*44))
		},
		Keys: kit.Table{{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.key.row"), Do: move(1)},
			{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.key.row"), Do: move(-1), Quiet: true},
			{Names: []string{"PgDn"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { move(rows.Page())() }, Quiet: true},
			{Names: []string{"PgUp"}, Cap: "PgUp PgDn", Word: u.T("screen.key.page"), Do: func() { move(-rows.Page())() }, Quiet: true},
			{Names: []string{"Enter", "F9"}, Cap: "Enter", Word: u.T("screen.form.pick"), Do: done},
			{Names: []string{"Esc"}, Word: u.T("screen.key.cancel"), Do: u.f.Close}},
		Foot: []fyne.CanvasObject{st.Button(kit.Button{Word: u.T("screen.key.cancel"), Key: "Esc", Do: u.f.Close}), st.Button(kit.Button{Word: u.T("screen.form.pick"), Key: "Enter", Kind: kit.Go, Do: done})}})
}
