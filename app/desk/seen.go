package desk

import (
	"context"

	"kaowu/store"
)

// CheckSeen holds checkpoints that somebody saw on papers or screens, as store.SeenForm
// gives them, against this laptop's book: whether it is still the one that they saw
// (record.md 5).
func (d *Desk) CheckSeen(ctx context.Context, list []string) (store.SeenCheck, error) {
	if err := d.allow("CheckSeen", ""); err != nil {
		return store.SeenCheck{}, err
	}
	return d.site.book.CheckSeen(ctx, list)
}
