package store

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"kaowu/app/exam"
)

// manualClock stands until it is moved.
type manualClock struct {
	now time.Time
	up  time.Duration
}

func (c *manualClock) Now() time.Time    { return c.now }
func (c *manualClock) Up() time.Duration { return c.up }

// pass lets both clocks go on alike.
func (c *manualClock) pass(d time.Duration) { c.now, c.up = c.now.Add(d), c.up+d }

// examDay is 2026-12-19 09:41:07.120 at the site, given as UTC.
func examDay() *manualClock {
	return &manualClock{now: time.Date(2026, 12, 19, 1, 41, 7, 120e6, time.UTC)}
}

const (
	testExam = "SC-JD-2026-0417"
	testLog  = "d7f3a1c09b5e42668de0f1a2b3c4d5e6"
)

func testKey() dataKey { return sha256.Sum256([]byte("data key of the test exam")) }

// testSigner is a signer whose key comes from its name.
func testSigner(by, auth string) Signer {
	seed := sha256.Sum256([]byte(by))
	private := ed25519.NewKeyFromSeed(seed[:])
	return Signer{By: by, Key: exam.KeyID(private.Public().(ed25519.PublicKey)), Auth: auth, Private: private}
}

func testDevice() Signer { return testSigner("device/4c1d", exam.AuthDevice) }
func testStaff() Signer  { return testSigner("S07", exam.AuthPassphrase) }

// smallDisk are options that keep a test quick: a small reserve, any disk will do.
func smallDisk(clock Clock) Options {
	return Options{Clock: clock, MinFree: 1 << 20, Reserve: 1 << 16, step: 64 << 10, Program: "test"}
}

// newTestBook makes a book with its three first events and a member of staff.
func newTestBook(t testing.TB, opt Options) *Book {
	t.Helper()
	dir := t.TempDir()
	d, err := newBookData(dir, oneEpoch(testKey()), testDevice(), testLog, testExam, opt)
	if err != nil {
		t.Fatal(err)
	}
	b := &Book{dir: dir, opt: opt.filled(), data: d}
	t.Cleanup(func() { _ = b.Close() })
	if _, err := b.Append(t.Context(), firstEvents()...); err != nil {
		t.Fatal(err)
	}
	return b
}

// firstEvents opens the log and makes the keys known.
func firstEvents() []Draft {
	dev, lead := testDevice(), testSigner("exam", exam.AuthDevice)
	public := func(s Signer) string {
		return base64.StdEncoding.EncodeToString(s.Private.Public().(ed25519.PublicKey))
	}
	return []Draft{
		{Signer: dev, Kind: exam.LogOpened, On: "log/" + testLog, About: "opened",
			Body: exam.LogOpening{Device: "4c1d", DeviceKey: public(dev), Program: "test"}},
		{Signer: lead, Kind: exam.ExamCreated, On: "exam", About: "created",
			Body: exam.ExamCreation{ExamKey: public(lead), Retention: 2}},
		{Signer: lead, Kind: exam.KeyEndorsed, On: "staff/S07", About: "key",
			Body: exam.Endorsement{Holder: "S07", Key: public(testStaff()), Role: exam.RoleAssessor}},
	}
}

// scoreDraft is a member of staff's score for an item of a candidate.
func scoreDraft(candidate int, item int, score exam.Tenths) Draft {
	return Draft{Signer: testStaff(), Kind: exam.ItemScored, On: fmt.Sprintf("candidate/%010d", 2026610000+candidate),
		About: fmt.Sprintf("practical/P01/S07/%d", item), Body: exam.Score{Score: score}}
}

// reopen closes a book and opens its data again.
func reopen(t testing.TB, b *Book) []Finding {
	t.Helper()
	if b.data != nil {
		if err := b.data.close(); err != nil {
			t.Fatal(err)
		}
		b.data = nil
	}
	if err := b.unlock(oneEpoch(testKey()), testDevice()); err != nil {
		t.Fatal(err)
	}
	return b.found
}

// mustAppend saves drafts and returns their facts.
func mustAppend(t testing.TB, b *Book, drafts ...Draft) []exam.Fact {
	t.Helper()
	facts, err := b.Append(t.Context(), drafts...)
	if err != nil {
		t.Fatal(err)
	}
	return facts
}

// codes lists the codes of findings.
func codes(found []Finding) []string {
	out := []string{}
	for _, f := range found {
		out = append(out, f.Code)
	}
	return out
}

// wholeCheck fails the test unless a full check finds nothing.
func wholeCheck(t testing.TB, b *Book) Report {
	t.Helper()
	rep, err := b.Check(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(rep.Findings) > 0 {
		t.Fatalf("check found %v", rep.Findings)
	}
	return rep
}

func journalPath(b *Book) string { return filepath.Join(b.dir, "journal") }
