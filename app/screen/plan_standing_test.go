package screen

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// F10 holds the plan against the institution's book: what it knows joins the problems
// in their order, once, and reasons given before stand.
func TestPlanAgainstTheInstitution(t *testing.T) {
	w, p, b, right := planWorld(t)
	b.set(exam.SheetRoster, exam.ColIDNumber, 13, right)
	if w.sh.body() != nil {
		t.Error("a home without an institution's book has one")
	}
	p.check(b.file)
	if !p.ready() || len(p.checked.problems) != 0 {
		t.Fatalf("problems before: %v", p.checked.problems)
	}
	w.key(fyne.KeyF10) // there is no such book: nothing happens
	if w.sh.u.f.Layered() {
		t.Fatal("an officer is asked for without a book")
	}

	barred := exam.NewProblem(exam.SeverityError, "staff-barred", exam.SheetStaff, 4, exam.ColName, "乙", "until", "2027-01-01")
	doubt := exam.NewProblem(exam.SeverityWarning, "years-implausible", exam.SheetRoster, 9, exam.ColYears, "40", "age", 30)
	var asked string
	var answer error
	p.ledger = &bodyBook{officer: "备案人", check: func(who string, pass []byte, l desk.Loading) ([]exam.Problem, error) {
		asked = who + " " + string(pass)
		if l.Places == nil {
			t.Error("nobody says where the rows stand")
		}
		return []exam.Problem{doubt, barred}, answer
	}}
	p.draw()
	w.shot("09-plan-standing-offered")
	w.key(fyne.KeyF10)
	w.typed("kou-ling")
	w.shot("09-plan-standing-asked")
	answer = exam.Refuse("passphrase-wrong", "left", 4)
	w.key(fyne.KeyReturn)
	if asked != "备案人 kou-ling" || w.sh.u.note == "" || len(p.checked.problems) != 0 {
		t.Errorf("refused: asked %q, note %q, %d problems", asked, w.sh.u.note, len(p.checked.problems))
	}
	answer = nil
	for range 2 { // asked twice it is said once
		w.key(fyne.KeyF10)
		w.typed("kou-ling")
		w.key(fyne.KeyF9)
		if len(p.checked.problems) != 2 || p.checked.problems[0].Code != "staff-barred" || p.ready() {
			t.Fatalf("problems %v, ready %v", p.checked.problems, p.ready())
		}
		p.accepted[1] = "核对过"
	}
	if p.accepted[1] != "核对过" || len(p.checked.loading.Problems) != 2 {
		t.Errorf("reasons %v, %d problems go to the book", p.accepted, len(p.checked.loading.Problems))
	}
	w.shot("09-plan-standing")
	if !strings.Contains(w.says(), "停用") {
		t.Error("the page does not say who is barred")
	}
	w.key(fyne.KeyF5) // the workbook again: without what only the officer can open
	if len(p.checked.problems) != 0 {
		t.Errorf("read again: %v", p.checked.problems)
	}
	o, err := w.sh.opt.Desk("zh")
	check(t, err)
	if _, err := standingOf(w.home, o, "备案人", []byte("kou-ling"), p.checked.loading); !errors.Is(err, exam.Refuse("no-institution")) {
		t.Errorf("without a book: %v", err)
	}
}

// At the largest text not all that is said of a problem is seen at once: the arrows roll it.
func TestPlanSideRollsByKey(t *testing.T) {
	w, p, b, _ := planWorld(t)
	p.check(b.file)
	w.sh.choose(choices{look: kit.Light, size: kit.Extra, lang: "zh"})
	w.win.Resize(fyne.NewSize(1280, 660))
	if p.said.Content.MinSize().Height <= p.said.Size().Height {
		t.Fatal("all of it is seen")
	}
	w.key(fyne.KeyRight)
	end := p.said.Offset.Y
	w.key(fyne.KeyLeft)
	if end <= 0 || p.said.Offset.Y != 0 {
		t.Errorf("rolled to %v and back to %v", end, p.said.Offset.Y)
	}
}
