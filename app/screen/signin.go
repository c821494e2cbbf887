package screen

import (
	"fyne.io/fyne/v2"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
	"kaowu/app/words"
)

// cover is what may be read of an exam before anybody has signed in.
type cover struct {
	exam, organisation, site string
	from                     exam.Date
	events                   uint64
	sessions                 []exam.Session // without subject and paper
	staff                    []member
}

// member is somebody who may sign in here.
type member struct {
	ID       exam.StaffID
	Name     string
	Role     exam.Role
	Enrolled bool // has a passphrase on this laptop
}

// gate is what the sign-in page needs: it knows people and passphrases, nothing
// of the exam, since the book is still locked.
type gate struct {
	cover cover
	// in checks a passphrase or a short code; it takes its time.
	in func(id exam.StaffID, secret string) error
	// entered is called on the UI goroutine once somebody is in.
	entered func()
	// enroll sets a first passphrase, confirmed by the site lead's own.
	enroll func(id exam.StaffID, secret, leads string) error
	locked string // who locked the screen, empty at start
}

// signin is the page over everything 登录: choose who, type the passphrase, Enter.
type signin struct {
	u     *ui
	g     gate
	list  []member
	at    int
	pass  *kit.Field
	find  *kit.Field
	typed bool // the keyboard is in the passphrase, not in the list
	busy  bool
	wrong string
}

func newSignin(u *ui, g gate) *signin {
	s := &signin{u: u, g: g}
	s.filter("")
	return s
}

func (s *signin) name() string { return "signin" }
func (s *signin) leave()       {}

// filter keeps who fits what was typed, by name or initials; enrolled people first.
func (s *signin) filter(text string) {
	s.list = nil
	for _, enrolled := range []bool{true, false} {
		for _, p := range s.g.cover.staff {
			if p.Enrolled == enrolled && called(p.Name, text) {
				s.list = append(s.list, p)
			}
		}
	}
	s.at = 0
}

func (s *signin) who() *member {
	if s.at < 0 || s.at >= len(s.list) {
		return nil
	}
	return &s.list[s.at]
}

func (s *signin) show() {
	st := s.u.st
	s.pass = kit.NewField(st, kit.Secret, kit.FieldLook{Size: st.Lead}, s.u.now)
	s.find = kit.NewField(st, kit.Scan, kit.FieldLook{Size: st.Body, Icon: "find", Hint: s.u.T("screen.signin.others")}, s.u.now)
	s.find.OnChange = func(text string) { s.filter(text); s.draw() }
	s.typed = false
	s.draw()
}

func (s *signin) move(by int) {
	if n := len(s.list); n > 0 && !s.busy {
		s.at = (s.at + by + n) % n
		s.wrong = ""
		s.pass.Set("", false)
		s.draw()
	}
}

// enter goes from the list to the passphrase, and from there in.
func (s *signin) enter() {
	p := s.who()
	if p == nil || s.busy {
		return
	}
	if !p.Enrolled {
		s.first(*p)
		return
	}
	if !s.typed {
		s.typed = true
		s.draw()
		return
	}
	secret := s.pass.Text()
	if secret == "" {
		return
	}
	s.busy, s.wrong = true, ""
	s.draw()
	kit.Back(s.u.run, func() (bool, error) { return true, s.g.in(p.ID, secret) }, func(_ bool, err error) {
		s.busy = false
		if err != nil {
			s.wrong = s.u.w.Sentence(err)
			s.u.trace("refused", words.Code(err))
			s.pass.Set("", false)
			s.draw()
			return
		}
		s.g.entered()
	})
}

func (s *signin) esc() {
	s.pass.Set("", false)
	s.wrong = ""
	if s.typed {
		s.typed = false
	} else {
		s.find.Set("", false)
		s.filter("")
	}
	s.draw()
}

// first sets a person's passphrase for the first time: twice, and the site lead
// beside them confirms with their own.
func (s *signin) first(p member) {
	u, st := s.u, s.u.st
	one := kit.NewField(st, kit.Secret, kit.FieldLook{Size: st.Lead}, u.now)
	two := kit.NewField(st, kit.Secret, kit.FieldLook{Size: st.Lead}, u.now)
	lead := kit.NewField(st, kit.Secret, kit.FieldLook{Size: st.Lead}, u.now)
	fields := []*kit.Field{one, two, lead}
	labels := []string{u.T("screen.signin.new"), u.T("screen.signin.again"), u.T("screen.signin.lead")}
	wrong, busy := "", false
	u.ask(ask{
		title: u.T("screen.signin.first"), line: p.Name, big: u.T("screen.signin.first-do"), width: 680, first: one,
		body: func() fyne.CanvasObject {
			var rows []fyne.CanvasObject
			for i, f := range fields {
				rows = append(rows, kit.Row(12, kit.Fixed(st.Text(labels[i], st.Body, kit.Ink2), 170, 0), kit.Grow(f, 1)))
			}
			rows = append(rows, st.Para(u.T("screen.signin.first-how"), st.Caption, kit.Ink2, 620))
			if wrong != "" {
				rows = append(rows, st.Note(kit.Caution, "", wrong, st.Body, 620))
			}
			return kit.Col(10, rows...)
		},
		keys: kit.Table{{Names: []string{"Tab", "Down"}, Cap: "Tab", Word: u.T("screen.key.area"), Do: func() {
			for i, f := range fields {
				if f.Focused() {
					u.f.Focus(fields[(i+1)%len(fields)])
					return
				}
			}
			u.f.Focus(one)
		}}},
		do: func() bool {
			if busy {
				return false
			}
			if one.Text() != two.Text() {
				wrong = u.T("screen.signin.not-same")
				u.f.Redraw()
				return false
			}
			busy = true
			secret, leads := one.Text(), lead.Text()
			kit.Back(u.run, func() (bool, error) { return true, s.g.enroll(p.ID, secret, leads) }, func(_ bool, err error) {
				busy = false
				if err != nil {
					wrong = u.w.Sentence(err)
					u.f.Redraw()
					return
				}
				for i := range s.g.cover.staff {
					if s.g.cover.staff[i].ID == p.ID {
						s.g.cover.staff[i].Enrolled = true
					}
				}
				s.filter(s.find.Text())
				u.f.Close()
			})
			return false
		},
		after: s.draw,
	})
}

func (s *signin) keys() kit.Table {
	u := s.u
	return kit.Table{
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.signin.choose"), Do: func() { s.move(1) }},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.signin.choose"), Do: func() { s.move(-1) }, Quiet: true},
		{Names: []string{"Enter"}, Word: u.T("screen.signin.enter"), Do: s.enter},
		{Names: []string{"Esc"}, Word: u.T("screen.key.clear"), Do: s.esc, Quiet: true},
		{Names: []string{"Tab"}, Word: u.T("screen.key.area"), Do: func() { s.typed = !s.typed; s.draw() }, Quiet: true},
	}
}

func (s *signin) draw() {
	u, st := s.u, s.u.st
	right := kit.Pad(36, 64, s.right())
	left := kit.Fixed(kit.Stack(st.Fill(kit.FrameBg), kit.Inset(36, 36, 28, 36, s.left())), 432, 0)
	u.f.Show(kit.Columns(0, left, kit.Grow(right, 1)), s.keys())
	if s.typed {
		u.f.Focus(s.pass)
	} else {
		u.f.Focus(s.find)
	}
}

func (s *signin) left() fyne.CanvasObject {
	u, st, c := s.u, s.u.st, s.g.cover
	rule := func() fyne.CanvasObject { return kit.Pad(14, 0, kit.Fixed(st.Fill(kit.OnFrame2), 0, 1)) }
	now := u.now()
	parts := []fyne.CanvasObject{st.Text(u.T("screen.name"), st.Hero, kit.OnFrame), st.Text(u.T("screen.signin.what"), st.Caption, kit.OnFrame2), rule(),
		st.Para(c.organisation, 24, kit.OnFrame, 360), st.Para(join(c.exam, c.site), st.Caption, kit.OnFrame2, 360), kit.Gap(0, 8),
		st.Text(join(now.Format("2006-01-02"), u.T("screen.weekday."+now.Format("Mon"))), st.Lead, kit.OnFrame), rule(),
		st.Text(u.T("screen.signin.sessions"), st.Caption, kit.OnFrame2)}
	today := 0
	for _, x := range c.sessions {
		if string(x.Date) == now.Format("2006-01-02") && today < 8 {
			today++
			parts = append(parts, kit.Row(0, kit.Fixed(st.Text(string(x.No), st.Caption, kit.OnFrame2), 56, 0),
				st.Text(u.T("screen.signin.session", "from", x.Start, "to", x.End, "component", x.Component), st.Caption, kit.OnFrame2)))
		}
	}
	if today == 0 {
		parts = append(parts, st.Text(u.T("screen.signin.no-sessions", "from", string(c.from)), st.Caption, kit.OnFrame2))
	}
	parts = append(parts, kit.Space(), kit.Row(6, st.Icon("disk", 18, kit.OnFrame2), st.Text(u.T("screen.signin.events", "n", count(int(c.events))), st.Caption, kit.OnFrame2)))
	return kit.Col(4, parts...)
}

func (s *signin) right() fyne.CanvasObject {
	u, st := s.u, s.u.st
	title, how := u.T("screen.signin.title"), u.T("screen.signin.how")
	if s.g.locked != "" {
		title, how = u.T("screen.signin.locked-title"), u.T("screen.signin.locked", "name", s.g.locked)
	}
	rows := st.NewRows(60, func(i int, on bool) fyne.CanvasObject {
		p := s.list[i]
		note := ""
		if !p.Enrolled {
			note = u.T("screen.signin.not-enrolled")
		}
		parts := []fyne.CanvasObject{kit.Fixed(st.Text(p.Name, st.Lead, kit.Ink), 110, 0), kit.Fixed(st.Text(u.T("role."+string(p.Role)), st.Body, kit.Ink), 130, 0),
			kit.Space(), st.Text(note, st.Caption, kit.Ink2)}
		if on {
			parts = append(parts, st.Icon("right", 20, kit.Pri))
		}
		return kit.Pad(0, 16, kit.Row(14, parts...))
	}, func(i int) { s.at, s.typed = i, true; s.draw() })
	n := max(1, min(5, len(s.list)))
	rows.Set(len(s.list), s.at)
	list := kit.Fixed(st.Panel(rows.Object()), 0, float32(n)*60+2)
	parts := []fyne.CanvasObject{st.Text(title, st.Title, kit.Ink), st.Text(how, st.Caption, kit.Ink2), kit.Gap(0, 4), list, kit.Gap(0, 4)}
	if p := s.who(); p != nil {
		parts = append(parts, s.secret(*p))
	}
	return kit.Col(6, append(parts, kit.Gap(0, 4), kit.Fixed(s.find, 0, 44))...)
}

func (s *signin) secret(p member) fyne.CanvasObject {
	u, st := s.u, s.u.st
	word := u.T("screen.signin.enter")
	if s.busy {
		word = u.T("screen.signin.checking")
	}
	if !p.Enrolled {
		return st.Edged(kit.Panel, kit.Pri, 1, kit.Pad(16, 18, kit.Row(12, kit.Grow(st.Para(u.T("screen.signin.enroll-how", "name", p.Name), st.Body, kit.Ink, 480), 1),
			st.Button(kit.Button{Word: u.T("screen.signin.first"), Key: "Enter", Kind: kit.Go, Do: s.enter}))))
	}
	eye := st.Button(kit.Button{Icon: "eye", Do: func() { s.pass.Reveal(!s.pass.Revealed()) }})
	line := kit.Row(12, st.Text(u.T("screen.signin.pass", "name", p.Name), st.Body, kit.Ink2), kit.Grow(s.pass, 1), eye,
		st.Button(kit.Button{Word: word, Key: "Enter", Kind: kit.Go, Off: s.busy, Do: func() { s.typed = true; s.enter() }}))
	parts := []fyne.CanvasObject{line}
	if s.wrong != "" {
		parts = append(parts, kit.Columns(6, kit.Top(st.Shape(kit.Caution, 18)), kit.Grow(st.Para(s.wrong, st.Body, kit.Warn, 650), 1)))
	}
	return st.Edged(kit.Panel, kit.Pri, 1, kit.Pad(16, 18, kit.Col(10, parts...)))
}
