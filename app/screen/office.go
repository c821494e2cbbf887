package screen

import (
	"time"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// institution is the institution's desk 机构 in the window: its own book, people and rail. The
// exam of the home stays open behind it, locked. The book is open only as long as the
// office is: a plan that is checked against it elsewhere must find it free.
type institution struct {
	cover   desk.BookCover
	inst    *desk.Institution // nil until somebody has signed in
	officer *desk.Officer     // nil while it is locked
	left    *officeSeat       // where the officer was
	busy    bool              // an exam is being deleted: nobody locks or leaves meanwhile
}

// officeSeat is where an officer was when the screen was locked.
type officeSeat struct {
	officer *desk.Officer
	at      screen
	over    kit.Parked
}

// toOffice goes from the sign-in page to the institution's: to the sign-in of its book,
// or, where the home has none, to a filing workbook that makes one.
func (s *shell) toOffice() {
	u, from := s.u, s.at
	kit.Back(u.run, func() (*desk.BookCover, error) { return desk.InstitutionCover(s.home) }, func(c *desk.BookCover, err error) {
		switch {
		case s.at != from:
		case u.refused(err):
			from.show()
		case c == nil:
			s.beginOffice()
		default:
			s.office = &institution{cover: *c}
			s.officeSignIn("")
		}
	})
}

// beginOffice shows a filing workbook on a laptop without the institution's book.
func (s *shell) beginOffice() {
	f := newFiling(s.u, s.opt.Filings, nil)
	f.first = func(l desk.FilingLoading) {
		askOfficer(s.u, l, s.createOffice, func(c *desk.CreatedInstitution) {
			s.office = &institution{cover: c.Institution.Cover(), inst: c.Institution}
			s.officeEntered(c.Officer)
		})
	}
	s.at = f
	s.u.trace("screen", "filing")
	s.redraw()
}

// officeSignIn shows the sign-in page of the institution's book.
func (s *shell) officeSignIn(locked string) {
	u, o := s.u, s.office
	u.note = ""
	var in *desk.Officer
	s.at = newSignin(u, gate{cover: coverOfOffice(u, o), locked: locked, office: s.leaveOffice,
		in: func(id exam.StaffID, secret string) error {
			if err := s.openOffice(o); err != nil {
				return err
			}
			var err error
			in, err = o.inst.SignIn(string(id), []byte(secret))
			return err
		},
		entered: func() { s.officeEntered(in) },
	})
	u.trace("screen", "signin")
	s.redraw()
}

// openOffice opens the book, beside the window.
func (s *shell) openOffice(o *institution) error {
	if o.inst != nil {
		return nil
	}
	opt, err := s.opt.Desk(s.chosen.lang)
	if err != nil {
		return err
	}
	o.inst, err = desk.OpenInstitution(s.home, opt)
	return err
}

// officeEntered takes over for an officer; the same one comes back to the same cell.
func (s *shell) officeEntered(in *desk.Officer) {
	o := s.office
	o.officer, o.cover = in, o.inst.Cover()
	s.u.now = func() time.Time { return o.inst.Now().Time }
	s.lastKey = s.u.now()
	if l := o.left; l != nil && l.officer.Staff().ID == in.Staff().ID {
		o.inst.Resume(l.officer, in)
		o.officer, o.left, s.at = l.officer, nil, l.at
		s.u.trace("screen", s.at.name())
		s.redraw()
		s.u.f.Unpark(l.over)
		return
	}
	s.open("filing", nil)
}

// lockOffice puts the sign-in page over the office; nothing is lost.
func (s *shell) lockOffice() {
	o := s.office
	if o.officer == nil || o.busy {
		return
	}
	s.at.leave()
	name := o.officer.Staff().Name
	o.left = &officeSeat{o.officer, s.at, s.u.f.Park()}
	o.officer = nil
	s.officeSignIn(name)
}

// leaveOffice closes the book beside the window and goes back to the exam's sign-in.
func (s *shell) leaveOffice() {
	u, o := s.u, s.office
	if p, ok := s.at.(*signin); ok {
		p.busy = true // nobody signs in meanwhile
		p.draw()
	}
	kit.Back(u.run, func() (struct{}, error) {
		if o.inst == nil {
			return struct{}{}, nil
		}
		return struct{}{}, o.inst.Close()
	}, func(_ struct{}, err error) {
		s.office, u.now = nil, s.clocks.now
		if s.site != nil {
			u.now = siteClock(s.site)
		}
		s.front()
		if u.refused(err) {
			s.at.show()
		}
	})
}

// makeOffice builds a screen of the office.
func (s *shell) makeOffice(where string, _ any) (screen, error) {
	o, u := s.office.officer, s.u
	switch where {
	case "ledger":
		return newLedger(u, o), nil
	case "cards":
		return newCards(u, o), nil
	case "retention":
		return newRetention(u, o, s.eraser()), nil
	}
	return newFiling(u, s.opt.Filings, o), nil
}

// officeBars draws what stands round the screens of the office.
func (s *shell) officeBars() {
	u, o := s.u, s.office
	line2 := o.cover.Exam
	if o.cover.Drill {
		line2 = u.T("screen.bar.drill")
	}
	b := kit.Bars{Line1: o.inst.Cover().Organisation, Line2: join(line2, u.T("screen.bar.laptop")), Who: o.officer.Staff().Name, Role: u.T("screen.office.role"),
		Lock: s.lock, Person: s.lock, Health: s.healthItems(), Alarm: s.alarm(), AlarmDo: s.explainHealth}
	if o.cover.Drill {
		b.Train = u.T("screen.bar.train")
	}
	for i, where := range s.screens() {
		b.Rail = append(b.Rail, kit.RailItem{Icon: railIcon(where), Word: u.T("screen.rail." + where), Digit: string(rune('1' + i)), On: s.at != nil && s.at.name() == where, Do: func() { s.open(where, nil) }})
	}
	u.f.SetBars(b)
}

// coverOfOffice copies what the sign-in page shows from the book's readable page.
func coverOfOffice(u *ui, o *institution) cover {
	c := o.cover
	if o.inst != nil {
		c = o.inst.Cover()
	}
	out := cover{exam: c.Exam, organisation: c.Organisation, events: c.Events, office: u.T("screen.office.stands", "state", "code:examstate."+c.State)}
	for _, p := range c.Staff {
		out.staff = append(out.staff, member{ID: p.ID, Name: p.Name, Role: p.Role, Enrolled: p.Enrolled})
	}
	return out
}
