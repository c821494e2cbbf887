package exam

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// BuildRecord fills an exam-room record from what happened (design 4.6, domain
// 9.7). people are the session's candidates in any order; fingerprint is of the
// exam key. Lists are never nil, so that the canonical JSON has one form.
func BuildRecord(plan Plan, s SessionState, people []CandidateState, r RecordState, policy Policy, fingerprint string) RecordContent {
	subject, _ := plan.Subject(s.Session.Subject)
	c := RecordContent{
		Header: plan.Header, Session: s.Session, Room: plan.room(s.Session.Room), Subject: subject,
		Fingerprint: fingerprint, Revision: r.Revision, OpenedAt: s.OpenedAt, ClosedAt: s.ClosedAt,
		Absent: []CandidateNo{}, Late: []LateComer{}, Fields: map[string]string{},
		Incidents: append([]NumberedIncident{}, r.Incidents...), Violations: []RoomViolation{},
		Scores: []ScoreFact{}, Signers: append([]Signer{}, withoutAvoided(Signers(plan, s.Session, policy), s, people)...),
	}
	for name, f := range r.Fields {
		if f.Value != "" {
			c.Fields[name] = f.Value
		}
	}
	c.visits(plan, r)
	c.video(s.Cameras)
	sheets := map[StaffID]int{}
	for _, p := range people {
		c.add(p, sheets)
	}
	for who, n := range sheets {
		c.Scores = append(c.Scores, ScoreFact{Staff: who, Count: n})
	}
	slices.Sort(c.Absent)
	slices.SortFunc(c.Late, func(a, b LateComer) int { return cmp.Compare(a.No, b.No) })
	slices.SortFunc(c.Scores, func(a, b ScoreFact) int { return CompareStaff(a.Staff, b.Staff) })
	slices.SortFunc(c.Violations, func(a, b RoomViolation) int {
		return cmp.Or(cmp.Compare(a.Time, b.Time), cmp.Compare(a.Candidate, b.Candidate), cmp.Compare(a.No, b.No))
	})
	return c
}

// add counts one candidate in. Somebody of another session is not expected here, unless
// their component is scored again here; they came in time then.
func (c *RecordContent) add(p CandidateState, sheets map[StaffID]int) {
	comp, no := c.Session.Component, c.Session.No
	own := p.Listed.Sessions[comp] == no
	if !own && p.Listed.Again[comp] != no {
		return
	}
	c.Expected++
	switch a := p.Attendance[comp]; a.State {
	case Present:
		c.Present++
		if a.Late > 0 && own {
			c.Late = append(c.Late, LateComer{No: p.No, Minutes: a.Late})
		}
	case AbsentNow:
		c.Absent = append(c.Absent, p.No)
	}
	for _, v := range p.Violations {
		if v.Session == no {
			c.Violations = append(c.Violations, RoomViolation{
				No: v.No, Candidate: p.No, Time: v.Time, Code: v.Code, Facts: v.Facts, By: v.By,
			})
		}
	}
	for _, s := range p.Sheets[comp] {
		if s.Session == no && s.Sent {
			sheets[s.Staff]++
		}
	}
}

// Digest is SHA-256 hex of the canonical JSON: what Freeze.Digest holds and every
// signature is under.
func (c RecordContent) Digest() string {
	b, err := Marshal(c)
	if err != nil {
		return "" // no digest matches: RecordContent holds nothing that JSON cannot say
	}
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// crockford is Crockford's base32: no I, L, O or U, so that a code read aloud or
// copied by hand stays itself.
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// ContentCode is the first 80 bits of a hex digest as 16 characters of Crockford's
// base32 in groups of four, "K7QF 2M9T 3XHA 86RD": for the eye, the same for every
// signer (record.md 8). A digest that is not hex of 10 bytes or more has no code.
func ContentCode(digest string) string {
	raw, err := hex.DecodeString(digest)
	if err != nil || len(raw) < 10 {
		return ""
	}
	var b strings.Builder
	for i := range 16 {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		v := 0
		for bit := i * 5; bit < i*5+5; bit++ {
			v = v<<1 | int(raw[bit/8]>>(7-bit%8)&1)
		}
		b.WriteByte(crockford[v])
	}
	return b.String()
}

// MissingFields lists the required fields of a component that nobody has written:
// the supervisor's where supervisor is true, else those of the session's own people.
func MissingFields(c RecordContent, comp Component, supervisor bool) []RecordField {
	var out []RecordField
	for _, f := range RecordFields() {
		mine := (f.Role == RoleSupervisor) == supervisor && (f.Component == "" || f.Component == comp)
		if f.Required && mine && c.Fields[f.Name] == "" {
			out = append(out, f)
		}
	}
	return out
}
