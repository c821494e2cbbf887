package exam

import "strings"

// CheckPlan finds what is wrong with a plan: the contents of notice
// 川人社办发〔2019〕94号 part 6.1, the rules of domain 2 to 6 and the checks of design
// 4.1. Errors keep a plan from being loaded; warnings may be accepted with a reason.
//
// src says where each row stands in the workbook and which cells the reader has
// already complained of, so that one cause gives one message; it may be nil.
// hasGlyph says whether papers can print a character; nil means that all can.
// The work is linear in the candidates. It never looks at today's date.
func CheckPlan(p Plan, src *Source, cal Calendar, pol Policy, hasGlyph func(rune) bool) []Problem {
	c := &planCheck{checking: checking{src: src, glyph: hasGlyph}, p: p, cal: cal, pol: pol}
	c.index()
	c.header()
	c.filing()
	c.subjectRows()
	c.rubrics()
	c.roomRows()
	c.sessionRows()
	c.sessionClashes()
	c.staffRows()
	c.staffing()
	c.roster()
	SortProblems(c.out, PlanSheets())
	return c.out
}

// planCheck is one run of CheckPlan: the plan, its indexes and what was found.
type planCheck struct {
	checking
	p   Plan
	cal Calendar
	pol Policy

	subjects map[string]int
	rooms    map[string]int
	sessions map[SessionNo]int
	seated   map[SessionNo]int      // candidates planned in a session
	offers   map[offer]bool         // some session of this subject and component exists
	rosterID map[string]int         // ID number → candidate
	at       map[SessionNo]timespan // when a session is, where it can be told
	short    map[string]bool        // occupations already reported as short of assessors
}

// offer is a component of a subject.
type offer struct {
	subject string
	part    Component
}

// index makes the maps that later checks look things up in. The first of two rows
// with one number wins; the second is reported by its own check.
func (c *planCheck) index() {
	c.subjects, c.rooms, c.sessions = map[string]int{}, map[string]int{}, map[SessionNo]int{}
	c.seated, c.offers, c.short = map[SessionNo]int{}, map[offer]bool{}, map[string]bool{}
	c.rosterID, c.at = make(map[string]int, len(c.p.Candidates)), map[SessionNo]timespan{}
	for i, s := range c.p.Subjects {
		first(c.subjects, s.No, i)
	}
	for i, r := range c.p.Rooms {
		first(c.rooms, r.No, i)
	}
	for i, s := range c.p.Sessions {
		first(c.sessions, s.No, i)
		c.offers[offer{s.Subject, s.Component}] = true
		if t, ok := span(s); ok {
			c.at[s.No] = t
		}
	}
	for i, k := range c.p.Candidates {
		first(c.rosterID, k.IDNumber, i)
		for _, no := range k.Sessions {
			c.seated[no]++
		}
	}
}

func first[K comparable](m map[K]int, k K, i int) {
	if _, ok := m[k]; !ok {
		m[k] = i
	}
}

// NewProblem makes a problem whose sentence may use the place, the value (the end
// alone in columns of ID numbers) and the given name/value pairs.
func NewProblem(severity, code, sheet string, row int, column, value string, pairs ...any) Problem {
	shown := value
	if column == ColIDNumber || column == ColStaffID {
		shown = IDTail(value)
	}
	args := map[string]any{"sheet": sheet, "row": row, "column": column, "value": shown}
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i].(string)] = pairs[i+1]
	}
	return Problem{Severity: severity, Code: code, Sheet: sheet, Row: row, Column: column, Value: value, Args: args}
}

// IDTail is all that a sentence says of an ID number (domain 12.1, look.md 8): its last
// four characters. What is much too short for one is hidden whole.
func IDTail(s string) string {
	r := []rune(s)
	if len(r) < 12 {
		return strings.Repeat("*", len(r))
	}
	return string(r[len(r)-4:])
}
