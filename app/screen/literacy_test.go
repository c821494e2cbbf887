package screen

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

// An item that rating forms fill in stands filled, with its source, when the sheet is
// opened: the keyboard begins behind it, and what is typed there is refused in words.
func TestReviewItemFromForms(t *testing.T) {
	w := newWorld(t, "2026-12-18 08:20:00", func(l *desk.Loading, _ *exam.Policy) {
		l.Plan.Rubrics = slices.Clone(l.Plan.Rubrics)
		for i, r := range l.Plan.Rubrics {
			if r.Component == exam.Review {
				l.Plan.Rubrics[i].Items = slices.Clone(r.Items)
				l.Plan.Rubrics[i].Items[0].Sources = exam.SourceWeights{Self: 50, Peer: 50}
			}
		}
	})
	at := slices.IndexFunc(w.plan.Sessions, func(s exam.Session) bool { return s.Component == exam.Review })
	in := w.plan.Sessions[at]
	w.clock.set(string(in.Date) + " " + in.Start + ":00")
	who := w.staff(exam.RoleBoardMember, in.No, 0)
	d := w.desk(who)
	check(t, d.OpenSession(t.Context(), in.No))
	first := w.candidates(in.No)[0].No
	_, err := d.Admit(t.Context(), in.No, first)
	check(t, err)
	list, err := w.lead.LiteracyList()
	check(t, err)
	item := list[0].Forms[0].Item
	for _, source := range []string{exam.SourceSelf, exam.SourcePeer} {
		check(t, w.lead.RateLiteracy(t.Context(), first, item.No, source, exam.Rating{Marks: []exam.Tenths{1000}}))
	}
	w.enter(who.Name)
	w.alt("3")
	p, ok := w.sh.at.(*practical)
	if !ok || p.name() != "review" {
		t.Fatalf("Alt 3 leads to %s", w.sh.at.name())
	}
	w.take()
	if m := p.mark(0); !m.Scored || m.Score != item.Full || p.item != 1 {
		t.Fatalf("item %d has the keyboard; the first is %+v, want %s", p.item, m, item.Full)
	}
	w.key(fyne.KeyUp)
	w.shot("05-review-from-forms")
	w.typed("1")
	w.key(fyne.KeyReturn)
	w.wants()
	if p.wrong.text == "" && p.wrong.head == "" {
		t.Error("a score over the forms was refused without a word")
	}
	w.shot("05-review-from-forms-refused")
}
