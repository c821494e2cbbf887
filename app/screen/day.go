package screen

import (
	"strings"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// overview is the part of the desk that the day's page uses.
type overview interface {
	namer
	Today(day exam.Date) (desk.DayView, error)
	Sessions() ([]desk.SessionView, error)
}

// dayPage is 今日: the site lead's timeline with what waits for somebody, or an
// assessor's own sessions as a list.
type dayPage struct {
	u     *ui
	d     overview
	role  exam.Role
	rooms []exam.Room
	date  exam.Date

	view  desk.DayView
	mine  []desk.SessionView
	need  int
	cur   int  // session under the cursor
	areaB bool // the keyboard is on the sessions, not on the needs
}

func newDay(u *ui, d overview, role exam.Role, rooms []exam.Room) *dayPage {
	return &dayPage{u: u, d: d, role: role, rooms: rooms}
}

func (p *dayPage) name() string { return "day" }
func (p *dayPage) leave()       {}

// wide says whether this person sees the whole site.
func (p *dayPage) wide() bool { return p.role == exam.RoleSiteLead || p.role == exam.RoleInspector }

func (p *dayPage) show() {
	v, err := p.d.Today(p.date)
	if !p.u.refused(err) {
		p.view, p.date = v, v.Date
	}
	if !p.wide() {
		mine, err := p.d.Sessions()
		if !p.u.refused(err) {
			p.mine = mine
		}
		p.areaB = true
	}
	p.need = max(0, min(p.need, len(p.view.Needs)-1))
	p.draw()
}

func (p *dayPage) sessions() []desk.SessionView {
	if !p.wide() {
		return p.mine
	}
	return p.view.Sessions
}

// statusMark is the mark and word of a session's status (look 4).
func statusMark(status string) (kit.State, string) {
	switch status {
	case "checking-in":
		return kit.Admitted, "screen.status.checking-in"
	case "running":
		return kit.Running, "screen.status.running"
	case "scoring":
		return kit.Scoring, "screen.status.scoring"
	case "to-sign":
		return kit.ToSign, "screen.status.to-sign"
	case "closed":
		return kit.Closed, "screen.status.closed"
	}
	return kit.Waiting, "screen.status.not-open"
}

// enter goes to what the keyboard is on.
func (p *dayPage) enter() {
	if p.areaB || len(p.view.Needs) == 0 {
		if s := p.sessions(); p.cur < len(s) {
			p.u.open(whereTo(s[p.cur], p.role), s[p.cur])
		}
		return
	}
	n := p.view.Needs[p.need]
	for _, s := range p.view.Sessions {
		if s.Session.No == n.Session {
			p.u.open(needScreen(n.Code, s), s)
			return
		}
	}
	p.u.open("results", n.Candidate)
}

// needScreen is where a thing that waits is dealt with.
func needScreen(code string, s desk.SessionView) string {
	switch code {
	case "to-sign":
		return "record"
	case "disagree":
		return "theory"
	case "arbitration":
		return scoringScreen(s)
	}
	return "results"
}

func scoringScreen(s desk.SessionView) string {
	switch s.Session.Component {
	case exam.Theory:
		return "theory"
	case exam.Review:
		return "review"
	}
	return "practical"
}

// whereTo is the screen that a session's state asks of a role.
func whereTo(s desk.SessionView, role exam.Role) string {
	switch {
	case role == exam.RoleSupervisor || s.Status == "to-sign" || s.Status == "closed":
		return "record"
	case role.Scores() && (s.Status == "running" || s.Status == "scoring"):
		return scoringScreen(s)
	}
	return "checkin"
}

func (p *dayPage) move(by int) {
	if p.areaB {
		p.cur = max(0, min(p.cur+by, len(p.sessions())-1))
	} else {
		p.need = max(0, min(p.need+by, len(p.view.Needs)-1))
	}
	p.draw()
}

func (p *dayPage) side(by int) {
	p.areaB = true
	p.cur = max(0, min(p.cur+by, len(p.sessions())-1))
	p.draw()
}

// turn shows another day with sessions.
func (p *dayPage) turn(by int) {
	for i, d := range p.view.Days {
		if d == p.view.Date && i+by >= 0 && i+by < len(p.view.Days) {
			p.date, p.cur = p.view.Days[i+by], 0
			p.show()
			return
		}
	}
}

func (p *dayPage) keys() kit.Table {
	u := p.u
	wide := func() bool { return p.wide() }
	return kit.Table{
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.day.pick"), Do: func() { p.move(1) }},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.day.pick"), Do: func() { p.move(-1) }, Quiet: true},
		{Names: []string{"Enter"}, Word: u.T("screen.day.go"), Do: p.enter},
		{Names: []string{"Tab"}, Word: u.T("screen.key.area"), Do: func() { p.areaB = !p.areaB; p.draw() }, When: wide},
		{Names: []string{"Left"}, Cap: "← →", Word: u.T("screen.day.sessions"), Do: func() { p.side(-1) }, When: wide},
		{Names: []string{"Right"}, Cap: "← →", Word: u.T("screen.day.sessions"), Do: func() { p.side(1) }, When: wide, Quiet: true},
		{Names: []string{"PgDn"}, Cap: "PgUp PgDn", Word: u.T("screen.day.other-day"), Do: func() { p.turn(1) }, When: wide},
		{Names: []string{"PgUp"}, Cap: "PgUp PgDn", Word: u.T("screen.day.other-day"), Do: func() { p.turn(-1) }, When: wide, Quiet: true},
		{Names: []string{"F4"}, Word: u.T("screen.naming.key"), Do: p.naming, When: func() bool { return p.role == exam.RoleSiteLead && p.cur < len(p.sessions()) }},
		{Names: []string{"F5"}, Word: u.T("screen.day.again"), Do: p.show},
	}
}

func (p *dayPage) draw() {
	u := p.u
	n := 0
	for i, d := range p.view.Days {
		if d == p.view.Date {
			n = i + 1
		}
	}
	head := u.header(u.day(p.view.Date), join(u.T("screen.day.nth", "n", n, "of", len(p.view.Days)), p.components()), u.st.Text(p.summary(), u.st.Body, kit.Ink2))
	if !p.wide() {
		u.f.Show(u.page(head, p.own()), p.keys())
		u.f.Focus(nil)
		return
	}
	h := float32(308)
	if u.st.Short {
		h = 252
	}
	lower := kit.Fixed(kit.Columns(u.gap(), kit.Grow(p.needs(), 63), kit.Grow(p.laptops(), 37)), 0, h)
	u.f.Show(u.page(head, kit.Col(u.gap(), kit.Grow(p.timeline(), 1), lower)), p.keys())
	u.f.Focus(nil)
}

// components are the parts examined that day.
func (p *dayPage) components() string {
	var words []string
	for _, c := range exam.Components() {
		for _, s := range p.view.Sessions {
			if s.Session.Component == c {
				words = append(words, p.u.T("component."+string(c)))
				break
			}
		}
	}
	return strings.Join(words, p.u.T("list.separator"))
}

// summary counts the day in one line.
func (p *dayPage) summary() string {
	u := p.u
	by := map[string]int{}
	expected, present, absent := 0, 0, 0
	for _, s := range p.view.Sessions {
		by[s.Status]++
		expected, present, absent = expected+s.Expected, present+s.Present, absent+s.Absent
	}
	parts := []string{u.T("screen.day.count", "n", len(p.view.Sessions))}
	for _, k := range []string{"closed", "to-sign", "scoring", "running", "checking-in", "not-open"} {
		if by[k] > 0 {
			_, word := statusMark(k)
			parts = append(parts, u.T("screen.day.of", "word", "code:"+word, "n", by[k]))
		}
	}
	return join(append(parts, u.T("screen.day.people", "expected", expected, "present", present, "absent", absent))...)
}
