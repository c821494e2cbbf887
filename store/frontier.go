package store

import "golang.org/x/mod/sumdb/tlog"

// frontier grows a log's tree in a handful of hashes, whatever the number of leaves:
// an archive of any size is checked in flat memory. It holds the roots of the whole
// subtrees from left to right, as RFC 6962 2.1 splits them.
type frontier struct {
	roots []tlog.Hash
	n     uint64
}

// add appends one leaf.
func (t *frontier) add(leaf []byte) {
	h := tlog.RecordHash(leaf)
	// One subtree closes for each trailing 1 of the old size.
	for n := t.n; n&1 == 1; n >>= 1 {
		last := len(t.roots) - 1
		h = tlog.NodeHash(t.roots[last], h)
		t.roots = t.roots[:last]
	}
	t.roots = append(t.roots, h)
	t.n++
}

// root is the hash of the tree as it stands; the zero hash while it is empty.
func (t *frontier) root() tlog.Hash {
	if t.n == 0 {
		return tlog.Hash{}
	}
	h := t.roots[len(t.roots)-1]
	for i := len(t.roots) - 2; i >= 0; i-- {
		h = tlog.NodeHash(t.roots[i], h)
	}
	return h
}
