package store

import (
	"errors"

	"golang.org/x/mod/sumdb/tlog"
)

// memoryTree grows a tree anew, for a check that must not believe the file of hashes.
type memoryTree struct {
	hashes []tlog.Hash
	leaves int64
	failed bool
}

// ReadHashes is tlog.HashReader.
func (t *memoryTree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		if x >= int64(len(t.hashes)) {
			return nil, errors.New("tree: no such hash")
		}
		out[i] = t.hashes[x]
	}
	return out, nil
}

func (t *memoryTree) add(leaf []byte) { t.addHash(tlog.RecordHash(leaf)) }

// addHash adds a leaf of which only the hash is known.
func (t *memoryTree) addHash(h tlog.Hash) {
	hs, err := tlog.StoredHashesForRecordHash(t.leaves, h, t)
	t.failed = t.failed || err != nil
	t.hashes = append(t.hashes, hs...)
	t.leaves++
}

// root is the root over the first n leaves; the zero hash, which no tree has, when
// there are not so many.
func (t *memoryTree) root(n uint64) tlog.Hash {
	if t.failed || int64(n) > t.leaves {
		return tlog.Hash{}
	}
	h, err := tlog.TreeHash(int64(n), t)
	if err != nil {
		return tlog.Hash{}
	}
	return h
}
