package exam

import "strconv"

// crew is who is planned for a session, by what they do there; one ID number
// counts once.
type crew struct {
	invigilators, assessors, seniors, board, supervisors int
}

// staffing checks that every occupation and every session has the people that
// notice 2.5 and 6.3 and domain 6 ask for.
func (c *planCheck) staffing() {
	if len(c.p.Staff) == 0 {
		return
	}
	crews := c.crews()
	c.occupations()
	for i, s := range c.p.Sessions {
		at := cell{SheetSessions, c.src.Row(SheetSessions, i), ColSession}
		have, n := crews[s.No], c.seated[s.No]
		if have.supervisors == 0 {
			c.add(SeverityError, "no-supervisor", at, string(s.No), "session", string(s.No))
		}
		switch s.Component {
		case Theory:
			c.invigilators(at, s, have.invigilators, n)
		case Practical:
			c.assessors(at, s, have, n)
		case Review:
			c.board(at, s, have.board)
		}
	}
}

func (c *planCheck) invigilators(at cell, s Session, have, n int) {
	need := c.pol.MinInvigilators
	if c.pol.InvigilatorsPer > 0 {
		need = max(need, (n+c.pol.InvigilatorsPer-1)/c.pol.InvigilatorsPer)
	}
	if have < need {
		c.add(SeverityError, "too-few-invigilators", at, string(s.No), "session", string(s.No), "have", have, "need", need, "candidates", n)
	}
}

func (c *planCheck) assessors(at cell, s Session, have crew, n int) {
	si, known := c.subjects[s.Subject]
	people := have.assessors + have.seniors
	switch {
	case known && c.short[c.p.Subjects[si].Occupation]:
	case people < c.pol.MinAssessors:
		c.few(at, string(s.No), string(s.No), RoleAssessor, people, c.pol.MinAssessors)
	case c.pol.AssessorsPer > 0 && people*c.pol.AssessorsPer < n:
		c.add(SeverityWarning, "ratio-low", at, string(s.No), "session", string(s.No), "have", people, "candidates", n, "per", c.pol.AssessorsPer)
	}
	if known && c.p.Subjects[si].Level.NeedsReview() && have.seniors == 0 && people > 0 {
		c.add(SeverityWarning, "senior-wanted", at, string(s.No), "session", string(s.No), "level", c.p.Subjects[si].Level)
	}
}

func (c *planCheck) board(at cell, s Session, have int) {
	if have < c.pol.MinBoard {
		c.few(at, string(s.No), string(s.No), RoleBoardMember, have, c.pol.MinBoard)
	} else if have%2 == 0 {
		c.add(SeverityWarning, "board-even", at, string(s.No), "session", string(s.No), "have", have)
	}
}

func (c *planCheck) few(at cell, value, where string, role Role, have, need int) {
	c.add(SeverityError, "too-few-assessors", at, value, "where", where, "role", role, "have", have, "need", need)
}

// occupations checks the assessors of each occupation of the plan (notice 2.5). One
// that is short is reported once, at its first subject, and not again by session.
func (c *planCheck) occupations() {
	people := map[string]map[string]bool{}
	for _, s := range c.p.Staff {
		if s.Role != RoleAssessor && s.Role != RoleSeniorAssessor {
			continue
		}
		for _, o := range SplitList(s.Occupation) {
			if people[CleanID(o)] == nil {
				people[CleanID(o)] = map[string]bool{}
			}
			people[CleanID(o)][person(s)] = true
		}
	}
	done := map[string]bool{}
	for i, s := range c.p.Subjects {
		if s.Occupation == "" || done[s.Occupation] {
			continue
		}
		done[s.Occupation] = true
		if have := len(people[CleanID(s.Occupation)]); have < c.pol.MinAssessors {
			c.short[s.Occupation] = true
			at := cell{SheetSubjects, c.src.Row(SheetSubjects, i), ColOccupation}
			c.few(at, s.Occupation, s.Occupation, RoleAssessor, have, c.pol.MinAssessors)
		}
	}
}

// person tells people apart by ID number and, where that is missing, by name.
func person(s Staff) string {
	if s.IDNumber != "" {
		return s.IDNumber
	}
	return s.Name
}

// crews counts the people of each session.
func (c *planCheck) crews() map[SessionNo]crew {
	out := map[SessionNo]crew{}
	type duty struct {
		no   SessionNo
		who  string
		role Role
	}
	done := map[duty]bool{}
	for i, s := range c.p.Staff {
		for _, no := range s.Sessions {
			d := duty{no, person(s), s.Role}
			if d.who == "" {
				d.who = strconv.Itoa(i)
			}
			if done[d] {
				continue
			}
			done[d] = true
			k := out[no]
			switch s.Role {
			case RoleInvigilator:
				k.invigilators++
			case RoleAssessor:
				k.assessors++
			case RoleSeniorAssessor:
				k.seniors++
			case RoleBoardMember:
				k.board++
			case RoleSupervisor:
				k.supervisors++
			}
			out[no] = k
		}
	}
	return out
}
