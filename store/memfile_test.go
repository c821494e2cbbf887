package store

import (
	"io"
	"sync"
	"syscall"
)

// memFile is a file in memory that can run full, fail, and lose in a crash what was
// not flushed. It shows what a disk may do, not what one does.
type memFile struct {
	mu      sync.Mutex
	now     []byte // as a reader sees it
	safe    []byte // as it stands after a crash
	limit   int64  // no write ends behind it; 0: none
	tear    int    // the next write stops after so many bytes; -1: none
	syncErr error  // of the next flushes, until it is taken away
}

func newMemFile() *memFile { return &memFile{tear: -1} }

func (f *memFile) ReadAt(p []byte, off int64) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if off >= int64(len(f.now)) {
		return 0, io.EOF
	}
	n := copy(p, f.now[off:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (f *memFile) WriteAt(p []byte, off int64) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	n, err := len(p), error(nil)
	if f.tear >= 0 && f.tear < n {
		n, err = f.tear, syscall.EIO
	}
	f.tear = -1
	if f.limit > 0 && off+int64(n) > f.limit {
		n, err = int(max(f.limit-off, 0)), syscall.ENOSPC
	}
	if grow := off + int64(n) - int64(len(f.now)); grow > 0 {
		f.now = append(f.now, make([]byte, grow)...)
	}
	copy(f.now[off:], p[:n])
	return n, err
}

func (f *memFile) Size() (int64, error) { return int64(len(f.now)), nil }

func (f *memFile) Truncate(size int64) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if grow := size - int64(len(f.now)); grow > 0 {
		f.now = append(f.now, make([]byte, grow)...)
	}
	f.now = f.now[:size]
	return nil
}

func (f *memFile) Sync() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.syncErr != nil {
		return f.syncErr
	}
	f.safe = append([]byte(nil), f.now...)
	return nil
}

func (f *memFile) Close() error { return nil }

// crash is a power cut: of what was not flushed each sector is there or is not, as
// kept says.
func (f *memFile) crash(kept func() bool) {
	const sector = 64 // smaller than a disk's, so that short writes tear too
	f.mu.Lock()
	defer f.mu.Unlock()
	after := make([]byte, max(len(f.safe), len(f.now)))
	copy(after, f.safe)
	for at := 0; at < len(f.now); at += sector {
		end := min(at+sector, len(f.now))
		if kept() {
			copy(after[at:end], f.now[at:end])
		}
	}
	f.now, f.safe = after, append([]byte(nil), after...)
	f.tear, f.syncErr = -1, nil
}
