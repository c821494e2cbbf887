package screen

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// says is everything that is written in the window.
func (w *world) says() string {
	var b strings.Builder
	var list func(o fyne.CanvasObject)
	list = func(o fyne.CanvasObject) {
		for _, o := range test.LaidOutObjects(o) {
			if t, ok := o.(*canvas.Text); ok {
				b.WriteString(t.Text + "\n")
			}
			if body := kit.Under(o); body != nil {
				list(body)
			}
		}
	}
	list(w.win.Content())
	return b.String()
}

// Every screen of every role, in both languages, at the least height and at every
// text size: nothing without wording, nothing cut, F1 for each.
func TestEveryScreenOfEveryRole(t *testing.T) {
	w := newWorld(t, "2026-12-20 08:40:00")
	roles := []exam.Staff{w.lead.Staff(), w.staff(exam.RoleInvigilator, "", 0), w.staff(exam.RoleAssessor, "", 0),
		w.staff(exam.RoleBoardMember, "", 0), w.staff(exam.RoleSupervisor, "", 0)}
	for _, p := range roles {
		w.enter(p.Name)
		for _, where := range w.sh.screens() {
			w.sh.open(where, nil)
			if w.sh.at.name() != where {
				t.Errorf("%s opens %s for the %s: %s", where, w.sh.at.name(), p.Role, w.sh.u.note)
				continue
			}
			for _, c := range []choices{{kit.Contrast, kit.Large, "en"}, {kit.Light, kit.Standard, "zh"}} {
				w.sh.choose(c)
				w.key(fyne.KeyF1)
				if !w.sh.u.f.Layered() {
					t.Errorf("%s: F1 shows nothing", where)
				}
				if got := w.says(); strings.Contains(got, "〔") {
					t.Errorf("%s in %s lacks a wording: %s", where, c.lang, got[strings.Index(got, "〔"):][:60])
				}
				w.key(fyne.KeyEscape)
			}
			w.win.Resize(fyne.NewSize(1280, 660))
			w.shot("660-" + where)
			w.win.Resize(fyne.NewSize(1280, 720))
		}
		w.sh.lock()
		w.take()
	}
}

// What one person may do another may not see: the rail is the role's own.
func TestRailIsTheRolesOwn(t *testing.T) {
	w := newWorld(t, "2026-12-20 08:40:00")
	for role, want := range map[exam.Role]string{
		exam.RoleInvigilator: "day checkin theory record", exam.RoleAssessor: "day checkin practical theory record",
		exam.RoleSeniorAssessor: "day checkin practical theory record", exam.RoleBoardMember: "day checkin review record",
		exam.RoleSupervisor: "day record trace certificates",
	} {
		w.enter(w.staff(role, "", 0).Name)
		if got := strings.Join(w.sh.screens(), " "); got != want {
			t.Errorf("%s has %q, want %q", role, got, want)
		}
		w.sh.lock()
	}
}

// look.md 5: idle five minutes locks; the same person comes back to the same cell,
// and nothing of the screen is painted below the sign-in page.
func TestIdleLock(t *testing.T) {
	w, p := atStations(t)
	name := w.sh.desk.Staff().Name
	w.typed("4")
	w.clock.pass(4 * time.Minute)
	w.sh.tick()
	if w.sh.desk == nil {
		t.Fatal("locked before the time")
	}
	w.clock.pass(6 * time.Minute)
	w.sh.tick()
	if w.sh.desk != nil {
		t.Fatal("not locked after the time")
	}
	w.wants(exam.ItemScored) // what was typed and complete is stored
	if strings.Contains(w.says(), string(w.plan.Candidates[0].No)) {
		t.Error("a candidate is painted on a locked screen")
	}
	w.enter(name)
	if w.sh.at != screen(p) {
		t.Errorf("back at %s", w.sh.at.name())
	}
}

func TestWrongPassphraseStaysOut(t *testing.T) {
	w := newWorld(t, "2026-12-20 08:40:00")
	s := w.sh.at.(*signin)
	w.typed(w.staff(exam.RoleAssessor, "", 0).Name)
	w.key(fyne.KeyReturn)
	w.typed("not this one")
	w.key(fyne.KeyReturn)
	if w.sh.desk != nil || s.wrong == "" || s.pass.Text() != "" {
		t.Errorf("in %v, said %q, field %q", w.sh.desk != nil, s.wrong, s.pass.Text())
	}
	w.shot("01-sign-in-wrong")
}

// A short code, set after the passphrase, lets its person in for the day.
func TestShortCode(t *testing.T) {
	w := newWorld(t, "2026-12-20 08:40:00")
	name := w.staff(exam.RoleAssessor, "", 0).Name
	w.enter(name)
	w.key(fyne.KeyF2)
	w.typed("9")
	w.typed("４７１１")
	w.key(fyne.KeyReturn)
	w.key(fyne.KeyEscape, fyne.KeyF12)
	w.typed(name)
	w.key(fyne.KeyReturn)
	w.typed("4711")
	w.key(fyne.KeyReturn)
	if w.sh.desk == nil || w.sh.desk.Staff().Name != name {
		t.Error("the short code does not let in")
	}
}

func TestCalledByInitials(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"邓英军", "dyj", true}, {"邓英军", "dy", true}, {"邓英军", "邓", true}, {"邓英军", "yj", false},
		{"曾单", "zs", true}, {"曾单", "cd", true}, {"曾单", "xs", false}, {"邓英军", "", true}, {"邓", "dd", false},
	} {
		if got := called(c.name, c.text); got != c.want {
			t.Errorf("called(%s, %s) is %v", c.name, c.text, got)
		}
	}
}

func TestCountAndTail(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 4871: "4,871", 1234567: "1,234,567"} {
		if got := count(n); got != want {
			t.Errorf("count(%d) is %s, want %s", n, got, want)
		}
	}
	if got := tail("51000019900307009X"); got != "009X" {
		t.Errorf("tail is %s", got)
	}
}
