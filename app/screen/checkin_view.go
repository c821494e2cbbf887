package screen

import (
	"strconv"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

func (c *checkin) draw() {
	u, st := c.u, c.u.st
	expected, present, missing, absent := c.counts()
	last := st.Text(u.T("screen.checkin.missing", "n", missing), st.Lead, kit.Ink)
	if absent > 0 {
		last = st.Text(u.T("screen.checkin.absent", "n", absent), st.Lead, kit.Ink)
	}
	head := u.header(u.T("screen.checkin.title"), join(u.session(c.in.Session, c.in.Subject), u.T("screen.checkin.starts", "time", c.in.Session.Start), c.countdown()),
		st.Text(u.T("screen.checkin.expected", "n", expected), st.Lead, kit.Ink), st.Text(u.T("screen.checkin.present", "n", present), st.Lead, kit.Ok), last)
	left := kit.Col(u.gap(), kit.Fixed(c.field, 0, 60), kit.Grow(c.card(), 1))
	body := kit.Columns(u.gap(), kit.Grow(left, 1), kit.Fixed(c.side(), 424, 0))
	u.f.Show(u.page(head, body), c.keys())
	u.f.Focus(c.field)
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

func (c *checkin) card() fyne.CanvasObject {
	u, st := c.u, c.u.st
	switch {
	case !c.open && c.in.Status == "not-open":
		return c.plain(kit.Waiting, u.T("screen.checkin.not-open"), u.T("screen.checkin.open-how"),
			st.Button(kit.Button{Word: u.T("screen.checkin.open"), Key: "Enter", Kind: kit.Go, Do: c.openSession}))
	case !c.open:
		return c.plain(kit.Closed, u.T("screen.checkin.closed"), u.T("screen.checkin.closed-how"))
	case len(c.found) > 0:
		return c.matches()
	case c.field.Text() != "":
		return c.plain(kit.NotCome, u.T("screen.checkin.nobody"), u.T("screen.checkin.nobody-how"))
	case c.shown == nil:
		return c.plain(kit.NotCome, u.T("screen.checkin.ready"), u.T("screen.checkin.ready-how"))
	case c.shown.code != "":
		return c.refused()
	}
	return c.admitted()
}

func (c *checkin) plain(s kit.State, word, how string, more ...fyne.CanvasObject) fyne.CanvasObject {
	st := c.u.st
	parts := append([]fyne.CanvasObject{kit.Middle(st.Shape(s, 56)), st.Centre(word, st.Title, kit.Ink), st.Centre(how, st.Body, kit.Ink2)}, more...)
	return st.Panel(kit.Middle(kit.Fixed(kit.Col(14, parts...), 480, 0)))
}

func (c *checkin) matches() fyne.CanvasObject {
	u, st := c.u, c.u.st
	rows := st.NewRows(58, func(i int, _ bool) fyne.CanvasObject {
		m := c.found[i]
		where := join(m.Department, string(m.Session), u.T("screen.checkin.seat-no", "seat", m.Seat))
		mark := kit.NotCome
		if m.State == exam.Present {
			mark = kit.Admitted
		} else if m.State == exam.AbsentNow {
			mark = kit.Absent
		}
		return kit.Pad(0, 18, kit.Row(16, st.Shape(mark, 22), kit.Fixed(st.Text(m.Name, st.Title, kit.Ink), 130, 0), st.Text(string(m.No), st.Lead, kit.Ink2), kit.Grow(st.Trimmed(where, st.Body, kit.Ink2), 1)))
	}, func(i int) { c.admit(c.found[i]) })
	rows.Set(len(c.found), c.pick)
	word := u.T("screen.checkin.band.choose")
	if len(c.found) == 1 {
		word = u.T("screen.checkin.band.one")
	}
	return st.Card(kit.Running, st.Band(kit.Running, word, u.T("screen.checkin.matches", "n", len(c.found))), rows.Object(), nil)
}

func (c *checkin) admitted() fyne.CanvasObject {
	u, st, s := c.u, c.u.st, c.shown
	cand := s.view.Candidate
	row, cols := c.place(s.view.Attendance.Seat)
	facts := []kit.Fact{
		{Label: u.T("screen.fact.exam-no"), Value: string(cand.No)}, {Label: u.T("screen.fact.id"), Value: u.T("screen.id-tail", "tail", tail(cand.IDNumber))},
		{Label: u.T("screen.fact.department"), Value: cand.Department}, {Label: u.T("screen.fact.subject"), Value: u.subject(c.in.Subject)},
	}
	other := ""
	for _, comp := range exam.Components() {
		if no, ok := cand.Sessions[comp]; ok && comp != c.in.Session.Component {
			other = u.T("screen.checkin.other-part", "component", comp, "session", string(no))
		}
	}
	middle := kit.Col(6, kit.Row(18, st.Text(cand.Name, 48, kit.Ink), st.Text(u.sex(cand.Sex), st.Lead, kit.Ink2)), st.Facts(st.Lead, 4, facts...), kit.Space(), st.Text(other, st.Caption, kit.Ink2))
	where := u.T("screen.checkin.row", "row", row, "col", cols)
	label := "screen.fact.seat"
	if c.in.Session.Component == exam.Practical {
		label = "screen.fact.station"
	}
	body := kit.Pad(20, 24, kit.Columns(28, kit.Top(st.NoPhoto(u.T("screen.checkin.no-photo"), 150, 196)), kit.Grow(middle, 1),
		st.BigFigure(s.state, u.T(label), strconv.Itoa(s.view.Attendance.Seat), where, 184)))
	foot := kit.Row(12, st.Text(u.T("screen.checkin.check"), st.Body, kit.Ink2), kit.Space(),
		st.Button(kit.Button{Word: u.T("screen.checkin.undo"), Key: "F8", Icon: "undo", Do: c.undo}))
	return st.Card(s.state, st.Band(s.state, s.band, s.when.Format("15:04:05")), body, foot)
}

// sex is the word of a sex as the plan writes it.
func (u *ui) sex(s string) string {
	switch s {
	case "男":
		return u.T("screen.sex.male")
	case "女":
		return u.T("screen.sex.female")
	}
	return s
}

func (c *checkin) refused() fyne.CanvasObject {
	u, st, s := c.u, c.u.st, c.shown
	cand := s.view.Candidate
	parts := []fyne.CanvasObject{}
	if cand.No != "" {
		line := join(u.T("screen.exam-no", "no", string(cand.No)), u.T("screen.id-tail-long", "tail", tail(cand.IDNumber)))
		if cand.IDNumber == "" {
			line = u.T("screen.exam-no", "no", string(cand.No))
		}
		place := ""
		if s.view.Session.No != "" {
			place = u.T("screen.checkin.belongs", "no", string(s.view.Session.No), "component", s.view.Session.Component,
				"seat", cand.Seats[s.view.Session.Component], "start", s.view.Session.Start)
		}
		who := kit.Col(4, kit.Row(16, st.Text(cand.Name, st.Figure, kit.Ink), st.Text(line, st.Lead, kit.Ink2)), st.Para(place, st.Lead, kit.Ink, 440))
		parts = append(parts, kit.Columns(24, kit.Top(st.NoPhoto(u.T("screen.checkin.no-photo"), 108, 140)), kit.Grow(who, 1)))
	}
	parts = append(parts, st.Note(kit.Caution, "", s.sentence, st.Lead, 600))
	buttons := []fyne.CanvasObject{}
	if cand.No != "" {
		buttons = append(buttons, st.Button(kit.Button{Word: u.T("screen.checkin.record"), Key: "F4", Do: c.record}),
			st.Button(kit.Button{Word: u.T("screen.checkin.ask-lead"), Key: "F3", Do: c.decide}))
	}
	buttons = append(buttons, kit.Space(), st.Button(kit.Button{Word: u.T("screen.checkin.understood"), Key: "Enter", Kind: kit.Go, Do: c.esc}))
	return st.Card(s.state, st.Band(s.state, s.band, s.when.Format("15:04:05")), kit.Top(kit.Pad(20, 24, kit.Col(16, parts...))), kit.Row(10, buttons...))
}

// place is row and number in it of a seat, as the map shows them.
func (c *checkin) place(seat int) (row, col int) {
	n := kit.SeatColumns(len(c.seats))
	return (seat-1)/n + 1, (seat-1)%n + 1
}

func (c *checkin) cells() []kit.SeatCell {
	out := make([]kit.SeatCell, len(c.seats))
	for i, s := range c.seats {
		cell := kit.SeatCell{Seat: s.Seat, State: kit.NotCome}
		switch {
		case s.State == exam.Present && s.Late > 0:
			cell.State, cell.Name = kit.Late, s.Name
		case s.State == exam.Present:
			cell.State, cell.Name = kit.Admitted, s.Name
		case s.State == exam.AbsentNow:
			cell.State, cell.Name = kit.Absent, s.Name
		}
		out[i] = cell
	}
	return out
}

// now is the seat the map rings: of the shown person.
func (c *checkin) now() int {
	if c.shown == nil {
		return 0
	}
	if a := c.shown.view.Attendance.Seat; a > 0 {
		return a
	}
	return c.shown.view.Candidate.Seats[c.in.Session.Component]
}

func (c *checkin) side() fyne.CanvasObject {
	u, st := c.u, c.u.st
	m := st.NewSeatMap(kit.SeatColumns(len(c.seats)))
	m.Set(c.cells(), c.now())
	room := st.Panel(kit.Col(0, st.HeadOf(40, 16, kit.Grow(st.Trimmed(join(c.in.Room.Name, c.in.Room.No), st.Body, kit.Ink), 1), st.Text(u.T("screen.checkin.front"), st.Caption, kit.Ink2)),
		kit.Pad(12, 12, m.Object())))
	rows := st.NewRows(28.4, func(i int, _ bool) fyne.CanvasObject {
		a := c.recent[len(c.recent)-1-i]
		s, key := kit.Admitted, "screen.state.admitted"
		if a.late > 0 {
			s, key = kit.Late, "screen.state.late"
		}
		size := min(st.Body-1, 17)
		return kit.Pad(0, 12, kit.Columns(8, kit.Fixed(st.Text(a.when.Format("15:04:05"), size, kit.Ink), 108, 0), kit.Grow(st.Text(a.name, size, kit.Ink), 1),
			kit.Fixed(st.Text(u.T("screen.checkin.seat-no", "seat", a.seat), size, kit.Ink), 90, 0), st.MarkSized(s, u.T(key), 16, size)))
	}, nil)
	rows.Set(min(10, len(c.recent)), -1)
	last := st.Panel(kit.Col(0, st.HeadOf(38, 16, st.Text(u.T("screen.checkin.latest"), st.Body, kit.Ink), kit.Space(), st.Text(u.T("screen.checkin.latest-undo"), st.Caption, kit.Ink2)),
		kit.Grow(rows.Object(), 1)))
	return kit.Col(u.gap(), room, kit.Grow(last, 1))
}

func (c *checkin) keys() kit.Table {
	u := c.u
	isRefused := func() bool { return c.shown != nil && c.shown.code != "" && c.field.Text() == "" }
	ok := func() bool { return c.open && !isRefused() }
	return kit.Table{
		{Names: []string{"Enter"}, Word: u.T("screen.checkin.open"), Do: c.openSession, When: func() bool { return !c.open && c.in.Status == "not-open" }},
		{Names: []string{"Enter"}, Word: u.T("screen.checkin.next"), Do: c.esc, When: isRefused},
		{Names: []string{"Enter"}, Word: u.T("screen.checkin.title"), Help: u.T("screen.help.admit"), Do: c.enter, When: ok},
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.checkin.choose"), Do: func() { c.move(1) }, When: ok},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.checkin.choose"), Do: func() { c.move(-1) }, When: ok, Quiet: true},
		{Names: []string{"F3"}, Word: u.T("screen.checkin.ask-lead"), Do: c.decide, When: isRefused},
		{Names: []string{"F4"}, Word: u.T("screen.checkin.record"), Do: c.record, When: isRefused},
		{Names: []string{"F8"}, Word: u.T("screen.key.undo"), Help: u.T("screen.checkin.undo"), Do: c.undo, When: func() bool { return c.open }},
		{Names: []string{"F6"}, Word: u.T("screen.checkin.map"), Do: c.large},
		{Names: []string{"F9"}, Word: u.T("screen.checkin.close"), Do: c.close, When: func() bool { return c.open }},
		{Names: []string{"Esc"}, Word: u.T("screen.key.clear"), Do: c.esc, Quiet: true},
	}
}
