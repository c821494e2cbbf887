package store

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"kaowu/app/exam"
)

func TestCreateMakesAWholeBook(t *testing.T) {
	s := newSite(t)
	if s.lead.Staff() != leadID || !s.book.Unlocked() || len(s.book.Findings()) > 0 {
		t.Fatalf("lead %s, unlocked %v, findings %v", s.lead.Staff(), s.book.Unlocked(), s.book.Findings())
	}
	var kinds []exam.Kind
	var by []string
	if err := s.book.Each(func(f exam.Fact) error {
		kinds, by = append(kinds, f.Kind), append(by, strings.SplitN(f.By, "/", 2)[0])
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	// record.md 7: the device opens the log, the exam key creates the exam and endorses
	// the lead, the lead endorses the device.
	wantKinds := []exam.Kind{exam.LogOpened, exam.ExamCreated, exam.KeyEndorsed, exam.KeyEndorsed}
	wantBy := []string{"device", "exam", "exam", "S17"}
	for i := range wantKinds {
		if len(kinds) != 4 || kinds[i] != wantKinds[i] || by[i] != wantBy[i] {
			t.Fatalf("founded by %v %v, want %v %v", kinds, by, wantKinds, wantBy)
		}
	}
	wholeCheck(t, s.book)
	if got := s.book.Fingerprint(); len(got) != len("KF1")+8*5 || !strings.HasPrefix(got, "KF1-") {
		t.Errorf("fingerprint %q is not KF1 and eight groups of four", got)
	}
	if s.book.Drill() {
		t.Error("an exam that is no drill says it is one")
	}
	covers, err := Covers(s.home)
	if err != nil || len(covers) != 1 || covers[0].Exam != testExam || covers[0].Events != 4 {
		t.Fatalf("covers %v, %v", covers, err)
	}
	for _, c := range covers[0].Staff {
		if c.Enrolled != (c.ID == leadID) {
			t.Errorf("%s enrolled: %v", c.ID, c.Enrolled)
		}
	}
}

func TestCreateRefuses(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct {
		code string
		mend func(*Creation)
	}{
		{"exam-exists", func(*Creation) {}},
		{"exam-id", func(c *Creation) { c.Header.Exam = "../SC" }},
		{"exam-id", func(c *Creation) { c.Header.Exam = "" }},
		{"exam-id", func(c *Creation) { c.Header.Exam = ".new-1" }},
		{"exam-id", func(c *Creation) { c.Header.Exam = "SC JD" }},
		{"passphrase-short", func(c *Creation) { c.Passphrase = []byte("七个字的口令啊") }},
		{"passphrase-short", func(c *Creation) { c.Passphrase = []byte("abc      ") }},
	} {
		creation := testCreation()
		c.mend(&creation)
		_, _, _, err := Create(s.home, creation, s.opt)
		refused(t, err, c.code)
	}
	creation := testCreation()
	creation.Header.Exam, creation.Lead = "SC-JD-2026-0418", "S07"
	if _, _, _, err := Create(s.home, creation, s.opt); err == nil {
		t.Error("an assessor became the lead of a book")
	}
}

func TestCreateCutShortLeavesNothing(t *testing.T) {
	home, opt := t.TempDir(), smallDisk(examDay())
	opt.ScryptLog = 10
	left := filepath.Join(home, "books", unfinished+"0123")
	if err := os.MkdirAll(filepath.Join(left, "keys"), 0o700); err != nil {
		t.Fatal(err)
	}
	if covers, err := Covers(home); err != nil || len(covers) != 0 {
		t.Fatalf("an unfinished book is listed: %v, %v", covers, err)
	}
	full := opt
	full.FreeSpace = func(string) (uint64, error) { return 0, nil }
	if _, _, _, err := Create(home, testCreation(), full); err == nil {
		t.Fatal("a book was made on a full disk")
	} else {
		refused(t, err, "disk-full")
	}
	if files := filesOf(t, home); len(files) > 0 {
		t.Fatalf("left behind: %v", files)
	}
	b, _, _, err := Create(home, testCreation(), opt)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestOneUnderWayIsNotCleared(t *testing.T) {
	home, opt := t.TempDir(), smallDisk(examDay()).filled()
	dir := filepath.Join(home, "books", unfinished+"0123")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	l, err := takeLock(dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	clearUnfinished(home, opt)
	if _, err := os.Stat(dir); err != nil {
		t.Error("a book that somebody is making was removed")
	}
	l.release()
	clearUnfinished(home, opt)
	if _, err := os.Stat(dir); err == nil {
		t.Error("what was cut short is still there")
	}
}

func TestRecoveryKeyOpensDataAndSignsNothing(t *testing.T) {
	s := newSite(t)
	id, err := age.ParseX25519Identity(s.recovery)
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := os.ReadFile(filepath.Join(s.book.dir, "keys", "epoch-1.age"))
	if err != nil {
		t.Fatal(err)
	}
	_, keys, err := openDataKey(sealed, testExam, firstEpoch, id)
	if err != nil || !slices.Equal(keys, s.book.data.epochs()) {
		t.Fatalf("recovery key does not open the data: %v", err)
	}
	for _, name := range []string{"exam.age", "S17.age"} {
		b, err := os.ReadFile(filepath.Join(s.book.dir, "keys", name))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := openSealed(b, id); err == nil {
			t.Errorf("recovery key opens %s, which signs", name)
		}
	}
}

// TestNothingReadable: no name, ID number, passphrase or private key lies in any file of
// the home, save the staff names on the cover (record.md 1).
func TestNothingReadable(t *testing.T) {
	s := newSite(t)
	p := s.enroll(t, "S07", exam.RoleAssessor)
	row := exam.Candidate{No: "2026610001", Name: "欧阳小满", IDNumber: "51000019900307009X", Sessions: map[exam.Component]exam.SessionNo{}, Seats: map[exam.Component]int{}}
	mustAppend(t, s.book, Draft{Signer: s.lead.Signer(), Kind: exam.CandidateListed, On: "candidate/2026610001", About: "listed",
		Body: exam.Listed[exam.Candidate]{Load: "1", Row: row}})
	if _, err := s.book.Attach(t.Context(), []byte("欧阳小满 51000019900307009X")); err != nil {
		t.Fatal(err)
	}
	if err := s.book.SaveDraft(t.Context(), "remarks", []byte("欧阳小满 51000019900307009X")); err != nil {
		t.Fatal(err)
	}
	if _, err := s.book.Checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	archive := filepath.Join(s.home, "exam.kaowu")
	if err := s.book.WriteArchive(t.Context(), archive, s.lead, parts("papers/0001.pdf", []byte("欧阳小满")), 0, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := s.book.Enroll(t.Context(), s.lead, "S08", exam.RoleSupervisor, []byte(staffPass)); err != nil {
		t.Fatal(err)
	}
	again, err := s.book.Enroll(t.Context(), s.lead, "S08", exam.RoleSupervisor, []byte(staffPass)) // a second epoch
	if err != nil {
		t.Fatal(err)
	}
	keys := privateKeys(t, s, p, again)
	s.close(t)
	secret := []string{"欧阳小满", "2026610001", "51000019900307009X", "510100198001010037", "510100197501010039", "02887654321", leadPass, staffPass, s.recovery}
	secret = append(secret, keys...)
	ageSecret := regexp.MustCompile(`AGE-SECRET-KEY-1[0-9A-Z]`) // the manuals tell how one begins
	names := []string{"程立", "卫红", "高原"}
	files := filesOf(t, s.home)
	if len(files) < 10 {
		t.Fatalf("only %d files looked at", len(files))
	}
	for _, path := range files {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		words := secret
		if filepath.Base(path) != "cover.json" {
			words = append(words[:len(words):len(words)], names...)
		}
		if ageSecret.Match(b) {
			t.Errorf("an age key can be read in %s", filepath.Base(path))
		}
		for _, w := range words {
			if bytes.Contains(b, []byte(w)) || strings.Contains(path, w) {
				t.Errorf("%q can be read in %s", w, filepath.Base(path))
			}
		}
	}
}

// privateKeys are all private keys of a book, as somebody might find them: raw, in hex and
// in base64.
func privateKeys(t *testing.T, s *site, people ...*Person) []string {
	t.Helper()
	theExam, err := s.lead.examKeys()
	if err != nil {
		t.Fatal(err)
	}
	raw := [][]byte{s.book.Device().Private.Seed()}
	for _, e := range s.book.data.epochs() {
		raw = append(raw, e.key[:])
		for _, use := range []string{useJournal, useBadger, useFiles, useDevice} {
			sub, err := e.key.subkey(use)
			if err != nil {
				t.Fatal(err)
			}
			raw = append(raw, sub)
		}
	}
	out := []string{}
	for _, k := range []*keyring{theExam, s.lead.keys, people[0].keys, people[1].keys} {
		scalar, err := k.paper.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		raw = append(raw, k.sign.Seed(), scalar)
		out = append(out, k.open.String())
	}
	for _, b := range raw {
		out = append(out, string(b), hex.EncodeToString(b), base64.StdEncoding.EncodeToString(b), base64.RawURLEncoding.EncodeToString(b))
	}
	return out
}

// What is to be in a book from its first hour is stored before the book appears: where
// that fails nothing of it is left, and where it does not the book holds it.
func TestCreateFillsOrLeavesNothing(t *testing.T) {
	home, opt, c := t.TempDir(), smallDisk(examDay()), testCreation()
	broken := errors.New("cut short")
	said := func(by *Person) Draft {
		return Draft{Signer: by.Signer(), Kind: exam.PlanHeader, On: "plan", About: "header", Body: exam.Listed[exam.PlanHead]{Load: "ab"}}
	}
	c.Fill = func(b *Book, lead *Person) error {
		if _, err := b.Append(t.Context(), said(lead)); err != nil {
			t.Fatal(err)
		}
		if covers, err := Covers(home); err != nil || len(covers) > 0 {
			t.Errorf("seen while it is made: %v, %v", covers, err)
		}
		return broken
	}
	if _, _, _, err := Create(home, c, opt); !errors.Is(err, broken) {
		t.Fatalf("create: %v", err)
	}
	if files := filesOf(t, home); len(files) > 0 {
		t.Fatalf("left behind: %v", files)
	}
	c.Fill = func(b *Book, lead *Person) error { _, err := b.Append(t.Context(), said(lead)); return err }
	b, _, _, err := Create(home, c, opt)
	if err != nil {
		t.Fatal(err)
	}
	if facts, err := b.Events("plan"); err != nil || len(facts) != 1 {
		t.Errorf("%d events of the plan, %v", len(facts), err)
	}
	if n := b.Cover().Events; n != b.Size() {
		t.Errorf("the cover counts %d events, the book %d", n, b.Size())
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
}
