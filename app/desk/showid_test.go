package desk

import (
	"testing"

	"kaowu/app/exam"
)

// Look.md 8: the whole ID number is shown only once the look is on disk; it stands in
// the candidate's trace and changes nothing of the candidate.
func TestShowIDIsRecorded(t *testing.T) {
	w := newWorld(t)
	const who = exam.CandidateNo("2026610001")
	shown := func() (out []string) {
		h, err := w.lead().Trace(who)
		w.must(err)
		for _, m := range h.Moments {
			if m.Fact.Kind == exam.IDShown {
				out = append(out, m.Fact.By)
			}
		}
		return out
	}
	want := ""
	for _, c := range sharedOf(t).plan.Candidates {
		if c.No == who {
			want = c.IDNumber
		}
	}
	for _, by := range []exam.StaffID{"S16", "S01", "S01", "S15"} { // lead, invigilator of T01 twice, the other supervisor
		got, err := w.as(by).ShowID(t.Context(), who)
		w.must(err)
		if got != want {
			t.Fatalf("%s is shown another number", by)
		}
	}
	if got := shown(); len(got) != 4 || got[0] != "S16" || got[3] != "S15" {
		t.Errorf("in the trace: %v", got)
	}
	c, err := w.site.candidate(who)
	w.must(err)
	if len(c.NotAdopted) != 0 || len(c.Conflicts) != 0 {
		t.Errorf("set aside %v, conflicts %v", c.NotAdopted, c.Conflicts)
	}
	// 2026610001 is a welder of T01 and P01: neither the electricians' assessor nor
	// who only reads looks, and nothing is written of those who may not.
	w.refused("not-assigned", func() error { _, err := w.as("S08").ShowID(t.Context(), who); return err })
	w.refused("not-allowed", func() error { _, err := w.as("S17").ShowID(t.Context(), who); return err })
	w.refused("id-not-loaded", func() error { _, err := w.lead().ShowID(t.Context(), "2026619999"); return err })
	if got := shown(); len(got) != 4 {
		t.Errorf("refused looks are recorded: %v", got)
	}
}
