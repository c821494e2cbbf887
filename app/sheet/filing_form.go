package sheet

import (
	"fmt"

	"kaowu/app/exam"
)

// filingForms are the sheets and columns of a filing workbook (annex 2 of the notice).
func filingForms() []form {
	wide := func(c column) column { c.wide = true; return c }
	head := itemsForm(exam.SheetFiling)
	head.columns[1].wide = true
	return []form{
		head, scopesForm(),
		{name: exam.SheetSites, columns: []column{
			must(exam.ColSite, "场地", "考点名称"), must(exam.ColRoomKind, "场地类型"), wide(must(exam.ColSiteAddress, "地址", "详细地址")),
			must(exam.ColArea, "面积"), must(exam.ColPlaces, "考位数", "工位数量"), must(exam.ColTenure, "场地产权"), have(exam.ColCameras, "监控编号", "摄像头编号"),
		}},
		{name: exam.SheetEquipment, columns: []column{
			must(exam.ColKind, "设备类别"), must(exam.ColThing, "名称", "设备"), have(exam.ColModel, "型号", "规格"), must(exam.ColCount, "台数", "台（套）数"), have(exam.ColSite, "所在场地", "场地"),
		}},
		{name: exam.SheetPeople, columns: []column{
			must(exam.ColPersonKind, "类别", "岗位"), must(exam.ColName), must(exam.ColStaffID, "身份证号码", "证件号码", "公民身份号码"), must(exam.ColUnit, "单位", "所在单位"),
			must(exam.ColTitle, "职务职称技能等级", "职称/技能等级", "职称"), must(exam.ColStaffStudy, "文化程度"), have(exam.ColJudges, "考评职业领域", "考评工种"),
			have(exam.ColCard, "证卡号", "考评员证卡编号"), have(exam.ColCardValid, "证卡有效期", "有效期至"), have(exam.ColAgreement, "承诺书或协议"),
		}},
		{name: exam.SheetBranches, columns: []column{
			must(exam.ColBranch, "名称"), must(exam.ItemCreditCode, "信用代码"), must(exam.ColCity, "市（州）", "所在地"), have(exam.ColBranchCode, "分支机构备案编号", "编码"),
			wide(must(exam.ColSiteAddress, "地址")), must(exam.ColHead), must(exam.ColPhone, "电话"),
		}},
		{name: exam.SheetMaterials, columns: []column{
			must(exam.ColItemNo, "编号"), wide(must(exam.ColMaterial, "材料", "名称")), wide(have(exam.ColFile, "附件", "文件名")), have(exam.ColNote),
		}},
		{name: exam.SheetUndertakings, columns: []column{
			must(exam.ColItemNo, "编号"), wide(must(exam.ColClause, "内容")), have(exam.ColGiven, "承诺"),
		}},
	}
}

// filingLists are the words that columns of a filing workbook may hold, by sheet.
func filingLists(r filingTables) map[string]map[string][]string {
	levels := []string{"五级", "四级", "三级", "二级", "一级"}
	return map[string]map[string][]string{
		exam.SheetScopes:       {exam.ColLowest: levels, exam.ColHighest: levels},
		exam.SheetSites:        {exam.ColRoomKind: {"理论", "实操", "评审"}, exam.ColTenure: exam.Tenures()},
		exam.SheetEquipment:    {exam.ColKind: exam.EquipmentKinds()},
		exam.SheetPeople:       {exam.ColPersonKind: exam.PersonKinds()},
		exam.SheetBranches:     {exam.ColCity: wordsOf(r.places[1:])},
		exam.SheetUndertakings: {exam.ColGiven: {"是", "否"}},
	}
}

// filingTables are the word lists of assets/codes that a filing is compared with.
type filingTables struct {
	places       []codeRow // the province first, then its cities
	materials    []codeRow
	undertakings []codeRow
}

func loadFilingTables() (t filingTables, err error) {
	for _, l := range []struct {
		name string
		into *[]codeRow
	}{{"places.json", &t.places}, {"filing-materials.json", &t.materials}, {"filing-undertakings.json", &t.undertakings}} {
		if *l.into, err = readCodes(l.name); err != nil {
			return t, err
		}
		if len(*l.into) < 2 {
			return t, fmt.Errorf("code table %s has fewer than two rows", l.name)
		}
	}
	return t, nil
}

// rules are what the tables ask of a filing.
func (t filingTables) rules(minAssessors int) exam.FilingRules {
	return exam.FilingRules{MinAssessors: minAssessors, Places: wordsOf(t.places), Cities: wordsOf(t.places[1:]),
		Required: required(t.materials), Undertakings: required(t.undertakings)}
}

// place is a place as the table writes it, whatever the spelling.
func (t filingTables) place(s string) string {
	for _, r := range t.places {
		for _, w := range append([]string{r.Word, r.Code}, r.Also...) {
			if tight(w) == tight(s) && s != "" {
				return r.Word
			}
		}
	}
	return s
}

// office is where a body of a place files; empty for a place that is not known.
func (t filingTables) office(place string) string {
	for _, r := range t.places {
		if r.Word == place {
			return r.Office
		}
	}
	return ""
}

func wordsOf(rows []codeRow) []string {
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = r.Word
	}
	return out
}

func required(rows []codeRow) []string {
	var out []string
	for _, r := range rows {
		if r.Required {
			out = append(out, r.Code)
		}
	}
	return out
}
