package store

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/dgraph-io/badger/v4"

	"kaowu/app/exam"
)

// savedBook is a book with some events, a checkpoint, a draft and a file.
func savedBook(t *testing.T, opt Options) *Book {
	t.Helper()
	b := newTestBook(t, opt)
	for i := range 20 {
		mustAppend(t, b, scoreDraft(i%3, i, 215))
	}
	if _, err := b.Checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Attach(t.Context(), []byte("scan")); err != nil {
		t.Fatal(err)
	}
	if err := b.SaveDraft(t.Context(), "score/1", []byte("21")); err != nil {
		t.Fatal(err)
	}
	mustAppend(t, b, scoreDraft(1, 99, 215))
	return b
}

// answers is all that a book says.
func answers(t *testing.T, b *Book) string {
	t.Helper()
	var out []byte
	if err := b.Each(func(f exam.Fact) error { out = append(out, f.Signed.Leaf()...); return nil }); err != nil {
		t.Fatal(err)
	}
	subjects, err := b.Subjects("")
	if err != nil {
		t.Fatal(err)
	}
	for _, on := range subjects {
		events, err := b.Events(on)
		if err != nil {
			t.Fatal(err)
		}
		heads, err := b.Heads(on)
		if err != nil {
			t.Fatal(err)
		}
		out = fmt.Appendf(out, "%s %d %v\n", on, len(events), heads)
	}
	notes, err := b.Checkpoints()
	if err != nil {
		t.Fatal(err)
	}
	draft, err := b.Draft("score/1")
	if err != nil {
		t.Fatal(err)
	}
	root, err := b.data.tree.root(b.Size())
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%s %q %q %x %d %s", out, notes, draft, root, b.Size(), b.Log())
}

func TestRebuildGivesTheSameAnswers(t *testing.T) {
	b := savedBook(t, smallDisk(examDay()))
	before := answers(t, b)
	rep, err := b.rebuild(t.Context())
	if err != nil || len(rep.Findings) > 0 || rep.Events != 25 || rep.Logs[0].Checkpoints != 1 {
		t.Fatalf("rebuild: %+v %v", rep, err)
	}
	if after := answers(t, b); after != before {
		t.Fatalf("the rebuilt book says\n%s\nbefore\n%s", after, before)
	}
	if f := mustAppend(t, b, scoreDraft(1, 1, 1))[0]; f.Seq != 25 {
		t.Fatalf("the log goes on with %d", f.Seq)
	}
}

// With a damaged journal the index may hold the only copy: it is not thrown away.
func TestRebuildKeepsTheOnlyCopy(t *testing.T) {
	b := savedBook(t, smallDisk(examDay()))
	before := answers(t, b)
	flip(t, journalPath(b), 6000)
	rep, err := b.rebuild(t.Context())
	if err != nil || !slices.Equal(codes(rep.Findings), []string{"journal-damaged"}) {
		t.Fatalf("rebuild: %+v %v", rep, err)
	}
	if after := answers(t, b); after != before {
		t.Fatal("a rebuild lost an event that the index had")
	}
}

// What somebody with the keys changes behind the book's back.
func TestCheckFindsTampering(t *testing.T) {
	for _, c := range []struct {
		name   string
		tamper func(t *testing.T, b *Book)
		want   []string
	}{
		{"an event of the index changed", func(t *testing.T, b *Book) {
			f := lastOf(t, b, "candidate/2026610001")
			changed := slices.Clone(f.Signed.Bytes)
			changed[len(changed)-3] = '9' // the score
			put(t, b, eventKey(f.Log, f.Seq), append(slices.Clone(f.Signed.Sig), changed...))
		}, []string{"index-differs"}},
		{"heads of the index changed", func(t *testing.T, b *Book) {
			put(t, b, []byte("h/exam"), make([]byte, 32))
		}, []string{"index-heads"}},
		{"an event forged into journal and index", func(t *testing.T, b *Book) {
			dr := scoreDraft(1, 1, 1000)
			_, dr.Signer.Private, _ = ed25519.GenerateKey(nil)
			mustAppend(t, b, dr)
		}, []string{"signature-wrong"}},
		{"an event under a key nobody endorsed", func(t *testing.T, b *Book) {
			dr := scoreDraft(1, 1, 1000)
			dr.Signer = testSigner("S08", exam.AuthPassphrase)
			mustAppend(t, b, dr)
		}, []string{"key-unknown"}},
		{"somebody else's key", func(t *testing.T, b *Book) {
			dr := scoreDraft(1, 1, 1000)
			dr.Signer.By = "S08"
			mustAppend(t, b, dr)
		}, []string{"key-unknown"}},
		{"a sealed file gone", func(t *testing.T, b *Book) {
			names, err := b.data.index.files()
			if err != nil {
				t.Fatal(err)
			}
			remove(t, b.data.filePath(names[0]))
		}, []string{"no-file"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := savedBook(t, smallDisk(examDay()))
			c.tamper(t, b)
			rep, err := b.Check(t.Context(), nil)
			if err != nil || !slices.Equal(codes(rep.Findings), c.want) {
				t.Fatalf("check: %v %v, want %v", rep.Findings, err, c.want)
			}
		})
	}
}

func lastOf(t *testing.T, b *Book, on string) exam.Fact {
	t.Helper()
	events, err := b.Events(on)
	if err != nil {
		t.Fatal(err)
	}
	return events[len(events)-1]
}

// put writes a value into the index past the book.
func put(t *testing.T, b *Book, key, v []byte) {
	t.Helper()
	err := b.data.index.now.db.Update(func(txn *badger.Txn) error { return txn.Set(key, append([]byte{indexSchema}, v...)) })
	if err != nil {
		t.Fatal(err)
	}
}

// A reader is told when Badger gives an event that is not the one stored.
func TestChangedIndexIsNotBelieved(t *testing.T) {
	b := savedBook(t, smallDisk(examDay()))
	f := lastOf(t, b, "candidate/2026610001")
	put(t, b, eventKey(f.Log, f.Seq), append(slices.Clone(f.Signed.Sig), []byte("{}")...))
	if _, err := b.Events(f.On); !errors.Is(err, errIndex) {
		t.Fatalf("events: %v", err)
	}
	if _, err := b.Fact(f.ID); !errors.Is(err, errIndex) {
		t.Fatalf("fact: %v", err)
	}
}

func TestCheckSaysHowFar(t *testing.T) {
	b := savedBook(t, smallDisk(examDay()))
	var last, end int64
	_, err := b.Check(t.Context(), func(done, total int64) {
		if done < last || done > total {
			t.Errorf("progress %d after %d of %d", done, last, total)
		}
		last, end = done, total
	})
	if err != nil || last != end || last == 0 {
		t.Fatalf("check ended at %d of %d: %v", last, end, err)
	}
}

// Eight savers and a check at once: every answer holds, numbers have no hole.
func TestEightSaversAtOnce(t *testing.T) {
	b := newTestBook(t, smallDisk(examDay()))
	var wg sync.WaitGroup
	ids := make([][]exam.ID, 8)
	for s := range ids {
		wg.Go(func() {
			for i := range 60 {
				facts, err := b.Append(t.Context(), scoreDraft(s%3, i, 215), scoreDraft(100+s, i, 215))
				if err != nil {
					t.Error(err)
					return
				}
				ids[s] = append(ids[s], facts[0].ID, facts[1].ID)
				if mine, err := b.Events(facts[1].On); err != nil || len(mine) != i+1 {
					t.Errorf("what was acknowledged is not shown: %d of %d %v", len(mine), i+1, err)
				}
			}
		})
	}
	wg.Go(func() {
		if rep, err := b.Check(t.Context(), nil); err != nil || len(rep.Findings) > 0 {
			t.Errorf("a check while saves go on: %v %v", rep.Findings, err)
		}
	})
	wg.Wait()
	for _, mine := range ids {
		for _, id := range mine {
			if _, err := b.Fact(id); err != nil {
				t.Fatal(err)
			}
		}
	}
	if rep := wholeCheck(t, b); rep.Events != 3+8*60*2 {
		t.Fatalf("%d events", rep.Events)
	}
}

// A load of 5,000 rows is cut into groups and is all there.
func TestLongAppend(t *testing.T) {
	b := newTestBook(t, smallDisk(examDay()))
	drafts := make([]Draft, 5000)
	for i := range drafts {
		drafts[i] = scoreDraft(i, 1, 215)
	}
	facts := mustAppend(t, b, drafts...)
	for i, f := range facts {
		if f.Seq != uint64(3+i) || f.On != drafts[i].On {
			t.Fatalf("event %d has number %d on %s", i, f.Seq, f.On)
		}
	}
	if len(facts) != 5000 {
		t.Fatalf("%d facts", len(facts))
	}
	if found := reopen(t, b); len(found) > 0 {
		t.Fatalf("opening found %v", found)
	}
	wholeCheck(t, b)
}

// A key registry that belongs to another book's key is put aside; the journal is not.
func TestIndexOfAnotherLogIsPutAside(t *testing.T) {
	b := savedBook(t, smallDisk(examDay()))
	before := answers(t, b)
	m := *b.data.state.Load()
	m.Log = "0000"
	if err := b.data.index.apply(change{meta: m}); err != nil {
		t.Fatal(err)
	}
	if found := reopen(t, b); !slices.Equal(codes(found), []string{"index-damaged"}) {
		t.Fatalf("opening found %v", found)
	}
	if after := answers(t, b); after != before {
		t.Fatal("the remade index gives other answers")
	}
	if left, err := filepath.Glob(filepath.Join(b.dir, "badger.*")); err != nil || len(left) > 0 {
		t.Fatalf("left behind: %v %v", left, err)
	}
}
