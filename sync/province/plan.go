package province

import (
	"strconv"

	"kaowu/app/exam"
)

// PlanFiling is what the office gets of a plan, 15 working days ahead (notice
// 6.1), and what it later checks records against. Dates are YYYY-MM-DD. The
// fingerprint of the exam key is where all later trust starts (record.md 7).
type PlanFiling struct {
	V            int            `json:"v"`
	Plan         string         `json:"plan"`         // 计划编号
	Filing       string         `json:"filing"`       // 机构备案编号
	Body         string         `json:"body"`         // 评价机构名称
	FilingValid  exam.Date      `json:"filing_valid"` // 备案有效期至
	Filed        exam.Date      `json:"filed"`        // 计划报送日期
	FirstDay     exam.Date      `json:"first_day"`
	LastDay      exam.Date      `json:"last_day"`
	Method       string         `json:"method"`       // 考评结合 or 技能竞赛选拔
	Certificates string         `json:"certificates"` // own or received (domain 4.3)
	Fingerprint  string         `json:"fingerprint"`
	Scopes       []FiledScope   `json:"scopes"`
	Subjects     []FiledSubject `json:"subjects"`
	// Versions says what became of the plan since it was last filed here; absent from
	// the first filing.
	Versions []FiledVersion `json:"versions,omitempty"`
}

// FiledVersion is a later version of a plan, with its reason and what it changed.
// Version counts from 1 for the first that was ever loaded; ID numbers are masked.
type FiledVersion struct {
	Version int               `json:"version"`
	Reason  string            `json:"reason"`
	Changes []exam.PlanChange `json:"changes"`
}

// version is the newest version that the filing speaks of; 0 for the first filing.
func (f PlanFiling) version() int {
	if n := len(f.Versions); n > 0 {
		return f.Versions[n-1].Version
	}
	return 0
}

// FiledScope is a row of 备案范围. Levels are digits: lowest "5", highest "1".
type FiledScope struct {
	Occupation string `json:"occupation"`
	Code       string `json:"code"`
	Trade      string `json:"trade"`
	Lowest     string `json:"lowest"`
	Highest    string `json:"highest"`
}

// FiledSubject is a row of 认定项目 with its pass marks, "60.0"; empty: not examined.
type FiledSubject struct {
	Occupation string `json:"occupation"`
	Code       string `json:"code"`
	Trade      string `json:"trade"`
	Level      string `json:"level"`
	Theory     string `json:"theory"`
	Practical  string `json:"practical"`
	Review     string `json:"review"`
}

// contest is the method whose certificates the office numbers itself (notice 6.5).
const contest = "技能竞赛选拔"

// NoTrade is what stands for a trade 工种 where an occupation has none.
const NoTrade = "--"

// FilingOf makes the filing of a checked plan. certificates is the policy's
// own or received; in a contest it is always received (notice 6.5).
func FilingOf(p exam.Plan, fingerprint, certificates string) PlanFiling {
	h := p.Header
	f := PlanFiling{V: version, Plan: h.Exam, Filing: h.Filing, Body: h.Body, FilingValid: h.FilingValid,
		Filed: h.Filed, FirstDay: h.From, LastDay: h.To, Method: h.Method, Certificates: certificates,
		Fingerprint: fingerprint, Scopes: []FiledScope{}, Subjects: []FiledSubject{}}
	if h.Method == contest {
		f.Certificates = "received"
	}
	for _, s := range p.Scopes {
		f.Scopes = append(f.Scopes, FiledScope{s.Occupation, s.Code, TradeOf(s.Trade),
			strconv.Itoa(int(s.Lowest)), strconv.Itoa(int(s.Highest))})
	}
	for _, s := range p.Subjects {
		f.Subjects = append(f.Subjects, FiledSubject{s.Occupation, s.Code, TradeOf(s.Trade), strconv.Itoa(int(s.Level)),
			mark(s, exam.Theory), mark(s, exam.Practical), mark(s, exam.Review)})
	}
	return f
}

// TradeOf is a trade as records write it: NoTrade when there is none.
func TradeOf(trade string) string {
	if trade == "" {
		return NoTrade
	}
	return trade
}

func mark(s exam.Subject, c exam.Component) string {
	m, ok := s.PassMarks[c]
	if !ok {
		return ""
	}
	return m.String()
}

// scoped says whether occupation, code, trade and level lie within the filed
// scope (notice 1 and 9.3). A scope row without a trade covers all its trades.
func (f PlanFiling) scoped(r Record) bool {
	for _, s := range f.Scopes {
		if s.Occupation == r.Occupation && s.Code == r.OccupationCode &&
			(s.Trade == NoTrade || s.Trade == r.Trade) &&
			s.Highest <= r.Level && r.Level <= s.Lowest {
			return true
		}
	}
	return false
}

// subject is the filed subject that a record belongs to.
func (f PlanFiling) subject(r Record) (FiledSubject, bool) {
	for _, s := range f.Subjects {
		if s.Occupation == r.Occupation && s.Code == r.OccupationCode && s.Trade == r.Trade && s.Level == r.Level {
			return s, true
		}
	}
	return FiledSubject{}, false
}

// PlanReceipt is the office's signed answer to a filing.
type PlanReceipt struct {
	Plan      string
	Verdict   string // Accepted or Rejected
	Code      string // OK, or E06 when too few working days are left
	Words     string
	Version   int // newest version that was filed; 0 for the first filing
	LeadDays  int // working days strictly between filing and the first exam day
	Received  exam.Time
	Body      []byte // the JSON that was signed
	Signature []byte // Ed25519
	Signer    string
}

// wireFiled is the signed text of a plan receipt.
type wireFiled struct {
	V           int       `json:"v"`
	Kind        string    `json:"kind"` // "filing"
	Plan        string    `json:"plan"`
	Filing      string    `json:"filing"`
	Digest      string    `json:"digest"` // SHA-256 of the filing's body
	Fingerprint string    `json:"fingerprint"`
	Received    exam.Time `json:"received"`
	LeadDays    int       `json:"lead_days"`
	Verdict     string    `json:"verdict"`
	Code        string    `json:"code"`
	Words       string    `json:"words"`
	Version     int       `json:"version,omitempty"` // newest that the filing speaks of; absent for the first
}
