package screen

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
	"kaowu/assets"
)

// trainWord is everybody's passphrase in training: nothing there is real, and who
// trains takes each role in turn.
const trainWord = "12345678"

// place is an exam as it is open in the window: what training steps aside from.
type place struct {
	site  *desk.Site // nil on an empty laptop
	home  string
	now   func() time.Time
	seats map[exam.StaffID]*seat
}

// train goes into training 演练: a demo exam in a folder of its own. The real exam
// stays open behind it, locked, and nothing of it can be reached from there.
func (s *shell) train() {
	u, home := s.u, filepath.Join(s.home, "drill")
	long(u, u.T("screen.train.making"), func(ctx context.Context, progress func(done, total int)) (*desk.Site, error) {
		o, err := s.opt.Desk(s.chosen.lang)
		if err != nil {
			return nil, err
		}
		site, err := desk.Open(home, "", o)
		if errors.Is(err, &exam.Refusal{Code: "no-exam"}) {
			return s.makeTraining(ctx, home, o, progress)
		}
		return site, err
	}, func(site *desk.Site, err error) {
		if u.refused(err) {
			s.at.show()
			return
		}
		s.real = &place{s.site, s.home, u.now, s.seats}
		s.site, s.home, s.seats, u.now = site, home, map[exam.StaffID]*seat{}, siteClock(site)
		s.watched(site)
		s.follow(site)
		s.signIn("")
	})
}

// makeTraining makes the demo exam, whole or not at all.
func (s *shell) makeTraining(ctx context.Context, home string, o desk.Options, progress func(done, total int)) (*desk.Site, error) {
	l, err := s.demoPlan(ctx)
	if err != nil {
		return nil, err
	}
	pol, err := shippedPolicy()
	if err != nil {
		return nil, err
	}
	site, err := desk.Training(ctx, home, []byte(trainWord), l, pol, o, progress)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(home))
	}
	return site, nil
}

// leaveTraining goes back to the real exam, or to the empty laptop.
func (s *shell) leaveTraining() {
	p := s.real
	if p == nil {
		return
	}
	err := s.site.Close()
	s.real = nil
	s.site, s.home, s.seats, s.u.now = p.site, p.home, p.seats, p.now
	if s.site == nil {
		s.begin()
	} else {
		s.signIn("")
	}
	if s.u.refused(err) {
		s.at.show()
	}
}

// trainAfresh throws the training away and begins another.
func (s *shell) trainAfresh() {
	u := s.u
	u.ask(ask{
		title: u.T("screen.signin.afresh"), big: u.T("screen.signin.afresh"), width: 620,
		body: func() fyne.CanvasObject {
			return u.st.Para(u.T("screen.train.afresh"), u.st.Body, kit.Ink, 560)
		},
		do: func() bool {
			home := s.home
			u.f.Close()
			s.leaveTraining()
			if !u.refused(os.RemoveAll(home)) {
				s.train()
			}
			return false
		},
	})
}

// demoPlan reads the plan of the demo exam; for a drill its warnings are taken on.
func (s *shell) demoPlan(ctx context.Context) (desk.Loading, error) {
	dir, err := os.MkdirTemp("", "kaowu")
	if err != nil {
		return desk.Loading{}, fmt.Errorf("make room for the demo plan: %w", err)
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "plan.xlsx")
	if err := os.WriteFile(file, assets.DemoPlan(), 0o600); err != nil {
		return desk.Loading{}, fmt.Errorf("write the demo plan: %w", err)
	}
	l, err := s.opt.Plans.Check(ctx, file, func(int, int) {})
	l.Accept = func(exam.Problem) string { return s.u.T("screen.empty.drill") }
	return l, err
}
