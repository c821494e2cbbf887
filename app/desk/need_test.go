package desk

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kaowu/app/exam"
)

// wait lists what waits on the day's page, "code session candidate", in its order.
func (w *world) waits(d *Desk) []string {
	w.t.Helper()
	v, err := d.Today("")
	w.must(err)
	var out []string
	for _, n := range v.Needs {
		out = append(out, fmt.Sprint(n.Code, " ", n.Session, " ", n.Candidate))
		if !slices.Contains(urgency(), n.Code) {
			w.t.Errorf("%s has no place in the order of urgency", n.Code)
		}
		if !sharedOf(w.t).words.Has(n.Key()) {
			w.t.Errorf("%s has no wording", n.Key())
		}
	}
	return out
}

// Look 6.2: everything that waits, most urgent first, with since when and whose it is.
func TestNeeds(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	need := func(code string) Need {
		t.Helper()
		v, err := w.lead().Today("")
		w.must(err)
		for _, n := range v.Needs {
			if n.Code == code {
				return n
			}
		}
		t.Fatalf("no %s in %+v", code, v.Needs)
		return Need{}
	}

	// T01 is planned 09:00–10:30 and nobody has opened it; T05 runs beside it.
	w.clock.to("2026-12-19 09:07")
	got := w.waits(w.lead())
	if !slices.Contains(got, "overdue T01 ") {
		t.Fatalf("T01 was to be open since %s: %q", w.session("T01").Start, got)
	}
	start := w.site.startOf(w.session("T01"))
	if n := need("overdue"); n.Says != "overdue-open" || !n.Since.Equal(start) || n.Args["n"] != int(w.clock.Now().Sub(start)/time.Minute) {
		t.Errorf("late since the planned start: %+v", n)
	}

	w.running("T01", "2026610006")
	w.clock.to("2026-12-19 23:00") // past its end
	if n := need("overdue"); n.Says != "overdue-close" || n.Session != "T01" {
		t.Errorf("open past its end: %+v", n)
	}
	w.shut("T01")
	closed := w.clock.Now()
	if n := need("to-sign"); n.Says != "to-write" || !n.Since.Equal(closed) {
		t.Errorf("closed, no record: %+v", n)
	}

	// Two entries that differ by one paper: nothing shows before both are in.
	for i, d := range w.crew("T01")[:2] {
		for j, c := range w.roster("T01")[:5] {
			score := exam.Tenths(800)
			if i == 1 && j == 2 {
				score = 735
			}
			w.must(d.EnterTheory(ctx, "T01", c, score))
		}
		if slices.Contains(w.waits(w.lead()), "disagree T01 "+string(w.roster("T01")[2])) {
			t.Error("a disagreement before both have handed in")
		}
		w.clock.to("2026-12-19 11:1" + fmt.Sprint(i))
		w.must(d.SubmitTheory(ctx, "T01"))
	}
	n := need("disagree")
	if n.Args["first"] != "80.0" || n.Args["second"] != "73.5" || n.Since.Format("15:04") != "11:11" || n.Candidate != w.roster("T01")[2] {
		t.Errorf("80.0 against 73.5 since 11:11: %+v", n)
	}
	for d, mine := range map[*Desk]bool{w.crew("T01")[0]: true, w.lead(): false} {
		v, err := d.Today("")
		w.must(err)
		for _, x := range v.Needs {
			if x.Code == "disagree" && x.Mine != mine {
				t.Errorf("disagreement is %s's own: %v", d.staff.ID, x.Mine)
			}
		}
	}

	// A violation that nobody has decided is older than nothing else but comes after.
	_, err := w.as("S01").ReportViolation(ctx, welder, exam.Violation{Session: "T01", Code: "K02", Facts: "手机一部", Time: "09:12"})
	w.must(err)
	if n := need("violation"); n.Since.Format("15:04") != "09:12" || !n.Mine {
		t.Errorf("seen at 09:12, the lead decides: %+v", n)
	}
	var mine []string
	for _, x := range w.waits(w.lead()) {
		if x[:7] != "overdue" {
			mine = append(mine, x)
		}
	}
	if want := []string{"to-sign T01 ", "disagree T01 " + string(w.roster("T01")[2]), "violation T01 " + string(welder)}; !slices.Equal(mine, want) {
		t.Errorf("in this order: %q, got %q", want, mine)
	}

	// The welders' practical: a spread of 20.0 over the limit of 10.
	w.running("P01")
	for i, d := range w.crew("P01") {
		for j, c := range w.roster("P01") {
			give := eighty
			if i == 0 && j == 1 {
				give = func(it exam.Item) exam.Tenths { return it.Full * 6 / 10 }
			}
			w.marks(d, "P01", c, give)
		}
	}
	w.shut("P01")
	n = need("arbitration")
	if n.Says != "arbitration-spread" || n.Candidate != w.roster("P01")[1] || n.Args["spread"] != "20.0" || n.Args["limit"] != "10.0" || n.Args["n"] != 3 {
		t.Errorf("three assessors, 20.0 apart: %+v", n)
	}
	v, err := w.lead().Today("2026-12-20")
	w.must(err)
	if s := v.Sessions[0]; s.Urgent != "arbitration" || s.Next.Code != "case-arbitration" || s.Next.Args["n"] != 1 || s.Status != "to-sign" {
		t.Errorf("the session says so: %+v", s)
	}

	// Signing: who is next and since when.
	w.must(w.lead().DecideViolation(ctx, welder, 1, exam.Decision{Reason: "不处理"}))
	w.written("T01")
	w.clock.to("2026-12-20 18:05")
	w.must(w.crew("T01")[0].FreezeRecord(ctx, "T01"))
	n = need("to-sign")
	if n.Session != "T01" || n.Says != "" || n.Args["role"] != "code:role.invigilator" || n.Since.Format("15:04") != "18:05" {
		t.Errorf("frozen 18:05, the invigilators sign: %+v", n)
	}
}

// record.md 4: a clock that was set by hand is said, until it is set back.
func TestClockNeed(t *testing.T) {
	now := exam.At(time.Date(2026, 12, 20, 9, 0, 0, 0, siteZone))
	jump := func(day, minutes int) exam.Fact {
		body, _ := exam.Marshal(exam.ClockJump{Milliseconds: int64(minutes) * 60_000})
		return exam.Fact{Event: exam.Event{Kind: exam.ClockJumped, Wall: exam.At(now.AddDate(0, 0, day)), Body: body}}
	}
	for _, c := range []struct {
		last  exam.Time
		jumps []exam.Fact
		says  string
		n     int
	}{
		{now, nil, "", 0},
		{now, []exam.Fact{jump(0, 12)}, "clock-forward", 12},
		{now, []exam.Fact{jump(0, -12)}, "clock-back", 12},
		{now, []exam.Fact{jump(0, 12), jump(0, -12)}, "", 0},
		{now, []exam.Fact{jump(-1, 12)}, "", 0}, // yesterday's is over
		{exam.At(now.Add(5 * time.Minute)), nil, "clock-behind", 5},
		{exam.At(now.Add(time.Minute)), nil, "", 0},
	} {
		n, ok := clockNeed(now, c.last, c.jumps)
		if n.Says != c.says || ok != (c.says != "") || (ok && n.Args["n"] != c.n) {
			t.Errorf("%+v: got %+v", c, n)
		}
	}
}

// Before the first day: who has no passphrase yet, and the first session.
func TestPrepare(t *testing.T) {
	f := sharedOf(t)
	clock := &handClock{}
	clock.to("2026-12-17 09:00")
	made, err := Create(t.Context(), t.TempDir(), "S16", secret("S16"), Loading{Plan: f.plan, Source: "ab"}, f.policy, true, options(f, clock))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = made.Site.Close() })
	v, err := made.Desk.Today("")
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Prepare) != 1 || v.Prepare[0].Code != "enroll" || v.Prepare[0].Args["n"] != len(f.plan.Staff)-1 || len(v.Prepare[0].Args["names"].([]string)) != 4 {
		t.Errorf("all but the lead lack a passphrase: %+v", v.Prepare)
	}
	if v.Next == nil || v.Next.Date != v.Days[0] || v.Date != v.Days[0] || len(v.Needs) != 0 {
		t.Errorf("the first session is next: %+v %+v", v.Next, v.Needs)
	}
	if v.Laptop.Events == 0 || v.Laptop.Last.IsZero() || !v.Laptop.Archived.IsZero() {
		t.Errorf("this laptop: %+v", v.Laptop)
	}
}

// Design 5: the emergency list has every room of the day, a copy stays in the book.
func TestEmergencyList(t *testing.T) {
	w := newWorld(t)
	w.running("T01", "2026610006")
	ctx := t.Context()
	files := w.files()
	p, err := w.lead().EmergencyList(ctx, "2026-12-19")
	w.must(err)
	if p.Name != "emergency-2026-12-19" || len(p.PDF) < 1000 || string(p.PDF[:5]) != "%PDF-" {
		t.Errorf("%s of %d bytes", p.Name, len(p.PDF))
	}
	if got := w.files(); got != files+1 {
		t.Errorf("%d sealed files, there were %d", got, files)
	}
	data, err := w.site.statusData(w.view("T01"))
	w.must(err)
	if len(data.Rows) != 6 || data.Events != w.site.Size() || data.Rows[0].Attendance.State != exam.Present || data.Rows[5].Attendance.State != exam.NotCome || data.Rows[0].Of != 2 {
		t.Errorf("T01's list: %+v", data)
	}
	w.refused("no-sessions-that-day", func() error { _, err := w.as("S01").EmergencyList(ctx, "2026-12-20"); return err })
	w.refused("not-allowed", func() error { _, err := w.as("S17").EmergencyList(ctx, ""); return err })
}

func (w *world) view(no exam.SessionNo) SessionView {
	list, err := w.lead().Sessions()
	w.must(err)
	for _, v := range list {
		if v.Session.No == no {
			return v
		}
	}
	w.t.Fatalf("no %s", no)
	return SessionView{}
}

// What was counted is dropped by every event that changes it, and by no other.
func TestTallyFollowsEvents(t *testing.T) {
	w := newWorld(t)
	w.running("T01")
	_, err := w.lead().Today("")
	w.must(err)
	kept := func() []exam.SessionNo {
		w.site.mu.Lock()
		defer w.site.mu.Unlock()
		var out []exam.SessionNo
		for _, no := range []exam.SessionNo{"T01", "P01", "T05"} {
			if _, ok := w.site.tallies[no]; ok {
				out = append(out, no)
			}
		}
		return out
	}
	if got := kept(); len(got) != 3 {
		t.Fatalf("kept %v", got)
	}
	w.must(w.as("S01").UndoAdmit(t.Context(), "T01", welder, "wrong-person"))
	if got := kept(); !slices.Equal(got, []exam.SessionNo{"T05"}) { // the welder sits in T01 and P01
		t.Errorf("after an event of a welder: %v", got)
	}
	if v := w.view("T01"); v.Present != 5 {
		t.Errorf("present %d of 6, one undone", v.Present)
	}
	w.must(w.lead().NameEntrants(t.Context(), "T05", "S01", "S18"))
	if got := kept(); !slices.Equal(got, []exam.SessionNo{"T01", "P01"}) {
		t.Errorf("after an event of T05: %v", got)
	}
}

// files counts what is sealed in the book.
func (w *world) files() int {
	n := 0
	w.must(filepath.WalkDir(w.home, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && strings.Contains(path, string(filepath.Separator)+"files"+string(filepath.Separator)) {
			n++
		}
		return err
	}))
	return n
}
