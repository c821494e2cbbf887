package exam

// Subject finds a row of 认定项目 by its number.
func (p Plan) Subject(no string) (Subject, bool) {
	for _, s := range p.Subjects {
		if s.No == no {
			return s, true
		}
	}
	return Subject{}, false
}

// Rubric finds the rubric of a subject's component.
func (p Plan) Rubric(subject string, c Component) (Rubric, bool) {
	for _, r := range p.Rubrics {
		if r.Subject == subject && r.Component == c {
			return r, true
		}
	}
	return Rubric{}, false
}

// StaffName is the name of a person of the plan; their id where they are not listed.
func (p Plan) StaffName(id StaffID) string {
	for _, s := range p.Staff {
		if s.ID == id {
			return s.Name
		}
	}
	return string(id)
}

// room finds a row of 考场; the zero row where it is not listed.
func (p Plan) room(no string) Room {
	for _, r := range p.Rooms {
		if r.No == no {
			return r
		}
	}
	return Room{}
}

// scorers lists who scores a component in a session, in order of id: assessors for
// practical, board members for review (domain 6).
func (p Plan) scorers(no SessionNo, c Component) []StaffID {
	var out []StaffID
	for _, s := range p.Staff {
		if s.Role.Scores() && (s.Role == RoleBoardMember) == (c == Review) && s.In(no) {
			out = append(out, s.ID)
		}
	}
	return out
}
