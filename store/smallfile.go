package store

import (
	"fmt"
	"slices"

	"kaowu/app/exam"
)

// maxSmall bounds the small files, which are read whole: a slip, the evidence of a fork,
// a tombstone.
const maxSmall = 16 << 20

// small reads a small file whole where it begins as one of them does, and says how to check
// it; check is nil for anything else.
func (v *verifier) small() (raw []byte, check func([]byte), err error) {
	if v.size > maxSmall {
		return nil, nil, nil
	}
	for begin, check := range map[string]func([]byte){
		`{"format":"` + formatSlip + `"`: v.runSlip, `{"format":"` + formatFork + `"`: v.runFork, tombstoneHead: v.runStone,
	} {
		head := make([]byte, len(begin))
		if v.read(head, 0) != nil || string(head) != begin {
			continue
		}
		raw = make([]byte, v.size)
		if err := v.read(raw, 0); err != nil {
			return nil, nil, fmt.Errorf("read evidence: %w", err)
		}
		return raw, check, nil
	}
	return nil, nil, nil
}

// checkSmall checks evidence that is at hand.
func checkSmall(raw []byte, o VerifyOptions, check func(*verifier, []byte)) Verification {
	v := &verifier{o: o}
	v.out.Trust, v.out.Findings = TrustUnchecked, []Finding{}
	check(v, raw)
	v.out.Findings = append(v.out.Findings, v.late...)
	v.out.OK = len(v.out.Findings) == 0 && v.out.Trust != TrustFails
	return v.out
}

// evidenceChain builds the chain of keys from the founding events of a file of evidence.
func (v *verifier) evidenceChain(examID, finger string, list []archiveEvent) bool {
	facts, bad := foundingFacts(examID, list)
	if bad != "" {
		v.note("founding-event", bad)
		return false
	}
	k, found, err := newChain(examID, facts)
	if err != nil {
		v.note("chain-broken", "founding")
		return false
	}
	v.out.Findings = append(v.out.Findings, found...)
	v.chain = k
	if fingerprint(k.examKey) != finger {
		v.note("chain-broken", "fingerprint")
	}
	return true
}

// foundingFacts decodes founding events as an archive and a slip list them; bad names the
// one that is wrong.
func foundingFacts(examID string, list []archiveEvent) (facts []exam.Fact, bad string) {
	for i, e := range list {
		f, err := exam.Decode(exam.Signed{Bytes: e.Event, Sig: e.Sig})
		if err != nil || !founds(f.Kind) || f.Exam != examID {
			return nil, fmt.Sprintf("founding/%d", i)
		}
		facts = append(facts, f)
	}
	if !slices.IsSortedFunc(facts, compareLogs) {
		return nil, "founding"
	}
	return facts, ""
}
