package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/paper"
	"kaowu/assets"
	"kaowu/store"
)

// calendar reads the holiday tables that are shipped.
func calendar() (exam.Calendar, error) {
	names, err := fs.Glob(assets.Holidays(), "*.csv")
	if err != nil {
		return exam.Calendar{}, err
	}
	var all bytes.Buffer
	for _, n := range names {
		b, err := fs.ReadFile(assets.Holidays(), n)
		if err != nil {
			return exam.Calendar{}, fmt.Errorf("read holiday table %s: %w", path.Base(n), err)
		}
		all.Write(b)
		all.WriteByte('\n')
	}
	return exam.ParseHolidays(&all)
}

// policy reads the table of figures that is shipped.
func policy() (exam.Policy, error) {
	var p exam.Policy
	b, err := fs.ReadFile(assets.Codes(), "policy.json")
	if err != nil {
		return p, err
	}
	if err := json.Unmarshal(b, &p); err != nil {
		return p, fmt.Errorf("read policy table: %w", err)
	}
	return p, nil
}

// storeOptions are the book's, from the environment.
func (r *run) storeOptions() store.Options {
	return store.Options{Clock: r.env.Clock, ScryptLog: r.env.ScryptLog, Program: r.env.Version, FreeSpace: r.env.FreeSpace}
}

// font is the one face: ten megabytes, so the window and its tools share them.
func (r *run) font() []byte {
	if r.env.Font != nil {
		return r.env.Font
	}
	return assets.Font()
}

// deskOptions are a site's, with the font read and the wording loaded.
func (r *run) deskOptions() (desk.Options, error) {
	cal, err := calendar()
	if err != nil {
		return desk.Options{}, err
	}
	press, err := paper.NewPress(r.font())
	if err != nil {
		return desk.Options{}, err
	}
	opt := desk.NewOptions(r.storeOptions(), cal, press, paper.Frame{Words: r.words, Face: press.Face(), Version: r.env.Version})
	opt.Stamper = stamper(r.homeDir())
	return opt, nil
}

// site opens the exam's book.
func (r *run) site() (*desk.Site, error) {
	opt, err := r.deskOptions()
	if err != nil {
		return nil, err
	}
	return desk.Open(r.homeDir(), r.exam, opt)
}

// signedIn opens the book and lets --as in. The caller closes the site.
func (r *run) signedIn() (*desk.Site, *desk.Desk, error) {
	pass, err := r.passphrase()
	if err != nil {
		return nil, nil, err
	}
	s, err := r.site()
	if err != nil {
		return nil, nil, err
	}
	d, err := s.SignIn(r.as, pass)
	if err != nil {
		return nil, nil, closing(s, err)
	}
	return s, d, nil
}

func closing(s interface{ Close() error }, err error) error {
	if cerr := s.Close(); cerr != nil && err == nil {
		return cerr
	}
	return err
}

// passphrase reads --passphrase-file, or asks on the terminal; it is never an
// argument. One final line end is not part of it.
func (r *run) passphrase() ([]byte, error) {
	if r.as == "" {
		return nil, exam.Refuse("who-missing")
	}
	if r.passFile != "" {
		b, err := os.ReadFile(r.passFile)
		if err != nil {
			return nil, fmt.Errorf("read the passphrase file: %w", err)
		}
		return []byte(strings.TrimSuffix(strings.TrimSuffix(string(b), "\n"), "\r")), nil
	}
	if r.env.AskPassphrase == nil {
		return nil, exam.Refuse("no-passphrase")
	}
	return r.env.AskPassphrase(r.words.T("cli.ask-passphrase", "who", r.as))
}
