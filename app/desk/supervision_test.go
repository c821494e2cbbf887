package desk

import (
	"slices"
	"strings"
	"testing"

	"kaowu/app/exam"
)

// Notice 6.3: commit, then reveal; what does not fit is refused, and a second draw
// says why and keeps the first.
func TestDrawOfSupervisors(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	w.refused("draw-not-committed", func() error { _, err := w.lead().RevealDraw(ctx, "00", "1"); return err })
	w.refused("draw-take", func() error { _, err := w.lead().CommitDraw(ctx, 99, ""); return err })
	var made Committed
	f := w.wrote(func() (err error) { made, err = w.lead().CommitDraw(ctx, 0, ""); return err }, "draw.committed supervision commit/1 *")
	if strings.Contains(string(f[0].Body), made.Seed) || len(made.Seed) != 64 {
		t.Error("the seed is known before the reveal")
	}
	if !slices.Equal(made.Draw.Supervisors, []exam.StaffID{"S14", "S15"}) || made.Draw.Take != len(made.Draw.Sessions) {
		t.Errorf("drawn from %+v", made.Draw)
	}
	w.refused("seed-unfit", func() error { _, err := w.lead().RevealDraw(ctx, strings.Repeat("0", 64), "8213"); return err })
	w.refused("called-missing", func() error { _, err := w.lead().RevealDraw(ctx, made.Seed, " "); return err })
	got, err := w.lead().RevealDraw(ctx, made.Seed+"\n", "8213")
	w.must(err)
	if want := exam.DrawPairs(made.Draw, made.Seed, "8213"); !slices.Equal(got.Pairs, want) || len(want) != len(made.Draw.Sessions) {
		t.Errorf("%v, want %v", got.Pairs, want)
	}
	w.refused("draw-not-committed", func() error { _, err := w.lead().RevealDraw(ctx, made.Seed, "1"); return err })
	w.refused("reason-missing", func() error { _, err := w.lead().CommitDraw(ctx, 0, " "); return err })
	_, err = w.lead().CommitDraw(ctx, 1, "督导员调离")
	w.must(err)
	all, err := w.as("S17").SupervisionDraws() // the inspector reads it like everybody
	w.must(err)
	if len(all) != 2 || all[0].Reveal == nil || all[1].Reveal != nil || all[1].Commitment.Take != 1 {
		t.Errorf("both draws: %+v", all)
	}
}
