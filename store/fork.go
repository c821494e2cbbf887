package store

import (
	"golang.org/x/mod/sumdb/tlog"
)

const formatFork = "kaowu fork v1"

// fork is the evidence that one log grew two ways: two checkpoints of one device, and the
// proof that the history behind the larger has another root at the size of the smaller. It
// stands alone, without the laptops (record.md 5; FORMAT.md 11).
type fork struct {
	Format      string         `json:"format"`
	Exam        string         `json:"exam"`
	Fingerprint string         `json:"fingerprint"`
	Founding    []archiveEvent `json:"founding"` // as in an archive
	One         string         `json:"one"`      // signed note, not the larger
	Other       string         `json:"other"`    // signed note
	Root        tlog.Hash      `json:"root"`     // of other's history at the size of one
	Proof       []tlog.Hash    `json:"proof"`    // RFC 6962 consistency proof from that size to other's
}

// ForkSays is what evidence of a fork shows.
type ForkSays struct {
	Device, Log string
	At          uint64 // the two histories differ within the first so many events
}

// foundingList is a chain's founding events as files of evidence list them.
func foundingList(k *chain) []archiveEvent {
	out := []archiveEvent{}
	for _, f := range k.founding {
		out = append(out, archiveEvent{f.Signed.Bytes, f.Signed.Sig})
	}
	return out
}

// runFork checks evidence of a fork. It holds where one device has signed two histories
// that cannot both be.
func (v *verifier) runFork(raw []byte) {
	v.out.Kind = "fork"
	var f fork
	if readCanonical(raw, &f) != nil || f.Format != formatFork || f.Founding == nil || f.Proof == nil {
		v.note("fork-form", "fork")
		return
	}
	v.out.Exam = f.Exam
	if !v.evidenceChain(f.Exam, f.Fingerprint, f.Founding) {
		return
	}
	v.checkTrust()
	one, err := v.chain.openNote(f.One)
	if err != nil {
		v.note("checkpoint-signature", "one")
	}
	other, err2 := v.chain.openNote(f.Other)
	if err2 != nil {
		v.note("checkpoint-signature", "other")
	}
	if err != nil || err2 != nil {
		return
	}
	if !v.chain.countersigned(f.One, one) {
		v.note("checkpoint-counter", "one")
	}
	if !v.chain.countersigned(f.Other, other) {
		v.note("checkpoint-counter", "other")
	}
	v.out.Fork = &ForkSays{Device: "device/" + v.chain.openings[one.log].Device, Log: one.log, At: one.size}
	shown := one.log == other.log && one.size <= other.size && f.Root != one.root
	if one.size == other.size {
		shown = shown && f.Root == other.root && len(f.Proof) == 0
	} else {
		shown = shown && tlog.CheckTree(f.Proof, int64(other.size), other.root, int64(one.size), f.Root) == nil
	}
	if !shown {
		v.note("fork-unproven", one.log, "size", one.size)
	}
}
