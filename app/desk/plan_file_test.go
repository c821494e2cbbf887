package desk

import (
	"fmt"
	"slices"
	"testing"

	"kaowu/app/exam"
)

// A plan that was filed changes only with a reason; each version keeps what changed.
func TestPlanVersions(t *testing.T) {
	w := newWorld(t)
	versions := func() []PlanVersion {
		t.Helper()
		v, err := w.lead().PlanVersions()
		w.must(err)
		return v
	}
	if v := versions(); len(v) != 1 || v[0].No != 1 || v[0].By != "S16" || len(v[0].Changes) != 0 {
		t.Errorf("loaded once: %+v", v)
	}
	r, err := w.site.Roster()
	w.must(err)
	// Before it is filed, a change needs no reason.
	plan := r.Plan
	plan.Sessions = slices.Clone(plan.Sessions)
	plan.Sessions[0].Room += "9"
	w.must(w.lead().LoadPlan(t.Context(), Loading{Plan: plan, Source: "cd"}))
	v := versions()
	if len(v) != 2 || v[1].No != 2 || v[1].Reason != "" {
		t.Fatalf("%+v", v)
	}
	want := fmt.Sprint([]exam.PlanChange{{Kind: exam.RowChanged, Sheet: "场次", Key: string(plan.Sessions[0].No), Column: "考场编号",
		Old: r.Plan.Sessions[0].Room, New: plan.Sessions[0].Room}})
	if got := fmt.Sprint(v[1].Changes); got != want {
		t.Errorf("changes %s, want %s", got, want)
	}

	client, rec, end := w.officeFor(t.TempDir(), nil)
	t.Cleanup(end)
	filed, err := w.lead().FilePlan(t.Context(), client)
	w.must(err)
	// Domain 13: filed on 2026-11-23 for 2026-12-19 leaves 19 working days.
	if filed.LeadDays != 19 || filed.Again {
		t.Errorf("%+v", filed)
	}
	before := w.site.Size()
	again, err := w.lead().FilePlan(t.Context(), client)
	if err != nil || !again.Again || w.site.Size() != before {
		t.Errorf("filed again: %+v, %v, %d events more", again, err, w.site.Size()-before)
	}
	plan.Candidates = plan.Candidates[1:]
	w.refused("plan-filed-reason", func() error { return w.lead().LoadPlan(t.Context(), Loading{Plan: plan, Source: "ef", Reason: " "}) })
	w.must(w.lead().LoadPlan(t.Context(), Loading{Plan: plan, Source: "ef", Reason: "一名考生退出"}))
	v = versions()
	if len(v) != 3 || v[2].No != 3 || v[2].Reason != "一名考生退出" || len(v[2].Changes) != 1 || v[2].Changes[0].Kind != exam.RowRemoved {
		t.Errorf("%+v", v)
	}
	// The later version goes up with its reason and what it changed, once.
	f, n, err := w.lead().filing(client.Signer())
	if err != nil || n != 3 || len(f.Versions) != 1 || f.Versions[0].Version != 3 || f.Versions[0].Reason != "一名考生退出" || len(f.Versions[0].Changes) != 1 {
		t.Errorf("to be filed: %d %+v, %v", n, f.Versions, err)
	}
	for _, again := range []bool{false, true, true} {
		filed, err = w.lead().FilePlan(t.Context(), client)
		if err != nil || filed.Version != 3 || filed.Again != again {
			t.Errorf("version 3: %+v, %v", filed, err)
		}
	}
	// An office that has nothing of it gets the plan as it is.
	anew, endAnew := w.office(t.TempDir(), nil)
	t.Cleanup(endAnew)
	if filed, err = w.lead().FilePlan(t.Context(), anew); err != nil || filed.Version != 3 || filed.Again {
		t.Errorf("at another office: %+v, %v", filed, err)
	}
	// The same plan number in another book has another exam key: nobody swaps keys.
	other := newWorldOf(t, true)
	other.refused("province-other-key", func() error { _, err := other.lead().FilePlan(t.Context(), client); return err })
	if n := len(rec.List(plan.Header.Exam)); n != 0 {
		t.Errorf("%d people are held before any upload", n)
	}
}

// What the office refuses is no receipt.
func TestPlanFiledLate(t *testing.T) {
	w := newWorld(t, func(p *exam.Plan, _ *exam.Policy) { p.Header.Filed = "2026-11-30" }) // leaves 14 working days
	client, end := w.office(t.TempDir(), nil)
	t.Cleanup(end)
	no := w.refused("plan-rejected", func() error { _, err := w.lead().FilePlan(t.Context(), client); return err })
	if no.Args["code"] != "E06" {
		t.Errorf("%v", no.Args)
	}
}
