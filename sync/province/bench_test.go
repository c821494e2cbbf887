package province

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"testing"
	"time"
)

// BenchmarkUpload sends 10,000 and 100,000 people in batches of 500 over TLS to a
// receiver on loopback, and gives as many to another receiver's bare handler, one
// after the other, in turns, so that both meet the same machine. handler-ratio is the rate of the
// first divided by that of the second (design 9: at least 0.8).
func BenchmarkUpload(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for range b.N {
				o, bare := openOffice(b, b.TempDir(), nil), openOffice(b, b.TempDir(), nil)
				handler := bare.Handler()
				var ours, rival time.Duration
				for at := 1; at <= n; at += benchRound * MaxBatch {
					var round []batch
					for k := range benchRound {
						first := at + k*MaxBatch
						round = append(round, pack(fmt.Sprintf("batch-%06d", first), people(first, first+MaxBatch-1)...))
					}
					runtime.GC() // what packing left is not the upload's to clear
					start := time.Now()
					for _, p := range round {
						give(b, handler, p)
					}
					rival += time.Since(start)
					runtime.GC()
					start = time.Now()
					err := o.client.SendAll(context.Background(), stored(round, nil), func(s Stored, r Receipt, err error) error {
						if err == nil && len(r.Unknown()) > 0 {
							err = errors.New("not all are known")
						}
						return err
					})
					ours += time.Since(start)
					if err != nil {
						b.Fatal(err)
					}
				}
				if held := len(o.List(testPlan)); held != n {
					b.Fatalf("%d held", held)
				}
				b.ReportMetric(float64(n)/ours.Seconds(), "records/s")
				b.ReportMetric(float64(rival)/float64(ours), "handler-ratio")
				o.stop()
				bare.stop()
			}
		})
	}
}

// benchRound is how many batches go to one side before it is the other's turn.
const benchRound = 10

// give hands a batch to a handler without a network.
func give(b *testing.B, handler http.Handler, p batch) {
	q := httptest.NewRequest(http.MethodPost, "/v1/batches", bytes.NewReader(p.body))
	q.Header.Set("Idempotency-Key", p.key)
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, q)
	if w.Code != http.StatusOK {
		b.Fatal(w.Code)
	}
}

// Design 9: memory stays flat while records are uploaded. After 20 batches and
// after 200 the client holds the same, to within a twentieth of what was sent.
func TestUploadMemoryIsFlat(t *testing.T) {
	heap := func() uint64 {
		runtime.GC()
		runtime.GC() // the second clears what the first only unlinked (sync.Pool)
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	b := pack("key-of-the-batch", people(1, MaxBatch)...)
	said := make([]Outcome, len(b.want))
	for i, no := range b.want {
		said[i] = Outcome{ExamNo: no, Verdict: Accepted, Code: CodeOK}
	}
	good := answer(http.StatusOK, "", goodAnswer(t, b, said...))
	c := fakeClient(t, &pauses{})
	c.http.Transport = roundTrip(good)
	var early uint64
	for i := range 200 {
		if r, err := c.Send(context.Background(), b.body, b.key, b.want); err != nil || len(r.Unknown()) > 0 {
			t.Fatal(err)
		}
		if i == 19 {
			early = heap()
		}
	}
	sent := uint64(180 * len(b.body))
	if late := heap(); late > early+sent/20 {
		t.Errorf("from %d to %d bytes while %d were sent", early, late, sent)
	}
}

// roundTrip is a transport that answers every request alike.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(q *http.Request) (*http.Response, error) { return f(q) }
