package screen

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

// nameless fails where the screen says who somebody of a session is.
func (w *world) nameless(in exam.SessionNo) {
	w.t.Helper()
	says := w.says()
	for _, c := range w.candidates(in) {
		if strings.Contains(says, c.Name) || strings.Contains(says, string(c.No)) {
			w.t.Errorf("the screen says who %s is: %s", c.No, says)
		}
	}
}

// Look 6.4: scored by code number, the assessor's screens say no name; the desk takes
// the code number there and back.
func TestBlindPractical(t *testing.T) {
	w := newWorld(t, "2026-12-20 08:20:00", func(_ *desk.Loading, p *exam.Policy) { p.BlindPractical = true })
	me := w.staff(exam.RoleAssessor, "P01", 0)
	check(t, w.desk(me).OpenSession(t.Context(), "P01"))
	for _, c := range w.candidates("P01")[:3] {
		_, err := w.lead.Admit(t.Context(), "P01", c.No)
		check(t, err)
	}
	w.enter(me.Name)
	w.sh.open("practical", sessionOf(w, "P01"))
	p := w.sh.at.(*practical)
	w.take()
	w.nameless("P01")
	w.shows("密号 "+p.sheet.Code, "密号评分")
	w.typed("5")
	w.key(fyne.KeyReturn)
	if last := w.last(); last.On != "candidate/"+string(w.candidates("P01")[0].No) {
		t.Errorf("scored %s", last.On)
	}
	w.wants(exam.ItemScored)
	w.shot("05-practical-blind")

	// The door is not theirs: the map shows numbers, a scan says who does it.
	w.sh.open("checkin", sessionOf(w, "P01"))
	w.nameless("P01")
	w.typed(string(w.candidates("P01")[3].No))
	w.key(fyne.KeyReturn)
	w.wants()
	w.shows("密号评分", "成绩确认以前")
	w.shot("03-checkin-blind")
}

// Papers by code number: the list is in the order of the numbers.
func TestBlindTheory(t *testing.T) {
	w := newWorld(t, "2026-12-19 08:40:00", func(_ *desk.Loading, p *exam.Policy) { p.BlindTheory = true })
	first, second := w.staff(exam.RoleInvigilator, "T01", 0), w.staff(exam.RoleInvigilator, "T01", 1)
	d := w.desk(first)
	check(t, d.OpenSession(t.Context(), "T01"))
	for _, c := range w.candidates("T01")[:3] {
		_, err := d.Admit(t.Context(), "T01", c.No)
		check(t, err)
	}
	w.clock.set("2026-12-19 10:40:00")
	_, err := d.CloseSession(t.Context(), "T01")
	check(t, err)
	for n, p := range []exam.Staff{first, second} {
		list, err := w.desk(p).TheoryList("T01")
		check(t, err)
		for _, r := range list.Rows {
			if r.State == "open" {
				check(t, w.desk(p).EnterTheory(t.Context(), "T01", r.No, exam.Tenths(700+n*5)))
			}
		}
		check(t, w.desk(p).SubmitTheory(t.Context(), "T01"))
	}
	w.enter(first.Name)
	w.sh.open("theory", sessionOf(w, "T01"))
	w.nameless("T01")
	w.shows("密号 "+w.sh.at.(*theory).row().Code, "请取出 T01 考场密号")
	w.shot("06-theory-blind")
}

// last is the newest event that was stored.
func (w *world) last() exam.Fact {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.facts[len(w.facts)-1]
}
