package store

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kaowu/app/exam"
)

// stoneOf writes the test exam's tombstone and gives its bytes.
func stoneOf(t *testing.T, s *site) []byte {
	t.Helper()
	sum, err := s.book.WriteTombstone(t.Context(), s.lead, Tombstone{Closed: "2026-12-20", Kept: "2028-12-20", Name: "高原", Archive: "ab",
		Reason: "期满", Counts: GraveCounts{Candidates: 3}, Numbers: []exam.NumberSpan{{Series: "Y000051000123263", From: 1, To: 3}}})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(TombstonePath(s.home, testExam))
	if err != nil || digestOf(raw) != sum {
		t.Fatalf("tombstone of %d bytes, digest %s: %v", len(raw), sum, err)
	}
	return raw
}

// A tombstone stands alone: who has it needs neither book nor home (record.md 10).
func TestTombstoneVerifies(t *testing.T) {
	s := newSite(t)
	raw := stoneOf(t, s)
	stones, err := Tombstones(s.home)
	if err != nil || len(stones) != 1 || !stones[0].Holds || stones[0].By != leadID || stones[0].Counts.Candidates != 3 || stones[0].Counts.Events != s.book.Size() {
		t.Fatalf("%+v, %v", stones, err)
	}
	last, err := s.book.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	before := stones[0].Checkpoints[0]
	other := newSite(t)
	strange, err := other.book.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	path := TombstonePath(s.home, testExam)
	for why, c := range map[string]struct {
		o     VerifyOptions
		trust string
	}{
		"nothing given":        {VerifyOptions{}, TrustUnchecked},
		"the exam's key":       {VerifyOptions{Trust: s.book.Fingerprint()}, TrustHolds},
		"another exam's key":   {VerifyOptions{Trust: other.book.Fingerprint()}, TrustFails},
		"its last checkpoint":  {VerifyOptions{Checkpoint: before}, TrustHolds},
		"one that came later":  {VerifyOptions{Checkpoint: last}, TrustFails},
		"another exam's paper": {VerifyOptions{Checkpoint: strange}, TrustFails},
	} {
		v, err := VerifyFile(t.Context(), path, c.o)
		if err != nil || v.Kind != "tombstone" || v.Trust != c.trust || v.OK == (c.trust == TrustFails) || v.Exam != testExam {
			t.Errorf("%s: %+v, %v", why, v, err)
		}
	}
	// Any other byte breaks it.
	for at := range raw {
		if at%97 != 0 {
			continue
		}
		bad := bytes.Clone(raw)
		bad[at] ^= 1
		if v := verifyBytes(t, bad, VerifyOptions{}); v.OK || len(v.Findings) == 0 {
			t.Fatalf("byte %d changed and nothing found", at)
		}
	}
	for _, secret := range []string{"510100198001010037", "02887654321"} {
		if strings.Contains(string(raw), secret) {
			t.Errorf("the tombstone holds %s", secret)
		}
	}
}

// Whoever is no lead signs no tombstone, and one who was replaced neither.
func TestTombstoneIsTheLeads(t *testing.T) {
	s := newSite(t)
	p := s.enroll(t, "S07", exam.RoleAssessor)
	_, err := s.book.WriteTombstone(t.Context(), p, Tombstone{})
	refused(t, err, "not-lead")
	raw := string(stoneOf(t, s))
	// The assessor's name and key in the lead's place: the signature is another's.
	forged := strings.Replace(raw, `"by":"S17"`, `"by":"S07"`, 1)
	if v := verifyBytes(t, []byte(forged), VerifyOptions{}); v.OK {
		t.Error("a tombstone by somebody else holds")
	}
}

// Killed at any point, the exam is whole or it is going away, and the next start ends it.
func TestDeletionCutShort(t *testing.T) {
	aside := func(s *site) string { return filepath.Join(s.home, "books", gone+testExam) }
	for name, cut := range map[string]func(*testing.T, *site){
		"behind the tombstone": func(*testing.T, *site) {},
		"behind the renaming": func(t *testing.T, s *site) {
			if err := os.Rename(bookDir(s.home, testExam), aside(s)); err != nil {
				t.Fatal(err)
			}
		},
		"between the keys": func(t *testing.T, s *site) {
			if err := os.Rename(bookDir(s.home, testExam), aside(s)); err != nil {
				t.Fatal(err)
			}
			if err := shred(filepath.Join(aside(s), "keys", "epoch-1.age")); err != nil {
				t.Fatal(err)
			}
			if err := os.Remove(filepath.Join(aside(s), "keys", "exam.age")); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			refused(t, Bury(s.home, testExam, s.opt), "no-tombstone")
			stoneOf(t, s)
			s.close(t)
			cut(t, s)
			if covers, err := Covers(s.home); err != nil || len(covers) != 0 {
				t.Errorf("a deleted exam is listed: %v, %v", covers, err)
			}
			_, err := Open(s.home, testExam, s.opt)
			refused(t, err, "exam-deleted")
			if err := FinishDeletions(s.home, s.opt); err != nil {
				t.Fatal(err)
			}
			if left, err := os.ReadDir(filepath.Join(s.home, "books")); err != nil || len(left) != 0 {
				t.Errorf("left: %v, %v", left, err)
			}
			c := testCreation()
			_, _, _, err = Create(s.home, c, s.opt)
			refused(t, err, "exam-deleted")
		})
	}
}

// A book that another process has is not taken from under it; a tombstone that does
// not hold, or one of another book of that number, deletes nothing.
func TestBuriesNothingElse(t *testing.T) {
	s := newSite(t)
	raw := stoneOf(t, s)
	refused(t, Bury(s.home, testExam, s.opt), "book-held")
	if err := FinishDeletions(s.home, s.opt); err != nil {
		t.Fatal(err)
	}
	s.close(t)
	path := TombstonePath(s.home, testExam)
	bad := bytes.Clone(raw)
	bad[len(bad)-4] ^= 1
	if err := os.WriteFile(path, bad, 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, Bury(s.home, testExam, s.opt), "no-tombstone")
	other := newSite(t)
	if err := os.WriteFile(path, stoneOf(t, other), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := FinishDeletions(s.home, s.opt); err != nil {
		t.Fatal(err)
	}
	b, err := Open(s.home, testExam, s.opt)
	if err != nil {
		t.Fatal("a book was deleted by another's tombstone: ", err)
	}
	s.book = b
}

// The sealed keys hold zeros before they are unlinked.
func TestShred(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(path, []byte("AGE-SECRET-KEY-1"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := shred(path); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(path); err != nil || !bytes.Equal(b, make([]byte, 16)) {
		t.Errorf("%q, %v", b, err)
	}
}
