package screen

import (
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/paper"
	"kaowu/app/screen/kit"
)

// printout is a paper to look at before it is printed.
type printout struct {
	title, line string
	name        string // of the file that printing opens; no person's name or ID number
	doc         paper.Doc
	at          time.Time              // the PDF's CreationDate
	pdf         func() ([]byte, error) // nil: drawn from doc; a signed record gives its signed file
}

// preview lays a paper over the window, a page at a time, from the very items that
// the PDF is drawn from. F7 opens the PDF with the desktop's program, to print it.
func (u *ui) preview(s printout) {
	view := u.st.NewPreview(s.doc.Pages, u.run)
	act := func(do func()) func() {
		return func() { do(); u.f.Redraw() }
	}
	turn := func(by int) func() { return act(func() { view.Turn(by) }) }
	zoom := func(by int) func() { return act(func() { view.Zoom(by) }) }
	scroll := func(by float32) func() { return act(func() { view.Scroll(by) }) }
	wrong := ""
	print := func() {
		kit.Back(u.run, func() ([]byte, error) { return s.file(u.st.Font()) }, func(pdf []byte, err error) {
			if err != nil {
				wrong = u.w.Sentence(err)
				u.f.Redraw()
				return
			}
			u.f.Close()
			u.show(s.name, pdf)
		})
	}
	page := u.T("screen.key.page")
	d := &kit.Dialog{Title: s.title, Line: s.line, Full: true,
		Keys: kit.Table{
			{Names: []string{"Esc"}, Word: u.T("screen.key.close"), Do: u.f.Close},
			{Names: []string{"PgDn"}, Cap: "PgUp PgDn", Word: page, Do: turn(1)},
			{Names: []string{"PgUp"}, Cap: "PgUp PgDn", Word: page, Do: turn(-1), Quiet: true},
			{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.preview.scroll"), Do: scroll(120)},
			{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.preview.scroll"), Do: scroll(-120), Quiet: true},
			{Names: []string{"+", "="}, Cap: "+ -", Word: u.T("screen.preview.zoom"), Do: zoom(1)},
			{Names: []string{"-"}, Cap: "+ -", Word: u.T("screen.preview.zoom"), Do: zoom(-1), Quiet: true},
			{Names: []string{"F7"}, Word: u.T("screen.preview.print"), Do: print},
		},
		Foot: []fyne.CanvasObject{
			u.st.Button(kit.Button{Word: u.T("screen.preview.smaller"), Key: "-", Do: zoom(-1)}),
			u.st.Button(kit.Button{Word: u.T("screen.preview.larger"), Key: "+", Do: zoom(1)}),
			u.st.Button(kit.Button{Word: u.T("screen.key.close"), Key: "Esc", Do: u.f.Close}),
			u.st.Button(kit.Button{Word: u.T("screen.preview.print"), Key: "F7", Icon: "print", Kind: kit.Go, Do: print}),
		}}
	if len(s.doc.Pages) > 1 {
		d.Foot = append([]fyne.CanvasObject{
			u.st.Button(kit.Button{Word: u.T("screen.preview.before"), Key: "PgUp", Do: turn(-1)}),
			u.st.Button(kit.Button{Word: u.T("screen.preview.after"), Key: "PgDn", Do: turn(1)}),
		}, d.Foot...)
	}
	d.Body = func() fyne.CanvasObject {
		at, of := view.At()
		d.Note = u.T("screen.page.of", "n", at, "of", of)
		if wrong == "" {
			return view.Object()
		}
		return kit.Col(0, kit.Pad(8, 24, u.st.Note(kit.Caution, "", wrong, u.st.Body, 1080)), kit.Grow(view.Object(), 1))
	}
	u.f.Open(d)
}

// file is the PDF that printing opens.
func (s printout) file(ttf []byte) ([]byte, error) {
	if s.pdf != nil {
		return s.pdf()
	}
	return s.doc.PDF(ttf, s.at)
}
