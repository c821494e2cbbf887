package desk

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"kaowu/sync/province"
)

// A pause while the first of six batches is answered: what is on the road is answered
// and kept, the others are not even stored; the next upload sends exactly those.
func TestUploadPaused(t *testing.T) {
	w := newEnded(t)
	w.published()
	lead := w.lead()
	to, rec, closeAll := w.officeFor(filepath.Join(t.TempDir(), "office"), nil)
	defer closeAll()
	w.must(lead.filePlan(t.Context(), to))
	records, err := lead.toUpload()
	w.must(err)
	var batches []province.Batch
	for i := 0; i < len(records); i += 2 {
		b, err := province.Split(uploadHeader(sharedOf(t).plan.Header, "test"), records[i:i+2], w.opt.Rand)
		w.must(err)
		batches = append(batches, b...)
	}
	ctx, pause := context.WithCancel(t.Context())
	var told [][2]int
	u := Uploaded{}
	err = lead.sendAll(ctx, to, batches, &u, func(done, total int) {
		told = append(told, [2]int{done, total})
		if done > 0 {
			pause()
		}
	})
	if !errors.Is(err, context.Canceled) || u.Batches != 2 || told[0] != [2]int{0, 12} || told[len(told)-1] != [2]int{4, 12} {
		t.Fatalf("%v after %d batches, told %v", err, u.Batches, told)
	}
	kept, err := lead.batches()
	w.must(err)
	for _, b := range kept {
		if ok, err := lead.answered(b.Key); err != nil || !ok {
			t.Errorf("a batch that was on the road has no receipt: %v", err)
		}
	}
	if n := len(rec.List(sharedOf(t).plan.Header.Exam)); len(kept) != 2 || n != 4 {
		t.Errorf("%d batches stored, the office has %d people", len(kept), n)
	}
	// A pause before anything is on the road sends nothing.
	if _, err := lead.Upload(ctx, to, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("paused at once: %v", err)
	}
	u, err = lead.Upload(t.Context(), to, nil)
	w.must(err)
	if n := len(rec.List(sharedOf(t).plan.Header.Exam)); u.Accepted != 12 || !u.Agrees || n != 12 {
		t.Errorf("gone on: %+v, the office has %d", u, n)
	}
}
