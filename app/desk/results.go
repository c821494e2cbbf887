package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"kaowu/app/exam"
	"kaowu/store"
)

// Stages of all results (design 4.7).
const (
	StageDrafted   = "drafted"
	StageConfirmed = "confirmed"
	StageNoticed   = "noticed"
	StagePublished = "published"
	StageUploaded  = "uploaded"
)

// ResultList is every candidate's result with its state, in roster order.
func (d *Desk) ResultList() (ResultsView, error) {
	var v ResultsView
	if err := d.allow("ResultList", ""); err != nil {
		return v, err
	}
	return d.site.resultList()
}

func (s *Site) resultList() (ResultsView, error) {
	var v ResultsView
	stage, err := s.results()
	if err != nil {
		return v, err
	}
	v.Stage, v.Until = stage.Stage, stage.Until
	if v.Stage == "" {
		v.Stage = StageDrafted
	}
	j, err := s.judge()
	if err != nil {
		return v, err
	}
	subjects := map[string]exam.Subject{}
	for _, sub := range j.Plan.Subjects {
		subjects[sub.No] = sub
	}
	for _, row := range j.Plan.Candidates {
		c, err := s.candidate(row.No)
		if err != nil {
			return v, err
		}
		r := resultRow(c, subjects[row.Subject], j.Result(c))
		r.State = rowState(v.Stage, c, r.Result)
		v.Rows = append(v.Rows, r)
	}
	return v, nil
}

func resultRow(c exam.CandidateState, sub exam.Subject, res exam.Result) ResultRow {
	r := ResultRow{Candidate: c.Listed, Subject: sub, Result: res, Certificate: c.Certificate, Verdict: c.Verdict, Held: c.Held, Withdrawn: c.Register.Withdrawn != nil}
	if n := len(c.Register.Reissued); n > 0 {
		r.reissued, r.fresh = c.Register.Reissued[n-1].Date, c.Replaced
	}
	return r
}

// rowState is a candidate's own stage: a result corrected after confirmation is
// drafted again until it is confirmed anew.
func rowState(stage string, c exam.CandidateState, r exam.Result) string {
	if c.Confirmed == nil || !c.Confirmed.Says(r) {
		return StageDrafted
	}
	if c.Held != nil {
		return StageUploaded
	}
	if stage == "" || stage == StageDrafted {
		return StageConfirmed
	}
	return stage
}

// confirmedBody is a result as an event states it.
func confirmedBody(r exam.Result) exam.Confirmed {
	return exam.Confirmed{Attended: r.Attended, Qualified: r.Qualified, Total: r.Total, Reasons: r.Reasons, Rests: r.Rests,
		Theory: r.Parts[exam.Theory].Score, Practical: r.Parts[exam.Practical].Score, Review: r.Parts[exam.Review].Score}
}

// Explain says line by line how a candidate's result came about.
func (d *Desk) Explain(no exam.CandidateNo) (ResultRow, []exam.Line, error) {
	if err := d.allow("Explain", ""); err != nil {
		return ResultRow{}, nil, err
	}
	j, err := d.site.judge()
	if err != nil {
		return ResultRow{}, nil, err
	}
	c, err := d.site.candidate(no)
	if err != nil {
		return ResultRow{}, nil, err
	}
	stage, err := d.site.results()
	if err != nil {
		return ResultRow{}, nil, err
	}
	row := resultRow(c, d.site.subject(c.Listed.Subject), j.Result(c))
	row.State = rowState(stage.Stage, c, row.Result)
	return row, j.Explain(c), nil
}

// Hinders lists what stands in the way of confirming the results, most urgent first.
func (d *Desk) Hinders() ([]Need, error) {
	if err := d.allow("Hinders", ""); err != nil {
		return nil, err
	}
	return d.site.hinders()
}

// hinders lists what stands in the way of confirming the results, most urgent
// first: what disqualifications left undecided, conflicts, open results, corrections that wait, records not signed.
func (s *Site) hinders() ([]Need, error) {
	out, err := s.undecided()
	if err != nil {
		return nil, err
	}
	j, err := s.judge()
	if err != nil {
		return nil, err
	}
	for _, row := range j.Plan.Candidates {
		c, err := s.candidate(row.No)
		if err != nil {
			return nil, err
		}
		for _, k := range c.Conflicts {
			out = append(out, Need{Code: "conflict", Candidate: c.No, Args: map[string]any{"no": string(c.No), "name": c.Listed.Name, "about": k.About}})
		}
		for comp := range c.Corrections {
			if w := waiting(c, comp); w != nil {
				out = append(out, Need{Code: "correction", Candidate: c.No, Since: w.When, Args: map[string]any{"no": string(c.No), "name": c.Listed.Name, "component": comp, "by": s.name(w.Proposer)}})
			}
		}
		for _, seen := range c.Violations {
			if !seen.Decided {
				out = append(out, Need{Code: "violation", Candidate: c.No, Session: seen.Session, Args: map[string]any{"no": string(c.No), "name": c.Listed.Name, "code": "code:violation." + seen.Code}})
			}
		}
		out = append(out, shortOf(c, j)...)
		if r := j.Result(c); !r.Final {
			for _, comp := range exam.Components() {
				if o, ok := r.Parts[comp]; ok && !o.Final {
					why := o.Reason
					if why == exam.ReasonNotCome {
						why = exam.ReasonOpen // as the result's own reasons say it
					}
					out = append(out, Need{Code: "open", Candidate: c.No, Session: c.Listed.Sessions[comp], Args: map[string]any{"no": string(c.No), "name": c.Listed.Name, "reason": "code:reason." + why + "-" + string(comp)}})
				}
			}
		}
	}
	for _, row := range j.Plan.Sessions {
		short, err := s.unsupervised(j, row)
		if err != nil {
			return nil, err
		}
		out = append(out, short...)
		rec, err := s.record(row.No)
		if err != nil {
			return nil, err
		}
		if rec.Paper == nil {
			out = append(out, Need{Code: "unsigned", Session: row.No, Args: map[string]any{"session": string(row.No)}})
		}
	}
	return out, nil
}

// ConfirmResults confirms every result that is not confirmed as it stands: one
// event a candidate and a closing one. Refusal: not-ready, with how many things
// hinder it and the first of them.
func (d *Desk) ConfirmResults(ctx context.Context) (int, error) {
	if err := d.allow("ConfirmResults", ""); err != nil {
		return 0, err
	}
	hinders, err := d.site.hinders()
	if err != nil {
		return 0, err
	}
	if len(hinders) > 0 {
		return 0, exam.Refuse("not-ready", "n", len(hinders), "candidate", string(hinders[0].Candidate), "session", string(hinders[0].Session), "first", "code:need.kind."+hinders[0].Code)
	}
	defer d.site.hold(onResults)()
	v, err := d.site.resultList()
	if err != nil {
		return 0, err
	}
	var drafts []store.Draft
	for _, r := range v.Rows {
		if r.State == StageDrafted {
			drafts = append(drafts, d.say(exam.ResultConfirmed, onCandidate(r.Candidate.No), "result", confirmedBody(r.Result)))
		}
	}
	if len(drafts) == 0 {
		return 0, exam.Refuse("nothing-to-confirm")
	}
	if _, err := d.append(ctx, drafts...); err != nil {
		return 0, err
	}
	st, err := d.stage()
	if err != nil {
		return 0, err
	}
	if _, err = d.append(ctx, d.say(exam.ResultsConfirmed, onResults, "stage", st)); err != nil {
		return 0, err
	}
	return len(drafts), d.showState(StageConfirmed)
}

// stage counts and hashes the confirmed result events of all candidates.
func (d *Desk) stage() (exam.Stage, error) {
	r, err := d.site.Roster()
	if err != nil {
		return exam.Stage{}, err
	}
	var ids []exam.ID
	for _, row := range r.Plan.Candidates {
		c, err := d.site.candidate(row.No)
		if err != nil {
			return exam.Stage{}, err
		}
		if c.Confirmed != nil {
			ids = append(ids, c.ConfirmedID)
		}
	}
	slices.SortFunc(ids, func(a, b exam.ID) int {
		if a.Less(b) {
			return -1
		}
		return 1
	})
	h := sha256.New()
	for _, id := range ids {
		h.Write(id[:])
	}
	return exam.Stage{Count: len(ids), Digest: hex.EncodeToString(h.Sum(nil))}, nil
}

// StartNotice puts the confirmed results into public notice 公示 for the working
// days of the policy (domain 7.9) and gives its last day. Refusals: stage-not
// (confirmed first), results-changed, reassess-undecided.
func (d *Desk) StartNotice(ctx context.Context) (exam.Date, error) {
	if err := d.allow("StartNotice", ""); err != nil {
		return "", err
	}
	pol, err := d.site.Policy()
	if err != nil {
		return "", err
	}
	until := d.site.opt.Calendar.AddWorkdays(exam.Date(d.site.Now().Format("2006-01-02")), pol.NoticeDays)
	return until, d.advance(ctx, StageConfirmed, StageNoticed, exam.ResultsNoticed, until)
}

// PublishResults publishes after the public notice has run. Refusals: stage-not,
// notice-runs (until when), results-changed, reassess-undecided.
func (d *Desk) PublishResults(ctx context.Context) error {
	if err := d.allow("PublishResults", ""); err != nil {
		return err
	}
	st, err := d.site.results()
	if err != nil {
		return err
	}
	if today := exam.Date(d.site.Now().Format("2006-01-02")); st.Stage == StageNoticed && today <= st.Until {
		return exam.Refuse("notice-runs", "until", string(st.Until))
	}
	return d.advance(ctx, StageNoticed, StagePublished, exam.ResultsPublished, "")
}

func (d *Desk) advance(ctx context.Context, from, to string, kind exam.Kind, until exam.Date) error {
	if err := d.site.refuseUndecided(); err != nil {
		return err
	}
	defer d.site.hold(onResults)()
	v, err := d.site.resultList()
	if err != nil {
		return err
	}
	if v.Stage != from {
		return exam.Refuse("stage-not", "stage", "code:stage."+v.Stage, "need", "code:stage."+from)
	}
	changed := 0
	for _, r := range v.Rows {
		if r.State == StageDrafted {
			changed++
		}
	}
	if changed > 0 {
		return exam.Refuse("results-changed", "n", changed)
	}
	st, err := d.stage()
	if err != nil {
		return err
	}
	st.Until = until
	if _, err = d.append(ctx, d.say(kind, onResults, "stage", st)); err != nil {
		return err
	}
	return d.showState(to)
}
