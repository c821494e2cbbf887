package desk

import (
	"crypto/ed25519"
	"path/filepath"
	"slices"
	"testing"
)

// published brings the results to where they may be uploaded.
func (w *world) published() {
	w.t.Helper()
	w.toPublished()
	_, err := w.lead().GiveCertificates(w.t.Context())
	w.must(err)
}

// Design 6: the file route 摆渡 carries what the network would, and its answer
// counts as a receipt. Asking never sends.
func TestUploadByFile(t *testing.T) {
	w := newWorld(t)
	ctx, lead := t.Context(), w.lead()
	var files [][]byte
	emit := func(_ string, f []byte) error { files = append(files, f); return nil }
	w.refused("stage-not", func() error { _, err := lead.SealUpload(ctx, nil, emit); return err })
	w.refused("stage-not", func() error { _, err := lead.AskUpload(ctx, nil); return err })
	w.published()
	dir := filepath.Join(t.TempDir(), "office")
	to, rec, closeAll := w.officeFor(dir, nil)
	defer closeAll()
	n, err := lead.SealUpload(ctx, to, emit)
	w.must(err)
	if n != 12 || len(files) != 1 {
		t.Fatalf("%d records in %d files, want 12 in one", n, len(files))
	}
	// Saved again, it is the same batch: no record goes under two keys.
	n, err = lead.SealUpload(ctx, to, emit)
	w.must(err)
	if n != 12 || len(files) != 2 || string(files[0]) != string(files[1]) {
		t.Errorf("saved again: %d records, %d files", n, len(files))
	}
	// The office has not seen it: asking says so and sends nothing.
	w.must(lead.filePlan(ctx, to))
	u, err := lead.AskUpload(ctx, to)
	w.must(err)
	if u.Left != 12 || u.Theirs.Count != 0 || !u.Compared {
		t.Errorf("asked: %+v", u)
	}
	var pub ed25519.PublicKey
	_, err = lead.who.Load().SignAsExam(func(key ed25519.PrivateKey) ([]byte, error) {
		pub = ed25519.PublicKey(slices.Clone([]byte(key[32:])))
		return nil, nil
	})
	w.must(err)
	answer, err := rec.TakeFile(files[0], pub)
	w.must(err)
	w.refused("answer-form", func() error { _, err := lead.TakeAnswer(ctx, to, []byte("{}")); return err })
	n, err = lead.TakeAnswer(ctx, to, answer)
	w.must(err)
	if u, err = lead.AskUpload(ctx, to); err != nil || n != 12 || u.Accepted != 12 || !u.Agrees || u.Ours.Digest != u.Theirs.Digest {
		t.Errorf("answered %d: %+v, %v", n, u, err)
	}
	w.refused("nothing-to-upload", func() error { _, err := lead.SealUpload(ctx, to, emit); return err })
}
