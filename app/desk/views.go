package desk

import "kaowu/app/exam"

// This file is what screens and commands are shown. Views hold facts and codes;
// wording is made where a person reads it.

// SessionView is a session on the day's page.
type SessionView struct {
	Session  exam.Session
	Room     exam.Room
	Subject  exam.Subject
	Status   string // not-open, checking-in, running, scoring, to-sign, closed (look 4)
	Expected int
	Present  int
	Absent   int
	Late     int
	Sheets   int // score sheets (or theory entries) handed in
	OfSheets int // how many there will be
	Next     Step
	Urgent   string // code of the most urgent thing that waits in it; empty: nothing
	Due      bool   // somebody should act on the session itself now
	Mine     bool   // the signed-in person is planned for it
}

// Step is what should happen next, as a code under "step.<Code>" and arguments.
type Step struct {
	Code string
	Args map[string]any
}

// Need is one thing that waits for a person, most urgent first.
type Need struct {
	Code      string // overdue, conflict, arbitration, to-sign, disagree, violation, correction, clock, upload
	Says      string // wording under "need.<Says>"; empty: under "need.<Code>"
	Session   exam.SessionNo
	Candidate exam.CandidateNo
	Args      map[string]any
	Since     exam.Time
	Mine      bool // this person can do it

	by []exam.StaffID // whose own figures it is about
}

// Key is the wording of the thing, with Args.
func (n Need) Key() string {
	if n.Says != "" {
		return "need." + n.Says
	}
	return "need." + n.Code
}

// DayView is the page of one day.
type DayView struct {
	Date     exam.Date
	Days     []exam.Date // all days with sessions
	Now      exam.Time
	Sessions []SessionView
	Needs    []Need
	Next     *exam.Session // the next one to be opened, on any day; nil: none is left
	Prepare  []Need        // before the first day: what is still to be done
	Laptop   LaptopView
}

// LaptopView is what this laptop holds.
type LaptopView struct {
	Events   uint64    // of its own log
	Last     exam.Time // when the newest event was stored
	Archived exam.Time // when the last archive was written and read back; zero: never
}

// CheckInView is what the door shows after an admission or for a chosen person.
type CheckInView struct {
	Candidate  exam.Candidate
	Session    exam.Session   // where they belong
	Others     []exam.Session // of their other components, in order
	Attendance exam.Attendance
	LateLimit  int  // minutes
	Overrule   bool // refused, but the site lead may decide otherwise: AdmitByLead
	Photo      bool // the book holds a photo: Photo gives it
}

// SeatView is one place in the room.
type SeatView struct {
	Seat  int // seat or station; 0 while it is still to be drawn
	No    exam.CandidateNo
	Name  string // empty where it is hidden
	Code  string // code number 密号; empty where scoring is not blind
	State exam.Presence
	Late  int
	When  exam.Time // of the check-in or the absence
	By    string    // name of who recorded it
}

// QueueRow is one candidate in an assessor's queue.
type QueueRow struct {
	Seat  int
	No    exam.CandidateNo // what the person calls the candidate: of blind scoring "P01-4821"
	Name  string           // empty where it is hidden
	Code  string           // code number 密号; empty where scoring is not blind
	State string           // not-come, admitted, absent, scoring, done, arbitration, veto, conflict, void
}

// SheetView is one candidate's rubric for the signed-in assessor.
type SheetView struct {
	Candidate exam.Candidate // its number alone where the name is hidden
	Code      string         // code number 密号; empty where scoring is not blind
	Session   exam.Session
	Seat      int
	Rubric    exam.Rubric
	Mine      exam.Sheet
	Forms     []exam.FormScore // review items that rating forms fill in; they stand in Mine too
	CanScore  bool             // the person scores here
	Started   exam.Time        // when the candidate began: the planned start, or the admission after it
	StoppedAt string           // "09:41:02" while the clock stands still 停时
	Back      int              // whole minutes given back so far 补时
	GroupLead exam.StaffID
	Arbiter   bool // the person may arbitrate here
	// Of others, filled only once the person's own sheet is in, or for who arbitrates.
	Others   []exam.Sheet
	Combined *exam.Combined
}

// TheoryRow is one candidate in theory double entry.
type TheoryRow struct {
	Seat            int              // 0 where names are hidden
	No              exam.CandidateNo // what the person calls the candidate
	Name            string           // empty where it is hidden
	Code            string           // code number 密号; empty where scoring is not blind
	Mine            *exam.Tenths
	Other           *exam.Tenths // only once both have handed in
	MineAt, OtherAt exam.Time
	Theirs          bool   // somebody else's entry is there
	State           string // absent, void, open, entered, agree, disagree, imported, conflict, not-come
	Final           *exam.Tenths
	// Of a disagreement that one of the two has left to the other; empty otherwise.
	HandedBy, HandedTo exam.StaffID
}

// TheoryView is a theory session's list for the signed-in person.
type TheoryView struct {
	Session   exam.Session
	Rows      []TheoryRow
	Submitted bool           // mine are in
	Both      bool           // both are in
	Other     exam.StaffID   // who else enters, if known
	Entrants  []exam.StaffID // as named or as they entered
	CanEnter  bool           // the person may be one of the two
	CanImport bool
}

// NamingView is whom the site lead may name for a session.
type NamingView struct {
	Session exam.Session
	Pair    bool // two people of the double entry; else one group lead
	People  []exam.Staff
	Named   []exam.StaffID
}

// RecordView is an exam-room record for reading, writing and signing.
type RecordView struct {
	Content exam.RecordContent
	State   exam.RecordState
	Code    string // content code; of the frozen content, or of what would be frozen now
	Next    []exam.Signer
	Missing []exam.RecordField // required and empty, of everybody
	CanSign bool               // the signed-in person is among Next
	Done    bool               // all have signed
	Fields  []exam.RecordField // those of this component, in printing order
	Before  map[string]string  // fields that differ from the last revision, with what they said there
	Revised exam.Revised       // rows of 违纪与异常 that are not as the last revision had them
	Stale   bool               // what was frozen is no longer what happened: only a new revision can be signed
}

// ResultRow is one candidate's result.
type ResultRow struct {
	Candidate   exam.Candidate
	Subject     exam.Subject
	Result      exam.Result
	State       string // drafted, confirmed, noticed, published, uploaded
	Certificate *exam.Certificate
	Verdict     *exam.Verdict // the office's last
	Held        *exam.Verdict // by which the office holds a record; nil: it holds none
	Withdrawn   bool          // the certificate was taken back 作废
	reissued    exam.Date     // day of the last replacement 补发; empty: none
	fresh       bool          // replaced since the office last took a record
}

// ResultsView is the table of results.
type ResultsView struct {
	Stage string
	Until exam.Date
	Rows  []ResultRow
}

// Moment is one line of a candidate's history.
type Moment struct {
	Fact       exam.Fact
	By         string     // name of the person, or the device id
	Role       exam.Role  // of the person; empty for a device
	To         string     // name of whom a disagreement is left to, or whom an avoidance bars; empty in other facts
	NotAdopted string     // code of the reason; empty: the rules adopted it
	TakenBack  exam.ID    // of the fact that took this one back; zero: it stands
	Before     *exam.Fact // what stood in its slot before
	Barred     bool       // by somebody disqualified, from the time on that counts
	Admitted   *KeyGone   // late evidence that the site lead let count; nil for all else
	True       exam.Time  // when it was, where the clock was off; zero: as recorded
}
