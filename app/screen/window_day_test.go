//go:build windowtest

package screen_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// The passphrase of everybody in the window's day.
const dayPass = "tong-hang-6-3"

// day is one exam day in one window.
type day struct {
	*drive
	t         *testing.T
	dir, home string
	enrolled  map[string]bool
}

// kaowu runs a command on the day's home and gives what it prints.
func (d *day) kaowu(args ...string) []byte {
	d.t.Helper()
	c := exec.Command(binary, append([]string{"--home", d.home}, args...)...)
	out, err := c.Output()
	if err != nil {
		stderr := ""
		if x, ok := err.(*exec.ExitError); ok {
			stderr = string(x.Stderr)
		}
		d.t.Fatalf("kaowu %v: %v\n%s%s", args, err, out, stderr)
	}
	return out
}

// asLead runs a command as the site lead.
func (d *day) asLead(args ...string) []byte {
	d.t.Helper()
	file := filepath.Join(d.dir, "passphrase")
	if err := os.WriteFile(file, []byte(dayPass), 0o600); err != nil {
		d.t.Fatal(err)
	}
	return d.kaowu(append(args, "--as", "邓英军", "--passphrase-file", file)...)
}

func (d *day) read(out []byte, into any) {
	d.t.Helper()
	if err := json.Unmarshal(out, into); err != nil {
		d.t.Fatalf("%v\n%s", err, out)
	}
}

// in signs a person in; the first time they set their passphrase, beside the lead.
func (d *day) in(initials, screen string) {
	d.t.Helper()
	d.at("signin", "list", "waiting")
	d.enter(initials, "Return")
	if !d.enrolled[initials] {
		d.at("signin dialog", "field", "")
		d.enter(dayPass, "Return")
		d.enter(dayPass, "Return")
		d.enter(dayPass, "Return")
		d.enrolled[initials] = true
	}
	d.at("signin", "passphrase", "waiting")
	d.enter(dayPass, "Return")
	d.at(screen, "", "")
}

// out gives the laptop to the next person.
func (d *day) out() {
	d.t.Helper()
	d.key("F12")
	d.at("signin", "list", "waiting")
}

// admit opens the session of the screen, lets the first three candidates in as a
// scanner does, and refuses one of another plan.
func (d *day) admit() {
	d.t.Helper()
	d.at("checkin", "field", "not-open")
	d.key("Return")
	d.event("session.opened")
	for _, no := range []string{"2026610001", "2026610002", "2026610003"} {
		d.at("checkin", "field", "open")
		d.enter(no, "Return")
		d.event("checkin.admitted")
	}
}

// shut closes the session: the fourth is absent.
func (d *day) shut() {
	d.t.Helper()
	d.key("F9")
	d.at("checkin dialog", "", "")
	d.key("F9")
	d.event("checkin.absent")
	d.event("session.closed")
}

// score fills the sheets of the three candidates, item by item.
func (d *day) score(sheets [3][3]string) {
	d.t.Helper()
	for _, items := range sheets {
		for _, points := range items {
			d.at("practical", "", "scoring")
			d.enter(points, "Return")
			d.event("score.item")
		}
		d.at("practical", "", "complete")
		d.key("Return")
		d.event("score.sent")
	}
	d.at("practical", "", "handed in")
}

// papers enters the three papers and hands them in.
func (d *day) papers(scores ...string) {
	d.t.Helper()
	d.at("theory", "paper 1", "entering")
	for _, s := range scores {
		d.enter(s, "Return")
		d.event("theory.entered")
	}
	d.key("F9")
	d.event("theory.submitted")
}

// yes answers a question of the record; text and times are typed.
func (d *day) yes(fields ...string) {
	d.t.Helper()
	for _, f := range fields {
		d.at("record", f, "written")
		d.key("Right")
		d.event("record.field")
		d.key("Down")
	}
}

func (d *day) fill(field, text string) {
	d.t.Helper()
	d.at("record", field, "written")
	d.enter(text, "Down")
	d.event("record.field")
}

// supervised writes the supervisor's part of the record.
func (d *day) supervised() {
	d.t.Helper()
	d.yes("check_identity", "check_staff", "check_rules", "check_independent", "check_recusal", "check_video")
	d.fill("supervisor_from", "0855")
	d.fill("supervisor_to", "1100")
	d.at("record", "opinion", "")
	d.key("Down")
	d.yes("verdict")
}

// sign reads the record to its end, writes a signature with the mouse, which is the
// one thing that no key can do, and signs with the passphrase.
func (d *day) sign(last string) {
	d.t.Helper()
	d.at("record", "page", "to sign")
	d.key("End")
	d.scribble(905, 390)
	d.key("Tab")
	d.at("record", "passphrase", "to sign")
	d.enter(dayPass, "F9")
	d.event("record.signed")
	d.at("record", "", last)
}
