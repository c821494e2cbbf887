package store

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"filippo.io/age"

	"kaowu/app/exam"
)

// A book of three epochs is checked, rebuilt, archived, verified and opened by the
// recovery key as one of one epoch is: what was written under each is all there.
func TestThreeEpochs(t *testing.T) {
	d := newDay(t, nil)
	size := d.book.Size()
	for _, pass := range []string{"the second passphrase", "the third passphrase"} {
		p, err := d.book.Enroll(t.Context(), d.lead, "S07", exam.RoleAssessor, []byte(pass))
		if err != nil {
			t.Fatal(err)
		}
		mustAppend(t, d.book, scoreAs(p, len(pass)))
		if _, err := d.book.Attach(t.Context(), []byte(pass)); err != nil {
			t.Fatal(err)
		}
	}
	// Each time a new key, the old one revoked, and a score.
	if n := d.book.data.epochs().number(); n != 3 || d.book.Size() != size+6 {
		t.Fatalf("epoch %d, %d events, want 3 and %d", n, d.book.Size(), size+6)
	}
	if err := d.write(t); err != nil {
		t.Fatal(err)
	}
	v := verifyBytes(t, read(t, d.archive), VerifyOptions{As: string(leadID), Passphrase: []byte(leadPass)})
	if !v.OK || v.Events != d.book.Size() {
		t.Errorf("archive: %+v", v)
	}
	size = d.book.Size() // the archive's checkpoint is there too
	d.close(t)
	id, err := age.ParseX25519Identity(d.recovery)
	if err != nil {
		t.Fatal(err)
	}
	dir := bookDir(d.home, testExam)
	_, keys, err := openDataKey(read(t, filepath.Join(dir, "keys", "epoch-3.age")), testExam, 3, id)
	if err != nil || keys.number() != 3 {
		t.Fatalf("recovery key: %v", err)
	}
	d.lead = nil
	rep, err := Rebuild(d.home, testExam, leadID, []byte(leadPass), d.opt)
	if err != nil || rep.Events != size || len(rep.Findings) > 0 {
		t.Fatalf("rebuilt: %+v, %v", rep, err)
	}
	// The index lost, the journal gives it back through all epochs.
	remove(t, filepath.Join(dir, "badger-3"))
	b := d.restart(t)
	if _, err := b.SignIn("S07", []byte("the third passphrase")); err != nil {
		t.Fatal(err)
	}
	if b.Size() != size || len(b.Findings()) > 0 {
		t.Errorf("%d events, want %d; findings %v", b.Size(), size, b.Findings())
	}
	wholeCheck(t, b)
}

// A record that somebody appends by an older key is no record, though the key opens all
// records before it.
func TestOlderKeyWritesNothing(t *testing.T) {
	s := newSite(t)
	old := s.enroll(t, "S07", exam.RoleAssessor)
	l := keeps(t, s, old)
	if _, err := s.book.Enroll(t.Context(), s.lead, "S07", exam.RoleAssessor, []byte("another passphrase")); err != nil {
		t.Fatal(err)
	}
	size, end := s.book.Size(), s.book.data.journal.end
	s.close(t)
	// What anybody may write without a signature: a draft.
	path := filepath.Join(bookDir(s.home, testExam), "journal")
	f, err := openFile(path)
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
	draft := draftRecord{"k", []byte("forged")}
	buf, err := j.sealer().seal(nil, end, end, true, recordDraft, draft.encode())
	if err == nil {
		_, err = f.WriteAt(buf, end)
	}
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	b := s.restart(t)
	if _, err := b.SignIn(leadID, []byte(leadPass)); err != nil {
		t.Fatal(err)
	}
	if got, err := b.Draft("k"); err != nil || got != nil {
		t.Errorf("the forged draft reads %q, %v", got, err)
	}
	if b.Size() != size || !slices.Equal(codes(b.Findings()), []string{"journal-torn"}) {
		t.Errorf("%d events, want %d; findings %v", b.Size(), size, b.Findings())
	}
}

// A file of data keys that somebody sealed themselves, for the recipients are public,
// does not stay in force: the first sign-in begins an epoch that they do not know.
func TestEpochFileOfAStranger(t *testing.T) {
	for _, c := range []struct {
		why  string
		make func(t *testing.T, s *site, old *Person, to []string) []byte
	}{
		{"signed by the key of before", func(t *testing.T, s *site, old *Person, to []string) []byte {
			// They know the device's key as well, from when they could read it.
			box, err := testKey().sealDevice(testExam, s.book.Device(), s.book.opt.Rand)
			if err == nil {
				err = os.WriteFile(filepath.Join(s.book.dir, "keys", "device.box"), box, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
			return sealed(t, append(slices.Clone(s.book.data.epochs()[:1]), epoch{testKey(), s.book.data.journal.end}), to, old.Signer())
		}},
		{"signed by the lead, for another too", func(t *testing.T, s *site, old *Person, to []string) []byte {
			to = append(slices.Clone(to), old.keys.open.Recipient().String())
			slices.Sort(to)
			return sealed(t, s.book.data.epochs(), to, s.lead.Signer())
		}},
	} {
		t.Run(c.why, func(t *testing.T) {
			s := newSite(t)
			old := s.enroll(t, "S07", exam.RoleAssessor)
			if _, err := s.book.Enroll(t.Context(), s.lead, "S07", exam.RoleAssessor, []byte("another passphrase")); err != nil {
				t.Fatal(err)
			}
			chain, _, err := s.book.chain()
			if err != nil {
				t.Fatal(err)
			}
			file := c.make(t, s, old, chain.readers())
			s.close(t)
			if err := os.WriteFile(filepath.Join(bookDir(s.home, testExam), "keys", "epoch-2.age"), file, 0o600); err != nil {
				t.Fatal(err)
			}
			b := s.restart(t)
			if _, err := b.SignIn(leadID, []byte(leadPass)); err != nil {
				t.Fatal(err)
			}
			e := b.data.epochs()
			if e.number() != 3 || e.newest().key == testKey() || (leaver{keys: old.keys}).opens(t, b.dir) {
				t.Errorf("epoch %d is the stranger's still", e.number())
			}
			wholeCheck(t, b)
			b = s.restart(t)
			if _, err := b.SignIn(leadID, []byte(leadPass)); err != nil || b.data.epochs().number() != 3 {
				t.Errorf("and another epoch at the next sign-in: %d, %v", b.data.epochs().number(), err)
			}
		})
	}
}

func sealed(t *testing.T, e epochs, to []string, by Signer) []byte {
	t.Helper()
	b, err := e.seal(testExam, to, by)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A journal that ends before the newest epoch begins was cut: nothing may be saved, for
// it would be sealed by a key that others hold.
func TestJournalCutBeforeItsEpoch(t *testing.T) {
	for beyond, want := range map[int64][]string{0: {}, 1: {"journal-cut"}} {
		b := newTestBook(t, smallDisk(examDay()))
		e := append(oneEpoch(testKey()), epoch{dataKey{2}, b.data.journal.end + beyond})
		if err := b.data.close(); err != nil {
			t.Fatal(err)
		}
		b.data = nil
		if err := b.unlock(e, testDevice()); err != nil {
			t.Fatal(err)
		}
		if got := codes(b.found); !slices.Equal(got, want) {
			t.Errorf("%d bytes beyond: findings %v, want %v", beyond, got, want)
		}
		if _, err := b.Append(t.Context(), scoreDraft(1, 2, 215)); (err == nil) != (beyond == 0) {
			t.Errorf("%d bytes beyond: saving: %v", beyond, err)
		}
	}
}

// Each record is of the epoch that its offset lies in.
func TestRecordsOfEpochs(t *testing.T) {
	e := epochs{{testKey(), journalStart}, {dataKey{2}, 5000}, {dataKey{3}, 5000}, {dataKey{4}, 9000}}
	keys, err := e.journalKeys()
	if err != nil {
		t.Fatal(err)
	}
	s := sealer{keys, testExam, Options{}.filled().Rand}
	for off, want := range map[int64]int{0: 1, journalStart: 1, 4999: 1, 5000: 3, 8999: 3, 9000: 4, 1 << 40: 4} {
		buf, err := s.seal(nil, off, off, true, recordDraft, []byte("x"))
		if err != nil {
			t.Fatal(err)
		}
		for n := range e {
			alone := sealer{keys[n : n+1], testExam, nil}
			if _, err := alone.unseal(buf, off); (err == nil) != (n+1 == want) {
				t.Errorf("a record at %d: epoch %d opens it: %v, want epoch %d", off, n+1, err == nil, want)
			}
		}
	}
}

// The name of a file of data keys has one way to write it.
func TestEpochNames(t *testing.T) {
	for name, want := range map[string]uint32{"epoch-1.age": 1, "epoch-12.age": 12, "epoch-0.age": 0, "epoch-01.age": 0,
		"epoch-+1.age": 0, "epoch-1.age.next": 0, "epoch-.age": 0, "epoch-99999999999.age": 0, "1": 0, "S07.age": 0} {
		if n, ok := epochOf(name); ok != (want > 0) || ok && n != want {
			t.Errorf("%s: %d, %v, want %d", name, n, ok, want)
		}
	}
}
