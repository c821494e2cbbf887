package drill

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Report is report.json (design 8).
type Report struct {
	OK         bool       `json:"ok"`
	Seed       uint64     `json:"seed"`
	Laptops    int        `json:"laptops"`
	Candidates int        `json:"candidates"`
	Qualified  int        `json:"qualified"`
	Events     uint64     `json:"events"`
	Steps      []Step     `json:"steps"`
	Happened   []Happened `json:"happened"`
	Detected   []Detected `json:"detected"`
	Files      []string   `json:"files"`
}

// Step is a part of the story and the wall time it took.
type Step struct {
	Name    string  `json:"name"`
	Seconds float64 `json:"seconds"`
	OK      bool    `json:"ok"`
}

// Happened is a planted thing, with the paper that shows it.
type Happened struct {
	What   string   `json:"what"` // late, absent, disagree, arbitration, veto, violation, correction, …
	ExamNo string   `json:"exam_no"`
	Events []string `json:"events"` // ids
	Paper  string   `json:"paper"`  // below papers/
}

// Detected is an attack that was planted and found; one laptop alone meets none.
type Detected struct {
	Kind     string `json:"kind"`
	Log      string `json:"log"`
	Evidence string `json:"evidence"`
}

// Person is a line of people.json: a drill has no secrets.
type Person struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Roles      []string `json:"roles"`
	Passphrase string   `json:"passphrase"`
}

// writeJSON writes v under a temporary name, fsyncs and renames, one element a
// line so that people can read it.
func writeJSON(path string, v any) error {
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return fmt.Errorf("encode %s: %w", filepath.Base(path), err)
	}
	return writeFile(path, append(b, '\n'))
}

func writeFile(path string, b []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	return nil
}

// stopwatch times the steps of the story on the machine's own clock; together
// they are the wall time.
type stopwatch struct {
	now   func() time.Time
	last  time.Time
	steps []Step
}

func (w *stopwatch) done(name string) {
	now := w.now()
	w.steps = append(w.steps, Step{Name: name, Seconds: now.Sub(w.last).Seconds(), OK: true})
	w.last = now
}
