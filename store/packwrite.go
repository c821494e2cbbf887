package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// An exam pack 考试包 brings an exam to a laptop that has nothing of it yet: the site lead
// writes it the day before and opens it there with the same passphrase. It is laid out as
// an archive, with an open part and sealed parts; its parts are what a book is made of.
// FORMAT.md 13.

const formatPack = "kaowu pack v1"

// The parts of a pack beside the events.
const (
	packCover = "book/cover.json"
	packKeys  = "keys/"
	packFiles = "files/"
)

// WritePack writes the pack of the book to path: under a temporary name, flushed, renamed,
// then read back with the lead's key and checked whole. It takes a checkpoint first, which
// pins all that goes along. Everything but the open part and the lead's own key file is
// sealed to the lead. Refusals: not-lead, disk-full, pack-not-whole (the first finding).
func (b *Book) WritePack(ctx context.Context, path string, lead *Person, progress func(done, total int64)) error {
	w := newArchiveWriter(ctx, b, lead, path)
	w.format, w.broken = formatPack, "pack-not-whole"
	w.gather = func(seal Seal) ([]string, error) { return nil, b.packParts(lead, seal) }
	files, err := folderSize(filepath.Join(b.dir, "files"))
	if err != nil {
		return fmt.Errorf("size of attachments: %w", err)
	}
	return w.run(path, files, progress)
}

// packParts seals cover, key files and attachments as they lie in the book. Drafts stay:
// they are of this laptop. So does the device's key, for every laptop has its own.
func (b *Book) packParts(lead *Person, seal Seal) error {
	d, err := b.opened()
	if err != nil {
		return err
	}
	part := func(name, file string) error {
		data, err := os.ReadFile(filepath.Join(b.dir, filepath.FromSlash(file)))
		if err != nil {
			return fmt.Errorf("read part of the book: %w", err)
		}
		return seal(name, data)
	}
	if err := part(packCover, "cover.json"); err != nil {
		return err
	}
	if err := b.packKeys(d, lead, part); err != nil {
		return err
	}
	x, err := d.query()
	if err != nil {
		return err
	}
	files, err := x.files()
	if err != nil {
		return err
	}
	for _, name := range files {
		if err := part(packFiles+name, packFiles+name); err != nil {
			return err
		}
	}
	return nil
}

// packKeys seals the key files, while none of them changes: a step to a new epoch would
// take the one with the data keys away.
func (b *Book) packKeys(d *data, lead *Person, part func(name, file string) error) error {
	b.keyMu.Lock()
	defer b.keyMu.Unlock()
	keys, err := filepath.Glob(filepath.Join(b.dir, "keys", "*.age"))
	if err != nil {
		return err
	}
	slices.Sort(keys)
	for _, k := range keys {
		name := filepath.Base(k)
		if n, is := epochOf(name); is && n != d.epochs().number() || name == string(lead.staff)+".age" {
			continue
		}
		if err := part(packKeys+name, packKeys+name); err != nil {
			return err
		}
	}
	return nil
}
