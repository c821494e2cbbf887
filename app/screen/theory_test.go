package screen

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
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
	w.key(fyne.KeyF9)
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
	for _, look := range kit.Looks() {
		for _, lang := range []string{"zh", "en"} {
			w.sh.choose(choices{look: look, size: kit.Extra, lang: lang})
			w.shot("06-theory-extra-" + string(look) + "-" + lang)
		}
	}
	w.sh.choose(choices{look: kit.Light, lang: "zh"})
	w.win.Resize(fyne.NewSize(1280, 660))
	w.shot("06-theory-660")
	w.win.Resize(fyne.NewSize(1280, 720))

	// Handing over changes nothing of anybody's: it goes from this badge to the other
	// person's, who finds it there and hands it back.
	theirs := func(want int) {
		t.Helper()
		if n := w.sh.badges()["theory"]; n != want {
			t.Errorf("%s has %d on the badge, want %d", w.sh.desk.Staff().Name, n, want)
		}
	}
	theirs(1)
	w.key(fyne.KeyF3)
	w.wants(exam.TheoryHanded)
	theirs(0)
	w.shows("已转给 " + first.Name + " 重录")
	w.shot("06-theory-handed")
	w.key(fyne.KeyF12)
	w.enter(first.Name)
	theirs(1)
	w.alt("3")
	w.shows(second.Name + "看过试卷，转给您重录")
	w.shot("06-theory-handed-to-me")
	w.key(fyne.KeyF3)
	w.wants(exam.TheoryHanded)
	w.key(fyne.KeyF12)
	w.enter(second.Name)
	w.alt("3")
	p = w.sh.at.(*theory)
	theirs(1)
	w.typed("78.5")
	w.key(fyne.KeyReturn)
	w.wants(exam.TheoryEntered)
	if got := p.view.Rows[0].State; got != "agree" {
		t.Errorf("state %s, want agree", got)
	}
	w.shot("06-theory-agreed")
	w.key(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab) // only who was absent
	if len(p.rows) != 26 {
		t.Errorf("%d absent, want 26 of 30", len(p.rows))
	}
	w.shot("06-theory-absent")

	// The first person again: theirs are in, and a second entry needs another person.
	w.key(fyne.KeyF12)
	w.enter(first.Name)
	w.alt("3")
	w.typed("50")
	w.key(fyne.KeyReturn, fyne.KeyF9)
	w.wants()
}

// F8 gives a paper its last figure again.
func TestTheoryUndo(t *testing.T) {
	w, first, _ := atPapers(t)
	w.enter(first.Name)
	w.alt("3")
	p := w.sh.at.(*theory)
	w.typed("78")
	w.key(fyne.KeyReturn, fyne.KeyUp)
	w.typed("87")
	w.key(fyne.KeyReturn)
	w.wants(exam.TheoryEntered, exam.TheoryEntered)
	w.key(fyne.KeyF8)
	w.wants(exam.TheoryEntered)
	if got := p.view.Rows[0].Mine; p.at != 0 || got == nil || *got != 780 {
		t.Errorf("row %d has %v, want 78.0", p.at, got)
	}
}

// A third person is told who the two are, and nothing of theirs is taken.
func TestTheoryThirdPerson(t *testing.T) {
	w, first, second := atPapers(t)
	for _, p := range []exam.Staff{first, second} {
		check(t, w.desk(p).EnterTheory(t.Context(), "T01", w.candidates("T01")[0].No, 700))
	}
	w.take()
	check(t, w.lead.NameEntrants(t.Context(), "T01", second.ID, w.staff(exam.RoleAssessor, "P01", 0).ID))
	w.take()
	w.enter(first.Name)
	w.alt("3")
	w.typed("60")
	w.key(fyne.KeyReturn, fyne.KeyF9)
	w.wants()
	w.shot("06-theory-not-mine")
}

// A result file that does not fit is shown row by row, and nothing of it is stored.
func TestTheoryImportProblems(t *testing.T) {
	w, first, _ := atPapers(t)
	w.enter(first.Name)
	w.alt("3")
	p := w.sh.at.(*theory)
	file := filepath.Join(t.TempDir(), "scores.csv")
	check(t, os.WriteFile(file, []byte("准考证号,理论成绩\n"+string(w.candidates("T01")[0].No)+",178\n2026999999,80\n"), 0o600))
	w.key(fyne.KeyF6)
	if !w.sh.u.f.Layered() {
		t.Fatal("F6 asks for no file")
	}
	w.key(fyne.KeyEscape)
	_, problems, err := p.d.ImportTheory(t.Context(), p.no(), file)
	check(t, err)
	p.import_ = problems
	p.draw()
	w.wants()
	if len(problems) == 0 {
		t.Fatal("no problem found")
	}
	w.shot("06-theory-import")
	w.key(fyne.KeyEscape)
	if len(p.import_) > 0 {
		t.Error("Esc leaves the problems")
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
