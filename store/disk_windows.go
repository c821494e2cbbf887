package store

import (
	"os"

	"golang.org/x/sys/windows"
)

// freeSpace is how many bytes a user may still write where dir lies.
func freeSpace(dir string) (uint64, error) {
	p, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, err
	}
	var free uint64
	if err := windows.GetDiskFreeSpaceEx(p, &free, nil, nil); err != nil {
		return 0, err
	}
	return free, nil
}

// syncDir does nothing: NTFS journals a rename by itself and folders cannot be flushed.
func syncDir(string) error { return nil }

// flock takes the one lock of f, without waiting: a byte far behind its end, for a
// locked byte cannot be read by others and they must read who holds the book.
func flock(f *os.File) error {
	at := windows.Overlapped{OffsetHigh: 1 << 30}
	return windows.LockFileEx(windows.Handle(f.Fd()),
		windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &at)
}
