package exam

// The sheets of a filing workbook, as written in it. 备案范围 is that of a plan.
const (
	SheetFiling       = "备案申请"
	SheetSites        = "考点场地"
	SheetEquipment    = "设施设备"
	SheetPeople       = "人员"
	SheetBranches     = "分支机构"
	SheetMaterials    = "材料清单"
	SheetUndertakings = "承诺"
)

// FilingSheets lists the sheets of a filing workbook in their order.
func FilingSheets() []string {
	return []string{SheetFiling, SheetScopes, SheetSites, SheetEquipment, SheetPeople, SheetBranches, SheetMaterials, SheetUndertakings}
}

// Columns of the filing workbook beyond those of a plan.
const (
	ColSite        = "场地名称"
	ColSiteAddress = "场地地址"
	ColArea        = "面积（平方米）"
	ColPlaces      = "考位数量"
	ColTenure      = "产权"
	ColKind        = "类别"
	ColThing       = "设备名称"
	ColModel       = "规格型号"
	ColCount       = "数量"
	ColPersonKind  = "人员类别"
	ColCardValid   = "证卡有效期至"
	ColAgreement   = "承诺或协议"
	ColBranch      = "分支机构名称"
	ColCity        = "所在市（州）"
	ColBranchCode  = "分支机构编码"
	ColHead        = "负责人"
	ColMaterial    = "材料名称"
	ColFile        = "文件"
	ColNote        = "备注"
	ColClause      = "承诺内容"
	ColGiven       = "是否承诺"
)

// Items of sheet 备案申请 beyond those of a plan.
const (
	ItemHead      = "法定代表人"
	ItemUnitPlace = "单位地址"
	ItemOfficer   = "备案负责人"
	ItemContact   = "联系人"
	ItemPlace     = "备案机关所在地"
	ItemOffice    = "备案机关"
	ItemEmployees = "职工人数"
	ItemSkilled   = "技能人员人数"
	ItemStrengths = "单位概况与评价优势"
	ItemSystem    = "认定管理信息系统"
	ItemBodyRules = "管理制度"
	ItemBank      = "题库与试题命制"
)

// FilingItem is an item of sheet 备案申请 and where its text goes.
type FilingItem struct {
	Name     string
	Text     *string
	Code     bool // a number: blanks go, half-width
	Optional bool
}

// Items lists the items of sheet 备案申请 in their order, for a reader to fill in.
func (h *FilingHead) Items() []FilingItem {
	return []FilingItem{
		{Name: ItemBody, Text: &h.Body}, {Name: ItemFiling, Text: &h.Number, Code: true, Optional: true},
		{Name: ItemCreditCode, Text: &h.CreditCode, Code: true}, {Name: ItemBodyKind, Text: &h.BodyKind},
		{Name: ItemHead, Text: &h.Head}, {Name: ItemUnitPlace, Text: &h.Address}, {Name: ItemOfficer, Text: &h.Officer},
		{Name: ItemContact, Text: &h.Contact}, {Name: ItemPhone, Text: &h.Phone, Code: true},
		{Name: ItemPlace, Text: &h.Place}, {Name: ItemOffice, Text: &h.Office},
		{Name: ItemEmployees, Text: &h.Employees, Code: true}, {Name: ItemSkilled, Text: &h.Skilled, Code: true},
		{Name: ItemStrengths, Text: &h.Strengths}, {Name: ItemSystem, Text: &h.System},
		{Name: ItemBodyRules, Text: &h.Rules}, {Name: ItemBank, Text: &h.Bank},
	}
}
