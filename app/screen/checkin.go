package screen

import (
	"context"
	"errors"
	"time"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
	"kaowu/app/words"
)

// door is the part of the desk that check-in uses.
type door interface {
	Find(in exam.SessionNo, query string) ([]desk.Match, error)
	Admit(ctx context.Context, in exam.SessionNo, no exam.CandidateNo) (desk.CheckInView, error)
	UndoAdmit(ctx context.Context, in exam.SessionNo, no exam.CandidateNo, reason string) error
	Seats(in exam.SessionNo) ([]desk.SeatView, error)
	OpenSession(ctx context.Context, no exam.SessionNo) error
	CloseSession(ctx context.Context, no exam.SessionNo) (desk.Closing, error)
	AddIncident(ctx context.Context, in exam.SessionNo, n int, inc exam.Incident) error
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
	// lead signs the site lead in for one decision.
	lead func(passphrase []byte) (decider, error)

	open   bool
	seats  []desk.SeatView
	found  []desk.Match
	pick   int
	shown  *shownCard
	last   *shownCard // the last admission, to be shown again when a card is waved twice
	recent []admission
}

// shownCard is what the big card says: an admission or a refusal.
type shownCard struct {
	view     desk.CheckInView
	state    kit.State
	band     string
	when     time.Time
	sentence string // of a refusal
	code     string
}

// admission is a line of the last ten.
type admission struct {
	no   exam.CandidateNo
	name string
	seat int
	late int
	when time.Time
}

func newCheckin(u *ui, d door, in desk.SessionView, lead func([]byte) (decider, error)) *checkin {
	return &checkin{u: u, d: d, in: in, lead: lead, open: in.Status != "not-open"}
}

func (c *checkin) name() string { return "checkin" }

func (c *checkin) no() exam.SessionNo { return c.in.Session.No }

// show asks for the seats and draws; the field is always where the keyboard is.
func (c *checkin) show() {
	c.field = kit.NewField(c.u.st, kit.Scan, kit.FieldLook{Size: c.u.st.Lead, Icon: "find", Hint: c.u.T("screen.checkin.hint")}, c.u.now)
	c.field.OnChange = c.search
	c.reload()
	c.draw()
}

func (c *checkin) leave() {}

func (c *checkin) reload() {
	seats, err := c.d.Seats(c.no())
	if !c.u.refused(err) {
		c.seats = seats
	}
}

// search shows who fits while somebody types.
func (c *checkin) search(text string) {
	c.found, c.pick, c.shown = nil, 0, nil
	if text != "" {
		found, err := c.d.Find(c.no(), text)
		if !c.u.refused(err) {
			c.found = found
		}
	}
	c.draw()
}

// enter admits whom the field found, or takes note of what is shown.
func (c *checkin) enter() {
	text := c.field.Text()
	switch {
	case !c.open:
		c.openSession()
	case text == "":
		c.shown, c.u.note = nil, ""
		c.draw()
	case len(c.found) == 0:
		c.shown = &shownCard{state: kit.Rejected, band: c.u.T("screen.checkin.band.unknown-candidate"), when: c.u.now(), code: "unknown-candidate",
			sentence: c.u.T("screen.checkin.not-found", "text", text)}
		c.clear()
	default:
		c.admit(c.found[min(c.pick, len(c.found)-1)])
	}
}

// clear empties the field for the next person.
func (c *checkin) clear() {
	c.field.Set("", false)
	c.found, c.pick = nil, 0
	c.draw()
}

// admit lets one person in, or says why not.
func (c *checkin) admit(m desk.Match) {
	now := c.u.now()
	if n := len(c.recent); n > 0 && c.recent[n-1].no == m.No && now.Sub(c.recent[n-1].when) < again && c.last != nil {
		c.shown = c.last
		c.shown.band = c.u.T("screen.checkin.band.again")
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
	c.shown = &shownCard{view: v, when: u.now()}
	if err != nil {
		c.refusal(err)
		c.clear()
		return
	}
	c.shown.state, c.shown.band = kit.Admitted, u.T("screen.checkin.band.in")
	if v.Attendance.Late > 0 {
		c.shown.state, c.shown.band = kit.Late, u.T("screen.checkin.band.in-late", "n", v.Attendance.Late)
	}
	c.recent = append(c.recent, admission{m.No, v.Candidate.Name, v.Attendance.Seat, v.Attendance.Late, u.now()})
	c.last = c.shown
	u.note = ""
	u.stored("screen.checkin.saved", "seat", v.Attendance.Seat)
	c.reload()
	c.clear()
}

// refusal turns an error into the card's words: the band says what, the note what to do.
func (c *checkin) refusal(err error) {
	u := c.u
	c.shown.state, c.shown.code, c.shown.sentence = kit.Rejected, words.Code(err), u.w.Sentence(err)
	key := "screen.checkin.band." + c.shown.code
	if !u.w.Has(key) {
		key = "screen.checkin.band.refused"
	}
	c.shown.band = u.T(key)
	var r *exam.Refusal
	if errors.As(err, &r) && (r.Code == "already-in" || r.Code == "in-conflict") {
		c.shown.state = kit.Caution
	}
	u.trace("refused", c.shown.code)
}

func (c *checkin) move(step int) {
	if n := len(c.found); n > 0 {
		c.pick = (c.pick + step + n) % n
		c.draw()
	}
}

func (c *checkin) esc() {
	c.shown, c.u.note = nil, ""
	c.clear()
}

func (c *checkin) openSession() {
	if !c.u.refused(c.d.OpenSession(c.u.ctx, c.no())) {
		c.open = true
		c.u.stored("screen.checkin.saved-open", "no", string(c.no()))
	}
	c.draw()
}

// undo takes the shown or the last check-in back, with a reason by digit.
func (c *checkin) undo() {
	u := c.u
	var who exam.CandidateNo
	name := ""
	if c.shown != nil && c.shown.code == "" {
		who, name = c.shown.view.Candidate.No, c.shown.view.Candidate.Name
	} else if n := len(c.recent); n > 0 {
		who, name = c.recent[n-1].no, c.recent[n-1].name
	}
	if who == "" {
		u.note = u.T("screen.checkin.nothing-to-undo")
		c.draw()
		return
	}
	askReason(u, u.T("screen.checkin.undo"), join(string(who), name), u.T("screen.checkin.undo-do"), "undo", u.codes.undo, func(code, text string) error {
		if text != "" {
			code = join(u.T("undo."+code), text)
		}
		if err := c.d.UndoAdmit(u.ctx, c.no(), who, code); err != nil {
			return err
		}
		u.stored("screen.checkin.saved-undo")
		c.shown = nil
		for i, a := range c.recent {
			if a.no == who {
				c.recent = append(c.recent[:i:i], c.recent[i+1:]...)
				break
			}
		}
		c.reload()
		return nil
	}, c.draw)
}

// record writes the refused person into the exam-room record.
func (c *checkin) record() {
	u := c.u
	if c.shown == nil {
		return
	}
	who := c.shown.view.Candidate
	askIncident(u, join(string(who.No), who.Name), func(code, text string) error {
		return c.d.AddIncident(u.ctx, c.no(), 0, exam.Incident{Time: u.now().Format("15:04"), Candidate: who.No, Code: code, Text: text})
	})
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
