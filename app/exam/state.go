package exam

// This file is the shape of the state that folds give. The folds are beside
// their rules: order.go, slot.go, candidate.go, session.go, record.go, plan.go.

// Conflict is two or more things said at once in one slot (record.md 3). Until
// somebody settles it, it holds up the candidate's result.
type Conflict struct {
	On, About string
	Sides     []Fact
}

// Roster is the plan as loaded: the rows of the last complete load.
type Roster struct {
	Plan      Plan
	Loaded    bool
	Load      string
	Abandoned int // rows of loads that were cut short
	Accepted  []Accepted
	LoadedAt  Time
	Source    string
}

// SessionStatus is the word for where a session stands.
type SessionStatus string

// Session states (look 4).
const (
	SessionNotOpen SessionStatus = "not-open" // 未开场
	SessionOpen    SessionStatus = "open"     // 签到中 or 进行中, by the clock
	SessionShut    SessionStatus = "closed"   // 已闭场
)

// SessionState is a fold over one session.
type SessionState struct {
	Session   Session
	Status    SessionStatus
	OpenedAt  Time
	OpenedBy  StaffID
	ClosedAt  Time
	ClosedBy  StaffID
	GroupLead StaffID          // as named, else empty: the first listed assessor leads
	Entrants  []StaffID        // theory double entry, as named
	Submitted map[StaffID]Fact // theory entries handed in
	FileAt    *Fact            // result file imported
	BlindSeed string           // of the code numbers; empty where none was drawn
	Avoided   map[StaffID]Avoidance
	Cameras   []CameraNote // in the order of their slots
	Conflicts []Conflict
	Facts     []Fact // all, in fold order
}

// Presence is where a candidate stands in one component.
type Presence string

// Presence states.
const (
	NotCome   Presence = ""         // 未到
	Present   Presence = "admitted" // 已到 (late when CheckIn.Late > 0)
	AbsentNow Presence = "absent"   // 缺考
)

// Attendance is a candidate's check-in of one component.
type Attendance struct {
	State Presence
	CheckIn
	By   StaffID
	When Time
	Fact ID
}

// Seat is where a candidate sits, or works: as admitted, else as planned.
func (s CandidateState) Seat(c Component) int {
	if a := s.Attendance[c]; a.State == Present && a.Seat > 0 {
		return a.Seat
	}
	return s.Listed.Seats[c]
}

// Entry is one person's theory score for a paper.
type Entry struct {
	Staff StaffID // empty for an imported file
	Score Tenths
	When  Time
	Fact  ID
}

// ItemMark is one assessor's mark for one rubric item.
type ItemMark struct {
	Scored bool
	Score  Tenths
	Why    Why
	Veto   bool
	Reason Why // of the veto
	Note   Note
	When   Time
	Facts  []ID
	Forms  bool // filled in from rating forms, not by the sheet's own member
}

// Sheet is one assessor's rubric sheet for one candidate.
type Sheet struct {
	Staff   StaffID
	Session SessionNo
	Items   map[int]ItemMark
	Sent    bool
	SentAt  Time
	SentID  ID
	Total   Tenths // of scored items
	Veto    bool   // any veto item marked
}

// Correct is a correction as proposed, and approved or not.
type Correct struct {
	Correction
	Proposer StaffID
	Approver StaffID // empty: waits
	Proposed ID
	Approved ID
	When     Time
}

// Seen is a violation with its decision, if any.
type Seen struct {
	Violation
	No         int
	At         Stamp // of the report
	By         StaffID
	Fact       ID
	Decided    bool
	Decision   Decision
	Decider    StaffID
	DecisionID ID
	Heard      *Hearing // what the person said and who signed; nil: not written yet
	HeardBy    StaffID
	Delivered  *Delivery // of the decision; nil: not yet
}

// CandidateState is a fold over one candidate.
type CandidateState struct {
	No          CandidateNo
	Listed      Candidate
	Attendance  map[Component]Attendance
	Theory      map[SessionNo][]Entry // entries in order of staff id; import first
	handed      []HandedOver          // disagreements left to the other person, in fold order
	Sheets      map[Component][]Sheet // in order of staff id
	Arbitration map[Component]*ArbitrationState
	Violations  []Seen
	Corrections map[Component][]Correct
	Confirmed   *Confirmed
	ConfirmedID ID
	ConfirmedBy StaffID
	ConfirmedAt Time
	Certificate *Certificate
	Register    CertificateState // what became of it since
	Photo       *Photo           // taken in with the plan; nil: none
	Verdict     *Verdict
	VerdictAt   Time
	Held        *Verdict // by which the office holds a record of theirs; nil: it holds none
	Replaced    bool     // a replacement 补发 was given out since the office took that record
	ratings     map[ratingSlot]RatingState
	// by component and session: a component may be scored again in another session
	arbitrations map[sheetKey]*ArbitrationState
	Requests     []RequestState              // about their own data, by number
	Rectified    []RectifiedBy               // the newest change of each field
	Avoided      map[StaffID]Avoidance       // who may not act for them 回避
	Reassessed   map[Component]ReassessState // what was decided after a disqualification
	Conflicts    []Conflict
	Facts        []Fact        // all, in fold order
	Waiting      []Fact        // predecessor not here yet
	NotAdopted   map[ID]string // facts that the rules set aside, with the code of the reason
}

// RectifiedBy is a change of a field with who and when.
type RectifiedBy struct {
	Rectification
	By   StaffID
	When Time
}

// ArbitrationState is a settled spread or veto.
type ArbitrationState struct {
	Arbitration
	By   StaffID
	When Time
	Fact ID
}

// RecordState is a fold over one exam-room record.
type RecordState struct {
	Session    SessionNo
	Revision   int // of the content now being written or frozen; starts at 1
	Fields     map[string]Field
	FieldAt    map[string]Fact
	Incidents  []NumberedIncident
	Visits     []RoomVisit // the inspectors', without names
	Frozen     *Freeze     // nil while it may be written
	FrozenID   ID
	Signatures []SignedBy // of the current revision, in order of signing
	Paper      *Paper     // of the current revision
	Seal       *Paper
	Past       []PastRevision
	Conflicts  []Conflict
	Facts      []Fact
}

// NumberedIncident is an incident row with its number and writer.
type NumberedIncident struct {
	No int `json:"no"`
	Incident
	By StaffID `json:"by"`
}

// SignedBy is one signature under the current revision.
type SignedBy struct {
	Signature
	By   StaffID
	When Time
	Fact ID
}

// PastRevision is a revision that a later change replaced; it stays.
type PastRevision struct {
	Freeze
	Signatures []SignedBy
	Paper      *Paper
	Seal       *Paper
	Reason     Why
}

// ResultsState is a fold over the subject "results".
type ResultsState struct {
	Stage     string // drafted, confirmed, noticed, published
	Until     Date
	At        Time
	Conflicts []Conflict
}

// Outcome is what stands for one component in a result.
type Outcome struct {
	Component Component
	Score     *Tenths // nil with a Reason
	Reason    string  // code: absent, void, open, arbitration, disagree, conflict, not-come, veto
	Final     bool    // false: something is still missing
	Rests     []ID
}

// Result is what the rules make of a candidate, computed anew each time.
type Result struct {
	No        CandidateNo
	Subject   string
	Attended  bool
	Parts     map[Component]Outcome
	Total     *Tenths // only where every needed component is a number
	Qualified bool
	Final     bool     // false: 待定
	Reasons   []string // codes: below-pass-<component>, veto, absent-<component>, void-<component>, conflict, …
	Rests     []ID
}

// Line is one line of an explanation: a code for the sentence and its arguments.
type Line struct {
	Component Component // empty: about the whole
	Code      string
	Args      map[string]any
}
