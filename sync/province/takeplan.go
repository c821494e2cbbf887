package province

import (
	"net/http"
	"strings"
	"time"

	"kaowu/app/exam"
)

// takePlan keeps a filing and its answer. A plan that comes later than the
// working days of notice 6.1 allow is answered with E06 and may be filed again. A plan
// that was accepted changes by a later version only, of the same exam.
func (r *Receiver) takePlan(body []byte) ([]byte, error) {
	f, err := strict[PlanFiling](body)
	if err != nil || !f.formed() {
		return nil, refusal{http.StatusUnprocessableEntity, CodeForm}
	}
	digest := digestOf(body)
	r.mu.Lock()
	defer r.mu.Unlock()
	held := r.held.plans[f.Plan]
	if at, again := held.answers[digest]; again {
		e, err := r.ledger.at(at)
		if err != nil || e.Plan == nil {
			return nil, refusal{http.StatusServiceUnavailable, ProblemStorage}
		}
		return e.Plan.Answer, nil
	}
	if held.verdict == Accepted {
		if code := f.follows(held.filing); code != CodeOK {
			return nil, refusal{http.StatusConflict, code}
		}
	}
	code := CodeOK
	days := r.cfg.LeadDays(f.Filed, f.FirstDay)
	switch {
	case days < r.cfg.FilingDays:
		code = CodePlan
	case f.FirstDay > f.FilingValid || f.LastDay > f.FilingValid:
		code = CodeFilingOver
	}
	answer, err := seal(wireFiled{V: version, Kind: "filing", Plan: f.Plan, Filing: f.Filing, Digest: digest,
		Fingerprint: f.Fingerprint, Received: r.now(), LeadDays: days, Verdict: verdictOf(code), Code: code,
		Words: r.cfg.Words(code), Version: f.version()}, r.key)
	if err != nil {
		return nil, err
	}
	return answer, r.keep(entry{Plan: &planEntry{Digest: digest, Filing: f, Verdict: verdictOf(code), Answer: answer}})
}

// follows says whether a filing may take the place of one that was accepted: the same
// exam's, by its key, and a later version. Keys are never swapped under a plan: what
// they signed since it was filed rests on the fingerprint that the office holds.
func (f PlanFiling) follows(held PlanFiling) string {
	switch {
	case f.Fingerprint != held.Fingerprint:
		return ProblemOtherKey
	case f.Filing != held.Filing || f.version() <= held.version():
		return ProblemPlanClash
	}
	return CodeOK
}

// formed checks what a filing must have before anything can be compared with it.
func (f PlanFiling) formed() bool {
	day := func(d exam.Date) bool { _, err := time.Parse(time.DateOnly, string(d)); return err == nil }
	return f.V == version && f.Plan != "" && len(f.Plan) <= 30 && validFiling(f.Filing) && f.Body != "" &&
		f.Fingerprint != "" && day(f.FilingValid) && day(f.Filed) && day(f.FirstDay) && day(f.LastDay) &&
		f.FirstDay <= f.LastDay && f.Filed <= f.FirstDay &&
		(f.Certificates == "own" && f.Method != contest || f.Certificates == "received") &&
		len(f.Scopes) > 0 && len(f.Subjects) > 0 && f.versioned()
}

// versioned checks the versions of a filing: each later than the one before, with its
// reason and the list of what it changed.
func (f PlanFiling) versioned() bool {
	last := 1
	for _, v := range f.Versions {
		if v.Version <= last || strings.TrimSpace(v.Reason) == "" || v.Changes == nil {
			return false
		}
		last = v.Version
	}
	return true
}
