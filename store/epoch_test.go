package store

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"kaowu/app/exam"
)

// leaver is what somebody kept who could open a book once: their keys, opened, and a
// copy of the whole folder.
type leaver struct {
	keys *keyring
	dir  string
	old  epochs
}

// keeps is everything that a person can have taken along.
func keeps(t *testing.T, s *site, p *Person) leaver {
	t.Helper()
	l := leaver{keys: p.keys, dir: t.TempDir()}
	if err := os.CopyFS(l.dir, os.DirFS(s.book.dir)); err != nil {
		t.Fatal(err)
	}
	n, err := newestEpoch(l.dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, l.old, err = openDataKey(read(t, filepath.Join(l.dir, "keys", epochName(n))), testExam, n, p.keys.open); err != nil {
		t.Fatal(err)
	}
	return l
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// reads says what of a book the leaver can read that was written from an offset on.
func (l leaver) reads(t *testing.T, dir string, from int64, file string) []string {
	t.Helper()
	var out []string
	for _, f := range filesOf(t, filepath.Join(dir, "keys")) {
		if n, ok := epochOf(filepath.Base(f)); ok {
			if _, _, err := openDataKey(read(t, f), testExam, n, l.keys.open); err == nil {
				out = append(out, "data key")
			}
		}
	}
	f, err := openFile(filepath.Join(dir, "journal"))
	if err != nil {
		t.Fatal(err)
	}
	h, _, err := readHead(f)
	if err != nil {
		t.Fatal(err)
	}
	j, err := newJournal(f, h, l.old, Options{}.filled())
	if err != nil {
		t.Fatal(err)
	}
	size, err := f.Size()
	if err != nil {
		t.Fatal(err)
	}
	w := &window{f: f, size: size}
	filled, err := w.filled(from)
	if err != nil {
		t.Fatal(err)
	}
	for at := from; at < filled; at++ {
		if _, err := w.record(j.sealer(), at); err == nil {
			out = append(out, "record")
		}
	}
	if err := j.close(); err != nil {
		t.Fatal(err)
	}
	d := &data{dir: dir, book: testExam}
	d.keys.Store(&l.old)
	if _, err := d.openFile(file); err == nil {
		out = append(out, "file")
	}
	for _, e := range l.old {
		for _, folder := range []string{"badger", "badger-2", "badger-3"} {
			if _, err := os.Stat(filepath.Join(dir, folder)); err != nil {
				continue
			}
			if x, err := openIndex(filepath.Join(dir, folder), e.key); err == nil {
				out = append(out, "index")
				_ = x.close()
			}
		}
		if _, err := e.key.openDevice(read(t, filepath.Join(dir, "keys", "device.box")), testExam); err == nil {
			out = append(out, "device's key")
		}
	}
	return out
}

// What was written before the new epoch and after it are all there for those who remain,
// and the old keys with a copy of all files read nothing of what came after.
func TestOldKeysReadNothingNew(t *testing.T) {
	s := newSite(t)
	old := s.enroll(t, "S07", exam.RoleAssessor)
	before := mustAppend(t, s.book, scoreAs(old, 1), scoreAs(old, 2))
	photo, err := s.book.Attach(t.Context(), []byte("a photo from before"))
	if err != nil {
		t.Fatal(err)
	}
	l := keeps(t, s, old)
	from := s.book.data.journal.end
	if got := l.reads(t, l.dir, journalStart, photo); !slices.Contains(got, "record") || !slices.Contains(got, "index") ||
		!slices.Contains(got, "file") || !slices.Contains(got, "data key") || !slices.Contains(got, "device's key") {
		t.Fatalf("of the copy the keys read only %v: the test cannot fail", got)
	}
	fresh, err := s.book.Enroll(t.Context(), s.lead, "S07", exam.RoleAssessor, []byte("another passphrase"))
	if err != nil {
		t.Fatal(err)
	}
	e := s.book.data.epochs()
	if e.number() != 2 || e[0].key == e[1].key || e[1].from < from {
		t.Fatalf("epochs %d, from %d, want 2 from %d at least", e.number(), e.newest().from, from)
	}
	after := mustAppend(t, s.book, scoreAs(fresh, 3))
	scan, err := s.book.Attach(t.Context(), []byte("a scan from after"))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.book.SaveDraft(t.Context(), "k", []byte("typed after")); err != nil {
		t.Fatal(err)
	}
	s.close(t)
	dir := bookDir(s.home, testExam)
	if got := l.reads(t, dir, e[1].from, scan); len(got) > 0 {
		t.Fatalf("the old keys read %v of what was written after", got)
	}
	// Their old key file put back does not let them in either.
	path := filepath.Join(dir, "keys", "S07.age")
	kept := read(t, path)
	if err := os.WriteFile(path, read(t, filepath.Join(l.dir, "keys", "S07.age")), 0o600); err != nil {
		t.Fatal(err)
	}
	b := s.restart(t)
	_, err = b.SignIn("S07", []byte(staffPass))
	refused(t, err, "not-enrolled")
	if err := os.WriteFile(path, kept, 0o600); err != nil {
		t.Fatal(err)
	}
	for who, pass := range map[exam.StaffID]string{"S07": "another passphrase", leadID: leadPass} {
		b = s.restart(t)
		if _, err := b.SignIn(who, []byte(pass)); err != nil {
			t.Fatal(err)
		}
		if len(b.Findings()) > 0 {
			t.Errorf("findings %v", b.Findings())
		}
		for _, f := range append(slices.Clone(before), after...) {
			if _, err := b.Fact(f.ID); err != nil {
				t.Error(err)
			}
		}
		for name, want := range map[string]string{photo: "a photo from before", scan: "a scan from after"} {
			if got, err := b.Attachment(name); err != nil || string(got) != want {
				t.Errorf("%q, %v", got, err)
			}
		}
		if got, err := b.Draft("k"); err != nil || !bytes.Equal(got, []byte("typed after")) {
			t.Errorf("%q, %v", got, err)
		}
		wholeCheck(t, b)
	}
	left := []string{}
	for _, f := range filesOf(t, filepath.Join(dir, "keys")) {
		left = append(left, filepath.Base(f))
	}
	if want := []string{"S07.age", "S17.age", "device.box", "epoch-2.age", "exam.age", "tries.json"}; !slices.Equal(left, want) {
		t.Errorf("keys %v, want %v", left, want)
	}
	if _, err := os.Stat(filepath.Join(dir, "badger")); err == nil {
		t.Error("the index under the old key is still there")
	}
}

// scoreAs is a person's score for an item of one candidate.
func scoreAs(p *Person, item int) Draft {
	d := scoreDraft(1, item, 215)
	d.Signer = p.Signer()
	return d
}
