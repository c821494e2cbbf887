package exam

import "strconv"

// Component is a part of an exam 科目.
type Component string

// The components (notice 7.1).
const (
	Theory    Component = "theory"    // 理论知识
	Practical Component = "practical" // 操作技能
	Review    Component = "review"    // 综合评审, 二级 and 一级 only
)

// Components lists all three in the order they are printed.
func Components() []Component { return []Component{Theory, Practical, Review} }

// ComponentWords are the words that name components in workbooks.
func ComponentWords() map[string]Component {
	return map[string]Component{
		"理论知识": Theory, "理论": Theory, "理论知识考试": Theory,
		"操作技能": Practical, "实操": Practical, "技能": Practical, "操作技能考核": Practical,
		"综合评审": Review, "评审": Review,
	}
}

// Level is a skill level 等级 by its digit: 5 is 五级, the lowest, 1 is 一级 (notice 3).
type Level int

// NeedsReview says whether the level has 综合评审 (notice 7.1: 技师, 高级技师).
func (l Level) NeedsReview() bool { return l == 1 || l == 2 }

// Valid says whether l is one of the five levels.
func (l Level) Valid() bool { return l >= 1 && l <= 5 }

// Word is the official word, 三级.
func (l Level) Word() string {
	if !l.Valid() {
		return ""
	}
	return []string{"一级", "二级", "三级", "四级", "五级"}[l-1]
}

// Printed is the form of certificates (人社鉴发〔2021〕1号), 三级/高级工.
func (l Level) Printed() string {
	if !l.Valid() {
		return ""
	}
	return l.Word() + "/" + []string{"高级技师", "技师", "高级工", "中级工", "初级工"}[l-1]
}

// ParseLevel reads 三级, 三级/高级工, 高级工, 3 and 3级 as one level (domain 3).
func ParseLevel(s string) (Level, bool) {
	for l := Level(1); l <= 5; l++ {
		d := strconv.Itoa(int(l))
		old := l.Printed()[len(l.Word())+1:]
		if s == l.Word() || s == l.Printed() || s == old || s == d || s == d+"级" {
			return l, true
		}
	}
	return 0, false
}

// StaffID is S01… in workbook order.
type StaffID string

// CandidateNo is an exam number 准考证号.
type CandidateNo string

// SessionNo is a session number 场次编号.
type SessionNo string

// Date is a day, "2026-12-19". Times of day are "09:00".
type Date string

// Header is sheet 认定计划: the contents of notice 6.1 that are not lists.
type Header struct {
	Exam          string `json:"exam"`           // 计划编号
	Body          string `json:"body"`           // 评价机构名称
	Filing        string `json:"filing"`         // 机构备案编号 (domain 4.4)
	CreditCode    string `json:"credit_code"`    // 统一社会信用代码 (GB 32100)
	BodyKind      string `json:"body_kind"`      // 机构类别
	FilingValid   Date   `json:"filing_valid"`   // 备案有效期至
	Site          string `json:"site"`           // 考点名称
	SiteAddress   string `json:"site_address"`   // 考点地址
	SiteLead      string `json:"site_lead"`      // 考点负责人, a name
	Phone         string `json:"phone"`          // 联系电话
	Method        string `json:"method"`         // 认定方式: 考评结合 or 技能竞赛选拔
	Filed         Date   `json:"filed"`          // 计划报送日期
	From          Date   `json:"from"`           // 认定开始日期
	To            Date   `json:"to"`             // 认定结束日期
	PaperScheme   string `json:"paper_scheme"`   // 试题命制方案
	Standard      string `json:"standard"`       // 认定标准及方式
	Equipment     string `json:"equipment"`      // 设施设备配置情况
	Rules         string `json:"rules"`          // 考务规章制度
	SafetyMeasure string `json:"safety_measure"` // 安全保障措施
}

// Scope is a row of 备案范围: what the body may certify (notice 1, 9.3).
type Scope struct {
	Occupation string `json:"occupation"`
	Code       string `json:"code"`
	Trade      string `json:"trade"`
	Lowest     Level  `json:"lowest"`
	Highest    Level  `json:"highest"`
	Basis      string `json:"basis"`
}

// Subject is a row of 认定项目: occupation, trade and level in one plan.
type Subject struct {
	No         string                   `json:"no"`
	Occupation string                   `json:"occupation"`
	Code       string                   `json:"code"`
	Trade      string                   `json:"trade"`
	Level      Level                    `json:"level"`
	Basis      string                   `json:"basis"`
	Weights    map[Component]Hundredths `json:"weights"`
	PassMarks  map[Component]Tenths     `json:"pass_marks"` // no entry: component not examined
}

// Needs lists the components that the subject examines, in printing order.
func (s Subject) Needs() []Component {
	need := []Component{Theory, Practical}
	if s.Level.NeedsReview() {
		need = append(need, Review)
	}
	return need
}

// Room is a row of 考场.
type Room struct {
	No        string    `json:"no"`
	Name      string    `json:"name"`
	Kind      Component `json:"kind"` // 类型 理论/实操/评审
	Place     string    `json:"place"`
	Capacity  int       `json:"capacity"`
	Equipment string    `json:"equipment"`
	Cameras   string    `json:"cameras"` // 监控设备编号, as written
}

// Session is a row of 场次.
type Session struct {
	No        SessionNo `json:"no"`
	Component Component `json:"component"`
	Subject   string    `json:"subject"`
	Room      string    `json:"room"`
	Date      Date      `json:"date"`
	Start     string    `json:"start"` // "09:00"
	End       string    `json:"end"`
	Paper     string    `json:"paper"` // 试卷编号
}

// Staff is a row of 考务人员.
type Staff struct {
	ID         StaffID     `json:"id"`
	Name       string      `json:"name"`
	IDNumber   string      `json:"id_number"`
	Unit       string      `json:"unit"`
	Title      string      `json:"title"`
	Education  string      `json:"education"`
	Role       Role        `json:"role"`
	Occupation string      `json:"occupation"` // 考评职业
	Card       string      `json:"card"`
	Sessions   []SessionNo `json:"sessions"` // 全部 is spelt out by the importer
}

// In says whether the person is planned for the session.
func (s Staff) In(no SessionNo) bool {
	for _, n := range s.Sessions {
		if n == no {
			return true
		}
	}
	return false
}

// Candidate is a row of 考生名册.
type Candidate struct {
	No          CandidateNo             `json:"no"`
	Name        string                  `json:"name"`
	Sex         string                  `json:"sex"` // 男 or 女
	IDKind      string                  `json:"id_kind"`
	IDNumber    string                  `json:"id_number"`
	Education   string                  `json:"education"`
	Unit        string                  `json:"unit"`
	Department  string                  `json:"department"`
	Phone       string                  `json:"phone"`
	Years       string                  `json:"years"`
	Level       string                  `json:"level"` // 现有等级 as written
	Certificate string                  `json:"certificate"`
	Subject     string                  `json:"subject"`
	Sessions    map[Component]SessionNo `json:"sessions"`
	Seats       map[Component]int       `json:"seats"` // planned seat or station, from roster order within the session
	Eligibility string                  `json:"eligibility"`
	Extra       map[string]string       `json:"extra,omitempty"` // unknown columns, kept and carried (domain 11)
	// Again are the sessions in which components are scored again after a disqualification;
	// never a part of the row itself.
	Again map[Component]SessionNo `json:"-"`
}

// Item is a row of a rubric 评分表.
type Item struct {
	No       int    `json:"no"`
	Module   string `json:"module"`
	Name     string `json:"name"`
	Standard string `json:"standard"`
	Full     Tenths `json:"full"`
	Veto     bool   `json:"veto"` // 安全否决项
	// Sources says that a review item is filled in from rating forms 自评、互评、民意测评;
	// left out, as in older books, where the board scores it.
	Sources SourceWeights `json:"sources,omitzero"`
}

// Rubric is the rows of 评分表 for one subject and component.
type Rubric struct {
	Subject   string    `json:"subject"`
	Component Component `json:"component"`
	Items     []Item    `json:"items"`
}

// Plan is a whole checked plan workbook 认定计划.
type Plan struct {
	Header     Header
	Scopes     []Scope
	Subjects   []Subject
	Rooms      []Room
	Sessions   []Session
	Staff      []Staff
	Candidates []Candidate
	Rubrics    []Rubric
}
