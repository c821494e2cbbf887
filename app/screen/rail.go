package screen

import (
	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// screens lists what the rail of the signed-in person's role holds, in its order.
func (s *shell) screens() []string {
	if s.office != nil && s.office.officer != nil {
		return []string{"filing", "ledger", "cards", "retention"}
	}
	if s.desk == nil {
		return nil
	}
	switch role := s.desk.Staff().Role; {
	case role == exam.RoleSiteLead:
		list := []string{"day", "plan", "checkin", "record", "results", "charts"}
		if !s.site.Drill() {
			list = append(list, "upload")
		}
		return append(list, "trace", "archive", "certificates")
	case role == exam.RoleInvigilator:
		return []string{"day", "checkin", "theory", "record"}
	case role == exam.RoleBoardMember:
		return []string{"day", "checkin", "review", "record"}
	case role.Scores():
		return []string{"day", "checkin", "practical", "theory", "record"}
	case role == exam.RoleInspector:
		return []string{"day", "record", "results", "charts", "trace", "certificates"}
	}
	return []string{"day", "record", "trace", "certificates"}
}

// icons of the rail, by screen.
func railIcon(where string) string {
	switch where {
	case "checkin":
		return "door"
	case "practical":
		return "tool"
	case "results":
		return "result"
	case "archive":
		return "box"
	case "charts":
		return "chart"
	case "upload":
		return "up"
	case "filing":
		return "plan"
	case "ledger":
		return "record"
	case "cards":
		return "person"
	case "certificates":
		return "seal"
	case "retention":
		return "box"
	}
	return where
}

// open goes to a screen; arg is the session it is for, where somebody chose one.
func (s *shell) open(where string, arg any) {
	if !s.in() {
		return
	}
	if s.at != nil {
		s.at.leave()
	}
	s.u.note = ""
	make := s.make
	if s.office != nil {
		make = s.makeOffice
	}
	next, err := make(where, arg)
	if err != nil {
		next = &nothing{s.u, where, err}
	}
	from := s.at
	s.at = next
	s.u.trace("screen", where)
	s.redraw()
	s.came(from, arg)
}

// make builds a screen for the signed-in person.
func (s *shell) make(where string, arg any) (screen, error) {
	d, u := s.desk, s.u
	roster, err := s.site.Roster()
	if err != nil {
		return nil, err
	}
	policy, err := s.site.Policy()
	if err != nil {
		return nil, err
	}
	called := func(id exam.StaffID) string {
		for _, p := range roster.Plan.Staff {
			if p.ID == id {
				return p.Name
			}
		}
		return string(id)
	}
	switch where {
	case "plan":
		p := newPlan(u, s.opt.Plans, d, *roster)
		p.ledger, p.packs = s.body(), d
		return p, nil
	case "results":
		r := newResults(u, d, d.Staff(), s.site.SignIn)
		switch v := arg.(type) {
		case exam.CandidateNo:
			r.first = v
		case visit:
			r.first = v.who
		}
		return r, nil
	case "charts":
		return newCharts(u, d, roster.Plan.Header.Exam, roster.Plan.Rooms, called), nil
	case "supervise":
		return newSupervise(u, d, d.Staff(), roster.Plan.Staff, called), nil
	case "keys":
		return newStaffKeys(u, d), nil
	case "certificates":
		return newCertificates(u, d, d.Staff(), policy.Certificates == "own", called), nil
	case "archive":
		a := newArchive(u, d, roster.Plan.Header.Exam)
		a.give, a.plan, a.body = s.enterInLedger, roster.Plan, s.body()
		return a, nil
	case "trace":
		t := newTrace(u, d, arg)
		t.id.record = s.recorder()
		return t, nil
	case "upload":
		if s.filing == nil || s.files != d {
			s.filing, s.files = newUpload(u, d, s.opt.Receiver), d
		}
		return s.filing, nil
	case "checkin", "practical", "review", "theory", "record", "progress":
		in, err := s.session(where, arg)
		if err != nil {
			return nil, err
		}
		switch where {
		case "checkin":
			c := newCheckin(u, d, in, func(p []byte) (decider, error) { return s.leadDesk(p) })
			c.id.record = s.recorder()
			return c, nil
		case "progress":
			return newProgress(u, d, in), nil
		case "theory":
			return newTheory(u, d, in, d.Staff().ID, called), nil
		case "record":
			return newRecord(u, d, in, d.Staff(), called), nil
		}
		return newPractical(u, d, in, policy, called), nil
	}
	return newDay(u, d, d.Staff(), roster.Plan.Rooms), nil
}

// session is the one that was chosen, else the one that a screen is for now: open,
// then to be signed, then the next, then the last.
func (s *shell) session(where string, arg any) (desk.SessionView, error) {
	switch v := arg.(type) {
	case desk.SessionView:
		return v, nil
	case visit:
		return v.in, nil
	}
	list, err := s.desk.Sessions()
	if err != nil {
		return desk.SessionView{}, err
	}
	want := map[string]exam.Component{"practical": exam.Practical, "review": exam.Review, "theory": exam.Theory}[where]
	order := []string{"scoring", "running", "checking-in", "not-open", "to-sign", "closed"}
	if where == "record" || where == "theory" {
		order = []string{"to-sign", "scoring", "running", "checking-in", "closed", "not-open"}
	}
	today := s.u.now().Format("2006-01-02")
	for _, day := range []bool{true, false} {
		for _, status := range order {
			for _, v := range list {
				if v.Status == status && (want == "" || v.Session.Component == want) && (string(v.Session.Date) == today) == day {
					return v, nil
				}
			}
		}
	}
	return desk.SessionView{}, exam.Refuse("screen-no-session")
}

// bars draws what stands round the screen for the signed-in person.
func (s *shell) bars() {
	u := s.u
	u.f.Common = s.common()
	u.f.SetClock(u.now().Format("15:04:05"))
	if s.office != nil && s.office.officer != nil {
		s.officeBars()
		return
	}
	if s.desk == nil {
		u.f.SetBars(kit.Bars{Bare: true, Margin: s.beginning(), Train: s.band(), Alarm: s.alarm(), AlarmDo: s.explainHealth})
		return
	}
	cover := s.site.Cover()
	line2 := join(cover.Exam, u.T("screen.bar.laptop"))
	if s.site.Drill() {
		line2 = join(u.T("screen.bar.drill"), u.T("screen.bar.laptop"))
	}
	who := s.desk.Staff()
	b := kit.Bars{Line1: cover.Site, Line2: line2, Who: who.Name, Role: u.T("role." + string(who.Role)), Train: s.band(), Lock: s.lock, Person: s.lock,
		Health: s.healthItems(), Alarm: s.alarm(), AlarmDo: s.explainHealth}
	badges := s.badges()
	for i, where := range s.screens() {
		digit := string(rune('0' + (i+1)%10))
		b.Rail = append(b.Rail, kit.RailItem{Icon: railIcon(where), Word: u.T("screen.rail." + where), Digit: digit, Badge: badges[where],
			On: s.at != nil && s.at.name() == where, Do: func() { s.open(where, nil) }})
	}
	u.f.SetBars(b)
}

// band is the training band's text, empty for a real exam.
func (s *shell) band() string {
	if s.site == nil || !s.site.Drill() {
		return ""
	}
	return s.u.T("screen.bar.train")
}

// badges counts what waits for this very person, by screen.
func (s *shell) badges() map[string]int {
	n := map[string]int{}
	v, err := s.desk.Today("")
	if err != nil {
		return n // the screen itself will say what is wrong
	}
	for _, need := range v.Needs {
		if !need.Mine {
			continue
		}
		switch need.Code {
		case "to-sign":
			n["record"]++
		case "disagree":
			n["theory"]++
		case "arbitration":
			n["practical"]++
			n["review"]++
		case "overdue":
			n["checkin"]++
		case "upload":
			n["upload"]++
		case "reassess": // reached from the day
			n["day"]++
		case "clock": // the top bar has it
		default:
			n["results"]++
		}
	}
	return n
}

// nothing stands where a screen cannot be opened for this person, and says why.
type nothing struct {
	u     *ui
	where string
	why   error
}

func (n *nothing) name() string { return n.where }
func (n *nothing) leave()       {}

func (n *nothing) show() {
	u := n.u
	u.refused(n.why)
	say := u.st.Note(kit.Caution, "", u.note, u.st.Lead, 640)
	u.note = ""
	u.f.Show(u.page(u.header(u.T("screen."+n.where+".title"), ""), u.st.Panel(kit.Middle(kit.Fixed(say, 640, 0)))), nil)
	u.f.Focus(nil)
}
