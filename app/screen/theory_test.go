package screen

import (
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
)

// atPapers closes T01 with four people in and lets the first entrant begin.
func atPapers(t *testing.T) (w *world, first, second exam.Staff) {
	t.Helper()
	w = newWorld(t, "2026-12-19 08:40:00")
	first, second = w.staff(exam.RoleInvigilator, "T01", 0), w.staff(exam.RoleInvigilator, "T01", 1)
	d := w.desk(first)
	check(t, d.OpenSession(t.Context(), "T01"))
	for _, c := range w.candidates("T01")[:4] {
		_, err := d.Admit(t.Context(), "T01", c.No)
		check(t, err)
	}
	w.clock.set("2026-12-19 10:40:00")
	_, err := d.CloseSession(t.Context(), "T01")
	check(t, err)
	w.take()
	return w, first, second
}

func TestTheoryTwoEntries(t *testing.T) {
	w, first, second := atPapers(t)
	w.enter(first.Name)
	w.alt("3")
	p := w.sh.at.(*theory)
	if p.no() != "T01" || p.at != 0 {
		t.Fatalf("%s, row %d", p.no(), p.at)
	}
	for _, s := range []string{"78.5", "66", "８１。０", "90"} {
		w.typed(s)
		w.key(fyne.KeyReturn)
		w.wants(exam.TheoryEntered)
	}
	w.shot("06-theory-entered")
	w.typed("101") // over 100: refused where it stands
	w.key(fyne.KeyReturn)
	w.wants()
	w.typed("90")
	t.Log(p.field.Text(), p.bad, p.wrong, w.sh.u.f.Keys())
	w.key(fyne.KeyF9)
	t.Log(p.field.Text(), p.bad, p.wrong, p.at, w.sh.u.note)
	w.wants(exam.TheorySubmitted)

	// Nothing of the first person's is shown to the second.
	w.key(fyne.KeyF12)
	w.enter(second.Name)
	w.alt("3")
	p = w.sh.at.(*theory)
	for _, r := range p.view.Rows {
		if r.Other != nil {
			t.Fatal("the other's score is shown before both are in")
		}
	}
	for _, s := range []string{"73.5", "66", "81", "90"} {
		w.typed(s)
		w.key(fyne.KeyReturn)
	}
	w.take()
	w.key(fyne.KeyF9)
	w.wants(exam.TheorySubmitted)
	if r := p.row(); r == nil || r.State != "disagree" {
		t.Fatalf("the keyboard is not on the disagreement: %+v", r)
	}
	w.shot("06-theory")
	w.typed("78.5")
	w.key(fyne.KeyReturn)
	w.wants(exam.TheoryEntered)
	if got := p.view.Rows[0].State; got != "agree" {
		t.Errorf("state %s, want agree", got)
	}
}

func TestTheoryKeepsDraft(t *testing.T) {
	w, first, _ := atPapers(t)
	w.enter(first.Name)
	w.alt("3")
	w.typed("7.")
	w.alt("1")
	w.wants()
	w.alt("3")
	if got := w.sh.at.(*theory).field.Text(); got != "7." {
		t.Errorf("draft %q, want 7.", got)
	}
}
