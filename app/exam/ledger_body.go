package exam

// The bodies of the events of the ledger 工作台账 (notice 9.3). Field order is the
// format, as in body.go.

// ExamEntry is one exam in the ledger (domain 9.13), as its lead took it from the
// exam's book. It names no candidate. An entry of later takes the place of an earlier
// one.
type ExamEntry struct {
	Exam       string         `json:"exam"`
	Key        string         `json:"key"`   // fingerprint of the exam's book
	State      string         `json:"state"` // of the exam, as its cover has it
	Filed      Date           `json:"filed"`
	Receipt    string         `json:"receipt"` // key id of the office that took the plan
	From       Date           `json:"from"`
	To         Date           `json:"to"`
	Subjects   []EntrySubject `json:"subjects"`
	Staff      []EntryStaff   `json:"staff"`
	Violations int            `json:"violations"`
	Findings   int            `json:"findings"` // incidents in the exam-room records
	NoticeFrom Date           `json:"notice_from"`
	NoticeTo   Date           `json:"notice_to"`
	Batches    int            `json:"batches"`
	Accepted   int            `json:"accepted"` // persons whom the office took
	Issued     Date           `json:"issued"`
	First      string         `json:"first"` // certificate numbers from – to
	Last       string         `json:"last"`
	Archive    string         `json:"archive"` // SHA-256 hex; empty: none written
	KeepUntil  Date           `json:"keep_until"`
	Certified  string         `json:"certified"`           // attachment: JSON, a list of Holding; empty: none
	Withdrawn  int            `json:"withdrawn,omitempty"` // certificates taken back 作废
	Revoked    int            `json:"revoked,omitempty"`   // persons whom the office took away again 撤销
	// Supervision is what supervisors and inspectors found, by session; left out where the
	// records say nothing, as in entries of older programs.
	Supervision []EntrySupervision `json:"supervision,omitempty"`
}

// Year is the year the exam counts in, 0 for none.
func (e ExamEntry) Year() int { return e.From.Year() }

// EntrySubject is what came of one subject of an exam.
type EntrySubject struct {
	Occupation string `json:"occupation"`
	Trade      string `json:"trade"`
	Level      Level  `json:"level"`
	Enrolled   int    `json:"enrolled"`
	Present    int    `json:"present"`
	Qualified  int    `json:"qualified"`
}

// EntryStaff is a person who worked at an exam, for their load over the year.
type EntryStaff struct {
	Name     string `json:"name"`
	IDNumber string `json:"id_number"`
	Role     Role   `json:"role"`
	Sessions int    `json:"sessions"`
}

// Holding says that somebody holds a certificate. Person is HoldingDigest, never an ID
// number.
type Holding struct {
	Person      string `json:"person"`
	Certificate string `json:"certificate"`
}

// Kinds of orders of the office.
const (
	OrderRectify = "rectify" // 限期整改
	OrderCredit  = "credit"  // 信用记录
	OrderLoss    = "loss"    // 取消备案
)

// OrderKinds lists the kinds of orders.
func OrderKinds() []string { return []string{OrderRectify, OrderCredit, OrderLoss} }

// OfficeOrder is what the office ordered or found (notice 9.3, 9.4).
type OfficeOrder struct {
	Kind     string `json:"kind"`
	Number   string `json:"number"` // of the office's paper
	Office   string `json:"office"`
	Date     Date   `json:"date"`
	Deadline Date   `json:"deadline"` // empty but for 限期整改
	Exam     string `json:"exam"`     // plan number; empty: of the body as a whole
	Text     string `json:"text"`
}

// OrderReply is how the body answered an order.
type OrderReply struct {
	Date Date   `json:"date"`
	Text string `json:"text"`
}

// Complaint is a complaint or report 投诉举报 as it was taken in (domain 9.14).
type Complaint struct {
	Time         string `json:"time"` // "2026-12-20 10:05"
	Channel      string `json:"channel"`
	From         string `json:"from"` // who, or empty: without a name 匿名
	Contact      string `json:"contact"`
	Exam         string `json:"exam"`   // plan number; may be empty
	Object       string `json:"object"` // who or what is complained of
	Text         string `json:"text"`
	Evidence     string `json:"evidence"`
	AcceptedBy   string `json:"accepted_by"`
	AcceptedOn   Date   `json:"accepted_on"`
	Investigator string `json:"investigator"`
}

// ComplaintAnswer ends a complaint.
type ComplaintAnswer struct {
	Course     string `json:"course"` // 经过
	Conclusion string `json:"conclusion"`
	Handling   string `json:"handling"`
	Date       Date   `json:"date"` // 答复日期
}

// StaffCard is a card 考评员证卡 as entered beside those of the filing.
type StaffCard struct {
	Name       string `json:"name"`
	IDNumber   string `json:"id_number"`
	Kind       string `json:"kind"`       // one of PersonKinds
	Occupation string `json:"occupation"` // 考评职业, several with 、 between
	Card       string `json:"card"`
	Valid      Date   `json:"valid"` // 证卡有效期至
}

// StaffViolation is a past violation of a person (domain 10.2).
type StaffViolation struct {
	IDNumber string `json:"id_number"`
	Date     Date   `json:"date"`
	Exam     string `json:"exam"`
	Code     string `json:"code"` // G01 …
	Text     string `json:"text"`
	Barred   Date   `json:"barred"` // last day on which they may not be planned; empty: not barred
}

// newLedgerBody makes an empty body of a kind of ledger event, nil for any other.
func newLedgerBody(k Kind) any {
	switch k {
	case LedgerExam:
		return new(ExamEntry)
	case LedgerOrder:
		return new(OfficeOrder)
	case LedgerReplied:
		return new(OrderReply)
	case LedgerComplaint:
		return new(Complaint)
	case LedgerShown:
		return new(ComplaintShown)
	case LedgerAnswered:
		return new(ComplaintAnswer)
	case CardEntered:
		return new(StaffCard)
	case CardViolation:
		return new(StaffViolation)
	case LedgerDeleted:
		return new(Deletion)
	}
	return nil
}
