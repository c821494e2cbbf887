package sheet

import "kaowu/app/exam"

// column is a column of a sheet: its name, what else offices call it, whether the
// column must be there and whether each cell must be filled.
type column struct {
	name string
	also []string
	must bool
	fill bool
	wide bool // holds prose: a broad column in the template
}

// form is a sheet of a workbook that people fill in.
type form struct {
	name    string
	columns []column
	items   bool // two columns 项目/内容: a row is an item, not a record
}

// must, fill and may make columns: must be there and filled; must be there; may
// be left out.
func must(name string, also ...string) column {
	return column{name: name, also: also, must: true, fill: true}
}
func have(name string, also ...string) column { return column{name: name, also: also, must: true} }
func may(name string, also ...string) column  { return column{name: name, also: also} }

// planForms are the sheets and columns of a plan workbook (design 7, notice 6.1).
func planForms() []form {
	return []form{
		itemsForm(exam.SheetHeader),
		{name: exam.SheetSubjects, columns: []column{
			must(exam.ColSubject, "认定项目编号"), must(exam.ColOccupation, "职业", "职业（工种）名称"), must(exam.ColCode, "职业代码"),
			have(exam.ColTrade, "工种名称", "工种/职业方向"), must(exam.ColLevel, "认定等级", "级别", "职业技能等级"),
			must(exam.ColBasis, "认定依据", "职业标准"), must("理论权重", "理论知识权重"), must("技能权重", "操作技能权重", "实操权重"),
			have("评审权重", "综合评审权重"), have("理论合格线", "理论知识合格线"), have("技能合格线", "操作技能合格线", "实操合格线"), have("评审合格线", "综合评审合格线"),
		}},
		scopesForm(),
		{name: exam.SheetRooms, columns: []column{
			must(exam.ColRoom, "编号"), must(exam.ColRoomName, "名称"), must(exam.ColRoomKind, "考场类型"), must(exam.ColPlace, "考场地点", "地址"),
			must(exam.ColCapacity, "考位数", "容纳人数"), have(exam.ColEquipment, "设备设施", "设施设备配置"), have(exam.ColCameras, "监控编号", "摄像头编号"),
		}},
		{name: exam.SheetSessions, columns: []column{
			must(exam.ColSession, "场次", "场次号"), must(exam.ColComponent, "考试科目", "认定科目"), must(exam.ColSubject, "认定项目编号"),
			must(exam.ColRoom, "考场"), must(exam.ColDate, "考试日期"), must(exam.ColStart, "开始"), must(exam.ColEnd, "结束"), have(exam.ColPaper, "试卷", "试题编号"),
		}},
		{name: exam.SheetStaff, columns: []column{
			must(exam.ColName), must(exam.ColStaffID, "身份证号码", "证件号码", "公民身份号码"), must(exam.ColUnit, "单位", "所在单位"),
			have(exam.ColTitle, "职务职称技能等级", "职称/技能等级", "职称"), have(exam.ColStaffStudy, "文化程度"), must(exam.ColRole, "承担岗位", "考务岗位"),
			have(exam.ColJudges, "考评职业领域", "考评工种"), have(exam.ColCard, "证卡号", "考评员证卡编号"), must(exam.ColDuties, "场次", "负责场次编号"),
		}},
		{name: exam.SheetRoster, columns: []column{
			may(exam.ColItemNo, "编号", "No.", "NO"),
			must(exam.ColExamNo, "准考证号码", "准考证"), must(exam.ColName, "考生姓名"), must(exam.ColSex), have(exam.ColIDKind, "证件类别"),
			must(exam.ColIDNumber, "身份证号", "身份证号码", "公民身份号码", "证件编号"), must(exam.ColEducation, "学历"), must(exam.ColUnit, "单位", "所在单位", "单位名称"),
			have(exam.ColDepartment, "所在部门", "车间", "车间/部门"), have(exam.ColPhone, "手机", "手机号", "手机号码", "电话"), have(exam.ColYears, "工作年限", "从事本职业年限"),
			have(exam.ColHeld, "现有技能等级", "已有等级"), have(exam.ColCertificate, "现有证书号", "原证书编号"), must(exam.ColSubject, "认定项目编号", "报考项目编号"),
			have(exam.SessionColumn(exam.Theory), "理论知识场次"), have(exam.SessionColumn(exam.Practical), "操作技能场次", "实操场次"),
			have(exam.SessionColumn(exam.Review), "综合评审场次"), have(exam.ColEligibility, "资格审核结果", "审核结果", "资格审查"),
		}},
		{name: exam.SheetRubrics, columns: []column{
			must(exam.ColSubject, "认定项目编号"), must(exam.ColComponent, "考试科目"), must(exam.ColItemNo, "编号"), have(exam.ColModule, "模块", "考核项目"),
			must(exam.ColItemName, "评分项目", "评分要素"), have(exam.ColItemRule, "评分细则"), must(exam.ColFull, "配分", "分值"), have(exam.ColVeto, "否决项"),
			may(exam.ColSources, "测评来源", "测评权重"),
		}},
	}
}

// itemsForm is a sheet of two columns 项目/内容.
func itemsForm(name string) form {
	return form{name: name, items: true, columns: []column{must(exam.ColItem, "项目名称", "事项"), have(exam.ColContent, "填写内容", "填报内容")}}
}

// scopesForm is sheet 备案范围, in a plan as in a filing.
func scopesForm() form {
	return form{name: exam.SheetScopes, columns: []column{
		must(exam.ColOccupation, "职业", "职业（工种）名称"), must(exam.ColCode, "职业代码"), have(exam.ColTrade, "工种名称", "工种/职业方向"),
		must(exam.ColLowest, "最低级别"), must(exam.ColHighest, "最高级别"), must(exam.ColBasis, "认定依据", "职业标准"),
	}}
}

// headerItems are the items of sheet 认定计划 in their order.
func headerItems() []string {
	return []string{
		exam.ItemExam, exam.ItemBody, exam.ItemFiling, exam.ItemCreditCode, exam.ItemBodyKind, exam.ItemValid,
		exam.ItemSite, exam.ItemAddress, exam.ItemSiteLead, exam.ItemPhone, exam.ItemMethod, exam.ItemFiled,
		exam.ItemFrom, exam.ItemTo, exam.ItemPapers, exam.ItemStandard, exam.ItemEquipment, exam.ItemRules, exam.ItemSafety,
	}
}
