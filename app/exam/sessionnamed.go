package exam

import (
	"slices"
	"strings"
)

// SessionNaming names a session that the plan does not have, for re-assessment 重新评定
// after a disqualification. It is held, supervised and signed like every other (notice
// 6.3: every exam is supervised).
type SessionNaming struct {
	Row    Session   `json:"row"`
	Staff  []StaffID `json:"staff"` // who scores and who supervises it, of the plan's people
	Reason string    `json:"reason"`
	// Dropped takes the session back: it is not held.
	Dropped bool `json:"dropped,omitempty"`
}

const aboutNamed = "named"

// Bad names the first item of a naming that cannot stand in a plan; empty when all can.
func (n SessionNaming) Bad(p Plan) string {
	room := p.room(n.Row.Room)
	_, known := p.Subject(n.Row.Subject)
	supervised := false
	for _, id := range n.Staff {
		i := slices.IndexFunc(p.Staff, func(s Staff) bool { return s.ID == id })
		if i < 0 {
			return "staff"
		}
		supervised = supervised || p.Staff[i].Role == RoleSupervisor
	}
	switch {
	case n.Row.No == "" || len(n.Row.No) > 20 || strings.ContainsAny(string(n.Row.No), "/ \t\n"),
		slices.ContainsFunc(p.Sessions, func(s Session) bool { return s.No == n.Row.No }):
		return "no"
	case n.Row.Component != Practical && n.Row.Component != Review:
		return "component"
	case !known:
		return "subject"
	case room.No == "":
		return "room"
	case !n.Row.Date.Real():
		return "date"
	case !clockTime(n.Row.Start) || !clockTime(n.Row.End) || n.Row.Start >= n.Row.End:
		return "time"
	case !supervised:
		return "supervisor"
	case n.Reason == "":
		return "reason"
	}
	return ""
}

// NamedSession is the naming that holds among all events on session/<no>; nil where there
// is none, it was taken back, or while two are in conflict.
func NamedSession(no SessionNo, facts []Fact) *SessionNaming {
	if !slices.ContainsFunc(facts, func(f Fact) bool { return f.Kind == SessionNamed }) {
		return nil
	}
	ordered, _ := Order(facts)
	n := bodyIf[SessionNaming](foldSlots(withoutRows(ordered), allowSession).slots[aboutNamed].Holds)
	if n == nil || n.Row.No != no || n.Dropped {
		return nil
	}
	return n
}

// Named adds a session to the plan, and to whoever works in it. A session of the plan
// itself is not replaced.
func (p *Plan) Named(n SessionNaming) {
	if slices.ContainsFunc(p.Sessions, func(s Session) bool { return s.No == n.Row.No }) {
		return
	}
	p.Sessions = append(p.Sessions, n.Row)
	for i, s := range p.Staff {
		if slices.Contains(n.Staff, s.ID) {
			p.Staff[i].Sessions = append(slices.Clone(s.Sessions), n.Row.No)
		}
	}
}
