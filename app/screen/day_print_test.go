package screen

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
)

// F7 on the day offers what this person may print of the session under the cursor and
// of the exam; each is looked at first.
func TestDayPrints(t *testing.T) {
	w := newWorld(t, "2026-12-18 15:00:00")
	w.enter(w.lead.Staff().Name)
	day := w.sh.at.(*dayPage)
	no := string(day.sessions()[day.cur].Session.No)
	w.key(fyne.KeyF7)
	w.shot("02-day-print")
	w.key(fyne.KeyEscape)
	for digit, file := range map[string]string{"2": "tickets-" + no, "3": "door-" + no, "4": "handover-" + no, "6": "staff", "7": "ledger"} {
		n := len(w.shown)
		w.key(fyne.KeyF7)
		w.typed(digit)
		if !w.sh.u.f.Layered() || w.sh.u.note != "" {
			t.Fatalf("%s: no preview: %s", digit, w.sh.u.note)
		}
		if digit == "2" || digit == "3" {
			w.shot("02-day-preview-" + digit)
		}
		w.key(fyne.KeyF7)
		if len(w.shown) != n+1 || !strings.HasSuffix(w.shown[n], file+".pdf") {
			t.Errorf("%s opened %v, want %s", digit, w.shown[n:], file)
		}
	}
	w.wants()
}

// What others may print: an assessor the emergency list alone, at once; an invigilator
// the hand-over of their session too, a supervisor their report.
func TestWhoPrintsWhat(t *testing.T) {
	for _, c := range []struct {
		role exam.Role
		in   exam.SessionNo
		now  string
		ways int
		last string
	}{
		{exam.RoleAssessor, "P01", "2026-12-20 08:00:00", 1, "应急名单"}, {exam.RoleInvigilator, "T01", "2026-12-19 08:00:00", 2, "启封单"}, {exam.RoleSupervisor, "T01", "2026-12-19 08:00:00", 2, "质量督导报告"},
	} {
		w := newWorld(t, c.now)
		w.enter(w.staff(c.role, c.in, 0).Name)
		ways := w.sh.at.(*dayPage).ways()
		if len(ways) != c.ways || !strings.Contains(ways[len(ways)-1].word, c.last) {
			t.Errorf("%s may print %+v", c.role, ways)
			continue
		}
		w.key(fyne.KeyF7)
		if c.ways == 1 {
			if len(w.shown) != 1 {
				t.Errorf("F7 of an assessor opened %v: %s", w.shown, w.sh.u.note)
			}
			continue
		}
		w.typed("2")
		w.key(fyne.KeyF7)
		if len(w.shown) != 1 || w.sh.u.note != "" {
			t.Errorf("%s: opened %v, %s", c.role, w.shown, w.sh.u.note)
		}
	}
}

// All tickets, door lists and labels go into a new folder, a file a session.
func TestPrintsBeforeTheDay(t *testing.T) {
	w := newWorld(t, "2026-12-18 15:00:00")
	w.enter(w.lead.Staff().Name)
	dir := filepath.Join(t.TempDir(), "before")
	w.key(fyne.KeyF7)
	w.typed("5")
	w.given(dir)
	for _, form := range []string{"ticket", "door-list", "seat-labels"} {
		files, err := os.ReadDir(filepath.Join(dir, form))
		if err != nil || len(files) == 0 {
			t.Errorf("nothing in %s: %v", form, err)
		}
	}
	w.wants()
}
