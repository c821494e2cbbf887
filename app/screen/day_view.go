package screen

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// step is what comes next in a session, in words.
func (u *ui) step(s desk.Step) string {
	if s.Code == "" {
		return ""
	}
	return u.w.Args("step."+s.Code, s.Args)
}

func (p *dayPage) timeline() fyne.CanvasObject {
	u := p.u
	var lanes []kit.Lane
	var idle []string
	for _, room := range p.rooms {
		lane := kit.Lane{Name: room.Name, Note: room.No}
		for i, s := range p.view.Sessions {
			if s.Room.No == room.No {
				lane.Blocks = append(lane.Blocks, p.block(s, p.areaB && i == p.cur))
			}
		}
		if len(lane.Blocks) > 0 {
			lanes = append(lanes, lane)
		} else {
			idle = append(idle, u.T("screen.day.room", "no", room.No, "name", room.Name))
		}
	}
	foot := ""
	if len(idle) > 0 {
		foot = u.T("screen.day.idle", "rooms", strings.Join(idle, u.T("list.separator")))
	}
	now := -1
	if exam.Date(p.view.Now.Format("2006-01-02")) == p.view.Date {
		now = p.view.Now.Hour()*60 + p.view.Now.Minute()
	}
	t := u.st.NewTimeline(u.T("screen.day.rooms"))
	t.Set(lanes, foot, now, p.view.Now.Format("15:04"))
	return u.st.Panel(t.Object())
}

func (p *dayPage) block(s desk.SessionView, cursor bool) kit.Block {
	state, word := statusMark(s.Status)
	of := strconv.Itoa(s.Present) + "/" + strconv.Itoa(s.Expected)
	if s.Status == "not-open" {
		of = strconv.Itoa(s.Expected)
	}
	return kit.Block{From: clock(s.Session.Start), To: clock(s.Session.End), State: state, Word: p.u.T(word), Count: of,
		Title: p.u.T("screen.practical.head", "no", string(s.Session.No), "subject", p.u.subject(s.Subject)), Line: p.u.step(s.Next), Cursor: cursor}
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
	}
	return kit.Caution
}

func (p *dayPage) needs() fyne.CanvasObject {
	u, st := p.u, p.u.st
	list := p.view.Needs
	head := st.PanelHead(st.Text(u.T("screen.day.needs"), st.Lead, kit.Ink), st.Text(strconv.Itoa(len(list)), st.Lead, kit.Warn), kit.Space(),
		st.Text(u.T("screen.day.needs-how"), st.Caption, kit.Ink2))
	if len(list) == 0 {
		return st.Panel(kit.Col(0, head, kit.Grow(kit.Middle(st.Text(u.T("screen.day.nothing"), st.Body, kit.Ink2)), 1)))
	}
	active := p.need
	if p.areaB {
		active = -1
	}
	rows := st.NewRows(44, func(i int, _ bool) fyne.CanvasObject {
		n := list[i]
		mark := needMark(n.Code)
		since := ""
		if !n.Since.IsZero() {
			since = n.Since.Format("15:04")
		}
		return kit.Pad(0, 16, kit.Row(12, st.Shape(mark, 20), kit.Fixed(st.Text(u.T("screen.need."+n.Code), st.Body, mark.Tone()), 104, 0),
			kit.Grow(st.Trimmed(u.w.Args(n.Key(), n.Args), st.Body, kit.Ink), 1), st.Text(since, st.Caption, kit.Ink2)))
	}, func(i int) { p.need, p.areaB = i, false; p.enter() })
	rows.Set(len(list), active)
	return st.Panel(kit.Col(0, head, kit.Grow(rows.Object(), 1)))
}

// laptops is the list of paired laptops: on a lone one, this one.
func (p *dayPage) laptops() fyne.CanvasObject {
	u, st := p.u, p.u.st
	head := st.PanelHead(st.Text(u.T("screen.day.laptops"), st.Lead, kit.Ink), kit.Space(), st.Text(u.T("screen.day.alone"), st.Caption, kit.Ink2))
	var table *kit.TableView
	table = st.NewTable([]kit.Column{{Head: u.T("screen.day.laptop-name"), Width: 110}, {Head: u.T("screen.day.laptop-state")}}, 44, func(_, c int) fyne.CanvasObject {
		if c == 0 {
			return table.Cell(u.T("screen.day.this-laptop"), kit.Ink)
		}
		return st.Mark(kit.Admitted, u.T("screen.day.stored-here"))
	}, nil)
	table.Set(1, -1)
	return st.Panel(kit.Col(0, head, kit.Grow(table.Object(), 1)))
}

// own is the list of a person's sessions, each with what Enter does.
func (p *dayPage) own() fyne.CanvasObject {
	u, st := p.u, p.u.st
	if len(p.mine) == 0 {
		return st.Panel(kit.Middle(st.Text(u.T("screen.day.no-sessions"), st.Lead, kit.Ink2)))
	}
	slices.SortStableFunc(p.mine, func(a, b desk.SessionView) int {
		return strings.Compare(string(a.Session.Date)+a.Session.Start, string(b.Session.Date)+b.Session.Start)
	})
	rows := st.NewRows(58, func(i int, on bool) fyne.CanvasObject {
		s := p.mine[i]
		state, word := statusMark(s.Status)
		title := kit.Col(-2, kit.Space(), st.Text(u.session(s.Session, s.Subject), st.Body+2, kit.Ink), st.Trimmed(join(s.Room.Name, s.Room.Place), st.Caption, kit.Ink2), kit.Space())
		parts := []fyne.CanvasObject{kit.Fixed(st.Text(u.day(s.Session.Date), st.Body, kit.Ink2), 150, 0),
			kit.Fixed(st.Text(u.T("screen.day.span", "from", s.Session.Start, "to", s.Session.End), st.Body, kit.Ink), 120, 0), kit.Grow(title, 1),
			kit.Fixed(st.Mark(state, u.T(word)), 120, 0), kit.Fixed(st.Right(strconv.Itoa(s.Present)+"/"+strconv.Itoa(s.Expected), st.Body, kit.Ink), 70, 0)}
		act := u.T("screen.day.to-" + whereTo(s, p.role))
		if on {
			parts = append(parts, kit.Fixed(st.Button(kit.Button{Word: act, Key: "Enter", Kind: kit.Go, Do: p.enter}), 170, 0))
		} else {
			parts = append(parts, kit.Fixed(st.Centre(act, st.Body, kit.Ink2), 170, 0))
		}
		return kit.Pad(0, 16, kit.Columns(12, parts...))
	}, func(i int) { p.cur = i; p.enter() })
	rows.Set(len(p.mine), p.cur)
	return st.Panel(kit.Grow(rows.Object(), 1))
}
