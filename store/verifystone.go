package store

import "context"

// runStone checks a tombstone and the anchors that were given. A given checkpoint is
// held against the one that the tombstone keeps of its log: nothing else is left.
func (v *verifier) runStone(raw []byte) {
	t, k, found := checkTombstone(raw)
	v.out.Kind, v.out.Findings = "tombstone", found
	if k == nil {
		return
	}
	v.out.Exam, v.out.Events, v.out.Logs = t.Exam, t.Counts.Events, t.Logs
	v.m.Logs, v.chain = t.Logs, k
	for _, n := range t.Checkpoints {
		if cp, err := k.openNote(n); err == nil {
			v.notes = append(v.notes, cp)
		}
	}
	v.checkTrust()
	v.checkAnchors(nil)
}

// VerifyArchive checks an archive file with the lead's own key, which is at hand, and
// the exam key's fingerprint.
func (p *Person) VerifyArchive(ctx context.Context, path string, progress func(done, total int64)) (Verification, error) {
	return verifyArchive(ctx, path, VerifyOptions{Trust: p.book.Fingerprint(), Progress: progress}, p.keys.open)
}
