package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"kaowu/app/exam"
)

// Strokes, scans, photos and imported files are sealed files beside the journal,
// named by the SHA-256 of what lies on the disk: a name that gives nothing away and
// by which damage shows.

// filesDir is where sealed files lie.
func (d *data) filePath(name string) string { return filepath.Join(d.dir, "files", name) }

func (d *data) fileExtra() []byte { return []byte("kaowu file v1\n" + d.book) }

// Attach seals data into a file of the book and returns its name, 64 hex characters.
// The file is flushed before the journal names it. Refusals: disk-full,
// book-read-only.
func (b *Book) Attach(ctx context.Context, data []byte) (string, error) {
	d, err := b.opened()
	if err != nil {
		return "", err
	}
	if d.stopped != nil {
		return "", d.stopped
	}
	if err := d.gate(len(data)); err != nil {
		return "", err
	}
	sealed, err := d.sealFile(data)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(sealed)
	name := hex.EncodeToString(sum[:])
	return name, d.keepFile(ctx, name, sealed)
}

// keepFile writes a sealed file, flushed, and then has the journal name it.
func (d *data) keepFile(ctx context.Context, name string, sealed []byte) error {
	if err := d.opt.fault("file"); err != nil {
		return saveError(err)
	}
	if err := writeWhole(d.opt, d.filePath(name), filepath.Join(d.dir, "tmp", name), sealed); err != nil {
		return saveError(err)
	}
	return d.send(ctx, &request{file: &fileRecord{name, uint64(len(sealed))}})
}

// takeFile stores a sealed file that a pack brings, whose name is its SHA-256: it opens by
// one of the data keys that came along.
func (b *Book) takeFile(ctx context.Context, name string, sealed []byte) error {
	d, err := b.opened()
	if err != nil {
		return err
	}
	if d.stopped != nil {
		return d.stopped
	}
	if err := d.gate(len(sealed)); err != nil {
		return err
	}
	return d.keepFile(ctx, name, sealed)
}

// sealFile is nonce, then XChaCha20-Poly1305 of data, under the newest epoch.
func (d *data) sealFile(data []byte) ([]byte, error) {
	aead, err := d.epochs().newest().key.cipher(useFiles)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, aead.NonceSize(), aead.NonceSize()+len(data)+aead.Overhead())
	if _, err := io.ReadFull(d.opt.Rand, nonce); err != nil {
		return nil, fmt.Errorf("draw a nonce: %w", err)
	}
	return aead.Seal(nonce, nonce, data, d.fileExtra()), nil
}

// Attachment opens a sealed file of the book. Refusals: no-file, file-damaged.
func (b *Book) Attachment(file string) ([]byte, error) {
	d, err := b.opened()
	if err != nil {
		return nil, err
	}
	return d.openFile(file)
}

// AttachmentSize is how many bytes a sealed file of the book has on the disk. Refusal:
// no-file.
func (b *Book) AttachmentSize(file string) (int64, error) {
	d, err := b.opened()
	if err != nil {
		return 0, err
	}
	if !isFileName(file) {
		return 0, exam.Refuse("no-file")
	}
	st, err := os.Stat(d.filePath(file))
	if errors.Is(err, os.ErrNotExist) {
		return 0, exam.Refuse("no-file")
	}
	if err != nil {
		return 0, fmt.Errorf("size of sealed file: %w", err)
	}
	return st.Size(), nil
}

func (d *data) openFile(name string) ([]byte, error) {
	if !isFileName(name) {
		return nil, exam.Refuse("no-file")
	}
	sealed, err := os.ReadFile(d.filePath(name))
	if errors.Is(err, os.ErrNotExist) {
		return nil, exam.Refuse("no-file")
	}
	if err != nil {
		return nil, fmt.Errorf("read sealed file: %w", err)
	}
	sum := sha256.Sum256(sealed)
	if hex.EncodeToString(sum[:]) != name {
		return nil, exam.Refuse("file-damaged", "file", name[:8])
	}
	for _, e := range slices.Backward(d.epochs()) {
		aead, err := e.key.cipher(useFiles)
		if err != nil {
			return nil, err
		}
		if len(sealed) < aead.NonceSize() {
			break
		}
		if data, err := aead.Open(nil, sealed[:aead.NonceSize()], sealed[aead.NonceSize():], d.fileExtra()); err == nil {
			return data, nil
		}
	}
	return nil, exam.Refuse("file-damaged", "file", name[:8])
}
