package store

import (
	"context"
	"errors"
	"slices"
	"strings"

	"kaowu/app/exam"
)

// newEpoch begins a new epoch: a fresh data key, sealed to those who hold a key now
// (chain.people) and the recovery key, signed by by, who is one of them. What is
// written from then on opens under it only; what a leaver could read they could read
// (record.md 7). The event by which somebody no longer may is saved before. Saves go on
// while the index is copied, wait for the step itself, and none fails. Where it fails all
// is as before, and the next sign-in does it (payEpoch). The caller holds keyMu. Refusals:
// disk-full, book-read-only.
func (b *Book) newEpoch(ctx context.Context, by *Person) error {
	b.owes = true // until it is done
	d, err := b.opened()
	if err != nil {
		return err
	}
	chain, _, err := b.chain()
	if err != nil {
		return err
	}
	if err := b.keepExam(by); err != nil {
		return err
	}
	key, err := newDataKey(b.opt.Rand)
	if err != nil {
		return err
	}
	t := &turn{key: key, seal: func(e epochs) ([]byte, error) {
		return e.seal(chain.exam, chain.readers(), by.Signer())
	}}
	if t.index, err = d.indexFor(key); err != nil {
		return err
	}
	err = d.send(ctx, &request{turn: t})
	if t.old == nil {
		t.index.now.retire()
		return err
	}
	b.owes = false
	t.old.retire()
	return err
}

// keepExam seals the exam's keys anew to the site lead, where by is who holds them: a
// key that the lead had before opens them no more.
func (b *Book) keepExam(by *Person) error {
	theExam, err := by.examKeys()
	if errors.Is(err, exam.Refuse("not-lead")) {
		return nil
	}
	if err != nil {
		return err
	}
	defer theExam.wipe()
	return b.shareExam(theExam, by.keys.open.Recipient())
}

// readers are the X25519 recipients of all who may open the book, sorted: everybody
// enrolled, by their newest key unless it was revoked, and the recovery key.
func (c *chain) readers() []string {
	out := []string{c.created.Recovery}
	for _, p := range c.people() {
		if _, may := c.holds(p.holder); may {
			out = append(out, p.recipient)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// owesEpoch says whether the file of the data key is not what it should be: somebody
// who no longer may could open it, a step to a new epoch having been cut short, or
// nobody who may has signed it, so that who knows what it holds is unknown.
func (c *chain) owesEpoch(f dataFile) bool {
	may := c.readers()
	if f.Epoch == firstEpoch {
		// It does not say whom it was sealed to: everybody who ever had a key.
		for _, k := range c.keys {
			if !strings.HasPrefix(k.holder, "device/") && !slices.Contains(may, k.recipient) {
				return true
			}
		}
		return false
	}
	if !slices.Equal(f.To, may) {
		return true
	}
	return !slices.ContainsFunc(c.people(), func(p heldKey) bool {
		return p.holder == string(f.By) && f.signedBy(p.public)
	})
}

// oweFor notes that another laptop sent word of a person's key that was taken back here
// too: the next sign-in begins a new epoch.
func (b *Book) oweFor(came []exam.Fact) {
	if !slices.ContainsFunc(came, func(f exam.Fact) bool { return f.Kind == exam.KeyRevoked && strings.HasPrefix(f.On, "staff/") }) {
		return
	}
	b.keyMu.Lock()
	defer b.keyMu.Unlock()
	b.owes = true
}

// payEpoch begins the epoch that a step cut short owes, when somebody who may has signed
// in and before anything is saved. Where it cannot now, as on a full disk, the book opens
// all the same, a finding says so, and the next sign-in tries again.
func (b *Book) payEpoch(by *Person) {
	if !b.owes {
		return
	}
	err := b.newEpoch(context.Background(), by)
	owed := find("epoch-owed", "keys")
	b.mu.Lock()
	defer b.mu.Unlock()
	b.found = slices.DeleteFunc(b.found, func(f Finding) bool { return f.Code == owed.Code })
	if err != nil {
		b.found = append(b.found, owed)
	}
}
