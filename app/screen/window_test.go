//go:build windowtest

package screen_test

import (
	"encoding/json"
	"fmt"
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

// The door, at 08:33 of the first day: T01 is open and nobody is in yet.
func TestWindowCheckIn(t *testing.T) {
	s := stopped(t, "2026-12-19T08:33")
	d := start(t, binary, s.home)
	d.screen("signin")
	d.shown()
	d.shot("sign-in")
	d.write("lyy")
	d.key("Return")
	d.write("not the passphrase")
	d.key("Return")
	d.refused("wrong-passphrase")
	d.shot("sign-in-refused")
	d.write(s.pass["S01"])
	d.key("Return")
	d.screen("day")
	d.shot("day")

	d.key("alt+2")
	d.screen("checkin")
	for n := 1; n <= 3; n++ {
		d.write(fmt.Sprintf("202661%04d", n)) // the roster begins with T01's candidates
		d.key("Return")
		d.event("checkin.admitted")
	}
	d.shot("check-in")
	d.write("2026610031") // sits in T02
	d.key("Return")
	d.refused("wrong-session")
	d.shot("check-in-refused")

	d.key("ctrl+l") // nothing is lost: the same person comes back to the same screen
	d.screen("signin")
	d.shot("locked")
	d.write("lyy")
	d.key("Return")
	d.write(s.pass["S01"])
	d.key("Return")
	d.screen("checkin")
}

// The papers of T01, and its record from the first field to a signature.
func TestWindowTheoryAndRecord(t *testing.T) {
	s := stopped(t, "2026-12-19T10:33")
	d := start(t, binary, s.home)
	d.screen("signin")
	d.shown()
	d.signIn("lyy", s.pass["S01"])
	d.key("alt+3")
	d.screen("theory")
	for _, score := range []string{"78.5", "66", "81"} {
		d.write(score)
		d.key("Return")
		d.event("theory.entered")
	}
	d.shot("theory")

	d.key("alt+4")
	d.screen("record")
	field := func(keys ...string) {
		t.Helper()
		d.key(keys...)
		d.event("record.field")
	}
	count := func(text string) {
		t.Helper()
		d.write(text)
		field("Down")
	}
	for _, n := range []string{"32", "28", "2", "1", "32"} { // received, used, spare, void, returned
		count(n)
	}
	d.key("Return") // who opened the papers: free words
	d.write("li, peng")
	field("Escape")
	d.key("Down")
	count("0855")                 // when
	field("Right")                // the seal was whole
	d.key("Down", "Down", "Down") // witnesses and equipment may stay empty
	field("Right")                // video
	d.shot("record-writing")

	d.key("F12")
	d.screen("signin")
	d.signIn("jzs", s.pass["S14"])
	d.key("alt+2")
	d.screen("record")
	for range 6 { // six checks
		field("Right")
		d.key("Down")
	}
	count("0830")
	count("1045")
	d.key("Down")  // the opinion may stay empty
	field("Right") // the verdict
	d.shot("record-supervisor")

	d.key("F12")
	d.screen("signin")
	d.write("lyy")
	d.key("Return")
	d.write(s.pass["S01"])
	d.key("Return")
	d.screen("record")
	d.key("F9")
	d.event("record.frozen")
	d.key("End")
	d.scribble(905, 390)
	d.key("Tab")
	d.write(s.pass["S01"])
	d.shot("record-to-sign")
	d.key("F9")
	d.event("record.signed")
	d.shot("record-signed")
}

// A station on the second day, and what the site lead sees of the results.
func TestWindowPracticalAndResults(t *testing.T) {
	s := stopped(t, "2026-12-20T08:46")
	d := start(t, binary, s.home)
	d.screen("signin")
	d.shown()
	d.signIn("lxh", s.pass["S05"])
	d.key("alt+3")
	d.screen("practical")
	d.key("Next") // the first station is scored already
	for _, score := range []string{"5", "13.5", "14", "20", "22", "14"} {
		d.write(score)
		d.key("Return")
		d.event("score.item")
	}
	d.shot("practical")
	d.key("Return")
	d.event("score.sent")
	d.shot("practical-sent")

	d.key("F12")
	d.screen("signin")
	d.signIn("dyj", s.pass["S16"])
	d.shot("day-lead")
	d.key("alt+5")
	d.screen("results")
	d.key("Down", "Down")
	d.shot("results")
}
