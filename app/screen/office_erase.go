package screen

import (
	"context"
	"errors"
	"slices"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

// officeEraser is the eraser of the window: the exam that stands open behind the office
// is taken as it is, any other is opened beside it and closed again.
type officeEraser struct {
	s       *shell
	o       *institution
	officer *desk.Officer
	site    *desk.Site // behind the office; nil: none
	gone    bool       // it was deleted
}

func (s *shell) eraser() *officeEraser {
	return &officeEraser{s: s, o: s.office, officer: s.office.officer, site: s.site}
}

func (e *officeEraser) hold() { e.o.busy = true }

// ended lets the office go on. An exam that is gone leaves the window: nobody's seat at
// it is kept, and the way back leads to the first page.
func (e *officeEraser) ended() {
	e.o.busy = false
	if s := e.s; e.gone {
		s.site, s.seats, s.back, s.filing, s.files = nil, map[exam.StaffID]*seat{}, seat{}, nil, nil
		e.site, e.gone = nil, false
	}
}

func (e *officeEraser) leadOf(examNo string) string {
	if e.site == nil || e.site.Cover().Exam != examNo {
		return ""
	}
	for _, p := range e.site.Cover().Staff {
		if p.Role == exam.RoleSiteLead {
			return p.Name
		}
	}
	return ""
}

// at signs the lead in for one step. A book that was opened for it is closed again.
func (e *officeEraser) at(examNo, lead string, passphrase []byte, do func(d *desk.Desk) error) error {
	site := e.site
	if site == nil || site.Cover().Exam != examNo {
		opt, err := e.s.opt.Desk(e.s.chosen.lang)
		if err != nil {
			return err
		}
		if site, err = desk.Open(e.s.home, examNo, opt); err != nil {
			return err
		}
		defer func() { _ = site.Close() }() // what was stored is stored; a second time changes nothing
	}
	d, err := site.SignIn(lead, passphrase)
	if err != nil {
		return err
	}
	return do(d)
}

func (e *officeEraser) known(examNo, lead string, passphrase []byte) error {
	return e.at(examNo, lead, passphrase, func(d *desk.Desk) error {
		if d.Staff().Role != exam.RoleSiteLead {
			return exam.Refuse("screen-not-lead", "exam", examNo)
		}
		return nil
	})
}

func (e *officeEraser) erase(ctx context.Context, examNo, lead string, passphrase []byte, del desk.Deleting) error {
	err := e.at(examNo, lead, passphrase, func(d *desk.Desk) error {
		_, err := d.DeleteExam(ctx, e.officer, del)
		return err
	})
	if e.site == nil || e.site.Cover().Exam != examNo {
		return err
	}
	if e.gone = err == nil; err != nil {
		// Refused, or cut short behind the point of no return: the list tells.
		v, more := e.officer.Retention()
		e.gone = slices.ContainsFunc(v.Exams, func(x desk.Retained) bool { return x.Exam == examNo && x.Stone != nil && x.Stone.Holds })
		err = errors.Join(err, more)
	}
	if e.gone {
		err = errors.Join(err, e.site.Close())
	}
	return err
}

func (e *officeEraser) finish(ctx context.Context, examNo string) error {
	opt, err := e.s.opt.Desk(e.s.chosen.lang)
	if err != nil {
		return err
	}
	_, err = desk.FinishDeletion(ctx, e.s.home, examNo, e.officer, opt)
	return err
}
