package screen

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// bodyBook is the home's other book, the certifying body's own: it knows of people
// what no plan says. It is sealed for everybody but its officer 备案负责人.
type bodyBook struct {
	officer string // by name, from the book's readable page
	// check opens the book for the officer, holds a plan against it and closes it.
	check func(who string, passphrase []byte, l desk.Loading) ([]exam.Problem, error)
	// prove opens the book for the officer and proves what an exam's archive rests on.
	prove func(ctx context.Context, who string, passphrase []byte, p exam.Plan) ([]byte, error)
}

// body is nil where the home has no such book, as on a drill's laptop.
func (s *shell) body() *bodyBook {
	c, err := desk.InstitutionCover(s.home)
	if err != nil || c == nil {
		return nil
	}
	out := &bodyBook{check: func(who string, passphrase []byte, l desk.Loading) ([]exam.Problem, error) {
		o, err := s.opt.Desk(s.chosen.lang)
		if err != nil {
			return nil, err
		}
		return standingOf(s.home, o, who, passphrase, l)
	}, prove: func(ctx context.Context, who string, passphrase []byte, p exam.Plan) ([]byte, error) {
		o, err := s.opt.Desk(s.chosen.lang)
		if err != nil {
			return nil, err
		}
		return evidenceOf(ctx, s.home, o, who, passphrase, p)
	}}
	for _, p := range c.Staff {
		if out.officer == "" {
			out.officer = p.Name
		}
	}
	return out
}

// standingOf is what the institution's book says against a plan.
func standingOf(home string, opt desk.Options, who string, passphrase []byte, l desk.Loading) (found []exam.Problem, err error) {
	inst, err := desk.OpenInstitution(home, opt)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, inst.Close()) }()
	o, err := inst.SignIn(who, passphrase)
	if err != nil {
		return nil, err
	}
	return o.CheckStanding(l.Plan, l.Places)
}

// evidenceOf is what the institution's book proves for an exam's archive.
func evidenceOf(ctx context.Context, home string, opt desk.Options, who string, passphrase []byte, p exam.Plan) (evidence []byte, err error) {
	inst, err := desk.OpenInstitution(home, opt)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, inst.Close()) }()
	o, err := inst.SignIn(who, passphrase)
	if err != nil {
		return nil, err
	}
	return o.Evidence(ctx, p)
}

// askOfficer asks for the officer, since only they can open the institution's book, and
// holds the plan against it: barred people, expired cards, second certificates.
func (p *plan) askOfficer() {
	u, st := p.u, p.u.st
	name := kit.NewField(st, kit.Scan, kit.FieldLook{Size: st.Lead}, u.now)
	name.Set(p.ledger.officer, false)
	secret := kit.NewField(st, kit.Secret, kit.FieldLook{Size: st.Lead}, u.now)
	u.ask(ask{
		title: u.T("screen.plan.standing-title"), big: u.T("screen.plan.standing-do"), width: 680, first: secret,
		body: func() fyne.CanvasObject {
			line := func(word string, f *kit.Field) fyne.CanvasObject {
				return kit.Row(12, kit.Fixed(st.Text(u.T(word), st.Body, kit.Ink2), 140, 0), kit.Grow(f, 1))
			}
			return kit.Col(10, st.Para(u.T("screen.plan.standing-how"), st.Body, kit.Ink2, 620), line("screen.plan.officer", name), line("screen.plan.officer-secret", secret))
		},
		keys: kit.Table{{Names: []string{"Tab", "Down", "Up"}, Cap: "Tab", Word: u.T("screen.key.area"), Do: func() {
			if name.Focused() {
				u.f.Focus(secret)
			} else {
				u.f.Focus(name)
			}
		}}},
		do: func() bool {
			who, pass := name.Text(), []byte(secret.Text())
			u.f.Close()
			p.stand(who, pass)
			return false
		},
	})
}

// stand adds what the institution's book says to the problems of the workbook.
func (p *plan) stand(who string, passphrase []byte) {
	c := *p.checked
	run(p, "screen.plan.standing", func(context.Context, func(done, total int)) ([]exam.Problem, error) {
		return p.ledger.check(who, passphrase, c.loading)
	}, func(found []exam.Problem) {
		c.problems = append(slices.Clone(c.read), found...)
		exam.SortProblems(c.problems, exam.PlanSheets())
		c.loading.Problems = c.problems
		p.keepReasons(c)
		p.checked = &c
		p.pickRows()
		p.u.stored("screen.plan.saved-standing", "n", len(found))
	})
}
