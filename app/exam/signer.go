package exam

import "slices"

// Signers lists who must sign a session's record: in group 0 the session's own
// people (invigilators for theory, assessors for practical, board members for
// review), then group by group the roles of Policy.SignOrder (design 4.6). A
// supervisor signs for the sessions they are planned for, the site lead for all.
func Signers(plan Plan, s Session, policy Policy) []Signer {
	own := []Role{RoleInvigilator}
	switch s.Component {
	case Practical:
		own = []Role{RoleAssessor, RoleSeniorAssessor}
	case Review:
		own = []Role{RoleBoardMember}
	}
	out := signersOf(plan, s, 0, own...)
	for i, role := range policy.SignOrder {
		out = append(out, signersOf(plan, s, i+1, role)...)
	}
	return out
}

func signersOf(plan Plan, s Session, group int, roles ...Role) []Signer {
	var out []Signer
	for _, p := range plan.Staff {
		if slices.Contains(roles, p.Role) && (p.Role == RoleSiteLead || p.In(s.No)) {
			out = append(out, Signer{Group: group, Staff: p.ID, Name: p.Name, As: p.Role})
		}
	}
	return out
}

// NextSigners lists who may sign the frozen revision now: those of the first group
// in which somebody has not signed. Empty while nothing is frozen, and when all
// have signed.
func NextSigners(c RecordContent, r RecordState) []Signer {
	if r.Frozen == nil {
		return nil
	}
	signed := func(s Signer) bool {
		return slices.ContainsFunc(r.Signatures, func(b SignedBy) bool { return b.By == s.Staff })
	}
	var out []Signer
	for _, s := range c.Signers {
		if signed(s) || (len(out) > 0 && s.Group > out[0].Group) {
			continue
		}
		if len(out) > 0 && s.Group < out[0].Group {
			out = nil
		}
		out = append(out, s)
	}
	return out
}
