package screen

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// look.md 6.1: who works today comes first, a digit picks, Enter lets in.
func TestSignInByDigit(t *testing.T) {
	w := newWorld(t, "2026-12-20 08:40:00")
	s := w.sh.at.(*signin)
	w.shot("01-sign-in")
	works := 0
	for i, p := range s.list {
		if s.works(p) {
			if works++; works != i+1 {
				t.Errorf("%s of %v works today and stands behind somebody who does not", p.Role, p.Sessions)
			}
		}
	}
	// The demo plan has nine practical sessions and the lead on the 20th.
	if works == 0 || works == len(s.list) {
		t.Fatalf("%d of %d work today", works, len(s.list))
	}
	third := s.list[2]
	w.typed("３") // as an input method gives it
	if s.who().ID != third.ID || !s.typed {
		t.Fatalf("3 picks %s, typed %v", s.who().ID, s.typed)
	}
	w.typed(passphrase)
	if got := s.pass.Text(); got != passphrase {
		t.Fatalf("digits of the passphrase are lost: %d characters", len(got))
	}
	w.key(fyne.KeyReturn)
	if w.sh.desk == nil || w.sh.desk.Staff().ID != third.ID {
		t.Fatal("not signed in")
	}
}

// F12 changes the person by digit and code; each comes back to their own screen,
// with the dialog that lay over it and what was typed there, but no passphrase.
func TestFastSwitch(t *testing.T) {
	w, p := atStations(t)
	first := w.sh.desk.Staff()
	check(t, w.sh.desk.SetCode("4711"))
	w.typed("4")
	note := kit.NewArea(w.sh.u.st, "", "", w.clock.Now)
	secret := kit.NewField(w.sh.u.st, kit.Secret, kit.FieldLook{}, w.clock.Now)
	w.sh.u.ask(ask{title: "x", big: "x", first: note, body: func() fyne.CanvasObject { return kit.Col(0, note, secret) }})
	w.typed("灭火器过期")
	secret.Set("not for anybody else", false)
	w.sh.u.f.Press("F12") // a dialog rests the common keys
	if w.sh.desk == nil {
		t.Fatal("F12 works under a dialog")
	}
	w.sh.u.f.Press("Ctrl+L")
	w.wants(exam.ItemScored)
	if w.sh.desk != nil || w.sh.u.f.Layered() {
		t.Fatal("not locked")
	}
	other := w.staff(exam.RoleSupervisor, "", 0)
	w.enter(other.Name)
	w.key(fyne.KeyF12)

	s := w.sh.at.(*signin)
	for i, m := range s.list {
		if m.ID == first.ID {
			w.typed(string(rune('1' + i)))
		}
	}
	w.typed("4711")
	w.key(fyne.KeyReturn)
	if w.sh.desk == nil || w.sh.desk.Staff().ID != first.ID || w.sh.at != screen(p) {
		t.Fatalf("not back: %s", w.sh.at.name())
	}
	if !w.sh.u.f.Layered() || note.Text != "灭火器过期" || !w.focused(note) {
		t.Errorf("the dialog is lost: %q", note.Text)
	}
	if secret.Text() != "" {
		t.Error("a passphrase waits for whoever comes back")
	}
	w.key(fyne.KeyEscape)
	w.key(fyne.KeyDown)
	w.typed("3")
	w.key(fyne.KeyReturn)
	for _, f := range w.stored() {
		if f.Auth != exam.AuthCode {
			t.Errorf("%s after a short code is signed with %s", f.Kind, f.Auth)
		}
	}
}

// Five wrong passphrases cost a minute, counted down in place; others may sign in.
func TestWaitCountsDown(t *testing.T) {
	w := newWorld(t, "2026-12-20 08:40:00")
	s := w.sh.at.(*signin)
	w.typed("2")
	for range 5 {
		w.typed("not this one")
		w.key(fyne.KeyReturn)
	}
	if got := s.wait(); got < 58*time.Second || got > time.Minute {
		t.Fatalf("the wait is %v", got)
	}
	w.shot("01-sign-in-wait")
	w.win.Resize(fyne.NewSize(1280, 660))
	for _, c := range []choices{{kit.Contrast, kit.Extra, "en"}, {kit.Dark, kit.Large, "zh"}, {kit.Light, kit.Standard, "zh"}} {
		w.sh.choose(c)
		w.shot("01-sign-in-660-" + string(c.look))
	}
	w.win.Resize(fyne.NewSize(1280, 720))
	w.typed(passphrase)
	w.key(fyne.KeyReturn)
	if w.sh.desk != nil || s.busy {
		t.Fatal("tried while waiting")
	}
	w.clock.pass(20 * time.Second)
	w.sh.tick()
	if got := w.says(); !strings.Contains(got, "0:3") {
		t.Errorf("the wait is not counted down: %s", s.wrong)
	}
	if s.pass.Text() != passphrase {
		t.Error("counting down took what was typed")
	}
	w.key(fyne.KeyEscape)
	w.typed("1")
	if s.wait() != 0 {
		t.Error("somebody else must wait too")
	}
	w.typed("")
	w.key(fyne.KeyEscape)
	w.typed("2")
	w.clock.pass(50 * time.Second)
	w.sh.tick()
	w.typed(passphrase)
	w.key(fyne.KeyReturn)
	if w.sh.desk == nil {
		t.Errorf("not in after the wait: %s", s.wrong)
	}
}

// The eye shows the passphrase while it is pressed; F5 until the next character.
func TestEye(t *testing.T) {
	w := newWorld(t, "2026-12-20 08:40:00")
	s := w.sh.at.(*signin)
	w.typed("1")
	w.typed("tong")
	if strings.Contains(w.says(), "tong") {
		t.Fatal("shown at once")
	}
	eye := w.hold()
	eye.MouseDown(&desktop.MouseEvent{})
	if !strings.Contains(w.says(), "tong") {
		t.Error("not shown while pressed")
	}
	eye.MouseUp(&desktop.MouseEvent{})
	if strings.Contains(w.says(), "tong") {
		t.Error("still shown")
	}
	w.key(fyne.KeyF5)
	if !s.pass.Revealed() {
		t.Error("F5 does not show it")
	}
	w.typed("x")
	if s.pass.Revealed() {
		t.Error("shown while typing on")
	}
}

// A forgotten passphrase: F3, the new one twice, and the site lead's own.
func TestEnrolAgain(t *testing.T) {
	w := newWorld(t, "2026-12-20 08:40:00")
	p := w.staff(exam.RoleAssessor, "", 0)
	w.typed(p.Name)
	w.key(fyne.KeyF3)
	w.typed("xin-kou-ling")
	w.key(fyne.KeyReturn)
	w.typed("xin-kou-ling")
	w.key(fyne.KeyReturn)
	w.typed(passphrase)
	w.shot("01-sign-in-enrol")
	w.key(fyne.KeyF9)
	w.typed("xin-kou-ling")
	w.key(fyne.KeyReturn)
	if w.sh.desk == nil || w.sh.desk.Staff().ID != p.ID {
		t.Errorf("not in by the new passphrase: %s", w.sh.u.note)
	}
}

// A laptop that stands locked over midnight shows the new day, and keeps who was
// chosen and what was typed. A short window says how many sessions it does not show.
func TestSignInTurnsTheDay(t *testing.T) {
	w := newWorld(t, "2026-12-19 23:59:30")
	s := w.sh.at.(*signin)
	w.typed("6")
	who := s.who().ID
	w.typed("tong")
	if got := w.says(); !strings.Contains(got, "2026-12-19") {
		t.Fatalf("the first day says %s", got)
	}
	w.clock.pass(time.Minute)
	w.sh.tick()
	if got := w.says(); !strings.Contains(got, "2026-12-20") || !strings.Contains(got, "第 2 天，共 4 天") || !strings.Contains(got, "P06") {
		t.Errorf("the second day says %s", got)
	}
	if s.who().ID != who || s.pass.Text() != "tong" || !w.focused(s.pass) {
		t.Errorf("%s is chosen, %d characters typed", s.who().ID, len(s.pass.Text()))
	}
	if strings.Contains(w.says(), "还有") {
		t.Error("sessions are counted that are shown")
	}
	w.win.Resize(fyne.NewSize(1280, 660))
	w.sh.choose(choices{look: kit.Light, size: kit.Extra, lang: "zh"})
	if got := w.says(); !strings.Contains(got, "还有 7 场") { // of eight there is room for one
		t.Errorf("what is not shown is not counted: %s", got)
	}
	w.looks("short")
}

func TestSpans(t *testing.T) {
	for want, in := range map[string][]exam.SessionNo{
		"P01–P03　R01": {"P02", "R01", "P01", "P03"}, "T01　T03": {"T03", "T01"}, "": nil, "P09–P10": {"P10", "P09"},
	} {
		if got := spans(in); got != want {
			t.Errorf("spans(%v) is %q, want %q", in, got, want)
		}
	}
}

// hold is what answers to being pressed on the page: the eye.
func (w *world) hold() desktop.Mouseable {
	w.t.Helper()
	for _, o := range test.LaidOutObjects(w.win.Content()) {
		if m, ok := o.(desktop.Mouseable); ok {
			return m
		}
	}
	w.t.Fatal("nothing can be pressed")
	return nil
}

// focused says whether a part has the keyboard.
func (w *world) focused(x fyne.Focusable) bool { return w.win.Canvas().Focused() == x }

// stored gives the events stored since the last take.
func (w *world) stored() []exam.Fact {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := w.facts
	w.facts = nil
	return out
}
