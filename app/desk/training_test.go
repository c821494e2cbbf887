package desk

import (
	"testing"

	"kaowu/sync/province"
)

// A training begins on the morning of its first session (T01, 2026-12-19 09:00 in the
// test plan), everybody can sign in, and its papers and its cover say so.
func TestTraining(t *testing.T) {
	f, clock := sharedOf(t), &handClock{}
	clock.to("2026-11-24 15:00")
	steps, last := 0, 0
	s, err := Training(t.Context(), t.TempDir(), []byte("12345678"), Loading{Plan: f.plan}, f.policy, options(f, clock), func(done, total int) {
		if done < last || total != len(f.plan.Staff)+1 {
			t.Errorf("step %d of %d after %d", done, total, last)
		}
		steps, last = steps+1, done
	})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if steps != len(f.plan.Staff)+2 || last != len(f.plan.Staff)+1 {
		t.Errorf("%d steps to %d", steps, last)
	}
	first, err := firstSession(f.plan)
	if err != nil {
		t.Fatal(err)
	}
	if got := first.Sub(s.Now().Time); got > ahead || got < ahead/2 {
		t.Errorf("it begins %v before the first session", got)
	}
	for _, p := range f.plan.Staff {
		if _, err := s.SignIn(string(p.ID), []byte("12345678")); err != nil {
			t.Errorf("%s: %v", p.ID, err)
		}
	}
	if !s.Drill() || !s.Cover().Drill {
		t.Error("the book does not say that it is a drill")
	}
}

// What is practised never reaches the province: only the receiver that Kaowu itself
// runs for drills takes it.
func TestTrainingIsNotUploaded(t *testing.T) {
	for _, tt := range []struct {
		to   Receiver
		want bool
	}{{nil, false}, {real{}, false}, {drillOffice{}, true}} {
		if got := practises(tt.to); got != tt.want {
			t.Errorf("%T: %v, want %v", tt.to, got, tt.want)
		}
	}
}

// real stands for the provincial system, which knows no drills.
type real struct{ Receiver }

// drillOffice is a receiver that says it is a drill's.
type drillOffice struct{ Receiver }

func (drillOffice) Drill() bool { return true }

var _ interface{ Drill() bool } = (*province.Client)(nil)
