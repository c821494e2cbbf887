package exam

// EntrySupervision is what a supervisor found in one session, or an inspector on one
// visit 巡考 of it, as the exam-room record has it (domain 9.8, 9.13).
type EntrySupervision struct {
	Session   SessionNo `json:"session"`
	Component Component `json:"component"`
	Role      Role      `json:"role"`  // supervisor or inspector
	Names     []string  `json:"names"` // who, none where the record names nobody
	From      string    `json:"from"`  // of their stay, a time of day; may be empty
	Until     string    `json:"until"`
	Yes       int       `json:"yes"`     // checks 检查项 answered yes
	No        []string  `json:"no"`      // those answered no, codes of supervision.json
	Verdict   string    `json:"verdict"` // good, fair or bad; empty of a visit, or not written yet
	Text      string    `json:"text"`    // opinion, or the inspector's findings, in their words
}

// Poor says whether something was found that must be put right: a check answered no, or
// the verdict 不规范.
func (s EntrySupervision) Poor() bool { return len(s.No) > 0 || s.Verdict == "bad" }

// Supervise gathers what a session's record says of its supervision; fields names the
// check that each field of a record answers. It is empty where nobody wrote anything.
func Supervise(c RecordContent, fields map[string]string) []EntrySupervision {
	s := EntrySupervision{Session: c.Session.No, Component: c.Session.Component, Role: RoleSupervisor, Names: []string{}, No: []string{},
		From: c.Fields["supervisor_from"], Until: c.Fields["supervisor_to"], Verdict: c.Fields["verdict"], Text: c.Fields["opinion"]}
	for _, f := range RecordFields() {
		code, asked := fields[f.Name]
		switch {
		case !asked || f.Role != RoleSupervisor:
		case c.Fields[f.Name] == "yes":
			s.Yes++
		case c.Fields[f.Name] == "no":
			s.No = append(s.No, code)
		}
	}
	for _, x := range c.Signers {
		if x.As == RoleSupervisor {
			s.Names = append(s.Names, x.Name)
		}
	}
	var out []EntrySupervision
	if s.Yes+len(s.No) > 0 || s.Verdict != "" || s.Text != "" {
		out = append(out, s)
	}
	for _, v := range c.Visits {
		out = append(out, EntrySupervision{Session: c.Session.No, Component: c.Session.Component, Role: RoleInspector, Names: []string{v.Name}, No: []string{},
			From: v.From, Until: v.Until, Text: v.Findings})
	}
	return out
}

// Poor counts the findings of an exam that must be put right.
func (e ExamEntry) Poor() int {
	n := 0
	for _, s := range e.Supervision {
		if s.Poor() {
			n++
		}
	}
	return n
}
