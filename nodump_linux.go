package main

import (
	"errors"
	"fmt"

	"golang.org/x/sys/unix"
)

// noDump keeps the memory of this program, in which keys and names lie, out of core files
// and from other programs of the same user: no core is written, and nobody but root may
// look inside. On other systems see nodump_other.go.
func noDump() error {
	core := unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
	look := unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)
	if err := errors.Join(core, look); err != nil {
		return fmt.Errorf("keep memory out of core files: %w", err)
	}
	return nil
}
