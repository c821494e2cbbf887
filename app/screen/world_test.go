package screen

import (
	"context"
	"encoding/json"
	"errors"
	"image/png"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
	"kaowu/app/sheet"
	"kaowu/app/words"
	"kaowu/assets"
)

// hand is a clock that a test moves; it is both wall and monotonic clock.
type hand struct {
	mu    sync.Mutex
	at    time.Time
	start time.Time
}

func newHand(at string) *hand {
	t, err := time.ParseInLocation("2006-01-02 15:04:05", at, time.FixedZone("", 8*3600))
	if err != nil {
		panic(err)
	}
	return &hand{at: t, start: t}
}

func (h *hand) Now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at = h.at.Add(time.Millisecond)
	return h.at
}

func (h *hand) Up() time.Duration { return h.Now().Sub(h.start) }

func (h *hand) set(at string) {
	t := newHand(at).at
	h.mu.Lock()
	h.at = t
	h.mu.Unlock()
}

func (h *hand) pass(d time.Duration) {
	h.mu.Lock()
	h.at = h.at.Add(d)
	h.mu.Unlock()
}

// world is a real book of the demo exam with a window over it.
type world struct {
	t     *testing.T
	clock *hand
	home  string
	lead  *desk.Desk
	sh    *shell
	win   fyne.Window
	plan  exam.Plan
	facts []exam.Fact // appended since the last take
	free  uint64      // bytes of the disk that may still be written
	shown []string    // files opened with the desktop's program
	mu    sync.Mutex
}

// The passphrase of everybody in the tests.
const passphrase = "tong-hang-6-3"

// newWorld opens a window on the sign-in page of the demo exam, in which everybody
// is enrolled. With edits of the plan or the policy the exam is made anew; else it
// is a copy of the prepared one.
func newWorld(t *testing.T, at string, edits ...func(*desk.Loading, *exam.Policy)) *world {
	t.Helper()
	p, err := ready()
	check(t, err)
	w := &world{t: t, clock: newHand(at), home: t.TempDir(), free: 40 << 30, plan: p.plan.Plan}
	var site *desk.Site
	if len(edits) == 0 {
		site, w.lead, err = p.open(w.home, w.options())
		check(t, err)
	} else {
		w.clock.set(loadedAt)
		l, pol := demoLoading(t), p.policy
		for _, edit := range edits {
			edit(&l, &pol)
		}
		made, err := p.create(t.Context(), w.home, l, pol, w.options())
		check(t, err)
		site, w.lead, w.plan = made.Site, made.Desk, l.Plan
		w.clock.set(at)
	}
	win, st := p.window(t)
	w.win = win
	w.win.SetPadded(false)
	tables, err := readCodes(assets.Codes())
	check(t, err)
	zh, err := words.Load(assets.Words(), "zh")
	check(t, err)
	u := &ui{ctx: t.Context(), st: st, f: kit.NewFrame(st, w.win.Canvas()), w: zh, codes: tables, now: w.clock.Now, run: func(work func()) { work() }, trace: func(string, string) {}}
	w.win.SetContent(u.f.Root())
	w.win.Resize(fyne.NewSize(1280, 720))
	w.sh = newShell(u, p.app, site, w.home, Options{OpenFile: w.openFile, FreeSpace: w.space, Now: w.clock.Now, Up: w.clock.Up, Plans: demoPlanner{t},
		Desk: func(string) (desk.Options, error) { return w.options(), nil }}, choices{look: kit.Light, lang: "zh"})
	w.sh.watched = w.watch
	w.watch(site)
	t.Cleanup(func() { check(t, w.sh.site.Close()) })
	w.sh.signIn("")
	return w
}

// watch notes each event that a site stores.
func (w *world) watch(s *desk.Site) {
	s.Watch(func(f exam.Fact) {
		w.mu.Lock()
		w.facts = append(w.facts, f)
		w.mu.Unlock()
	})
}

// openFile notes what the desktop was asked to open.
func (w *world) openFile(path string) error {
	w.shown = append(w.shown, path)
	return nil
}

// space is the disk's free room.
func (w *world) space(string) (uint64, error) { return w.free, nil }

func (w *world) options() desk.Options {
	w.t.Helper()
	p, err := ready()
	check(w.t, err)
	opt, err := p.options(w.clock, w.space)
	check(w.t, err)
	return opt
}

// demoLoading reads the demo plan for a test that changes it; its warnings are accepted.
func demoLoading(t *testing.T) desk.Loading {
	t.Helper()
	file := filepath.Join(t.TempDir(), "plan.xlsx")
	check(t, os.WriteFile(file, assets.DemoPlan(), 0o600))
	l, err := demoPlanner{t}.Check(t.Context(), file, func(int, int) {})
	check(t, err)
	l.Accept = func(exam.Problem) string { return "demo" }
	return l
}

// demoPlanner reads plans as the command line does.
type demoPlanner struct{ t *testing.T }

func (d demoPlanner) Check(ctx context.Context, file string, progress func(done, total int)) (desk.Loading, error) {
	return d.check(ctx, file, progress, nil)
}

func (d demoPlanner) check(ctx context.Context, file string, progress func(done, total int), hasGlyph func(rune) bool) (desk.Loading, error) {
	ready, err := ready()
	check(d.t, err)
	p, err := sheet.ReadPlan(ctx, file, sheet.PlanConfig{Calendar: ready.cal, Policy: ready.policy, HasGlyph: hasGlyph, Progress: progress})
	if err != nil {
		return desk.Loading{}, err
	}
	return desk.Loading{Plan: p.Plan, Problems: p.Problems, Source: p.SHA256, Workdays: p.Workdays, Near: p.Near, Places: p.Source}, nil
}

func (d demoPlanner) Mark(ctx context.Context, file, out string, problems []exam.Problem) error {
	return sheet.MarkPlan(ctx, file, out, problems, zhWords(d.t))
}

func (d demoPlanner) Template(out string) error { return sheet.WriteTemplate(out, zhWords(d.t)) }

func zhWords(t *testing.T) *words.Words {
	t.Helper()
	zh, err := words.Load(assets.Words(), "zh")
	check(t, err)
	return zh
}

func check(t *testing.T, err error) {
	t.Helper()
	if err == nil {
		return
	}
	var r *exam.Refusal
	if errors.As(err, &r) {
		b, _ := json.Marshal(r.Args)
		t.Fatalf("%v %s", err, b)
	}
	t.Fatal(err)
}

// key sends keys as the driver does: to the focused part, else to the canvas.
func (w *world) key(names ...fyne.KeyName) {
	for _, n := range names {
		w.clock.pass(50 * time.Millisecond)
		e := &fyne.KeyEvent{Name: n}
		if x := w.win.Canvas().Focused(); x != nil {
			x.TypedKey(e)
		} else {
			w.win.Canvas().OnTypedKey()(e)
		}
	}
}

// typed sends characters as the driver does.
func (w *world) typed(s string) {
	for _, r := range s {
		if x := w.win.Canvas().Focused(); x != nil {
			x.TypedRune(r)
		} else {
			w.win.Canvas().OnTypedRune()(r)
		}
	}
	w.clock.pass(50 * time.Millisecond)
}

// alt sends Alt and a digit.
func (w *world) alt(digit string) { w.sh.u.f.Press("Alt+" + digit) }

// enter signs a person in by keys alone: their name, Enter, passphrase, Enter.
func (w *world) enter(name string) {
	w.t.Helper()
	w.typed(name)
	w.key(fyne.KeyReturn)
	w.typed(passphrase)
	w.key(fyne.KeyReturn)
	if w.sh.desk == nil || w.sh.desk.Staff().Name != name {
		w.t.Fatalf("%s is not signed in: %s", name, w.sh.at.(*signin).wrong)
	}
}

// take gives the kinds of the events stored since the last take.
func (w *world) take() []exam.Kind {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []exam.Kind
	for _, f := range w.facts {
		out = append(out, f.Kind)
	}
	w.facts = nil
	return out
}

// wants fails unless exactly these events were stored since the last look.
func (w *world) wants(kinds ...exam.Kind) {
	w.t.Helper()
	got := w.take()
	same := len(got) == len(kinds)
	for i := 0; same && i < len(got); i++ {
		same = got[i] == kinds[i]
	}
	if !same {
		w.t.Fatalf("stored %v, want %v; refused: %s", got, kinds, w.sh.u.note)
	}
}

// staff is the n-th person of a role in a session.
func (w *world) staff(role exam.Role, in exam.SessionNo, n int) exam.Staff {
	w.t.Helper()
	for _, p := range w.plan.Staff {
		if p.Role == role && (in == "" || p.In(in)) {
			if n == 0 {
				return p
			}
			n--
		}
	}
	w.t.Fatalf("no %s in %s", role, in)
	return exam.Staff{}
}

// desk signs a person in beside the window, to bring a session to where a test begins.
func (w *world) desk(p exam.Staff) *desk.Desk {
	w.t.Helper()
	d, err := w.sh.site.SignIn(string(p.ID), []byte(passphrase))
	check(w.t, err)
	return d
}

// candidates of a session, in seat order.
func (w *world) candidates(in exam.SessionNo) []exam.Candidate {
	seats, err := w.lead.Seats(in)
	check(w.t, err)
	var out []exam.Candidate
	for _, s := range seats {
		for _, c := range w.plan.Candidates {
			if c.No == s.No {
				out = append(out, c)
			}
		}
	}
	return out
}

// shot keeps a picture of the window where KAOWU_SHOTS says, and fails when the
// content asks for more room than the window has or text is cut or overlaps.
func (w *world) shot(name string) {
	w.t.Helper()
	size := w.win.Canvas().Size()
	if main := w.sh.u.f.MainMin(); main.Height > size.Height-80 {
		w.t.Errorf("%s: the screen asks for %v, the window is %v", name, main, size)
	}
	w.looks(name)
	dir := os.Getenv("KAOWU_SHOTS")
	if dir == "" {
		return
	}
	check(w.t, os.MkdirAll(dir, 0o755))
	f, err := os.Create(filepath.Join(dir, name+".png"))
	check(w.t, err)
	check(w.t, png.Encode(f, w.win.Canvas().Capture()))
	check(w.t, f.Close())
}
