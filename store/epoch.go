package store

import (
	"crypto/cipher"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/crypto/chacha20poly1305"
)

// firstEpoch is the epoch that a book begins with.
const firstEpoch = 1

// epoch is a stretch of a book under one data key. A new one begins when somebody who
// could open the book no longer may (record.md 7).
type epoch struct {
	key  dataKey
	from int64 // where its records begin in the journal
}

// epochs are all of a book's, the first one first: epoch n stands at n-1. Each record
// of the journal is of the one epoch that its offset lies in, so whoever holds only an
// older key can neither read nor write behind that key's end.
type epochs []epoch

// oneEpoch is a book that has had no other.
func oneEpoch(key dataKey) epochs { return epochs{{key, journalStart}} }

func (e epochs) newest() epoch { return e[len(e)-1] }

// number is the newest epoch's, from 1.
func (e epochs) number() uint32 { return uint32(len(e)) }

// journalKeys are the keys of the journal's records.
func (e epochs) journalKeys() ([]epochSeal, error) {
	out := make([]epochSeal, len(e))
	for i, one := range e {
		aead, err := one.key.cipher(useJournal)
		if err != nil {
			return nil, err
		}
		out[i] = epochSeal{one.from, aead}
	}
	return out, nil
}

// epochSeal seals the records from an offset on.
type epochSeal struct {
	from int64
	aead cipher.AEAD
}

// cipher is XChaCha20-Poly1305 under the key for a use.
func (k dataKey) cipher(use string) (cipher.AEAD, error) {
	sub, err := k.subkey(use)
	if err != nil {
		return nil, err
	}
	aead, err := chacha20poly1305.NewX(sub)
	if err != nil {
		return nil, fmt.Errorf("key for %s: %w", use, err)
	}
	return aead, nil
}

// epochName is the file that holds the data keys up to an epoch.
func epochName(n uint32) string { return "epoch-" + strconv.FormatUint(uint64(n), 10) + ".age" }

// epochOf reads epochName back.
func epochOf(name string) (uint32, bool) {
	s, _ := strings.CutPrefix(name, "epoch-")
	s, _ = strings.CutSuffix(s, ".age")
	n, err := strconv.ParseUint(s, 10, 32)
	return uint32(n), err == nil && n >= firstEpoch && epochName(uint32(n)) == name
}

// newestEpoch is the newest epoch whose file lies in a book's folder: from the moment
// that it lies there it is the one in force. Older files are left of a step cut short.
func newestEpoch(dir string) (uint32, error) {
	all, err := os.ReadDir(filepath.Join(dir, "keys"))
	if err != nil {
		return 0, fmt.Errorf("look for data key: %w", err)
	}
	newest := uint32(firstEpoch)
	for _, f := range all {
		if n, ok := epochOf(f.Name()); ok {
			newest = max(newest, n)
		}
	}
	return newest, nil
}

// dropEpochs removes what a step to the newest epoch left when it was cut short: files
// of older data keys.
func dropEpochs(dir string, newest uint32) {
	all, err := os.ReadDir(filepath.Join(dir, "keys"))
	if err != nil {
		return
	}
	for _, f := range all {
		if n, ok := epochOf(f.Name()); ok && n < newest {
			_ = os.Remove(filepath.Join(dir, "keys", f.Name())) // tried again at the next opening
		}
	}
}
