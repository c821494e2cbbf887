package screen

import (
	"context"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// empty is the page of a laptop that holds no exam yet: large buttons, one a way
// to begin.
type empty struct {
	u      *ui
	plan   func()
	drill  func()
	office func()
	pack   func()
}

func (e *empty) name() string { return "empty" }
func (e *empty) leave()       {}

func (e *empty) show() {
	u, st := e.u, e.u.st
	left := kit.Fixed(kit.Stack(st.Flat(kit.FrameBg), kit.Inset(36, 36, 28, 36, kit.Col(10, st.Text(u.T("screen.name"), st.Hero, kit.OnFrame),
		st.Text(u.T("screen.signin.what"), st.Caption, kit.OnFrame2), kit.Gap(0, 20), st.Para(u.T("screen.empty.line"), st.Lead, kit.OnFrame, 360)))), 432, 0)
	parts := []fyne.CanvasObject{st.Text(u.T("screen.empty.title"), st.Title, kit.Ink), st.Text(u.T("screen.empty.how"), st.Caption, kit.Ink2), kit.Gap(0, 12),
		st.Button(kit.Button{Word: u.T("screen.empty.plan"), Key: "1", Kind: kit.Go, Tall: true, Do: e.plan}),
		st.Button(kit.Button{Word: u.T("screen.empty.drill"), Key: "2", Tall: true, Do: e.drill}),
		st.Button(kit.Button{Word: u.T("screen.empty.office"), Key: "3", Tall: true, Do: e.office}),
		st.Button(kit.Button{Word: u.T("screen.empty.pack"), Key: "4", Tall: true, Do: e.pack})}
	if u.note != "" {
		parts = append(parts, st.Note(kit.Caution, "", u.note, st.Body, 640))
	}
	u.f.Show(kit.Columns(0, left, kit.Grow(kit.Pad(80, 120, kit.Top(kit.Col(12, parts...))), 1)), kit.Table{
		{Names: []string{"1", "Enter"}, Cap: "1", Word: u.T("screen.empty.plan"), Do: e.plan},
		{Names: []string{"2", "F9"}, Cap: "2", Word: u.T("screen.empty.drill"), Do: e.drill},
		{Names: []string{"3", "F6"}, Cap: "3", Word: u.T("screen.empty.office"), Do: e.office},
		{Names: []string{"4", "F5"}, Cap: "4", Word: u.T("screen.empty.pack"), Do: e.pack},
	})
	u.f.Focus(nil)
}

// creator makes an exam in an empty home.
type creator func(ctx context.Context, passphrase []byte, l desk.Loading) (*desk.Created, error)

// askLead asks the plan's site lead for the passphrase that will be theirs, twice,
// creates the exam off the UI goroutine and shows the recovery key once.
func askLead(u *ui, l desk.Loading, create creator, done func(*desk.Created)) {
	askFirst(u, firstOf[*desk.Created]{title: u.T("screen.empty.lead"), line: l.Plan.Header.SiteLead, big: u.T("screen.empty.create"),
		how: u.T("screen.empty.lead-how", "lead", l.Plan.Header.SiteLead), busy: u.T("screen.plan.loading"), stopped: u.T("screen.empty.cancelled"),
		create: func(ctx context.Context, passphrase []byte, progress func(done, total int)) (*desk.Created, string, error) {
			l.Progress = progress
			c, err := create(ctx, passphrase, l)
			if err != nil {
				return nil, "", err
			}
			return c, c.Recovery, nil
		}, book: func(c *desk.Created) recoverable { return c.Site }, done: done})
}

// createIn makes a creator for a home and desk options.
func createIn(home string, pol exam.Policy, opt desk.Options) creator {
	return func(ctx context.Context, passphrase []byte, l desk.Loading) (*desk.Created, error) {
		return desk.Create(ctx, home, l.Plan.Header.SiteLead, passphrase, l, pol, false, opt)
	}
}

// begin shows the ways to begin on a laptop without an exam.
func (s *shell) begin() {
	u := s.u
	s.desk = nil
	o, err := s.opt.Desk(s.chosen.lang)
	if u.refused(err) {
		return
	}
	pol, err := shippedPolicy()
	if u.refused(err) {
		return
	}
	create := createIn(s.home, pol, o)
	begun := func(site *desk.Site, d *desk.Desk) {
		s.site = site
		s.watched(site)
		s.follow(site)
		u.now = siteClock(site)
		s.entered(d)
	}
	created := func(c *desk.Created) { begun(c.Site, c.Desk) }
	unpack := func(ctx context.Context, file string, p desk.PackOpening) (*desk.Site, *desk.Desk, error) {
		return desk.OpenPack(ctx, s.home, file, p, o)
	}
	e := &empty{u: u, drill: s.train, office: s.toOffice}
	e.pack = func() { choosePack(u, unpack, e.show, begun) }
	e.plan = func() {
		p := newPlan(u, s.opt.Plans, nil, exam.Roster{})
		p.ledger = s.body()
		p.first = func(l desk.Loading) { askLead(u, l, create, created) }
		s.at = p
		s.redraw()
	}
	s.at = e
	u.trace("screen", "empty")
	s.redraw()
}

// front is the first page: the exam's sign-in, or the ways to begin where there is none.
func (s *shell) front() {
	if s.site == nil {
		s.begin()
		return
	}
	s.signIn("")
}

// beginning says that a plan is being looked at on a laptop without an exam, or a filing
// on one without the institution's book.
func (s *shell) beginning() bool {
	_, plan := s.at.(*plan)
	_, filing := s.at.(*filing)
	return plan && s.site == nil || filing && !s.in()
}
