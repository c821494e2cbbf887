package screen

import (
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

func (p *dayPage) keys() kit.Table {
	u := p.u
	wide := p.wide
	onNeeds := func() bool { return !p.areaB && len(p.list) > 0 }
	onRooms := func() bool { return p.areaB && p.wide() && len(p.lanes) > 1 }
	own := func() bool { return !p.wide() && len(p.mine) > 1 }
	go_ := func() bool { return onNeeds() || len(p.sessions()) > 0 }
	both := func() bool { return p.wide() && len(p.list) > 0 && len(p.sessions()) > 0 }
	rooms := func() bool { return p.wide() && len(p.view.Sessions) > 0 }
	days := func() bool { return p.wide() && len(p.view.Days) > 1 }
	return kit.Table{
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.day.pick"), Do: func() { p.row(1) }, When: onNeeds},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.day.pick"), Do: func() { p.row(-1) }, When: onNeeds, Quiet: true},
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.day.pick-room"), Do: func() { p.room(1) }, When: onRooms},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.day.pick-room"), Do: func() { p.room(-1) }, When: onRooms, Quiet: true},
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.day.sessions"), Do: func() { p.own(1) }, When: own},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.day.sessions"), Do: func() { p.own(-1) }, When: own, Quiet: true},
		{Names: []string{"Enter"}, Word: u.T("screen.day.go"), Do: p.enter, When: go_},
		{Names: []string{"Tab"}, Word: u.T("screen.key.area"), Do: func() { p.areaB = !p.areaB; p.draw() }, When: both},
		{Names: []string{"Left"}, Cap: "← →", Word: u.T("screen.day.sessions"), Do: func() { p.along(-1) }, When: rooms},
		{Names: []string{"Right"}, Cap: "← →", Word: u.T("screen.day.sessions"), Do: func() { p.along(1) }, When: rooms, Quiet: true},
		{Names: []string{"PgDn"}, Cap: "PgUp PgDn", Word: u.T("screen.day.other-day"), Do: func() { p.turn(1) }, When: days},
		{Names: []string{"PgUp"}, Cap: "PgUp PgDn", Word: u.T("screen.day.other-day"), Do: func() { p.turn(-1) }, When: days, Quiet: true},
		{Names: []string{"F3"}, Word: u.T("screen.supervise.key"), Do: func() { p.u.open("supervise", visit{}) }},
		{Names: []string{"F4"}, Word: u.T("screen.naming.key"), Do: p.naming, When: func() bool { return p.me.Role == exam.RoleSiteLead && p.cur < len(p.sessions()) }},
		{Names: []string{"F6"}, Word: u.T("screen.progress.key"), Do: p.progress, When: rooms},
		{Names: []string{"F5"}, Word: u.T("screen.day.again"), Do: p.load, When: wide, Quiet: true},
		{Names: []string{"F7"}, Word: u.T("screen.day.print"), Do: p.print, When: func() bool { return exam.May("EmergencyList", p.me.Role) }},
	}
}

// progress shows how far the session under the cursor is.
func (p *dayPage) progress() {
	p.areaB = true // so that it is seen which session it is, when Esc comes back
	if s := p.sessions(); p.cur < len(s) {
		p.u.open("progress", visit{in: s[p.cur]})
	}
}

// row moves in the list of what waits.
func (p *dayPage) row(by int) {
	p.need = max(0, min(p.need+by, len(p.list)-1))
	p.draw()
}

// own moves in a person's own list.
func (p *dayPage) own(by int) {
	p.cur = max(0, min(p.cur+by, len(p.mine)-1))
	p.draw()
}

// place is the lane of the session under the cursor, and where it stands in it.
func (p *dayPage) place() (lane, at int) {
	for i, l := range p.lanes {
		for n, s := range l {
			if s == p.cur {
				return i, n
			}
		}
	}
	return 0, 0
}

// along goes to the previous or next session of the room, and on to the next room.
func (p *dayPage) along(by int) {
	if !p.areaB {
		p.areaB = true // the first press shows where the keyboard is
		p.draw()
		return
	}
	lane, at := p.place()
	at += by
	if at < 0 && lane > 0 {
		lane--
		at = len(p.lanes[lane]) - 1
	}
	if at >= len(p.lanes[lane]) && lane+1 < len(p.lanes) {
		lane, at = lane+1, 0
	}
	if at >= 0 && at < len(p.lanes[lane]) {
		p.cur = p.lanes[lane][at]
	}
	p.draw()
}

// room goes to the session of the next room that is nearest in time.
func (p *dayPage) room(by int) {
	lane, _ := p.place()
	if to := lane + by; to >= 0 && to < len(p.lanes) {
		from, best := clock(p.view.Sessions[p.cur].Session.Start), -1
		for _, i := range p.lanes[to] {
			off := abs(clock(p.view.Sessions[i].Session.Start) - from)
			if best < 0 || off < abs(clock(p.view.Sessions[best].Session.Start)-from) {
				best = i
			}
		}
		p.cur = best
	}
	p.draw()
}

func abs(n int) int { return max(n, -n) }

// turn shows another day with sessions.
func (p *dayPage) turn(by int) {
	for i, d := range p.view.Days {
		if d == p.view.Date && i+by >= 0 && i+by < len(p.view.Days) {
			p.date, p.cur = p.view.Days[i+by], 0
			p.load()
			return
		}
	}
}
