package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kaowu/app/exam"
)

// Reason is why a key is taken back, or a late event admitted: a code of assets/codes
// and free words, which stay out of the open part of an archive.
type Reason struct {
	Code string
	Text string
}

// Revoke takes the key of a person back: from then on nothing that it signs counts, what
// is written opens for those who remain only (newEpoch), and the person cannot sign in
// until they are enrolled anew (record.md 7). What the key signed so far stands. Cut short
// behind its event, the rest is done at the next sign-in, or by asking again. Refusals: not-lead, revoke-lead
// (the lead's own key), not-enrolled, revoked-already, disk-full, book-read-only.
func (b *Book) Revoke(ctx context.Context, lead *Person, staff exam.StaffID, why Reason) ([]exam.Fact, error) {
	b.keyMu.Lock()
	defer b.keyMu.Unlock()
	d, err := b.opened()
	if err != nil {
		return nil, err
	}
	if err := d.roomForTurn(); err != nil {
		return nil, err
	}
	facts, err := b.takeBack(ctx, lead, string(staff), why)
	if err != nil && !(b.owes && errors.Is(err, exam.Refuse("revoked-already"))) {
		return nil, err
	}
	return facts, errors.Join(b.dropRevoked(), b.newEpoch(ctx, lead))
}

// RevokeDevice takes the key of another laptop back, as one that was stolen: what its log
// holds beyond what this book has of it is late evidence, whoever signed it. Refusals:
// not-lead, device-unknown, revoke-own-device, revoked-already.
func (b *Book) RevokeDevice(ctx context.Context, lead *Person, device string, why Reason) ([]exam.Fact, error) {
	b.keyMu.Lock()
	defer b.keyMu.Unlock()
	return b.takeBack(ctx, lead, device, why)
}

// takeBack saves the event that takes the newest key of a person or a device back.
func (b *Book) takeBack(ctx context.Context, lead *Person, holder string, why Reason) ([]exam.Fact, error) {
	d, err := b.opened()
	if err != nil {
		return nil, err
	}
	c, _, err := d.chain()
	if err != nil {
		return nil, err
	}
	k, ok := c.current(holder)
	device := strings.HasPrefix(holder, "device/")
	switch {
	case lead.role != exam.RoleSiteLead:
		return nil, exam.Refuse("not-lead", "staff", string(lead.staff))
	case !ok && device:
		return nil, exam.Refuse("device-unknown", "device", holder)
	case !ok:
		return nil, exam.Refuse("not-enrolled", "staff", holder)
	case k.role == exam.RoleSiteLead:
		return nil, exam.Refuse("revoke-lead", "staff", holder)
	case holder == d.dev.By:
		return nil, exam.Refuse("revoke-own-device", "device", holder)
	}
	if _, holds := c.holds(holder); !holds {
		return nil, exam.Refuse("revoked-already", "staff", holder)
	}
	drafts, err := d.revocation(lead.Signer(), k, why)
	if err != nil {
		return nil, err
	}
	return d.append(ctx, drafts)
}

// revocation drafts the event that takes a key back, and its reason.
func (d *data) revocation(by Signer, k heldKey, why Reason) ([]Draft, error) {
	logs, err := d.seenLogs() // its own needs no naming: there the event's place says it
	if err != nil {
		return nil, err
	}
	v := exam.KeyRevocation{Holder: k.holder, Key: exam.KeyID(k.public), Code: why.Code, Logs: logs}
	on, about := exam.KeySubject(k.holder), "revoked/"+exam.KeyID(k.public)
	out := []Draft{{Signer: by, Kind: exam.KeyRevoked, On: on, About: about, Body: v}}
	return append(out, reasonDraft(by, on, about, why)...), nil
}

// reasonDraft drafts the free words of a reason; none where there are none.
func reasonDraft(by Signer, on, about string, why Reason) []Draft {
	if strings.TrimSpace(why.Text) == "" {
		return nil
	}
	return []Draft{{Signer: by, Kind: exam.KeyReason, On: on, About: about + "/reason", Body: exam.Why{Code: why.Code, Text: why.Text}}}
}

// dropRevoked removes what lets somebody in on this laptop whose newest key is revoked,
// and shows them as not enrolled.
func (b *Book) dropRevoked() error {
	c, _, err := b.chain()
	if err != nil {
		return err
	}
	var gone []exam.StaffID
	for _, s := range b.Cover().Staff {
		if _, known := c.current(string(s.ID)); s.Enrolled && known {
			if _, holds := c.holds(string(s.ID)); !holds {
				gone = append(gone, s.ID)
			}
		}
	}
	if len(gone) == 0 {
		return nil
	}
	for _, staff := range gone {
		if err := b.dropKey(staff); err != nil {
			return err
		}
	}
	return b.UpdateCover(func(c *Cover) {
		for i := range c.Staff {
			if slices.Contains(gone, c.Staff[i].ID) {
				c.Staff[i].Enrolled = false
			}
		}
	})
}

// dropKey removes what lets a person in on this laptop.
func (b *Book) dropKey(staff exam.StaffID) error {
	path, err := b.keyPath(staff)
	if err != nil {
		return err
	}
	for _, p := range []string{path, path + nextKey} {
		if _, err := os.Stat(p); errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err := errors.Join(shred(p), os.Remove(p)); err != nil {
			return fmt.Errorf("remove key file: %w", err)
		}
	}
	if err := syncDir(filepath.Dir(path)); err != nil {
		return err
	}
	return b.freshStart(staff)
}
