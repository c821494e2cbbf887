package desk

import (
	"testing"

	"kaowu/app/exam"
)

// Who did what and when, what was taken back and by which event, and that a proof
// holds for what was signed and for nothing else.
func TestTraceAndProof(t *testing.T) {
	w := newWorld(t)
	w.running("P01")
	ctx, in := t.Context(), exam.SessionNo("P01")
	a := w.as("S05")
	no := exam.CandidateNo("2026610001")
	w.must(a.ScoreItem(ctx, in, no, 1, 50))
	w.must(a.ScoreItem(ctx, in, no, 1, 45))
	h, err := w.as("S14").Trace(no)
	w.must(err)
	last := h.Moments[len(h.Moments)-1]
	if last.Fact.Kind != exam.ItemScored || last.By != a.staff.Name || last.Role != exam.RoleAssessor {
		t.Fatalf("last is %s by %s %s", last.Fact.Kind, last.By, last.Role)
	}
	old, err := exam.BodyOf[exam.Score](*last.Before)
	w.must(err)
	if old.Score != 50 {
		t.Errorf("before was %v, want 5.0", old.Score)
	}
	p, err := w.lead().Proof(last.Fact.ID)
	w.must(err)
	if !p.Signed || !p.Own || p.Checkpoint != 0 || len(p.Papers) != 0 {
		t.Errorf("%+v, want signed here and in no checkpoint yet", p)
	}
	if _, err := w.site.book.Checkpoint(ctx); err != nil {
		t.Fatal(err)
	}
	if p, err = w.lead().Proof(last.Fact.ID); err != nil || p.Checkpoint != w.site.Size() {
		t.Errorf("checkpoint %d, want the %d events there are (%v)", p.Checkpoint, w.site.Size(), err)
	}
	// A changed byte breaks the signature.
	f := last.Fact
	f.Signed.Sig = append([]byte{}, f.Signed.Sig...)
	f.Signed.Sig[3] ^= 1
	if ok, err := w.site.signed(f); err != nil || ok {
		t.Errorf("a broken signature holds (%v)", err)
	}
	f = last.Fact
	f.By = "S06" // somebody else's name over it
	if ok, err := w.site.signed(f); err != nil || ok {
		t.Errorf("a signature holds under another person's key (%v)", err)
	}
}

func TestSearch(t *testing.T) {
	w := newWorld(t)
	r, err := w.site.Roster()
	w.must(err)
	c := r.Plan.Candidates[3]
	for _, q := range []string{string(c.No), c.IDNumber, c.Name} {
		got, err := w.lead().Search(q)
		w.must(err)
		if len(got) != 1 || got[0].No != c.No {
			t.Errorf("%d found by one of number, ID number and name", len(got))
		}
	}
	if got, err := w.lead().Search(" "); err != nil || len(got) != 0 {
		t.Errorf("%d found by nothing (%v)", len(got), err)
	}
}
