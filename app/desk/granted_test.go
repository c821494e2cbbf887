package desk

import (
	"errors"
	"testing"

	"kaowu/app/exam"
)

// grantedFor is an institution's book beside the shared plan's exam, with a reply that
// grants just what the plan needs.
func grantedFor(t *testing.T, plan exam.Plan, change func(*exam.Reply)) *body {
	t.Helper()
	b := newInstitution(t)
	h := plan.Header
	f := testFiling()
	f.Head.Body, f.Head.CreditCode, f.Scopes = h.Body, h.CreditCode, plan.Scopes
	l := loadingOf(f)
	l.Reason = "按计划"
	b.must(b.officer.LoadFiling(t.Context(), l))
	b.published()
	r := exam.Reply{Number: h.Filing, From: "2026-10-01", Until: h.FilingValid}
	if change != nil {
		change(&r)
	}
	b.must(b.officer.EnterReply(t.Context(), r, nil))
	b.must(b.inst.Close())
	return b
}

// Notice 1, 9.3: no exam outside the filed scope, after its end, or another body's;
// the desk refuses it whoever read the workbook.
func TestPlanIsHeldAgainstTheReply(t *testing.T) {
	f := sharedOf(t)
	create := func(b *body, plan exam.Plan) (*Created, error) {
		return Create(t.Context(), b.home, "S16", secret("S16"), Loading{Plan: plan, Source: "ab"}, f.policy, true, b.opt)
	}
	b := grantedFor(t, f.plan, nil)
	made, err := create(b, f.plan)
	b.must(err)
	t.Cleanup(func() { _ = made.Site.Close() })
	c, err := InstitutionCover(b.home)
	b.must(err)
	facts, err := made.Site.book.Events(onPlan)
	b.must(err)
	l, err := exam.BodyOf[exam.Loading](facts[len(facts)-1])
	b.must(err)
	if l.Reply == nil || *l.Reply != c.Filing.Reply {
		t.Errorf("the load rests on %v, want %v", l.Reply, c.Filing.Reply)
	}
	other := f.plan
	other.Header.Body = "别的机构"
	b.site = made.Site
	b.refused("plan-not-filed", func() error { return made.Desk.LoadPlan(t.Context(), Loading{Plan: other}) })
	bad, err := CheckFiled(b.home, other, nil)
	if err != nil || len(bad) != 1 || bad[0].Code != "delegated" {
		t.Errorf("%v, %v", bad, err)
	}

	over := grantedFor(t, f.plan, func(r *exam.Reply) { r.Until = "2026-12-01" })
	if _, err := create(over, f.plan); !errors.Is(err, exam.Refuse("plan-not-filed")) {
		t.Errorf("after the filing's end: %v", err)
	}
	if has, err := Has(over.home, f.plan.Header.Exam); has || err != nil {
		t.Errorf("a refused plan left a book: %v", err)
	}
	early := newInstitution(t)
	if _, err := create(early, f.plan); !errors.Is(err, exam.Refuse("plan-not-filed")) {
		t.Errorf("before the reply: %v", err)
	}
}
