package store

import (
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
)

// dataKey is the key of one epoch (record.md 7). It encrypts nothing itself: each
// use has a key of its own, derived from it, so that no two formats share one.
type dataKey [32]byte

// Uses of a data key.
const (
	useJournal = "kaowu journal v1"
	useBadger  = "kaowu badger v1"
	useFiles   = "kaowu files v1"
)

// subkey is HKDF-SHA256 of the data key, without salt, with the use as info.
func (k dataKey) subkey(use string) ([]byte, error) {
	b, err := hkdf.Key(sha256.New, k[:], nil, use, 32)
	if err != nil {
		return nil, fmt.Errorf("derive key for %s: %w", use, err)
	}
	return b, nil
}
