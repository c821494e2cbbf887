package exam

// Policy holds the figures of the field that an office may correct without a
// programmer. They come from assets/codes/policy.json and are written into the
// exam's first event, so that a result is always judged by what held then.
type Policy struct {
	SpreadLimit     Tenths `json:"spread_limit"`     // domain 7.7
	DropFrom        int    `json:"drop_from"`        // from so many assessors on one highest and one lowest go (7.6)
	Step            Tenths `json:"step"`             // smallest step of an item score
	ReasonBelow     int    `json:"reason_below"`     // percent of full marks below which a reason is asked
	LateTheory      int    `json:"late_theory"`      // minutes (domain 8)
	LatePractical   int    `json:"late_practical"`   // minutes
	LateReview      int    `json:"late_review"`      // minutes
	CheckInBefore   int    `json:"checkin_before"`   // minutes before the start
	NoticeDays      int    `json:"notice_days"`      // working days of public notice (7.9)
	FilingDays      int    `json:"filing_days"`      // working days a plan is filed ahead (notice 6.1)
	FilingStrict    bool   `json:"filing_strict"`    // count strictly between (domain 13)
	RetentionYears  int    `json:"retention_years"`  // notice 6.4
	InvigilatorsPer int    `json:"invigilators_per"` // candidates for each invigilator (domain 6)
	MinInvigilators int    `json:"min_invigilators"` // in each theory room
	AssessorsPer    int    `json:"assessors_per"`    // candidates for each assessor; warning
	MinAssessors    int    `json:"min_assessors"`    // in each practical session, and in each occupation (notice 2.5)
	MinBoard        int    `json:"min_board"`        // review board
	Certificates    string `json:"certificates"`     // own or received (domain 4.3)
	CorrectionRoles []Role `json:"correction_roles"` // who may propose a correction
	SignOrder       []Role `json:"sign_order"`       // roles after the session's own people
	LockMinutes     int    `json:"lock_minutes"`
	Draw            bool   `json:"draw,omitempty"` // stations of practical sessions are drawn 抽签 at the door (domain 8); left out when off, as in older books
	// From where on a chart calls an assessor lenient or severe. Exams created before
	// these figures were there do not have them: nobody is called either then.
	AssessorOff Tenths `json:"assessor_off,omitempty"` // mean against that of the others
	AssessorMin int    `json:"assessor_min,omitempty"` // candidates at least
	// Whether scores are given by code number 密号; left out when off, as in older books.
	BlindTheory    bool `json:"blind_theory,omitempty"`
	BlindPractical bool `json:"blind_practical,omitempty"`
	// Working days that a body's filing stands in public notice (notice 4); left out in
	// older books.
	FilingNotice int `json:"filing_notice_days,omitempty"`
	// Whether laptops and the exam sign a second time, by SM2 with SM3 国密 (GB/T 32918.2,
	// GB/T 32905), beside Ed25519 and never instead (record.md 7); left out when off, as in
	// older books.
	National bool `json:"national,omitempty"`
}

// LateLimit is the late limit in minutes for a component.
func (p Policy) LateLimit(c Component) int {
	switch c {
	case Theory:
		return p.LateTheory
	case Practical:
		return p.LatePractical
	}
	return p.LateReview
}
