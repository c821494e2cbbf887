package cli

import (
	"github.com/spf13/cobra"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/sheet"
)

// officer is who opens the institution's book, where that is not --as or not alone.
type officer struct{ name, passFile string }

func (r *run) officerFlags(c *cobra.Command, o *officer) {
	c.Flags().StringVar(&o.name, "officer", "", r.words.T("cli.flag.officer"))
	c.Flags().StringVar(&o.passFile, "officer-passphrase-file", "", r.words.T("cli.flag.officer-passphrase-file"))
}

// officer lets somebody into the institution's book to do one thing.
func (r *run) officer(who officer, do func(*desk.Institution, *desk.Officer) error) error {
	as := *r
	as.as, as.passFile = who.name, who.passFile
	pass, err := as.passphrase()
	if err != nil {
		return err
	}
	opt, err := r.deskOptions()
	if err != nil {
		return err
	}
	i, err := desk.OpenInstitution(r.homeDir(), opt)
	if err != nil {
		return err
	}
	o, err := i.SignIn(who.name, pass)
	if err == nil {
		err = do(i, o)
	}
	return closing(i, err)
}

// besides gives the officer that flags name beside --as: without a name it is --as, and
// without a file the passphrase is the same.
func (r *run) besides(o officer) officer {
	if o.name == "" {
		o.name = r.as
	}
	if o.passFile == "" {
		o.passFile = r.passFile
	}
	return o
}

// standing adds to a plan's problems what the institution's book knows of its people,
// where an officer opens it: its records are sealed for everybody else.
func (r *run) standing(who officer, pf *sheet.PlanFile) error {
	if who.name == "" {
		return nil
	}
	return r.officer(r.besides(who), func(_ *desk.Institution, o *desk.Officer) error {
		found, err := o.CheckStanding(pf.Plan, pf.Source)
		pf.Problems = append(pf.Problems, found...)
		exam.SortProblems(pf.Problems, exam.PlanSheets())
		return err
	})
}
