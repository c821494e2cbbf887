package store

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"kaowu/app/exam"
)

// SlipSays is what a proof slip shows of its candidate.
type SlipSays struct {
	Candidate exam.CandidateNo
	Result    *exam.Confirmed // the last that was confirmed; nil when none was
	Stage     exam.Kind       // of all results, the last: results.confirmed, .noticed, .published; empty when none
	Until     uint64          // the slip shows what its log held up to this many events
}

// verifySlip checks a slip that is at hand.
func verifySlip(raw []byte, o VerifyOptions) Verification {
	return checkSmall(raw, o, (*verifier).runSlip)
}

// runSlip checks a slip: chain of keys, checkpoints, each event's signature and place,
// that nothing is left out of what later events had seen, and the result.
func (v *verifier) runSlip(raw []byte) {
	v.out.Kind = "slip"
	var s slip
	if readCanonical(raw, &s) != nil || s.Format != formatSlip || s.Founding == nil || s.Logs == nil || s.Events == nil {
		v.note("slip-form", "slip")
		return
	}
	v.out.Exam, v.out.Events = s.Exam, uint64(len(s.Events))
	v.out.Slip = &SlipSays{Candidate: s.Candidate}
	if !v.slipChain(s) {
		return
	}
	v.checkTrust()
	at := v.slipNotes(s)
	facts, whole := v.slipFacts(s, at)
	v.slipAnchors(s, at)
	if !whole {
		return
	}
	v.slipGaps(s.Candidate, facts)
	if len(v.out.Findings) == 0 {
		v.slipResult(s.Candidate, facts)
	}
}

// slipChain builds the chain of keys from the slip's founding events.
func (v *verifier) slipChain(s slip) bool {
	if !v.evidenceChain(s.Exam, s.Fingerprint, s.Founding) {
		return false
	}
	for _, o := range v.chain.openings {
		if o.Drill != s.Drill {
			v.note("slip-form", "drill")
		}
	}
	return true
}

// slipNotes reads the checkpoint of each log that the slip's proofs lead to.
func (v *verifier) slipNotes(s slip) map[string]checkpoint {
	at := map[string]checkpoint{}
	for i, l := range s.Logs {
		where := fmt.Sprintf("logs/%d", i)
		cp, err := v.chain.openNote(l.Checkpoint)
		if err != nil {
			v.note("checkpoint-signature", where)
			continue
		}
		if !v.chain.countersigned(l.Checkpoint, cp) {
			v.note("checkpoint-counter", where)
		}
		if _, twice := at[cp.log]; twice || l.Earlier == nil {
			v.note("slip-form", where)
			continue
		}
		at[cp.log] = cp
		v.out.Slip.Until = max(v.out.Slip.Until, cp.size)
		last := uint64(0)
		for _, e := range l.Earlier {
			if e.Size <= last || e.Size >= cp.size ||
				tlog.CheckTree(e.Proof, int64(cp.size), cp.root, int64(e.Size), e.Root) != nil {
				v.note("slip-earlier", where, "size", e.Size)
			}
			last = e.Size
		}
	}
	return at
}

// slipFacts checks form, signature and place of each event. whole says whether all could be read.
func (v *verifier) slipFacts(s slip, at map[string]checkpoint) (facts []exam.Fact, whole bool) {
	whole = true
	for i, e := range s.Events {
		f, err := exam.Decode(exam.Signed{Bytes: e.Event, Sig: e.Sig})
		if err != nil || f.Exam != s.Exam || i > 0 && len(facts) > 0 && compareLogs(facts[len(facts)-1], f) >= 0 {
			v.note("event-form", fmt.Sprintf("events/%d", i))
			whole = false
			continue
		}
		facts = append(facts, f)
		if code := v.chain.judge(f); code != "" {
			v.note("event-"+code, f.ID.String(), "log", f.Log, "seq", f.Seq)
		}
		if cp, known := at[f.Log]; !known || !cp.has(f, e.Proof) {
			v.note("slip-place", f.ID.String(), "log", f.Log, "seq", f.Seq)
		}
	}
	return facts, whole
}

// slipGaps looks for events that later ones had seen, or that the result rests on, and
// that the slip leaves out.
func (v *verifier) slipGaps(no exam.CandidateNo, facts []exam.Fact) {
	has := map[exam.ID]bool{}
	for _, f := range facts {
		has[f.ID] = true
	}
	for _, f := range facts {
		if f.On != onCandidate+string(no) && !strings.HasPrefix(f.On, onSession) && f.On != "results" {
			continue
		}
		want := slices.Clone(f.Seen)
		if c, err := exam.BodyOf[exam.Confirmed](f); f.Kind == exam.ResultConfirmed && err == nil {
			want = append(want, c.Rests...)
		}
		if i := slices.IndexFunc(want, func(id exam.ID) bool { return !has[id] }); i >= 0 {
			v.note("slip-gap", f.ID.String(), "missing", want[i].String())
		}
	}
}

// slipResult computes the confirmed result anew from those of the slip's own events
// that count.
func (v *verifier) slipResult(no exam.CandidateNo, all []exam.Fact) {
	facts, late := v.chain.revoked.Part(all)
	v.out.Late = uint64(len(late))
	roleOf := func(id exam.StaffID) exam.Role {
		k, _ := v.chain.current(string(id))
		return k.role
	}
	said, right, err := exam.SlipResult(no, v.chain.created.Policy, facts, roleOf)
	if err != nil {
		v.note("slip-foreign", "events")
		return
	}
	v.out.Slip.Result = said
	if said != nil && !right {
		v.note("result-differs", confirmation(facts))
	}
	var stages []exam.Fact
	for _, f := range facts {
		if f.On == "results" {
			stages = append(stages, f)
		}
	}
	if ordered, _ := exam.Order(stages); len(ordered) > 0 {
		v.out.Slip.Stage = ordered[len(ordered)-1].Kind
	}
}

// slipAnchors holds the given checkpoints against those that the slip proves.
func (v *verifier) slipAnchors(s slip, at map[string]checkpoint) {
	texts, where := v.givenNotes()
	for i, text := range texts {
		cp, signed := v.anchorNote(splitNotes(text)[0], where[i])
		if !signed {
			continue
		}
		have := at[cp.log]
		if cp.size > have.size {
			v.anchor(false, "slip-older", where[i], "size", cp.size, "have", have.size)
			continue
		}
		root, ok := have.root, cp.size == have.size
		for _, l := range s.Logs {
			for _, e := range l.Earlier {
				if n, err := textOf(l.Checkpoint); err == nil && n.log == cp.log && e.Size == cp.size {
					root, ok = e.Root, true
				}
			}
		}
		if !ok {
			v.anchor(false, "slip-unproven", where[i], "size", cp.size)
			continue
		}
		v.anchor(root == cp.root, "anchor-differs", where[i], "size", cp.size)
	}
}
