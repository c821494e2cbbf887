package desk

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"kaowu/app/exam"
)

// Record.md 2 and 7: what Create takes and refuses before anything is on disk.
func TestCreateRefuses(t *testing.T) {
	f := sharedOf(t)
	clock := &handClock{}
	clock.to("2026-11-23 09:00")
	bad, doubt := exam.Problem{Severity: exam.SeverityError, Code: "x"}, exam.Problem{Severity: exam.SeverityWarning, Code: "y"}
	for _, tt := range []struct {
		why, who string
		load     Loading
		code     string
		n        any
	}{
		{"two errors", "S16", Loading{Plan: f.plan, Problems: []exam.Problem{bad, doubt, bad}}, "plan-errors", 2},
		{"a warning that nobody accepted", "S16", Loading{Plan: f.plan, Problems: []exam.Problem{doubt}}, "warnings-open", 1},
		{"a warning accepted without a reason", "S16", Loading{Plan: f.plan, Problems: []exam.Problem{doubt}, Accept: func(exam.Problem) string { return "" }}, "warnings-open", 1},
		{"an invigilator", "S01", Loading{Plan: f.plan}, "not-site-lead", nil},
		{"nobody of the plan", "张三", Loading{Plan: f.plan}, "not-site-lead", nil},
	} {
		home := t.TempDir()
		_, err := Create(t.Context(), home, tt.who, secret("S16"), tt.load, f.policy, true, options(f, clock))
		var r *exam.Refusal
		if !errors.As(err, &r) || r.Code != tt.code || tt.n != nil && r.Args["n"] != tt.n {
			t.Errorf("%s: %v %v, want %s of %v", tt.why, err, argsOf(err), tt.code, tt.n)
		}
		if _, err := Open(home, "", options(f, clock)); !errors.Is(err, exam.Refuse("no-exam")) {
			t.Errorf("%s left a book: %v", tt.why, err)
		}
	}
}

// A plan is loaded again until a session has begun; rows of a load that was cut
// short are counted and never in effect (record.md 2).
func TestLoadPlanAgain(t *testing.T) {
	w := newWorld(t)
	ctx, lead := t.Context(), w.lead()
	load := func(l Loading) func() error { return func() error { return lead.LoadPlan(ctx, l) } }
	plan := sharedOf(t).plan
	doubt := exam.Problem{Severity: exam.SeverityWarning, Code: "y", Sheet: "考场表", Row: 3}
	w.refused("plan-errors", load(Loading{Plan: plan, Problems: []exam.Problem{{Severity: exam.SeverityError}}}))
	w.refused("warnings-open", load(Loading{Plan: plan, Problems: []exam.Problem{doubt}}))
	other := plan
	other.Header.Exam = "SC-JD-2026-0999"
	w.refused("other-exam", load(Loading{Plan: other}))
	w.refused("not-allowed", func() error { return w.as("S14").LoadPlan(ctx, Loading{Plan: plan}) })

	changed := plan
	changed.Candidates = slices.Clone(plan.Candidates)
	changed.Candidates[0].Name = "改名"
	if _, err := w.site.book.Append(ctx, lead.rows("cut", changed)[:5]...); err != nil {
		t.Fatal(err)
	}
	w.site.forget()
	r, err := w.site.Roster()
	w.must(err)
	if !r.Loaded || r.Abandoned != 5 || r.Plan.Candidates[0].Name != "贾梓" {
		t.Errorf("cut short: loaded %v, %d abandoned, %s", r.Loaded, r.Abandoned, r.Plan.Candidates[0].Name)
	}
	w.must(load(Loading{Plan: changed, Problems: []exam.Problem{doubt}, Source: "cd", Accept: func(exam.Problem) string { return "已核实" }})())
	if r, err = w.site.Roster(); err != nil {
		t.Fatal(err)
	}
	if r.Abandoned != 5 || r.Source != "cd" || r.Plan.Candidates[0].Name != "改名" || len(r.Plan.Candidates) != 12 {
		t.Errorf("loaded again: %d abandoned, source %s, %s of %d", r.Abandoned, r.Source, r.Plan.Candidates[0].Name, len(r.Plan.Candidates))
	}
	if len(r.Accepted) != 1 || r.Accepted[0] != (exam.Accepted{Code: "y", Sheet: "考场表", Row: 3, Reason: "已核实"}) {
		t.Errorf("accepted: %+v", r.Accepted)
	}
	w.open("T01")
	w.refused("exam-begun", load(Loading{Plan: plan}))
}

// A first load that somebody cancels leaves a home without an exam, and the same load
// can be run again.
func TestCreateCancelled(t *testing.T) {
	f, home, clock := sharedOf(t), t.TempDir(), &handClock{}
	clock.to("2026-11-23 09:00")
	ctx, cancel := context.WithCancel(t.Context())
	l := Loading{Plan: bigger(f.plan), Source: "cd", Progress: func(int, int) { cancel() }}
	if _, err := Create(ctx, home, "S16", secret("S16"), l, f.policy, true, options(f, clock)); !errors.Is(err, context.Canceled) {
		t.Fatalf("cancelled: %v", err)
	}
	if left, err := os.ReadDir(filepath.Join(home, "books")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if _, err := Open(home, "", options(f, clock)); !errors.Is(err, exam.Refuse("no-exam")) {
		t.Errorf("an exam is left: %v", err)
	}
	l.Progress = nil
	made, err := Create(t.Context(), home, "S16", secret("S16"), l, f.policy, true, options(f, clock))
	if err != nil {
		t.Fatal(err)
	}
	if r, err := made.Site.Roster(); err != nil || len(r.Plan.Candidates) != 1212 || r.Abandoned != 0 {
		t.Errorf("again: %d candidates, %d abandoned, %v", len(r.Plan.Candidates), r.Abandoned, err)
	}
	if err := made.Site.Close(); err != nil {
		t.Fatal(err)
	}
}

// bigger is a plan of more rows than are stored at once, the first candidate renamed.
func bigger(plan exam.Plan) exam.Plan {
	plan.Candidates = slices.Clone(plan.Candidates)
	plan.Candidates[0].Name = "改名"
	for i := range 1200 {
		c := plan.Candidates[0]
		c.No = exam.CandidateNo(fmt.Sprintf("902661%04d", i))
		plan.Candidates = append(plan.Candidates, c)
	}
	return plan
}

// A load that somebody cancels stops between two stores: what is stored is abandoned,
// the plan before stays in effect, and the same load can be run again.
func TestLoadPlanCancelled(t *testing.T) {
	w := newWorld(t)
	plan := bigger(sharedOf(t).plan)
	ctx, cancel := context.WithCancel(t.Context())
	var told [][2]int
	l := Loading{Plan: plan, Source: "cd", Progress: func(done, total int) {
		told = append(told, [2]int{done, total})
		cancel()
	}}
	if err := w.lead().LoadPlan(ctx, l); !errors.Is(err, context.Canceled) {
		t.Fatalf("cancelled: %v", err)
	}
	total := len(w.lead().rows("x", plan))
	if len(told) != 1 || told[0] != [2]int{1000, total} {
		t.Errorf("told %v, of %d rows", told, total)
	}
	r, err := w.site.Roster()
	w.must(err)
	if r.Abandoned != 1000 || r.Source != "ab" || len(r.Plan.Candidates) != 12 || r.Plan.Candidates[0].Name == "改名" {
		t.Errorf("cancelled: %d abandoned, source %s, %d candidates", r.Abandoned, r.Source, len(r.Plan.Candidates))
	}
	told, l.Progress = nil, func(done, total int) { told = append(told, [2]int{done, total}) }
	w.must(w.lead().LoadPlan(t.Context(), l))
	if r, err = w.site.Roster(); err != nil || r.Abandoned != 1000 || r.Source != "cd" || len(r.Plan.Candidates) != 1212 {
		t.Errorf("again: %d abandoned, source %s, %d candidates, %v", r.Abandoned, r.Source, len(r.Plan.Candidates), err)
	}
	if len(told) != 2 || told[1] != [2]int{total, total} {
		t.Errorf("told %v, of %d rows", told, total)
	}
}
