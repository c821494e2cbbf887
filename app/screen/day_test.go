package screen

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// staged is a desk that answers with a day made in memory.
type staged struct {
	dayPapers // but the emergency list, nobody prints from it
	view      desk.DayView
	all       []desk.SessionView
}

func (s *staged) Today(exam.Date) (desk.DayView, error)                             { return s.view, nil }
func (s *staged) Sessions() ([]desk.SessionView, error)                             { return s.all, nil }
func (s *staged) Namings(exam.SessionNo) (desk.NamingView, error)                   { return desk.NamingView{}, nil }
func (s *staged) NameGroupLead(context.Context, exam.SessionNo, exam.StaffID) error { return nil }
func (s *staged) NameEntrants(context.Context, exam.SessionNo, exam.StaffID, exam.StaffID) error {
	return nil
}
func (s *staged) EmergencyList(context.Context, exam.Date) (desk.Printed, error) {
	return desk.Printed{PDF: []byte("%PDF-1.7")}, nil
}

// crowd is a day of so many rooms with five sessions each, 8:00 to 18:00, as it
// stands at 14:52: two closed, one to be signed, one running, one to come, and now
// and then something wrong.
func (w *world) crowd(rooms int) ([]exam.Room, *staged) {
	now, _ := time.ParseInLocation("2006-01-02 15:04:05", "2026-12-20 14:52:08", time.FixedZone("", 8*3600))
	at := func(h, m int) exam.Time {
		return exam.Time{Time: time.Date(2026, 12, 20, h, m, 0, 0, now.Location())}
	}
	v := desk.DayView{Date: "2026-12-20", Days: []exam.Date{"2026-12-19", "2026-12-20", "2026-12-21"}, Now: exam.Time{Time: now},
		Laptop: desk.LaptopView{Events: 4871, Last: at(14, 51)}}
	var list []exam.Room
	for i := range rooms {
		room := w.plan.Rooms[(i+2)%len(w.plan.Rooms)]
		room.No = fmt.Sprintf("P%02d", i+1)
		list = append(list, room)
		for k := range 5 {
			from := 8*60 + 120*k
			s := desk.SessionView{Room: room, Subject: w.plan.Subjects[i%len(w.plan.Subjects)], Expected: 12, Present: 12, Sheets: 36, OfSheets: 36,
				Session: exam.Session{No: exam.SessionNo(fmt.Sprintf("%s%d", room.No, k+1)), Component: exam.Practical, Room: room.No, Date: v.Date,
					Start: fmt.Sprintf("%02d:%02d", from/60, from%60), End: fmt.Sprintf("%02d:%02d", (from+95)/60, (from+95)%60)}}
			switch k {
			case 0, 1:
				s.Status, s.Next = "closed", desk.Step{Code: "signed"}
			case 2:
				s.Status, s.Due, s.Absent, s.Present = "to-sign", true, 1, 11
				s.Next = desk.Step{Code: "waits-signature", Args: map[string]any{"next": []string{"姜志昇"}}}
			case 3:
				s.Status, s.Due, s.Sheets = "scoring", true, 5
				s.Next = desk.Step{Code: "sheets", Args: map[string]any{"done": 5, "of": 36}}
			case 4:
				s.Status, s.Present, s.Sheets = "not-open", 0, 0
				s.Next = desk.Step{Code: "opens", Args: map[string]any{"at": s.Session.Start}}
			}
			w.trouble(&v, &s, i, k, at(13, 21))
			v.Sessions = append(v.Sessions, s)
		}
	}
	order := []string{"overdue", "conflict", "arbitration", "to-sign"}
	slices.SortStableFunc(v.Needs, func(a, b desk.Need) int { return slices.Index(order, a.Code) - slices.Index(order, b.Code) })
	return list, &staged{view: v, all: v.Sessions}
}

// trouble puts something wrong into a few of the crowd's sessions.
func (w *world) trouble(v *desk.DayView, s *desk.SessionView, room, k int, since exam.Time) {
	c := w.plan.Candidates[room]
	args := func(more ...any) map[string]any {
		a := map[string]any{"no": string(c.No), "name": c.Name, "session": string(s.Session.No), "room": s.Room.Name}
		for i := 0; i < len(more); i += 2 {
			a[more[i].(string)] = more[i+1]
		}
		return a
	}
	need := func(n desk.Need) {
		n.Session, n.Since = s.Session.No, since
		v.Needs = append(v.Needs, n)
	}
	switch {
	case room == 10 && k == 2:
		s.Urgent, s.Next = "conflict", desk.Step{Code: "case-conflict", Args: map[string]any{"n": 1}}
		need(desk.Need{Code: "conflict", Candidate: c.No, Args: args()})
	case room == 1 && k == 2:
		s.Urgent, s.Next = "arbitration", desk.Step{Code: "case-arbitration", Args: map[string]any{"n": 1}}
		need(desk.Need{Code: "arbitration", Says: "arbitration-spread", Candidate: c.No, Args: args("n", 3, "spread", "14.5", "limit", "10.0")})
	case room == 11 && k == 3:
		s.Status, s.Present, s.Next = "not-open", 0, desk.Step{Code: "overdue-open", Args: map[string]any{"n": 52}}
		need(desk.Need{Code: "overdue", Says: "overdue-open", Args: args("n", 52)})
	case k == 2:
		need(desk.Need{Code: "to-sign", Args: args("role", "code:role.supervisor", "next", []string{"姜志昇"})})
	}
}

// stage shows the day's page over a staged desk.
func (w *world) stage(rooms []exam.Room, d overview, me exam.Staff) *dayPage {
	p := newDay(w.sh.u, d, me, rooms)
	w.sh.at = p
	p.show()
	return p
}

// look 6.2 and the issue: two rooms as drawn, and twelve rooms with sixty sessions,
// at every size of window; warnings are the lanes at the top.
func TestDayLooks(t *testing.T) {
	w := newWorld(t, "2026-12-20 14:52:08")
	w.enter(w.lead.Staff().Name)
	sizes := map[string]fyne.Size{"1280x720": {Width: 1280, Height: 720}, "1280x660": {Width: 1280, Height: 660}, "1366x768": {Width: 1366, Height: 768}}
	for _, n := range []int{2, 3, 6, 8, 12} {
		rooms, d := w.crowd(n)
		if n == 2 {
			rooms = append(rooms, exam.Room{No: "T01", Name: "第一理论考场"}, exam.Room{No: "R01", Name: "综合评审室"})
		}
		p := w.stage(rooms, d, w.lead.Staff())
		if n == 12 {
			if got := []string{p.view.Sessions[p.lanes[0][0]].Room.No, p.view.Sessions[p.lanes[1][0]].Room.No, p.view.Sessions[p.lanes[2][0]].Room.No}; !slices.Equal(got, []string{"P02", "P11", "P12"}) {
				t.Errorf("lanes begin %v, want those with a warning", got)
			}
		}
		for name, size := range sizes {
			w.win.Resize(size)
			w.shot(fmt.Sprintf("day-%d-rooms-%s", n, name))
			w.looks(fmt.Sprintf("%d rooms at %s", n, name))
		}
		w.win.Resize(sizes["1280x720"])
		for _, c := range []choices{{kit.Dark, kit.Standard, "zh"}, {kit.Contrast, kit.Standard, "en"}, {kit.Light, kit.Extra, "zh"}, {kit.Light, kit.Large, "en"}, {kit.Light, kit.Standard, "zh"}} {
			w.sh.choose(c)
			if n == 2 || n == 12 {
				w.shot(fmt.Sprintf("day-%d-rooms-%s-%d-%s", n, c.look, c.size, c.lang))
				w.looks(fmt.Sprintf("%d rooms, %+v", n, c))
			}
		}
	}
}

// ←→ go along a room and on to the next, ↑↓ to the session beside it in time; a tap
// and Enter go there; the list has ↑↓ when Tab gave it the keyboard.
func TestDayMoves(t *testing.T) {
	w := newWorld(t, "2026-12-20 14:52:08")
	w.enter(w.lead.Staff().Name)
	rooms, d := w.crowd(12)
	p := w.stage(rooms, d, w.lead.Staff())
	at := func(want string) {
		t.Helper()
		s := p.view.Sessions[p.cur]
		if got := s.Room.No + " " + s.Session.Start; got != want || !p.areaB {
			t.Fatalf("the keyboard is on %s, want %s", got, want)
		}
	}
	w.key(fyne.KeyDown, fyne.KeyDown, fyne.KeyUp)
	if p.areaB || p.need != 1 {
		t.Errorf("the list is at %d", p.need)
	}
	w.key(fyne.KeyTab)
	at("P01 08:00")
	w.key(fyne.KeyRight)
	at("P01 10:00")
	w.key(fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight)
	at("P03 08:00") // warnings first: P02, P11, P12, P01, P03 …
	w.key(fyne.KeyLeft)
	at("P01 16:00")
	w.key(fyne.KeyUp)
	at("P12 16:00")
	w.key(fyne.KeyUp, fyne.KeyUp, fyne.KeyUp)
	at("P02 16:00")
	for range 20 {
		w.key(fyne.KeyDown)
	}
	at("P10 16:00")
	if !strings.Contains(p.line.Foot(), "P105") || !strings.Contains(p.line.Foot(), "未开场") {
		t.Errorf("the foot says %q of the chosen session", p.line.Foot())
	}
	// The same session keeps the keyboard when the day is asked again.
	d.view.Sessions = d.view.Sessions[5:]
	p.load()
	at("P10 16:00")
	w.key(fyne.KeyTab)
	if p.areaB {
		t.Error("Tab goes back to the list")
	}
	if rows := w.sh.u.f.Keys(); !slices.ContainsFunc(rows, func(k kit.Key) bool { return k.Shown() == "F7" && k.On() }) {
		t.Error("F7 is not on the page")
	}
	w.key(fyne.KeyF7)
	w.typed("1")
	if len(w.shown) != 1 || !strings.HasSuffix(w.shown[0], "应急名单 2026-12-20.pdf") {
		t.Errorf("F7 opened %v", w.shown)
	}
}

// Enter on what waits opens the case, and Esc comes back to the same row; what
// somebody else stores shows at the next second.
func TestDayOpensTheCase(t *testing.T) {
	w := newWorld(t, "2026-12-19 08:40:00")
	lead := w.lead.Staff()
	a, b := w.staff(exam.RoleInvigilator, "T01", 0), w.staff(exam.RoleInvigilator, "T01", 1)
	first, second := w.desk(a), w.desk(b)
	ctx := t.Context()
	check(t, first.OpenSession(ctx, "T01"))
	w.enter(lead.Name)
	day := w.sh.at.(*dayPage)
	before := w.present(day, "T01")
	people := w.candidates("T01")
	for _, c := range people[:5] {
		_, err := first.Admit(ctx, "T01", c.No)
		check(t, err)
	}
	if got := w.present(day, "T01"); got != before {
		t.Error("drawn again before the tick")
	}
	w.sh.tick()
	if got := w.present(day, "T01"); got != 5 {
		t.Errorf("%d present, 5 were admitted", got)
	}
	w.clock.set("2026-12-19 10:40:00")
	_, err := first.CloseSession(ctx, "T01")
	check(t, err)
	for i, d := range []*desk.Desk{first, second} {
		for k, c := range people[:5] {
			score := exam.Tenths(785)
			if i == 1 && k == 3 {
				score = 735
			}
			check(t, d.EnterTheory(ctx, "T01", c.No, score))
		}
		check(t, d.SubmitTheory(ctx, "T01"))
	}
	w.sh.lastKey = w.clock.Now() // or the idle lock comes first
	w.sh.tick()
	on := func(code string) {
		t.Helper()
		for i, n := range day.list {
			if n.Code == code && n.Session == "T01" {
				w.row(day, i)
				return
			}
		}
		t.Fatalf("no %s in %+v", code, day.list)
	}
	on("disagree")
	if !strings.Contains(w.says(), "78.5") || !strings.Contains(w.says(), "73.5") {
		t.Errorf("both figures are in the row: %s", w.says())
	}
	w.shot("day-needs")
	row := day.need
	w.key(fyne.KeyReturn)
	if r, ok := w.sh.at.(*results); !ok || r.row() == nil || r.row().Candidate.No != people[3].No {
		t.Fatalf("the lead sees the case: %s", w.sh.at.name())
	}
	w.key(fyne.KeyEscape)
	if w.sh.at != screen(day) || day.need != row {
		t.Fatalf("Esc came back to %s, row %d of %d", w.sh.at.name(), day.need, row)
	}
	on("to-sign")
	w.key(fyne.KeyReturn)
	if r, ok := w.sh.at.(*record); !ok || r.no() != "T01" {
		t.Fatalf("the record is shown: %s", w.sh.at.name())
	}
	w.key(fyne.KeyEscape)
	if w.sh.at != screen(day) || day.list[day.need].Code != "to-sign" {
		t.Error("Esc came back to another row")
	}
	w.alt("5")
	w.key(fyne.KeyEscape)
	if w.sh.at == screen(day) {
		t.Error("Esc went to a page that nobody came from")
	}
	w.sh.lock()

	// The one whose entry it is has the paper open, and Esc comes back.
	w.enter(b.Name)
	own := w.sh.at.(*dayPage)
	w.shot("day-own")
	if own.whereTo(own.mine[own.cur]) != "theory" && own.mine[own.cur].Session.No == "T01" {
		t.Errorf("T01 asks for %s", own.whereTo(own.mine[own.cur]))
	}
	w.take()
}

// row goes to a row of what waits.
func (w *world) row(p *dayPage, i int) {
	w.t.Helper()
	for range 50 {
		if p.need < i {
			w.key(fyne.KeyDown)
		} else if p.need > i {
			w.key(fyne.KeyUp)
		}
	}
	if p.need != i || p.areaB {
		w.t.Fatalf("row %d is not reached: %d", i, p.need)
	}
}

// present is how many the page shows as present.
func (w *world) present(p *dayPage, in exam.SessionNo) int {
	for _, s := range p.view.Sessions {
		if s.Session.No == in {
			return s.Present
		}
	}
	w.t.Fatalf("%s is not on the page", in)
	return 0
}

// Each thing that waits has its screen; the laptop's own health is in the list.
func TestDayGoesWhere(t *testing.T) {
	w := newWorld(t, "2026-12-20 14:52:08")
	w.enter(w.lead.Staff().Name)
	rooms, d := w.crowd(2)
	d.view.Needs = []desk.Need{{Code: "upload", Args: map[string]any{"n": 3}}, {Code: "plan-warnings", Args: map[string]any{"n": 2}}, {Code: "enroll", Args: map[string]any{"n": 1, "names": []string{"x"}}}}
	w.sh.u.health = health{Known: true, Free: 300 << 20}
	p := w.stage(rooms, d, w.lead.Staff())
	if p.list[0].Code != "disk" || p.list[0].Says != "disk-full" {
		t.Errorf("a full disk comes first: %+v", p.list[0])
	}
	w.shot("day-disk")
	w.key(fyne.KeyReturn)
	if !w.sh.u.f.Layered() {
		t.Error("Enter on the disk explains it")
	}
	w.key(fyne.KeyEscape)
	w.sh.u.health = health{Known: true, Free: 40 << 30, Jump: -9 * time.Minute}
	w.sh.refresh()
	last := p.list[slices.IndexFunc(p.list, func(n desk.Need) bool { return n.Code == "clock" })]
	if last.Says != "clock-back" || last.Args["n"] != 9 {
		t.Errorf("a clock 9 minutes slow: %+v", last)
	}
	for code, want := range map[string]string{"upload": "upload", "plan-warnings": "plan"} {
		p := w.stage(rooms, d, w.lead.Staff())
		w.row(p, slices.IndexFunc(p.list, func(n desk.Need) bool { return n.Code == code }))
		w.key(fyne.KeyReturn)
		if w.sh.at.name() != want {
			t.Errorf("%s goes to %s", code, w.sh.at.name())
		}
		w.key(fyne.KeyEscape)
		if w.sh.at != screen(p) {
			t.Errorf("Esc from %s is at %s", want, w.sh.at.name())
		}
	}
}

// Before the day the page says what is still to prepare; with nothing to do it says
// what comes next; other people see their own sessions.
func TestDayQuiet(t *testing.T) {
	w := newWorld(t, "2026-12-18 10:30:00")
	w.enter(w.lead.Staff().Name)
	if got := w.says(); !strings.Contains(got, "首场 2026-12-19 09:00，还有 1 天") {
		t.Errorf("the day before: %s", got)
	}
	w.shot("day-before")
	w.looks("before")
	w.key(fyne.KeyPageDown)
	if p := w.sh.at.(*dayPage); p.view.Date != "2026-12-20" {
		t.Errorf("PgDn shows %s", p.view.Date)
	}
	w.key(fyne.KeyPageUp)
	rooms, d := w.crowd(2)
	d.view.Needs, d.view.Next = nil, &exam.Session{No: "P04", Date: "2026-12-20", Start: "16:30"}
	w.stage(rooms, d, w.lead.Staff())
	if got := w.says(); !strings.Contains(got, "现在没有需要处理的事。下一场 16:30 P04。") {
		t.Errorf("nothing to do: %s", got)
	}
	w.shot("day-nothing")
	w.sh.lock()
	w.clock.set("2026-12-20 08:05:00")
	for _, role := range []exam.Role{exam.RoleAssessor, exam.RoleInvigilator, exam.RoleSupervisor, exam.RoleBoardMember} {
		w.enter(w.staff(role, "", 0).Name)
		w.shot("day-own-" + string(role))
		w.looks("own " + string(role))
		p := w.sh.at.(*dayPage)
		want := p.whereTo(p.mine[p.cur])
		w.key(fyne.KeyReturn)
		if w.sh.at.name() != want {
			t.Errorf("%s goes to %s, the row says %s", role, w.sh.at.name(), want)
		}
		w.sh.lock()
	}
	w.take()
}

// The list says sign where a signature waits, and promises none before.
func TestDayListSaysWhatARecordWants(t *testing.T) {
	p := &dayPage{me: exam.Staff{Role: exam.RoleSupervisor}}
	for _, tt := range []struct{ status, next, want string }{
		{"not-open", "opens", "see-record"}, {"running", "ends", "write-record"}, {"to-sign", "write-record", "write-record"},
		{"to-sign", "waits-signature", "to-record"}, {"closed", "signed", "see-record"},
	} {
		s := desk.SessionView{Status: tt.status, Next: desk.Step{Code: tt.next}}
		if got := p.act(s); got != "screen.day."+tt.want {
			t.Errorf("%s, %s: %s, want %s", tt.status, tt.next, got, tt.want)
		}
	}
}
