package desk

import (
	"context"
	"maps"
	"slices"

	"kaowu/app/exam"
)

// ShowID gives a candidate's whole ID number 看全号, once it is on disk who looked
// and when (look.md 8): what cannot be recorded is not shown. The site lead and the
// supervisor may look at anybody's, others at those of the sessions that they work
// in. Refusals: not-allowed, not-assigned, id-not-loaded for somebody whom no loaded
// plan has, whose history could not keep it; blind for who scores them by code number.
func (d *Desk) ShowID(ctx context.Context, no exam.CandidateNo) (string, error) {
	if err := d.allow("ShowID", ""); err != nil {
		return "", err
	}
	r, err := d.site.Roster()
	if err != nil {
		return "", err
	}
	at := slices.IndexFunc(r.Plan.Candidates, func(c exam.Candidate) bool { return c.No == no })
	if at < 0 {
		return "", exam.Refuse("id-not-loaded", "no", string(no))
	}
	c := r.Plan.Candidates[at]
	if d.staff.Role != exam.RoleSiteLead && d.staff.Role != exam.RoleSupervisor {
		in := slices.Sorted(maps.Values(c.Sessions))
		if !slices.ContainsFunc(in, d.staff.In) {
			return "", exam.Refuse("not-assigned", "session", string(append(in, "")[0]))
		}
		for _, session := range in {
			if err := d.refuseHidden(session); err != nil {
				return "", err
			}
		}
	}
	_, err = d.append(ctx, d.say(exam.IDShown, onCandidate(no), "shown/id-number/"+string(d.staff.ID), exam.Shown{What: "id-number"}))
	if err != nil {
		return "", err
	}
	return c.IDNumber, nil
}
