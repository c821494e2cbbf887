package screen

import (
	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// draw shows the whole screen; typing goes by redraw alone.
func (c *checkin) draw() {
	u, st := c.u, c.u.st
	expected, present, missing, absent := c.counts()
	last := st.Text(u.T("screen.checkin.missing", "n", missing), st.Lead, kit.Ink)
	if absent > 0 {
		last = st.Text(u.T("screen.checkin.absent", "n", absent), st.Lead, kit.Ink)
	}
	about := join(u.session(c.in.Session, c.in.Subject), u.T("screen.checkin.starts", "time", c.in.Session.Start), c.countdown())
	if st.Step == kit.Extra {
		about = join(string(c.no()), u.subject(c.in.Subject), c.countdown())
	}
	right := []fyne.CanvasObject{}
	if c.due != "" && st.Step == kit.Standard { // with larger text the strip alone says so
		right = append(right, st.Button(kit.Button{Word: u.T("screen.cameras.due"), Key: "F5", Do: c.cameras}))
	}
	head := u.header(u.T("screen.checkin.title"), about, append(right,
		st.Text(u.T("screen.checkin.expected", "n", expected), st.Lead, kit.Ink), st.Text(u.T("screen.checkin.present", "n", present), st.Lead, kit.Ok), last)...)
	c.box = kit.Stack(c.card())
	left := kit.Col(u.gap(), kit.Fixed(c.field, 0, 60), kit.Grow(c.box, 1))
	body := kit.Columns(u.gap(), kit.Grow(left, 1), kit.Fixed(c.side(), 424, 0))
	u.f.Show(u.page(c.stages.Show(st, "head", head), body), c.keys())
	u.f.Focus(c.field)
}

// redraw shows the card again, and moves the map's ring where it has moved.
func (c *checkin) redraw() {
	if c.u.note != "" {
		c.draw()
		return
	}
	c.u.f.Put(c.box, c.card())
	if now := c.now(); now != c.asked {
		c.asked = now
		c.seat.Set(c.cells(), now)
		kit.Stir(c.room)
	}
	if c.came.Active() != c.row {
		c.lookBack()
	}
	c.u.f.SetKeys(c.keys())
}

// lookBack shows which of the last ten is chosen.
func (c *checkin) lookBack() {
	c.came.Set(len(c.recent), c.row)
	kit.Stir(c.latest)
}

// countdown is 还有 12 分钟, or 已开考 34 分钟.
func (c *checkin) countdown() string {
	u := c.u
	now := u.now()
	if string(c.in.Session.Date) != now.Format("2006-01-02") {
		return u.day(c.in.Session.Date)
	}
	d := clock(c.in.Session.Start) - now.Hour()*60 - now.Minute()
	if d > 0 {
		return u.T("screen.checkin.to-go", "n", d)
	}
	return u.T("screen.checkin.since", "n", -d)
}

// place is row and number in it of a seat, as the map shows them.
func (c *checkin) place(seat int) (row, col int) {
	n := kit.SeatColumns(len(c.seats))
	return (seat-1)/n + 1, (seat-1)%n + 1
}

// cells are the places of the room. Who has still to draw a station has none yet.
func (c *checkin) cells() []kit.SeatCell {
	out := make([]kit.SeatCell, len(c.seats))
	for i := range out {
		out[i] = kit.SeatCell{Seat: i + 1, State: kit.NotCome}
	}
	for _, s := range c.seats {
		if s.Seat < 1 || s.Seat > len(out) {
			continue
		}
		cell := &out[s.Seat-1]
		switch {
		case s.State == exam.Present && s.Late > 0:
			cell.State, cell.Name = kit.Late, s.Name
		case s.State == exam.Present:
			cell.State, cell.Name = kit.Admitted, s.Name
		case s.State == exam.AbsentNow:
			cell.State, cell.Name = kit.Absent, s.Name
		}
	}
	return out
}

// now is the seat the map rings: of the shown person, if they have one here.
func (c *checkin) now() int {
	if c.shown == nil {
		return 0
	}
	for _, s := range c.seats {
		if s.No == c.shown.view.Candidate.No {
			return s.Seat
		}
	}
	return 0
}

func (c *checkin) side() fyne.CanvasObject {
	u, st := c.u, c.u.st
	c.asked = c.now()
	c.seat = st.NewSeatMap(kit.SeatColumns(len(c.seats)))
	c.seat.Set(c.cells(), c.asked)
	c.room = c.stages.Show(st, "room", st.Panel(kit.Col(0, st.HeadOf(40, 16, kit.Grow(st.Trimmed(join(c.in.Room.Name, c.in.Room.No), st.Body, kit.Ink), 1), st.Text(u.T("screen.checkin.front"), st.Caption, kit.Ink2)),
		kit.Pad(12, 12, st.Tap(c.seat.Object(), c.large)))))
	c.came = st.NewRows(28.4, c.lately, func(i int) { c.undoOf(c.recent[i]) })
	c.came.Fit(26) // all ten in sight, where that is enough
	c.came.Set(len(c.recent), c.row)
	c.latest = c.stages.Show(st, "latest", st.Panel(kit.Col(0, st.HeadOf(38, 16, st.Text(u.T("screen.checkin.latest"), st.Body, kit.Ink), kit.Space(), st.Text(u.T("screen.checkin.latest-undo"), st.Caption, kit.Ink2)),
		kit.Grow(c.came.Object(), 1))))
	return kit.Col(u.gap(), c.room, kit.Grow(c.latest, 1))
}

// lately is a line of the last ten.
func (c *checkin) lately(i int, active bool) fyne.CanvasObject {
	u, st := c.u, c.u.st
	a := c.recent[i]
	s, key := kit.Admitted, "screen.state.admitted"
	if a.Late > 0 {
		s, key = kit.Late, "screen.state.late"
	}
	size := min(st.Body-1, 17)
	var ground fyne.CanvasObject = kit.Gap(0, 0)
	if !active && c.shown != nil && c.shown.code == "" && c.shown.view.Candidate.No == a.No {
		ground = st.Fill(s.Tint())
	}
	return kit.Stack(ground, kit.Pad(0, 12, kit.Columns(8, kit.Fixed(st.Text(a.When.Format("15:04:05"), size, kit.Ink), 108, 0), kit.Grow(st.Text(a.Name, size, kit.Ink), 1),
		kit.Fixed(st.Text(u.T(c.seatKey("screen.checkin.seat-no"), "seat", a.Seat), size, kit.Ink), 90, 0), st.MarkSized(s, u.T(key), 16, size))))
}

// onCard is who was let in last and stands on the card.
func (c *checkin) onCard() (exam.CandidateNo, string) {
	if c.shown == nil || c.shown.code != "" || len(c.found) > 0 || c.field.Text() != "" {
		return "", ""
	}
	return c.shown.view.Candidate.No, ""
}

func (c *checkin) keys() kit.Table {
	u := c.u
	isRefused := func() bool { return c.shown != nil && c.shown.code != "" && c.field.Text() == "" }
	known := func() bool { return isRefused() && c.shown.view.Candidate.No != "" }
	ok := func() bool { return c.open && !isRefused() }
	among := func() bool { return len(c.found) > 0 }
	back := func() bool { return c.open && c.field.Text() == "" && len(c.recent) > 0 }
	down, up := func() { c.move(1) }, func() { c.move(-1) }
	return kit.Table{
		{Names: []string{"Enter"}, Word: u.T("screen.checkin.next"), Do: c.esc, When: isRefused},
		{Names: []string{"Enter"}, Word: u.T("screen.checkin.open"), Do: c.openSession, When: func() bool { return !c.open && c.in.Status == "not-open" }},
		{Names: []string{"Enter"}, Word: u.T("screen.checkin.title"), Help: u.T("screen.help.admit"), Do: c.enter, When: ok},
		c.id.key(c.onCard),
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.checkin.choose"), Do: down, When: among},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.checkin.choose"), Do: up, When: among, Quiet: true},
		{Names: []string{"F3"}, Word: u.T("screen.checkin.ask-lead"), Do: c.decide, When: func() bool { return isRefused() && c.shown.view.Overrule }},
		{Names: []string{"F4"}, Word: u.T("screen.checkin.record"), Do: c.record, When: known},
		{Names: []string{"F8"}, Word: u.T("screen.key.undo"), Help: u.T("screen.checkin.undo"), Do: c.undo, When: func() bool { return c.open }},
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.checkin.look-back"), Do: down, When: back},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.checkin.look-back"), Do: up, When: back, Quiet: true},
		{Names: []string{"F5"}, Word: u.T("screen.cameras.key"), Do: c.cameras, When: func() bool { return c.in.Status != "not-open" }},
		{Names: []string{"F6"}, Word: u.T("screen.checkin.map"), Do: c.large},
		{Names: []string{"F9"}, Word: u.T("screen.checkin.close"), Do: c.close, When: func() bool { return c.open }},
		{Names: []string{"Esc"}, Word: u.T("screen.key.clear"), Do: c.esc, Quiet: true},
	}
}
