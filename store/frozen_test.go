package store

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"kaowu/app/exam"
)

// The book and the archive below testdata were written by the first version of the
// format and are never written again: every later commit must open them (record.md).
// Their passphrases are leadPass and staffPass.

// frozenFacts is what they hold, noted when they were written.
type frozenFacts struct {
	Fingerprint string `json:"fingerprint"`
	Recovery    string `json:"recovery"`
	Checkpoint  string `json:"checkpoint"` // as printed on the record's paper
	Events      uint64 `json:"events"`
	Candidate   string `json:"candidate"`
	IDs         []string
}

func frozen(t *testing.T) (dir string, facts frozenFacts) {
	t.Helper()
	dir = filepath.Join("testdata", "frozen-v1")
	b, err := os.ReadFile(filepath.Join(dir, "facts.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &facts); err != nil {
		t.Fatal(err)
	}
	return dir, facts
}

func TestFrozenArchiveOpens(t *testing.T) {
	dir, facts := frozen(t)
	key := filepath.Join(t.TempDir(), "recovery.txt")
	if err := os.WriteFile(key, []byte(facts.Recovery+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for why, o := range map[string]VerifyOptions{
		"without a key":   {Trust: facts.Fingerprint, Checkpoint: facts.Checkpoint},
		"by passphrase":   {Trust: facts.Fingerprint, Checkpoint: facts.Checkpoint, As: "S17", Passphrase: []byte(leadPass)},
		"by recovery key": {Trust: facts.Fingerprint, Checkpoint: facts.Checkpoint, KeyFile: key},
	} {
		v, err := VerifyFile(t.Context(), filepath.Join(dir, "exam.kaowu"), o)
		if err != nil || !v.OK || v.Trust != TrustHolds || v.Events != facts.Events {
			t.Errorf("%s: %+v, %v", why, v, err)
		}
	}
}

func TestFrozenBookOpens(t *testing.T) {
	dir, facts := frozen(t)
	home := t.TempDir()
	// A copy: opening a book writes to it. Index and tree are derived and not kept.
	if err := os.CopyFS(filepath.Join(home, "books", testExam), os.DirFS(filepath.Join(dir, "book"))); err != nil {
		t.Fatal(err)
	}
	clock := examDay()
	clock.now = clock.now.AddDate(2, 0, 0)
	b, err := Open(home, testExam, smallDisk(clock))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	}()
	if _, err := b.SignIn("S07", []byte(staffPass)); err != nil {
		t.Fatal(err)
	}
	if b.Fingerprint() != facts.Fingerprint || b.Size() != facts.Events {
		t.Errorf("fingerprint %s, %d events", b.Fingerprint(), b.Size())
	}
	events, err := b.Events(facts.Candidate)
	if err != nil || len(events) != len(facts.IDs) {
		t.Fatal(events, err)
	}
	for i, f := range events {
		if f.ID.String() != facts.IDs[i] {
			t.Errorf("event %d is %s, was %s", i, f.ID, facts.IDs[i])
		}
	}
	rep, err := b.Check(t.Context(), nil)
	if err != nil || len(rep.Findings) > 0 {
		t.Errorf("check: %v, %v", rep.Findings, err)
	}
	if rec, err := exam.BodyOf[exam.Confirmed](events[len(events)-1]); err != nil || rec.Qualified || len(rec.Reasons) != 2 {
		t.Errorf("the result reads otherwise: %+v, %v", rec, err)
	}
}
