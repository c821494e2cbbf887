package screen

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/theme"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// setting is one way in which a laptop shows the window.
type setting struct {
	choices
	wide, high, scale float32
}

func (s setting) String() string {
	step := []string{"", "-large", "-extra"}[s.size]
	scale := ""
	if s.scale != 1 {
		scale = fmt.Sprintf("@%.1f", s.scale)
	}
	return fmt.Sprintf("%s-%s%s-%.0fx%.0f%s", s.lang, s.look, step, s.wide, s.high, scale)
}

// settings are all those that look.md 3 promises.
func settings() []setting {
	var out []setting
	for _, lang := range []string{"zh", "en"} {
		for _, look := range kit.Looks() {
			out = append(out, setting{choices{look, kit.Standard, lang}, 1280, 720, 1})
		}
		for _, step := range []kit.Size{kit.Standard, kit.Large, kit.Extra} {
			out = append(out, setting{choices{kit.Light, step, lang}, 1280, 660, 1})
		}
		out = append(out, setting{choices{kit.Light, kit.Standard, lang}, 1366, 768, 1},
			setting{choices{kit.Light, kit.Standard, lang}, 1920, 1080, 1}, setting{choices{kit.Light, kit.Standard, lang}, 1280, 720, 1.5})
	}
	return out
}

// in shows the window as the setting says.
func (w *world) in(s setting) {
	w.win.Canvas().(software.WindowlessCanvas).SetScale(s.scale)
	if s.choices != w.sh.chosen {
		w.sh.choose(s.choices)
	}
	w.win.Resize(fyne.NewSize(s.wide, s.high))
}

// Each screen of each role in each setting, on a day with everything in it: no text
// is cut, covered or over other text. With KAOWU_SHOTS set, each is a picture too.
// A change of look or size reads the font anew: so it is the outer loop.
func TestLooksOfEveryScreen(t *testing.T) {
	w := examDay(t)
	for _, s := range settings() {
		w.in(s)
		w.tour("sign-in", s)
		for _, p := range w.roles() {
			w.enter(p.Name)
			for _, where := range w.sh.screens() {
				w.sh.open(where, nil)
				w.tour(string(p.Role)+"-"+where, s)
			}
			w.sh.lock()
		}
	}
}

// roles is one person of each role that has screens of its own.
func (w *world) roles() []exam.Staff {
	out := []exam.Staff{w.lead.Staff()}
	for _, r := range []exam.Role{exam.RoleInvigilator, exam.RoleAssessor, exam.RoleBoardMember, exam.RoleSupervisor} {
		out = append(out, w.staff(r, "", 0))
	}
	return out
}

// tour looks at the present screen in a setting.
func (w *world) tour(name string, s setting) {
	w.t.Helper()
	w.shot(name + "-" + s.String())
}

// A change of look keeps the toolkit's font: read anew it would stay in memory, once
// for each change (95 MB, measured).
func TestChangeOfLookKeepsTheFont(t *testing.T) {
	w := newWorld(t, "2026-12-20 08:20:00")
	before := w.sh.app.Settings().Theme()
	font := before.Font(fyne.TextStyle{})
	for _, s := range settings()[:6] {
		w.in(s)
		th := w.sh.app.Settings().Theme()
		if th != before || th.Font(fyne.TextStyle{}) != font {
			t.Fatal("the theme was set anew")
		}
		if got := th.Color(theme.ColorNameBackground, theme.VariantLight); got != w.sh.u.st.C(kit.Bg) {
			t.Errorf("%v: the toolkit's ground is %v", s, got)
		}
	}
}
