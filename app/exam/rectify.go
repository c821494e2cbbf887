package exam

import "slices"

// RectifiedRow is a candidate's row as it holds: as listed, with every change that was
// granted since. facts are all events on the candidate. A change counts for the value
// that it was granted for: a later version of the plan that lists another one has the
// last word. A field in conflict stays as listed until somebody settles it.
func RectifiedRow(listed Candidate, facts []Fact) Candidate {
	if !slices.ContainsFunc(facts, func(f Fact) bool { return f.Kind == CandidateRectified }) {
		return listed
	}
	ordered, _ := Order(facts)
	slots := foldSlots(withoutRows(ordered), allowCandidate)
	for _, field := range RectifyFields() {
		about := AboutRectified(field)
		if slots.slots[about].Holds == nil {
			continue
		}
		for _, i := range slots.slot[about] {
			e := slots.facts[i]
			if r, err := BodyOf[Rectification](e); err == nil && e.Kind == CandidateRectified && slots.aside[e.ID] == "" && listed.Field(field) == r.Old {
				listed.rectify(field, r.New)
			}
		}
	}
	return listed
}

// Field is the value of a field that may be rectified.
func (c Candidate) Field(field string) string {
	switch field {
	case FieldName:
		return c.Name
	case FieldID:
		return c.IDNumber
	case FieldPhone:
		return c.Phone
	case FieldUnit:
		return c.Unit
	}
	return ""
}

// rectify sets a field. The sex goes with a resident ID number, whose digit says it.
func (c *Candidate) rectify(field, value string) {
	switch field {
	case FieldName:
		c.Name = value
	case FieldID:
		c.IDNumber = value
		if n := IDNumber(value); n.Valid() == nil {
			c.Sex = n.Sex()
		}
	case FieldPhone:
		c.Phone = value
	case FieldUnit:
		c.Unit = value
	}
}

// CleanField is a value as the roster keeps it.
func CleanField(field, value string) string {
	if field == FieldID {
		return CleanID(value)
	}
	return CleanText(value)
}

// Bad names the first item of a request that cannot stand; empty when all can. roster is
// everybody, among them the person, whose row is c.
func (r DataRequest) Bad(c Candidate, roster []Candidate) string {
	switch {
	case r.By != AskedSelf && r.By != AskedAgent:
		return "by"
	case !r.Date.Real():
		return "date"
	case r.Identity == "":
		return "identity"
	case r.Kind == RequestExport:
		return ""
	case r.Kind != RequestRectify || !slices.Contains(RectifyFields(), r.Field):
		return "field"
	case r.Value == "" || r.Value == c.Field(r.Field):
		return "value"
	case r.Reason == "":
		return "reason"
	case r.Field == FieldID && IDNumber(c.IDNumber).Valid() == nil && IDNumber(r.Value).Valid() != nil:
		return "id" // a resident's number is changed into another resident's only
	case r.Field == FieldID && slices.ContainsFunc(roster, func(o Candidate) bool { return o.No != c.No && o.IDNumber == r.Value }):
		return "id-taken"
	}
	return ""
}
