package screen

import (
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
)

func TestResultsExplainAndConfirm(t *testing.T) {
	w := closed(t)
	w.enter(w.lead.Staff().Name)
	w.alt("5")
	r := w.sh.at.(*results)
	if len(r.rows) != len(w.plan.Candidates) {
		t.Fatalf("%d rows, want %d", len(r.rows), len(w.plan.Candidates))
	}
	w.key(fyne.KeyDown, fyne.KeyDown)
	if r.at != 2 {
		t.Errorf("row %d, want 2", r.at)
	}
	w.shot("08-results")

	// Confirming is refused while anything is open, and says so; nothing is stored.
	w.key(fyne.KeyF9)
	w.wants()
	if w.sh.u.note == "" {
		t.Error("why nothing was confirmed is not said")
	}
	// Find by number.
	w.sh.u.f.Press("Ctrl+F")
	w.typed(string(w.plan.Candidates[7].No))
	if len(r.rows) != 1 || r.row().Candidate.No != w.plan.Candidates[7].No {
		t.Errorf("found %d rows", len(r.rows))
	}
	w.key(fyne.KeyReturn)
	w.key(fyne.KeyF6)
	if p := w.sh.at.(*tracePage); p.no != w.plan.Candidates[7].No {
		t.Errorf("F6 shows the history of %q", p.no)
	}
	w.key(fyne.KeyEscape)
	if w.sh.at.name() != "results" {
		t.Error("Esc does not come back to the results")
	}
	w.key(fyne.KeyReturn)
	w.shot("08-results-explain")
	w.key(fyne.KeyEscape)
	w.wants()
}

func TestCorrectionByTwoPeople(t *testing.T) {
	w := closed(t)
	w.enter(w.lead.Staff().Name)
	w.alt("5")
	r := w.sh.at.(*results)
	who := w.candidates("P01")[0].No
	for i, n := range r.rows {
		if r.view.Rows[n].Candidate.No == who {
			r.at = i
		}
	}
	old := *r.row().Result.Parts[exam.Practical].Score
	w.key(fyne.KeyF4)
	w.typed("77.5")
	w.key(fyne.KeyTab)
	w.typed("1")
	w.shot("14-correction")
	w.key(fyne.KeyTab, fyne.KeyTab)
	w.typed(w.lead.Staff().Name) // the same person twice: refused
	w.key(fyne.KeyTab)
	w.typed(passphrase)
	w.key(fyne.KeyF9)
	if got := r.row().Result.Parts[exam.Practical].Score; got == nil || *got != old {
		t.Fatalf("the score changed to %v", got)
	}
}

func TestShortReason(t *testing.T) {
	for in, want := range map[string]string{"veto-practical": "veto", "below-pass-theory": "below-pass", "conflict": "conflict", "absent-review": "absent"} {
		if got := shortReason(in); got != want {
			t.Errorf("%s is %s, want %s", in, got, want)
		}
	}
}

func TestUploadBeforeResultsAreConfirmed(t *testing.T) {
	w := newWorld(t, "2026-12-19 08:40:00")
	w.enter(w.lead.Staff().Name)
	w.sh.open("upload", nil)
	p := w.sh.at.(*upload)
	w.shot("10-upload")
	if word, do := p.next(); word != "" || do != nil {
		t.Errorf("a step %q is offered before anything is confirmed", word)
	}
	w.key(fyne.KeyF9)
	w.wants()
}
