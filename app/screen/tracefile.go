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
	mu   sync.Mutex
	out  io.WriteCloser
	now  func() time.Time
	last string // id of the newest event
	was  traceLine
}

// traceLine is one line of the file.
type traceLine struct {
	At     string `json:"at"`
	Kind   string `json:"kind"`            // screen, refused, event, state
	Detail string `json:"detail"`          // screen's name, refusal's code, event's kind and id, where the person is
	Focus  string `json:"focus,omitempty"` // of a state: what has the keyboard
	Stage  string `json:"stage,omitempty"` // of a state: how far the work of the screen is
	Event  string `json:"event,omitempty"` // of a state: id of the newest event
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
	t.write(traceLine{Kind: kind, Detail: detail})
}

// event writes that an event was stored.
func (t *tracer) event(kind, id string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.last = id
	t.write(traceLine{Kind: "event", Detail: kind + " " + id})
}

// state writes where the person is, once a change.
func (t *tracer) state(w whereabouts) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := traceLine{Kind: "state", Detail: w.screen, Focus: w.focus, Stage: w.stage, Event: t.last}
	if now != t.was {
		t.was = now
		t.write(now)
	}
}

// write writes a line; the caller holds mu.
func (t *tracer) write(l traceLine) {
	if t.out == nil {
		return
	}
	l.At = t.now().Format(time.RFC3339Nano)
	b, err := json.Marshal(l)
	if err != nil {
		return // strings always encode
	}
	if _, err := t.out.Write(append(b, '\n')); err != nil {
		t.out = nil // a trace that cannot be written must not disturb an exam
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
