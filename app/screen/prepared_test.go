package screen

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/paper"
	"kaowu/app/screen/kit"
	"kaowu/app/sheet"
	"kaowu/app/words"
	"kaowu/assets"
	"kaowu/store"
)

// prepared is what is costly and the same for every test of this package: the font
// read for the window and for paper, the demo plan read from its workbook, and a
// home that holds it, with everybody enrolled. Tests have it from ready and change
// none of it; what they open is a copy.
type prepared struct {
	app    fyne.App
	theme  *kit.Theme
	style  *kit.Style
	press  *paper.Press
	cal    exam.Calendar
	policy exam.Policy
	plan   desk.Loading
	home   fstest.MapFS
}

// ready makes what is prepared, once for all tests that are run.
var ready = sync.OnceValues(prepare)

func prepare() (p *prepared, err error) {
	p = &prepared{}
	font := assets.Font()
	if p.press, err = paper.NewPress(font); err != nil {
		return nil, err
	}
	if p.style, err = kit.NewStyle(kit.Light, kit.Standard, font, assets.Icons()); err != nil {
		return nil, err
	}
	p.app, p.theme = test.NewApp(), kit.NewTheme(p.style)
	p.app.Settings().SetTheme(p.theme)
	if p.cal, err = exam.LoadCalendar(assets.Holidays()); err != nil {
		return nil, err
	}
	if p.policy, err = shippedPolicy(); err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "kaowu-prepared-")
	if err != nil {
		return nil, err
	}
	if err = p.load(dir); err == nil {
		err = p.enrol(filepath.Join(dir, "home"))
	}
	return p, errors.Join(err, os.RemoveAll(dir))
}

// load reads the demo plan; its warnings are accepted.
func (p *prepared) load(dir string) error {
	file := filepath.Join(dir, "plan.xlsx")
	if err := os.WriteFile(file, assets.DemoPlan(), 0o600); err != nil {
		return err
	}
	read, err := sheet.ReadPlan(context.Background(), file, sheet.PlanConfig{Calendar: p.cal, Policy: p.policy})
	if err != nil {
		return err
	}
	p.plan = desk.Loading{Plan: read.Plan, Problems: read.Problems, Source: read.SHA256, Accept: func(exam.Problem) string { return "demo" }}
	return nil
}

// enrol makes a home of the demo exam in which everybody can sign in, and keeps its files.
func (p *prepared) enrol(home string) error {
	opt, err := p.options(newHand(loadedAt), nil)
	if err != nil {
		return err
	}
	made, err := p.create(context.Background(), home, p.plan, p.policy, opt)
	if err != nil {
		return err
	}
	if err := made.Site.Close(); err != nil {
		return err
	}
	p.home = fstest.MapFS{}
	return fs.WalkDir(os.DirFS(home), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(filepath.Join(home, name))
		p.home[name] = &fstest.MapFile{Data: b, Mode: 0o600}
		return err
	})
}

// loadedAt is when the demo plan is loaded and people enrol.
const loadedAt = "2026-12-18 10:00:00"

// create makes an exam of a plan in which everybody can sign in.
func (p *prepared) create(ctx context.Context, home string, l desk.Loading, pol exam.Policy, opt desk.Options) (*desk.Created, error) {
	made, err := desk.Create(ctx, home, l.Plan.Header.SiteLead, []byte(passphrase), l, pol, false, opt)
	if err != nil {
		return made, err
	}
	for _, s := range l.Plan.Staff {
		if s.ID != made.Desk.Staff().ID {
			if err := made.Desk.Enroll(ctx, s.ID, []byte(passphrase)); err != nil {
				return made, err
			}
		}
	}
	return made, nil
}

// options are those of a book on a test's clock.
func (p *prepared) options(clock *hand, space func(string) (uint64, error)) (desk.Options, error) {
	zh, err := words.Load(assets.Words(), "zh")
	if err != nil {
		return desk.Options{}, err
	}
	st := store.Options{Clock: clock, ScryptLog: 6, FreeSpace: space, Reserve: 1 << 20}
	return desk.NewOptions(st, p.cal, p.press, paper.Frame{Words: zh, Face: p.press.Face(), Version: "test"}), nil
}

// window gives a test the app as it is at first, with no preference kept, a window
// of it, and a style of the test's own.
func (p *prepared) window(t *testing.T) (fyne.Window, *kit.Style) {
	t.Helper()
	fyne.SetCurrentApp(p.app)
	for _, key := range []string{prefLook, prefSize, prefLang, "full"} {
		p.app.Preferences().RemoveValue(key)
	}
	st := p.style.With(kit.Light, kit.Standard)
	p.theme.Use(st)
	return test.NewTempWindow(t, nil), st
}

// open gives a test its own copy of the prepared home, with the site lead signed in.
func (p *prepared) open(home string, opt desk.Options) (*desk.Site, *desk.Desk, error) {
	if err := os.CopyFS(home, p.home); err != nil {
		return nil, nil, err
	}
	site, err := desk.Open(home, "", opt)
	if err != nil {
		return nil, nil, err
	}
	lead, err := site.SignIn(p.plan.Plan.Header.SiteLead, []byte(passphrase))
	return site, lead, err
}
