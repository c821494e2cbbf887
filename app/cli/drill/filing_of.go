package drill

import (
	"slices"
	"strings"

	"kaowu/app/exam"
	"kaowu/app/sheet"
)

// FilingOf makes up the filing that the body of a plan would have made beforehand:
// the plan's own scope, rooms and people, and what a plan does not say in plain
// words. Every material names a file below folder 材料.
func FilingOf(p exam.Plan, minAssessors int) (exam.Filing, error) {
	h := p.Header
	f := exam.Filing{Scopes: slices.Clone(p.Scopes), Head: exam.FilingHead{
		Number: h.Filing, Body: h.Body, CreditCode: h.CreditCode, BodyKind: h.BodyKind, Head: h.SiteLead, Address: h.SiteAddress,
		Officer: h.SiteLead, Contact: h.SiteLead, Phone: h.Phone, Place: "四川省", Office: "四川省职业技能鉴定指导中心",
		Employees: "3200", Skilled: "1860", Strengths: "演练：设有实训中心和技能大师工作室，考评、督导人员齐备。",
		System: "Kaowu 考务", Rules: h.Rules, Bank: h.PaperScheme,
	}}
	for _, r := range p.Rooms {
		f.Sites = append(f.Sites, exam.FilingSite{Name: r.Name, Kind: r.Kind, Address: h.SiteAddress + r.Place, Area: "120",
			Places: max(r.Capacity, 1), Tenure: "自有", Cameras: r.Cameras})
		f.Equipment = append(f.Equipment, exam.FilingEquipment{Kind: exam.EquipmentSkill, Name: either(r.Equipment, r.Name), Count: max(r.Capacity, 1), Site: r.Name})
	}
	f.Equipment = append(f.Equipment,
		exam.FilingEquipment{Kind: exam.EquipmentComputer, Name: "考务管理笔记本电脑", Model: "演练", Count: 4},
		exam.FilingEquipment{Kind: exam.EquipmentVideo, Name: "网络摄像机", Model: "演练", Count: 2 * len(p.Rooms)})
	for _, s := range p.Staff {
		if s.Role != exam.RoleInspector { // the office's, not the enterprise's
			f.People = append(f.People, personOf(s, h))
		}
	}
	allKinds(&f, h)
	spread(&f, minAssessors)
	var err error
	if f.Materials, f.Undertakings, err = sheet.FilingChecklists(); err != nil {
		return f, err
	}
	for i := range f.Materials {
		f.Materials[i].Path = "材料/" + f.Materials[i].Code + ".txt"
	}
	for i := range f.Undertakings {
		f.Undertakings[i].Given = true
	}
	return f, nil
}

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// personOf is a person of the plan as the filing lists them.
func personOf(s exam.Staff, h exam.Header) exam.FilingPerson {
	kinds := map[exam.Role]string{exam.RoleAssessor: exam.PersonAssessor, exam.RoleSeniorAssessor: exam.PersonSenior,
		exam.RoleSupervisor: exam.PersonSupervisor, exam.RoleBoardMember: exam.PersonExpert}
	p := exam.FilingPerson{Kind: either(kinds[s.Role], exam.PersonFullTime), Name: s.Name, IDNumber: s.IDNumber, Unit: s.Unit,
		Title: either(s.Title, "技师"), Education: either(s.Education, "大专"), Occupation: s.Occupation}
	if s.Role == exam.RoleAssessor || s.Role == exam.RoleSeniorAssessor || s.Role == exam.RoleSupervisor {
		p.Card, p.CardValid = either(s.Card, "演练-"+string(s.ID)), h.FilingValid
	}
	if s.Unit != h.Body {
		p.Agreement = "外聘协议（演练）"
	}
	return p
}

// allKinds sees that there are full-time staff, an expert and a supervisor: a plan
// need not have them all.
func allKinds(f *exam.Filing, h exam.Header) {
	for _, kind := range []string{exam.PersonFullTime, exam.PersonExpert, exam.PersonSupervisor} {
		if slices.ContainsFunc(f.People, func(p exam.FilingPerson) bool { return p.Kind == kind }) {
			continue
		}
		p := f.People[0]
		p.Kind, p.Card, p.CardValid = kind, either(p.Card, "演练"), h.FilingValid
		f.People = append(f.People, p)
	}
}

// spread gives every occupation applied for its assessors (notice 2.5): the plan
// examines only some of them.
func spread(f *exam.Filing, need int) {
	for _, s := range f.Scopes {
		var others []int
		have := map[string]bool{}
		for i, p := range f.People {
			if p.Kind != exam.PersonAssessor && p.Kind != exam.PersonSenior {
				continue
			}
			if slices.Contains(exam.SplitList(p.Occupation), s.Occupation) {
				have[p.IDNumber] = true
			} else {
				others = append(others, i)
			}
		}
		for _, i := range others {
			if p := &f.People[i]; len(have) < need && !have[p.IDNumber] {
				p.Occupation = strings.TrimPrefix(p.Occupation+"、"+s.Occupation, "、")
				have[p.IDNumber] = true
			}
		}
	}
}
