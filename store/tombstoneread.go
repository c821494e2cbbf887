package store

import (
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kaowu/app/exam"
)

// Stone is a tombstone as it stands in a home.
type Stone struct {
	Tombstone
	File   string // path
	SHA256 string // hex, of the file
	Holds  bool   // signature, chain and checkpoints do; what does not is never acted on
}

// Tombstones lists the tombstones of a home, by exam. A home without any has none.
func Tombstones(home string) ([]Stone, error) {
	entries, err := os.ReadDir(filepath.Join(home, tombstoneDir))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list tombstones: %w", err)
	}
	var out []Stone
	for _, e := range entries {
		name, is := strings.CutSuffix(e.Name(), tombstoneEnd)
		if !is || e.IsDir() || !folderName(name) {
			continue
		}
		s, err := readStone(filepath.Join(home, tombstoneDir, e.Name()))
		if err != nil {
			return nil, err
		}
		if s.Exam != name {
			s = Stone{File: s.File, SHA256: s.SHA256}
			s.Exam = name
		}
		out = append(out, s)
	}
	return out, nil
}

// readStone reads a file; the error is for one that cannot be read at all.
func readStone(path string) (Stone, error) {
	f, err := os.Open(path)
	if err != nil {
		return Stone{}, fmt.Errorf("open tombstone: %w", err)
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, maxSmall))
	if err != nil {
		return Stone{}, fmt.Errorf("read tombstone: %w", err)
	}
	s := Stone{File: path, SHA256: digestOf(raw)}
	t, _, found := checkTombstone(raw)
	s.Tombstone, s.Holds = t, len(found) == 0
	return s, nil
}

// checkTombstone reads a tombstone and names what in it does not hold.
func checkTombstone(raw []byte) (Tombstone, *chain, []Finding) {
	bad := func(f Finding) (Tombstone, *chain, []Finding) { return Tombstone{}, nil, []Finding{f} }
	var f tombstoneFile
	if err := readCanonical(raw, &f); err != nil || f.Tombstone.Format != formatTombstone || f.Tombstone.Logs == nil || f.Tombstone.Numbers == nil {
		return bad(find("tombstone-form", "tombstone"))
	}
	t := f.Tombstone
	k, found, err := chainOf(t.Exam, t.Founding)
	if err != nil || len(found) > 0 || fingerprint(k.examKey) != t.Fingerprint {
		return bad(find("chain-broken", "tombstone"))
	}
	by, held := k.keys[t.Key]
	again, merr := exam.Marshal(t)
	sig, serr := hex.DecodeString(f.Sig)
	if !held || merr != nil || serr != nil || by.holder != string(t.By) || by.role != exam.RoleSiteLead ||
		!ed25519.Verify(by.public, append([]byte(tombstonePrefix), again...), sig) {
		return bad(find("tombstone-signature", "tombstone"))
	}
	if cur, ok := k.current(string(t.By)); !ok || !cur.public.Equal(by.public) {
		return bad(find("tombstone-signature", "tombstone")) // signed with a key that was replaced
	}
	for i, n := range t.Checkpoints {
		cp, err := k.openNote(n)
		at := slices.IndexFunc(t.Logs, func(l exam.LogSeen) bool { return l.Log == cp.log })
		if err != nil || at < 0 || cp.size > t.Logs[at].Size || cp.size == t.Logs[at].Size && cp.root.String() != t.Logs[at].Root {
			found = append(found, find("checkpoint-mismatch", fmt.Sprintf("checkpoint/%d", i), "size", cp.size))
		} else if !k.countersigned(n, cp) {
			found = append(found, find("checkpoint-counter", fmt.Sprintf("checkpoint/%d", i)))
		}
	}
	return t, k, found
}

// chainOf builds a chain from the founding events that a file carries.
func chainOf(examID string, founding []archiveEvent) (*chain, []Finding, error) {
	facts, bad := foundingFacts(examID, founding)
	if bad != "" {
		return nil, nil, errChain
	}
	return newChain(examID, facts)
}
