package store

import (
	"testing"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

// The library's tree is the other opinion: at every size both have the same root.
func TestFrontierIsTlogsTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		leaves := rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 0, 40), 1, 70).Draw(t, "leaves")
		var f frontier
		var stored memoryTree
		if f.root() != (tlog.Hash{}) {
			t.Fatal("an empty tree has a root")
		}
		for i, leaf := range leaves {
			f.add(leaf)
			stored.add(leaf)
			if f.root() != stored.root(uint64(i+1)) {
				t.Fatalf("roots differ at %d leaves", i+1)
			}
		}
	})
}
