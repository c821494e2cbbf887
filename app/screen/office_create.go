package screen

import (
	"context"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/screen/kit"
)

// createOffice makes the institution's book of the home.
func (s *shell) createOffice(ctx context.Context, passphrase []byte, l desk.FilingLoading) (*desk.CreatedInstitution, error) {
	opt, err := s.opt.Desk(s.chosen.lang)
	if err != nil {
		return nil, err
	}
	pol, err := shippedPolicy()
	if err != nil {
		return nil, err
	}
	drill := s.site != nil && s.site.Drill()
	return desk.CreateInstitution(ctx, s.home, l.Filing.Head.Officer, passphrase, l, pol, drill, opt)
}

// officeCreator makes an institution's book.
type officeCreator func(ctx context.Context, passphrase []byte, l desk.FilingLoading) (*desk.CreatedInstitution, error)

// askOfficer asks the filing officer for the passphrase that will be theirs, twice,
// makes the book off the UI goroutine and shows the recovery key once.
func askOfficer(u *ui, l desk.FilingLoading, create officeCreator, done func(*desk.CreatedInstitution)) {
	st := u.st
	one := kit.NewField(st, kit.Secret, kit.FieldLook{Size: st.Lead}, u.now)
	two := kit.NewField(st, kit.Secret, kit.FieldLook{Size: st.Lead}, u.now)
	wrong, busy := "", false
	var j *job
	u.ask(ask{
		title: u.T("screen.office.create"), line: l.Filing.Head.Officer, big: u.T("screen.office.create-do"), width: 680, first: one,
		body: func() fyne.CanvasObject {
			rows := []fyne.CanvasObject{st.Para(u.T("screen.office.create-how", "officer", l.Filing.Head.Officer), st.Body, kit.Ink2, 620)}
			for i, f := range []*kit.Field{one, two} {
				rows = append(rows, kit.Row(12, kit.Fixed(st.Text([]string{u.T("screen.signin.new"), u.T("screen.signin.again")}[i], st.Body, kit.Ink2), 140, 0), kit.Grow(f, 1)))
			}
			switch {
			case busy:
				rows = append(rows, st.Text(u.T("screen.filing.loading"), st.Body, kit.Ink2), u.longBar(j.bar))
			case wrong != "":
				rows = append(rows, st.Note(kit.Caution, "", wrong, st.Body, 620))
			}
			return kit.Col(10, rows...)
		},
		keys: kit.Table{{Names: []string{"Tab", "Down", "Up"}, Cap: "Tab", Word: u.T("screen.key.area"), Do: func() {
			if one.Focused() {
				u.f.Focus(two)
			} else {
				u.f.Focus(one)
			}
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
			busy, wrong, j = true, "", u.newJob("")
			u.f.Redraw()
			secret := []byte(one.Text())
			// No cancelling: a book whose recovery key nobody saw would be left.
			runJob(u, j, u.f.Redraw, func(ctx context.Context, progress func(done, total int)) (*desk.CreatedInstitution, error) {
				l.Progress = progress
				return create(ctx, secret, l)
			}, func(c *desk.CreatedInstitution, err error, _ bool) {
				busy = false
				if err != nil {
					wrong = u.w.Sentence(err)
					u.f.Redraw()
					return
				}
				u.f.Close()
				showRecovery(u, c.Recovery, func() { done(c) })
			})
			return false
		},
	})
}
