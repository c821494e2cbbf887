package screen

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// The door half full, in each look, size and height that a laptop may have.
func TestCheckinLooks(t *testing.T) {
	w, c := atDoor(t)
	w.key(fyne.KeyReturn)
	people := w.candidates("T01")
	for i, p := range people[:26] {
		if i%4 != 3 {
			w.clock.pass(19 * time.Second)
			w.typed(string(p.No))
			w.key(fyne.KeyReturn)
		}
	}
	w.clock.set("2026-12-19 09:04:18")
	w.typed(string(people[29].No))
	w.key(fyne.KeyReturn)
	if c.shown.state != kit.Late || len(c.recent) != 10 {
		t.Fatalf("%s, %d in the last ten", c.shown.state, len(c.recent))
	}
	for _, v := range []struct {
		name string
		look kit.Look
		size kit.Size
		lang string
		high float32
	}{
		{"light", kit.Light, kit.Standard, "zh", 720}, {"contrast", kit.Contrast, kit.Standard, "en", 720},
		{"extra", kit.Light, kit.Extra, "zh", 660}, {"extra-en", kit.Dark, kit.Extra, "en", 660},
	} {
		w.win.Resize(fyne.NewSize(1280, v.high))
		w.sh.choose(choices{look: v.look, size: v.size, lang: v.lang})
		w.shot("checkin-late-" + v.name)
		w.key(fyne.KeyDown)
		w.typed("20266100")
		w.shot("checkin-choose-" + v.name)
		w.key(fyne.KeyEscape)
		w.clock.set("2026-12-19 09:34:20")
		w.typed(string(people[3].No))
		w.key(fyne.KeyReturn)
		w.shot("checkin-refused-" + v.name)
		w.key(fyne.KeyF4)
		w.shot("checkin-record-" + v.name)
		w.key(fyne.KeyEscape, fyne.KeyF3)
		w.shot("checkin-lead-" + v.name)
		w.key(fyne.KeyEscape, fyne.KeyReturn, fyne.KeyF8)
		w.shot("checkin-undo-" + v.name)
		w.key(fyne.KeyEscape, fyne.KeyF9)
		w.shot("checkin-close-" + v.name)
		w.key(fyne.KeyEscape, fyne.KeyF6)
		w.shot("checkin-map-" + v.name)
		w.key(fyne.KeyEscape)
		w.typed(string(people[0].No))
		w.key(fyne.KeyReturn)
		w.shot("checkin-already-" + v.name)
		w.key(fyne.KeyReturn)
		w.typed("510502199001011234")
		w.key(fyne.KeyReturn)
		w.shot("checkin-unknown-" + v.name)
		w.key(fyne.KeyReturn)
		c.shown = c.last
	}
	if got := w.take(); got[len(got)-1] != exam.Admitted {
		t.Errorf("looking around stored %v", got[len(got)-1])
	}
}

// In a workshop people have stations, not seats: whoever is refused there, or is sent
// there, reads the word that stands on the floor.
func TestWorkshopSaysStation(t *testing.T) {
	w := newWorld(t, "2026-12-20 08:10:00")
	w.enter(w.staff(exam.RoleAssessor, "P01", 0).Name)
	w.alt("2")
	w.key(fyne.KeyReturn)
	first, other := w.candidates("P01")[0], w.candidates("P02")[0]
	for _, tt := range []struct{ no, says string }{
		{string(first.No), ""}, {string(first.No), "在工位 1 签到"}, {string(other.No), "，工位 1，"},
	} {
		w.clock.pass(time.Minute)
		w.typed(tt.no)
		w.key(fyne.KeyReturn)
		if got := strings.ReplaceAll(w.says(), "\n", ""); !strings.Contains(got, tt.says) || strings.Contains(got, "座位 1") {
			t.Errorf("%s: it says %s", tt.says, got)
		}
		w.key(fyne.KeyEscape)
	}
}
