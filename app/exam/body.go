package exam

// The bodies of events. Field order is the format: store/FORMAT.md repeats it.
// Fields that hold event ids name what an event rests on.

// LogOpening opens a log: one life of one book on one laptop.
type LogOpening struct {
	Device      string `json:"device"`
	DeviceKey   string `json:"device_key"`  // Ed25519 public key, base64
	Fingerprint string `json:"fingerprint"` // of the exam key
	Program     string `json:"program"`     // version that opened it
	Drill       bool   `json:"drill"`       // 演练: never uploaded but to a drill receiver
}

// ExamCreation starts an exam's book; signed by the exam key.
type ExamCreation struct {
	ExamKey   string `json:"exam_key"`       // Ed25519 public, base64
	Recipient string `json:"recipient"`      // X25519, age1…
	Recovery  string `json:"recovery"`       // X25519, age1…
	Authority string `json:"authority"`      // certificate of the PDF CA, DER base64
	Retention int    `json:"retention"`      // years, 2 or more (notice 6.4)
	Policy    Policy `json:"policy"`         // the figures an office may correct, as they held for this exam
	Kind      string `json:"kind,omitempty"` // BookInstitution; left out for an exam, as in older books
	SM2       string `json:"sm2,omitempty"`  // SM2 public of the exam, uncompressed point, base64; where Policy.National
}

// Endorsement says that a key belongs to a person or device. Self is the new
// key's own signature over "kaowu key v1\n" and the body with Self empty.
type Endorsement struct {
	Holder      string `json:"holder"` // S07 or device/<id>
	Key         string `json:"key"`    // Ed25519 public, base64
	Recipient   string `json:"recipient"`
	Certificate string `json:"certificate"` // P-256 leaf for PDF signatures, DER base64; empty for devices
	Role        Role   `json:"role"`
	Self        string `json:"self"`          // base64
	SM2         string `json:"sm2,omitempty"` // SM2 public of a device, uncompressed point, base64; where Policy.National
}

// LogSeen is what a book holds of another log.
type LogSeen struct {
	Log  string `json:"log"`
	Size uint64 `json:"size"`
	Root string `json:"root"` // base64, as in a checkpoint
}

// SeenLogs pins every other log before a checkpoint. Empty on a lone laptop.
type SeenLogs struct {
	Logs []LogSeen `json:"logs"`
}

// ClockJump says how far the wall clock moved against the monotonic clock.
type ClockJump struct {
	Milliseconds int64 `json:"milliseconds"`
}

// PlanHead is the plan's single-valued contents and the filed scope.
type PlanHead struct {
	Header Header  `json:"header"`
	Scopes []Scope `json:"scopes"`
}

// Listed is one row of a loaded plan. It takes effect with the Loading of the same Load.
type Listed[T any] struct {
	Load string `json:"load"` // random name of one load run
	Row  T      `json:"row"`
}

// Accepted is a plan warning that the site lead accepted.
type Accepted struct {
	Code   string `json:"code"`
	Sheet  string `json:"sheet"`
	Row    int    `json:"row"`
	Reason string `json:"reason"`
}

// Loading closes a load: Count row events whose ids, in log order, hash to Digest.
type Loading struct {
	Load     string     `json:"load"`
	Count    int        `json:"count"`
	Digest   string     `json:"digest"` // SHA-256 hex over the ids
	Source   string     `json:"source"` // SHA-256 hex of the workbook
	Accepted []Accepted `json:"accepted"`
	// Reply is the filing.reply of the institution's book that the plan was held against;
	// left out where the home has no such book, as in older events.
	Reply *ID `json:"reply,omitempty"`
	// Of a version after the first: its number, why, and the attachment that lists the
	// differences as JSON of []PlanChange.
	Version int    `json:"version,omitempty"`
	Reason  string `json:"reason,omitempty"`
	Changes string `json:"changes,omitempty"`
}

// Photo is a candidate's photo as the plan's folder had it.
type Photo struct {
	File   string `json:"file"`   // attachment
	SHA256 string `json:"sha256"` // hex, of the picture as read
}

// SessionChange opens, closes or reopens a session.
type SessionChange struct {
	Reason string `json:"reason"`
	Absent int    `json:"absent"` // on closing: how many were marked absent
}

// Naming names people for a session: the group lead, or the two entrants.
type Naming struct {
	Staff []StaffID `json:"staff"`
}

// BlindDraw is what a session's code numbers 密号 come from (see BlindCodes). Whoever
// loads the plan draws it; it tells nobody's number without the roster.
type BlindDraw struct {
	Seed string `json:"seed"` // 32 random bytes, hex
}

// Handover hands in scores: a sheet (交分) or a whole session's theory entries.
type Handover struct {
	Count int    `json:"count"` // scores handed in
	Total Tenths `json:"total"` // of the sheet; 0 for theory
	Rests []ID   `json:"rests"` // the score events it hands in
}

// FileImport closes the import of a computer-based test's result file.
type FileImport struct {
	File  string `json:"file"` // SHA-256 hex of the attachment's ciphertext
	Count int    `json:"count"`
}

// CheckIn admits, marks absent, or undoes. Admit and absent share a slot.
type CheckIn struct {
	Session SessionNo `json:"session"`
	Seat    int       `json:"seat"` // seat or station; 0 when not admitted
	Late    int       `json:"late"` // whole minutes after the start, 0 in time
	Drawn   bool      `json:"drawn"`
	Seed    string    `json:"seed"` // of the draw 抽签, hex
	Reason  string    `json:"reason"`
}

// Score is one figure: a theory paper or a rubric item.
type Score struct {
	Score Tenths `json:"score"`
}

// HandingOver leaves a theory disagreement to the other person: whoever signs it has
// looked at the paper and found their own entry right.
type HandingOver struct {
	To    StaffID `json:"to"`
	Rests []ID    `json:"rests"` // the two entries that differ, in order of staff id
}

// Why is a reason in a code of assets/codes and free words.
type Why struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// Veto marks a safety veto item failed 否决, or takes that back.
type Veto struct {
	Veto bool   `json:"veto"`
	Code string `json:"code"`
	Text string `json:"text"`
}

// Note is the source (自评/互评/民意测评) and comment of a review item.
type Note struct {
	Source  string `json:"source"`
	Comment string `json:"comment"`
}

// Arbitration settles a spread beyond the limit or a veto that not all marked 仲裁.
type Arbitration struct {
	Score  Tenths `json:"score"`
	Veto   bool   `json:"veto"`
	Reason string `json:"reason"`
	Rests  []ID   `json:"rests"` // the sheets (score.sent) it judged
}

// Violation is a candidate's 违纪违规 as seen in the room (domain 10.1).
type Violation struct {
	Session   SessionNo `json:"session"`
	Code      string    `json:"code"`
	Facts     string    `json:"facts"`
	Evidence  string    `json:"evidence"`
	Statement string    `json:"statement"`
	Time      string    `json:"time"` // "11:08"
}

// Decision voids components, or none; Kaowu never voids without a person.
type Decision struct {
	Void   []Component `json:"void"`
	Reason string      `json:"reason"`
}

// Correction proposes another value for a component's final score (notice 9.3).
type Correction struct {
	Component Component `json:"component"`
	Old       Tenths    `json:"old"`
	New       Tenths    `json:"new"`
	Code      string    `json:"code"`
	Reason    string    `json:"reason"`
}

// Approval makes a proposed correction hold. Its signer is not the proposer.
type Approval struct {
	Proposal ID `json:"proposal"`
}

// Confirmed is a candidate's result as the site lead confirmed it.
type Confirmed struct {
	Attended  bool     `json:"attended"`
	Theory    *Tenths  `json:"theory"`
	Practical *Tenths  `json:"practical"`
	Review    *Tenths  `json:"review"`
	Total     *Tenths  `json:"total"`
	Qualified bool     `json:"qualified"`
	Reasons   []string `json:"reasons"` // codes of Reason
	Rests     []ID     `json:"rests"`
}

// Certificate is a certificate number and its date of issue (domain 4.3).
type Certificate struct {
	Number string `json:"number"`
	Issued Date   `json:"issued"`
}

// Verdict is the receiver's answer for one candidate (domain 11).
type Verdict struct {
	Batch   string `json:"batch"`
	Verdict string `json:"verdict"` // accepted, rejected, duplicate, unknown
	Code    string `json:"code"`
	Words   string `json:"words"`
	Data    string `json:"data,omitempty"` // of a later record: UploadMended or UploadRevoked; empty: a new one 新增
}

// Data kinds 数据类型 of a record beyond 新增 (domain 11, column 26).
const (
	UploadMended  = "2" // 更正: what the office holds was replaced
	UploadRevoked = "3" // 撤销: it was taken away
)

// Shown says what a person looked at that is else hidden. A slot's body is always the
// same, so that looking on two laptops at once is no conflict.
type Shown struct {
	What string `json:"what"` // id-number
}

// Stage moves all results: confirmed, in public notice, published.
type Stage struct {
	Count  int    `json:"count"`
	Digest string `json:"digest"` // SHA-256 hex over the confirmed result event ids, sorted
	Until  Date   `json:"until"`  // last day of public notice; empty otherwise
}

// Batch is a prepared upload: its key is on disk before anything is sent.
type Batch struct {
	Key        string        `json:"key"` // Idempotency-Key
	Receiver   string        `json:"receiver"`
	Digest     string        `json:"digest"` // SHA-256 hex of the request body
	File       string        `json:"file"`   // attachment that holds the request body
	Candidates []CandidateNo `json:"candidates"`
}

// Receipt is a signed answer of the receiver, kept whole.
type Receipt struct {
	Key       string `json:"key"`
	Body      string `json:"body"`      // the JSON that the receiver signed
	Signature string `json:"signature"` // base64
	Signer    string `json:"signer"`    // key id of receiver.pub
}

// Field is one thing a person writes into an exam-room record. Names are those of
// RecordFields.
type Field struct {
	Value string `json:"value"`
}

// Incident is a row of 违纪与异常 in an exam-room record.
type Incident struct {
	Time      string      `json:"time"`
	Candidate CandidateNo `json:"candidate"` // may be empty
	Code      string      `json:"code"`
	Text      string      `json:"text"`
	Handled   string      `json:"handled"`
	Evidence  string      `json:"evidence"`
	Dropped   bool        `json:"dropped"` // a later event on the same slot takes the row out
	// Of a candidate's stopped clock 停时: when it stopped ("09:41:02"), and the whole
	// minutes given back 补时, 0 while it still stands. Absent in other incidents.
	Stopped string `json:"stopped,omitempty"`
	Back    int    `json:"back,omitempty"`
}

// Freeze fixes a record's content for signing (record.md 8).
type Freeze struct {
	Revision int    `json:"revision"`
	Digest   string `json:"digest"` // SHA-256 hex over the canonical RecordContent
	UpTo     uint64 `json:"up_to"`  // events this book's log held then
}

// Signature is one person's signature under a frozen record.
type Signature struct {
	Revision int    `json:"revision"`
	Digest   string `json:"digest"`  // the frozen content
	Strokes  string `json:"strokes"` // SHA-256 hex of the canonical Strokes
	File     string `json:"file"`    // attachment that holds the strokes
	As       string `json:"as"`      // what the person signs as: a Role
}

// Paper names a file by the SHA-256 of what it says and of the attachment that
// holds it sealed.
type Paper struct {
	Revision   int    `json:"revision"`
	SHA256     string `json:"sha256"`
	File       string `json:"file"`
	Checkpoint string `json:"checkpoint"` // the signed note printed on it; empty if none
}

// Settlement names the event of a conflict that holds.
type Settlement struct {
	Holds  ID     `json:"holds"`
	Code   string `json:"code"`
	Reason string `json:"reason"`
}

// Point is one sample of handwriting: tenths of a unit in a pad 3620 wide and
// 1320 high, milliseconds since the first point.
type Point struct {
	X int `json:"x"`
	Y int `json:"y"`
	T int `json:"t"`
}

// Strokes is handwriting as vectors with time.
type Strokes [][]Point
