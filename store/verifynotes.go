package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// textOf reads what a signed note says without checking who signed it.
func textOf(signed string) (checkpoint, error) {
	text, _, ok := strings.Cut(signed, "\n\n")
	if !ok {
		return checkpoint{}, errCheckpoint
	}
	return parseText(text + "\n")
}

// openNote reads a checkpoint of one of the exam's logs, signed by the device that
// opened that log.
func (c *chain) openNote(signed string) (checkpoint, error) {
	cp, err := textOf(signed)
	if err != nil {
		return cp, err
	}
	o, ok := c.openings[cp.log]
	if !ok || cp.exam != c.exam {
		return cp, errors.New("checkpoint is of another log")
	}
	pub, err := publicKey(o.DeviceKey)
	if err != nil {
		return cp, err
	}
	return readCheckpoint(signed, note.VerifierList(noteKey{name: "device/" + o.Device, public: pub}))
}

// checkNotes checks the signature of every archived checkpoint, and that none goes
// beyond what is archived of its log or says another root at that size.
func (v *verifier) checkNotes() {
	logs := map[string]struct {
		size uint64
		root string
	}{}
	for _, l := range v.m.Logs {
		logs[l.Log] = struct {
			size uint64
			root string
		}{l.Size, l.Root}
	}
	pinned := false
	for i, text := range v.m.Checkpoints {
		where := fmt.Sprintf("checkpoint/%d", i)
		cp, err := v.chain.openNote(text)
		l, known := logs[cp.log]
		switch {
		case err != nil:
			v.note("checkpoint-signature", where)
			continue
		case !known || cp.size > l.size || cp.size == l.size && cp.root.String() != l.root:
			v.note("checkpoint-mismatch", where, "size", cp.size)
			continue
		}
		if !v.chain.countersigned(text, cp) {
			v.note("checkpoint-counter", where)
		}
		pinned = pinned || cp.size == l.size
		v.notes = append(v.notes, cp)
	}
	if !pinned {
		v.note("archive-unpinned", manifestName)
	}
}

// checkTrust holds the exam key against the fingerprint that was given.
func (v *verifier) checkTrust() {
	if v.o.Trust == "" {
		return
	}
	v.anchor(sameFingerprint(v.o.Trust, fingerprint(v.chain.examKey)), "trust-differs", manifestName)
}

// anchor notes whether something given from outside fits.
func (v *verifier) anchor(fits bool, code, where string, pairs ...any) {
	switch {
	case !fits:
		v.out.Trust = TrustFails
		v.late = append(v.late, find(code, where, pairs...))
	case v.out.Trust == TrustUnchecked:
		v.out.Trust = TrustHolds
	}
}

// anchorNote opens a checkpoint that was given. Its Ed25519 signature alone decides whether
// it is trusted; a counter-signature that the exam demands and that is missing or wrong is
// a finding beside.
func (v *verifier) anchorNote(text, where string) (checkpoint, bool) {
	cp, err := v.chain.openNote(text)
	if err != nil {
		v.anchor(false, "anchor-signature", where)
		return cp, false
	}
	if !v.chain.countersigned(text, cp) {
		v.late = append(v.late, find("anchor-counter", where))
	}
	return cp, true
}

// givenNotes lists the checkpoints that were given, each with what to call it.
func (v *verifier) givenNotes() (texts, where []string) {
	if v.o.Checkpoint != "" {
		texts, where = append(texts, v.o.Checkpoint), append(where, "--checkpoint")
	}
	for _, s := range v.o.Seen {
		for _, one := range splitNotes(s) {
			texts, where = append(texts, one), append(where, fmt.Sprintf("--seen/%d", len(texts)+1))
		}
	}
	return texts, where
}

// splitNotes parts a file of several signed notes: each begins with a line of origin.
func splitNotes(s string) []string {
	var out []string
	for _, line := range strings.SplitAfter(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		if strings.HasPrefix(line, "kaowu/") || len(out) == 0 {
			out = append(out, "")
		}
		out[len(out)-1] += line
	}
	for i, n := range out {
		out[i] = strings.TrimRight(n, "\n \t") + "\n"
	}
	return out
}

// rootAt gives the root of a log at a size, recomputed from events; ok is false
// where that was not computed.
type rootAt func(log string, size uint64) (root tlog.Hash, ok bool)

// checkAnchors holds the given checkpoints against the archive: by roots recomputed
// from its events, or, without a key, by the archived checkpoints and log sizes.
func (v *verifier) checkAnchors(roots rootAt) {
	texts, where := v.givenNotes()
	for i, text := range texts {
		cp, ok := v.anchorNote(splitNotes(text)[0], where[i])
		if !ok {
			continue
		}
		var size uint64
		for _, l := range v.m.Logs {
			if l.Log == cp.log {
				size = l.Size
			}
		}
		if cp.size > size {
			v.anchor(false, "anchor-beyond", where[i], "size", cp.size, "have", size)
			continue
		}
		if roots != nil {
			root, ok := roots(cp.log, cp.size)
			v.anchor(ok && root == cp.root, "anchor-differs", where[i], "size", cp.size)
			continue
		}
		at := slices.IndexFunc(v.notes, func(n checkpoint) bool { return n.log == cp.log && n.size == cp.size })
		if at < 0 {
			v.anchor(false, "anchor-needs-key", where[i], "size", cp.size)
			continue
		}
		v.anchor(v.notes[at].root == cp.root, "anchor-differs", where[i], "size", cp.size)
	}
}

// wanted lists the sizes of each log at which a root must be recomputed: those of
// archived and of given checkpoints.
func (v *verifier) wanted() map[position]tlog.Hash {
	out := map[position]tlog.Hash{}
	for _, n := range v.notes {
		out[position{n.log, n.size}] = tlog.Hash{}
	}
	texts, _ := v.givenNotes()
	for _, text := range texts {
		if cp, err := v.chain.openNote(splitNotes(text)[0]); err == nil {
			out[position{cp.log, cp.size}] = tlog.Hash{}
		}
	}
	for _, l := range v.m.Logs {
		out[position{l.Log, l.Size}] = tlog.Hash{}
	}
	return out
}
