package screen

import (
	"encoding/json"
	"io"
	"os"
	"sync"
	"time"
)

// tracer writes one JSON line for each change of screen, focus and store, so that
// a test of the real window knows where it is. No name, number or score is in it.
type tracer struct {
	mu  sync.Mutex
	out io.WriteCloser
	now func() time.Time
	was string
}

// traceLine is one line of the file.
type traceLine struct {
	At     string `json:"at"`
	Kind   string `json:"kind"`   // screen, refused, event, state
	Detail string `json:"detail"` // screen's name, refusal's code, event's id, state's words
}

// openTrace opens the file that KAOWU_TRACE names; without one nothing is written.
func openTrace(path string, now func() time.Time) (*tracer, error) {
	t := &tracer{now: now}
	if path == "" {
		return t, nil
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	t.out = f
	if err != nil {
		t.out = nil
	}
	return t, err
}

// line writes one line.
func (t *tracer) line(kind, detail string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.out == nil {
		return
	}
	b, err := json.Marshal(traceLine{t.now().Format(time.RFC3339Nano), kind, detail})
	if err != nil {
		return // three strings always encode
	}
	if _, err := t.out.Write(append(b, '\n')); err != nil {
		t.out = nil // a trace that cannot be written must not disturb an exam
	}
}

// state writes the state's words once a change.
func (t *tracer) state(words string) {
	t.mu.Lock()
	same := words == t.was
	t.was = words
	t.mu.Unlock()
	if !same {
		t.line("state", words)
	}
}

// close ends the file.
func (t *tracer) close() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.out == nil {
		return nil
	}
	return t.out.Close()
}
