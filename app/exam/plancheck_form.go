package exam

// The sheets of a plan workbook (design 7), as written in it.
const (
	SheetHeader   = "认定计划"
	SheetSubjects = "认定项目"
	SheetScopes   = "备案范围"
	SheetRooms    = "考场"
	SheetSessions = "场次"
	SheetStaff    = "考务人员"
	SheetRoster   = "考生名册"
	SheetRubrics  = "评分表"
)

// PlanSheets lists the sheets of a plan workbook in their order.
func PlanSheets() []string {
	return []string{SheetHeader, SheetSubjects, SheetScopes, SheetRooms, SheetSessions, SheetStaff, SheetRoster, SheetRubrics}
}

// Columns of the plan workbook that problems point at, as its header rows write them.
const (
	ColItem        = "项目"
	ColContent     = "内容"
	ColSubject     = "项目编号"
	ColOccupation  = "职业名称"
	ColCode        = "职业编码"
	ColTrade       = "工种"
	ColLevel       = "等级"
	ColBasis       = "评定依据"
	ColLowest      = "最低等级"
	ColHighest     = "最高等级"
	ColRoom        = "考场编号"
	ColRoomName    = "考场名称"
	ColRoomKind    = "类型"
	ColPlace       = "地点"
	ColCapacity    = "容量"
	ColEquipment   = "设施设备"
	ColCameras     = "监控设备编号"
	ColSession     = "场次编号"
	ColComponent   = "科目"
	ColDate        = "日期"
	ColStart       = "开始时间"
	ColEnd         = "结束时间"
	ColPaper       = "试卷编号"
	ColName        = "姓名"
	ColStaffID     = "身份证号"
	ColUnit        = "工作单位"
	ColTitle       = "职务/职称/技能等级"
	ColStaffStudy  = "学历"
	ColRole        = "岗位"
	ColJudges      = "考评职业"
	ColCard        = "证卡编号"
	ColDuties      = "负责场次"
	ColExamNo      = "准考证号"
	ColSex         = "性别"
	ColIDKind      = "证件类型"
	ColIDNumber    = "证件号码"
	ColEducation   = "文化程度"
	ColDepartment  = "部门"
	ColPhone       = "联系电话"
	ColYears       = "从业年限"
	ColHeld        = "现有等级"
	ColCertificate = "现有证书编号"
	ColEligibility = "资格审核"
	ColItemNo      = "序号"
	ColModule      = "考核模块"
	ColItemName    = "评分项"
	ColItemRule    = "评分标准"
	ColFull        = "满分"
	ColVeto        = "安全否决项"
	ColSources     = "测评来源及权重" // may be left out: 自评30；互评30；民意测评40
)

// Items of sheet 认定计划 that problems point at.
const (
	ItemExam       = "计划编号"
	ItemBody       = "评价机构名称"
	ItemFiling     = "机构备案编号"
	ItemCreditCode = "统一社会信用代码"
	ItemBodyKind   = "机构类别"
	ItemValid      = "备案有效期至"
	ItemSite       = "考点名称"
	ItemAddress    = "考点地址"
	ItemSiteLead   = "考点负责人"
	ItemPhone      = "联系电话"
	ItemMethod     = "认定方式"
	ItemFiled      = "计划报送日期"
	ItemFrom       = "认定开始日期"
	ItemTo         = "认定结束日期"
	ItemPapers     = "试题命制方案"
	ItemStandard   = "认定标准及方式"
	ItemEquipment  = "设施设备配置情况"
	ItemRules      = "考务规章制度"
	ItemSafety     = "安全保障措施"
)

// SessionColumn is the roster's column for the session of a component.
func SessionColumn(c Component) string {
	return map[Component]string{Theory: "理论场次", Practical: "技能场次", Review: "评审场次"}[c]
}

// WeightColumn is the column of 认定项目 for the weight of a component, in percent.
func WeightColumn(c Component) string {
	return map[Component]string{Theory: "理论权重", Practical: "技能权重", Review: "评审权重"}[c]
}

// PassColumn is the column of 认定项目 for the pass mark of a component.
func PassColumn(c Component) string {
	return map[Component]string{Theory: "理论合格线", Practical: "技能合格线", Review: "评审合格线"}[c]
}
