package screen

import (
	"slices"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
	"kaowu/app/words"
	"kaowu/assets"
)

// shell is the window's owner: who is signed in, which screen is shown, and what
// every screen has in common.
type shell struct {
	u      *ui
	app    fyne.App
	site   *desk.Site
	home   string
	opt    Options
	desk   *desk.Desk // nil while nobody is signed in
	at     screen
	chosen choices

	// seats keeps each person's place while another uses the laptop.
	seats   map[exam.StaffID]*seat
	real    *place             // the real exam, while somebody trains
	office  *institution       // the institution's desk, while the window is there; no exam's desk is open then
	watched func(s *desk.Site) // told of each exam that is opened
	lastKey time.Time
	lockMin int
	back    seat        // where a visit came from; no desk: nowhere
	news    atomic.Bool // something was stored since the screen was refreshed
	clocks  clocks
	filing  *upload    // sends on while its person visits other screens
	files   *desk.Desk // whose it is
	left    *leftover  // of a window that did not close in order; offered once
	looked  time.Time  // when the disk was asked last
}

// seat is where a person was: the same person comes back to the same cell.
type seat struct {
	desk *desk.Desk
	at   screen
	over kit.Parked // dialogs that lay over it
}

// newShell joins a window's canvas to a site.
func newShell(u *ui, app fyne.App, site *desk.Site, home string, opt Options, c choices) *shell {
	s := &shell{u: u, app: app, site: site, home: home, opt: opt, chosen: c, seats: map[exam.StaffID]*seat{}, lastKey: u.now(), lockMin: 5}
	if opt.Now == nil {
		opt.Now = u.now
	}
	s.clocks = newClocks(opt.Now, opt.Up)
	u.open, u.show, u.print = s.open, s.openPDF, s.write
	u.front = func(x screen) bool { return s.at == x }
	if site != nil {
		s.follow(site)
	}
	u.f.Any = func() { s.lastKey = u.now() }
	u.f.OnShort(func(short bool) {
		u.st.Short = short
		if s.at != nil {
			s.redraw()
		}
	})
	return s
}

// common are the keys that mean the same on every screen (look.md 5).
func (s *shell) common() kit.Table {
	u := s.u
	in := s.in
	t := kit.Table{
		s.backKey(),
		{Names: []string{"F1"}, Word: u.T("screen.help.title"), Do: s.help},
		{Names: []string{"F12"}, Word: u.T("screen.key.person"), Do: s.lock, When: in},
		{Names: []string{"F2"}, Word: u.T("screen.key.settings"), Do: s.settings, When: func() bool { return !s.in() }},
		{Names: []string{"F2"}, Word: u.T("screen.key.settings"), Do: s.settings, Quiet: true},
		{Names: []string{"Ctrl+L"}, Word: u.T("screen.key.lock"), Do: s.lock, When: in, Quiet: true},
		{Names: []string{"Ctrl+D"}, Word: u.T("screen.key.health"), Do: s.explainHealth, Quiet: true},
		{Names: []string{"F11"}, Word: u.T("screen.key.full"), Do: s.fullScreen, Quiet: true},
		{Names: []string{"Ctrl++"}, Cap: "Ctrl +", Word: u.T("screen.key.larger"), Do: s.textSize(1), Quiet: true},
		{Names: []string{"Ctrl+-"}, Cap: "Ctrl -", Word: u.T("screen.key.smaller"), Do: s.textSize(-1), Quiet: true},
		{Names: []string{"Ctrl+0"}, Word: u.T("screen.key.standard"), Do: s.textSize(0), Quiet: true},
	}
	if s.beginning() {
		t = append(t, kit.Key{Names: []string{"Esc"}, Word: u.T("screen.key.back"), Do: s.front})
	}
	for i, where := range s.screens() {
		t = append(t, kit.Key{Names: []string{"Alt+" + string(rune('0'+(i+1)%10))}, Do: func() { s.open(where, nil) }, Quiet: true})
	}
	return t
}

// in says whether somebody is signed in, at an exam or at the institution's desk.
func (s *shell) in() bool { return s.desk != nil || s.office != nil && s.office.officer != nil }

func (s *shell) fullScreen() {
	if w := s.app.Driver().AllWindows(); len(w) > 0 {
		w[0].SetFullScreen(!w[0].FullScreen())
		s.app.Preferences().SetBool("full", w[0].FullScreen())
	}
}

// choose applies look, size and language: everything is drawn again.
func (s *shell) choose(c choices) {
	u := s.u
	if c.lang != s.chosen.lang {
		if w, err := words.Load(assets.Words(), c.lang); !u.refused(err) {
			u.w = w
		}
	}
	s.chosen = c
	if s.at != nil {
		s.at.leave()
	}
	short := u.st.Short
	u.st = u.st.With(c.look, c.size)
	u.st.Short = short
	if t, ok := s.app.Settings().Theme().(*kit.Theme); ok {
		t.Use(u.st)
	}
	u.f.Restyle(u.st)
	c.keep(s.app.Preferences())
	s.redraw()
}

// redraw shows the present screen again with fresh bars.
func (s *shell) redraw() {
	s.bars()
	if s.at != nil {
		s.at.show()
	}
}

// lock puts the sign-in page over everything; nothing is lost (look.md 5).
func (s *shell) lock() {
	if s.office != nil {
		s.lockOffice()
		return
	}
	if s.desk == nil {
		return
	}
	s.at.leave()
	name := s.desk.Staff().Name
	s.seats[s.desk.Staff().ID] = &seat{s.desk, s.at, s.u.f.Park()}
	s.desk = nil
	s.signIn(name)
}

// signIn shows the sign-in page.
func (s *shell) signIn(locked string) {
	u := s.u
	u.note = ""
	var in *desk.Desk
	g := gate{cover: coverOf(s.site), locked: locked,
		in: func(id exam.StaffID, secret string) error {
			d, err := s.enter(id, secret)
			in = d
			if err == nil {
				// The first count of a day goes through every candidate: here, beside the
				// window. What cannot be counted, the page says itself.
				_, _ = d.Today("")
				s.u.giveBack() // every event of the day was read for it
			}
			return err
		},
		entered: func() { s.entered(in) },
		enroll: func(id exam.StaffID, secret, leads string) error {
			lead, err := s.leadDesk([]byte(leads))
			if err != nil {
				return err
			}
			return lead.Enroll(u.ctx, id, []byte(secret))
		},
		train: s.train, office: s.toOffice,
	}
	if s.real != nil {
		g.train, g.afresh, g.office = s.leaveTraining, s.trainAfresh, nil
	}
	s.at = newSignin(u, g)
	s.u.trace("screen", "signin")
	s.redraw()
}

// enter checks a secret: a few digits are a short code first, since that is quick.
func (s *shell) enter(id exam.StaffID, secret string) (*desk.Desk, error) {
	if n := len(secret); n >= 4 && n <= 6 {
		if d, err := s.site.SignInByCode(id, secret); err == nil {
			return d, nil
		}
	}
	return s.site.SignIn(string(id), []byte(secret))
}

// leadDesk signs the site lead in for one decision on somebody else's laptop.
func (s *shell) leadDesk(passphrase []byte) (*desk.Desk, error) {
	for _, p := range s.site.Cover().Staff {
		if p.Role == exam.RoleSiteLead {
			return s.site.SignIn(string(p.ID), passphrase)
		}
	}
	return nil, exam.Refuse("not-on-staff", "who", "")
}

// entered takes over for a person: the same person comes back to the same cell.
func (s *shell) entered(d *desk.Desk) {
	s.desk = d
	s.lastKey = s.u.now()
	if p, err := s.site.Policy(); err == nil && p.LockMinutes > 0 {
		s.lockMin = p.LockMinutes
	}
	if kept, ok := s.seats[d.Staff().ID]; ok {
		s.site.Resume(kept.desk, d)
		s.desk, s.at = kept.desk, kept.at
		s.u.trace("screen", s.at.name())
		s.redraw()
		s.u.f.Unpark(kept.over)
		return
	}
	s.open("day", nil)
	if s.real == nil {
		s.offerNote()
	}
}

// tick refreshes the clock and locks a screen that nobody touches.
func (s *shell) tick() {
	now := s.u.now()
	s.u.f.SetClock(now.Format("15:04:05"))
	if now.Sub(s.looked) >= lookEach || now.Before(s.looked) {
		s.look()
	}
	if p, ok := s.at.(*signin); ok && !s.in() {
		p.tick()
	}
	s.refresh()
	s.expire()
	if s.filing != nil && s.desk != nil && s.desk == s.files {
		s.filing.tick()
	}
	if s.in() && now.Sub(s.lastKey) >= time.Duration(s.lockMin)*time.Minute {
		s.lock()
	}
}

// coverOf copies what the sign-in page shows from the book's readable page.
func coverOf(site *desk.Site) cover {
	c := site.Cover()
	out := cover{exam: c.Exam, organisation: c.Organisation, site: c.Site, events: max(c.Events, site.Size()), opened: site.Unlocked(), findings: len(site.Findings())}
	if c.Drill {
		out.drill = trainWord
	}
	for _, r := range c.Rooms {
		out.rooms = append(out.rooms, exam.Room{No: r.No, Name: r.Name})
	}
	for _, x := range c.Sessions {
		out.sessions = append(out.sessions, exam.Session{No: x.No, Component: x.Component, Room: x.Room, Date: x.Date, Start: x.Start, End: x.End})
		if !slices.Contains(out.days, x.Date) {
			out.days = append(out.days, x.Date)
		}
	}
	for _, p := range c.Staff {
		out.staff = append(out.staff, member{ID: p.ID, Name: p.Name, Role: p.Role, Enrolled: p.Enrolled, Sessions: p.Sessions})
	}
	slices.Sort(out.days)
	return out
}
