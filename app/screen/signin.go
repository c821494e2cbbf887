package screen

import (
	"errors"
	"slices"
	"time"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
	"kaowu/app/words"
)

// cover is what may be read of an exam before anybody has signed in.
type cover struct {
	exam, organisation, site string
	days                     []exam.Date
	events                   uint64
	findings                 int // of the records as they were opened
	opened                   bool
	rooms                    []exam.Room
	sessions                 []exam.Session // without subject and paper
	staff                    []member
	drill                    string // the passphrase of everybody in training; empty for a real exam
	office                   string // where the filing stands, of an institution's book; empty for an exam
}

// member is somebody who may sign in here.
type member struct {
	ID       exam.StaffID
	Name     string
	Role     exam.Role
	Enrolled bool // has a passphrase on this laptop
	Sessions []exam.SessionNo
}

// gate is what the sign-in page needs: it knows people and passphrases, nothing
// of the exam, since the book is still locked.
type gate struct {
	cover cover
	// in checks a passphrase or a short code; it takes its time.
	in func(id exam.StaffID, secret string) error
	// entered is called on the UI goroutine once somebody is in.
	entered func()
	// enroll sets a passphrase, confirmed by the site lead's own.
	enroll func(id exam.StaffID, secret, leads string) error
	// train goes into training 演练, or out of it.
	train  func()
	afresh func() // begins the training again; nil for a real exam
	// office goes to the institution's desk 机构, or back from it.
	office func()
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
	until map[exam.StaffID]time.Time // when somebody may try again
	day   string                     // that the page shows
}

func newSignin(u *ui, g gate) *signin {
	s := &signin{u: u, g: g, until: map[exam.StaffID]time.Time{}}
	s.filter("")
	return s
}

func (s *signin) name() string { return "signin" }
func (s *signin) leave()       {}

// today says whether a session is held today.
func (s *signin) today(x exam.Session) bool {
	return string(x.Date) == s.u.now().Format("2006-01-02")
}

// works says whether somebody works today: in a session of today, or everywhere as
// the site lead does.
func (s *signin) works(p member) bool {
	if p.Role == exam.RoleSiteLead {
		return true
	}
	for _, x := range s.g.cover.sessions {
		if s.today(x) && slices.Contains(p.Sessions, x.No) {
			return true
		}
	}
	return false
}

// filter keeps who fits what was typed, by name or initials: who works today first,
// and among them those who have a passphrase here.
func (s *signin) filter(text string) {
	s.list = nil
	for _, rank := range []int{0, 1, 2, 3} {
		for _, p := range s.g.cover.staff {
			if one(!s.works(p))*2+one(!p.Enrolled) == rank && called(p.Name, text) {
				s.list = append(s.list, p)
			}
		}
	}
	s.at = 0
}

// follow keeps a person chosen after the list has changed.
func (s *signin) follow(p *member) {
	for i, x := range s.list {
		if p != nil && x.ID == p.ID {
			s.at = i
		}
	}
}

func (s *signin) who() *member {
	if s.at < 0 || s.at >= len(s.list) {
		return nil
	}
	return &s.list[s.at]
}

func (s *signin) show() {
	st := s.u.st
	pass, find := "", ""
	if s.pass != nil { // drawn again in another look: what was typed stays
		pass, find = s.pass.Text(), s.find.Text()
	}
	s.pass = kit.NewField(st, kit.Secret, kit.FieldLook{Size: st.Lead}, s.u.now)
	s.pass.OnChange = func(string) { s.pass.Reveal(false) }
	s.find = kit.NewField(st, kit.Scan, kit.FieldLook{Size: st.Body, Icon: "find", Hint: s.u.T("screen.signin.others")}, s.u.now)
	s.pass.Set(pass, false)
	s.find.Set(find, false)
	s.find.OnChange = func(text string) { s.filter(text); s.draw() }
	s.draw()
}

func (s *signin) move(by int) {
	if n := len(s.list); n > 0 && !s.busy {
		s.at = (s.at + by + n) % n
		s.clear()
		s.draw()
	}
}

// pick is a digit: it chooses who, and the passphrase is next.
func (s *signin) pick(i int) {
	if i >= len(s.list) || s.busy {
		return
	}
	s.at = i
	s.clear()
	s.typed = s.list[i].Enrolled
	s.draw()
}

func (s *signin) clear() {
	s.wrong = ""
	s.pass.Set("", false)
	s.pass.Reveal(false)
}

// wait is how long the chosen person still has to wait after wrong passphrases.
func (s *signin) wait() time.Duration {
	p := s.who()
	if p == nil {
		return 0
	}
	return max(0, s.until[p.ID].Sub(s.u.now()))
}

// tick counts the wait down in place, and turns the page when a day begins.
func (s *signin) tick() {
	p := s.who()
	if s.day != s.u.now().Format("2006-01-02") && !s.busy && !s.u.f.Layered() {
		s.filter(s.find.Text())
		s.follow(p)
		s.draw()
	}
	if p == nil || s.until[p.ID].IsZero() || s.u.f.Layered() {
		return
	}
	if s.wait() == 0 {
		delete(s.until, p.ID)
	}
	s.draw()
}

// enter goes from the list to the passphrase, and from there in.
func (s *signin) enter() {
	p := s.who()
	if p == nil || s.busy {
		return
	}
	if !p.Enrolled {
		s.enrol(*p)
		return
	}
	if !s.typed {
		s.typed = true
		s.draw()
		return
	}
	secret := s.pass.Text()
	if secret == "" || s.wait() > 0 {
		return
	}
	s.busy, s.wrong = true, ""
	s.draw()
	kit.Back(s.u.run, func() (bool, error) { return true, s.g.in(p.ID, secret) }, func(_ bool, err error) {
		s.busy = false
		if err != nil {
			s.refused(*p, err)
			return
		}
		s.g.entered()
	})
}

// refused says what was wrong, and from when on the person may try again.
func (s *signin) refused(p member, err error) {
	s.clear()
	s.wrong = s.u.w.Sentence(err)
	s.u.trace("refused", words.Code(err))
	var r *exam.Refusal
	if errors.As(err, &r) {
		left, counted := r.Args["left"].(int)
		if wait, ok := r.Args["wait"].(int); ok && wait > 0 && (!counted || left == 0) {
			s.until[p.ID] = s.u.now().Add(time.Duration(wait) * time.Second)
		}
	}
	s.draw()
}

func (s *signin) esc() {
	s.clear()
	if s.typed {
		s.typed = false
	} else {
		s.find.Set("", false)
		s.filter("")
	}
	s.draw()
}

// peek shows the passphrase until the next key that changes it.
func (s *signin) peek() { s.pass.Reveal(!s.pass.Revealed()) }

func (s *signin) keys() kit.Table {
	u := s.u
	train := u.T("screen.signin.train")
	if s.g.cover.drill != "" {
		train = u.T("screen.signin.train-leave")
	}
	office := u.T("screen.office.to")
	if s.g.cover.office != "" {
		office = u.T("screen.office.leave")
	}
	list := func() bool { return !s.typed }
	t := kit.Table{
		{Names: []string{"Down"}, Cap: "↑ ↓", Word: u.T("screen.signin.choose"), Do: func() { s.move(1) }},
		{Names: []string{"Up"}, Cap: "↑ ↓", Word: u.T("screen.signin.choose"), Do: func() { s.move(-1) }, Quiet: true},
	}
	t = append(t, kit.Picks(min(9, len(s.list)), u.T("screen.signin.choose"), s.pick, list)...)
	return append(t, kit.Table{
		{Names: []string{"Enter"}, Word: u.T("screen.signin.enter"), Do: s.enter},
		{Names: []string{"Esc"}, Word: u.T("screen.key.clear"), Do: s.esc, Quiet: true},
		{Names: []string{"Tab"}, Word: u.T("screen.key.area"), Do: func() { s.typed = !s.typed; s.draw() }, Quiet: true},
		{Names: []string{"F3"}, Word: u.T("screen.signin.again-enrol"), Do: func() { s.enrol(*s.who()) }, When: func() bool { return s.reset() && (s.wrong != "" || s.wait() > 0) }},
		{Names: []string{"F3"}, Word: u.T("screen.signin.again-enrol"), Help: u.T("screen.signin.again-help"), Do: func() { s.enrol(*s.who()) }, When: s.reset, Quiet: true},
		{Names: []string{"F5"}, Word: u.T("screen.signin.peek"), Do: s.peek, When: func() bool { return s.typed }, Quiet: true},
		{Names: []string{"F6"}, Word: office, Do: s.g.office, When: func() bool { return s.g.office != nil && !s.busy }},
		{Names: []string{"F8"}, Word: u.T("screen.signin.afresh"), Do: s.g.afresh, When: func() bool { return s.g.afresh != nil && !s.busy }},
		{Names: []string{"F9"}, Word: train, Do: s.g.train, When: func() bool { return s.g.train != nil && !s.busy }},
	}...)
}

// reset says whether the chosen person can be given a new passphrase here: all but
// the site lead, who is the one that gives it.
func (s *signin) reset() bool {
	p := s.who()
	return p != nil && !s.busy && p.Enrolled && p.Role != exam.RoleSiteLead && s.g.cover.drill == ""
}
