package screen

import (
	"context"
	"image"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// door is the part of the desk that check-in uses.
type door interface {
	cameraDesk
	Find(in exam.SessionNo, query string) ([]desk.Match, error)
	Admit(ctx context.Context, in exam.SessionNo, no exam.CandidateNo) (desk.CheckInView, error)
	UndoAdmit(ctx context.Context, in exam.SessionNo, no exam.CandidateNo, reason string) error
	Seats(in exam.SessionNo) ([]desk.SeatView, error)
	OpenSession(ctx context.Context, no exam.SessionNo) error
	CloseSession(ctx context.Context, no exam.SessionNo) (desk.Closing, error)
	AddIncident(ctx context.Context, in exam.SessionNo, n int, inc exam.Incident) error
	Photo(no exam.CandidateNo) ([]byte, error)
	ReportViolation(ctx context.Context, no exam.CandidateNo, v exam.Violation) (int, error)
}

// decider is the site lead's desk at somebody else's laptop: one decision at the door.
type decider interface {
	AdmitByLead(ctx context.Context, in exam.SessionNo, no exam.CandidateNo, reason string) (desk.CheckInView, error)
}

// again is how soon a second scan of the same card is the same wave of the hand.
const again = 3 * time.Second

// checkin is the door 签到: a scanner types a number and Enter, and the person is in.
type checkin struct {
	u     *ui
	d     door
	in    desk.SessionView
	field *kit.Field
	id    *wholeID // of who is on the card
	// lead signs the site lead in for one decision.
	lead func(passphrase []byte) (decider, error)

	open   bool
	due    string // the moment at which the cameras are still to be noted; empty: none
	seats  []desk.SeatView
	recent []desk.SeatView // the last ten who came, newest first, from the book
	row    int             // the active one of recent, -1 for none
	found  []desk.Match
	pick   int
	chosen bool // the arrows chose among found
	shown  *shownCard
	last   *shownCard // the last admission here, to be shown again when a card is waved twice

	photos map[exam.CandidateNo]image.Image // decoded; nil: on its way

	// What typing redraws; the rest of the screen stands.
	box    *fyne.Container
	seat   *kit.SeatMap
	room   fyne.CanvasObject // the panel with the map
	came   *kit.Rows
	latest fyne.CanvasObject // the panel with the last ten
	asked  int               // seat that the map rings
	stages kit.Stages

	barred error // of the search: this person may not know who comes
}

// lastFew is how many of the latest are listed.
const lastFew = 10

func newCheckin(u *ui, d door, in desk.SessionView, lead func([]byte) (decider, error)) *checkin {
	c := &checkin{u: u, d: d, in: in, lead: lead, photos: map[exam.CandidateNo]image.Image{}, open: in.Status != "not-open" && in.Status != "to-sign" && in.Status != "closed", row: -1}
	c.id = newWholeID(u, nil, c.draw)
	return c
}

func (c *checkin) name() string { return "checkin" }

func (c *checkin) no() exam.SessionNo { return c.in.Session.No }

// show asks for the seats and draws; the field is always where the keyboard is.
func (c *checkin) show() {
	typed := ""
	if c.field != nil {
		typed = c.field.Text() // another person sat here, or the text size changed
	}
	c.field = kit.NewField(c.u.st, kit.Scan, kit.FieldLook{Size: c.u.st.Lead, Icon: "find", Hint: c.u.T("screen.checkin.hint")}, c.u.now)
	c.field.Set(typed, false)
	c.field.OnChange = c.search
	c.say()
	c.reload()
	c.watch()
	c.draw()
}

func (c *checkin) leave() { c.id.hide() }

func (c *checkin) idShown() *wholeID { return c.id }

// reload asks the book who sits where and who came last.
func (c *checkin) reload() {
	seats, err := c.d.Seats(c.no())
	if c.u.refused(err) {
		return
	}
	for i, s := range seats {
		seats[i].Name = c.u.called(s.Name, s.Code)
	}
	c.seats, c.row = seats, -1
	c.recent = slices.DeleteFunc(slices.Clone(seats), func(s desk.SeatView) bool { return s.State != exam.Present })
	slices.SortStableFunc(c.recent, func(a, b desk.SeatView) int { return b.When.Compare(a.When.Time) })
	c.recent = cut(c.recent, lastFew)
}

// search shows who fits while somebody types. Nothing but the card is drawn again.
func (c *checkin) search(text string) {
	c.found, c.pick, c.chosen, c.shown, c.row, c.barred = nil, 0, false, nil, -1, nil
	if text != "" {
		c.found, c.barred = c.d.Find(c.no(), text)
	}
	c.redraw()
}

// enter admits whom the field found, or takes note of what is shown.
func (c *checkin) enter() {
	text := c.field.Text()
	switch {
	case text == "":
		c.shown, c.u.note = nil, ""
		c.draw()
	case c.barred != nil: // by code number: who scores does not do the door
		c.shown = &shownCard{when: c.u.now()}
		c.refusal(c.barred)
		c.clear()
	case len(c.found) == 0:
		c.unknown(text)
	case len(c.found) > 1 && !c.chosen && number(text):
		// A scanner that lost a digit fits several people: nobody is let in unlooked at.
		c.u.note = c.u.T("screen.checkin.choose-first", "n", len(c.found))
		c.draw()
	default:
		c.admit(c.found[min(c.pick, len(c.found)-1)])
	}
}

// number says whether a scanner may have typed it.
func number(text string) bool {
	return strings.Trim(text, "0123456789") == ""
}

// clear empties the field for the next person.
func (c *checkin) clear() {
	c.field.Set("", false)
	c.found, c.pick, c.chosen, c.row = nil, 0, false, -1
	c.draw()
}

// admit lets one person in, or says why not.
func (c *checkin) admit(m desk.Match) {
	if c.last != nil && c.last.view.Candidate.No == m.No && c.u.now().Sub(c.last.when) < again {
		card := *c.last
		card.band = c.u.T("screen.checkin.band.again")
		c.shown = &card
		c.clear()
		return
	}
	v, err := c.d.Admit(c.u.ctx, c.no(), m.No)
	c.take(v, m, err)
}

// take shows what an admission came to.
func (c *checkin) take(v desk.CheckInView, m desk.Match, err error) {
	u := c.u
	if v.Candidate.No == "" {
		v.Candidate.No, v.Candidate.Name, v.Candidate.Department = m.No, m.Name, m.Department
	}
	u.note = ""
	c.shown = &shownCard{view: v, when: u.now()}
	if err != nil {
		c.refusal(err)
		u.trace("refused", c.shown.code)
		c.clear()
		return
	}
	c.admission()
	c.last = c.shown
	u.stored(c.seatKey("screen.checkin.saved"), "seat", v.Attendance.Seat)
	c.reload()
	c.clear()
}

// move chooses among those found, or among the last ten for an undo.
func (c *checkin) move(step int) {
	switch n := len(c.found); {
	case n > 0:
		c.pick, c.chosen = (c.pick+step+n)%n, true
		c.redraw()
	case c.field.Text() == "" && len(c.recent) > 0:
		c.row = max(-1, min(c.row+step, len(c.recent)-1))
		c.lookBack()
	}
}

func (c *checkin) esc() {
	c.shown, c.u.note = nil, ""
	c.clear()
}

func (c *checkin) openSession() {
	err := c.d.OpenSession(c.u.ctx, c.no())
	if err != nil {
		c.shown = &shownCard{when: c.u.now()}
		c.refusal(err)
		c.u.trace("refused", c.shown.code)
		c.draw()
		return
	}
	c.open, c.shown, c.in.Status = true, nil, "checking-in"
	c.u.stored("screen.checkin.saved-open", "no", string(c.no()))
	c.watch()
	c.draw()
}

// counts are expected, present, not come, absent.
func (c *checkin) counts() (expected, present, missing, absent int) {
	for _, s := range c.seats {
		expected++
		switch s.State {
		case exam.Present:
			present++
		case exam.AbsentNow:
			absent++
		default:
			missing++
		}
	}
	return
}

// seatKey is the wording for a seat, or for a station in a workshop.
func (c *checkin) seatKey(key string) string { return seatKey(key, c.in.Session) }

// seatKey is the wording for a seat of a session: a station in a workshop.
func seatKey(key string, in exam.Session) string {
	if in.Component == exam.Practical {
		return key + "-station"
	}
	return key
}
