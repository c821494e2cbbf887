package province

import (
	"context"
	"reflect"
	"slices"
	"testing"
	"time"
)

// Design 10: upload under timeouts before and after commit, 500s, cut answers,
// reordered or missing verdicts. Each case sends three people once and says what
// the client may believe; afterwards it asks or sends the same bytes again, and in
// the end each person is held exactly once and both sides agree.
func TestEveryFault(t *testing.T) {
	const ok = "accepted OK"
	all := []string{ok, ok, ok}
	for _, c := range []struct {
		name   string
		faults []Fault
		err    string   // of the first Send, whose client tries twice
		want   []string // what it says
		pauses int
	}{
		{"none", nil, "", all, 0},
		{"no answer, nothing kept", []Fault{TimeoutBefore}, "", all, 1},
		{"no answer, but kept", []Fault{TimeoutAfter}, "", all, 1},
		{"500, nothing kept", []Fault{ServerError}, "", all, 1},
		{"502, but kept", []Fault{ErrorAfter}, "", all, 1},
		{"answer cut in the middle", []Fault{CutAnswer}, "", all, 1},
		{"asked to wait", []Fault{TooMany}, "", all, 1},
		{"verdicts in another order", []Fault{ReorderedAnswer}, "", all, 0},
		{"every second verdict kept back", []Fault{MissingVerdicts}, "", []string{"unknown ", ok, "unknown "}, 0},
		{"first verdict also the other way", []Fault{RepeatedVerdicts}, "", []string{"unknown ", ok, ok}, 0},
		{"never an answer, nothing kept", []Fault{TimeoutBefore, TimeoutBefore}, "province-unreachable", []string{"unknown ", "unknown ", "unknown "}, 1},
		{"never an answer, but kept", []Fault{TimeoutAfter, CutAnswer}, "province-unreachable", []string{"unknown ", "unknown ", "unknown "}, 1},
		{"one fault after another", []Fault{TimeoutAfter, MissingVerdicts}, "", []string{"unknown ", ok, "unknown "}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := openOffice(t, t.TempDir(), Script(c.faults...))
			client := o.newClient(t, func(cfg *ClientConfig) { cfg.Tries = 2 })
			b := pack("key-of-the-batch", people(1, 3)...)
			got, err := client.Send(context.Background(), b.body, b.key, b.want)
			if code(err) != c.err || !reflect.DeepEqual(verdicts(got), c.want) {
				t.Errorf("first: %v %v, want %v %v", verdicts(got), err, c.want, c.err)
			}
			if len(o.pauses.all) != c.pauses {
				t.Errorf("paused %v, want %d pauses", o.pauses.all, c.pauses)
			}
			settle(t, client, b)
			agree(t, o, client, b)
		})
	}
}

// settle does what a desk does about a batch with unknown outcomes: asks, and
// sends the stored bytes where the office has nothing.
func settle(t *testing.T, c *Client, b batch) []Outcome {
	t.Helper()
	for range 50 {
		r, err := c.Ask(context.Background(), b.key, b.want)
		if code(err) == ProblemBatchUnknown {
			r, err = c.Send(context.Background(), b.body, b.key, b.want)
		}
		if err == nil && len(r.Unknown()) == 0 {
			return r.Outcomes
		}
	}
	t.Fatal("the batch was not settled in 50 rounds")
	return nil
}

// agree checks that the office holds exactly the batches' people, once each.
func agree(t *testing.T, o *office, c *Client, batches ...batch) {
	t.Helper()
	var mine []Held
	for _, b := range batches {
		for _, r := range b.records {
			h, err := HeldOf(r, r.CertificateNo)
			if err != nil {
				t.Fatal(err)
			}
			mine = append(mine, h)
		}
	}
	if held := o.List(testPlan); !slices.Equal(held, mine) {
		t.Errorf("the office holds %d people, want %d", len(held), len(mine))
	}
	a, err := c.Digest(context.Background(), testPlan, mine)
	for range 20 { // the faults that are left may be more than one asking's tries
		if err == nil {
			break
		}
		a, err = c.Digest(context.Background(), testPlan, mine)
	}
	if err != nil || !a.Agrees || a.Count != len(mine) {
		t.Errorf("comparing both sides: %+v %v", a, err)
	}
}

// A request that is held open until the client gives up: the client's own
// timeout ends it, whether or not the batch was kept.
func TestHangingReceiver(t *testing.T) {
	for _, f := range []Fault{TimeoutBefore, TimeoutAfter} {
		faults := Script(f)
		faults.Hang = true
		o := openOffice(t, t.TempDir(), faults)
		b := pack("key-of-the-batch", people(1, 2)...)
		short := o.newClient(t, func(cfg *ClientConfig) { cfg.TryTimeout = 200 * time.Millisecond; cfg.Tries = 1 })
		got, err := short.Send(context.Background(), b.body, b.key, b.want)
		if code(err) != "province-unreachable" || len(got.Unknown()) != 2 {
			t.Errorf("%s: %v %v", f, verdicts(got), err)
		}
		settle(t, o.client, b)
		agree(t, o, o.client, b)
	}
}

func TestDrawIsSeeded(t *testing.T) {
	run := func(seed uint64) (out []Fault) {
		f := Draw(seed, 0.5, AllFaults()...)
		for range 40 {
			out = append(out, f.next())
		}
		return out
	}
	if !reflect.DeepEqual(run(7), run(7)) {
		t.Error("one seed gave two sequences")
	}
	if reflect.DeepEqual(run(7), run(8)) {
		t.Error("two seeds gave one sequence")
	}
	f := Draw(7, 1, ServerError)
	f.next()
	if f.Done()[ServerError] != 1 {
		t.Errorf("counted %v", f.Done())
	}
}
