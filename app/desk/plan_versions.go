package desk

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"kaowu/app/exam"
)

// PlanVersion is one version of the plan that was loaded.
type PlanVersion struct {
	No      int
	When    exam.Time
	By      exam.StaffID
	Reason  string
	Changes []exam.PlanChange // against the version before; none for the first
	at      exam.Stamp
}

// PlanVersions lists the versions of the plan, oldest first, each with its reason and
// what it changed.
func (d *Desk) PlanVersions() ([]PlanVersion, error) {
	if err := d.allow("PlanVersions", ""); err != nil {
		return nil, err
	}
	return d.site.planVersions()
}

func (s *Site) planVersions() ([]PlanVersion, error) {
	loads, err := s.planLoads()
	if err != nil {
		return nil, err
	}
	var out []PlanVersion
	for i, f := range loads {
		l, err := exam.BodyOf[exam.Loading](f)
		if err != nil {
			return nil, err
		}
		v := PlanVersion{No: i + 1, When: f.Wall, By: exam.StaffID(f.By), Reason: l.Reason, at: f.At}
		if l.Changes != "" {
			raw, err := s.book.Attachment(l.Changes)
			if err != nil {
				return nil, err
			}
			if err := json.Unmarshal(raw, &v.Changes); err != nil {
				return nil, err
			}
		}
		out = append(out, v)
	}
	return out, nil
}

// planLoads are the events that closed a load of the plan.
func (s *Site) planLoads() ([]exam.Fact, error) {
	facts, err := s.book.Events(onPlan)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(facts, func(f exam.Fact) bool { return f.Kind != exam.PlanLoaded }), nil
}

// newVersion notes in l what a further version of a loaded plan is: its number, its
// reason and the list of differences. A plan that the office has a receipt for changes
// only with a reason. Refusal: plan-filed-reason.
func (d *Desk) newVersion(ctx context.Context, was *exam.Roster, load Loading, l *exam.Loading) error {
	if !was.Loaded {
		return nil
	}
	loads, err := d.site.planLoads()
	if err != nil {
		return err
	}
	receipts, err := d.site.receiptsOfPlan()
	if err != nil {
		return err
	}
	reason := strings.TrimSpace(load.Reason)
	if len(receipts) > 0 && reason == "" {
		return exam.Refuse("plan-filed-reason")
	}
	raw, err := exam.Marshal(exam.PlanChanges(was.Plan, load.Plan))
	if err != nil {
		return err
	}
	if l.Changes, err = d.site.book.Attach(ctx, raw); err != nil {
		return err
	}
	l.Version, l.Reason = len(loads)+1, reason
	return nil
}
