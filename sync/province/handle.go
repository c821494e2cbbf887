package province

import (
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"

	"kaowu/app/exam"
)

// Handler answers the requests of openapi.yaml. It does not look at client
// certificates: Listen's TLS does, before a request exists.
func (r *Receiver) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/batches", func(w http.ResponseWriter, q *http.Request) {
		r.withBody(w, q, func(body []byte) ([]byte, error) {
			return r.takeBatch(body, q.Header.Get("Idempotency-Key"))
		})
	})
	mux.HandleFunc("GET /v1/batches/{key}", func(w http.ResponseWriter, q *http.Request) {
		answer, err := r.askBatch(q.PathValue("key"))
		r.answer(w, q, answer, err)
	})
	mux.HandleFunc("POST /v1/plans", func(w http.ResponseWriter, q *http.Request) {
		r.withBody(w, q, r.takePlan)
	})
	mux.HandleFunc("GET /v1/plans/{plan}/records", func(w http.ResponseWriter, q *http.Request) {
		limit := pageSize
		if n, err := strconv.Atoi(q.URL.Query().Get("limit")); err == nil && n >= 0 {
			limit = min(n, pageSize)
		}
		answer, err := r.page(q.PathValue("plan"), q.URL.Query().Get("after"), limit)
		r.answer(w, q, answer, err)
	})
	for pattern, h := range r.beside {
		mux.Handle(pattern, h)
	}
	if r.cfg.Faults != nil {
		return r.cfg.Faults.wrap(mux)
	}
	return mux
}

func (r *Receiver) withBody(w http.ResponseWriter, q *http.Request, take func([]byte) ([]byte, error)) {
	body, err := io.ReadAll(http.MaxBytesReader(w, q.Body, maxBody))
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		r.answer(w, q, nil, refusal{http.StatusUnprocessableEntity, CodeTooLarge})
		return
	}
	if err != nil {
		w.WriteHeader(http.StatusBadRequest) // cut in the middle: most likely nobody is left to read this
		return
	}
	answer, err := take(body)
	r.answer(w, q, answer, err)
}

// answer writes the signed answer, or the problem. Its length is always given,
// so that a cut answer is known to be one.
func (r *Receiver) answer(w http.ResponseWriter, q *http.Request, b []byte, err error) {
	status := http.StatusOK
	if err == nil {
		b, err = spoil(q.Context(), b, r.key)
	}
	if err != nil {
		no := refusal{http.StatusInternalServerError, "internal"}
		errors.As(err, &no)
		var p problem
		p.Error.Code = no.code
		if slices.Contains(Codes(), no.code) { // the others are Kaowu's, worded by the client
			p.Error.Words = r.cfg.Words(no.code)
		}
		status = no.status
		if b, err = exam.Marshal(p); err != nil {
			http.Error(w, "internal", http.StatusInternalServerError)
			return
		}
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(b)))
	w.WriteHeader(status)
	_, _ = w.Write(b) // a client that is gone asks again
}
