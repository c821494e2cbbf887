package desk

import (
	"testing"

	"kaowu/app/exam"
)

// Notice 9.3; by hand: theory 80.0 and practical 80.0 at 40:60 make 80.0; theory
// 50.0 makes 0.4 × 50.0 + 0.6 × 80.0 = 68.0 and is below the pass mark of 60.
func TestPreviewCorrection(t *testing.T) {
	w := newEnded(t)
	lead := w.lead()
	row, _, err := lead.Explain(welder)
	w.must(err)
	old := *row.Result.Parts[exam.Theory].Score
	before := w.site.Size()
	v, err := lead.PreviewCorrection(welder, exam.Correction{Component: exam.Theory, New: 500})
	w.must(err)
	practical := *row.Result.Parts[exam.Practical].Score
	want := exam.Tenths(exam.HalfUp(4000*500+6000*int64(practical), 10000))
	if v.Old != old || v.After.Qualified || !v.Before.Qualified || v.After.Total == nil || *v.After.Total != want {
		t.Errorf("old %v, before %+v, after %+v, want a total of %v", v.Old, v.Before, v.After, want)
	}
	if v.Signed == "" || v.Noticed || v.Max != 1000 {
		t.Errorf("signed %q noticed %v max %v", v.Signed, v.Noticed, v.Max)
	}
	if w.site.Size() != before {
		t.Error("a preview wrote something")
	}
	preview := func(k exam.Correction) func() error {
		return func() error { _, err := lead.PreviewCorrection(welder, k); return err }
	}
	w.refused("score-range", preview(exam.Correction{Component: exam.Theory, New: 1001}))
	w.refused("same-score", preview(exam.Correction{Component: exam.Theory, New: old}))
	w.refused("not-final", preview(exam.Correction{Component: exam.Review, New: 800}))
	_, err = lead.ConfirmResults(t.Context())
	w.must(err)
	_, err = lead.StartNotice(t.Context())
	w.must(err)
	if v, err = lead.PreviewCorrection(welder, exam.Correction{Component: exam.Theory, New: 500}); err != nil || !v.Noticed {
		t.Errorf("in notice: %+v, %v", v, err)
	}
}

// Two people at one laptop: nothing is written where the two are one.
func TestCorrectTogether(t *testing.T) {
	w := newEnded(t)
	ctx, lead := t.Context(), w.lead()
	k := exam.Correction{Component: exam.Theory, New: 500, Code: "slip"}
	before := w.site.Size()
	w.refused("same-person", func() error { return lead.Correct(ctx, lead, welder, k) })
	w.refused("reason-missing", func() error {
		return lead.Correct(ctx, w.as("S01"), welder, exam.Correction{Component: exam.Theory, New: 500})
	})
	w.refused("not-allowed", func() error { return lead.Correct(ctx, w.as("S17"), welder, k) })
	if w.site.Size() != before {
		t.Fatal("a refused correction wrote something")
	}
	w.must(lead.Correct(ctx, w.as("S01"), welder, k))
	if row, _, err := lead.Explain(welder); err != nil || *row.Result.Parts[exam.Theory].Score != 500 {
		t.Errorf("corrected: %+v, %v", row.Result.Parts, err)
	}
}

func TestHindersAndPages(t *testing.T) {
	w := newWorld(t)
	if h, err := w.lead().Hinders(); err != nil || len(h) == 0 {
		t.Errorf("nothing hinders before the day: %v, %v", h, err)
	}
	w.ended()
	if h, err := w.lead().Hinders(); err != nil || len(h) != 0 {
		t.Errorf("still hinders: %v, %v", h, err)
	}
	for _, qualified := range []bool{false, true} {
		if doc, err := w.lead().ResultPages(qualified); err != nil || len(doc.Pages) == 0 {
			t.Errorf("list: %d pages, %v", len(doc.Pages), err)
		}
	}
	if doc, err := w.lead().ExplainPage(welder); err != nil || len(doc.Pages) != 1 {
		t.Errorf("explanation: %d pages, %v", len(doc.Pages), err)
	}
	w.refused("unknown-candidate", func() error { _, err := w.lead().ExplainPage("none"); return err })
}
