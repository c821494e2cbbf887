//go:build windowtest

package screen_test

import (
	"path/filepath"
	"reflect"
	"testing"
)

// One real day in one real window, by keyboard alone (the signatures are written
// with the mouse, as by hand): from a home that holds nothing but the plan to
// results in public notice. 邓英军 (dyj) leads the site, 姜志昇 (jzs) supervises,
// 李玉雨 (lyy) and 彭晓英 (pxy) invigilate, 龙欣涵 (lxh), 邓志涵 (dzh) and 钱怡红 (qyh)
// score. What the window did is then asked of the commands.
func TestWindowDay(t *testing.T) {
	d := &day{t: t, dir: t.TempDir(), enrolled: map[string]bool{"dyj": true}}
	d.home = filepath.Join(d.dir, "home")
	d.asLead("plan", "load", dayPlan(t))
	before := d.size()

	d.drive = start(t, binary, d.home)
	d.at("signin", "list", "waiting")
	d.shown()
	d.morning()
	d.workshop()
	d.theoryRoom()
	d.supervision()
	d.signatures()
	d.resultsOut()
	d.close()

	// Beside them the book keeps each endorsed key, of six people, and which logs each
	// of two papers' checkpoints has seen: nobody does those by themselves.
	if got, want := d.size(), before+len(d.events)+6+2; got != want {
		t.Errorf("the book has %d events, want %d: it had %d, and the window said that it stored %d", got, want, before, len(d.events))
	}
	d.holds()
}

// morning: the lead looks at the day and locks the laptop.
func (d *day) morning() {
	d.t.Helper()
	d.shot("sign-in")
	d.enter("dyj", "Return")
	d.at("signin", "passphrase", "waiting")
	d.enter("not the passphrase", "Return")
	d.refused("wrong-passphrase")
	d.shot("sign-in-refused")
	d.enter(dayPass, "Return")
	d.at("day", "", "shown")
	d.shot("day-lead")
	d.out()
}

// workshop is P01: the door, three assessors, a spread that is settled, the end.
func (d *day) workshop() {
	d.t.Helper()
	d.in("lxh", "day")
	d.key("alt+2")
	d.admit()
	d.shot("check-in")
	d.enter("2026610001", "Return")
	d.refused("already-in")
	d.shot("check-in-refused")
	d.key("Return")
	d.key("alt+3")
	d.at("practical", "station 1 item 1", "scoring")
	d.shot("practical")
	d.score([3][3]string{{"9", "45", "36"}, {"8", "40", "30"}, {"6", "30", "24"}})
	d.shot("practical-sent")
	d.key("ctrl+l") // as F12: nothing is lost, the same person comes back to the same screen
	d.at("signin", "list", "waiting")
	for _, other := range []struct {
		who    string
		sheets [3][3]string
	}{
		{"dzh", [3][3]string{{"9", "44", "36"}, {"8", "41", "31"}, {"9", "45", "36"}}},
		{"qyh", [3][3]string{{"9", "46", "37"}, {"8", "39", "30"}, {"6", "30", "25"}}},
	} {
		d.in(other.who, "day")
		d.key("alt+3")
		d.at("practical", "station 1 item 1", "scoring")
		d.score(other.sheets)
		d.out()
	}

	// 60, 90 and 61 lie more than 10 apart: the group lead settles it.
	d.in("lxh", "practical")
	d.key("F9")
	d.at("practical", "", "arbitrating")
	d.enter("62", "Tab")
	d.write("measured again")
	d.shot("arbitration")
	d.key("F9")
	d.event("score.arbitrated")
	d.key("alt+2")
	d.shut()
	d.shot("closed")

	d.key("alt+5")
	d.at("record", "equipment", "written")
	d.key("Down")
	d.yes("safety", "video")
	d.shot("record-workshop")
	d.out()
}

// theoryRoom is T01: the door, two entries, one disagreement, who opened the papers.
func (d *day) theoryRoom() {
	d.t.Helper()
	d.in("lyy", "day")
	d.key("alt+2")
	d.admit()
	d.shut()
	d.key("alt+3")
	d.papers("78.5", "66", "55")
	d.shot("theory")
	d.out()
	d.in("pxy", "day")
	d.key("alt+3")
	d.papers("78.5", "66", "58.5")
	d.at("theory", "paper 3", "both handed in")
	d.shot("theory-disagreement")
	d.out()

	d.in("lyy", "theory")
	d.key("Down", "Down")
	d.at("theory", "paper 3", "both handed in")
	d.enter("58.5", "Return")
	d.event("theory.entered")
	d.shot("theory-agreed")
	d.key("alt+4")
	for _, f := range [][2]string{{"papers_received", "4"}, {"papers_used", "3"}, {"papers_spare", "1"}, {"papers_void", "0"}, {"papers_returned", "4"}} {
		d.fill(f[0], f[1])
	}
	d.at("record", "openers", "written")
	d.key("Return")
	d.at("record", "words of openers", "written")
	d.write("li, peng")
	d.key("Escape")
	d.event("record.field")
	d.key("Down")
	d.fill("opened", "0920")
	d.yes("seal_whole")
	d.at("record", "witnesses", "written")
	d.key("Down")
	d.at("record", "equipment", "written")
	d.key("Down")
	d.yes("video")
	d.shot("record-theory")
	d.out()
}

// supervision is what the supervisor saw of both rooms.
func (d *day) supervision() {
	d.t.Helper()
	d.in("jzs", "day")
	d.at("day", "session 1", "shown")
	d.shot("day-supervisor")
	d.key("Return")
	d.supervised()
	d.shot("record-supervisor")
	d.key("alt+1")
	d.at("day", "session 1", "shown")
	d.key("Down")
	d.at("day", "session 2", "shown")
	d.key("Return")
	d.supervised()
	d.out()
}

// signatures: each in their turn, under both records.
func (d *day) signatures() {
	d.t.Helper()
	d.in("lxh", "record")
	d.key("F9")
	d.event("record.frozen")
	d.sign("signed")
	d.shot("record-signed")
	d.out()
	for _, who := range []string{"dzh", "qyh"} {
		d.in(who, "practical")
		d.key("alt+5")
		d.sign("signed")
		d.out()
	}
	d.in("lyy", "record")
	d.key("F9")
	d.event("record.frozen")
	d.sign("signed")
	d.out()
	d.in("pxy", "theory")
	d.key("alt+4")
	d.sign("signed")
	d.out()

	d.in("jzs", "record")
	d.sign("signed")
	d.key("alt+1")
	d.at("day", "session 1", "shown")
	d.key("Return")
	d.sign("signed")
	d.out()

	d.in("dyj", "day")
	for range 2 {
		d.key("alt+4") // the record that waits
		d.sign("signed by all")
	}
	d.shot("record-done")
}

// resultsOut confirms the results and puts them into public notice, which cannot
// be cut short.
func (d *day) resultsOut() {
	d.t.Helper()
	d.key("alt+5")
	d.at("results", "row 1", "drafted")
	d.key("F9")
	d.event("results.confirmed")
	d.at("results", "row 1", "confirmed")
	d.shot("results")
	d.key("alt+7")
	d.at("upload", "", "confirmed")
	d.key("F9")
	d.event("results.noticed")
	d.at("upload", "", "noticed")
	d.key("F9")
	d.refused("notice-runs")
	d.shot("notice")
	d.key("alt+1")
	d.at("day", "", "shown")
	d.shot("day-evening")
}

// size is how many events the book holds.
func (d *day) size() int {
	d.t.Helper()
	var status struct {
		OK     bool
		Events int
	}
	d.read(d.kaowu("status", "--json"), &status)
	if !status.OK {
		d.t.Error("the book is damaged")
	}
	return status.Events
}

// dayResult is a row of `result list --json`.
type dayResult struct {
	No        string `json:"exam_no"`
	Attended  bool
	Theory    string
	Practical string
	Total     string
	Qualified bool
	State     string
}

// holds asks the commands for what was done in the window. The practical scores are
// the means of three sheets, rounded to tenths: (90+89+92)/3, (78+80+77)/3, and the
// arbitrated 62; a total is 0.4 of theory and 0.6 of practical.
func (d *day) holds() {
	d.t.Helper()
	var list struct{ Results []dayResult }
	d.read(d.asLead("result", "list", "--json"), &list)
	want := []dayResult{
		{"2026610001", true, "78.5", "90.3", "85.6", true, "noticed"},
		{"2026610002", true, "66.0", "78.3", "73.4", true, "noticed"},
		{"2026610003", true, "58.5", "62.0", "60.6", false, "noticed"},
		{"2026610004", false, "", "", "", false, "noticed"},
	}
	if !reflect.DeepEqual(list.Results, want) {
		d.t.Errorf("the results are\n%+v, want\n%+v", list.Results, want)
	}

	archive := filepath.Join(d.dir, "day.kaowu")
	d.asLead("archive", archive)
	var verified struct {
		OK       bool
		Events   int
		Findings []struct{ Code string }
	}
	d.read(d.kaowu("verify", archive, "--json"), &verified)
	if !verified.OK || len(verified.Findings) > 0 {
		d.t.Errorf("the archive does not hold: %+v", verified)
	}
}
