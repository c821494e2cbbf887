package store

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"kaowu/app/exam"
)

// EvidenceName is the part of an archive that proves events of the institution's book
// (record.md 1): an exam rests on the filing's reply, on cards and on what was certified
// before, and those lie in another book, with another key. FORMAT.md 9.
const EvidenceName = "institution/evidence.json"

const (
	formatEvidence = "kaowu evidence v1"
	maxEvidence    = 64 << 20
)

// evidence is events of a book with what proves them to who has only this text: the
// founding events, from which the chain of keys is built, and a checkpoint that each
// event lies under.
type evidence struct {
	Format      string         `json:"format"`
	Book        string         `json:"book"`
	Fingerprint string         `json:"fingerprint"`
	Drill       bool           `json:"drill"`
	Founding    []archiveEvent `json:"founding"`
	Checkpoint  string         `json:"checkpoint"`
	Events      []slipEvent    `json:"events"` // as in a proof slip
}

// Evidence gives the events of this book's own log that pick wants, each with its proof
// under a checkpoint that is taken now, as the text that goes into another book's archive.
func (b *Book) Evidence(ctx context.Context, pick func(exam.Fact) bool) ([]byte, error) {
	p, err := b.pinned(ctx)
	if err != nil {
		return nil, err
	}
	if len(p.found) > 0 {
		return nil, exam.Refuse("archive-not-whole", "finding", "code:finding."+p.found[0].Code)
	}
	out := evidence{Format: formatEvidence, Book: p.chain.exam, Fingerprint: b.Fingerprint(), Drill: b.Cover().Drill, Checkpoint: p.note,
		Founding: foundingList(p.chain), Events: []slipEvent{}}
	err = b.Each(func(f exam.Fact) error {
		if f.Log != p.log || f.Seq >= p.size || p.chain.revoked.Late(f) || !pick(f) {
			return ctx.Err()
		}
		e, err := p.d.slipEvent(f, p.size)
		if err != nil {
			return err
		}
		out.Events = append(out.Events, e)
		return ctx.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("gather evidence: %w", err)
	}
	return exam.Marshal(out)
}

// checkEvidence reads a text that Evidence gave, and names what does not hold: the text
// itself, an event of the founding, the checkpoint, or an event by its place.
func checkEvidence(text []byte) (e evidence, facts []exam.Fact, found []Finding) {
	bad := func(where string) (evidence, []exam.Fact, []Finding) {
		return e, nil, append(found, find("institution-evidence", EvidenceName+where))
	}
	if err := readCanonical(text, &e); err != nil || e.Format != formatEvidence || e.Founding == nil || e.Events == nil {
		return bad("")
	}
	founding, wrong := foundingFacts(e.Book, e.Founding)
	if wrong != "" {
		return bad(":" + wrong)
	}
	chain, broken, err := newChain(e.Book, founding)
	if err != nil || len(broken) > 0 || fingerprint(chain.examKey) != e.Fingerprint {
		return bad(":founding")
	}
	cp, err := chain.openNote(e.Checkpoint)
	if err != nil || chain.openings[cp.log].Drill != e.Drill {
		return bad(":checkpoint")
	}
	if !chain.countersigned(e.Checkpoint, cp) {
		found = append(found, find("checkpoint-counter", EvidenceName+":checkpoint"))
	}
	for i, x := range e.Events {
		f, err := exam.Decode(exam.Signed{Bytes: x.Event, Sig: x.Sig})
		if err != nil || f.Exam != e.Book || f.Log != cp.log || chain.judge(f) != "" || chain.revoked.Late(f) || !cp.has(f, x.Proof) {
			found = append(found, find("institution-event", EvidenceName+":"+strconv.Itoa(i+1), "kind", string(f.Kind)))
			continue
		}
		facts = append(facts, f)
	}
	return e, facts, found
}

// readEvidence checks the institution's part of an archive.
func (v *verifier) readEvidence(r io.Reader) error {
	text, err := io.ReadAll(io.LimitReader(r, maxEvidence))
	if err != nil {
		return err
	}
	e, facts, found := checkEvidence(text)
	for _, f := range found {
		v.note(f.Code, f.Where)
	}
	if len(found) == 0 && e.Drill != v.m.Drill {
		v.note("institution-evidence", EvidenceName)
	}
	v.out.Institution = e.Fingerprint
	v.proved = map[exam.ID]bool{}
	for _, f := range facts {
		v.proved[f.ID] = true
	}
	return nil
}

// checkReply names a reply of the office that the plan was held against, where the
// archive proves events of the institution's book and that one is not among them.
func (v *verifier) checkReply(reply *exam.ID) {
	if v.proved != nil && reply != nil && !v.proved[*reply] {
		v.note("institution-reply", EvidenceName)
	}
}
