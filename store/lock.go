package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"kaowu/app/exam"
)

// lock keeps a second process off a book. The system's lock decides; what the file
// says is for the one who is refused.
type lock struct{ f *os.File }

// holder is what the lock file says.
type holder struct {
	PID     int       `json:"pid"`
	Host    string    `json:"host"`
	Program string    `json:"program"`
	Since   time.Time `json:"since"`
}

// takeLock takes the book in dir. Refusal: book-held, with who holds it.
func takeLock(dir string, opt Options) (*lock, error) {
	path := filepath.Join(dir, "lock")
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open lock of the book: %w", err)
	}
	if err := flock(f); err != nil {
		who := readHolder(f)
		return nil, errors.Join(exam.Refuse("book-held", "pid", who.PID, "host", who.Host, "program", who.Program,
			"since", who.Since.In(siteZone()).Format("2006-01-02 15:04")), f.Close())
	}
	host, err := os.Hostname()
	if err != nil {
		host = "?"
	}
	b, err := json.Marshal(holder{os.Getpid(), host, opt.Program, opt.Clock.Now()})
	if err == nil {
		// A lock that cannot be described still holds: on a full disk too.
		_ = f.Truncate(0)
		_, _ = f.WriteAt(b, 0)
	}
	return &lock{f}, nil
}

func readHolder(f *os.File) holder {
	var h holder
	b := make([]byte, 4096)
	n, _ := f.ReadAt(b, 0)
	if json.Unmarshal(b[:n], &h) != nil {
		return holder{Program: "?", Host: "?"}
	}
	return h
}

// release gives the book back. The file stays: removing it would let two in.
func (l *lock) release() {
	if l != nil && l.f != nil {
		_ = l.f.Truncate(0)
		_ = l.f.Close() // closing is what gives the lock back
		l.f = nil
	}
}
