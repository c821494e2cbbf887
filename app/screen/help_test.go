package screen

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// state is what a person can tell of the window: what is written, what lies over it,
// where the keyboard is, what the strip says, what was refused, what was stored.
func (w *world) state() string {
	f := w.sh.u.f
	where := ""
	if w.sh.at != nil {
		where = w.sh.at.name()
	}
	var body strings.Builder
	for _, l := range strings.Split(w.says(), "\n") {
		if !strings.Contains(l, ":") || len(l) > 8 { // the clock is no answer
			body.WriteString(l)
		}
	}
	return fmt.Sprint(where, f.Layered(), fmt.Sprintf("%p", w.win.Canvas().Focused()), f.SavedText(), w.sh.u.note, w.sh.site.Size(), len(w.shown), w.sh.chosen, body.String())
}

// movers are the keys that rightly do nothing at the end of a list or in an empty field.
func movers(name string) bool {
	switch name {
	case "Up", "Down", "Left", "Right", "PgUp", "PgDn", "Tab", "Enter", "Esc", "Home", "End", "F5", "F11", "Ctrl+0", "Ctrl+-", "Ctrl+F":
		return true
	}
	return len(name) == 1
}

// Every key that a page lists is bound, and does something or is refused with a
// sentence; none loses what is stored, leaves the screen unusable, or panics.
func TestListedKeysWork(t *testing.T) {
	w := newWorld(t, "2026-12-20 08:40:00")
	roles := []exam.Staff{w.lead.Staff(), w.staff(exam.RoleInvigilator, "", 0), w.staff(exam.RoleAssessor, "", 0),
		w.staff(exam.RoleBoardMember, "", 0), w.staff(exam.RoleSupervisor, "", 0)}
	done := map[string]bool{}
	pressed := 0
	for _, p := range roles {
		w.enter(p.Name)
		for _, where := range w.sh.screens() {
			if done[where] {
				continue
			}
			done[where] = true
			w.sh.open(where, nil)
			if _, no := w.sh.at.(*nothing); no {
				t.Errorf("%s cannot be opened by the %s", where, p.Role)
				continue
			}
			for _, k := range w.sh.u.f.Keys() {
				if k.Word == "" || k.Do == nil || len(done) > 1 && bound(w.sh.u.f.Common, k.Names[0]) && !bound(w.sh.at.(keyed).keys(), k.Names[0]) {
					continue // what is the same everywhere is pressed once
				}
				for _, name := range k.Names {
					w.sh.open(where, nil)
					if !bound(w.sh.u.f.Keys(), name) {
						continue // rests in this state
					}
					before, size := w.state(), w.sh.site.Size()
					if !w.sh.u.f.Press(name) {
						t.Errorf("%s: %s is listed and not bound", where, name)
					}
					pressed++
					after := w.state()
					if before == after && !movers(name) && where+" "+name != "results F3" {
						t.Errorf("%s: %s (%s) does nothing and says nothing", where, name, k.Word)
					}
					if w.sh.site.Size() < size {
						t.Fatalf("%s: %s took events away", where, name)
					}
					for range 4 {
						if w.sh.u.f.Layered() {
							w.sh.u.f.Press("Esc")
						}
					}
					if w.sh.u.f.Layered() {
						t.Fatalf("%s: Esc does not close what %s opens", where, name)
					}
					if w.sh.desk == nil {
						w.enter(p.Name)
					}
				}
			}
		}
		w.sh.lock()
		w.take()
	}
	if pressed < 60 {
		t.Errorf("only %d keys were pressed", pressed)
	}
}

// keyed is a screen that gives its own table.
type keyed interface{ keys() kit.Table }

func bound(t kit.Table, name string) bool {
	for _, k := range t {
		for _, n := range k.Names {
			if n == name && k.Do != nil && k.On() {
				return true
			}
		}
	}
	return false
}

// look.md 6.14: F1 shows the page of the screen behind with its keys, PgDn the other
// pages, and Esc leaves the cursor where it was.
func TestHelpPages(t *testing.T) {
	w, p := atStations(t)
	focus := w.win.Canvas().Focused()
	w.key(fyne.KeyF1)
	w.shot("15-help")
	for _, k := range helpRows(p.keys()) {
		if !strings.Contains(w.says(), k.Shown()) {
			t.Errorf("the page does not list %s", k.Shown())
		}
	}
	w.key(fyne.KeyPageDown)
	if !strings.Contains(w.says(), w.sh.u.T("screen.day.help")[:12]) {
		t.Error("PgDn does not turn the page")
	}
	w.key(fyne.KeyPageUp, fyne.KeyDown, fyne.KeyUp, fyne.KeyEscape)
	if w.win.Canvas().Focused() != focus || w.sh.at != screen(p) {
		t.Error("the cursor is not where it was")
	}
	w.win.Resize(fyne.NewSize(1280, 660))
	w.sh.choose(choices{kit.Dark, kit.Large, "zh"})
	w.key(fyne.KeyF1)
	w.shot("15-help-660")
}

// A change of language, look or size keeps the screen, what is typed and the cursor.
func TestLanguageKeepsTheScreen(t *testing.T) {
	w, p := atStations(t)
	w.typed("4.") // not a whole number yet: a draft
	w.key(fyne.KeyF2)
	w.typed("8")
	w.key(fyne.KeyEscape)
	if w.sh.at != screen(p) || w.sh.chosen.lang != "en" {
		t.Fatalf("at %s in %s", w.sh.at.name(), w.sh.chosen.lang)
	}
	if !strings.Contains(w.says(), "Full marks") && !strings.Contains(w.says(), "Practical") {
		t.Error("the screen is not in English")
	}
	f, ok := w.win.Canvas().Focused().(*kit.Field)
	if !ok || f.Text() != "4." {
		t.Fatalf("the cursor is at %T, what was typed is gone", w.win.Canvas().Focused())
	}
	w.typed("5")
	w.key(fyne.KeyDown)
	w.wants(exam.ItemScored)
	for _, size := range []kit.Size{kit.Large, kit.Extra, kit.Extra} {
		w.sh.u.f.Press("Ctrl++")
		if w.sh.chosen.size != size || readChoices(w.sh.app.Preferences(), "zh").size != size {
			t.Errorf("size %v, want %v", w.sh.chosen.size, size)
		}
	}
	w.sh.u.f.Press("Ctrl+-")
	w.sh.u.f.Press("Ctrl+0")
	if got := readChoices(w.sh.app.Preferences(), "zh"); got.size != kit.Standard || got.lang != "en" {
		t.Errorf("kept %+v", got)
	}
}
