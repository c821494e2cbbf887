package screen

import (
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/screen/kit"
)

// The site lead looks at a session's scoring from the day, read only: nothing can be
// done there, and Esc comes back.
func TestProgressOfASession(t *testing.T) {
	w := closed(t)
	w.enter(w.lead.Staff().Name)
	day := w.sh.at.(*dayPage)
	w.key(fyne.KeyRight)
	for range day.view.Sessions {
		if day.sessions()[day.cur].Session.No != "P01" {
			w.key(fyne.KeyRight)
		}
	}
	w.key(fyne.KeyF6)
	p, ok := w.sh.at.(*progress)
	if !ok || p.in.Session.No != "P01" {
		t.Fatalf("F6 leads to %T", w.sh.at)
	}
	w.shows("评分进度", "只读", "已交 9/9", w.candidates("P01")[0].Name, w.crew()[0].Name)
	w.shot("02-day-progress")
	w.key(fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn, fyne.KeyF3, fyne.KeyF4, fyne.KeyF8, fyne.KeyF9, fyne.KeyDelete)
	w.typed("12")
	w.wants()
	if p.at != 2 || w.sh.u.f.Layered() {
		t.Errorf("row %d, dialog %v", p.at, w.sh.u.f.Layered())
	}
	w.win.Resize(fyne.NewSize(1280, 660))
	w.sh.choose(choices{look: kit.Dark, size: kit.Extra, lang: "en"})
	w.shot("02-day-progress-extra-dark-en-660")
	w.sh.choose(choices{look: kit.Light, lang: "zh"})
	w.key(fyne.KeyEscape)
	if w.sh.at != screen(day) {
		t.Errorf("Esc leads to %T", w.sh.at)
	}
}
