package province

import (
	"net/http"
	"slices"
)

// refusal is an answer of no to a whole request.
type refusal struct {
	status int
	code   string
}

// Error is the code.
func (r refusal) Error() string { return r.code }

// takeBatch judges a batch, keeps it and returns the signed answer. The same key
// with the same bytes gets the same answer, whenever it comes.
func (r *Receiver) takeBatch(body []byte, key string) ([]byte, error) {
	digest := digestOf(body)
	r.mu.Lock()
	seen, again := r.held.batches[key]
	r.mu.Unlock()
	if again {
		return r.repeat(seen, digest)
	}
	b, err := Decode(body)
	if err != nil || b.Key != key || !formed(b) {
		return nil, refusal{http.StatusUnprocessableEntity, CodeForm}
	}
	if len(b.Records) > MaxBatch {
		return nil, refusal{http.StatusUnprocessableEntity, CodeTooLarge}
	}
	if len(r.cfg.BatchNos) > 0 && !slices.Contains(r.cfg.BatchNos, b.BatchNo) {
		return nil, refusal{http.StatusUnprocessableEntity, CodeBatchNo}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if seen, again := r.held.batches[key]; again { // came twice at once
		return r.repeatHeld(seen, digest)
	}
	now := r.now()
	plan, known := r.held.plans[b.Plan]
	if !known || plan.verdict != Accepted {
		// Not judged and not kept: a receiver restored to before the filing must not
		// hold a refusal against a key that is good once the plan is filed again.
		return nil, refusal{http.StatusUnprocessableEntity, CodePlan}
	}
	s := newSitting(r.held, plan, r.cfg.Tables, now.Time)
	said := make([]Outcome, len(b.Records))
	for i, rec := range b.Records {
		said[i] = s.judge(rec)
		said[i].Words = r.cfg.Words(said[i].Code)
	}
	answer, err := seal(wireReceipt{V: version, Kind: "receipt", Key: key, Digest: digest, Plan: b.Plan,
		Filing: b.Filing, Received: now, Records: said}, r.key)
	if err != nil {
		return nil, err
	}
	if s.taken == nil {
		s.taken = []Record{}
	}
	return answer, r.keep(entry{Batch: &batchEntry{Key: key, Digest: digest, Plan: b.Plan, Records: s.taken, Answer: answer}})
}

// formed says whether each exam number stands once and something is there at
// all: verdicts are by exam number, so a second one could not be answered.
func formed(b Batch) bool {
	seen := make(map[string]bool, len(b.Records))
	for _, r := range b.Records {
		if r.ExamNo == "" || seen[r.ExamNo] {
			return false
		}
		seen[r.ExamNo] = true
	}
	return len(b.Records) > 0
}

// keep puts an entry on the disk, then into what is held. The caller owns mu.
func (r *Receiver) keep(e entry) error {
	at, err := r.ledger.append(e)
	if err != nil {
		return refusal{http.StatusServiceUnavailable, ProblemStorage}
	}
	r.held.apply(e, at)
	return nil
}

func (r *Receiver) repeat(seen heldBatch, digest string) ([]byte, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.repeatHeld(seen, digest)
}

// repeatHeld is the answer that was given before. digest "" asks without sending.
func (r *Receiver) repeatHeld(seen heldBatch, digest string) ([]byte, error) {
	if digest != "" && digest != seen.digest {
		return nil, refusal{http.StatusConflict, ProblemKeyClash}
	}
	e, err := r.ledger.at(seen.at)
	if err != nil || e.Batch == nil {
		return nil, refusal{http.StatusServiceUnavailable, ProblemStorage}
	}
	return e.Batch.Answer, nil
}

// askBatch is the answer to a batch that came before.
func (r *Receiver) askBatch(key string) ([]byte, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	seen, ok := r.held.batches[key]
	if !ok {
		return nil, refusal{http.StatusNotFound, ProblemBatchUnknown}
	}
	return r.repeatHeld(seen, "")
}

// page is a part of a plan's list, signed. limit 0 gives counts and digest alone.
func (r *Receiver) page(plan, after string, limit int) ([]byte, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, ok := r.held.plans[plan]; !ok {
		return nil, refusal{http.StatusNotFound, ProblemPlanUnknown}
	}
	l := r.held.list(plan)
	all := l.people
	from, _ := slices.BinarySearchFunc(all, after, func(h Held, no string) int {
		if h.ExamNo <= no {
			return -1
		}
		return 1
	})
	to := min(from+limit, len(all))
	return seal(wireListing{V: version, Kind: "records", Plan: plan, Count: len(all), Digest: l.digest,
		After: after, Records: append([]Held{}, all[from:to]...), More: to < len(all)}, r.key)
}
