package screen

import (
	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// visit is a way to a screen with one case open on it, from a page that Esc comes
// back to.
type visit struct {
	in  desk.SessionView
	who exam.CandidateNo // the case; empty: the session itself
}

// seeker is a screen that can open the case of one candidate.
type seeker interface{ seek(no exam.CandidateNo) }

// fresher is a screen that follows what others store and the time of day.
type fresher interface {
	// fresh is called each second; changed says that something was stored since.
	fresh(changed bool)
}

// came notes where a visit came from, and opens its case.
func (s *shell) came(from screen, arg any) {
	s.back = seat{}
	v, ok := arg.(visit)
	if !ok {
		return
	}
	s.back = seat{desk: s.desk, at: from}
	if at, ok := s.at.(seeker); ok && v.who != "" {
		at.seek(v.who)
	}
}

// backKey is Esc on a screen that was visited: back to the same row.
func (s *shell) backKey() kit.Key {
	return kit.Key{Names: []string{"Esc"}, Word: s.u.T("screen.key.back-to", "where", "code:screen.rail."+s.backTo()), When: func() bool { return s.desk != nil && s.back.desk == s.desk },
		Do: func() {
			s.at.leave()
			s.at, s.back = s.back.at, seat{}
			s.u.note = ""
			s.u.trace("screen", s.at.name())
			s.redraw()
		}}
}

// backTo is the rail's name for where a visit came from.
func (s *shell) backTo() string {
	if s.back.at != nil && s.u.w.Has("screen.rail."+s.back.at.name()) {
		return s.back.at.name()
	}
	return "day"
}

// follow notes that something was stored; the next tick shows it.
func (s *shell) follow(site *desk.Site) {
	site.Watch(func(exam.Fact) { s.news.Store(true) })
}

// refresh lets the screen follow the day, but not under an open dialog: the
// keyboard is there.
func (s *shell) refresh() {
	if at, ok := s.at.(fresher); ok && s.desk != nil && !s.u.f.Layered() {
		at.fresh(s.news.Swap(false))
	}
}

// seek opens the paper of one candidate.
func (t *theory) seek(no exam.CandidateNo) {
	for i, row := range t.rows {
		if t.view.Rows[row].No == no {
			t.at = i
			t.draw()
			return
		}
	}
}

// seek opens the sheet of one candidate.
func (p *practical) seek(no exam.CandidateNo) {
	for i, row := range p.queue {
		if row.No == no {
			p.openCandidate(i)
			return
		}
	}
}
