package desk

import (
	"slices"
	"testing"

	"kaowu/app/exam"
)

// Look 6.5: who has looked at the paper leaves the disagreement to the other person: it
// goes from one badge to the other, holds through a restart, comes back where the other
// finds their own entry right too, and ends with the next entry.
func TestHandOverTheory(t *testing.T) {
	w := newWorld(t)
	ctx, one := t.Context(), exam.CandidateNo("2026610001")
	hand := func(id exam.StaffID) func() error {
		return func() error { return w.as(id).HandOverTheory(ctx, "T01", one) }
	}
	w.running("T01")
	w.shut("T01")
	for i, id := range []exam.StaffID{"S01", "S03"} {
		for n, no := range w.roster("T01") {
			score := exam.Tenths(700)
			if n == 0 {
				score += exam.Tenths(i * 50)
			}
			w.must(w.as(id).EnterTheory(ctx, "T01", no, score))
		}
		w.refused("no-disagreement", hand("S01")) // nobody has seen both figures
		w.must(w.as(id).SubmitTheory(ctx, "T01"))
	}
	waits := func(id exam.StaffID, says string, mine bool) {
		t.Helper()
		v, err := w.as(id).Today("2026-12-19")
		w.must(err)
		n := slices.IndexFunc(v.Needs, func(n Need) bool { return n.Code == "disagree" })
		if n < 0 || v.Needs[n].Key() != "need."+says || v.Needs[n].Mine != mine {
			t.Errorf("%s: %+v, want %s, mine %v", id, v.Needs, says, mine)
		}
	}
	waits("S01", "disagree", true)
	waits("S03", "disagree", true)

	w.wrote(hand("S01"), `theory.handed candidate/2026610001 theory/T01/S01/handed {"to":"S03","rests":[*`)
	w.refused("handed-over", hand("S01"))
	w.refused("entrants-full", hand("S18"))
	w.refused("not-allowed", func() error { return w.lead().HandOverTheory(ctx, "T01", one) })
	waits("S01", "disagree-handed", false)
	waits("S03", "disagree-handed", true)
	if r := w.row(w.as("S03"), "T01", one); r.HandedBy != "S01" || r.HandedTo != "S03" || tenthsOf(r.Mine) != 750 || tenthsOf(r.Other) != 700 {
		t.Errorf("the other's row: %+v", r)
	}
	h, err := w.lead().Trace(one)
	w.must(err)
	if last := h.Moments[len(h.Moments)-1]; last.Fact.Kind != exam.TheoryHanded || last.To != w.as("S03").staff.Name || last.NotAdopted != "" {
		t.Errorf("the trace: %+v", last)
	}

	// Through a restart.
	w.must(w.site.Close())
	site, err := Open(w.home, "", w.opt)
	w.must(err)
	w.site = site
	for _, id := range []exam.StaffID{"S01", "S03"} {
		d, err := w.site.SignIn(string(id), secret(id))
		w.must(err)
		w.desks[id] = d
	}
	waits("S01", "disagree-handed", false)
	waits("S03", "disagree-handed", true)

	// The other finds their entry right too, and hands it back.
	w.wrote(hand("S03"), `theory.handed candidate/2026610001 theory/T01/S03/handed {"to":"S01","rests":[*`)
	waits("S01", "disagree-handed", true)
	waits("S03", "disagree-handed", false)

	// Another figure, still another than theirs: a new disagreement, of both.
	w.must(w.as("S01").EnterTheory(ctx, "T01", one, 710))
	waits("S01", "disagree", true)
	waits("S03", "disagree", true)
	w.must(hand("S01")())
	w.must(w.as("S03").EnterTheory(ctx, "T01", one, 710))
	if r := w.row(w.as("S03"), "T01", one); r.State != "agree" || r.HandedTo != "" {
		t.Errorf("settled: %+v", r)
	}
	if v, err := w.as("S03").Today("2026-12-19"); err != nil || slices.ContainsFunc(v.Needs, func(n Need) bool { return n.Code == "disagree" }) {
		t.Errorf("settled, and waits: %+v %v", v.Needs, err)
	}
	w.refused("no-disagreement", hand("S01"))
}
