package desk

import (
	"context"

	"kaowu/store"
)

// WritePack writes the exam pack 考试包 to path: with it the lead opens the exam on another
// laptop, the day before, without a network. It is read back and checked before it counts
// as written. Refusals: pack-not-whole, disk-full.
func (d *Desk) WritePack(ctx context.Context, path string, progress func(done, total int64)) error {
	if err := d.allow("WritePack", ""); err != nil {
		return err
	}
	return d.site.book.WritePack(ctx, path, d.who.Load(), progress)
}

// Pack is what the open part of an exam pack says, to compare before it is opened.
type Pack = store.PackFront

// ReadPack reads the open part of a pack; it needs no key. Refusals: not-a-pack,
// pack-newer, pack-cut, pack-damaged.
func ReadPack(ctx context.Context, path string, progress func(done, total int64)) (Pack, error) {
	return store.ReadPack(ctx, path, progress)
}

// PackOpening says what a pack is opened as: by whom, with which passphrase, and which
// exam and fingerprint it has to have.
type PackOpening = store.PackOpening

// OpenPack makes the exam's book from a pack in a home that has none of it, and lets the
// lead who wrote it in. Refusals: those of store.OpenPack.
func OpenPack(ctx context.Context, home, path string, o PackOpening, opt Options) (*Site, *Desk, error) {
	front, err := store.OpenPack(ctx, home, path, o, opt.Store)
	if err != nil {
		return nil, nil, err
	}
	s, err := Open(home, front.Exam, opt)
	if err != nil {
		return nil, nil, err
	}
	d, err := s.SignIn(string(front.Lead), o.Passphrase)
	if err != nil {
		return nil, nil, closing(s, err)
	}
	return s, d, nil
}
