package exam

import (
	"slices"
	"strings"
)

// Bad names the first item of an order that cannot stand; empty when all can.
func (o OfficeOrder) Bad() string {
	switch {
	case !slices.Contains(OrderKinds(), o.Kind):
		return "kind"
	case !o.Date.Real():
		return "date"
	case o.Text == "":
		return "text"
	case o.Kind == OrderRectify && !o.Deadline.Real(), o.Deadline != "" && (!o.Deadline.Real() || o.Deadline < o.Date):
		return "deadline"
	}
	return ""
}

// Bad names the first item of a complaint that cannot stand: an investigator may not be
// the person complained of (domain 9.14).
func (c Complaint) Bad() string {
	day, _, _ := strings.Cut(c.Time, " ")
	switch {
	case !Date(day).Real():
		return "time"
	case c.Channel == "":
		return "channel"
	case c.Object == "":
		return "object"
	case c.Text == "":
		return "text"
	case c.AcceptedBy == "" || !c.AcceptedOn.Real() || string(c.AcceptedOn) < day:
		return "accepted"
	case c.Investigator == "":
		return "investigator"
	case strings.Contains(CleanID(c.Object), CleanID(c.Investigator)):
		return "investigator-object"
	}
	return ""
}

// Bad names the first item of a card that cannot stand.
func (c StaffCard) Bad() string {
	switch {
	case c.Name == "":
		return "name"
	case idProblem(IDNumber(c.IDNumber)) != "":
		return "id"
	case !slices.Contains(PersonKinds(), c.Kind):
		return "kind"
	case c.Card == "":
		return "card"
	case !c.Valid.Real():
		return "valid"
	}
	return ""
}
