package exam

import (
	"cmp"
	"slices"
)

// Visit is what an inspector 巡考人员 found in a room (notice 6.3; domain 2, R15). Who is
// the event's signer; it names no candidate.
type Visit struct {
	Unit     string `json:"unit"` // whom they come from
	From     string `json:"from"` // "10:05"
	Until    string `json:"until"`
	Findings string `json:"findings"`
}

// Whole says whether a visit says all that it must, its times in order.
func (v Visit) Whole() bool {
	return v.Unit != "" && v.Findings != "" && len(v.Findings) <= 2000 && clockTime(v.From) && clockTime(v.Until) && v.From <= v.Until
}

// RoomVisit is a visit as the room's record tells it: incident E11, in the inspector's
// own words.
type RoomVisit struct {
	Staff StaffID `json:"staff"`
	Name  string  `json:"name"`
	Visit
}

// visits puts the inspectors' visits into the record, by time.
func (c *RecordContent) visits(plan Plan, r RecordState) {
	for _, v := range r.Visits {
		v.Name = plan.StaffName(v.Staff)
		c.Visits = append(c.Visits, v)
	}
	slices.SortStableFunc(c.Visits, func(a, b RoomVisit) int {
		return cmp.Or(cmp.Compare(a.From, b.From), CompareStaff(a.Staff, b.Staff))
	})
}
