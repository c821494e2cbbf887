package screen

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"kaowu/app/desk"
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

	// Confirming lists what hinders it and stores nothing; Enter goes there.
	w.key(fyne.KeyF9)
	w.wants()
	if !w.sh.u.f.Layered() {
		t.Fatal("what hinders is not listed")
	}
	w.shot("08-results-hinders")
	w.key(fyne.KeyDown, fyne.KeyReturn)
	if w.sh.u.f.Layered() || r.at != 1 {
		t.Errorf("Enter went to row %d, want the second one that hinders: 1", r.at)
	}
	// Filters, subjects, sorting.
	w.key(fyne.KeyTab)
	if r.filter != qualified || len(r.rows) != r.counts[qualified] {
		t.Errorf("filter %d has %d rows", r.filter, len(r.rows))
	}
	w.key(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyRight)
	for _, n := range r.rows {
		if r.view.Rows[n].Subject.No != r.subjects()[0].No {
			t.Fatalf("subject filter shows %s", r.view.Rows[n].Subject.No)
		}
	}
	w.key(fyne.KeyLeft, fyne.KeyF3)
	if !r.byTotal {
		t.Error("F3 sorts by total")
	}
	w.key(fyne.KeyF3)
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
	w.key(fyne.KeyDown, fyne.KeyEscape)
	if r = w.sh.at.(*results); r.row().Candidate.No != w.plan.Candidates[7].No {
		t.Errorf("back at %s, want the row it came from", r.row().Candidate.No)
	}
	w.sh.u.f.Press("Ctrl+F")
	w.typed("2026610009")
	w.key(fyne.KeyReturn, fyne.KeyEscape)
	if len(r.rows) != len(w.plan.Candidates) {
		t.Errorf("Esc shows %d of %d", len(r.rows), len(w.plan.Candidates))
	}
	w.wants()
}

// F7 offers what can be printed; a digit takes it and the paper is looked at first.
func TestResultsPrint(t *testing.T) {
	w := closed(t)
	w.enter(w.lead.Staff().Name)
	w.alt("5")
	for _, digit := range []string{"1", "2", "3"} {
		w.key(fyne.KeyF7)
		w.shot("08-results-print")
		w.typed(digit)
		if !w.sh.u.f.Layered() || w.sh.u.note != "" {
			t.Fatalf("%s: no preview: %s", digit, w.sh.u.note)
		}
		if digit != "2" {
			w.shot("08-results-preview-" + digit)
		}
		w.key(fyne.KeyF7)
	}
	if len(w.shown) != 3 {
		t.Errorf("%d files were opened to print", len(w.shown))
	}
	// Before results are confirmed there is nothing to put up; a lost ticket is printed anew.
	w.key(fyne.KeyF7)
	w.typed("4")
	if !w.sh.u.f.Layered() || w.sh.u.note != "" {
		t.Fatalf("no ticket to look at: %s", w.sh.u.note)
	}
	w.shot("08-results-ticket")
	w.key(fyne.KeyF7)
	if len(w.shown) != 4 || !strings.HasSuffix(w.shown[3], "ticket.pdf") {
		t.Errorf("opened %v", w.shown)
	}
	w.wants()
}

// Once results are confirmed, F7 offers the public notice too.
func TestResultsOfferTheNotice(t *testing.T) {
	w := closed(t)
	w.enter(w.lead.Staff().Name)
	w.alt("5")
	r := w.sh.at.(*results)
	r.view.Stage = desk.StageConfirmed
	w.key(fyne.KeyF7)
	w.shot("08-results-print-notice")
	w.typed("4") // the book itself is a draft still: the desk says so
	if !strings.Contains(w.sh.u.note, "草稿") {
		t.Errorf("the notice of a draft: %q", w.sh.u.note)
	}
}

// dialog opens the correction of the first candidate of P01, whose practical score
// is 80.0: each of three sheets has four fifths of the full marks.
func dialog(t *testing.T) (*world, *results, *exam.Tenths) {
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
	w.key(fyne.KeyF4)
	return w, r, r.row().Result.Parts[exam.Practical].Score
}

func practicalOf(r *results) exam.Tenths { return *r.row().Result.Parts[exam.Practical].Score }

// fill types a correction by keys: value, reason, proposer, and the approver's
// passphrase.
func fill(w *world, value, reason, who, pass, mine string) {
	w.typed(value)
	w.key(fyne.KeyTab)
	w.typed(reason)
	w.key(fyne.KeyTab, fyne.KeyTab)
	w.typed(who)
	w.key(fyne.KeyReturn) // Enter only moves
	w.typed(pass)
	w.key(fyne.KeyReturn)
	w.typed(mine)
}

func TestCorrectionByTwoPeople(t *testing.T) {
	w, r, old := dialog(t)
	first := w.staff(exam.RoleAssessor, "P01", 0)
	fill(w, "77.5", "1", first.Name, passphrase, passphrase)
	w.shot("14-correction")
	w.wants()
	w.key(fyne.KeyF9)
	w.wants(exam.CorrectionProposed, exam.CorrectionApproved)
	if got := practicalOf(r); got != 775 || *old == got {
		t.Errorf("the score is %v, want 77.5", got)
	}
	// Esc leaves nothing.
	w.key(fyne.KeyF4)
	fill(w, "70", "1", first.Name, passphrase, passphrase)
	w.key(fyne.KeyEscape)
	w.wants()
}

// The second of the two comes later: it waits, is on the lead's badge, and is
// approved from there.
func TestCorrectionLater(t *testing.T) {
	w, r, _ := dialog(t)
	first := w.staff(exam.RoleAssessor, "P01", 0)
	fill(w, "77.5", "1", first.Name, passphrase, "")
	w.key(fyne.KeyF9)
	w.wants(exam.CorrectionProposed)
	if got := practicalOf(r); got != 800 {
		t.Fatalf("a proposal alone made it %v", got)
	}
	if w.sh.badges()["results"] == 0 {
		t.Error("what waits is not on the lead's badge")
	}
	w.sh.open("results", r.row().Candidate.No) // as Enter on 需要人处理 does
	r = w.sh.at.(*results)
	if !w.sh.u.f.Layered() {
		t.Fatal("the waiting correction is not opened")
	}
	w.shot("14-correction-approve")
	w.key(fyne.KeyF9)
	w.wants(exam.CorrectionApproved)
	if got := practicalOf(r); got != 775 {
		t.Errorf("approved: %v", got)
	}
}

// Each thing that is wrong is said in the dialog, and nothing is written.
func TestCorrectionRefused(t *testing.T) {
	w, r, _ := dialog(t)
	w.key(fyne.KeyEscape)
	for _, tt := range []struct{ why, value, reason, who, pass, mine, says string }{
		{"no value", "", "1", "#", passphrase, passphrase, "新值"},
		{"over the full marks", "101", "1", "#", passphrase, passphrase, "100"},
		{"the same value", "80", "1", "#", passphrase, passphrase, "没有要更正的"},
		{"no reason", "77.5", "", "#", passphrase, passphrase, "理由"},
		{"other without words", "77.5", "5", "#", passphrase, passphrase, "写明"},
		{"nobody proposes", "77.5", "1", "", passphrase, passphrase, "提出人"},
		{"no passphrase", "77.5", "1", "#", "", passphrase, "口令"},
		{"wrong passphrase of the proposer", "77.5", "1", "#", "wrong-wrong", passphrase, "口令"},
		{"wrong passphrase of the approver", "77.5", "1", "#", passphrase, "wrong-wrong", "口令"},
		{"one person twice", "77.5", "1", "lead", passphrase, passphrase, "核准须换人"},
		{"one person, later", "77.5", "1", "lead", passphrase, "", "核准须换人"},
		{"not on the staff", "77.5", "1", "张不在", passphrase, passphrase, "张不在"},
	} {
		t.Run(tt.why, func(t *testing.T) {
			w.key(fyne.KeyF4)
			who := map[string]string{"#": w.staff(exam.RoleAssessor, "P01", 0).Name, "lead": w.lead.Staff().Name}[tt.who]
			if who == "" {
				who = tt.who
			}
			fill(w, tt.value, tt.reason, who, tt.pass, tt.mine)
			w.key(fyne.KeyF9)
			w.wants()
			if !w.sh.u.f.Layered() || practicalOf(r) != 800 {
				t.Fatalf("the dialog is gone, or the score is %v", practicalOf(r))
			}
			if text := shownText(w); !strings.Contains(text, tt.says) {
				t.Errorf("it does not say %q", tt.says)
			}
			w.shot("14-correction-" + strings.ReplaceAll(tt.why, " ", "-"))
			w.key(fyne.KeyEscape)
		})
	}
}

// shownText is all text in the window.
func shownText(w *world) string {
	var out strings.Builder
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch x := o.(type) {
		case *canvas.Text:
			out.WriteString(x.Text)
		case *fyne.Container:
			for _, c := range x.Objects {
				walk(c)
			}
		case *container.Scroll:
			walk(x.Content)
		case fyne.Widget:
			for _, c := range within(x) {
				walk(c)
			}
		}
	}
	walk(w.win.Canvas().Content())
	return out.String()
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
