package screen

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
	"kaowu/app/words"
	"kaowu/assets"
)

// Options are what the window needs of the world.
type Options struct {
	Version   string
	Font      []byte                                  // the one face of window and paper, as a TrueType file; nil: read here
	Desk      func(lang string) (desk.Options, error) // how a book is opened
	Plans     Planner                                 // nil: no plan can be loaded here
	Filings   Filings                                 // nil: no filing can be loaded here
	Receiver  func() (desk.Receiver, error)           // the provincial system; nil: none is set up
	FreeSpace func(dir string) (uint64, error)        // of the home's disk; nil: not shown
	OpenFile  func(path string) error                 // opens a file with the desktop's program; nil: the toolkit's way
	Now       func() time.Time                        // nil: the machine's clock
	Up        func() time.Duration                    // its monotonic side; nil: what Now carries
}

// appID names the program to the desktop and its preferences.
const appID = "cn.kaowu.app"

// Run opens the window on a home: the sign-in page of its exam, or the ways to
// begin where there is none. It ends when the window is closed or ctx is done.
func Run(ctx context.Context, home, lang string, opt Options) error {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	// Release: no check of the calling goroutine; the tests run unmigrated (pitfalls 1.1).
	app.SetMetadata(fyne.AppMetadata{ID: appID, Name: "Kaowu", Version: opt.Version, Release: true, Migrations: map[string]bool{"fyneDo": true}})
	// A laptop has little memory, and what a window keeps is large beside what it makes
	// anew: the collector runs more often than a server's would.
	debug.SetGCPercent(20)
	a := app.NewWithID(appID)
	trace, err := openTrace(os.Getenv("KAOWU_TRACE"), opt.Now)
	if err != nil {
		return fmt.Errorf("open the trace file: %w", err)
	}
	w, err := newWindow(ctx, a, home, lang, opt, trace)
	if err != nil {
		return errors.Join(err, trace.close())
	}
	stop := w.live()
	err = w.running.guard(w.window.ShowAndRun)
	stop()
	// After a panic the same screen may panic again when it is left: the book must
	// close all the same.
	return errors.Join(err, w.running.guard(w.leave), w.close(), trace.close())
}

// window is the program's one window and what it stands on.
type window struct {
	window  fyne.Window
	sh      *shell
	running *running
}

func newWindow(ctx context.Context, a fyne.App, home, lang string, opt Options, trace *tracer) (*window, error) {
	chosen := readChoices(a.Preferences(), lang)
	w, err := words.Load(assets.Words(), chosen.lang)
	if err != nil {
		return nil, err
	}
	if opt.Font == nil {
		opt.Font = assets.Font()
	}
	st, err := kit.NewStyle(chosen.look, chosen.size, opt.Font, assets.Icons())
	if err != nil {
		return nil, fmt.Errorf("read the font: %w", err)
	}
	tables, err := readCodes(assets.Codes())
	if err != nil {
		return nil, err
	}
	a.Settings().SetTheme(kit.NewTheme(st))
	a.SetIcon(fyne.NewStaticResource("kaowu.png", assets.AppIcon()))
	win := a.NewWindow(w.T("screen.name"))
	win.SetPadded(false)
	win.SetMaster()
	u := &ui{ctx: ctx, st: st, f: kit.NewFrame(st, win.Canvas()), w: w, codes: tables, now: opt.Now}
	win.SetContent(u.f.Root())
	win.Resize(fyne.NewSize(1280, 720))
	if a.Preferences().Bool("full") {
		win.SetFullScreen(true)
	}
	out := &window{window: win, running: &running{home: home, now: opt.Now, mark: mark{Version: opt.Version}}}
	u.run = out.running.apart(func() { fyne.Do(win.Close) })
	u.trace = func(kind, detail string) {
		trace.line(kind, detail)
		if kind == "screen" {
			out.running.screen(detail)
		}
	}
	if trace.out != nil {
		u.f.After = func() { trace.state(where(out.sh)) }
	}
	site, err := openSite(home, chosen.lang, opt)
	if err != nil {
		return nil, err
	}
	left, err := readLeftover(home)
	if err != nil {
		return nil, err
	}
	if site != nil {
		u.now = siteClock(site) // a drill lives in its own time
	}
	out.sh = newShell(u, a, site, home, opt, chosen)
	out.sh.left, u.spare = left, debug.FreeOSMemory
	out.running.events = func() uint64 {
		if s := out.sh.site; s != nil {
			return s.Size()
		}
		return 0
	}
	out.sh.watched = func(s *desk.Site) {
		out.running.begin()
		s.Watch(func(f exam.Fact) { trace.event(string(f.Kind), f.ID.String()) })
	}
	if site == nil {
		out.sh.begin()
		return out, nil
	}
	out.sh.watched(site)
	out.sh.signIn("")
	return out, nil
}

// siteClock is the book's clock, which every event is stamped by.
func siteClock(s *desk.Site) func() time.Time { return func() time.Time { return s.Now().Time } }

// openSite opens the home's book; nil where there is none yet.
func openSite(home, lang string, opt Options) (*desk.Site, error) {
	o, err := opt.Desk(lang)
	if err != nil {
		return nil, err
	}
	s, err := desk.Open(home, "", o)
	if errors.Is(err, &exam.Refusal{Code: "no-exam"}) {
		return nil, nil
	}
	return s, err
}

// live runs the clock; stop ends it.
func (w *window) live() (stop func()) {
	t := time.NewTicker(time.Second)
	done := make(chan struct{})
	go func() {
		for {
			select {
			case <-t.C:
				fyne.Do(w.sh.tick)
			case <-w.sh.u.ctx.Done():
				fyne.Do(w.window.Close)
				return
			case <-done:
				return
			}
		}
	}()
	return func() { t.Stop(); close(done) }
}

// leave stores what is typed and complete.
func (w *window) leave() {
	if w.sh.at != nil {
		w.sh.at.leave()
	}
}

// close closes the books; only then has the window closed in order.
func (w *window) close() error {
	var err error
	if w.sh.site != nil {
		err = w.sh.site.Close()
	}
	if o := w.sh.office; o != nil && o.inst != nil {
		err = errors.Join(err, o.inst.Close())
	}
	if p := w.sh.real; p != nil && p.site != nil {
		err = errors.Join(err, p.site.Close())
	}
	if err != nil {
		return err
	}
	return w.running.end()
}

// shippedPolicy is the table of figures a new exam begins with.
func shippedPolicy() (exam.Policy, error) {
	var p exam.Policy
	b, err := fs.ReadFile(assets.Codes(), "policy.json")
	if err != nil {
		return p, fmt.Errorf("read policy table: %w", err)
	}
	if err := json.Unmarshal(b, &p); err != nil {
		return p, fmt.Errorf("read policy table: %w", err)
	}
	return p, nil
}
