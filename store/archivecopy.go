package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"

	"kaowu/app/exam"
)

// CopyArchive writes a second copy of an archive that was verified: under a temporary
// name, flushed, renamed, then read back from the disk and held against the first, byte
// for byte. Refusals: copy-differs (what was read back is not what was written; the copy
// is removed), disk-full.
func CopyArchive(ctx context.Context, from, to string, progress func(done, total int64)) error {
	in, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("open archive: %w", err)
	}
	defer in.Close()
	st, err := in.Stat()
	if err != nil {
		return fmt.Errorf("size of archive: %w", err)
	}
	if progress == nil {
		progress = func(int64, int64) {}
	}
	c := copying{ctx: ctx, progress: progress, total: 2 * st.Size()}
	temp := to + ".writing"
	written, err := c.write(in, temp)
	if err == nil {
		err = os.Rename(temp, to)
	}
	if err != nil {
		return diskError(errors.Join(fmt.Errorf("copy archive: %w", err), removed(temp)))
	}
	if err := syncDir(filepath.Dir(to)); err != nil {
		return fmt.Errorf("copy archive: %w", err)
	}
	back, err := c.read(to)
	if err != nil {
		return err
	}
	if back != written {
		return errors.Join(exam.Refuse("copy-differs", "file", filepath.Base(to)), removed(to))
	}
	return nil
}

// removed removes a file; one that is not there is removed already.
func removed(path string) error {
	if err := os.Remove(path); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// copying is one copy under way.
type copying struct {
	ctx         context.Context
	progress    func(done, total int64)
	done, total int64
}

// write copies in to a new file, flushed, and gives the SHA-256 of what it read.
func (c *copying) write(in io.Reader, path string) (sum [sha256.Size]byte, err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return sum, err
	}
	h := sha256.New()
	_, err = io.Copy(io.MultiWriter(f, h), through{in, c})
	if err == nil {
		err = f.Sync()
	}
	return sumOf(h), errors.Join(err, f.Close())
}

// read gives the SHA-256 of a file.
func (c *copying) read(path string) (sum [sha256.Size]byte, err error) {
	f, err := os.Open(path)
	if err != nil {
		return sum, fmt.Errorf("read copy back: %w", err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, through{f, c}); err != nil {
		return sum, fmt.Errorf("read copy back: %w", err)
	}
	return sumOf(h), nil
}

func sumOf(h hash.Hash) [sha256.Size]byte { return [sha256.Size]byte(h.Sum(nil)) }

// through counts what passes and stops when nobody waits any more.
type through struct {
	r io.Reader
	c *copying
}

func (t through) Read(b []byte) (int, error) {
	if err := t.c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := t.r.Read(b)
	t.c.done += int64(n)
	t.c.progress(min(t.c.done, t.c.total), t.c.total)
	return n, err
}
