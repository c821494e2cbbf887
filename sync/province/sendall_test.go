package province

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"testing"
)

// stored is a list of batches as a desk reads them one by one, and then fails.
func stored(batches []batch, failed error) iter.Seq2[Stored, error] {
	return func(yield func(Stored, error) bool) {
		for _, b := range batches {
			if !yield(Stored{b.key, b.body, b.want}, nil) {
				return
			}
		}
		if failed != nil {
			yield(Stored{}, failed)
		}
	}
}

// Receipts come in the order of the batches, whatever comes between, and each of
// what was begun is handed over even when the sending ends early.
func TestSendAll(t *testing.T) {
	full, unread := errors.New("the book is full"), errors.New("a batch cannot be read")
	for _, c := range []struct {
		why     string
		batches int
		faults  []Fault
		failAt  int // took fails at this receipt, from 1
		read    error
		took    []string
		err     error
	}{
		{"none", 0, nil, 0, nil, nil, nil},
		{"one", 1, nil, 0, nil, []string{"batch-0001"}, nil},
		{"five with faults", 5, []Fault{TimeoutAfter, CutAnswer, ServerError}, 0, nil,
			[]string{"batch-0001", "batch-0002", "batch-0003", "batch-0004", "batch-0005"}, nil},
		{"receipt cannot be kept", 5, nil, 1, nil, []string{"batch-0001", "batch-0002"}, full},
		{"batch cannot be read", 3, nil, 0, unread, []string{"batch-0001", "batch-0002", "batch-0003"}, unread},
	} {
		t.Run(c.why, func(t *testing.T) {
			o := openOffice(t, t.TempDir(), Script(c.faults...))
			var all []batch
			for i := range c.batches {
				all = append(all, pack(fmt.Sprintf("batch-%04d", i+1), people(i*4+1, i*4+4)...))
			}
			var keys []string
			err := o.client.SendAll(context.Background(), stored(all, c.read), func(s Stored, r Receipt, err error) error {
				if err != nil || r.Key != s.Key || verdicts(r)[3] != "accepted OK" {
					t.Errorf("%s: %v %v", s.Key, verdicts(r), err)
				}
				if keys = append(keys, s.Key); len(keys) == c.failAt {
					return full
				}
				return nil
			})
			if !errors.Is(err, c.err) || (err == nil) != (c.err == nil) || !reflect.DeepEqual(keys, c.took) {
				t.Errorf("%v %v, want %v %v", keys, err, c.took, c.err)
			}
			agree(t, o, o.client, all[:len(c.took)]...)
		})
	}
}

// A receiver that is gone is told once for each batch, and the caller decides.
func TestSendAllUnreachable(t *testing.T) {
	c := fakeClient(t, &pauses{})
	c.http.Transport, c.cfg.Tries = roundTrip(silence), 1
	batches := []batch{pack("batch-0001", person(1)), pack("batch-0002", person(2))}
	var told []string
	err := c.SendAll(context.Background(), stored(batches, nil), func(s Stored, r Receipt, err error) error {
		told = append(told, s.Key+" "+code(err)+" "+r.Outcomes[0].Verdict)
		return nil
	})
	want := []string{"batch-0001 province-unreachable unknown", "batch-0002 province-unreachable unknown"}
	if err != nil || !reflect.DeepEqual(told, want) {
		t.Errorf("%v %v", told, err)
	}
}

func TestKeep(t *testing.T) {
	b := pack("batch-0001", people(1, 2)...)
	got := Batch{Key: b.key, Header: header(), Records: b.records}.Keep()
	if want := (Stored{b.key, b.body, b.want}); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
}
