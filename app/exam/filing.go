package exam

// BookInstitution is the kind of the certifying body's own book (record.md 1), as
// its cover and its first event say it. An exam's book has no kind.
const BookInstitution = "institution"

// Filing is an enterprise's filing 备案申请: annex 2 of notice 川人社办发〔2019〕94号
// with the list of clause 4, the materials of clause 5 and the undertakings of the
// annex's note. It is held in the institution's book, version by version.
type Filing struct {
	Head         FilingHead
	Scopes       []Scope // applied for 职业（工种）及等级
	Sites        []FilingSite
	Equipment    []FilingEquipment
	People       []FilingPerson
	Branches     []Branch
	Materials    []Material
	Undertakings []Undertaking
}

// FilingHead is sheet 备案申请: the organisation and what is said of it in prose.
type FilingHead struct {
	Number     string `json:"number"`      // 机构备案编号 (domain 4.4); empty when the body files for the first time
	Body       string `json:"body"`        // 评价机构名称
	CreditCode string `json:"credit_code"` // 统一社会信用代码
	BodyKind   string `json:"body_kind"`   // 机构类别
	Head       string `json:"head"`        // 法定代表人
	Address    string `json:"address"`     // 单位地址
	Officer    string `json:"officer"`     // 备案负责人, a name: acts in the institution's book
	Contact    string `json:"contact"`     // 联系人
	Phone      string `json:"phone"`       // 联系电话
	Place      string `json:"place"`       // 备案机关所在地: 四川省 or a prefecture (notice 8, annex 3)
	Office     string `json:"office"`      // 备案机关
	Employees  string `json:"employees"`   // 职工人数, as written
	Skilled    string `json:"skilled"`     // 技能人员人数, as written
	Strengths  string `json:"strengths"`   // 单位概况与评价优势
	System     string `json:"system"`      // 认定管理信息系统 (notice 2.6)
	Rules      string `json:"rules"`       // 管理制度
	Bank       string `json:"bank"`        // 题库与试题命制
}

// FilingSite is a row of 考点场地.
type FilingSite struct {
	Name    string    `json:"name"`
	Kind    Component `json:"kind"`
	Address string    `json:"address"`
	Area    string    `json:"area"` // square metres, as written
	Places  int       `json:"places"`
	Tenure  string    `json:"tenure"` // 自有 or 租用
	Cameras string    `json:"cameras"`
}

// Kinds of equipment 类别: annex 2 asks for each apart.
const (
	EquipmentSkill    = "技能考核设备"
	EquipmentComputer = "考务管理计算机"
	EquipmentVideo    = "视频监控设备"
)

// EquipmentKinds lists the kinds of equipment.
func EquipmentKinds() []string {
	return []string{EquipmentSkill, EquipmentComputer, EquipmentVideo}
}

// FilingEquipment is a row of 设施设备.
type FilingEquipment struct {
	Kind  string `json:"kind"`
	Name  string `json:"name"`
	Model string `json:"model"`
	Count int    `json:"count"`
	Site  string `json:"site"` // name of a site
}

// Kinds of people 人员类别.
const (
	PersonFullTime   = "专职人员"
	PersonExpert     = "专家"
	PersonAssessor   = "考评员"
	PersonSenior     = "高级考评员"
	PersonSupervisor = "质量督导员"
)

// PersonKinds lists the kinds of people (notice 2.5).
func PersonKinds() []string {
	return []string{PersonFullTime, PersonExpert, PersonAssessor, PersonSenior, PersonSupervisor}
}

// FilingPerson is a row of 人员 (domain 9.15).
type FilingPerson struct {
	Kind       string `json:"kind"`
	Name       string `json:"name"`
	IDNumber   string `json:"id_number"`
	Unit       string `json:"unit"`
	Title      string `json:"title"`
	Education  string `json:"education"`
	Occupation string `json:"occupation"` // 考评职业
	Card       string `json:"card"`
	CardValid  Date   `json:"card_valid"` // 证卡有效期至
	Agreement  string `json:"agreement"`  // 承诺或协议, of people of other units (annex 2, note)
}

// Branch is a row of 分支机构: a branch files with its city, which gives its code
// (notice 8, annex 3).
type Branch struct {
	Name       string `json:"name"`
	CreditCode string `json:"credit_code"`
	Place      string `json:"place"` // a prefecture of assets/codes/places.json
	Number     string `json:"number"`
	Address    string `json:"address"`
	Head       string `json:"head"`
	Phone      string `json:"phone"`
}

// Material is a row of 材料清单 (notice 5): a file that goes in with the filing.
type Material struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	Path   string `json:"path"`   // as the workbook names it, beside the workbook
	SHA256 string `json:"sha256"` // hex, of the file as read; empty: none attached
	File   string `json:"file"`   // attachment of the book, once loaded
	Note   string `json:"note"`
}

// Undertaking is a row of 承诺 (annex 2, note).
type Undertaking struct {
	Code  string `json:"code"`
	Text  string `json:"text"`
	Given bool   `json:"given"`
}

// BookName is what the institution's book is called: the filing number, or, for a
// body that files for the first time and has none, its credit code. It is written
// into every event and never changes.
func (f Filing) BookName() string {
	if f.Head.Number != "" {
		return f.Head.Number
	}
	return f.Head.CreditCode
}
