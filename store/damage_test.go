package store

import (
	"kaowu/app/exam"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/mod/sumdb/note"
)

// noteKeys is a list of keys as note.Verifiers.
type noteKeys []noteKey

func (ks noteKeys) Verifier(name string, hash uint32) (note.Verifier, error) {
	for _, k := range ks {
		if k.name == name && k.KeyHash() == hash {
			return k, nil
		}
	}
	return nil, &note.UnknownVerifierError{Name: name, KeyHash: hash}
}

// flip turns one bit of a file over.
func flip(t testing.TB, path string, at int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	b := make([]byte, 1)
	if _, err := f.ReadAt(b, at); err != nil {
		t.Fatal(err)
	}
	b[0] ^= 1
	if _, err := f.WriteAt(b, at); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// damaged is one way to harm a closed book and what the next opening and a full
// check must say. Each journal holds a group a save: 3 first events in one, then
// 40 of one event each.
var damaged = []struct {
	name  string
	harm  func(t *testing.T, b *Book, ends []int64)
	open  []string // codes at opening
	check []string // codes of a full check
	saves bool     // goes on being saved to
	all   bool     // every event can still be read
}{
	{"nothing", func(*testing.T, *Book, []int64) {}, nil, nil, true, true},
	{"first head block", func(t *testing.T, b *Book, _ []int64) { flip(t, journalPath(b), 20) },
		[]string{"journal-head"}, []string{"journal-head"}, true, true},
	{"second head block", func(t *testing.T, b *Book, _ []int64) { flip(t, journalPath(b), headBlock+20) },
		[]string{"journal-head"}, []string{"journal-head"}, true, true},
	{"a length inside", func(t *testing.T, b *Book, ends []int64) { flip(t, journalPath(b), ends[5]) },
		nil, []string{"journal-damaged"}, true, true},
	{"a type inside", func(t *testing.T, b *Book, ends []int64) { flip(t, journalPath(b), ends[5]+4) },
		nil, []string{"journal-damaged"}, true, true},
	{"a byte inside", func(t *testing.T, b *Book, ends []int64) { flip(t, journalPath(b), ends[5]+100) },
		nil, []string{"journal-damaged"}, true, true},
	{"two places", func(t *testing.T, b *Book, ends []int64) {
		flip(t, journalPath(b), ends[5]+100)
		flip(t, journalPath(b), ends[9]+7)
	}, nil, []string{"journal-damaged", "journal-damaged"}, true, true},
	{"a byte of the last record", func(t *testing.T, b *Book, ends []int64) { flip(t, journalPath(b), ends[39]+100) },
		[]string{"journal-damaged"}, []string{"journal-damaged"}, true, true},
	{"file cut", func(t *testing.T, b *Book, ends []int64) { truncate(t, journalPath(b), ends[30]) },
		[]string{"journal-cut"}, []string{"journal-cut"}, false, true},
	{"end zeroed", func(t *testing.T, b *Book, ends []int64) { zero(t, journalPath(b), ends[30], ends[40]) },
		[]string{"journal-cut"}, []string{"journal-cut"}, false, true},
	{"zero tail cut", func(t *testing.T, b *Book, ends []int64) { truncate(t, journalPath(b), ends[40]) },
		nil, nil, true, true},
	{"half a save behind the end", func(t *testing.T, b *Book, ends []int64) {
		copyWithin(t, journalPath(b), ends[39], ends[39]+300, ends[40])
	}, []string{"journal-torn"}, nil, true, true},
	{"tree flipped", func(t *testing.T, b *Book, _ []int64) { flip(t, treeFile(b), 70) },
		nil, []string{"tree-damaged"}, true, true},
	{"tree cut", func(t *testing.T, b *Book, _ []int64) { truncate(t, treeFile(b), 100) }, nil, nil, true, true},
	{"tree gone", func(t *testing.T, b *Book, _ []int64) { remove(t, treeFile(b)) }, nil, nil, true, true},
	{"index gone", func(t *testing.T, b *Book, _ []int64) { remove(t, filepath.Join(b.dir, "badger")) },
		nil, nil, true, true},
	{"index manifest flipped", func(t *testing.T, b *Book, _ []int64) {
		flip(t, filepath.Join(b.dir, "badger", "MANIFEST"), 3)
	}, []string{"index-damaged"}, nil, true, true},
	{"index key registry flipped", func(t *testing.T, b *Book, _ []int64) {
		flip(t, filepath.Join(b.dir, "badger", "KEYREGISTRY"), 20)
	}, []string{"index-damaged"}, nil, true, true},
	{"index gone and journal cut behind the checkpoint", func(t *testing.T, b *Book, ends []int64) {
		remove(t, filepath.Join(b.dir, "badger"))
		truncate(t, journalPath(b), ends[30])
	}, []string{"journal-cut"}, []string{}, false, false},
	{"index gone and a byte inside", func(t *testing.T, b *Book, ends []int64) {
		remove(t, filepath.Join(b.dir, "badger"))
		flip(t, journalPath(b), ends[5]+100)
	}, []string{"journal-damaged", "event-missing"}, []string{"event-missing", "journal-damaged"}, false, false},
}

func TestDamageIsFoundAndNamed(t *testing.T) {
	for _, c := range damaged {
		t.Run(c.name, func(t *testing.T) {
			b := newTestBook(t, smallDisk(examDay()))
			ends := []int64{b.data.state.Load().End}
			var ids []exam.ID
			for i := range 40 {
				ids = append(ids, mustAppend(t, b, scoreDraft(i%8, i, 215))[0].ID)
				ends = append(ends, b.data.state.Load().End)
				if i == 35 {
					if _, err := b.Checkpoint(t.Context()); err != nil {
						t.Fatal(err)
					}
				}
			}
			if err := b.data.close(); err != nil {
				t.Fatal(err)
			}
			b.data = nil
			c.harm(t, b, ends)
			if found := reopen(t, b); !slices.Equal(codes(found), append([]string{}, c.open...)) {
				t.Fatalf("opening found %v, want %v", found, c.open)
			}
			rep, err := b.Check(t.Context(), nil)
			if err != nil || !slices.Equal(codes(rep.Findings), append([]string{}, c.check...)) {
				t.Fatalf("check found %v %v, want %v", rep.Findings, err, c.check)
			}
			if _, err := b.Append(t.Context(), scoreDraft(1, 99, 1)); (err == nil) != c.saves {
				t.Fatalf("save: %v", err)
			}
			missing := 0
			for _, id := range ids {
				if _, err := b.Fact(id); err != nil {
					missing++
				}
			}
			if (missing == 0) != c.all || missing > 10 {
				t.Fatalf("%d events cannot be read", missing)
			}
		})
	}
}

func treeFile(b *Book) string { return filepath.Join(b.dir, "tree", testLog) }

func truncate(t testing.TB, path string, size int64) {
	t.Helper()
	if err := os.Truncate(path, size); err != nil {
		t.Fatal(err)
	}
}

func remove(t testing.TB, path string) {
	t.Helper()
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
}

// overwrite puts b at an offset of a file.
func overwrite(t testing.TB, path string, b []byte, at int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt(b, at); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func zero(t testing.TB, path string, from, to int64) { overwrite(t, path, make([]byte, to-from), from) }

// copyWithin copies a stretch of a file to another place of it.
func copyWithin(t testing.TB, path string, from, to, at int64) {
	t.Helper()
	all, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	overwrite(t, path, all[from:to], at)
}
