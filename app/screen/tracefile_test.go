package screen

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
)

// traced lets the window write a trace as the real one does; reading it gives the
// lines since the last reading.
func (w *world) traced() (read func() []traceLine) {
	w.t.Helper()
	file := filepath.Join(w.t.TempDir(), "trace")
	tr, err := openTrace(file, w.clock.Now)
	check(w.t, err)
	w.t.Cleanup(func() { check(w.t, tr.close()) })
	w.sh.u.trace = tr.line
	w.sh.u.f.After = func() { tr.state(where(w.sh)) }
	w.sh.site.Watch(func(f exam.Fact) { tr.event(string(f.Kind), f.ID.String()) })
	seen := 0
	return func() []traceLine {
		w.t.Helper()
		b, err := os.ReadFile(file)
		check(w.t, err)
		var out []traceLine
		for l := range strings.Lines(string(b[seen:])) {
			var x traceLine
			check(w.t, json.Unmarshal([]byte(l), &x))
			out = append(out, x)
		}
		seen = len(b)
		return out
	}
}

// Who reads the trace alone knows the screen, what has the keyboard, how far the
// work is, and which event came last.
func TestTraceSaysWhereThePersonIs(t *testing.T) {
	w, _ := atStations(t)
	read := w.traced()
	is := func(screen, focus, stage string) traceLine {
		t.Helper()
		lines := read()
		l := lines[len(lines)-1]
		if l.Kind != "state" || l.Detail != screen || l.Focus != focus || l.Stage != stage {
			t.Errorf("the trace ends with %+v, want %s, %s, %s", l, screen, focus, stage)
		}
		return l
	}
	w.typed("5")
	w.key(fyne.KeyReturn)
	first := w.stored()
	if l := is("practical", "station 1 item 2", "scoring"); l.Event != first[0].ID.String() {
		t.Errorf("last event %s, want %s", l.Event, first[0].ID)
	}
	w.typed("2")
	w.key(fyne.KeyReturn)
	is("practical", "station 1 item 2", "low score")
	w.typed("1")
	is("practical", "station 1 item 3", "scoring")
	w.key(fyne.KeyTab, fyne.KeyDown)
	is("practical", "station 2", "stations")
	w.key(fyne.KeyEscape, fyne.KeyF3)
	is("practical dialog", "keys", "scoring")
	w.key(fyne.KeyTab)
	if w.sh.u.f.Holds() != "words" {
		t.Error("the words of an incident do not have the keyboard")
	}
	w.key(fyne.KeyEscape)
	w.alt("5")
	is("record", "equipment", "written")
	w.key(fyne.KeyF12)
	is("signin", "list", "waiting")
	w.typed(w.lead.Staff().Name)
	w.key(fyne.KeyReturn)
	is("signin", "passphrase", "waiting")
	w.typed(passphrase)
	w.key(fyne.KeyReturn)
	is("day", "need 1", "shown")
}

// Names, numbers, scores and passphrases are in no line.
func TestTraceNamesNobody(t *testing.T) {
	w, p := atStations(t)
	file := w.traced()
	who, assessor := p.sheet.Candidate, w.sh.desk.Staff()
	for range p.items() {
		w.typed("4.5")
		w.key(fyne.KeyReturn)
	}
	w.key(fyne.KeyF12)
	w.enter(assessor.Name)
	secrets := []string{string(who.No), who.Name, who.IDNumber, assessor.Name, assessor.IDNumber, passphrase, "4.5"}
	lines := file()
	if len(lines) < 12 {
		t.Fatalf("only %d lines", len(lines))
	}
	for _, l := range lines {
		text := l.Kind + " " + l.Detail + " " + l.Focus + " " + l.Stage
		if i := slices.IndexFunc(secrets, func(s string) bool { return strings.Contains(text, s) }); i >= 0 {
			t.Errorf("secret %d of the list stands in a line of kind %s", i, l.Kind)
		}
	}
}
