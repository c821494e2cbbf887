package screen

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// atStations brings P01 to scoring: opened, five people in, and an assessor at the
// first of them.
func atStations(t *testing.T) (*world, *practical) {
	t.Helper()
	w := newWorld(t, "2026-12-20 08:20:00")
	a := w.staff(exam.RoleAssessor, "P01", 0)
	d := w.desk(a)
	check(t, d.OpenSession(t.Context(), "P01"))
	for _, c := range w.candidates("P01")[:5] {
		_, err := d.Admit(t.Context(), "P01", c.No)
		check(t, err)
	}
	w.clock.set("2026-12-20 08:40:00")
	w.enter(a.Name)
	w.alt("3")
	p, ok := w.sh.at.(*practical)
	if !ok || p.no() != "P01" || p.at != 0 {
		t.Fatalf("Alt 3 leads to %s", w.sh.at.name())
	}
	w.take()
	return w, p
}

func TestScoringByKeys(t *testing.T) {
	w, p := atStations(t)
	first := p.who()

	w.typed("5")
	w.key(fyne.KeyReturn)
	w.wants(exam.ItemScored)
	if p.item != 1 || p.mark(0).Score != 50 {
		t.Fatalf("item %d, score %v", p.item, p.mark(0).Score)
	}

	// Full-width digits and the Chinese full stop; the second decimal is not taken.
	w.typed("１３。５７")
	if got := p.grid.Field.Text(); got != "13.5" {
		t.Fatalf("typed %q", got)
	}
	w.shot("05-practical")
	w.key(fyne.KeyDown)
	w.wants(exam.ItemScored)

	// The same value again stores nothing.
	w.key(fyne.KeyUp, fyne.KeyReturn)
	w.wants()

	// Over full marks: refused, nothing stored, the next digit replaces it.
	p.goTo(p.items()[2].No)
	w.typed("99")
	w.key(fyne.KeyReturn)
	w.wants()
	if p.wrong.text == "" || p.item != 2 {
		t.Fatal("a score over full marks was not refused at the item")
	}
	w.shot("05-practical-over")
	w.typed("1")
	if got := p.grid.Field.Text(); got != "1" {
		t.Errorf("the next digit gives %q", got)
	}

	// 1 of 15 is below 60 %: stored, then a reason is asked, and a digit answers.
	w.key(fyne.KeyReturn)
	w.wants(exam.ItemScored)
	if p.mode != askWhy {
		t.Fatal("no reason asked")
	}
	w.shot("05-practical-why")
	w.typed("2")
	w.wants(exam.ItemReason)
	if p.item != 3 || p.mode != inCell {
		t.Errorf("item %d mode %d", p.item, p.mode)
	}

	// The rest, then Enter hands in and opens the next station.
	for p.mode == inCell {
		w.typed(p.items()[p.item].Full.Plain())
		w.key(fyne.KeyReturn)
	}
	if p.mode != atSubmit {
		t.Fatalf("mode %d, want the hand-in", p.mode)
	}
	w.shot("05-practical-complete")
	w.take()
	w.key(fyne.KeyReturn)
	w.wants(exam.ScoresSent)
	if p.who() == first || p.at != 1 {
		t.Errorf("the next station is not open: row %d", p.at)
	}
}

func TestScoringVeto(t *testing.T) {
	w, p := atStations(t)
	w.key(fyne.KeyRight)
	if p.mode != askVeto || !p.items()[p.item].Veto {
		t.Fatalf("→ leads to mode %d, item %d", p.mode, p.item)
	}
	w.key(fyne.KeyReturn) // without a reason nothing is stored
	w.wants()
	w.typed("2")
	w.shot("05-practical-veto")
	w.key(fyne.KeyEscape)
	w.wants()
	w.key(fyne.KeyRight)
	w.typed("2")
	w.key(fyne.KeyReturn)
	w.wants(exam.ItemVetoed)
	if !p.mark(p.item).Veto || p.mode != inCell {
		t.Fatal("no veto")
	}
	w.key(fyne.KeyRight, fyne.KeyReturn) // again takes it back
	w.wants(exam.ItemVetoed)
	if p.mark(p.item).Veto {
		t.Error("the veto stays")
	}
}

func TestScoringUndoAndTakeBack(t *testing.T) {
	w, p := atStations(t)
	w.key(fyne.KeyF8)
	w.wants()
	w.typed("5")
	w.key(fyne.KeyReturn, fyne.KeyUp)
	w.typed("4")
	w.key(fyne.KeyReturn)
	w.wants(exam.ItemScored, exam.ItemScored)
	w.key(fyne.KeyF8)
	w.wants(exam.ItemScored)
	if p.mark(0).Score != 50 {
		t.Errorf("undone to %v, want 5.0", p.mark(0).Score)
	}
	for p.mode == inCell {
		w.typed(p.items()[p.item].Full.Plain())
		w.key(fyne.KeyReturn)
	}
	w.take()
	w.key(fyne.KeyReturn)
	w.wants(exam.ScoresSent)
	w.key(fyne.KeyPageUp)
	if p.mode != handedIn {
		t.Fatalf("mode %d", p.mode)
	}
	w.shot("05-practical-sent")
	w.key(fyne.KeyF8)
	w.typed("1")
	w.wants(exam.ScoresTaken)
	if p.mode == handedIn {
		t.Error("still handed in")
	}
}

// Leaving by PgDn, a lock or another screen stores a complete number; an incomplete
// one comes back as a draft.
func TestScoringLosesNothing(t *testing.T) {
	w, p := atStations(t)
	w.typed("4")
	w.key(fyne.KeyPageDown)
	w.wants(exam.ItemScored)
	w.typed("3.")
	w.sh.lock()
	w.wants()
	w.enter(w.staff(exam.RoleAssessor, "P01", 0).Name)
	if w.sh.at != screen(p) {
		t.Fatalf("the lock comes back to %s", w.sh.at.name())
	}
	if got := p.grid.Field.Text(); got != "3." {
		t.Errorf("draft %q, want 3.", got)
	}
	w.alt("1")
	w.wants()
	w.alt("3")
	p = w.sh.at.(*practical)
	w.key(fyne.KeyPageDown)
	if got := p.grid.Field.Text(); got != "3." {
		t.Errorf("after another screen %q, want 3.", got)
	}
}

func TestScoringIncident(t *testing.T) {
	w, p := atStations(t)
	w.key(fyne.KeyF3)
	w.typed("2")
	w.key(fyne.KeyTab)
	w.typed("song si bu chang")
	w.key(fyne.KeyF9)
	w.wants(exam.RecordIncident)
	// The keyboard is back in the cell.
	w.typed("5")
	if p.grid.Field.Text() != "5" {
		t.Errorf("the cell has %q", p.grid.Field.Text())
	}
}

// 停时 and 补时: F4 asks for the reason and stops the clock, F4 again gives the
// minutes back, a begun one whole.
func TestScoringStopsTheClock(t *testing.T) {
	w, p := atStations(t)
	w.typed("4.")
	w.key(fyne.KeyF4)
	w.shot("05-practical-stop-why")
	w.key(fyne.KeyEscape) // leaves nothing
	w.wants()
	w.key(fyne.KeyF4)
	w.typed("1")
	w.wants(exam.RecordIncident)
	if p.sheet.StoppedAt == "" || p.mode != inCell || p.grid.Field.Text() != "4." {
		t.Fatalf("stopped at %q, mode %d, the cell has %q", p.sheet.StoppedAt, p.mode, p.grid.Field.Text())
	}
	w.shot("05-practical-stopped")
	w.clock.pass(3*time.Minute + 10*time.Second)
	w.key(fyne.KeyF4)
	w.take()
	if p.sheet.StoppedAt != "" || p.sheet.Back != 4 {
		t.Errorf("stopped at %q, %d minutes given back, want 4", p.sheet.StoppedAt, p.sheet.Back)
	}
	// By tap: the button stops, a tapped reason answers.
	w.tap(w.sh.u.T("screen.practical.stopped"))
	w.tap(w.sh.u.T("incident.E01"))
	w.wants(exam.RecordIncident)
}

// No digit that is typed for a score may ever be taken by a key of the table.
func TestScoringDigitsAreScores(t *testing.T) {
	w, p := atStations(t)
	for _, d := range "123456789" {
		p.grid.Field.Set("", false)
		w.typed(string(d))
		if p.grid.Field.Text() != string(d) {
			t.Errorf("%c gives %q", d, p.grid.Field.Text())
		}
	}
	w.wants()
}

// Tab goes to the stations: the arrows choose, Enter opens, Esc goes back to the cell.
func TestScoringQueueByKeys(t *testing.T) {
	w, p := atStations(t)
	w.typed("4")
	w.key(fyne.KeyTab)
	w.wants(exam.ItemScored) // leaving stores a whole number
	w.key(fyne.KeyDown, fyne.KeyDown)
	w.shot("05-practical-queue")
	w.key(fyne.KeyEscape)
	if p.at != 0 || p.mode != inCell {
		t.Fatalf("Esc leads to row %d, mode %d", p.at, p.mode)
	}
	w.key(fyne.KeyTab, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if p.at != 2 || p.mode != inCell {
		t.Errorf("Enter opens row %d, mode %d; want 2", p.at, p.mode)
	}
	w.typed("3")
	w.tap(w.candidates("P01")[0].Name) // by mouse: stored too
	w.wants(exam.ItemScored)
	if p.at != 0 {
		t.Errorf("the tap opens row %d", p.at)
	}
	// Who has not come cannot be opened.
	w.tap(w.candidates("P01")[6].Name)
	if p.at != 0 {
		t.Errorf("row %d is open", p.at)
	}
}

// The lock comes back to the very cell, and so does a change of text size.
func TestScoringKeepsTheCell(t *testing.T) {
	w, p := atStations(t)
	p.goTo(p.items()[3].No)
	w.typed("2")
	w.key(fyne.KeyF12)
	w.wants(exam.ItemScored)
	w.enter(w.staff(exam.RoleAssessor, "P01", 0).Name)
	if p.item != 3 || p.mode != inCell || p.grid.Field.Text() != "2.0" {
		t.Errorf("item %d, mode %d, cell %q", p.item, p.mode, p.grid.Field.Text())
	}
	w.sh.u.f.Press("Ctrl++")
	if p.item != 3 {
		t.Errorf("item %d after the text grew", p.item)
	}
}

// A program that is killed has lost nothing: the incomplete number is there again.
func TestScoringAfterRestart(t *testing.T) {
	w, p := atStations(t)
	who := p.who()
	w.typed("3")
	w.key(fyne.KeyReturn)
	w.typed("7.")
	w.restart()
	w.enter(w.staff(exam.RoleAssessor, "P01", 0).Name)
	w.alt("3")
	p = w.sh.at.(*practical)
	if p.who() != who || p.mark(0).Score != 30 || p.item != 1 || p.grid.Field.Text() != "7." {
		t.Errorf("item %d, stored %v, cell %q", p.item, p.mark(0).Score, p.grid.Field.Text())
	}
}

// A reason that was passed over stops handing in, not scoring.
func TestScoringWhyCanWait(t *testing.T) {
	w, p := atStations(t)
	for p.mode != atSubmit {
		if p.mode == askWhy {
			w.key(fyne.KeyReturn)
			continue
		}
		text := p.items()[p.item].Full.Plain()
		if p.item == 1 {
			text = "0"
		}
		w.typed(text)
		w.key(fyne.KeyReturn)
	}
	w.take()
	w.key(fyne.KeyReturn)
	w.wants()
	if p.mode != askWhy || p.item != 1 {
		t.Fatalf("mode %d, item %d: the missing reason is not asked", p.mode, p.item)
	}
	w.typed("1")
	w.wants(exam.ItemReason)
	if p.mode != atSubmit {
		t.Fatalf("mode %d, want the hand-in", p.mode)
	}
	w.key(fyne.KeyReturn)
	w.wants(exam.ScoresSent)
}

// Enter on the last item goes to the first that was left out.
func TestScoringLeftOut(t *testing.T) {
	w, p := atStations(t)
	p.goTo(p.items()[len(p.items())-1].No)
	w.typed(p.items()[p.item].Full.Plain())
	w.key(fyne.KeyReturn)
	if p.item != 0 || p.wrong.text == "" {
		t.Errorf("item %d, %q", p.item, p.wrong.text)
	}
	w.shot("05-practical-left")
}

// A step that the policy does not have is refused where it stands.
func TestScoringStep(t *testing.T) {
	w, p := atStations(t)
	w.typed("3.3")
	w.key(fyne.KeyReturn)
	w.wants()
	if p.wrong.head != w.sh.u.T("screen.practical.step-head") {
		t.Errorf("said %q", p.wrong.head)
	}
	w.shot("05-practical-step")
}

// When everybody is handed in the screen says who comes now.
func TestScoringAllDone(t *testing.T) {
	w, p := atStations(t)
	for range 5 {
		for p.mode == inCell {
			w.typed(p.items()[p.item].Full.Plain())
			w.key(fyne.KeyReturn)
		}
		w.key(fyne.KeyReturn)
	}
	if p.mode != handedIn || p.handedIn() != 5 {
		t.Fatalf("mode %d, %d handed in", p.mode, p.handedIn())
	}
	w.shot("05-practical-all-done")
	w.sh.choose(choices{look: kit.Light, size: kit.Extra, lang: "en"})
	w.shot("05-practical-all-done-en-extra")
}

// Before anybody is admitted the screen says what to do.
func TestScoringNobody(t *testing.T) {
	w := newWorld(t, "2026-12-20 08:20:00")
	w.enter(w.staff(exam.RoleAssessor, "P01", 0).Name)
	w.alt("3")
	w.shot("05-practical-nobody")
	w.key(fyne.KeyReturn, fyne.KeyPageDown, fyne.KeyTab, fyne.KeyF8, fyne.KeyF4)
	w.typed("5")
	w.wants()
}

func TestScoringInEveryLook(t *testing.T) {
	w, _ := atStations(t)
	for _, look := range kit.Looks() {
		w.sh.choose(choices{look: look, lang: "zh"})
		w.shot("05-practical-" + string(look))
	}
	w.sh.choose(choices{look: kit.Light, size: kit.Extra, lang: "zh"})
	w.shot("05-practical-extra")
	w.sh.choose(choices{look: kit.Light, lang: "en"})
	w.shot("05-practical-en")
	w.sh.choose(choices{look: kit.Light, lang: "zh"})
	w.win.Resize(fyne.NewSize(1280, 660))
	w.shot("05-practical-1280x660")
	for _, size := range []kit.Size{kit.Standard, kit.Extra} {
		for _, lang := range []string{"zh", "en"} {
			w.sh.choose(choices{look: kit.Light, size: size, lang: lang})
			p := w.sh.at.(*practical)
			p.goTo(p.items()[4].No)
			w.typed("1")
			w.key(fyne.KeyReturn)
			w.shot(fmt.Sprintf("05-practical-why-660-%d-%s", size, lang))
			w.key(fyne.KeyUp, fyne.KeyRight)
			w.shot(fmt.Sprintf("05-practical-veto-660-%d-%s", size, lang))
			w.key(fyne.KeyEscape)
		}
	}
}
