package desk

import (
	"context"
	"slices"
	"strings"
	"time"

	"kaowu/app/exam"
	"kaowu/store"
	"kaowu/sync/province"
)

// TakeRequest takes down what a person asks about their own data (个人信息保护法 45, 46)
// and gives the request its number; it is then granted or refused by DecideRequest. An
// export is not taken down alone: ExportData does all of it. Refusals: request-form
// (which item), score-goes-to-correction, unknown-candidate.
func (d *Desk) TakeRequest(ctx context.Context, no exam.CandidateNo, q exam.DataRequest) (int, error) {
	if err := d.allow("TakeRequest", ""); err != nil {
		return 0, err
	}
	if q.Kind != exam.RequestRectify {
		return 0, exam.Refuse("request-form", "item", "code:request.kind")
	}
	defer d.site.hold(onCandidate(no))()
	n, q, err := d.site.newRequest(no, q)
	if err != nil {
		return 0, err
	}
	_, err = d.append(ctx, d.say(exam.RequestTaken, onCandidate(no), exam.AboutRequest(n, ""), q))
	return n, err
}

// newRequest checks a request and gives the number that it takes.
func (s *Site) newRequest(no exam.CandidateNo, q exam.DataRequest) (int, exam.DataRequest, error) {
	c, err := s.candidate(no)
	if err != nil {
		return 0, q, err
	}
	r, err := s.Roster()
	if err != nil {
		return 0, q, err
	}
	if q.Date == "" {
		q.Date = s.today()
	}
	q.Value, q.Reason, q.Identity = exam.CleanField(q.Field, q.Value), strings.TrimSpace(q.Reason), strings.TrimSpace(q.Identity)
	switch bad := q.Bad(c.Listed, r.Plan.Candidates); {
	case bad == "field" && q.Kind == exam.RequestRectify:
		return 0, q, exam.Refuse("score-goes-to-correction", "field", q.Field)
	case bad != "":
		return 0, q, exam.Refuse("request-form", "item", "code:request."+bad)
	}
	n := 0
	for _, have := range c.Requests {
		n = max(n, have.No)
	}
	return n + 1, q, nil
}

// request is an open request of a candidate. Refusal: no-such-request.
func (s *Site) request(no exam.CandidateNo, n int) (exam.CandidateState, exam.RequestState, error) {
	c, err := s.candidate(no)
	if err != nil {
		return c, exam.RequestState{}, err
	}
	at := slices.IndexFunc(c.Requests, func(r exam.RequestState) bool { return r.No == n })
	if at < 0 {
		return c, exam.RequestState{}, exam.Refuse("no-such-request", "no", string(no), "n", n)
	}
	return c, c.Requests[at], nil
}

// DecideRequest grants a request or refuses it, with the reason. A granted
// rectification takes effect in the roster at once: papers, certificates and upload use
// the new value, and the old one stays in the record. It is done with that, unless the
// office has this person already and is told another value: then the correction goes up
// and FinishRequest ends it. Refusals: no-such-request, request-decided, reason-missing
// (of a refusal), in-conflict, request-form where the value cannot stand any more.
func (d *Desk) DecideRequest(ctx context.Context, no exam.CandidateNo, n int, granted bool, reason string) error {
	if err := d.allow("DecideRequest", ""); err != nil {
		return err
	}
	reason = strings.TrimSpace(reason)
	if !granted && reason == "" {
		return exam.Refuse("reason-missing")
	}
	defer d.site.hold(onCandidate(no))()
	c, q, err := d.site.request(no, n)
	if err != nil {
		return err
	}
	if q.Decision != nil {
		return exam.Refuse("request-decided", "n", n)
	}
	for _, about := range []string{exam.AboutRequest(n, "decision"), exam.AboutRectified(q.Field)} {
		if err := notDuringConflict(c.Conflicts, about); err != nil {
			return err
		}
	}
	on := onCandidate(no)
	drafts := []store.Draft{d.say(exam.RequestDecided, on, exam.AboutRequest(n, "decision"), exam.DataDecision{Granted: granted, Reason: reason})}
	if granted {
		r, err := d.site.Roster()
		if err != nil {
			return err
		}
		if bad := q.Bad(c.Listed, r.Plan.Candidates); bad != "" {
			return exam.Refuse("request-form", "item", "code:request."+bad)
		}
		drafts = append(drafts, d.say(exam.CandidateRectified, on, exam.AboutRectified(q.Field),
			exam.Rectification{Field: q.Field, Old: c.Listed.Field(q.Field), New: q.Value, Request: n}))
		if !uploads(c, q.Field) {
			drafts = append(drafts, d.say(exam.RequestAnswered, on, exam.AboutRequest(n, "answer"), exam.DataAnswer{Date: d.site.today(), Files: []exam.AnswerFile{}}))
		}
	}
	_, err = d.append(ctx, drafts...)
	return err
}

// uploads says whether a change of a field must go up to the office as a correction 更正:
// it has the person, and the field is one that it was sent (domain 11).
func uploads(c exam.CandidateState, field string) bool {
	return c.Verdict != nil && field != exam.FieldPhone
}

// FinishRequest ends a granted rectification once the office has accepted the
// correction, with what the person was told. Refusals: no-such-request, request-open
// (nobody decided, or it is ended already), correction-not-up.
func (d *Desk) FinishRequest(ctx context.Context, no exam.CandidateNo, n int, text string) error {
	if err := d.allow("FinishRequest", ""); err != nil {
		return err
	}
	defer d.site.hold(onCandidate(no))()
	c, q, err := d.site.request(no, n)
	if err != nil {
		return err
	}
	if q.Word() != exam.RequestGranted {
		return exam.Refuse("request-open", "n", n, "state", "code:request.state-"+q.Word())
	}
	if uploads(c, q.Field) {
		taken := c.Verdict.Verdict == province.Accepted || c.Verdict.Verdict == province.Duplicate
		if !taken || !c.VerdictAt.After(q.Decided.Time) {
			return exam.Refuse("correction-not-up", "no", string(no))
		}
	}
	_, err = d.append(ctx, d.say(exam.RequestAnswered, onCandidate(no), exam.AboutRequest(n, "answer"),
		exam.DataAnswer{Date: d.site.today(), Text: strings.TrimSpace(text), Files: []exam.AnswerFile{}}))
	return err
}

// PersonRequest is a request with whose it is.
type PersonRequest struct {
	exam.RequestState
	Candidate exam.CandidateNo
	Days      int  // since it was asked; 0 for one that is ended
	Waits     bool // granted, and the office has not accepted the correction yet
}

// DataRequests lists every request about personal data, oldest first.
func (d *Desk) DataRequests() ([]PersonRequest, error) {
	if err := d.allow("DataRequests", ""); err != nil {
		return nil, err
	}
	return d.site.requests()
}

func (s *Site) requests() ([]PersonRequest, error) {
	r, err := s.Roster()
	if err != nil {
		return nil, err
	}
	out := []PersonRequest{}
	for _, row := range r.Plan.Candidates {
		c, err := s.candidate(row.No)
		if err != nil {
			return nil, err
		}
		for _, q := range c.Requests {
			p := PersonRequest{RequestState: q, Candidate: row.No, Waits: q.Word() == exam.RequestGranted}
			if asked, err := time.Parse(time.DateOnly, string(q.Date)); err == nil && q.Open() {
				today, _ := time.Parse(time.DateOnly, string(s.today())) // it was formatted just now
				p.Days = int(today.Sub(asked).Hours() / 24)
			}
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b PersonRequest) int { return a.Taken.Compare(b.Taken.Time) })
	return out, nil
}
