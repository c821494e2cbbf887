package exam

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// LoadDigest is Loading.Digest: SHA-256 hex over the raw ids of a load's row
// events, plan.header among them, in the order of their seq.
func LoadDigest(rows []Fact) string {
	h := sha256.New()
	for _, f := range rows {
		h.Write(f.ID[:])
	}
	return hex.EncodeToString(h.Sum(nil))
}

// FoldRoster gives the plan in effect: the rows of the last load that is complete,
// by count and digest (record.md 2). planFacts are all events on plan; rows are
// the listed events of every subject, in any order. People stand in the order of
// their ids, everything else in the order of the log.
func FoldRoster(planFacts, rows []Fact) Roster {
	loads := map[string][]Fact{}
	ordered, _ := Order(planFacts)
	for _, f := range rows {
		loads[loadOf(f)] = append(loads[loadOf(f)], f)
	}
	for _, f := range ordered {
		if f.Kind == PlanHeader {
			loads[loadOf(f)] = append(loads[loadOf(f)], f)
		}
	}
	var last Fact
	var head Loading
	whole := map[string]bool{}
	for _, f := range ordered {
		l, err := BodyOf[Loading](f)
		if f.Kind != PlanLoaded || err != nil {
			continue
		}
		slices.SortFunc(loads[l.Load], compareSeq)
		if complete(loads[l.Load], f, l) {
			last, head, whole[l.Load] = f, l, true
		}
	}
	r := Roster{}
	for load, facts := range loads {
		if !whole[load] {
			r.Abandoned += len(facts)
		}
	}
	if head.Load == "" {
		return r
	}
	r.Loaded, r.Load, r.Accepted, r.LoadedAt, r.Source = true, head.Load, head.Accepted, last.Wall, head.Source
	for _, f := range loads[head.Load] {
		r.Plan.list(f)
	}
	slices.SortFunc(r.Plan.Staff, func(a, b Staff) int { return CompareStaff(a.ID, b.ID) })
	slices.SortFunc(r.Plan.Candidates, func(a, b Candidate) int { return cmp.Compare(a.No, b.No) })
	return r
}

// PlanOf is the part of a plan that some listed rows give, in the order given. It is for
// who holds only some rows of a load: whether the load is complete it cannot say.
func PlanOf(rows []Fact) Plan {
	var p Plan
	for _, f := range rows {
		p.list(f)
	}
	return p
}

// LoadOf is the name of the load that a listed row belongs to; empty where f is no row.
func LoadOf(f Fact) string { return loadOf(f) }

// complete says whether rows, in order of seq, are all that l closes: its count,
// its digest, one log, and before it in that log.
func complete(rows []Fact, end Fact, l Loading) bool {
	if l.Load == "" || len(rows) != l.Count {
		return false
	}
	for _, f := range rows {
		if f.Log != end.Log || f.Seq >= end.Seq {
			return false
		}
	}
	return LoadDigest(rows) == l.Digest
}

// loadOf reads the name of the load that a row belongs to. It stands first in the
// canonical body, and a name that needs escaping is nobody's.
func loadOf(f Fact) string {
	rest, ok := strings.CutPrefix(string(f.Body[:min(len(f.Body), 128)]), `{"load":"`)
	name, _, end := strings.Cut(rest, `"`)
	if !ok || !end || strings.Contains(name, `\`) {
		return ""
	}
	return name
}

// list adds one row to the plan.
func (p *Plan) list(f Fact) {
	switch f.Kind {
	case PlanHeader:
		if h, err := BodyOf[Listed[PlanHead]](f); err == nil {
			p.Header, p.Scopes = h.Row.Header, h.Row.Scopes
		}
	case StaffListed:
		p.Staff = addRow(p.Staff, f)
	case RoomListed:
		p.Rooms = addRow(p.Rooms, f)
	case SubjectListed:
		p.Subjects = addRow(p.Subjects, f)
	case RubricListed:
		p.Rubrics = addRow(p.Rubrics, f)
	case SessionListed:
		p.Sessions = addRow(p.Sessions, f)
	case CandidateListed:
		p.Candidates = addRow(p.Candidates, f)
	}
}

func addRow[T any](list []T, f Fact) []T {
	l, err := BodyOf[Listed[T]](f)
	if err != nil {
		return list
	}
	return append(list, l.Row)
}
