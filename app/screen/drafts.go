package screen

import (
	"context"
	"sync"
)

// drafts keeps what is typed but not complete, off the UI goroutine and always the
// newest text last, so that a killed program loses nothing (look.md 6.4).
type drafts struct {
	save func(ctx context.Context, field string, data []byte) error
	run  func(func())

	mu      sync.Mutex
	pending map[string]string
	busy    bool
}

// put stores text under field soon; empty text drops the draft.
func (d *drafts) put(ctx context.Context, field, text string) {
	d.mu.Lock()
	if d.pending == nil {
		d.pending = map[string]string{}
	}
	d.pending[field] = text
	start := !d.busy
	d.busy = true
	d.mu.Unlock()
	if start {
		d.run(func() { d.drain(ctx) })
	}
}

func (d *drafts) drain(ctx context.Context) {
	for {
		d.mu.Lock()
		batch := d.pending
		d.pending = nil
		if len(batch) == 0 {
			d.busy = false
			d.mu.Unlock()
			return
		}
		d.mu.Unlock()
		for field, text := range batch {
			// A draft is a convenience beside the stored scores: where the disk
			// refuses it, the next save will say so.
			_ = d.save(ctx, field, []byte(text))
		}
	}
}
