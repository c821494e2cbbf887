package screen

import (
	"testing"

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

func TestScoringIncidentAndStoppedTime(t *testing.T) {
	w, p := atStations(t)
	w.key(fyne.KeyF3)
	w.typed("2")
	w.key(fyne.KeyTab)
	w.typed("song si bu chang")
	w.key(fyne.KeyF9)
	w.wants(exam.RecordIncident)
	w.key(fyne.KeyF4)
	w.shot("05-practical-stopped")
	w.typed("4")
	w.key(fyne.KeyReturn)
	w.wants(exam.RecordIncident)
	// The keyboard is back in the cell.
	w.typed("5")
	if p.grid.Field.Text() != "5" {
		t.Errorf("the cell has %q", p.grid.Field.Text())
	}
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
}
