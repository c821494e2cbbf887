package desk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kaowu/app/exam"
	"kaowu/app/paper"
	"kaowu/store"
)

// A whole small exam with the national algorithms 国密 demanded: the checkpoint on signed
// paper, a proof of result, a list of what was seen and the archive carry both signatures,
// and verifying finds nothing (record.md 7).
func TestNationalExam(t *testing.T) {
	w := newWorld(t, func(_ *exam.Plan, p *exam.Policy) { p.National = true })
	ctx := t.Context()
	w.published()
	rec, err := w.site.record("P01")
	w.must(err)
	printed := rec.Paper.Checkpoint
	if n := strings.Count(printed, "\n— device/"); n != 2 {
		t.Fatalf("%d signatures on the record's checkpoint:\n%s", n, printed)
	}
	pdf, err := w.lead().RecordPaper("P01")
	w.must(err)
	if s, err := paper.Inspect(pdf); err != nil || s.Certificate == nil {
		t.Errorf("%+v, %v", s, err)
	}
	seen, err := w.lead().CheckSeen(ctx, []string{printed})
	w.must(err)
	if seen.Fits != 1 || len(seen.Findings) > 0 {
		t.Errorf("seen: %+v", seen)
	}
	dir := t.TempDir()
	got, err := w.lead().Prove(ctx, w.roster("P01")[0])
	w.must(err)
	archive, slip := filepath.Join(dir, "a.kaowu"), filepath.Join(dir, "slip.json")
	w.must(os.WriteFile(slip, got.JSON, 0o600))
	w.must(w.lead().WriteArchive(ctx, archive, nil))
	for _, path := range []string{archive, slip} {
		v, err := store.VerifyFile(ctx, path, store.VerifyOptions{Trust: w.site.Fingerprint(), Checkpoint: printed})
		w.must(err)
		if !v.OK || v.Trust != store.TrustHolds {
			t.Errorf("%s: %+v", filepath.Base(path), v)
		}
		// A copy without the second signature is trusted, and named.
		lines := strings.SplitAfter(printed, "\n")
		v, err = store.VerifyFile(ctx, path, store.VerifyOptions{Checkpoint: strings.Join(lines[:5], "")})
		w.must(err)
		if v.OK || v.Trust != store.TrustHolds || len(v.Findings) != 1 || v.Findings[0].Code != "anchor-counter" {
			t.Errorf("%s without the second signature: %+v", filepath.Base(path), v)
		}
	}
}
