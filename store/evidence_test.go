package store

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"kaowu/app/exam"
)

// evidenceOf is what a book proves of its plan.
func evidenceOf(t *testing.T, d *day) []byte {
	t.Helper()
	text, err := d.book.Evidence(t.Context(), func(f exam.Fact) bool { return f.Kind == exam.PlanHeader || f.Kind == exam.PlanLoaded })
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// Events of another book are proved by themselves; each thing that is changed is named.
func TestEvidence(t *testing.T) {
	d := newDay(t, nil)
	text := evidenceOf(t, d)
	e, facts, found := checkEvidence(text)
	if len(found) > 0 || len(facts) != 2 || e.Fingerprint != d.book.Fingerprint() || facts[0].Kind != exam.PlanHeader {
		t.Fatalf("%d facts of %s, %v", len(facts), e.Book, found)
	}
	later := newDay(t, nil)
	other, _, _ := checkEvidence(evidenceOf(t, later))
	for why, c := range map[string]struct {
		change func(*evidence)
		code   string
		where  string
	}{
		"another format":           {func(e *evidence) { e.Format = "kaowu evidence v2" }, "institution-evidence", EvidenceName},
		"another book's name":      {func(e *evidence) { e.Book += "1" }, "institution-evidence", EvidenceName + ":founding/0"},
		"another fingerprint":      {func(e *evidence) { e.Fingerprint = other.Fingerprint }, "institution-evidence", EvidenceName + ":founding"},
		"another book's founding":  {func(e *evidence) { e.Founding = other.Founding }, "institution-evidence", EvidenceName + ":founding"},
		"a founding event changed": {func(e *evidence) { e.Founding[1].Sig[0] ^= 1 }, "institution-evidence", EvidenceName + ":founding"},
		"another's checkpoint":     {func(e *evidence) { e.Checkpoint = other.Checkpoint }, "institution-evidence", EvidenceName + ":checkpoint"},
		"a checkpoint's size":      {func(e *evidence) { e.Checkpoint = strings.Replace(e.Checkpoint, "\n", "\n1", 1) }, "institution-evidence", EvidenceName + ":checkpoint"},
		"said to be a drill's":     {func(e *evidence) { e.Drill = !e.Drill }, "institution-evidence", EvidenceName + ":checkpoint"},
		"an event changed":         {func(e *evidence) { e.Events[1].Event[len(e.Events[1].Event)-8] ^= 1 }, "institution-event", EvidenceName + ":2"},
		"its signature":            {func(e *evidence) { e.Events[0].Sig[0] ^= 1 }, "institution-event", EvidenceName + ":1"},
		"another's event":          {func(e *evidence) { e.Events[0] = other.Events[0] }, "institution-event", EvidenceName + ":1"},
		"another's path":           {func(e *evidence) { e.Events[0].Proof = e.Events[1].Proof }, "institution-event", EvidenceName + ":1"},
		"no path":                  {func(e *evidence) { e.Events[0].Proof = []tlog.Hash{} }, "institution-event", EvidenceName + ":1"},
		"a path of other hashes":   {func(e *evidence) { e.Events[0].Proof[0][3] ^= 1 }, "institution-event", EvidenceName + ":1"},
	} {
		var x evidence
		if err := json.Unmarshal(text, &x); err != nil {
			t.Fatal(err)
		}
		c.change(&x)
		b, err := exam.Marshal(x)
		if err != nil {
			t.Fatal(err)
		}
		_, _, found := checkEvidence(b)
		if len(found) != 1 || found[0].Code != c.code || found[0].Where != c.where {
			t.Errorf("%s: %v", why, found)
		}
	}
	for _, b := range [][]byte{nil, []byte("{}"), append(slices.Clone(text), '\n'), text[:len(text)-1]} {
		if _, _, found := checkEvidence(b); len(found) != 1 || found[0].Code != "institution-evidence" {
			t.Errorf("%d bytes: %v", len(b), found)
		}
	}
}

// An archive carries the evidence, and one that does not hold is not written.
func TestArchiveWithEvidence(t *testing.T) {
	d, of := newDay(t, nil), newDay(t, nil)
	text := evidenceOf(t, of)
	write := func(b []byte) (string, error) {
		path := filepath.Join(t.TempDir(), "x.kaowu")
		return path, d.book.WriteArchive(t.Context(), path, d.lead, parts("papers/1.pdf", d.pdf, EvidenceName, b), 0, nil)
	}
	path, err := write(text)
	if err != nil {
		t.Fatal(err)
	}
	v, err := VerifyFile(t.Context(), path, VerifyOptions{As: "S17", Passphrase: []byte(leadPass)})
	if err != nil || !v.OK || v.Institution != of.book.Fingerprint() {
		t.Errorf("%+v, %v", v, err)
	}
	bad := slices.Clone(text)
	i := strings.Index(string(bad), `"events":[{"event":"`) + 40
	bad[i] ^= 1
	path, err = write(bad)
	refused(t, err, "archive-not-whole")
	if _, err := os.Stat(path); err == nil {
		t.Error("an archive that does not verify was left")
	}
}

// FuzzEvidence: no text panics, and what is found good names its book.
func FuzzEvidence(f *testing.F) {
	f.Add([]byte("{}"))
	f.Add([]byte(`{"format":"kaowu evidence v1","book":"B","fingerprint":"","drill":false,"founding":[],"checkpoint":"","events":[]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		if e, _, found := checkEvidence(b); len(found) == 0 && e.Book == "" {
			t.Error("good evidence of nothing")
		}
	})
}
