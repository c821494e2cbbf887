package exam

import (
	"slices"
	"strconv"
	"strings"
)

// PlanChange is one difference between two versions of a plan, as a person reads it:
// on which sheet, in the row of which number or name, in which column. Both values
// are empty where a whole row came (Kind added) or went (removed). ID numbers are
// shown by their end: whoever may see them looks at the plan itself.
type PlanChange struct {
	Kind   string `json:"kind"` // added, removed, changed
	Sheet  string `json:"sheet"`
	Key    string `json:"key"`
	Column string `json:"column"`
	Old    string `json:"old"`
	New    string `json:"new"`
}

// Kinds of change.
const (
	RowAdded   = "added"
	RowRemoved = "removed"
	RowChanged = "changed"
)

// PlanChanges lists what a later version of a plan changes, sheet by sheet in the
// order of PlanSheets, then in the order of the old rows; new rows come last.
func PlanChanges(old, now Plan) []PlanChange {
	out := []PlanChange{}
	was, is := sheetsOf(old), sheetsOf(now)
	for i, sheet := range PlanSheets() {
		out = append(out, sheetChanges(sheet, was[i], is[i])...)
	}
	return out
}

// planRow is a row of a plan as texts. The key tells it from the others of its sheet.
type planRow struct {
	key   string
	cells [][2]string // column, value
}

func sheetChanges(sheet string, was, is []planRow) []PlanChange {
	var out []PlanChange
	at := make(map[string]planRow, len(is))
	for _, r := range is {
		at[r.key] = r
	}
	had := make(map[string]bool, len(was))
	for _, r := range was {
		had[r.key] = true
		now, still := at[r.key]
		if !still {
			out = append(out, PlanChange{Kind: RowRemoved, Sheet: sheet, Key: r.key})
			continue
		}
		for i, c := range r.cells {
			if v := now.cells[i][1]; v != c[1] {
				out = append(out, PlanChange{RowChanged, sheet, r.key, c[0], shownCell(c[0], c[1]), shownCell(c[0], v)})
			}
		}
	}
	for _, r := range is {
		if !had[r.key] {
			out = append(out, PlanChange{Kind: RowAdded, Sheet: sheet, Key: r.key})
		}
	}
	return out
}

func shownCell(column, value string) string {
	if column == ColIDNumber || column == ColStaffID {
		return "…" + IDTail(value)
	}
	return value
}

// sheetsOf gives the rows of a plan, in the order of PlanSheets.
func sheetsOf(p Plan) [8][]planRow {
	var out [8][]planRow
	for _, it := range headerItems(p.Header) {
		out[0] = append(out[0], planRow{it.name, [][2]string{{ColContent, it.value}}})
	}
	for _, s := range p.Subjects {
		r := planRow{s.No, [][2]string{{ColOccupation, s.Occupation}, {ColCode, s.Code}, {ColTrade, s.Trade}, {ColLevel, s.Level.Word()}, {ColBasis, s.Basis}}}
		for _, part := range Components() {
			mark := ""
			if m, ok := s.PassMarks[part]; ok {
				mark = m.Plain()
			}
			r.cells = append(r.cells, [2]string{WeightColumn(part), s.Weights[part].Plain()}, [2]string{PassColumn(part), mark})
		}
		out[1] = append(out[1], r)
	}
	for _, s := range p.Scopes {
		out[2] = append(out[2], planRow{strings.TrimSpace(s.Occupation + " " + s.Trade), [][2]string{{ColCode, s.Code}, {ColLowest, s.Lowest.Word()}, {ColHighest, s.Highest.Word()}, {ColBasis, s.Basis}}})
	}
	for _, r := range p.Rooms {
		out[3] = append(out[3], planRow{r.No, [][2]string{{ColRoomName, r.Name}, {ColRoomKind, string(r.Kind)}, {ColPlace, r.Place},
			{ColCapacity, strconv.Itoa(r.Capacity)}, {ColEquipment, r.Equipment}, {ColCameras, r.Cameras}}})
	}
	for _, s := range p.Sessions {
		out[4] = append(out[4], planRow{string(s.No), [][2]string{{ColComponent, string(s.Component)}, {ColSubject, s.Subject}, {ColRoom, s.Room},
			{ColDate, string(s.Date)}, {ColStart, s.Start}, {ColEnd, s.End}, {ColPaper, s.Paper}}})
	}
	for _, s := range p.Staff {
		out[5] = append(out[5], planRow{string(s.ID), [][2]string{{ColName, s.Name}, {ColStaffID, s.IDNumber}, {ColUnit, s.Unit}, {ColTitle, s.Title},
			{ColStaffStudy, s.Education}, {ColRole, string(s.Role)}, {ColJudges, s.Occupation}, {ColCard, s.Card}, {ColDuties, joined(s.Sessions)}}})
	}
	for _, k := range p.Candidates {
		r := planRow{string(k.No), [][2]string{{ColName, k.Name}, {ColSex, k.Sex}, {ColIDKind, k.IDKind}, {ColIDNumber, k.IDNumber}, {ColEducation, k.Education},
			{ColUnit, k.Unit}, {ColDepartment, k.Department}, {ColPhone, k.Phone}, {ColYears, k.Years}, {ColHeld, k.Level}, {ColCertificate, k.Certificate},
			{ColSubject, k.Subject}, {ColEligibility, k.Eligibility}}}
		for _, part := range Components() {
			r.cells = append(r.cells, [2]string{SessionColumn(part), string(k.Sessions[part])})
		}
		out[6] = append(out[6], r)
	}
	for _, b := range p.Rubrics {
		for _, it := range b.Items {
			veto := "否"
			if it.Veto {
				veto = "是"
			}
			out[7] = append(out[7], planRow{b.Subject + "/" + string(b.Component) + "/" + strconv.Itoa(it.No), [][2]string{{ColModule, it.Module},
				{ColItemName, it.Name}, {ColItemRule, it.Standard}, {ColFull, it.Full.Plain()}, {ColVeto, veto}, {ColSources, it.Sources.String()}}})
		}
	}
	return out
}

func joined(list []SessionNo) string {
	names := make([]string, len(list))
	for i, n := range list {
		names[i] = string(n)
	}
	slices.Sort(names)
	return strings.Join(names, "、")
}
