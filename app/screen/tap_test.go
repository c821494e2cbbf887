package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"kaowu/app/desk"
	"kaowu/app/screen/kit"
)

// tap clicks on the text in the window, where it is painted last.
func (w *world) tap(text string) {
	w.t.Helper()
	at, found := fyne.Position{}, false
	var walk func(o fyne.CanvasObject, from fyne.Position)
	walk = func(o fyne.CanvasObject, from fyne.Position) {
		if o == nil || !o.Visible() {
			return
		}
		from = from.Add(o.Position())
		switch x := o.(type) {
		case *canvas.Text:
			if x.Text == text {
				at, found = from.AddXY(x.Size().Width/2, x.Size().Height/2), true
			}
		case *fyne.Container:
			for _, c := range x.Objects {
				walk(c, from)
			}
		case fyne.Widget:
			for _, c := range within(x) {
				walk(c, from)
			}
		}
	}
	walk(w.win.Canvas().Content(), fyne.Position{})
	if !found {
		w.t.Fatalf("nothing in the window says %q", text)
	}
	test.TapCanvas(w.win.Canvas(), at)
}

// restart ends the program without a word to any screen, and opens the book again.
func (w *world) restart() {
	w.t.Helper()
	sh := w.sh
	check(w.t, sh.site.Close())
	site, err := desk.Open(w.home, "", w.options())
	check(w.t, err)
	w.sh = newShell(sh.u, sh.app, site, w.home, sh.opt, sh.chosen)
	w.sh.watched = w.watch
	w.watch(site)
	w.sh.signIn("")
}

// within is what a widget is made of: of a still what its picture shows.
func within(x fyne.Widget) []fyne.CanvasObject {
	if body := kit.Under(x); body != nil {
		return []fyne.CanvasObject{body}
	}
	return test.WidgetRenderer(x).Objects()
}
