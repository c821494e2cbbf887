package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"kaowu/app/exam"
	"kaowu/app/paper"
)

// Proven is one candidate's proof slip 成绩证明单: a file that anybody can verify, and
// the paper that goes with it.
type Proven struct {
	Name   string // for both files, without folder and ending
	JSON   []byte // FORMAT.md 10; holds the candidate's own ID number
	PDF    []byte
	Events int // in the JSON file
}

// Prove makes the proof slip of a confirmed result: what it rests on, signed, with the
// proofs that it stands in the log, and nothing of anybody else. The file holds the
// candidate's whole ID number, so that it was handed out is on record before it is made.
// Refusals: prove-unconfirmed, slip-not-whole.
func (d *Desk) Prove(ctx context.Context, no exam.CandidateNo) (Proven, error) {
	if err := d.allow("Prove", ""); err != nil {
		return Proven{}, err
	}
	c, err := d.site.candidate(no)
	if err != nil {
		return Proven{}, err
	}
	if c.Confirmed == nil {
		return Proven{}, exam.Refuse("prove-unconfirmed", "no", string(no))
	}
	if _, err := d.ShowID(ctx, no); err != nil {
		return Proven{}, err
	}
	facts, err := d.site.slipEvents(c.Listed)
	if err != nil {
		return Proven{}, err
	}
	out := Proven{Name: "proof-" + string(no), Events: len(facts)}
	if out.JSON, err = d.site.book.Slip(ctx, no, facts); err != nil {
		return Proven{}, err
	}
	doc, err := d.slipPaper(c, out)
	if err != nil {
		return Proven{}, err
	}
	out.PDF, err = d.site.opt.Press.PDF(doc, d.site.Now().Time)
	return out, err
}

// slipEvents reads what a candidate's slip is made of.
func (s *Site) slipEvents(row exam.Candidate) ([]exam.Fact, error) {
	r, err := s.Roster()
	if err != nil {
		return nil, err
	}
	var all []exam.Fact
	for _, on := range exam.SlipParts(row) {
		// Late evidence too: later events have seen it, and whoever checks the slip sets it
		// aside themselves.
		facts, err := s.book.All(on)
		if err != nil {
			return nil, err
		}
		all = append(all, facts...)
	}
	return exam.SlipEvents(row, r.Load, all), nil
}

// slipPaper is the paper beside the file: the result as it was confirmed.
func (d *Desk) slipPaper(c exam.CandidateState, out Proven) (paper.Doc, error) {
	j, err := d.site.judge()
	if err != nil {
		return paper.Doc{}, err
	}
	f, err := d.site.frame(d.site.Now().Time)
	if err != nil {
		return paper.Doc{}, err
	}
	stage, err := d.site.results()
	if err != nil {
		return paper.Doc{}, err
	}
	notes, err := d.site.book.Checkpoints()
	if err != nil {
		return paper.Doc{}, err
	}
	sum := sha256.Sum256(out.JSON)
	data := paper.SlipData{
		ExplanationData: paper.ExplanationData{Candidate: c.Listed, Subject: d.site.subject(c.Listed.Subject), Result: j.Result(c), Lines: j.Explain(c)},
		Stage:           stage.Stage, Events: out.Events, File: out.Name + ".json", SHA256: hex.EncodeToString(sum[:]),
		Checkpoint: notes[len(notes)-1], Fingerprint: d.site.Fingerprint(),
	}
	if c.Certificate != nil {
		data.Certificate = c.Certificate.Number
	}
	return paper.ProofSlip(f, data)
}
