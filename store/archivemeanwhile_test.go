package store

import (
	"path/filepath"
	"testing"

	"kaowu/app/exam"
)

// An archive takes minutes: what is signed and pinned while it is written goes into the
// next one, and this one is whole all the same.
func TestArchiveWhileOthersSign(t *testing.T) {
	d := newDay(t, nil)
	gather := func(Seal) ([]string, error) {
		mustAppend(t, d.book, scoreBy(d.lead, 1, 100))
		_, err := d.book.Checkpoint(t.Context())
		return nil, err
	}
	out := filepath.Join(t.TempDir(), "a.kaowu")
	if err := d.book.WriteArchive(t.Context(), out, d.lead, gather, 0, nil); err != nil {
		t.Fatal(err)
	}
}

// Late evidence may name a record that never came with it: whoever holds an old key must
// not keep the archive from being written.
func TestArchiveWithoutALateRecord(t *testing.T) {
	s := newSite(t)
	gone := s.enroll(t, "S07", exam.RoleAssessor)
	o := secondLaptop(t, s)
	o.arrive(o.facts...)
	if _, err := s.book.Revoke(t.Context(), s.lead, "S07", Reason{Code: "exposed"}); err != nil {
		t.Fatal(err)
	}
	sum := entryOf("", []byte("never sent")).SHA256
	o.arrive(o.say(Draft{Signer: gone.Signer(), Kind: exam.RecordPaper, On: "record/T01", About: "paper/1", Body: exam.Paper{Revision: 1, SHA256: sum, File: sum}}))
	out := filepath.Join(t.TempDir(), "a.kaowu")
	if err := s.book.WriteArchive(t.Context(), out, s.lead, nil, 0, nil); err != nil {
		t.Fatal(err)
	}
}
