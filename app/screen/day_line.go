package screen

import (
	"slices"
	"strconv"
	"strings"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// scrollLanes is from how many rooms on those with warnings come first (look 6.2).
const scrollLanes = 8

// byRoom is the day's sessions as lanes, in the plan's order of rooms; where there
// are more than can be seen, rooms with warnings come first.
func (p *dayPage) byRoom() [][]int {
	var lanes [][]int
	for _, room := range p.rooms {
		var lane []int
		for i, s := range p.view.Sessions {
			if s.Room.No == room.No {
				lane = append(lane, i)
			}
		}
		if len(lane) > 0 {
			lanes = append(lanes, lane)
		}
	}
	if len(lanes) > scrollLanes {
		slices.SortStableFunc(lanes, func(a, b []int) int { return one(p.warns(b)) - one(p.warns(a)) })
	}
	return lanes
}

func (p *dayPage) warns(lane []int) bool {
	return slices.ContainsFunc(lane, func(i int) bool { return warned(p.view.Sessions[i]) })
}

// warned says whether something is wrong in a session: late, or somebody waits.
func warned(s desk.SessionView) bool {
	return s.Urgent != "" || strings.HasPrefix(s.Next.Code, "overdue")
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

// blockMark is what the timeline says of a session: its status, or once it has run
// what is wrong in it.
func blockMark(s desk.SessionView) (kit.State, string) {
	if s.Urgent != "" && (s.Status == "to-sign" || s.Status == "closed") {
		return needMark(s.Urgent), "screen.need." + s.Urgent
	}
	return statusMark(s.Status)
}

// blockTone is the colour where it is not the state's own.
func blockTone(s desk.SessionView) kit.Tone {
	state, _ := blockMark(s)
	switch {
	case s.Urgent == "conflict":
		return kit.Err
	case strings.HasPrefix(s.Next.Code, "overdue"):
		return kit.Warn
	case s.Status == "checking-in":
		return kit.Pri
	}
	return state.Tone()
}

// step is what comes next in a session, in words.
func (u *ui) step(s desk.Step) string {
	if s.Code == "" {
		return ""
	}
	return u.w.Args("step."+s.Code, s.Args)
}

func (p *dayPage) block(i int) kit.Block {
	u, s := p.u, p.view.Sessions[i]
	state, word := blockMark(s)
	of := strconv.Itoa(s.Present) + "/" + strconv.Itoa(s.Expected)
	if s.Status == "not-open" {
		of = strconv.Itoa(s.Expected)
	}
	return kit.Block{From: clock(s.Session.Start), To: clock(s.Session.End), State: state, Tone: blockTone(s), Word: u.T(word), Count: of,
		Title: u.T("screen.practical.head", "no", string(s.Session.No), "subject", u.subject(s.Subject)), Short: string(s.Session.No), Line: u.step(s.Next),
		Due: s.Due || warned(s), Fills: s.Status == "running" || s.Status == "scoring", Cursor: p.areaB && i == p.cur}
}

// timeline is the one picture of the day; it is kept, so that it is painted again
// only where something has changed.
func (p *dayPage) timeline() *kit.Timeline {
	u := p.u
	if p.line == nil || p.lineOf != u.st {
		p.line, p.lineOf = u.st.NewTimeline(u.T("screen.day.rooms")), u.st
		p.line.OnTap = p.tapped
	}
	var lanes []kit.Lane
	used := map[string]bool{}
	for _, l := range p.lanes {
		room := p.view.Sessions[l[0]].Room
		used[room.No] = true
		lane := kit.Lane{Name: room.Name, Note: room.No}
		for _, i := range l {
			lane.Blocks = append(lane.Blocks, p.block(i))
		}
		lanes = append(lanes, lane)
	}
	now := -1
	if exam.Date(p.view.Now.Format("2006-01-02")) == p.view.Date {
		now = p.view.Now.Hour()*60 + p.view.Now.Minute()
	}
	p.minute = p.view.Now.Format("15:04")
	p.line.Set(lanes, p.foot(used), now, p.minute)
	return p.line
}

// foot is the session under the keyboard in full, where lanes are of one line, else
// the rooms without sessions.
func (p *dayPage) foot(used map[string]bool) string {
	u := p.u
	if p.areaB && p.cur < len(p.view.Sessions) && len(p.lanes) > 3 {
		s := p.view.Sessions[p.cur]
		_, word := blockMark(s)
		return join(u.session(s.Session, s.Subject), s.Room.Name, u.T("screen.day.span", "from", s.Session.Start, "to", s.Session.End),
			u.T(word), u.T("screen.day.present", "present", s.Present, "expected", s.Expected), u.step(s.Next))
	}
	var idle []string
	for _, r := range p.rooms {
		if !used[r.No] {
			idle = append(idle, u.T("screen.day.room", "no", r.No, "name", r.Name))
		}
	}
	switch {
	case len(idle) == 0 && len(p.lanes) > 3:
		return u.T("screen.day.lanes", "rooms", len(p.lanes), "n", len(p.view.Sessions))
	case len(idle) == 0:
		return ""
	case len(idle) > 6:
		return u.T("screen.day.idle-many", "n", len(idle))
	}
	return u.T("screen.day.idle", "rooms", strings.Join(idle, u.T("list.separator")))
}

// tapped goes to a session.
func (p *dayPage) tapped(lane, block int) {
	if lane < len(p.lanes) && block < len(p.lanes[lane]) {
		p.areaB, p.cur = true, p.lanes[lane][block]
		p.enter()
	}
}
