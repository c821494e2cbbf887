package paper

import "kaowu/app/exam"

// filingData is a filing of made-up people; their ID numbers are the computed
// examples of domain 4.1.
func filingData() FilingData {
	const body = "川南重型装备集团有限公司"
	person := func(kind, name, id, unit, job, judges, card string) exam.FilingPerson {
		p := exam.FilingPerson{Kind: kind, Name: name, IDNumber: id, Unit: unit, Title: job, Education: "大专", Occupation: judges, Card: card}
		if card != "" {
			p.CardValid = "2028-12-31"
		}
		if unit != body {
			p.Agreement = "外聘协议 2025-03"
		}
		return p
	}
	return FilingData{Version: 2, Digest: "6be1f2a90c3d4e5f11223344", Filing: exam.Filing{
		Head: exam.FilingHead{Number: "Y000051000123", Body: body, CreditCode: "91510000MA6KW0000B", BodyKind: "用人单位", Head: "何平",
			Address: "四川省泸州市江阳区甲路1号", Officer: "邓英军", Contact: "李敏", Phone: "0830-1234567", Place: "四川省", Office: "四川省职业技能鉴定指导中心",
			Employees: "3200", Skilled: "1860", Strengths: "设有实训中心一处、国家级技能大师工作室两个；近三年自主评价高级工以上 640 人，题库由一线技师与院校共同命制。",
			System: "Kaowu 考务", Rules: "考务管理、质量督导、保密、证书管理四项制度", Bank: "理论用国家题库，实操题由专家组命制、双人审核"},
		Scopes: []exam.Scope{{Occupation: "焊工", Code: "6-18-02-04", Trade: "电焊工", Lowest: 5, Highest: 1, Basis: "国家职业技能标准 焊工（2018年版）"},
			{Occupation: "起重装卸机械操作工", Code: "6-30-05-01", Lowest: 5, Highest: 3, Basis: "国家职业技能标准 起重装卸机械操作工（2018年版）"}},
		Sites: []exam.FilingSite{{Name: "理论考场", Kind: exam.Theory, Address: "培训楼二层", Area: "120", Places: 30, Tenure: "自有", Cameras: "CAM-T201"},
			{Name: "焊接实操考场", Kind: exam.Practical, Address: "实训厂房A区", Area: "400.5", Places: 12, Tenure: "租用", Cameras: "CAM-P01-1、CAM-P01-2"}},
		Equipment: []exam.FilingEquipment{{Kind: exam.EquipmentVideo, Name: "网络摄像机", Model: "DS-2CD", Count: 6, Site: "理论考场"},
			{Kind: exam.EquipmentSkill, Name: "直流弧焊机", Model: "ZX7-400", Count: 12, Site: "焊接实操考场"}, {Kind: exam.EquipmentComputer, Name: "笔记本电脑", Count: 4}},
		People: []exam.FilingPerson{person(exam.PersonSupervisor, "龚䶮", "510000199106151335", body, "工程师", "", "R510001"),
			person(exam.PersonAssessor, "陈㛃", "51000019900307009X", body, "高级技师", "焊工", "K510011"),
			person(exam.PersonSenior, "王堃", "51000019851112001X", "泸州职业技术学院", "教授", "焊工、起重装卸机械操作工", "K510012"),
			person(exam.PersonFullTime, "李敏", "510000199901011235", body, "考务专员", "", ""), person(exam.PersonExpert, "何煊", "510000200002290029", body, "总工程师", "", "")},
		Branches: []exam.Branch{{Name: "川南重装宜宾分公司", CreditCode: "91510000MA6KW0000B", Place: "宜宾市", Number: "Y000051150007", Address: "宜宾市翠屏区", Head: "钱五", Phone: "13900000000"}},
		Materials: []exam.Material{{Code: "M01", Name: "职业技能等级认定备案申请表（盖章）", SHA256: "0123456789abcdef0123456789abcdef"},
			{Code: "M09", Name: "外聘人员承诺书或协议", Note: "随后补"}},
		Undertakings: []exam.Undertaking{{Code: "U1", Text: "所填内容和所附材料真实、准确、完整", Given: true}, {Code: "U3", Text: "不授权、不委托其他机构开展认定"}},
	}}
}
