package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kaowu/app/exam"
	"kaowu/app/paper"
	"kaowu/app/sheet"
	"kaowu/app/words"
	"kaowu/assets"
	"kaowu/store"
)

// handClock moves only when a test moves it; wall and monotonic time together.
type handClock struct {
	mu  sync.Mutex
	now time.Time
	up  time.Duration
}

func (c *handClock) Now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.now }

func (c *handClock) Up() time.Duration { c.mu.Lock(); defer c.mu.Unlock(); return c.up }

// to sets the clock to "2026-12-19 09:00" at the site.
func (c *handClock) to(at string) {
	t, err := time.ParseInLocation("2006-01-02 15:04", at, siteZone)
	if err != nil {
		panic(err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.up, c.now = c.up+t.Sub(c.now), t
}

var siteZone = time.FixedZone("", 8*3600)

// fixed is what every test's world shares and nobody changes.
type fixed struct {
	plan     exam.Plan
	policy   exam.Policy
	calendar exam.Calendar
	press    *paper.Press
	words    *words.Words
}

var shared = sync.OnceValues(func() (f fixed, err error) {
	pf, err := sheet.ReadPlan(context.Background(), "../cli/testdata/plan12.xlsx", sheet.PlanConfig{HasGlyph: func(rune) bool { return true }})
	if err != nil {
		return f, err
	}
	f.plan = pf.Plan
	// Whom the workbook does not have: somebody who only reads, and a third
	// invigilator in the first theory room.
	f.plan.Staff = append(slices.Clone(f.plan.Staff),
		exam.Staff{ID: "S17", Name: "巡甲", Role: exam.RoleInspector},
		exam.Staff{ID: "S18", Name: "监乙", Role: exam.RoleInvigilator, Sessions: []exam.SessionNo{"T01"}})
	b, err := fs.ReadFile(assets.Codes(), "policy.json")
	if err != nil {
		return f, err
	}
	if err := json.Unmarshal(b, &f.policy); err != nil {
		return f, err
	}
	h, err := fs.ReadFile(assets.Holidays(), "2026.csv")
	if err != nil {
		return f, err
	}
	if f.calendar, err = exam.ParseHolidays(bytes.NewReader(h)); err != nil {
		return f, err
	}
	if f.press, err = paper.NewPress(assets.Font()); err != nil {
		return f, err
	}
	f.words, err = words.Load(assets.Words(), "zh")
	return f, err
})

// world is one exam's book in a folder of its own: 12 candidates; welders W3 in T01
// and P01 (assessors S05–S07), electricians E2 in T05, P10 (S08–S10) and R01
// (S11–S13); S14 supervises T01, P01, R01, S15 the others; S16 leads.
type world struct {
	t     testing.TB
	home  string
	opt   Options
	clock *handClock
	site  *Site
	desks map[exam.StaffID]*Desk
	over  bool   // every session was played already
	key   string // recovery key, as it was given once; empty where the home was copied
}

func secret(id exam.StaffID) []byte { return []byte("drill-" + string(id) + "-1234") }

func sharedOf(t testing.TB) fixed {
	t.Helper()
	f, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// options are a site's on a clock that starts on the filing day.
func options(f fixed, clock store.Clock) Options {
	return Options{Store: store.Options{Clock: clock, ScryptLog: 6, Program: "test", MinFree: 1 << 20, Reserve: 1 << 16},
		Calendar: f.calendar, Rand: rand.NewChaCha8([32]byte{1}), Press: f.press,
		Frame: paper.Frame{Words: f.words, Face: f.press.Face(), Version: "test"}}
}

// newWorld creates the exam, changed by the given edits, and enrols everybody: where
// nothing is changed, once, and then copied.
func newWorld(t testing.TB, edits ...func(*exam.Plan, *exam.Policy)) *world {
	t.Helper()
	if len(edits) == 0 {
		return freshHome.copied(t, func() *world { return newWorldOf(t, true) })
	}
	return newWorldOf(t, true, edits...)
}

// newWorldOf is newWorld as a training exam or a real one.
func newWorldOf(t testing.TB, drill bool, edits ...func(*exam.Plan, *exam.Policy)) *world {
	t.Helper()
	f := sharedOf(t)
	w := &world{t: t, home: t.TempDir(), clock: &handClock{}, desks: map[exam.StaffID]*Desk{}}
	w.clock.to("2026-11-23 09:00")
	w.opt = options(f, w.clock)
	plan, pol := f.plan, f.policy
	plan.Staff, plan.Candidates = slices.Clone(plan.Staff), slices.Clone(plan.Candidates)
	for _, edit := range edits {
		edit(&plan, &pol)
	}
	made, err := Create(t.Context(), w.home, "S16", secret("S16"), Loading{Plan: plan, Source: "ab"}, pol, drill, w.opt)
	if err != nil {
		t.Fatal(err)
	}
	w.site, w.key = made.Site, made.Recovery
	t.Cleanup(func() { _ = w.site.Close() })
	w.desks["S16"] = made.Desk
	for _, s := range plan.Staff {
		if s.ID == "S16" {
			continue
		}
		w.must(made.Desk.Enroll(t.Context(), s.ID, secret(s.ID)))
	}
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err, argsOf(err))
	}
}

func argsOf(err error) any {
	var r *exam.Refusal
	if errors.As(err, &r) {
		return r.Args
	}
	return nil
}

// refused wants a refusal with a code, in words that both languages have, and that
// nothing was written.
func (w *world) refused(code string, do func() error) *exam.Refusal {
	w.t.Helper()
	before := w.site.Size()
	err := do()
	var r *exam.Refusal
	if !errors.As(err, &r) || r.Code != code {
		w.t.Fatalf("got %v %v, want refusal %s", err, argsOf(err), code)
	}
	if now := w.site.Size(); now != before {
		w.t.Errorf("refusal %s wrote %d events", code, now-before)
	}
	if s := sharedOf(w.t).words.Sentence(r); strings.Contains(s, "{") || strings.Contains(s, code) {
		w.t.Errorf("refusal %s reads %q", code, s)
	}
	return r
}

// wrote wants exactly these events of do, each "kind on about body"; a last "*"
// stands for ids and digests that differ from run to run.
func (w *world) wrote(do func() error, want ...string) []exam.Fact {
	w.t.Helper()
	before := w.site.Size()
	w.must(do())
	var got []exam.Fact
	w.must(w.site.book.Each(func(f exam.Fact) error {
		if f.Seq >= before {
			got = append(got, f)
		}
		return nil
	}))
	if len(got) != len(want) {
		w.t.Errorf("%d events, want %d", len(got), len(want))
	}
	for i, f := range got {
		line := fmt.Sprintf("%s %s %s %s", f.Kind, f.On, f.Abt, f.Body)
		if i >= len(want) {
			w.t.Errorf("more: %s", line)
			continue
		}
		head, open := strings.CutSuffix(want[i], "*")
		if line != want[i] && !(open && strings.HasPrefix(line, head)) {
			w.t.Errorf("event %d\n got %s\nwant %s", i, line, want[i])
		}
	}
	return got
}

// session gives a row of the plan.
func (w *world) session(no exam.SessionNo) exam.Session {
	st, err := w.site.session(no)
	w.must(err)
	return st.Session
}

// crew are the session's own people.
func (w *world) crew(no exam.SessionNo) []*Desk {
	r, err := w.site.Roster()
	w.must(err)
	var out []*Desk
	for _, sg := range exam.Signers(r.Plan, w.session(no), sharedOf(w.t).policy) {
		if sg.Group == 0 {
			out = append(out, w.as(sg.Staff))
		}
	}
	return out
}

// roster is a session's list in seat order.
func (w *world) roster(no exam.SessionNo) []exam.CandidateNo {
	people, err := w.site.inSession(no)
	w.must(err)
	out := make([]exam.CandidateNo, len(people))
	for i, c := range people {
		out[i] = c.No
	}
	return out
}

// open opens a session twenty minutes before it starts.
func (w *world) open(no exam.SessionNo) {
	w.t.Helper()
	s := w.session(no)
	w.clock.to(w.site.startOf(s).Add(-20 * time.Minute).Format("2006-01-02 15:04"))
	w.must(w.crew(no)[0].OpenSession(w.t.Context(), no))
}

// running opens a session and admits all but some.
func (w *world) running(no exam.SessionNo, but ...exam.CandidateNo) {
	w.t.Helper()
	w.open(no)
	for _, c := range w.roster(no) {
		if !slices.Contains(but, c) {
			_, err := w.door(no).Admit(w.t.Context(), no, c)
			w.must(err)
		}
	}
}

// door is who checks people in: the session's own, or the lead where they may not
// know who comes.
func (w *world) door(no exam.SessionNo) *Desk {
	d := w.crew(no)[0]
	if hidden, err := d.hidesAtDoor(no); err != nil || hidden {
		return w.lead()
	}
	return d
}

// calls is what somebody calls a candidate.
func (w *world) calls(d *Desk, in exam.SessionNo, no exam.CandidateNo) exam.CandidateNo {
	w.t.Helper()
	v, err := d.veil(in)
	w.must(err)
	return v.no(no)
}

// shut closes a session at its planned end.
func (w *world) shut(no exam.SessionNo) {
	w.t.Helper()
	s := w.session(no)
	w.clock.to(string(s.Date) + " " + s.End)
	_, err := w.crew(no)[0].CloseSession(w.t.Context(), no)
	w.must(err)
}

// eighty is 80 percent of each item's full marks: 80.0 for a whole sheet.
func eighty(it exam.Item) exam.Tenths { return it.Full * 8 / 10 }

// marks fills one person's sheet and hands it in.
func (w *world) marks(d *Desk, in exam.SessionNo, no exam.CandidateNo, give func(exam.Item) exam.Tenths) {
	w.t.Helper()
	no = w.calls(d, in, no)
	v, err := d.Sheet(in, no)
	w.must(err)
	for _, it := range v.Rubric.Items {
		w.must(d.ScoreItem(w.t.Context(), in, no, it.No, give(it)))
		if NeedsReason(sharedOf(w.t).policy, it, give(it)) {
			w.must(d.GiveReason(w.t.Context(), in, no, it.No, exam.Why{Code: "defect"}))
		}
	}
	w.must(d.SubmitScores(w.t.Context(), in, no))
}

// typed enters a session's theory scores twice and hands both in.
func (w *world) typed(no exam.SessionNo, score exam.Tenths) {
	w.t.Helper()
	for _, d := range w.crew(no)[:2] {
		for _, c := range w.roster(no) {
			if st, err := w.site.candidate(c); err == nil && st.Attendance[exam.Theory].State == exam.Present {
				w.must(d.EnterTheory(w.t.Context(), no, w.calls(d, no, c), score))
			}
		}
		w.must(d.SubmitTheory(w.t.Context(), no))
	}
}

// played runs a session whole: everybody comes, 80.0 for all.
func (w *world) played(no exam.SessionNo) {
	w.t.Helper()
	w.running(no)
	if w.session(no).Component == exam.Theory {
		w.shut(no)
		w.typed(no, 800)
		return
	}
	for _, c := range w.roster(no) {
		for _, d := range w.crew(no) {
			w.marks(d, no, c, eighty)
		}
	}
	w.shut(no)
}

// filled are values for every field of a record.
var filled = map[string]string{
	"papers_received": "8", "papers_used": "6", "papers_returned": "8", "openers": "甲、乙", "opened": "09:00", "seal_whole": "yes",
	"safety": "yes", "video": "yes", "check_identity": "yes", "check_staff": "yes", "check_rules": "yes", "check_independent": "yes",
	"check_recusal": "na", "check_video": "yes", "supervisor_from": "09:00", "supervisor_to": "10:30", "verdict": "good",
}

// signers are everybody who signs a session's record, in order.
func (w *world) signers(no exam.SessionNo) []*Desk {
	r, err := w.site.Roster()
	w.must(err)
	var out []*Desk
	for _, sg := range exam.Signers(r.Plan, w.session(no), sharedOf(w.t).policy) {
		out = append(out, w.as(sg.Staff))
	}
	return out
}

// written fills a record's fields, each by whose it is.
func (w *world) written(no exam.SessionNo) {
	w.t.Helper()
	first := w.crew(no)[0]
	super := w.signers(no)[len(w.signers(no))-2]
	for _, name := range slices.Sorted(maps.Keys(filled)) {
		f, ok := fieldNamed(name, w.session(no).Component)
		if !ok {
			continue
		}
		who := first
		if f.Role == exam.RoleSupervisor {
			who = super
		}
		w.must(who.WriteRecord(w.t.Context(), no, name, filled[name]))
	}
}

var hand = exam.Strokes{{{X: 100, Y: 100, T: 0}, {X: 900, Y: 700, T: 16}}, {{X: 300, Y: 100, T: 60}, {X: 300, Y: 900, T: 90}}}

// read is a record's content as it stands before everybody's eyes.
func (w *world) read(no exam.SessionNo) exam.RecordContent {
	w.t.Helper()
	v, err := w.lead().RecordView(no)
	w.must(err)
	return v.Content
}

// sign reads a record and signs what was read.
func (w *world) sign(d *Desk, no exam.SessionNo) error {
	_, err := d.SignRecord(w.t.Context(), no, w.read(no), hand, secret(d.staff.ID))
	return err
}

// signed freezes a record and has everybody sign it.
func (w *world) signed(no exam.SessionNo) {
	w.t.Helper()
	w.must(w.crew(no)[0].FreezeRecord(w.t.Context(), no))
	for _, d := range w.signers(no) {
		w.must(w.sign(d, no))
	}
}

// ended plays every session with its record signed.
func (w *world) ended() {
	w.t.Helper()
	if w.over {
		return
	}
	w.over = true
	r, err := w.site.Roster()
	w.must(err)
	for _, s := range r.Plan.Sessions {
		w.played(s.No)
		w.written(s.No)
		w.signed(s.No)
	}
}
