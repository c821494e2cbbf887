package screen

import (
	"context"
	"errors"

	"kaowu/app/desk"
)

// entering puts an exam into the institution's ledger, opened for it by its officer.
type entering func(ctx context.Context, officer string, passphrase []byte, taken desk.ExamTaken) error

// toLedger gives the exam to the institution's ledger 台账: the officer beside the lead
// types their passphrase. Giving it again takes the place of what was given before.
func (a *archive) toLedger() {
	u := a.u
	u.fill(form{title: u.T("screen.archive.ledger"), line: a.exam, said: u.T("screen.archive.ledger-how"), big: u.T("screen.archive.ledger-do"),
		blanks: []blank{{key: "officer", label: u.T("screen.office.role")}, {key: "pass", label: u.T("screen.archive.ledger-pass"), kind: secretBlank}},
		do: func(f answered) error {
			taken, err := a.d.LedgerEntry()
			if err != nil {
				return err
			}
			return a.give(u.ctx, f.text("officer"), []byte(f["pass"]), taken)
		},
		done: func() { u.stored("screen.archive.saved-ledger") }, after: a.draw})
}

// enterInLedger opens the institution's book of this home, enters the exam and closes it
// again: nobody else finds it open.
func (s *shell) enterInLedger(ctx context.Context, officer string, passphrase []byte, taken desk.ExamTaken) error {
	opt, err := s.opt.Desk(s.chosen.lang)
	if err != nil {
		return err
	}
	i, err := desk.OpenInstitution(s.home, opt)
	if err != nil {
		return err
	}
	o, err := i.SignIn(officer, passphrase)
	if err == nil {
		err = o.EnterExam(ctx, taken)
	}
	return errors.Join(err, i.Close())
}
