package screen

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

func (p *dayPage) draw() {
	u := p.u
	if !p.loaded {
		u.f.Show(u.page(u.header(u.T("screen.day.title"), ""), kit.Space()), p.keys())
		u.f.Focus(nil)
		return
	}
	if !p.wide() {
		head := u.header(u.day(exam.Date(p.view.Now.Format("2006-01-02"))), u.T("screen.day.own"))
		u.f.Show(u.page(head, p.ownList()), p.keys())
		u.f.Focus(nil)
		return
	}
	lower := kit.Columns(u.gap(), kit.Grow(p.needs(), 63), kit.Grow(p.laptops(), 37))
	u.f.Show(u.page(p.head(), kit.Shared(u.gap(), u.st.Panel(p.timeline()), lower, p.upper)), p.keys())
	u.f.Focus(nil)
}

// head is the day and its counts: on one line, or where that is too long the states
// over the people.
func (p *dayPage) head() fyne.CanvasObject {
	u, st := p.u, p.u.st
	about := join(u.T("screen.day.nth", "n", p.nth()), p.components())
	states, people := p.summary()
	line := st.Text(join(states, people), st.Body, kit.Ink2)
	used := st.Text(u.day(p.view.Date), st.Title, kit.Ink).MinSize().Width + st.Text(about, st.Lead, kit.Ink2).MinSize().Width + 28
	if used+line.MinSize().Width <= mainWidth {
		return u.header(u.day(p.view.Date), about, line)
	}
	size := min(st.Caption, 15)
	about = u.T("screen.day.nth", "n", p.nth())
	return u.header(u.day(p.view.Date), about, kit.Col(-2, st.Right(states, size, kit.Ink2), st.Right(people, size, kit.Ink2)))
}

// mainWidth is the least room of a screen between rail and window's edge (look 3).
const mainWidth = 1080

// upper is how much of the height below the head the timeline takes: what the list
// of needs leaves, or more where there are more rooms than that shows; three rows
// of needs always stay.
func (p *dayPage) upper(height float32) float32 {
	needs, least := float32(308), float32(44+3*44+2)
	if p.u.st.Short {
		needs = 252
	}
	want := kit.TimelineHeight(len(p.lanes))
	return max(height-needs, min(want+2, height-least))
}

func (p *dayPage) nth() int { return slices.Index(p.view.Days, p.view.Date) + 1 }

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

// summary counts the day's sessions and people; before the first day it says how
// far off that is.
func (p *dayPage) summary() (states, people string) {
	u := p.u
	if left := p.daysLeft(); left > 0 {
		return u.T("screen.day.first", "date", string(p.view.Next.Date), "time", p.view.Next.Start, "n", left), ""
	}
	by := map[string]int{}
	expected, present, absent := 0, 0, 0
	for _, s := range p.view.Sessions {
		_, word := blockMark(s)
		by[word]++
		expected, present, absent = expected+s.Expected, present+s.Present, absent+s.Absent
	}
	parts := []string{}
	for _, word := range []string{"status.closed", "status.to-sign", "need.conflict", "need.arbitration", "need.disagree", "need.violation", "need.correction",
		"status.scoring", "status.running", "status.checking-in", "status.not-open"} {
		if n := by["screen."+word]; n > 0 {
			parts = append(parts, u.T("screen.day.of", "word", "code:screen."+word, "n", n))
		}
	}
	return join(u.T("screen.day.count", "n", len(p.view.Sessions)), join(parts...)), u.T("screen.day.people", "expected", expected, "present", present, "absent", absent)
}

// daysLeft is how many days off the exam is, 0 once it has begun.
func (p *dayPage) daysLeft() int {
	if p.view.Next == nil || len(p.view.Days) == 0 || p.view.Next.Date != p.view.Days[0] {
		return 0
	}
	first, err := time.Parse("2006-01-02", string(p.view.Days[0]))
	now, bad := time.Parse("2006-01-02", p.view.Now.Format("2006-01-02"))
	if err != nil || bad != nil {
		return 0
	}
	return int(first.Sub(now).Hours() / 24)
}

// needMark is the mark of a thing that waits.
func needMark(code string) kit.State {
	switch code {
	case "conflict":
		return kit.Conflict
	case "arbitration":
		return kit.Arbitration
	case "to-sign":
		return kit.ToSign
	case "overdue":
		return kit.Late
	case "violation", "reassess":
		return kit.Fault
	}
	return kit.Caution
}

// needShape is the shape of a row: a state's mark, or an icon where what waits is
// no state of a person or session.
func (p *dayPage) needShape(code string) fyne.CanvasObject {
	icon := map[string]string{"clock": "clock", "disk": "disk", "upload": "up", "enroll": "person", "plan-warnings": "plan"}[code]
	if icon != "" {
		return p.u.st.Icon(icon, 20, kit.Warn)
	}
	return p.u.st.Shape(needMark(code), 20)
}

func (p *dayPage) needs() fyne.CanvasObject {
	u, st, list := p.u, p.u.st, p.list
	title := "screen.day.needs"
	if len(p.view.Prepare) > 0 && len(p.view.Needs) == 0 {
		title = "screen.day.prepare"
	}
	parts := []fyne.CanvasObject{st.Text(u.T(title), st.Lead, kit.Ink)}
	if len(list) > 0 {
		parts = append(parts, st.Text(strconv.Itoa(len(list)), st.Lead, kit.Warn), kit.Space(), st.Text(u.T("screen.day.needs-how"), st.Caption, kit.Ink2))
	}
	head := st.PanelHead(parts...)
	if len(list) == 0 {
		return st.Panel(kit.Col(0, head, kit.Grow(kit.Middle(st.Text(p.nothing(), st.Body, kit.Ink2)), 1)))
	}
	active := p.need
	if p.areaB {
		active = -1
	}
	size := st.Body
	if st.Step != kit.Standard {
		size = st.Caption // a number must not be cut
	}
	var wide float32 = 104
	for _, n := range list {
		wide = max(wide, st.Text(u.T("screen.need."+n.Code), size, kit.Ink).MinSize().Width)
	}
	rows := st.NewRows(44, func(i int, _ bool) fyne.CanvasObject {
		n := list[i]
		return kit.Pad(0, 16, kit.Row(12, p.needShape(n.Code), kit.Fixed(st.Text(u.T("screen.need."+n.Code), size, needMark(n.Code).Tone()), wide, 0),
			kit.Grow(st.Trimmed(u.w.Args(n.Key(), n.Args), size, kit.Ink), 1), st.Text(p.since(n), st.Caption, kit.Ink2)))
	}, func(i int) { p.need, p.areaB = i, false; p.enter() })
	rows.Set(len(list), active)
	return st.Panel(kit.Col(0, head, kit.Grow(rows.Object(), 1)))
}

// nothing says that all is well, and what comes next.
func (p *dayPage) nothing() string {
	u, next := p.u, p.view.Next
	switch {
	case next == nil:
		return u.T("screen.day.nothing")
	case string(next.Date) != p.view.Now.Format("2006-01-02"):
		return u.T("screen.day.nothing-next-day", "day", u.day(next.Date), "time", next.Start, "session", string(next.No))
	}
	return u.T("screen.day.nothing-next", "time", next.Start, "session", string(next.No))
}

// since is how long something waits: the time of today, or the day. A signature's
// wait is a span, since it is somebody's.
func (p *dayPage) since(n desk.Need) string {
	if n.Since.IsZero() {
		return ""
	}
	u, now := p.u, p.view.Now
	day := func(t exam.Time) string { return t.Format("2006-01-02") }
	switch span := now.Sub(n.Since.Time); {
	case day(n.Since) == day(now) && n.Code == "to-sign" && span >= time.Hour:
		return u.T("screen.day.waits-hours", "h", int(span.Hours()), "m", int(span.Minutes())%60)
	case day(n.Since) == day(now) && n.Code == "to-sign" && span >= time.Minute:
		return u.T("screen.day.waits", "m", int(span.Minutes()))
	case day(n.Since) == day(now):
		return n.Since.Format("15:04")
	case day(n.Since) == day(exam.Time{Time: now.AddDate(0, 0, -1)}):
		return u.T("screen.day.yesterday")
	}
	return n.Since.Format("01-02")
}

// laptops is the list of paired laptops: on a lone one, this one.
func (p *dayPage) laptops() fyne.CanvasObject {
	u, st, l := p.u, p.u.st, p.view.Laptop
	head := st.PanelHead(st.Text(u.T("screen.day.laptops"), st.Lead, kit.Ink), kit.Space(), st.Text(u.T("screen.day.alone"), st.Caption, kit.Ink2))
	state, word := kit.Admitted, u.T("screen.day.stored-here")
	switch h := u.health; {
	case h.Full():
		state, word = kit.Fault, u.T("screen.day.disk-full")
	case h.Low():
		state, word = kit.Caution, u.T("screen.day.disk-low")
	}
	archived := u.T("screen.day.no-archive")
	if !l.Archived.IsZero() {
		archived = l.Archived.Format("2006-01-02 15:04")
	}
	line := func(label string, value fyne.CanvasObject) fyne.CanvasObject {
		return kit.Col(0, kit.Fixed(kit.Pad(0, 16, kit.Row(12, st.Text(u.T(label), st.Body, kit.Ink2), kit.Space(), value)), 0, 43), st.Rule())
	}
	return st.Panel(kit.Col(0, head, kit.Grow(kit.Whole(
		line("screen.day.this-laptop", st.Mark(state, word)),
		line("screen.day.laptop-user", st.Text(p.me.Name, st.Body, kit.Ink)),
		line("screen.day.laptop-last", st.Text(p.lastEvent(), st.Body, kit.Ink)),
		line("screen.day.laptop-events", st.Text(count(int(l.Events)), st.Body, kit.Ink)),
		line("screen.day.laptop-archive", st.Text(archived, st.Body, kit.Ink))), 1)))
}

// lastEvent is when the newest event was stored.
func (p *dayPage) lastEvent() string {
	last := p.view.Laptop.Last
	if last.Format("2006-01-02") == p.view.Now.Format("2006-01-02") {
		return last.Format("15:04:05")
	}
	return last.Format("01-02 15:04")
}

// act is the wording of what Enter does with a session. A record is signed only once
// it waits for that: before it is written, and else looked at.
func (p *dayPage) act(s desk.SessionView) string {
	where := p.whereTo(s)
	switch {
	case where != "record" || s.Next.Code == "waits-signature":
		return "screen.day.to-" + where
	case s.Status == "not-open" || s.Status == "closed":
		return "screen.day.see-record"
	}
	return "screen.day.write-record"
}

// ownList is the list of a person's sessions, each with what Enter does.
func (p *dayPage) ownList() fyne.CanvasObject {
	u, st := p.u, p.u.st
	if len(p.mine) == 0 {
		return st.Panel(kit.Middle(st.Text(u.T("screen.day.no-sessions"), st.Lead, kit.Ink2)))
	}
	h := float32(58)
	if st.Short && st.Step != kit.Extra {
		h = 50
	}
	rows := st.NewRows(h, func(i int, on bool) fyne.CanvasObject {
		s := p.mine[i]
		state, word := blockMark(s)
		title := kit.Col(-2, kit.Space(), st.Trimmed(u.session(s.Session, s.Subject), st.Body+2, kit.Ink),
			st.Trimmed(join(s.Room.Name, s.Room.Place, u.step(s.Next)), st.Caption, kit.Ink2), kit.Space())
		parts := []fyne.CanvasObject{kit.Fixed(st.Text(u.day(s.Session.Date), st.Body, kit.Ink2), 160, 0),
			kit.Fixed(st.Text(u.T("screen.day.span", "from", s.Session.Start, "to", s.Session.End), st.Body, kit.Ink), 120, 0), kit.Grow(title, 1),
			kit.Fixed(st.Mark(state, u.T(word)), 130, 0), kit.Fixed(st.Right(strconv.Itoa(s.Present)+"/"+strconv.Itoa(s.Expected), st.Body, kit.Ink), 70, 0)}
		act := u.T(p.act(s))
		if on {
			parts = append(parts, kit.Fixed(kit.Col(0, kit.Space(), st.Button(kit.Button{Word: act, Key: "Enter", Kind: kit.Go, Do: p.enter}), kit.Space()), 196, 0))
		} else {
			parts = append(parts, kit.Fixed(st.Centre(act, st.Body, kit.Ink2), 196, 0))
		}
		return kit.Pad(0, 16, kit.Columns(12, parts...))
	}, func(i int) { p.cur = i; p.enter() })
	rows.Set(len(p.mine), p.cur)
	return st.Panel(kit.Grow(rows.Object(), 1))
}
