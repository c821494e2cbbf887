package store

import (
	"fmt"
	"syscall"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

func leafN(seq uint64) ([]byte, error) { return fmt.Appendf(nil, "leaf %d", seq), nil }

// The file may be shorter, longer or cut in the middle of a hash: fit mends it, and
// the root is always that of a tree grown in memory.
func TestTreeFits(t *testing.T) {
	var want memoryTree
	for seq := range uint64(40) {
		b, _ := leafN(seq)
		want.add(b)
	}
	f := newMemFile()
	tr := &tree{f: f}
	for _, c := range []struct {
		leaves uint64
		size   int64 // of the file before; -1: as it is
	}{{13, -1}, {40, -1}, {7, -1}, {40, 32 * 5}, {40, 100}, {21, 0}, {21, 31}, {0, -1}, {33, -1}} {
		if c.size >= 0 {
			if err := f.Truncate(c.size); err != nil {
				t.Fatal(err)
			}
		}
		if err := tr.fit(c.leaves, leafN); err != nil {
			t.Fatal(err)
		}
		root, err := tr.root(c.leaves)
		if err != nil || root != want.root(c.leaves) {
			t.Fatalf("%+v: root %v, want %v, %v", c, root, want.root(c.leaves), err)
		}
		if size, _ := f.Size(); size != 32*tlog.StoredHashCount(int64(c.leaves)) {
			t.Fatalf("%+v: file of %d bytes", c, size)
		}
	}
	if _, err := tr.root(34); err == nil {
		t.Fatal("a root over more leaves than there are")
	}
}

// A tree file that cannot be written costs nothing: the hashes wait in memory.
func TestTreeWaitsForTheDisk(t *testing.T) {
	f := newMemFile()
	tr := &tree{f: f}
	var want memoryTree
	for seq := range uint64(9) {
		b, _ := leafN(seq)
		want.add(b)
		if err := tr.add(b); err != nil {
			t.Fatal(err)
		}
		if seq%3 == 1 {
			f.tear = 5
		}
		tr.flush()
		if root, err := tr.root(seq + 1); err != nil || root != want.root(seq+1) {
			t.Fatalf("root at %d: %v", seq, err)
		}
		if !tr.same(want.hashes) {
			t.Fatalf("hashes at %d differ", seq)
		}
	}
	if f.syncErr = syscall.EIO; len(tr.pending) > 0 {
		t.Fatalf("%d bytes wait though the disk works", len(tr.pending))
	}
	f.now[40] ^= 1
	if tr.same(want.hashes) {
		t.Fatal("a flipped bit is not seen")
	}
}
