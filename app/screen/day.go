package screen

import (
	"slices"
	"strings"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// overview is the part of the desk that the day's page uses.
type overview interface {
	namer
	dayPapers
	Today(day exam.Date) (desk.DayView, error)
	Sessions() ([]desk.SessionView, error)
}

// dayPage is 今日: the site lead's timeline with what waits for somebody, or
// another person's own sessions as a list.
type dayPage struct {
	u     *ui
	d     overview
	me    exam.Staff
	rooms []exam.Room
	date  exam.Date

	view   desk.DayView
	mine   []desk.SessionView
	list   []desk.Need // what waits, with the laptop's own health
	need   int
	cur    int  // session under the cursor
	areaB  bool // the keyboard is on the sessions, not on the needs
	loaded bool
	gone   bool // another screen is shown: an answer that comes late is not drawn

	lanes  [][]int // of sessions, as the timeline has them
	line   *kit.Timeline
	lineOf *kit.Style
	minute string // as drawn
	health health // as drawn
}

func newDay(u *ui, d overview, me exam.Staff, rooms []exam.Room) *dayPage {
	return &dayPage{u: u, d: d, me: me, rooms: rooms}
}

func (p *dayPage) name() string { return "day" }
func (p *dayPage) leave()       { p.gone = true }

// wide says whether this person sees the whole site.
func (p *dayPage) wide() bool {
	return p.me.Role == exam.RoleSiteLead || p.me.Role == exam.RoleInspector
}

// show draws what is known and asks the desk.
func (p *dayPage) show() {
	p.gone = false
	p.draw()
	p.load()
}

// asked is the desk's answer for a day.
type asked struct {
	view desk.DayView
	mine []desk.SessionView
}

func (p *dayPage) load() {
	date := p.date
	kit.Back(p.u.run, func() (a asked, err error) {
		if a.view, err = p.d.Today(date); err == nil && !p.wide() {
			a.mine, err = p.d.Sessions()
		}
		return a, err
	}, func(a asked, err error) {
		if p.gone || date != p.date {
			return
		}
		if err != nil {
			p.u.refused(err)
		} else {
			p.take(a)
		}
		p.draw()
	})
}

// take shows an answer; the keyboard stays on the same session and the same row.
func (p *dayPage) take(a asked) {
	var at exam.SessionNo
	if s := p.sessions(); p.loaded && p.cur < len(s) {
		at = s[p.cur].Session.No
	}
	var on desk.Need
	if p.need < len(p.list) {
		on = p.list[p.need]
	}
	p.view, p.mine, p.date = a.view, a.mine, a.view.Date
	slices.SortStableFunc(p.mine, func(a, b desk.SessionView) int {
		return strings.Compare(string(a.Session.Date)+a.Session.Start, string(b.Session.Date)+b.Session.Start)
	})
	p.list = p.waiting()
	p.lanes = p.byRoom()
	p.areaB = p.areaB || !p.wide()
	p.cur = max(0, min(p.cur, len(p.sessions())-1))
	for i, s := range p.sessions() {
		if s.Session.No == at {
			p.cur = i
		}
	}
	if at == "" && !p.wide() {
		p.cur = p.firstOwn()
	}
	p.need = max(0, min(p.need, len(p.list)-1))
	for i, n := range p.list {
		if n.Code == on.Code && n.Session == on.Session && n.Candidate == on.Candidate {
			p.need = i
			break
		}
	}
	p.loaded = true
}

// firstOwn is the person's next session: the first that is not closed.
func (p *dayPage) firstOwn() int {
	for i, s := range p.mine {
		if s.Status != "closed" && s.Next.Code != "not-held" {
			return i
		}
	}
	return 0
}

// fresh follows the day: each minute, and when something was stored.
func (p *dayPage) fresh(changed bool) {
	h := p.u.health
	if changed || p.u.now().Format("15:04") != p.minute || h.Full() != p.health.Full() || h.Low() != p.health.Low() || h.Clock() != p.health.Clock() {
		p.load()
	}
}

// waiting is what waits, with what the laptop itself needs: nothing is more urgent
// than a disk on which nothing can be stored.
func (p *dayPage) waiting() []desk.Need {
	h := p.u.health
	p.health = h
	mine := p.me.Role == exam.RoleSiteLead
	list := slices.Clone(p.view.Needs)
	clock := slices.ContainsFunc(list, func(n desk.Need) bool { return n.Code == "clock" })
	if off := h.Clock(); off != 0 && !clock {
		says := "clock-forward"
		if off < 0 {
			says = "clock-back"
		}
		list = append(list, desk.Need{Code: "clock", Says: says, Args: map[string]any{"n": minutes(off)}, Mine: mine})
	}
	disk := desk.Need{Code: "disk", Says: "disk-low", Args: map[string]any{"mb": int(h.Free >> 20)}, Mine: mine}
	switch {
	case h.Full():
		disk.Says = "disk-full"
		list = append([]desk.Need{disk}, list...)
	case h.Low():
		list = append(list, disk)
	}
	return append(list, p.view.Prepare...)
}

func (p *dayPage) sessions() []desk.SessionView {
	if !p.wide() {
		return p.mine
	}
	return p.view.Sessions
}

// enter goes to what the keyboard is on.
func (p *dayPage) enter() {
	if p.areaB || len(p.list) == 0 {
		if s := p.sessions(); p.cur < len(s) {
			p.u.open(p.whereTo(s[p.cur]), visit{in: s[p.cur]})
		}
		return
	}
	n := p.list[p.need]
	switch n.Code {
	case "clock", "disk":
		p.u.f.Press("Ctrl+D")
		return
	case "enroll":
		p.u.f.Press("F12") // they sit down at the sign-in page, beside the lead
		return
	case "upload":
		p.u.open("upload", visit{})
		return
	case "plan-warnings":
		p.u.open("plan", visit{})
		return
	}
	// Needs are of all days, so the session may be of another than the one shown.
	all, err := p.d.Sessions()
	if p.u.refused(err) {
		p.draw()
		return
	}
	if n.Code == "reassess" {
		p.u.open("supervise", visit{})
		return
	}
	for _, s := range all {
		if s.Session.No == n.Session {
			p.u.open(p.needScreen(n, s), visit{in: s, who: n.Candidate})
			return
		}
	}
	p.u.open("results", visit{who: n.Candidate})
}

// needScreen is where a thing that waits is dealt with, or where this person can
// see it.
func (p *dayPage) needScreen(n desk.Need, s desk.SessionView) string {
	switch n.Code {
	case "overdue":
		if p.me.Role != exam.RoleInspector {
			return "checkin"
		}
		return "record"
	case "to-sign":
		return "record"
	case "disagree":
		if exam.May("EnterTheory", p.me.Role) {
			return "theory"
		}
	case "arbitration":
		if p.me.Role.Scores() {
			return scoringScreen(s)
		}
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

// whereTo is the screen that a session's state asks of this person.
func (p *dayPage) whereTo(s desk.SessionView) string {
	left := s.Sheets < s.OfSheets
	switch {
	case p.me.Role == exam.RoleSupervisor || p.me.Role == exam.RoleInspector || s.Status == "closed":
		return "record"
	case s.Status == "to-sign" && (left || s.Urgent == "disagree") && s.Session.Component == exam.Theory && exam.May("EnterTheory", p.me.Role):
		return "theory"
	case p.me.Role.Scores() && s.Session.Component != exam.Theory && left && (s.Status == "running" || s.Status == "scoring" || s.Status == "to-sign"):
		return scoringScreen(s)
	case s.Status == "to-sign":
		return "record"
	}
	return "checkin"
}
