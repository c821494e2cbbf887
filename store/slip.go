package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"kaowu/app/exam"
)

// A proof slip is one candidate's result with everything that it rests on, and with the
// proofs that all of it stands in logs that devices signed: a small JSON file that
// VerifyFile checks alone and that shows nothing of any other candidate. FORMAT.md 10.

const formatSlip = "kaowu slip v1"

// slip is the file.
type slip struct {
	Format      string           `json:"format"`
	Exam        string           `json:"exam"`
	Drill       bool             `json:"drill"`
	Fingerprint string           `json:"fingerprint"`
	Candidate   exam.CandidateNo `json:"candidate"`
	Founding    []archiveEvent   `json:"founding"` // as in an archive: by log, then number
	Logs        []slipLog        `json:"logs"`     // by log
	Events      []slipEvent      `json:"events"`   // by log, then number
}

// slipLog is one log at the checkpoint that the proofs lead to.
type slipLog struct {
	Checkpoint string        `json:"checkpoint"` // signed note
	Earlier    []slipEarlier `json:"earlier"`    // by size: of the checkpoints before it, as on paper
}

// slipEarlier proves that the log at an earlier size is the beginning of the log.
type slipEarlier struct {
	Size  uint64      `json:"size"`
	Root  tlog.Hash   `json:"root"`
	Proof []tlog.Hash `json:"proof"` // RFC 6962 consistency proof
}

// slipEvent is a signed event with its place in its log.
type slipEvent struct {
	Event []byte      `json:"event"` // base64
	Sig   []byte      `json:"sig"`   // base64
	Proof []tlog.Hash `json:"proof"` // RFC 6962 inclusion proof
}

// Slip makes the proof slip of one candidate from the events that their result rests on,
// which exam.SlipEvents picks. It takes a checkpoint first, which pins them all.
// Refusals: slip-not-whole (the first finding): the slip was checked and did not hold.
func (b *Book) Slip(ctx context.Context, no exam.CandidateNo, facts []exam.Fact) ([]byte, error) {
	p, err := b.pinned(ctx)
	if err != nil {
		return nil, err
	}
	if len(p.found) > 0 {
		return nil, exam.Refuse("slip-not-whole", "finding", "code:finding."+p.found[0].Code)
	}
	s := slip{Format: formatSlip, Exam: p.chain.exam, Drill: b.Drill(), Fingerprint: fingerprint(p.chain.examKey), Candidate: no,
		Founding: foundingList(p.chain), Logs: []slipLog{}, Events: []slipEvent{}}
	facts = sortFacts(slices.Clone(facts))
	at, err := p.under(facts)
	if err != nil {
		return nil, err
	}
	for _, log := range slices.Sorted(maps.Keys(at)) {
		l, err := p.d.slipLog(at[log])
		if err != nil {
			return nil, err
		}
		s.Logs = append(s.Logs, l)
	}
	for _, f := range facts {
		e, err := p.d.slipEvent(f, at[f.Log].size)
		if err != nil {
			return nil, err
		}
		s.Events = append(s.Events, e)
	}
	out, err := exam.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("write slip: %w", err)
	}
	v := verifySlip(out, VerifyOptions{Trust: b.Fingerprint()})
	if !v.OK {
		return nil, exam.Refuse("slip-not-whole", "finding", "code:finding."+v.Findings[0].Code)
	}
	return out, nil
}

// pin is a book as a checkpoint that was just taken pins it.
type pin struct {
	checkpoint
	note  string // the checkpoint as it was signed
	d     *data
	chain *chain
	found []Finding // what of the chain of keys does not hold: nothing may rest on it then
}

// pinned takes a checkpoint and gives what vouches for all that lies under it.
func (b *Book) pinned(ctx context.Context) (p pin, err error) {
	if p.note, err = b.Checkpoint(ctx); err != nil {
		return p, err
	}
	if p.checkpoint, err = textOf(p.note); err != nil {
		return p, err
	}
	if p.d, err = b.opened(); err != nil {
		return p, err
	}
	p.chain, p.found, err = b.chain()
	return p, err
}

// under gives the checkpoint that each log's events lie under: the one just taken of the
// own log, of another laptop's the newest that came from there. Refusal: slip-unpinned
// where that laptop's newest checkpoint is older than an event.
func (p pin) under(facts []exam.Fact) (map[string]sighting, error) {
	at := map[string]sighting{p.log: {p.checkpoint, p.note}}
	for _, f := range facts {
		n, known := at[f.Log]
		if !known {
			held, err := p.d.notesOf(f.Log)
			if err != nil {
				return nil, err
			}
			if len(held) > 0 {
				n = held[len(held)-1]
				at[f.Log] = n
			}
		}
		if n.size <= f.Seq {
			return nil, exam.Refuse("slip-unpinned", "device", "device/"+p.chain.openings[f.Log].Device)
		}
	}
	return at, nil
}

// slipLog is one log at the checkpoint that the slip rests on, with a proof for each
// earlier one.
func (d *data) slipLog(last sighting) (slipLog, error) {
	l, size := slipLog{Checkpoint: last.text, Earlier: []slipEarlier{}}, last.size
	notes, err := d.notesOf(last.log)
	if err != nil {
		return l, err
	}
	seen := map[uint64]bool{size: true}
	for _, n := range notes {
		if n.size == 0 || n.size > size || seen[n.size] {
			continue
		}
		seen[n.size] = true
		p, err := d.treeOf(last.log).consistency(n.size, size)
		if err != nil {
			return l, err
		}
		l.Earlier = append(l.Earlier, slipEarlier{n.size, n.root, p})
	}
	slices.SortFunc(l.Earlier, func(a, b slipEarlier) int { return int(int64(a.Size) - int64(b.Size)) })
	return l, nil
}

// notes are the checkpoints that the index holds.
func (d *data) notes() ([]string, error) {
	x, err := d.query()
	if err != nil {
		return nil, err
	}
	return x.checkpoints()
}

// slipEvent proves that an event stands in its log.
func (d *data) slipEvent(f exam.Fact, size uint64) (slipEvent, error) {
	t := d.treeOf(f.Log)
	if t == nil {
		return slipEvent{}, errors.New("event of a log that is not here has no proof")
	}
	p, err := t.inclusion(f.Seq, size)
	return slipEvent{f.Signed.Bytes, f.Signed.Sig, p}, err
}

// inclusion proves that leaf seq is in the tree over the first n leaves.
func (t *tree) inclusion(seq, n uint64) ([]tlog.Hash, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	p, err := tlog.ProveRecord(int64(n), int64(seq), t)
	if err != nil {
		return nil, fmt.Errorf("prove event: %w", err)
	}
	return listOf(p), nil
}

// consistency proves that the tree over m leaves is the beginning of that over n.
func (t *tree) consistency(m, n uint64) ([]tlog.Hash, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	p, err := tlog.ProveTree(int64(n), int64(m), t)
	if err != nil {
		return nil, fmt.Errorf("prove earlier tree: %w", err)
	}
	return listOf(p), nil
}

// listOf is a proof as JSON lists it: empty, never null.
func listOf(p []tlog.Hash) []tlog.Hash {
	if p == nil {
		return []tlog.Hash{}
	}
	return p
}
