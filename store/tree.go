package store

import (
	"bytes"
	"errors"
	"fmt"
	"sync"

	"golang.org/x/mod/sumdb/tlog"
)

// tree is the Merkle tree of one log: its hashes in a flat file, 32 bytes each, in
// the order of tlog.StoredHashIndex. It is derived from the journal, so it is never
// flushed: after a crash it is cut or filled up (fit). A write that fails is kept in
// memory and tried again, for no save depends on it.
type tree struct {
	mu      sync.Mutex
	f       file
	leaves  int64
	stored  int64  // hashes in the file
	pending []byte // hashes behind those
}

// openTree opens the file of hashes; fit must follow.
func openTree(path string, opt Options) (*tree, error) {
	f, err := opt.open(path)
	if err != nil {
		return nil, fmt.Errorf("open tree: %w", err)
	}
	return &tree{f: f}, nil
}

// fit brings the file to exactly n leaves: what is too long is cut, what is missing
// is made from the leaves.
func (t *tree) fit(n uint64, leaf func(seq uint64) ([]byte, error)) error {
	size, err := t.f.Size()
	if err != nil {
		return fmt.Errorf("size of tree: %w", err)
	}
	have := uint64(leavesIn(size / tlog.HashSize))
	have = min(have, n)
	t.leaves, t.stored, t.pending = int64(have), tlog.StoredHashCount(int64(have)), nil
	if err := t.f.Truncate(t.stored * tlog.HashSize); err != nil {
		return fmt.Errorf("cut tree: %w", err)
	}
	for seq := have; seq < n; seq++ {
		b, err := leaf(seq)
		if err != nil {
			return fmt.Errorf("leaf %d of tree: %w", seq, err)
		}
		if err := t.add(b); err != nil {
			return err
		}
		if len(t.pending) > 1<<20 {
			t.flush()
		}
	}
	t.flush()
	return nil
}

// leavesIn is how many leaves a file of so many hashes holds whole.
func leavesIn(hashes int64) int64 {
	lo, hi := int64(0), hashes
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if tlog.StoredHashCount(mid) <= hashes {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	return lo
}

// ReadHashes is tlog.HashReader over the file and what waits behind it.
func (t *tree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		if x >= t.stored {
			at := (x - t.stored) * tlog.HashSize
			if at+tlog.HashSize > int64(len(t.pending)) {
				return nil, errors.New("tree: no such hash")
			}
			copy(out[i][:], t.pending[at:])
			continue
		}
		if _, err := t.f.ReadAt(out[i][:], x*tlog.HashSize); err != nil {
			return nil, fmt.Errorf("read tree: %w", err)
		}
	}
	return out, nil
}

// add appends one leaf.
func (t *tree) add(leaf []byte) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	hashes, err := tlog.StoredHashes(t.leaves, leaf, t)
	if err != nil {
		return fmt.Errorf("add to tree: %w", err)
	}
	for _, h := range hashes {
		t.pending = append(t.pending, h[:]...)
	}
	t.leaves++
	return nil
}

// flush writes what waits to the file, as far as the disk lets it.
func (t *tree) flush() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.pending) == 0 {
		return
	}
	if _, err := t.f.WriteAt(t.pending, t.stored*tlog.HashSize); err != nil {
		return // kept in memory, tried again with the next save
	}
	t.stored += int64(len(t.pending)) / tlog.HashSize
	t.pending = t.pending[:0]
}

// root is the hash of the tree over the first n leaves.
func (t *tree) root(n uint64) (tlog.Hash, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if int64(n) > t.leaves {
		return tlog.Hash{}, fmt.Errorf("tree has %d leaves, not %d", t.leaves, n)
	}
	h, err := tlog.TreeHash(int64(n), t)
	if err != nil {
		return h, fmt.Errorf("root of tree: %w", err)
	}
	return h, nil
}

// leafHash is the hash of one leaf.
func (t *tree) leafHash(seq uint64) (tlog.Hash, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	h, err := t.ReadHashes([]int64{tlog.StoredHashIndex(0, int64(seq))})
	if err != nil {
		return tlog.Hash{}, err
	}
	return h[0], nil
}

// same says whether the tree begins with exactly these hashes.
func (t *tree) same(want []tlog.Hash) bool {
	const chunk = 1 << 12
	for at := 0; at < len(want); at += chunk {
		n := min(chunk, len(want)-at)
		if !t.sameChunk(int64(at), want[at:at+n]) {
			return false
		}
	}
	return true
}

func (t *tree) sameChunk(at int64, want []tlog.Hash) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	onDisk := min(max(t.stored-at, 0), int64(len(want)))
	buf := make([]byte, onDisk*tlog.HashSize)
	if _, err := t.f.ReadAt(buf, at*tlog.HashSize); err != nil && onDisk > 0 {
		return false
	}
	if rest := (at + onDisk - t.stored) * tlog.HashSize; onDisk < int64(len(want)) {
		end := rest + (int64(len(want))-onDisk)*tlog.HashSize
		if end > int64(len(t.pending)) {
			return false
		}
		buf = append(buf, t.pending[rest:end]...)
	}
	for i, h := range want {
		if !bytes.Equal(buf[i*tlog.HashSize:(i+1)*tlog.HashSize], h[:]) {
			return false
		}
	}
	return true
}

func (t *tree) close() error { return t.f.Close() }
