package screen

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
)

// 看全号 at the door: the invigilator looks at who was let in last; the next scan and
// 20 s hide it. The trace then says who looked.
func TestWholeIDAtTheDoorAndInTheTrace(t *testing.T) {
	w := newWorld(t, "2026-12-19 08:40:00")
	in := exam.SessionNo("T01")
	check(t, w.lead.OpenSession(t.Context(), in))
	who := w.candidates(in)
	guard := w.staff(exam.RoleInvigilator, in, 0)
	w.enter(guard.Name)
	w.sh.open("checkin", in)
	w.typed(string(who[0].No))
	w.key(fyne.KeyReturn)
	w.take()
	if strings.Contains(w.says(), who[0].IDNumber) {
		t.Fatal("the card shows the whole number")
	}
	w.shot("03-checkin-whole-id-before")
	w.tap("看全号")
	w.wants(exam.IDShown)
	if !strings.Contains(w.says(), who[0].IDNumber) {
		t.Fatal("the number is not shown")
	}
	w.shot("03-checkin-whole-id")
	w.clock.pass(wholeFor + time.Second)
	w.sh.tick()
	if strings.Contains(w.says(), who[0].IDNumber) {
		t.Error("still shown after 20 s")
	}
	w.sh.u.f.Press("Ctrl+I")
	w.wants(exam.IDShown)
	w.typed(string(who[1].No))
	w.key(fyne.KeyReturn)
	if says := w.says(); strings.Contains(says, who[0].IDNumber) || strings.Contains(says, who[1].IDNumber) {
		t.Error("shown though somebody else stands at the door")
	}
	w.sh.lock()

	w.enter(w.lead.Staff().Name)
	w.sh.open("trace", historyOf{no: who[0].No})
	says := w.says()
	if strings.Count(says, "看了证件全号") < 2 || !strings.Contains(says, guard.Name) || strings.Contains(says, who[0].IDNumber) {
		t.Errorf("the trace says\n%s", says)
	}
	w.take()
	w.tap("看全号")
	w.wants(exam.IDShown)
	if !strings.Contains(w.says(), who[0].IDNumber) {
		t.Error("the trace does not show it")
	}
	w.shot("13-trace-whole-id")
	w.sh.open("day", nil)
	w.sh.open("trace", historyOf{no: who[0].No})
	if strings.Contains(w.says(), who[0].IDNumber) {
		t.Error("shown again on coming back")
	}
}
