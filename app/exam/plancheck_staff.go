package exam

// staffRows checks 考务人员 row by row: identity, role, occupation, duties.
func (c *planCheck) staffRows() {
	c.nonEmpty(SheetStaff, len(c.p.Staff))
	seen := map[string][]int{}
	for i, s := range c.p.Staff {
		row := c.src.Row(SheetStaff, i)
		id := cell{SheetStaff, row, ColStaffID}
		if s.IDNumber != "" {
			if code := idProblem(IDNumber(s.IDNumber)); code != "" {
				c.add(SeverityError, code, id, s.IDNumber)
			}
			if k, ok := c.rosterID[s.IDNumber]; ok {
				p := c.add(SeverityError, "staff-is-candidate", id, s.IDNumber, "other", c.src.Row(SheetRoster, k), "exam_no", string(c.p.Candidates[k].No))
				p.ExamNo = c.p.Candidates[k].No
			}
			for _, j := range seen[s.IDNumber] {
				c.sameStaff(i, j)
			}
			seen[s.IDNumber] = append(seen[s.IDNumber], i)
		}
		if s.Unit != "" && c.p.Header.Body != "" && !sameBody(s.Unit, c.p.Header.Body) {
			c.add(SeverityWarning, "outside-expert", cell{SheetStaff, row, ColUnit}, s.Unit, "body", c.p.Header.Body)
		}
		c.print(cell{SheetStaff, row, ColName}, s.Name)
		c.print(cell{SheetStaff, row, ColUnit}, s.Unit)
		c.duties(s, row)
	}
	for i := range c.p.Staff {
		if same := seen[c.p.Staff[i].IDNumber]; len(same) == 0 || same[0] == i {
			c.staffClash(i, same)
		}
	}
}

// idProblem is the problem code for a resident ID number, empty for a good one.
func idProblem(n IDNumber) string {
	switch n.Valid() {
	case nil:
		return ""
	case ErrIDCheck:
		return "id-check"
	case ErrIDBirth:
		return "id-birth"
	}
	return "id-form"
}

// sameBody says whether a unit is the body or a part of it, by its name.
func sameBody(unit, body string) bool {
	if unit == body {
		return true
	}
	u, b := CleanID(unit), CleanID(body)
	return len(u) >= len(b) && u[:len(b)] == b
}

// sameStaff judges two rows with one ID number: the same role twice is a slip; a
// supervisor who also scores or invigilates supervises nobody (design 3).
func (c *planCheck) sameStaff(i, j int) {
	a, b := c.p.Staff[i], c.p.Staff[j]
	row, other := c.src.Row(SheetStaff, i), c.src.Row(SheetStaff, j)
	watch := func(r Role) bool { return r == RoleSupervisor }
	acts := func(r Role) bool { return r.Scores() || r == RoleInvigilator }
	switch {
	case a.Role == b.Role:
		c.add(SeverityError, "duplicate-id", cell{SheetStaff, row, ColStaffID}, a.IDNumber, "other", other)
	case watch(a.Role) && acts(b.Role) || watch(b.Role) && acts(a.Role):
		c.add(SeverityError, "role-clash", cell{SheetStaff, row, ColRole}, string(a.Role), "role", a.Role, "with", b.Role, "other", other)
	}
}

// duties checks the sessions that a person is planned for: known, and fit for the
// role and, for those who score, the occupation on their card (domain 6).
func (c *planCheck) duties(s Staff, row int) {
	at := cell{SheetStaff, row, ColDuties}
	occupation := cell{SheetStaff, row, ColJudges}
	scores := s.Role == RoleAssessor || s.Role == RoleSeniorAssessor
	if scores && s.Occupation == "" {
		c.add(SeverityError, "missing-content", occupation, "", "item", ColJudges)
	}
	wants := map[Role]Component{RoleInvigilator: Theory, RoleAssessor: Practical, RoleSeniorAssessor: Practical, RoleBoardMember: Review}
	odd, foreign := false, false
	for _, no := range s.Sessions {
		i, ok := c.sessions[no]
		if !ok {
			if len(c.p.Sessions) > 0 {
				c.add(SeverityError, "unknown-session", at, string(no), "session", string(no))
			}
			continue
		}
		session := c.p.Sessions[i]
		if part, bound := wants[s.Role]; bound && session.Component != "" && session.Component != part && !odd {
			odd = true
			c.add(SeverityWarning, "role-mismatch", at, string(no), "session", string(no), "role", s.Role, "component", session.Component)
			continue
		}
		si, known := c.subjects[session.Subject]
		if !scores || !known || s.Occupation == "" || foreign || session.Component != Practical {
			continue
		}
		if want := c.p.Subjects[si].Occupation; want != "" && !judges(s.Occupation, want) {
			foreign = true
			c.add(SeverityError, "occupation-mismatch", occupation, s.Occupation, "session", string(no), "want", want)
		}
	}
}

// judges says whether a card's occupations, one or several with 、 between, hold one.
func judges(card, occupation string) bool {
	for _, o := range SplitList(card) {
		if sameText(o, occupation) {
			return true
		}
	}
	return false
}

// staffClash reports a person, by all rows with one ID number, who would invigilate
// or score in two sessions at once. Supervisors, site leads and inspectors walk.
func (c *planCheck) staffClash(i int, same []int) {
	if len(same) == 0 {
		same = []int{i}
	}
	var list []int
	rowOf := map[int]int{}
	for _, j := range same {
		s := c.p.Staff[j]
		if s.Role != RoleInvigilator && !s.Role.Scores() {
			continue
		}
		for _, no := range s.Sessions {
			k, ok := c.sessions[no]
			if _, timed := c.at[no]; ok && timed {
				if _, twice := rowOf[k]; !twice {
					list = append(list, k)
				}
				rowOf[k] = c.src.Row(SheetStaff, j)
			}
		}
	}
	c.clashes(list, func(later, earlier int) {
		a, b := string(c.p.Sessions[later].No), string(c.p.Sessions[earlier].No)
		c.add(SeverityError, "person-clash", cell{SheetStaff, rowOf[later], ColDuties}, a, "session", a, "other", b)
	})
}
