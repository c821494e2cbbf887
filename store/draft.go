package store

import (
	"context"
	"slices"

	"kaowu/app/exam"
)

// SaveDraft keeps what was typed and not yet said under a key, unsigned; nil data
// drops it. It is as durable as an event, for nothing typed may be lost, but it is
// not in the tree and not exchanged.
func (b *Book) SaveDraft(ctx context.Context, key string, data []byte) error {
	d, err := b.opened()
	if err != nil {
		return err
	}
	if len(key) > 1024 || len(data) > maxBody {
		return exam.Refuse("too-large", "max", maxBody>>10)
	}
	return d.send(ctx, &request{draft: &draftRecord{key, slices.Clone(data)}})
}

// Draft is what SaveDraft kept under a key; nil when there is nothing.
func (b *Book) Draft(key string) ([]byte, error) {
	x, err := b.index()
	if err != nil {
		return nil, err
	}
	return x.draft(key)
}

// Checkpoint appends what the book holds of other logs, then signs size and root of
// its own log. The note is text of about 200 bytes, as printed on paper.
func (b *Book) Checkpoint(ctx context.Context) (string, error) {
	d, err := b.opened()
	if err != nil {
		return "", err
	}
	r := &request{checkpoint: true}
	err = d.send(ctx, r)
	return r.note, err
}

// Checkpoints lists the checkpoints of the book's own log, oldest first.
func (b *Book) Checkpoints() ([]string, error) {
	d, err := b.opened()
	if err != nil {
		return nil, err
	}
	all, err := d.notes()
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(text string) bool {
		n, err := textOf(text)
		return err == nil && n.log != d.log
	}), nil
}

// EveryCheckpoint lists the checkpoints of every log that the book holds, as they came.
func (b *Book) EveryCheckpoint() ([]string, error) {
	d, err := b.opened()
	if err != nil {
		return nil, err
	}
	return d.notes()
}
