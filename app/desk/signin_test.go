package desk

import (
	"slices"
	"testing"

	"kaowu/app/exam"
)

// People sign in by id or name; two of one name say which by id.
func TestSignInNames(t *testing.T) {
	w := newWorld(t, func(p *exam.Plan, _ *exam.Policy) { p.Staff[2].Name = p.Staff[0].Name })
	in := func(who string) func() error {
		return func() error { _, err := w.site.SignIn(who, secret("S02")); return err }
	}
	w.must(in("王豪")())
	w.refused("not-on-staff", in("张三"))
	if r := w.refused("several-names", in("李玉雨")); r.Args["n"] != 2 {
		t.Errorf("how many: %v", r.Args)
	}
	w.refused("not-on-staff", func() error { return w.lead().Enroll(t.Context(), "S99", secret("S99")) })
}

// Record.md 7 and 8: what is done after a short code says so, and a signature
// under a record asks for the passphrase all the same.
func TestSignInByCode(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	w.played("T01")
	w.must(w.as("S01").SetCode("2468"))
	w.refused("wrong-code", func() error { _, err := w.site.SignInByCode("S01", "2469"); return err })
	w.refused("code-gone", func() error { _, err := w.site.SignInByCode("S03", "2468"); return err })
	d, err := w.site.SignInByCode("S01", "2468")
	w.must(err)
	f := w.wrote(func() error { return d.WriteRecord(ctx, "T01", "opened", "08:55") }, `record.field record/T01 field/opened {"value":"08:55"}`)
	if f[0].Auth != exam.AuthCode || f[0].By != "S01" {
		t.Errorf("signed by %s with %s", f[0].By, f[0].Auth)
	}
	w.written("T01")
	w.must(w.as("S01").FreezeRecord(ctx, "T01"))
	w.refused("wrong-passphrase", func() error { _, err := d.SignRecord(ctx, "T01", w.read("T01"), hand, []byte("2468")); return err })
	if _, err := d.SignRecord(ctx, "T01", w.read("T01"), hand, secret("S01")); err != nil {
		t.Errorf("by code, with the passphrase: %v", err)
	}
}

// Who forgot their passphrase gets a new one from the lead, and the lead one of their own:
// the old ones let nobody in, and the lead goes on at the same desk.
func TestEnrolledAnew(t *testing.T) {
	w := newWorld(t)
	lead, ctx := w.lead(), t.Context()
	for _, id := range []exam.StaffID{"S05", "S16", "S05"} {
		w.must(lead.Enroll(ctx, id, []byte("the new passphrase")))
	}
	for _, id := range []exam.StaffID{"S05", "S16"} {
		w.refused("wrong-passphrase", func() error { _, err := w.site.SignIn(string(id), secret(id)); return err })
		_, err := w.site.SignIn(string(id), []byte("the new passphrase"))
		w.must(err)
	}
}

// What is typed and not said is kept for each person alone, and is no event.
func TestDraft(t *testing.T) {
	w := newWorld(t)
	a, b := w.as("S05"), w.as("S06")
	w.wrote(func() error { return a.SaveDraft(t.Context(), "P01/1/3", []byte("7.")) })
	for _, tt := range []struct {
		who         *Desk
		field, want string
	}{{a, "P01/1/3", "7."}, {a, "P01/1/4", ""}, {b, "P01/1/3", ""}} {
		if got, err := tt.who.Draft(tt.field); err != nil || string(got) != tt.want {
			t.Errorf("%s %s: %q %v, want %q", tt.who.staff.ID, tt.field, got, err, tt.want)
		}
	}
	w.must(a.SaveDraft(t.Context(), "P01/1/3", nil))
	if got, err := a.Draft("P01/1/3"); err != nil || got != nil {
		t.Errorf("dropped: %q %v", got, err)
	}
}

// Record.md 4: a drill goes on from its last event, a real exam never leaves the
// day outside.
func TestDrillClock(t *testing.T) {
	f := sharedOf(t)
	for _, tt := range []struct {
		drill bool
		want  string
	}{{true, "2026-11-23 09:05"}, {false, "2027-03-01 08:05"}} {
		home, clock := t.TempDir(), &handClock{}
		clock.to("2026-11-23 09:00")
		made, err := Create(t.Context(), home, "S16", secret("S16"), Loading{Plan: f.plan}, f.policy, tt.drill, options(f, clock))
		if err != nil {
			t.Fatal(err)
		}
		if err := made.Site.Close(); err != nil {
			t.Fatal(err)
		}
		clock.to("2027-03-01 08:00")
		s, err := Open(home, "", options(f, clock))
		if err != nil {
			t.Fatal(err)
		}
		lead, err := s.SignIn("S16", secret("S16"))
		if err != nil {
			t.Fatal(err)
		}
		clock.to("2027-03-01 08:05")
		if err := lead.Enroll(t.Context(), "S01", secret("S01")); err != nil {
			t.Error(err)
		}
		said, err := s.book.Events(s.book.Device().By)
		if err != nil || slices.ContainsFunc(said, func(f exam.Fact) bool { return f.Kind == exam.ClockJumped }) {
			t.Errorf("drill %v: going on is told of as a jump: %v", tt.drill, err)
		}
		if got := s.Now().Format("2006-01-02 15:04"); got != tt.want {
			t.Errorf("drill %v: %s, want %s", tt.drill, got, tt.want)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}
