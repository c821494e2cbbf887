package store

import (
	"slices"
	"strings"

	"kaowu/app/exam"
)

// planRows is what judging needs beside the candidates' own events.
type planRows struct {
	plan, rows []exam.Fact
	sessions   map[exam.SessionNo][]exam.Fact
	confirmed  map[exam.CandidateNo]bool
}

const (
	onCandidate = "candidate/"
	onSession   = "session/"
)

// light is f without its bytes: folds need only what it says.
func light(f exam.Fact) exam.Fact {
	f.Signed = exam.Signed{}
	return f
}

func (p *planRows) take(f exam.Fact) {
	if f.On == "plan" {
		p.plan = append(p.plan, light(f))
	}
	if f.Abt == "listed" {
		p.rows = append(p.rows, light(f))
	}
	if no, is := strings.CutPrefix(f.On, onSession); is {
		if p.sessions == nil {
			p.sessions = map[exam.SessionNo][]exam.Fact{}
		}
		p.sessions[exam.SessionNo(no)] = append(p.sessions[exam.SessionNo(no)], light(f))
	}
	if no, is := strings.CutPrefix(f.On, onCandidate); is && f.Kind == exam.ResultConfirmed {
		if p.confirmed == nil {
			p.confirmed = map[exam.CandidateNo]bool{}
		}
		p.confirmed[exam.CandidateNo(no)] = true
	}
}

// judgedAtOnce is how many candidates are folded at a time: some dozens of events each, so
// memory stays flat however large the exam.
const judgedAtOnce = 2000

// checkResults computes every confirmed result anew from the events that stood before
// it, and compares.
func (v *verifier) checkResults(e *eventCheck) error {
	if len(e.rows.confirmed) == 0 {
		return nil
	}
	roster := exam.FoldRoster(v.stand(e.rows.plan), v.stand(e.rows.rows))
	j := exam.Judge{Plan: roster.Plan, Policy: v.chain.created.Policy, Sessions: map[exam.SessionNo]exam.SessionState{}}
	for _, s := range roster.Plan.Sessions {
		j.Sessions[s.No] = exam.FoldSession(s, v.stand(e.rows.sessions[s.No]))
	}
	listed := map[exam.CandidateNo]exam.Candidate{}
	for _, c := range roster.Plan.Candidates {
		listed[c.No] = c
	}
	var nos []exam.CandidateNo
	for no := range e.rows.confirmed {
		nos = append(nos, no)
	}
	slices.Sort(nos)
	for group := range slices.Chunk(nos, judgedAtOnce) {
		facts, err := v.factsOf(group)
		if err != nil {
			return err
		}
		for _, no := range group {
			row, known := listed[no]
			own := v.stand(facts[no])
			if _, at := lastConfirmed(own); at < 0 {
				continue // nobody but a revoked key confirmed it
			}
			if !known || !confirmedRightly(j, row, own) {
				v.note("result-differs", confirmation(own))
			}
		}
	}
	return nil
}

// stand drops late evidence from what is folded, as the book's own folds do.
func (v *verifier) stand(facts []exam.Fact) []exam.Fact {
	stand, _ := v.chain.revoked.Part(facts)
	return stand
}

// factsOf reads the events of some candidates, in another pass.
func (v *verifier) factsOf(group []exam.CandidateNo) (map[exam.CandidateNo][]exam.Fact, error) {
	out := make(map[exam.CandidateNo][]exam.Fact, len(group))
	for _, no := range group {
		out[no] = nil
	}
	r, err := v.openEntry(v.m.opened()+1, weightJudge)
	if err != nil {
		return nil, err
	}
	err = eachLine(r, func(line []byte) error {
		f, err := decodeLine(line)
		if err != nil {
			return err
		}
		no, is := strings.CutPrefix(f.On, onCandidate)
		if _, wanted := out[exam.CandidateNo(no)]; is && wanted {
			out[exam.CandidateNo(no)] = append(out[exam.CandidateNo(no)], light(f))
		}
		return nil
	})
	return out, err
}

// confirmation is the id of the last confirmation among a candidate's facts: a
// finding names no candidate.
func confirmation(facts []exam.Fact) string {
	ordered, at := lastConfirmed(facts)
	if at < 0 {
		return eventsName
	}
	return ordered[at].ID.String()
}

// lastConfirmed orders a candidate's facts and finds the last confirmation.
func lastConfirmed(facts []exam.Fact) ([]exam.Fact, int) {
	ordered, _ := exam.Order(facts)
	for i := len(ordered) - 1; i >= 0; i-- {
		if ordered[i].Kind == exam.ResultConfirmed {
			return ordered, i
		}
	}
	return ordered, -1
}

// confirmedRightly judges a candidate by what stood before the last confirmation and
// says whether that is what was confirmed.
func confirmedRightly(j exam.Judge, row exam.Candidate, facts []exam.Fact) bool {
	ordered, at := lastConfirmed(facts)
	if at < 0 {
		return false
	}
	c, err := exam.BodyOf[exam.Confirmed](ordered[at])
	if err != nil {
		return false
	}
	return c.Says(j.Result(exam.FoldCandidate(row, ordered[:at])))
}
