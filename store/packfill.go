package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"time"

	"kaowu/app/exam"
)

// fill stores the other laptops' events, checkpoints and attachments.
func (u *unpacking) fill(b *Book) error {
	return u.each(func(name string, r io.Reader) error {
		if file, is := partName(name, packFiles); is {
			return u.file(b, file, r)
		}
		if name == eventsName {
			return u.events(b, r)
		}
		return nil
	})
}

// events merges the events of the pack a group at a time, by the chain of keys that the
// whole pack has: the log that founds the exam need not come first. Where many wait, more
// are read before they are tried again.
func (u *unpacking) events(b *Book, r io.Reader) error {
	var wait []exam.Signed
	merge := func(notes []string) error {
		got, err := b.merge(u.ctx, Foreign{Events: wait, Notes: notes}, u.v.chain)
		if err == nil && len(got.Refused) > 0 {
			err = exam.Refuse("pack-damaged", "where", got.Refused[0].Where)
		}
		wait = got.Waiting
		return err
	}
	fresh := 0
	u.stamps = map[string]exam.Stamp{}
	err := eachLine(r, func(line []byte) error {
		f, err := decodeLine(line)
		if err != nil {
			return exam.Refuse("pack-damaged", "where", eventsName)
		}
		wait = append(wait, f.Signed)
		if u.stamps[f.Log].Compare(f.At) < 0 {
			u.stamps[f.Log] = f.At
		}
		if fresh++; fresh < max(maxGroup, len(wait)/2) {
			return nil
		}
		fresh = 0
		return merge(nil)
	})
	if err == nil {
		err = merge(u.v.m.Checkpoints)
	}
	if err == nil && len(wait) > 0 {
		err = exam.Refuse("pack-damaged", "where", eventsName)
	}
	return err
}

// file takes an attachment as it lies in the other book, under the name that it has there.
func (u *unpacking) file(b *Book, name string, r io.Reader) error {
	sealed, err := io.ReadAll(r)
	if err != nil {
		return fmt.Errorf("read attachment: %w", err)
	}
	if sum := sha256.Sum256(sealed); hex.EncodeToString(sum[:]) != name {
		return exam.Refuse("pack-damaged", "where", packFiles+name[:min(8, len(name))])
	}
	return b.takeFile(u.ctx, name, sealed)
}

// found opens this laptop's own log: its device says so, and the lead endorses the device.
// A checkpoint then pins all that came along.
func (u *unpacking) found(b *Book) error {
	d, m := b.data, u.v.m
	opens, device, err := logOpening(u.log, u.dev, personSigner(m.Lead, u.lead.sign), m.Fingerprint, u.opt.Program, m.Drill)
	if err != nil {
		return err
	}
	if _, err := d.append(u.ctx, []Draft{opens, device}); err != nil {
		return err
	}
	if err := b.meetPeers(u.ctx, u.stamps); err != nil {
		return err
	}
	_, err = b.Checkpoint(u.ctx)
	return err
}

// aheadClock is a clock that goes so much ahead of another.
type aheadClock struct {
	Clock
	by time.Duration
}

// Now is the other clock's time and the difference.
func (c aheadClock) Now() time.Time { return c.Clock.Now().Add(c.by) }
