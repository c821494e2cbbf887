package screen

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// atDoor opens the check-in of T01 for its first invigilator, half an hour before.
func atDoor(t *testing.T) (*world, *checkin) {
	t.Helper()
	w := newWorld(t, "2026-12-19 08:40:00")
	w.enter(w.staff(exam.RoleInvigilator, "T01", 0).Name)
	w.alt("2")
	c, ok := w.sh.at.(*checkin)
	if !ok || c.no() != "T01" {
		t.Fatalf("Alt 2 leads to %s", w.sh.at.name())
	}
	return w, c
}

func TestCheckinByKeys(t *testing.T) {
	w, c := atDoor(t)
	var traced []string
	w.sh.u.trace = func(_, detail string) { traced = append(traced, detail) }
	people := w.candidates("T01")

	w.key(fyne.KeyReturn)
	w.wants(exam.SessionOpened)

	// A scanner types the exam number and Enter.
	w.typed(string(people[0].No))
	w.key(fyne.KeyReturn)
	w.wants(exam.Admitted)
	if c.shown == nil || c.shown.state != kit.Admitted || c.field.Text() != "" {
		t.Fatalf("shown %+v, field %q", c.shown, c.field.Text())
	}
	w.shot("03-checkin-admitted")

	// A card waved twice: the second scan within 3 s stores and refuses nothing.
	w.typed(string(people[0].No))
	w.key(fyne.KeyReturn)
	w.wants()
	if c.shown.code != "" {
		t.Errorf("a second scan was refused with %s", c.shown.code)
	}

	// Later the same card is a question.
	w.clock.pass(time.Minute)
	w.typed(string(people[0].No))
	w.key(fyne.KeyReturn)
	w.wants()
	if c.shown.code != "already-in" {
		t.Errorf("code %q, want already-in", c.shown.code)
	}
	w.key(fyne.KeyReturn) // understood

	// By the ID number of the card, full-width as an input method gives it.
	w.typed(people[1].IDNumber[:17] + fullWidth(people[1].IDNumber[17:]))
	w.key(fyne.KeyReturn)
	w.wants(exam.Admitted)

	// By name: nothing is stored before Enter on a shown person.
	w.typed(people[2].Name)
	w.wants()
	if len(c.found) == 0 {
		t.Fatal("nobody found by name")
	}
	w.shot("03-checkin-choose")
	w.key(fyne.KeyReturn)
	w.wants(exam.Admitted)

	// A number that nobody has.
	w.typed("2026610999")
	w.key(fyne.KeyReturn)
	w.wants()
	if c.shown.code != "unknown-candidate" {
		t.Errorf("code %q, want unknown-candidate", c.shown.code)
	}
	if traced[len(traced)-1] != "unknown-candidate" {
		t.Errorf("traced %v", traced)
	}
}

// What the other tests do by keys, by the finger: each button and row.
func TestCheckinByTap(t *testing.T) {
	w, c := atDoor(t)
	people := w.candidates("T01")
	w.tap("开场")
	w.wants(exam.SessionOpened)
	w.typed(people[4].Name)
	w.tap(string(people[4].No)) // a row of those found
	w.wants(exam.Admitted)
	w.typed(string(people[7].No))
	w.key(fyne.KeyReturn)
	w.wants(exam.Admitted)

	// A line of the last ten: seat 5, though seat 8 is on the card.
	w.tap("座位 5")
	w.tap("刷错人")
	w.tap("撤销")
	if got := w.take(); len(got) != 1 || got[0] != exam.CheckInUndone || c.seats[4].State != exam.NotCome || len(c.recent) != 1 {
		t.Fatalf("stored %v, seat 5 %q", got, c.seats[4].State)
	}
	w.typed(string(people[8].No))
	w.key(fyne.KeyReturn)
	w.tap("撤销这次签到")
	w.tap("取消")
	w.wants(exam.Admitted)

	w.clock.set("2026-12-19 09:34:20")
	w.typed(string(people[9].No))
	w.key(fyne.KeyReturn)
	w.tap("记入考场记录表")
	w.tap("证件不符或未带")
	w.tap("记入")
	w.wants(exam.ViolationSeen)
	w.tap("请考点负责人决定")
	w.tap("取消")
	w.tap("知道了")
	w.wants()
	if c.shown != nil {
		t.Error("the refusal is still there")
	}
	w.tap("第一理论考场　T01") // beside the map: nothing
	w.tap("闭场标缺考")
	w.tap("标为缺考 28 人")
	if got := w.take(); len(got) != 29 {
		t.Errorf("%d events of closing", len(got))
	}
}

// The last ten are the book's: another person at the laptop sees and undoes them.
func TestLastTenAreOfTheBook(t *testing.T) {
	w, _ := atDoor(t)
	w.key(fyne.KeyReturn)
	for _, p := range w.candidates("T01")[:12] {
		w.clock.pass(time.Minute)
		w.typed(string(p.No))
		w.key(fyne.KeyReturn)
	}
	w.take()
	w.key(fyne.KeyF12)
	w.enter(w.staff(exam.RoleInvigilator, "T01", 1).Name)
	w.alt("2")
	c := w.sh.at.(*checkin)
	if len(c.recent) != 10 || c.recent[0].Seat != 12 || c.recent[9].Seat != 3 {
		t.Fatalf("last ten: %+v", c.recent)
	}
	w.key(fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyF8) // the third line
	w.typed("2")
	w.key(fyne.KeyF9)
	w.wants(exam.CheckInUndone)
	if c.seats[9].State != exam.NotCome || c.seats[11].State != exam.Present {
		t.Errorf("seat 10 %q, seat 12 %q", c.seats[9].State, c.seats[11].State)
	}
}

// A scanner that loses the last digit fits several people; none is let in unlooked at.
func TestHalfANumberAdmitsNobody(t *testing.T) {
	w, c := atDoor(t)
	people := w.candidates("T01")
	w.key(fyne.KeyReturn)
	w.take()
	w.typed(string(people[0].No)[:9])
	if len(c.found) < 2 {
		t.Fatalf("%d fit", len(c.found))
	}
	w.key(fyne.KeyReturn)
	w.wants()
	if w.sh.u.note == "" {
		t.Error("nothing is said")
	}
	w.key(fyne.KeyDown, fyne.KeyUp, fyne.KeyReturn) // looked at and chosen
	w.wants(exam.Admitted)
	if c.shown.view.Candidate.No != people[0].No {
		t.Errorf("admitted %s", c.shown.view.Candidate.No)
	}
}

// A card reader that types full-width digits sends its Enter at once.
func TestReaderWithInputMethodOn(t *testing.T) {
	w, _ := atDoor(t)
	w.key(fyne.KeyReturn)
	w.take()
	for _, r := range fullWidth(w.candidates("T01")[2].IDNumber) {
		w.win.Canvas().Focused().TypedRune(r)
	}
	w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	w.wants(exam.Admitted)
}

// Typing draws the card alone: not the map, not the last ten, nor does it ask the book
// for every seat (10,000 candidates, design 9).
func TestTypingDrawsTheCardAlone(t *testing.T) {
	w, c := atDoor(t)
	w.key(fyne.KeyReturn)
	asked := &countedDoor{door: c.d}
	c.d = asked
	whole, came, seat := w.sh.u.f.Root(), c.came, c.seat
	for _, typed := range []string{"2", "0", "2", "6", "6", "1"} {
		w.typed(typed)
	}
	if asked.seats != 0 || asked.finds != 6 {
		t.Errorf("six keys asked for the seats %d times, searched %d times", asked.seats, asked.finds)
	}
	if w.sh.u.f.Root() != whole || c.came != came || c.seat != seat {
		t.Error("typing made the screen anew")
	}
	if n := objects(c.box); n > 160 {
		t.Errorf("the card is %d objects", n)
	}
}

// countedDoor counts what a screen asks.
type countedDoor struct {
	door
	seats, finds int
}

func (d *countedDoor) Seats(in exam.SessionNo) ([]desk.SeatView, error) {
	d.seats++
	return d.door.Seats(in)
}

func (d *countedDoor) Find(in exam.SessionNo, q string) ([]desk.Match, error) {
	d.finds++
	return d.door.Find(in, q)
}

func objects(o fyne.CanvasObject) int {
	n := 1
	switch x := o.(type) {
	case *fyne.Container:
		for _, child := range x.Objects {
			n += objects(child)
		}
	case fyne.Widget:
		for _, child := range within(x) {
			n += objects(child)
		}
	}
	return n
}

// Where the office says so, the band tells the station that was drawn.
func TestCheckinDrawsStations(t *testing.T) {
	w := newWorld(t, "2026-12-19 08:40:00", func(_ *desk.Loading, p *exam.Policy) { p.Draw = true })
	w.clock.set("2026-12-20 08:40:00")
	w.enter(w.staff(exam.RoleAssessor, "P01", 0).Name)
	w.alt("2")
	c := w.sh.at.(*checkin)
	w.key(fyne.KeyReturn)
	seats := map[int]bool{}
	for _, p := range w.candidates(c.no()) {
		w.clock.pass(10 * time.Second)
		w.typed(string(p.No))
		w.key(fyne.KeyReturn)
		a := c.shown.view.Attendance
		if !a.Drawn || !strings.Contains(c.shown.band, strconv.Itoa(a.Seat)) || c.now() != a.Seat {
			t.Fatalf("%s: %+v, band %q, ring %d", p.No, a.CheckIn, c.shown.band, c.now())
		}
		seats[a.Seat] = true
		if len(seats) == 5 {
			w.shot("03-checkin-drawn")
		}
	}
	if len(seats) != len(c.seats) {
		t.Errorf("%d people, stations %v", len(c.seats), seats)
	}
}

func fullWidth(s string) string {
	out := ""
	for _, r := range s {
		out += string(r - '!' + '！')
	}
	return out
}

func TestCheckinTooLateAsksTheLead(t *testing.T) {
	w, c := atDoor(t)
	who := w.candidates("T01")[5]
	w.key(fyne.KeyReturn)
	w.take()
	w.clock.set("2026-12-19 09:34:20") // 34 minutes, the limit is 30 (policy late_theory)
	w.typed(string(who.No))
	w.key(fyne.KeyReturn)
	w.wants()
	if c.shown.code != "late" || c.shown.state != kit.Rejected {
		t.Fatalf("code %q state %q", c.shown.code, c.shown.state)
	}
	w.shot("04-checkin-refused")
	w.key(fyne.KeyF3)
	w.typed("huo che wan dian")
	w.key(fyne.KeyTab)
	w.typed("not the passphrase")
	w.key(fyne.KeyF9)
	w.wants()
	w.typed(passphrase)
	w.key(fyne.KeyF9)
	w.wants(exam.Admitted)
	if w.sh.u.f.Layered() || c.shown.state != kit.Late {
		t.Errorf("layered %v, state %q", w.sh.u.f.Layered(), c.shown.state)
	}
	// The decision is the lead's, the seat at the laptop stays the invigilator's.
	if w.sh.desk.Staff().Role != exam.RoleInvigilator {
		t.Error("the lead took the laptop over")
	}
}

func TestCheckinUndoAndClose(t *testing.T) {
	w, _ := atDoor(t)
	people := w.candidates("T01")
	w.key(fyne.KeyReturn)
	for _, p := range people[:3] {
		w.typed(string(p.No))
		w.key(fyne.KeyReturn)
	}
	w.take()
	w.key(fyne.KeyF8)
	w.key(fyne.KeyF9) // no reason chosen yet: nothing happens
	w.wants()
	w.typed("1")
	w.key(fyne.KeyF9)
	w.wants(exam.CheckInUndone)

	w.key(fyne.KeyF9)
	w.shot("03-checkin-close")
	w.key(fyne.KeyEscape)
	w.wants()
	w.key(fyne.KeyF9, fyne.KeyReturn)
	got := w.take()
	// 30 planned, two left in: 28 absent and the closing.
	if len(got) != 29 || got[0] != exam.Absent || got[28] != exam.SessionClosed {
		t.Errorf("%d events, last %v", len(got), got[len(got)-1])
	}
}
