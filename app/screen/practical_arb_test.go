package screen

import (
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// handIn hands in a whole sheet: every item at its full marks less less, which is in
// tenths; veto marks that item failed.
func handIn(t *testing.T, d *desk.Desk, in exam.SessionNo, no exam.CandidateNo, less exam.Tenths, veto bool) {
	t.Helper()
	v, err := d.Sheet(in, no)
	check(t, err)
	for i, it := range v.Rubric.Items {
		s := it.Full
		if i > 0 && less > 0 { // from the second item on, as far as it goes without a reason
			take := min(less, it.Full*4/10/5*5)
			s, less = s-take, less-take
		}
		check(t, d.ScoreItem(t.Context(), in, no, it.No, s))
		if veto && it.Veto {
			check(t, d.VetoItem(t.Context(), in, no, it.No, exam.Veto{Veto: true, Code: "live-work"}))
			veto = false
		}
	}
	check(t, d.SubmitScores(t.Context(), in, no))
}

// The group lead sees every raw score on the same screen and settles a spread with
// a score and a reason; an assessor who does not lead cannot.
func TestArbitrationByKeys(t *testing.T) {
	w, p := atStations(t)
	no, other := p.who(), w.candidates("P01")[1].No
	var staff []exam.Staff
	for n := range 3 {
		staff = append(staff, w.staff(exam.RoleAssessor, "P01", n))
	}
	handIn(t, w.desk(staff[1]), "P01", no, 0, false)
	handIn(t, w.desk(staff[2]), "P01", no, 155, false) // 100 − 15.5: the spread is over 10
	handIn(t, w.desk(staff[1]), "P01", other, 0, true)
	handIn(t, w.desk(staff[2]), "P01", other, 0, false)
	if len(p.judged()) > 0 || len(p.sheet.Others) > 0 {
		t.Fatal("others' scores are here before one's own are in")
	}
	handIn(t, w.desk(staff[0]), "P01", no, 20, false)
	handIn(t, w.desk(staff[0]), "P01", other, 0, false)
	w.take()
	p.show()
	p.openCandidate(0)
	w.shot("05-arbitration-waits")
	w.key(fyne.KeyF9)
	if p.mode != inArb {
		t.Fatalf("F9 leads to mode %d", p.mode)
	}
	w.shot("05-arbitration")
	w.key(fyne.KeyF9) // without a score nothing is stored
	w.wants()
	w.typed("９２。５")
	w.key(fyne.KeyF9) // nor without a reason
	w.wants()
	if p.arb.score != "92.5" || p.wrong.text == "" {
		t.Fatalf("score %q, said %q", p.arb.score, p.wrong.text)
	}
	w.typed("焊缝复检后按中间分")
	w.shot("05-arbitration-typed")
	w.key(fyne.KeyF9)
	w.wants(exam.Arbitrated)
	if p.mode != handedIn || p.sheet.Combined.Arbitration == nil || p.sheet.Combined.Arbitration.Score != 925 {
		t.Fatalf("mode %d, %+v", p.mode, p.sheet.Combined.Arbitration)
	}
	w.shot("05-arbitration-done")
	// The next that waits: a veto that not all marked. Esc keeps what is typed away.
	w.key(fyne.KeyF9)
	if p.who() != other || p.mode != inArb {
		t.Fatalf("F9 leads to %d, mode %d", p.at, p.mode)
	}
	w.key(fyne.KeyF4)
	w.sh.choose(choices{look: kit.Light, size: kit.Extra, lang: "en"})
	w.shot("05-arbitration-veto-en-extra")
	w.key(fyne.KeyEscape)
	w.wants()
	if p.mode != handedIn {
		t.Errorf("Esc leads to mode %d", p.mode)
	}

	w.key(fyne.KeyF12)
	w.sh.choose(choices{look: kit.Light, lang: "zh"})
	w.enter(staff[1].Name)
	w.alt("3")
	p = w.sh.at.(*practical)
	p.openCandidate(1)
	w.key(fyne.KeyF9)
	if p.mode == inArb {
		t.Error("an assessor who does not lead arbitrates")
	}
}

// 综合评审: the same screen with a source and a comment to each item.
func TestReviewByKeys(t *testing.T) {
	w := newWorld(t, "2026-12-18 08:20:00")
	var in exam.Session
	for _, s := range w.plan.Sessions {
		if s.Component == exam.Review {
			in = s
			break
		}
	}
	if in.No == "" {
		t.Fatal("the demo plan has no review session")
	}
	w.clock.set(string(in.Date) + " " + in.Start + ":00")
	who := w.staff(exam.RoleBoardMember, in.No, 0)
	d := w.desk(who)
	check(t, d.OpenSession(t.Context(), in.No))
	for _, c := range w.candidates(in.No)[:2] {
		_, err := d.Admit(t.Context(), in.No, c.No)
		check(t, err)
	}
	w.enter(who.Name)
	w.alt("3")
	p, ok := w.sh.at.(*practical)
	if !ok || p.name() != "review" || p.at != 0 {
		t.Fatalf("Alt 3 leads to %s", w.sh.at.name())
	}
	w.take()
	w.typed(p.items()[0].Full.Plain())
	w.key(fyne.KeyReturn)
	w.wants(exam.ItemScored)
	w.key(fyne.KeyF6)
	w.shot("05-review-note")
	w.typed("2")
	w.key(fyne.KeyTab)
	w.typed("带徒三人，均已出师")
	w.key(fyne.KeyF9)
	w.wants(exam.ItemNote)
	if n := p.mark(1).Note; n.Source != sources()[1] || n.Comment != "带徒三人，均已出师" {
		t.Errorf("stored %+v", n)
	}
	w.shot("05-review")
	w.key(fyne.KeyF4, fyne.KeyRight) // no clock is stopped and nobody vetoed in a review
	w.wants()
	for p.mode == inCell {
		w.typed(p.items()[p.item].Full.Plain())
		w.key(fyne.KeyReturn)
	}
	w.take()
	w.key(fyne.KeyReturn)
	w.wants(exam.ScoresSent)
	w.sh.choose(choices{look: kit.Contrast, lang: "en"})
	w.shot("05-review-en-contrast")
}
