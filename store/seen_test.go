package store

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kaowu/app/exam"
)

// copied is the book of a day as it lies on the disk, opened from another folder by the
// lead: a cloned laptop, or an old backup put in place.
func copied(t *testing.T, d *day) *Book {
	t.Helper()
	home := t.TempDir()
	if err := os.CopyFS(home, os.DirFS(d.home)); err != nil {
		t.Fatal(err)
	}
	b, err := Open(home, testExam, d.book.opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	if _, err := b.SignIn("S17", []byte(leadPass)); err != nil {
		t.Fatal(err)
	}
	return b
}

// went lets a book go on by n events and gives the checkpoint after them; none is taken
// where sign is false.
func (d *day) went(t *testing.T, b *Book, n int, words string, sign bool) string {
	t.Helper()
	for range n {
		mustAppend(t, b, Draft{Signer: d.lead.Signer(), Kind: exam.RecordWritten, On: "record/T01", About: "field/remarks", Body: exam.Field{Value: words}})
	}
	if !sign {
		return ""
	}
	note, err := b.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return note
}

func seenIn(t *testing.T, b *Book, notes ...string) SeenCheck {
	t.Helper()
	list, err := SeenForm(strings.Join(notes, "\n"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := b.CheckSeen(t.Context(), list)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// wentWrong is where a finding says that things went wrong.
func wentWrong(t *testing.T, f Finding) (from, to uint64) {
	t.Helper()
	from, a := f.Args["from"].(uint64)
	to, b := f.Args["to"].(uint64)
	if device, _ := f.Args["device"].(string); !a || !b || !strings.HasPrefix(device, "device/") || f.Args["log"] == "" {
		t.Fatalf("%+v names no device, log and range", f)
	}
	return from, to
}

func TestSeenFits(t *testing.T) {
	d := newDay(t, nil)
	later := d.went(t, d.book, 3, "一", true)
	if got := seenIn(t, d.book, d.prints, later, d.prints); got.Fits != 2 || len(got.Findings) > 0 || got.Other > 0 {
		t.Errorf("%+v", got)
	}
	_, theirs := frozen(t)
	other := strings.ReplaceAll(theirs.Checkpoint, testExam, "SC-JD-2026-9999")
	// Of another exam; of a log that this book does not hold; signed by nobody known.
	forged := strings.Replace(d.prints, "\n\n", "\n\nx", 1)
	n, err := textOf(d.prints)
	if err != nil {
		t.Fatal(err)
	}
	absent := strings.ReplaceAll(d.prints, n.log, strings.Repeat("a", 32))
	got := seenIn(t, d.book, other, absent, forged)
	if got.Fits != 0 || got.Other != 1 || len(got.Absent) != 1 || got.Absent[0].Size != n.size || !slices.Equal(codes(got.Findings), []string{"seen-signature"}) {
		t.Errorf("%+v", got)
	}
	_, err = SeenForm(d.prints + "\nkaowu/what\n")
	refused(t, err, "seen-form")
}

func TestSeenRollback(t *testing.T) {
	d := newDay(t, nil)
	old := copied(t, d)
	size := old.Size()
	later := d.went(t, d.book, 4, "后来", true)
	got := seenIn(t, old, d.prints, later)
	if !slices.Equal(codes(got.Findings), []string{"seen-rollback"}) || len(got.Evidence) > 0 {
		t.Fatalf("%+v", got)
	}
	n, _ := textOf(d.prints)
	if from, to := wentWrong(t, got.Findings[0]); from != n.size || to <= size || got.Findings[0].Args["have"] != old.Size() {
		t.Errorf("%+v", got.Findings[0])
	}
}

// A cloned laptop: both copies go on, and each signs its own history.
func TestSeenClone(t *testing.T) {
	d := newDay(t, nil)
	clone := copied(t, d)
	common, _ := textOf(d.prints)
	mine := d.went(t, d.book, 2, "这一台", true)
	d.went(t, clone, 5, "另一台", true)
	got := seenIn(t, clone, d.prints, mine)
	if !slices.Equal(codes(got.Findings), []string{"seen-fork"}) || got.Fits != 1 || len(got.Evidence) != 1 {
		t.Fatalf("%+v", got)
	}
	n, _ := textOf(mine)
	if from, to := wentWrong(t, got.Findings[0]); from != common.size || to != n.size {
		t.Errorf("from %d to %d", from, to)
	}
	forkHolds(t, d, got.Evidence[0], n.size)
	// The list alone shows it where both copies were seen at one size.
	twin := copied(t, d)
	twice := d.went(t, twin, 1, "第三台", true)
	again := d.went(t, d.book, 1, "这一台", true)
	a, _ := textOf(twice)
	b, _ := textOf(again)
	if a.size != b.size {
		t.Fatalf("sizes %d and %d", a.size, b.size)
	}
	if got := seenIn(t, d.book, again, twice); !slices.Equal(codes(got.Findings), []string{"seen-fork"}) || len(got.Evidence) != 1 {
		t.Errorf("%+v", got)
	}
}

// History that was written anew and not signed again.
func TestSeenRewritten(t *testing.T) {
	d := newDay(t, nil)
	old := copied(t, d)
	seen := d.went(t, d.book, 3, "真的", true)
	d.went(t, old, 9, "改的", false)
	got := seenIn(t, old, seen)
	n, _ := textOf(seen)
	if !slices.Equal(codes(got.Findings), []string{"seen-rewritten"}) {
		t.Fatalf("%+v", got)
	}
	if from, to := wentWrong(t, got.Findings[0]); from != 0 || to != n.size {
		t.Errorf("from %d to %d: nothing earlier was seen", from, to)
	}
}

// forkHolds checks evidence as a stranger would, and that nothing else passes for it.
func forkHolds(t *testing.T, d *day, evidence []byte, at uint64) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "fork.json")
	if err := os.WriteFile(path, evidence, 0o600); err != nil {
		t.Fatal(err)
	}
	v, err := VerifyFile(t.Context(), path, VerifyOptions{Trust: d.book.Fingerprint()})
	if err != nil || !v.OK || v.Kind != "fork" || v.Trust != TrustHolds || v.Fork == nil || v.Fork.At != at || v.Fork.Log != d.book.Log() {
		t.Fatalf("%+v, %v", v, err)
	}
	var f fork
	if err := readCanonical(evidence, &f); err != nil {
		t.Fatal(err)
	}
	for why, change := range map[string]func(*fork){
		"one note twice":   func(f *fork) { f.Other = f.One },
		"the other way":    func(f *fork) { f.One, f.Other = f.Other, f.One },
		"the same root":    func(f *fork) { n, _ := textOf(f.One); f.Root = n.root },
		"another root":     func(f *fork) { f.Root[0] ^= 1 },
		"no proof":         func(f *fork) { f.Proof = f.Proof[:0] },
		"a note unsigned":  func(f *fork) { f.One = strings.Replace(f.One, "\n\n", "\n\n ", 1) },
		"another exam":     func(f *fork) { f.Exam = "SC-JD-2026-0418" },
		"another key":      func(f *fork) { f.Fingerprint = "KF1-AAAA" },
		"no founding":      func(f *fork) { f.Founding = f.Founding[:1] },
		"another form":     func(f *fork) { f.Format = "kaowu fork v2" },
		"no list of proof": func(f *fork) { f.Proof = nil },
	} {
		bad := f
		bad.Proof = slices.Clone(f.Proof)
		change(&bad)
		b, err := exam.Marshal(bad)
		if err != nil {
			t.Fatal(err)
		}
		if v := checkSmall(b, VerifyOptions{}, (*verifier).runFork); v.OK {
			t.Errorf("%s: it holds", why)
		}
	}
	for at := range evidence {
		bad := bytes.Clone(evidence)
		bad[at] ^= 2
		if at%29 == 0 && checkSmall(bad, VerifyOptions{}, (*verifier).runFork).OK {
			t.Errorf("byte %d changed: it holds", at)
		}
	}
}

func FuzzSeenForm(f *testing.F) {
	_, s := slipFile(f)
	f.Add(s.Logs[0].Checkpoint)
	f.Add(s.Logs[0].Checkpoint + "\n\n" + s.Logs[0].Checkpoint)
	f.Add("kaowu/x\r\n1\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		list, err := SeenForm(text)
		if err != nil {
			return
		}
		again, err := SeenForm(strings.Join(list, "\n"))
		if err != nil || !slices.Equal(list, again) {
			t.Errorf("%q is read again as %q, %v", list, again, err)
		}
	})
}
