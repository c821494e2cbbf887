package screen

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
	"kaowu/app/words"
)

// shownCard is what the big card says: an admission or a refusal.
type shownCard struct {
	view     desk.CheckInView
	state    kit.State
	band     string
	when     time.Time
	err      error  // of a refusal; nil: admitted
	code     string // of the refusal
	sentence string // the refusal whole
	why, how string // the refusal in two: what is so, and what to do
	typed    string // what nobody on the roster has
}

// admission is the card of somebody who is in.
func (c *checkin) admission() {
	u, s := c.u, c.shown
	a := s.view.Attendance
	s.state = kit.Admitted
	switch {
	case a.Late > 0 && a.Drawn:
		s.state, s.band = kit.Late, u.T("screen.checkin.band.drawn-late", "station", a.Seat, "n", a.Late)
	case a.Late > 0:
		s.state, s.band = kit.Late, u.T("screen.checkin.band.in-late", "n", a.Late)
	case a.Drawn:
		s.band = u.T("screen.checkin.band.drawn", "station", a.Seat)
	default:
		s.band = u.T(c.seatKey("screen.checkin.band.in"))
	}
}

// say puts the card into words, again when the language has changed.
func (c *checkin) say() {
	switch s := c.shown; {
	case s == nil || s.typed != "":
	case s.err != nil:
		c.refusal(s.err)
	default:
		c.admission()
	}
}

// refusal turns an error into the card's words: the band says what, a line says why,
// the note what to do and who can.
func (c *checkin) refusal(err error) {
	u, s := c.u, c.shown
	s.state, s.err, s.code, s.sentence = kit.Rejected, err, words.Code(err), u.w.Sentence(err)
	key := "screen.checkin.band." + s.code
	if !u.w.Has(key) {
		key = "screen.checkin.band.refused"
	}
	s.band, s.how = u.T(key), s.sentence
	var r *exam.Refusal
	if errors.As(err, &r) {
		if k := "screen.checkin.how." + r.Code; u.w.Has(k) {
			why := "screen.checkin.why." + r.Code
			if k := seatKey(why, s.view.Session); u.w.Has(k) {
				why = k
			}
			s.why, s.how = u.w.Args(why, r.Args), u.w.Args(k, r.Args)
		}
		switch r.Code {
		case "blind", "already-in", "in-other-room", "in-conflict", "too-early", "session-not-open":
			s.state = kit.Caution // another person, or the clock, can mend it now
		}
	}
}

// unknown is the card of a number or name that is not on the roster. An ID number
// is shown by its end alone.
func (c *checkin) unknown(text string) {
	u := c.u
	if len(text) >= 15 {
		text = u.T("screen.id-tail", "tail", tail(text))
	}
	c.shown = &shownCard{state: kit.Rejected, typed: text, band: u.T("screen.checkin.band.unknown-candidate"), when: u.now(), code: "unknown-candidate",
		why: u.T("screen.checkin.not-found", "text", text), how: u.T("screen.checkin.how.unknown-candidate")}
	u.trace("refused", "unknown-candidate")
	c.clear()
}

// card is the left side below the field. What typing brings and takes away is one
// picture, drawn again with each key.
func (c *checkin) card() fyne.CanvasObject {
	body, typed := c.body()
	if !typed {
		return body // with buttons, which follow the pointer
	}
	return c.stages.Show(c.u.st, "card", body)
}

// body is what the card holds, and whether it comes and goes with typing.
func (c *checkin) body() (body fyne.CanvasObject, typed bool) {
	u := c.u
	switch {
	case c.shown != nil && c.shown.code != "":
		return c.refused(), false
	case !c.open && c.in.Status == "not-open":
		return c.plain(kit.Waiting, u.T("screen.checkin.not-open"), u.T("screen.checkin.open-how"),
			kit.Middle(u.st.Button(kit.Button{Word: u.T("screen.checkin.open"), Key: "Enter", Kind: kit.Go, Do: c.openSession}))), false
	case !c.open:
		return c.plain(kit.Closed, u.T("screen.checkin.closed"), u.T("screen.checkin.closed-how")), false
	case len(c.found) > 0:
		return c.matches(), true
	case c.field.Text() != "":
		return c.plain(kit.NotCome, u.T("screen.checkin.nobody"), u.T("screen.checkin.nobody-how")), true
	case c.shown == nil:
		return c.plain(kit.NotCome, u.T("screen.checkin.ready"), u.T("screen.checkin.ready-how")), true
	}
	return c.admitted(), false
}

func (c *checkin) plain(s kit.State, word, how string, more ...fyne.CanvasObject) fyne.CanvasObject {
	st := c.u.st
	parts := append([]fyne.CanvasObject{kit.Middle(st.Shape(s, 56)), st.Centre(word, st.Title, kit.Ink), st.Centre(how, st.Body, kit.Ink2)}, more...)
	return st.Panel(kit.Middle(kit.Fixed(kit.Col(14, parts...), 480, 0)))
}

// matches lists who fits what is typed.
func (c *checkin) matches() fyne.CanvasObject {
	u, st := c.u, c.u.st
	rows := st.NewRows(58, func(i int, _ bool) fyne.CanvasObject {
		m := c.found[i]
		mark, seat := kit.NotCome, u.T(c.seatKey("screen.checkin.seat-no"), "seat", m.Seat)
		switch {
		case m.State == exam.Present:
			mark = kit.Admitted
		case m.State == exam.AbsentNow:
			mark = kit.Absent
		}
		session, tone := string(m.Session), kit.Ink2
		if m.Session != c.no() {
			tone = kit.Warn
		}
		if m.Session == "" {
			session, seat = u.T("screen.checkin.other-component"), ""
		}
		where := kit.Row(12, st.Text(session, st.Body, tone), st.Text(seat, st.Body, kit.Ink2))
		return kit.Pad(0, 18, kit.Row(16, st.Shape(mark, 22), kit.Fixed(st.Text(m.Name, st.Title, kit.Ink), st.Title*5, 0), st.Text(string(m.No), st.Lead, kit.Ink2),
			kit.Grow(st.Trimmed(m.Department, st.Body, kit.Ink2), 1), where))
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
	photo, name, size := float32(150), float32(48), st.Lead
	if st.Short || st.Step == kit.Extra {
		photo, name = 120, 40
	}
	if st.Step == kit.Extra {
		size = st.Body
	}
	facts := []kit.Fact{
		{Label: u.T("screen.fact.exam-no"), Value: string(cand.No)}, {Label: u.T("screen.fact.id"), Body: kit.Fit(c.id.text(cand.No, u.T("screen.id-tail", "tail", tail(cand.IDNumber)), size, kit.Ink))},
		{Label: u.T("screen.fact.department"), Value: cand.Department}, {Label: u.T("screen.fact.subject"), Value: u.subject(c.in.Subject)},
	}
	var others []string
	for _, x := range s.view.Others {
		others = append(others, u.T("screen.checkin.other-part", "component", x.Component, "session", string(x.No), "day", u.day(x.Date), "time", x.Start))
	}
	if st.Step == kit.Extra { // the header has the subject
		facts = facts[:3]
	}
	parts := []fyne.CanvasObject{kit.Row(18, st.Text(cand.Name, name, kit.Ink), st.Text(u.sex(cand.Sex), st.Lead, kit.Ink2)), st.Facts(size, 4, facts...)}
	if !st.Short {
		parts = append(parts, kit.Space(), st.Para(strings.Join(others, "\n"), st.Caption, kit.Ink2, 250))
	}
	row, col := c.place(s.view.Attendance.Seat)
	label, where := u.T("screen.fact.seat"), u.T("screen.checkin.row", "row", row, "col", col)
	if c.in.Session.Component == exam.Practical {
		label, where = u.T("screen.fact.station"), u.T("screen.checkin.planned")
		if s.view.Attendance.Drawn {
			where = u.T("screen.checkin.by-draw")
		}
	}
	body := kit.Pad(20, 24, kit.Columns(22, c.portrait(photo, photo*196/150), kit.Grow(kit.Col(6, parts...), 1),
		st.BigFigure(s.state, label, strconv.Itoa(s.view.Attendance.Seat), where, 176)))
	foot := kit.Row(12, kit.Grow(st.Brief(u.T("screen.checkin.check"), st.Body, kit.Ink2), 1), c.id.button(cand.No, ""),
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
	size, big, photo := st.Lead, st.Figure, float32(108)
	if st.Step == kit.Extra {
		size, big, photo = st.Body, st.Title, 84
	}
	lines := []fyne.CanvasObject{}
	if cand.No != "" {
		line := u.T("screen.exam-no", "no", string(cand.No))
		if cand.IDNumber != "" {
			line = join(line, u.T("screen.id-tail-long", "tail", tail(cand.IDNumber)))
		}
		name := st.Text(cand.Name, big, kit.Ink)
		if st.Step == kit.Standard {
			lines = append(lines, kit.Row(16, name, st.Text(line, size, kit.Ink2)))
		} else {
			lines = append(lines, name, st.Text(line, size, kit.Ink2))
		}
	}
	if here := s.view.Session; here.No == c.no() {
		lines = append(lines, st.Para(u.T(seatKey("screen.checkin.belongs", here), "no", string(here.No), "component", here.Component,
			"seat", cand.Seats[here.Component], "start", here.Start, "now", s.when.Format("15:04")), size, kit.Ink, 440))
	}
	if s.why != "" {
		lines = append(lines, st.Para(s.why, size, s.state.Tone(), 440))
	}
	var who fyne.CanvasObject = kit.Col(4, lines...)
	if cand.No != "" {
		who = kit.Columns(24, c.portrait(photo, photo*140/108), kit.Grow(who, 1))
	}
	gap := u.gap() + 4
	body := kit.Top(kit.Pad(gap+4, 24, kit.Col(gap, who, st.Note(kit.Caution, "", s.how, size, 600))))
	record, lead := "screen.checkin.record", "screen.checkin.ask-lead"
	if st.Step == kit.Extra {
		record, lead = record+"-short", lead+"-short"
	}
	buttons := []fyne.CanvasObject{}
	if cand.No != "" {
		buttons = append(buttons, st.Button(kit.Button{Word: u.T(record), Key: "F4", Do: c.record}))
	}
	if s.view.Overrule {
		buttons = append(buttons, st.Button(kit.Button{Word: u.T(lead), Key: "F3", Do: c.decide}))
	}
	buttons = append(buttons, kit.Space(), st.Button(kit.Button{Word: u.T("screen.checkin.understood"), Key: "Enter", Kind: kit.Go, Do: c.esc}))
	return st.Card(s.state, st.Band(s.state, s.band, s.when.Format("15:04:05")), body, kit.Row(10, buttons...))
}
