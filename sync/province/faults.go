package province

import (
	"context"
	"crypto/ed25519"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"sync"
)

// Fault is one way in which an answer goes wrong.
type Fault string

// The faults. Everything is kept as it should be except where the name says
// "before": what goes wrong is only what the client learns of it.
const (
	NoFault          Fault = ""
	TimeoutBefore    Fault = "timeout-before"    // nothing kept, no answer
	TimeoutAfter     Fault = "timeout-after"     // kept, no answer
	ServerError      Fault = "error-500"         // nothing kept
	ErrorAfter       Fault = "error-500-after"   // kept
	CutAnswer        Fault = "cut-answer"        // kept, half an answer
	MissingVerdicts  Fault = "missing-verdicts"  // kept, every second verdict left out, signed so
	RepeatedVerdicts Fault = "repeated-verdicts" // kept, the first verdict again and the other way, signed so
	ReorderedAnswer  Fault = "reordered"         // kept, verdicts backwards, signed so
	TooMany          Fault = "too-many"          // 429 with Retry-After, nothing kept
)

// AllFaults lists them, NoFault not among them.
func AllFaults() []Fault {
	return []Fault{TimeoutBefore, TimeoutAfter, ServerError, ErrorAfter, CutAnswer, MissingVerdicts, RepeatedVerdicts,
		ReorderedAnswer, TooMany}
}

// Faults spoils a receiver's answers, by a script or by a seeded draw, so that a
// drill meets what an upload day brings. It is safe for concurrent use.
type Faults struct {
	// Hang keeps a request without answer open until the client gives up, as a real
	// timeout does. Otherwise its connection is dropped at once.
	Hang bool
	// RetryAfter is the seconds that TooMany asks for; 1 when 0.
	RetryAfter int

	mu     sync.Mutex
	script []Fault
	random *rand.Rand
	share  float64
	kinds  []Fault
	done   map[Fault]int
}

// Script meets the requests with these faults, one each, and then with none.
func Script(faults ...Fault) *Faults {
	return &Faults{script: slices.Clone(faults), done: map[Fault]int{}}
}

// Draw meets a share (0 to 1) of all requests with one of kinds, by seed.
func Draw(seed uint64, share float64, kinds ...Fault) *Faults {
	return &Faults{random: rand.New(rand.NewPCG(seed, seed)), share: share, kinds: kinds, done: map[Fault]int{}}
}

// Done counts the faults that happened.
func (f *Faults) Done() map[Fault]int {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := map[Fault]int{}
	for k, n := range f.done {
		out[k] = n
	}
	return out
}

func (f *Faults) next() Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := NoFault
	switch {
	case len(f.script) > 0:
		now, f.script = f.script[0], f.script[1:]
	case f.random != nil && len(f.kinds) > 0 && f.random.Float64() < f.share:
		now = f.kinds[f.random.IntN(len(f.kinds))]
	}
	if now != NoFault {
		f.done[now]++
	}
	return now
}

// faultKey carries a fault to the place where the answer is signed.
type faultKey struct{}

func (f *Faults) wrap(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		switch now := f.next(); now {
		case TimeoutBefore:
			_, _ = io.Copy(io.Discard, q.Body) // a request under way is heard to its end
			f.silence(q)
		case TimeoutAfter:
			h.ServeHTTP(nowhere{http.Header{}}, q)
			f.silence(q)
		case ServerError:
			http.Error(w, "", http.StatusInternalServerError)
		case ErrorAfter:
			h.ServeHTTP(nowhere{http.Header{}}, q)
			http.Error(w, "", http.StatusBadGateway)
		case TooMany:
			w.Header().Set("Retry-After", strconv.Itoa(max(f.RetryAfter, 1)))
			http.Error(w, "", http.StatusTooManyRequests)
		case CutAnswer:
			h.ServeHTTP(&half{ResponseWriter: w}, q)
			drop()
		default:
			h.ServeHTTP(w, q.WithContext(context.WithValue(q.Context(), faultKey{}, now)))
		}
	})
}

// silence ends a request without any answer.
func (f *Faults) silence(q *http.Request) {
	if f.Hang {
		<-q.Context().Done()
	}
	drop()
}

// drop makes net/http close the connection: this panic value is its documented
// way, and its server recovers it.
func drop() { panic(http.ErrAbortHandler) }

// nowhere swallows an answer.
type nowhere struct{ header http.Header }

func (n nowhere) Header() http.Header         { return n.header }
func (n nowhere) Write(b []byte) (int, error) { return len(b), nil }
func (n nowhere) WriteHeader(int)             {}

// half lets the first half of an answer through and flushes it.
type half struct{ http.ResponseWriter }

func (c *half) Write(b []byte) (int, error) {
	n, err := c.ResponseWriter.Write(b[:len(b)/2])
	if f, ok := c.ResponseWriter.(http.Flusher); ok {
		f.Flush()
	}
	if err != nil {
		return n, err
	}
	return len(b), nil
}

// spoil alters the verdicts of a receipt as the request's fault says and signs it
// again: an office whose program is wrong signs what is wrong.
func spoil(ctx context.Context, answer []byte, key ed25519.PrivateKey) ([]byte, error) {
	fault, _ := ctx.Value(faultKey{}).(Fault)
	if fault == NoFault {
		return answer, nil
	}
	pub, _ := key.Public().(ed25519.PublicKey)
	w, _, _, err := unseal[wireReceipt](answer, pub)
	if err != nil {
		return answer, nil // no receipt: nothing to spoil
	}
	switch fault {
	case MissingVerdicts:
		kept := []Outcome{}
		for i, o := range w.Records {
			if i%2 == 1 {
				kept = append(kept, o)
			}
		}
		w.Records = kept
	case RepeatedVerdicts:
		if len(w.Records) > 0 {
			w.Records = append(w.Records, contrary(w.Records[0]))
		}
	case ReorderedAnswer:
		slices.Reverse(w.Records)
	}
	return seal(w, key)
}

// contrary is another answer for the same exam number.
func contrary(o Outcome) Outcome {
	if o.Verdict == Rejected {
		return Outcome{ExamNo: o.ExamNo, Verdict: Accepted, Code: CodeOK}
	}
	return Outcome{ExamNo: o.ExamNo, Verdict: Rejected, Code: CodeIDCheck}
}
