package store

import (
	"path/filepath"
	"testing"

	"kaowu/app/exam"
)

// A pack of a book with a second epoch carries both data keys: what was attached before
// opens on the new laptop, and an old passphrase lets nobody in there either.
func TestPackOfASecondEpoch(t *testing.T) {
	p := newPacked(t)
	p.enroll(t, "S07", exam.RoleAssessor)
	photo, err := p.book.Attach(t.Context(), []byte("a photo from before"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.book.Enroll(t.Context(), p.lead, "S07", exam.RoleAssessor, []byte("another passphrase")); err != nil {
		t.Fatal(err)
	}
	scan, err := p.book.Attach(t.Context(), []byte("a scan from after"))
	if err != nil {
		t.Fatal(err)
	}
	p.pack = filepath.Join(t.TempDir(), "later.kaowu-pack")
	if err := p.book.WritePack(t.Context(), p.pack, p.lead, nil); err != nil {
		t.Fatal(err)
	}
	s := p.second(t)
	if n, want := s.book.data.epochs().number(), p.book.data.epochs().number(); n != want || n < 2 {
		t.Errorf("epoch %d, want the first laptop's %d", n, want)
	}
	for name, want := range map[string]string{photo: "a photo from before", scan: "a scan from after"} {
		if got, err := s.book.Attachment(name); err != nil || string(got) != want {
			t.Errorf("%q, %v", got, err)
		}
	}
	wholeCheck(t, s.book)
	b := s.restart(t)
	_, err = b.SignIn("S07", []byte(staffPass))
	refused(t, err, "wrong-passphrase")
	if _, err := b.SignIn("S07", []byte("another passphrase")); err != nil {
		t.Fatal(err)
	}
	if found := b.Findings(); len(found) > 0 {
		t.Errorf("findings %v", found)
	}
}

// Where the exam demands national algorithms, so does a laptop that a pack made: its
// checkpoints and its archive carry both signatures.
func TestPackOfANationalExam(t *testing.T) {
	p := &packed{day: newNationalDay(t), pack: filepath.Join(t.TempDir(), "n.kaowu-pack")}
	if err := p.book.WritePack(t.Context(), p.pack, p.lead, nil); err != nil {
		t.Fatal(err)
	}
	s := p.second(t)
	wholeCheck(t, s.book)
	note, err := s.book.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	cp, err := textOf(note)
	if err != nil {
		t.Fatal(err)
	}
	k, _, err := s.book.chain()
	if err != nil || cp.log != s.book.Log() || !k.countersigned(note, cp) {
		t.Errorf("the new laptop's checkpoint is not countersigned: %v", err)
	}
	path := filepath.Join(t.TempDir(), "n.kaowu")
	if err := s.book.WriteArchive(t.Context(), path, s.lead, nil, 0, nil); err != nil {
		t.Fatal(err)
	}
}
