package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"filippo.io/age"

	"kaowu/app/exam"
)

// newEpoch begins a new epoch: a fresh data key, sealed to those who hold a key now
// (chain.people) and the recovery key, signed by by, who is one of them. What is
// written from then on opens under it only; what a leaver could read they could read
// (record.md 7). The event by which somebody no longer may is saved before. Saves wait
// meanwhile, none fails. Where it fails all is as before, and the next sign-in does it
// (payEpoch). The caller holds keyMu. Refusals: disk-full, book-read-only.
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
	err = d.send(ctx, &request{turn: t})
	if t.old != nil {
		b.owes = false
		t.old.retire()
	}
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

// shareData seals the data keys anew to all who may open the book and newcomers.
func (b *Book) shareData(e epochs, c *chain, by Signer, newcomers ...string) error {
	to := append(c.readers(), newcomers...)
	slices.Sort(to)
	sealed, err := e.seal(c.exam, slices.Compact(to), by)
	if err != nil {
		return err
	}
	return writeKeyFile(b.opt, b.dir, epochName(e.number()), sealed)
}

// writeKeyFile writes a file under keys, whole or not at all.
func writeKeyFile(opt Options, dir, name string, sealed []byte) error {
	return writeWhole(opt, filepath.Join(dir, "keys", name), filepath.Join(dir, "tmp", name), sealed)
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

// openKeyFiles opens the data keys and the device's key with a person's keys. Refusals:
// not-enrolled (theirs are keys of an epoch that has ended), data-key-damaged.
func (b *Book) openKeyFiles(staff exam.StaffID, keys *keyring) (f dataFile, e epochs, dev Signer, err error) {
	n, err := newestEpoch(b.dir)
	if err != nil {
		return f, nil, dev, err
	}
	sealed, err := os.ReadFile(filepath.Join(b.dir, "keys", epochName(n)))
	if err != nil {
		return f, nil, dev, fmt.Errorf("read data key: %w", err)
	}
	f, e, err = openDataKey(sealed, b.Cover().Exam, n, keys.open)
	var stranger *age.NoIdentityMatchError
	if errors.As(err, &stranger) && n > firstEpoch {
		return f, nil, dev, exam.Refuse("not-enrolled", "staff", string(staff))
	}
	if err != nil {
		return f, nil, dev, exam.Refuse("data-key-damaged", "file", "keys/"+epochName(n))
	}
	dev, err = b.openDevice(e)
	return f, e, dev, err
}

// openDevice opens the device's key. One that is still sealed by an older data key was
// left so by a step cut short, and is sealed anew.
func (b *Book) openDevice(e epochs) (dev Signer, err error) {
	examID := b.Cover().Exam
	box, err := os.ReadFile(filepath.Join(b.dir, "keys", "device.box"))
	if err != nil {
		return dev, fmt.Errorf("read device key: %w", err)
	}
	if dev, err = e.newest().key.openDevice(box, examID); err == nil {
		return dev, nil
	}
	for _, old := range slices.Backward(e[:len(e)-1]) {
		if dev, err = old.key.openDevice(box, examID); err != nil {
			continue
		}
		if box, err := e.newest().key.sealDevice(examID, dev, b.opt.Rand); err == nil {
			_ = writeKeyFile(b.opt, b.dir, "device.box", box) // tried again at the next opening
		}
		return dev, nil
	}
	return dev, exam.Refuse("data-key-damaged", "file", "keys/device.box")
}
