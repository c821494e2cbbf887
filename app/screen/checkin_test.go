package screen

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// atDoor opens the check-in of T01 for its first invigilator, half an hour before.
func atDoor(t *testing.T) (*world, *checkin) {
	t.Helper()
	w := newWorld(t, "2026-12-19 08:40:00")
	w.enter(w.staff(exam.RoleInvigilator, "T01", 0).Name)
	w.alt("2")
	c, ok := w.sh.at.(*checkin)
	if !ok || c.no() != "T01" {
		t.Fatalf("Alt 2 leads to %s", w.sh.at.name())
	}
	return w, c
}

func TestCheckinByKeys(t *testing.T) {
	w, c := atDoor(t)
	people := w.candidates("T01")

	w.key(fyne.KeyReturn)
	w.wants(exam.SessionOpened)

	// A scanner types the exam number and Enter.
	w.typed(string(people[0].No))
	w.key(fyne.KeyReturn)
	w.wants(exam.Admitted)
	if c.shown == nil || c.shown.state != kit.Admitted || c.field.Text() != "" {
		t.Fatalf("shown %+v, field %q", c.shown, c.field.Text())
	}
	w.shot("03-checkin-admitted")

	// A card waved twice: the second scan within 3 s stores and refuses nothing.
	w.typed(string(people[0].No))
	w.key(fyne.KeyReturn)
	w.wants()
	if c.shown.code != "" {
		t.Errorf("a second scan was refused with %s", c.shown.code)
	}

	// Later the same card is a question.
	w.clock.pass(time.Minute)
	w.typed(string(people[0].No))
	w.key(fyne.KeyReturn)
	w.wants()
	if c.shown.code != "already-in" {
		t.Errorf("code %q, want already-in", c.shown.code)
	}
	w.key(fyne.KeyReturn) // understood

	// By the ID number of the card, full-width as an input method gives it.
	w.typed(people[1].IDNumber[:17] + fullWidth(people[1].IDNumber[17:]))
	w.key(fyne.KeyReturn)
	w.wants(exam.Admitted)

	// By name: nothing is stored before Enter on a shown person.
	w.typed(people[2].Name)
	w.wants()
	if len(c.found) == 0 {
		t.Fatal("nobody found by name")
	}
	w.shot("03-checkin-choose")
	w.key(fyne.KeyReturn)
	w.wants(exam.Admitted)

	// A number that nobody has.
	w.typed("2026610999")
	w.key(fyne.KeyReturn)
	w.wants()
	if c.shown.code != "unknown-candidate" {
		t.Errorf("code %q, want unknown-candidate", c.shown.code)
	}
}

func fullWidth(s string) string {
	out := ""
	for _, r := range s {
		out += string(r - '!' + '！')
	}
	return out
}

func TestCheckinTooLateAsksTheLead(t *testing.T) {
	w, c := atDoor(t)
	who := w.candidates("T01")[5]
	w.key(fyne.KeyReturn)
	w.take()
	w.clock.set("2026-12-19 09:34:20") // 34 minutes, the limit is 30 (policy late_theory)
	w.typed(string(who.No))
	w.key(fyne.KeyReturn)
	w.wants()
	if c.shown.code != "late" || c.shown.state != kit.Rejected {
		t.Fatalf("code %q state %q", c.shown.code, c.shown.state)
	}
	w.shot("04-checkin-refused")
	w.key(fyne.KeyF3)
	w.typed("huo che wan dian")
	w.key(fyne.KeyTab)
	w.typed("not the passphrase")
	w.key(fyne.KeyF9)
	w.wants()
	w.typed(passphrase)
	w.key(fyne.KeyF9)
	w.wants(exam.Admitted)
	if w.sh.u.f.Layered() || c.shown.state != kit.Late {
		t.Errorf("layered %v, state %q", w.sh.u.f.Layered(), c.shown.state)
	}
	// The decision is the lead's, the seat at the laptop stays the invigilator's.
	if w.sh.desk.Staff().Role != exam.RoleInvigilator {
		t.Error("the lead took the laptop over")
	}
}

func TestCheckinUndoAndClose(t *testing.T) {
	w, _ := atDoor(t)
	people := w.candidates("T01")
	w.key(fyne.KeyReturn)
	for _, p := range people[:3] {
		w.typed(string(p.No))
		w.key(fyne.KeyReturn)
	}
	w.take()
	w.key(fyne.KeyF8)
	w.key(fyne.KeyF9) // no reason chosen yet: nothing happens
	w.wants()
	w.typed("1")
	w.key(fyne.KeyF9)
	w.wants(exam.CheckInUndone)

	w.key(fyne.KeyF9)
	w.shot("03-checkin-close")
	w.key(fyne.KeyEscape)
	w.wants()
	w.key(fyne.KeyF9, fyne.KeyReturn)
	got := w.take()
	// 30 planned, two left in: 28 absent and the closing.
	if len(got) != 29 || got[0] != exam.Absent || got[28] != exam.SessionClosed {
		t.Errorf("%d events, last %v", len(got), got[len(got)-1])
	}
}
