package screen

import (
	"context"

	"kaowu/app/desk"
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
	officer := l.Filing.Head.Officer
	askFirst(u, firstOf[*desk.CreatedInstitution]{title: u.T("screen.office.create"), line: officer, big: u.T("screen.office.create-do"),
		how: u.T("screen.office.create-how", "officer", officer), busy: u.T("screen.filing.loading"), stopped: u.T("screen.office.cancelled"),
		create: func(ctx context.Context, passphrase []byte, progress func(done, total int)) (*desk.CreatedInstitution, string, error) {
			l.Progress = progress
			c, err := create(ctx, passphrase, l)
			if err != nil {
				return nil, "", err
			}
			return c, c.Recovery, nil
		}, book: func(c *desk.CreatedInstitution) recoverable { return c.Institution }, done: done})
}
