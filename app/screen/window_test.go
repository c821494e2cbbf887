//go:build windowtest

package screen_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// binary is what `make build` leaves; `make window-test` builds it first.
const binary = "../../bin/kaowu"

// site is the demo exam as it stood at a moment, with everybody's drill passphrase.
type site struct {
	home string
	pass map[string]string
}

// stopped rehearses the demo exam up to a moment of the drill clock and leaves the
// laptop there; opening it, the clock goes on.
func stopped(t testing.TB, at string) site {
	t.Helper()
	out := filepath.Join(t.TempDir(), "day")
	if b, err := exec.Command(binary, "rehearse", "--until", at, "--out", out).CombinedOutput(); err != nil {
		t.Fatalf("rehearse until %s: %v\n%s", at, err, b)
	}
	b, err := os.ReadFile(filepath.Join(out, "people.json"))
	if err != nil {
		t.Fatal(err)
	}
	var people []struct{ ID, Passphrase string }
	if err := json.Unmarshal(b, &people); err != nil {
		t.Fatal(err)
	}
	s := site{home: filepath.Join(out, "laptops", "1"), pass: map[string]string{}}
	for _, p := range people {
		s.pass[p.ID] = p.Passphrase
	}
	return s
}

// screen waits until a screen is there and drawn, event for something stored,
// refused for a refusal.
func (d *drive) screen(name string) {
	d.t.Helper()
	d.until("screen "+name, func(l trace) bool { return l.Kind == "screen" && l.Detail == name })
	d.state(name)
}

func (d *drive) event(kind string) {
	d.t.Helper()
	d.until("event "+kind, func(l trace) bool { return l.Kind == "event" && l.first() == kind })
}

func (d *drive) refused(code string) {
	d.t.Helper()
	d.until("refusal "+code, func(l trace) bool { return l.Kind == "refused" && l.Detail == code })
}

func (d *drive) state(words string) {
	d.t.Helper()
	d.until("state "+words, func(l trace) bool { return l.Kind == "state" && l.Detail == words })
}

// signIn finds a person by initials and types their passphrase, as at 登录.
func (d *drive) signIn(initials, passphrase string) {
	d.t.Helper()
	d.write(initials)
	d.key("Return")
	d.write(passphrase)
	d.key("Return")
	d.screen("day")
}
