package province

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"
)

// Design 10: whatever sequence of faults, restarts of the receiver and restored
// backups an upload meets, once it is settled every person is held exactly once
// and both sides agree. Each step is drawn; the client knows only stored bytes.
func TestConverges(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "office")
		if err != nil {
			t.Fatal(err)
		}
		var script []Fault
		choice := append(AllFaults(), NoFault, NoFault)
		for range rapid.IntRange(0, 12).Draw(rt, "faults") {
			script = append(script, rapid.SampledFrom(choice).Draw(rt, "fault"))
		}
		faults := Script(script...)
		o := openOffice(t, dir, faults)
		defer func() { o.stop() }()
		var batches []batch
		var backup []byte
		for i := range rapid.IntRange(1, 4).Draw(rt, "batches") {
			b := pack(fmt.Sprintf("batch-%04d", i), people(i*3+1, i*3+3)...)
			batches = append(batches, b)
			c := o.newClient(t, func(cfg *ClientConfig) { cfg.Tries = 2 })
			r, err := c.Send(context.Background(), b.body, b.key, b.want)
			believed(rt, o, r, err)
			switch rapid.SampledFrom([]string{"go on", "restart", "back up", "restore"}).Draw(rt, "then") {
			case "restart":
				o.stop()
				o = openOffice(t, dir, faults)
			case "back up":
				if backup, err = os.ReadFile(filepath.Join(dir, fileLedger)); err != nil {
					t.Fatal(err)
				}
			case "restore":
				if backup == nil {
					continue
				}
				o.stop()
				if err := os.WriteFile(filepath.Join(dir, fileLedger), backup, 0o600); err != nil {
					t.Fatal(err)
				}
				o = openOffice(t, dir, faults)
			}
		}
		for _, b := range batches {
			for _, said := range settle(t, o.client, b) {
				if said.Verdict != Accepted {
					rt.Fatalf("%s was settled as %s", said.ExamNo, said.Verdict)
				}
			}
		}
		agree(t, o, o.client, batches...)
	})
}

// believed checks that at every moment what the client takes as accepted is held.
func believed(t *rapid.T, o *office, r Receipt, err error) {
	held := map[string]bool{}
	for _, h := range o.List(testPlan) {
		held[h.ExamNo] = true
	}
	for _, said := range r.Outcomes {
		if said.Verdict == Accepted && !held[said.ExamNo] {
			t.Fatalf("%s counts as accepted and is not held", said.ExamNo)
		}
		if err != nil && said.Verdict != Unknown {
			t.Fatalf("%s is %s without a receipt: %v", said.ExamNo, said.Verdict, err)
		}
	}
}

// Two clients that send the same batch at the same time, and others beside them.
func TestAtTheSameTime(t *testing.T) {
	o := openOffice(t, t.TempDir(), Draw(1, 0.3, TimeoutAfter, ServerError, CutAnswer))
	var batches []batch
	done := make(chan error)
	for i := range 4 {
		b := pack(fmt.Sprintf("batch-%04d", i), people(i*10+1, i*10+10)...)
		batches = append(batches, b)
		for range 3 {
			go func() {
				r, err := o.client.Send(context.Background(), b.body, b.key, b.want)
				if err == nil && verdicts(r)[0] != "accepted OK" {
					err = fmt.Errorf("%s: %v", b.key, verdicts(r))
				}
				done <- err
			}()
		}
	}
	for range 12 {
		if err := <-done; err != nil && code(err) != "province-unreachable" {
			t.Error(err)
		}
	}
	for _, b := range batches {
		settle(t, o.client, b)
	}
	agree(t, o, o.client, batches...)
}
