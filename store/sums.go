package store

import (
	"encoding/hex"
	"hash"
	"io"
)

// sums counts and hashes what is written through it.
type sums struct {
	w io.Writer // nil: only counted and hashed
	h hash.Hash
	n int64
}

func (s *sums) Write(b []byte) (int, error) {
	s.h.Write(b)
	s.n += int64(len(b))
	if s.w == nil {
		return len(b), nil
	}
	return s.w.Write(b)
}

func (s *sums) hex() string { return hex.EncodeToString(s.h.Sum(nil)) }
