package screen

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// Files of a home that tell how the last window ended.
const (
	runningFile = "running"        // there while a window is open: removed when it closes in order
	noteFile    = "crash-note.txt" // what a panic left
)

// running says in the home that a window is open, and on which screen, so that the
// next start knows of a crash, a kill or a power cut. It holds no personal data.
type running struct {
	home    string
	now     func() time.Time
	events  func() uint64
	mu      sync.Mutex
	mark    mark
	started bool
	failed  bool
}

// mark is the content of the file.
type mark struct {
	Version string    `json:"version"`
	Started time.Time `json:"started"`
	Screen  string    `json:"screen"`
}

// leftover is what a window that did not close in order left behind: the note that
// may be saved.
type leftover struct{ note string }

// readLeftover looks for one; nil when the last window closed in order.
func readLeftover(home string) (*leftover, error) {
	if b, err := os.ReadFile(filepath.Join(home, noteFile)); err == nil {
		return &leftover{string(b)}, nil
	}
	b, err := os.ReadFile(filepath.Join(home, runningFile))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read how the last run ended: %w", err)
	}
	var m mark
	if json.Unmarshal(b, &m) != nil {
		m = mark{} // cut short by the same power cut
	}
	return &leftover{m.note(time.Time{}, 0, "ended without closing: killed, or the power failed", "")}, nil
}

// begin marks the home.
func (r *running) begin() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.started {
		r.started, r.mark.Started = true, r.now()
		r.write()
	}
}

// screen notes which screen is shown.
func (r *running) screen(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.mark.Screen = name
	if r.started {
		r.write()
	}
}

// write is a convenience for the next start: a disk that refuses it must not disturb
// an exam.
func (r *running) write() {
	if b, err := json.Marshal(r.mark); err == nil {
		_ = os.WriteFile(filepath.Join(r.home, runningFile), b, 0o600)
	}
}

// end takes the mark away: the window closed in order, unless it failed.
func (r *running) end() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.started || r.failed {
		return nil
	}
	r.started = false
	if err := os.Remove(filepath.Join(r.home, runningFile)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("note an orderly end: %w", err)
	}
	return nil
}

// guard runs the window's loop. A panic in it ends the window with a refusal, after
// a note is left for the next start: what was stored is on disk, and what is typed
// is stored by the close that follows.
func (r *running) guard(loop func()) (err error) {
	defer func() {
		if p := recover(); p != nil {
			r.fail(p, debug.Stack())
		}
		if r.broken() {
			err = exam.Refuse("crashed")
		}
	}()
	loop()
	return nil
}

// apart starts work off the UI goroutine; a panic there ends the window too.
func (r *running) apart(quit func()) kit.Runner {
	return func(work func()) {
		go func() {
			defer func() {
				if p := recover(); p != nil {
					r.fail(p, debug.Stack())
					quit()
				}
			}()
			work()
		}()
	}
}

func (r *running) broken() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.failed
}

// fail leaves the note.
func (r *running) fail(p any, stack []byte) {
	var events uint64
	if r.events != nil {
		events = r.events()
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failed = true
	note := r.mark.note(r.now(), events, panicked(p), frames(stack))
	_ = os.WriteFile(filepath.Join(r.home, noteFile), []byte(note), 0o600) // where even this fails, the mark still tells
}

// note is the text that a person may send to those who make the program.
func (m mark) note(at time.Time, events uint64, what, stack string) string {
	var b strings.Builder
	line := func(name, value string) { fmt.Fprintf(&b, "%-9s%s\n", name, value) }
	b.WriteString("Kaowu crash note\n\n")
	line("version", m.Version)
	line("system", runtime.GOOS+"/"+runtime.GOARCH+" "+runtime.Version())
	line("started", m.Started.Format(time.RFC3339))
	if !at.IsZero() {
		line("ended", at.Format(time.RFC3339))
		line("events", fmt.Sprint(events))
	}
	line("screen", m.Screen)
	line("what", what)
	if stack != "" {
		b.WriteString("\n" + stack)
	}
	return b.String()
}

// panicked says what a panic was without what it said: its text may hold a name. The
// runtime's own errors hold only numbers and types.
func panicked(p any) string {
	if e, ok := p.(runtime.Error); ok {
		return e.Error()
	}
	return fmt.Sprintf("panic of %T", p)
}

// frames are the functions, files and lines of a stack, without arguments and
// without the folders of the machine that built the program.
func frames(stack []byte) string {
	var b strings.Builder
	for l := range strings.Lines(string(stack)) {
		l = strings.TrimRight(l, "\n")
		switch {
		case l == "" || strings.HasPrefix(l, "goroutine "):
		case strings.HasPrefix(l, "\t"):
			path, _, _ := strings.Cut(strings.TrimSpace(l), " +0x")
			parts := strings.Split(filepath.ToSlash(path), "/")
			b.WriteString("\t" + strings.Join(parts[max(0, len(parts)-3):], "/") + "\n")
		case strings.HasPrefix(l, "created by "):
			name, _, _ := strings.Cut(l, " in goroutine")
			b.WriteString(name + "\n")
		default:
			if i := strings.LastIndex(l, "("); i > 0 {
				l = l[:i]
			}
			b.WriteString(l + "\n")
		}
	}
	return b.String()
}
