package store

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// file is the little that a journal or tree asks of a disk, so that tests can hand
// in one that runs full, fails, or loses what was not flushed.
type file interface {
	io.ReaderAt
	io.WriterAt
	Size() (int64, error)
	Truncate(size int64) error
	Sync() error
	Close() error
}

// openFile opens or makes a private file on the real disk.
func openFile(path string) (file, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	return osFile{f}, nil
}

type osFile struct{ *os.File }

func (f osFile) Size() (int64, error) {
	st, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return st.Size(), nil
}

// writeWhole writes data to path so that it is there whole or not at all: under a
// temporary name, flushed, renamed, the folder flushed.
func writeWhole(opt Options, path, tmp string, data []byte) (err error) {
	f, err := opt.open(tmp)
	if err != nil {
		return fmt.Errorf("make temporary file: %w", err)
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("write file whole: %w", err)
			_ = os.Remove(tmp) // the private folder is emptied at the next start anyway
		}
	}()
	if err = f.Truncate(0); err == nil {
		_, err = f.WriteAt(data, 0)
	}
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	if err = os.Rename(tmp, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// WriteFile writes a file that leaves the home, as a paper or a proof, so that it is there
// whole or not at all, flushed, for its owner alone; a file of that name is replaced.
// Refusal: disk-full.
func WriteFile(path string, data []byte) error {
	return diskError(writeWhole(Options{}.filled(), path, path+".writing", data))
}
