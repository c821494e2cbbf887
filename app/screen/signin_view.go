package screen

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

func (s *signin) draw() {
	u, st := s.u, s.u.st
	s.day = u.now().Format("2006-01-02")
	y := float32(36)
	if st.Short || st.Step == kit.Extra {
		y = 16
	}
	right := kit.Inset(y, 64, 8, 64, s.right())
	left := kit.Fixed(kit.Stack(st.Flat(kit.FrameBg), kit.Inset(y-4, 36, 24, 36, s.left())), 432, 0)
	u.f.Show(kit.Columns(0, left, kit.Grow(right, 1)), s.keys())
	if s.typed {
		u.f.Focus(s.pass)
	} else {
		u.f.Focus(s.find)
	}
}

// left is the dark side: which exam, which day, what is held today, whether the
// records are in order.
func (s *signin) left() fyne.CanvasObject {
	u, st, c := s.u, s.u.st, s.g.cover
	rule := func() fyne.CanvasObject { return kit.Pad(12, 0, kit.Fixed(st.Fill(kit.OnFrame2), 0, 1)) }
	now := u.now()
	name := st.Hero
	if st.Step == kit.Extra {
		name = 64 // the sessions need the room
	}
	parts := []fyne.CanvasObject{st.Text(u.T("screen.name"), name, kit.OnFrame), st.Text(u.T("screen.signin.what"), st.Caption, kit.OnFrame2), rule(),
		st.Para(c.organisation, 24, kit.OnFrame, 360), st.Para(join(c.exam, c.site), st.Caption, kit.OnFrame2, 360), kit.Gap(0, 10),
		st.Text(join(u.T("screen.signin.date", "date", now.Format("2006-01-02"), "weekday", u.T("screen.weekday."+now.Format("Mon"))), s.nth()), st.Lead, kit.OnFrame), rule()}
	if c.office != "" {
		parts = append(parts, st.Para(c.office, st.Lead, kit.OnFrame, 360))
	} else {
		parts = append(parts, s.program()...)
	}
	return kit.Col(3, append(parts, kit.Space(), s.intact())...)
}

// nth is 第 2 天，共 4 天.
func (s *signin) nth() string {
	for i, d := range s.g.cover.days {
		if string(d) == s.u.now().Format("2006-01-02") {
			if s.u.st.Step == kit.Extra {
				return s.u.T("screen.day.nth", "n", i+1) // the line has no room for more
			}
			return s.u.T("screen.signin.nth", "n", i+1, "of", len(s.g.cover.days))
		}
	}
	return ""
}

// program lists today's sessions, by room as far as there is room for it.
func (s *signin) program() []fyne.CanvasObject {
	u, st, c := s.u, s.u.st, s.g.cover
	var parts []fyne.CanvasObject
	more := 0 // sessions that there is no room for
	lines := 12 - 2*one(st.Short) - 3*int(st.Step)
	lines -= one(s.wanted() > lines) // to say how many
	for _, r := range c.rooms {
		head := false
		for _, x := range c.sessions {
			if !s.today(x) || x.Room != r.No {
				continue
			}
			if lines <= 0 {
				more++
				continue
			}
			if !head {
				head = true
				lines -= 2
				parts = append(parts, kit.Gap(0, 2), kit.Fixed(st.Trimmed(join(r.Name, r.No), st.Lead, kit.OnFrame), 360, 0))
			}
			lines--
			parts = append(parts, kit.Row(0, kit.Fixed(st.Text(string(x.No), st.Caption, kit.OnFrame2), 56, 0),
				st.Text(u.T("screen.signin.session", "from", x.Start, "to", x.End, "component", x.Component), st.Caption, kit.OnFrame2)))
		}
	}
	if more > 0 {
		parts = append(parts, st.Text(u.T("screen.signin.more", "n", more), st.Caption, kit.OnFrame2))
	}
	if len(parts) == 0 {
		from := ""
		if len(c.days) > 0 {
			from = string(c.days[0])
		}
		return []fyne.CanvasObject{st.Text(u.T("screen.signin.no-sessions", "from", from), st.Caption, kit.OnFrame2)}
	}
	return parts
}

// wanted is how many lines today's sessions take, two of them for a room.
func (s *signin) wanted() int {
	n, rooms := 0, map[string]bool{}
	for _, x := range s.g.cover.sessions {
		if s.today(x) {
			n += 1 + 2*one(!rooms[x.Room])
			rooms[x.Room] = true
		}
	}
	return n
}

// intact is the foot: how many records, and that they are in order once they have
// been opened and compared.
func (s *signin) intact() fyne.CanvasObject {
	u, st, c := s.u, s.u.st, s.g.cover
	key, tone := "screen.signin.events", kit.OnFrame2
	switch {
	case c.opened && c.findings > 0:
		return kit.Row(6, st.Icon("disk", 18, kit.OnFrame), st.Text(u.T("screen.signin.findings", "n", c.findings), st.Caption, kit.OnFrame))
	case c.opened:
		key = "screen.signin.intact"
	}
	return kit.Row(6, st.Icon("disk", 18, tone), st.Text(u.T(key, "n", count(int(c.events))), st.Caption, tone))
}

func (s *signin) right() fyne.CanvasObject {
	u, st := s.u, s.u.st
	title, how := u.T("screen.signin.title"), u.T("screen.signin.how")
	switch {
	case s.g.locked != "":
		title, how = u.T("screen.signin.locked-title"), u.T("screen.signin.locked", "name", s.g.locked)
	case s.g.cover.drill != "":
		how = u.T("screen.signin.drill-how", "pass", s.g.cover.drill)
	}
	high := float32(60)
	if st.Short {
		high = 50
	}
	rows := st.NewRows(high, s.row, func(i int) { s.pick(i) })
	n := max(1, min(5, len(s.list)))
	rows.Set(len(s.list), s.at)
	var list fyne.CanvasObject = kit.Fixed(st.Panel(rows.Object()), 0, float32(n)*high+2)
	if len(s.list) == 0 {
		list = kit.Fixed(st.Panel(kit.Pad(0, 16, kit.Row(0, st.Text(u.T("screen.signin.nobody"), st.Body, kit.Ink2)))), 0, high)
	}
	parts := []fyne.CanvasObject{kit.Col(0, st.Text(title, st.Title, kit.Ink), st.Text(how, st.Caption, kit.Ink2)), list}
	if p := s.who(); p != nil {
		parts = append(parts, s.secret(*p))
	}
	return kit.Col(12, append(parts, kit.Fixed(s.find, 0, 44))...)
}

// row is one person: digit, name, role, sessions.
func (s *signin) row(i int, on bool) fyne.CanvasObject {
	st, p := s.u.st, s.list[i]
	digit := fyne.CanvasObject(kit.Gap(26, 0))
	if i < 9 {
		digit = st.KeyCap(strconv.Itoa(i + 1))
	}
	parts := []fyne.CanvasObject{digit, kit.Fixed(st.Text(p.Name, st.Lead, kit.Ink), 104, 0), kit.Fixed(st.Text(s.role(p), st.Body, kit.Ink), 150, 0),
		kit.Grow(st.Trimmed(s.work(p), st.Body, kit.Ink2), 1)}
	if !p.Enrolled {
		parts = append(parts, st.Text(s.u.T("screen.signin.not-enrolled"), st.Caption, kit.Ink2))
	}
	if on {
		parts = append(parts, st.Icon("right", 20, kit.Pri))
	}
	return kit.Pad(0, 16, kit.Row(14, parts...))
}

// role is what somebody is here: who holds the institution's book is its filing officer.
func (s *signin) role(p member) string {
	if s.g.cover.office != "" {
		return s.u.T("screen.office.role")
	}
	return s.u.T("role." + string(p.Role))
}

// work is what somebody does at this exam: 焊接 P01–P05, or all of it.
func (s *signin) work(p member) string {
	if s.g.cover.office != "" {
		return s.u.T("screen.office.work")
	}
	if p.Role == exam.RoleSiteLead {
		return s.u.T("screen.signin.all")
	}
	return spans(p.Sessions)
}

// spans writes session numbers shortly: P01 P02 P03 R01 is P01–P03　R01.
func spans(list []exam.SessionNo) string {
	list = slices.Sorted(slices.Values(list))
	follows := func(a, b exam.SessionNo) bool {
		if len(a) != len(b) || len(a) < 2 || a[0] != b[0] {
			return false
		}
		x, err := strconv.Atoi(string(a[1:]))
		y, err2 := strconv.Atoi(string(b[1:]))
		return err == nil && err2 == nil && y == x+1
	}
	var out []string
	for i := 0; i < len(list); {
		j := i
		for j+1 < len(list) && follows(list[j], list[j+1]) {
			j++
		}
		if j > i {
			out = append(out, string(list[i])+"–"+string(list[j]))
		} else {
			out = append(out, string(list[i]))
		}
		i = j + 1
	}
	return join(out...)
}

// secret is the box where the chosen person types.
func (s *signin) secret(p member) fyne.CanvasObject {
	u, st := s.u, s.u.st
	if !p.Enrolled {
		return st.Edged(kit.Panel, kit.Pri, st.Stroke(), kit.Pad(16, 18, kit.Row(12, kit.Grow(st.Para(u.T("screen.signin.enroll-how", "name", p.Name), st.Body, kit.Ink, 480), 1),
			st.Button(kit.Button{Word: u.T("screen.signin.first"), Key: "Enter", Kind: kit.Go, Do: s.enter}))))
	}
	word, wait := u.T("screen.signin.enter"), s.wait()
	if s.busy {
		word = u.T("screen.signin.checking")
	}
	eye := st.Hold(kit.Fixed(kit.Stack(st.Box(kit.Panel, kit.Edge, 1, 6), kit.Middle(st.Icon("eye", 20, kit.Ink))), 58, 44), s.pass.Reveal)
	line := kit.Row(12, st.Text(u.T("screen.signin.pass", "name", p.Name), st.Body, kit.Ink2), kit.Grow(s.pass, 1), eye,
		st.Button(kit.Button{Word: word, Key: "Enter", Kind: kit.Go, Off: s.busy || wait > 0, Do: func() { s.typed = true; s.enter() }}))
	parts := []fyne.CanvasObject{line}
	say := s.wrong
	if wait > 0 {
		say = u.T("screen.signin.wait", "time", span(wait), "name", s.lead())
	}
	if say != "" {
		parts = append(parts, kit.Columns(6, kit.Inset(3, 0, 0, 0, kit.Top(st.Shape(kit.Caution, 18))), kit.Grow(st.Para(say, st.Body, kit.Warn, 650), 1)))
	}
	return st.Edged(kit.Panel, kit.Pri, st.Stroke(), kit.Pad(16, 18, kit.Col(10, parts...)))
}

// lead is the site lead's name, who enrols people again.
func (s *signin) lead() string {
	for _, p := range s.g.cover.staff {
		if p.Role == exam.RoleSiteLead {
			return p.Name
		}
	}
	return ""
}

// span is a wait as 0:42.
func span(d time.Duration) string {
	s := int((d + time.Second - 1) / time.Second)
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}
