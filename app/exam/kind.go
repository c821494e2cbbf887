package exam

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// Kind names what an event says. newBody is the whole table: a kind not
// in it is refused (record.md 3).
type Kind string

// The kinds, by the subject they are on. "slot" below is what follows About.
const (
	// on log/<id>: first event of every log, by the device.
	LogOpened Kind = "log.opened"
	// on exam: first, by the exam key.
	ExamCreated Kind = "exam.created"
	// on staff/<S07> or device/<id>; about "key". The new key signs inside the body.
	KeyEndorsed Kind = "key.endorsed"
	// on staff/<S07> or device/<id>
	KeyRevoked   Kind = "key.revoked"       // about revoked/<key id>
	LateAdmitted Kind = "key.late-admitted" // about admitted/<event id>
	KeyReason    Kind = "key.reason"        // about the slot of either, then /reason: free words
	// on log/<id>: every other log this book holds, before a checkpoint.
	LogsSeen Kind = "logs.seen"
	// on device/<id>: wall clock jumped against the monotonic clock.
	ClockJumped Kind = "clock.jumped"
	// on device/<id>, about corrected: the site lead confirmed the true time.
	ClockCorrected Kind = "clock.corrected"
	// on device/<id>, about peer/<log>: a peer's time is too far ahead to be adopted.
	ClockDisagrees Kind = "clock.disagrees"
	// on log/<id>, about stamp/<size>: a time-stamping authority's token for a checkpoint.
	TimeStamped Kind = "time.stamped"

	// The plan, one event a row, nothing in effect before PlanLoaded.
	PlanHeader      Kind = "plan.header"      // on plan, about header
	StaffListed     Kind = "staff.listed"     // on staff/<S01>, about listed
	RoomListed      Kind = "room.listed"      // on room/<T01>
	SubjectListed   Kind = "subject.listed"   // on subject/<W3>
	RubricListed    Kind = "rubric.listed"    // on rubric/<W3>/<practical>
	SessionListed   Kind = "session.listed"   // on session/<T01>
	CandidateListed Kind = "candidate.listed" // on candidate/<no>
	PlanLoaded      Kind = "plan.loaded"      // on plan, about loaded
	PhotoTaken      Kind = "candidate.photo"  // on candidate/<no>, about photo: taken in with a plan

	// on session/<no>
	SessionOpened   Kind = "session.opened"   // about state
	SessionClosed   Kind = "session.closed"   // about state
	SessionReopened Kind = "session.reopened" // about state
	LeadNamed       Kind = "session.lead"     // about lead: group lead 考评组长
	EntrantsNamed   Kind = "session.entrants" // about entrants: the two people of theory double entry
	BlindDrawn      Kind = "session.blind"    // about blind: the seed of its code numbers 密号
	TheorySubmitted Kind = "theory.submitted" // about theory/<staff>: a whole session's entries handed in
	TheoryImported  Kind = "theory.file"      // about theory-file: closes an import, with file hash and count

	// on candidate/<no>
	Admitted           Kind = "checkin.admitted"    // about checkin/<component>
	Absent             Kind = "checkin.absent"      // same slot
	CheckInUndone      Kind = "checkin.undone"      // same slot
	TheoryEntered      Kind = "theory.entered"      // about theory/<session>/<staff>
	TheoryHanded       Kind = "theory.handed"       // about theory/<session>/<staff>/handed: a disagreement left to the other
	TheoryScored       Kind = "theory.imported"     // about theory/<session>/import
	ItemScored         Kind = "score.item"          // about <component>/<session>/<staff>/<item>
	ItemReason         Kind = "score.reason"        // about …/<item>/reason
	ItemVetoed         Kind = "score.veto"          // about …/<item>/veto; body.veto false takes it back
	ItemNote           Kind = "score.note"          // about …/<item>/note: source and comment of a review item
	ScoresSent         Kind = "score.sent"          // about <component>/<session>/<staff>/sent 交分
	ScoresTaken        Kind = "score.taken"         // same slot 撤回
	Arbitrated         Kind = "score.arbitrated"    // about <component>/<session>/arbitration
	ViolationSeen      Kind = "violation.seen"      // about violation/<n>
	ViolationDecided   Kind = "violation.decided"   // about violation/<n>/decision
	CorrectionProposed Kind = "correction.proposed" // about correction/<component>
	CorrectionApproved Kind = "correction.approved" // same slot
	ResultConfirmed    Kind = "result.confirmed"    // about result
	CertificateGiven   Kind = "certificate.given"   // about certificate
	UploadVerdict      Kind = "upload.verdict"      // about upload, by the device
	IDShown            Kind = "candidate.id-shown"  // about shown/id-number/<staff>: looked at the whole number 看全号

	// on results: the stages of the whole exam
	ResultsConfirmed Kind = "results.confirmed" // about stage
	ResultsNoticed   Kind = "results.noticed"   // about stage 公示
	ResultsPublished Kind = "results.published" // about stage

	// on upload/<batch key>
	UploadPrepared Kind = "upload.prepared" // about batch: before anything is sent
	UploadReceipt  Kind = "upload.receipt"  // about receipt, by the device

	// on record/<session>
	RecordWritten  Kind = "record.field"    // about field/<name>
	RecordIncident Kind = "record.incident" // about incident/<n>
	RecordFrozen   Kind = "record.frozen"   // about state
	RecordReopened Kind = "record.reopened" // about state: next revision
	RecordSigned   Kind = "record.signed"   // about sign/<revision>/<staff>
	RecordPaper    Kind = "record.paper"    // about paper/<revision>: the signed PDF's SHA-256
	RecordSealed   Kind = "record.sealed"   // about seal/<revision>: scan of the stamped paper

	// In the institution's book: the filing 备案, one event a row, nothing in effect
	// before FilingDrafted.
	FilingHeader      Kind = "filing.header"      // on filing, about header
	FilingScope       Kind = "filing.scope"       // on filing/scope/<n>, about listed
	FilingSiteListed  Kind = "filing.site"        // on filing/site/<n>
	FilingEquipped    Kind = "filing.equipment"   // on filing/equipment/<n>
	FilingPersonnel   Kind = "filing.person"      // on filing/person/<n>
	FilingBranch      Kind = "filing.branch"      // on filing/branch/<n>
	FilingMaterial    Kind = "filing.material"    // on filing/material/<n>
	FilingUndertaking Kind = "filing.undertaking" // on filing/undertaking/<n>

	// on filing
	FilingDrafted   Kind = "filing.drafted"   // about stage: closes the rows of a version
	FilingConfirmed Kind = "filing.confirmed" // about stage
	FilingNoticed   Kind = "filing.noticed"   // about stage 公示
	FilingPublished Kind = "filing.published" // about stage
	FilingObjected  Kind = "filing.objection" // about objection/<n>
	FilingAnswered  Kind = "filing.answered"  // about objection/<n>/answer
	FilingReplied   Kind = "filing.reply"     // about reply 备案回执

	// In the institution's book: the ledger 台账 over all exams, and the staff's cards.
	LedgerExam      Kind = "ledger.exam"      // on ledger/exam/<plan number>, about entry
	LedgerOrder     Kind = "ledger.order"     // on ledger/order/<n>, about entry
	LedgerReplied   Kind = "ledger.reply"     // on ledger/order/<n>, about reply
	LedgerComplaint Kind = "ledger.complaint" // on ledger/complaint/<n>, about entry
	LedgerAnswered  Kind = "ledger.answered"  // on ledger/complaint/<n>, about reply
	LedgerShown     Kind = "ledger.shown"     // on ledger/complaint/<n>, about shown/<m>
	CardEntered     Kind = "card.entered"     // on ledger/card/<n>, about entry
	CardViolation   Kind = "card.violation"   // on ledger/violation/<n>, about entry
	LedgerDeleted   Kind = "ledger.deleted"   // on ledger/exam/<plan number>, about deleted: its years had run

	// on any subject
	ConflictSettled Kind = "conflict.settled" // about the slot in conflict

	// on archive
	ArchiveWritten Kind = "archive.written" // about archive

	// The register of certificates 证书, on candidate/<no> and on certificates.
	CertificateWithdrawn Kind = "certificate.withdrawn" // about certificate/withdrawn 作废
	CertificateReissued  Kind = "certificate.reissued"  // about certificate/reissued/<n> 补发
	NumbersSkipped       Kind = "certificate.skipped"   // on certificates, about skip/<series>/<first>
	NumbersBlocked       Kind = "certificate.block"     // on certificates, about block/<series>/<first>: in both books
	// on supervision: the draw of supervisors and rooms 双随机
	DrawCommitted Kind = "draw.committed" // about commit/<n>
	DrawRevealed  Kind = "draw.revealed"  // about reveal/<n>

	// on candidate/<no> or session/<no>
	AvoidanceDeclared Kind = "avoidance.declared" // about avoidance/<staff> 回避
	// on candidate/<no>: forms of comprehensive literacy 综合职业素养
	LiteracyRated Kind = "literacy.rated" // about literacy/<item>/<source>
	// on candidate/<no>: requests about one's own data 个人信息
	RequestTaken       Kind = "request.taken"       // about request/<n>
	RequestDecided     Kind = "request.decided"     // about request/<n>/decision
	RequestAnswered    Kind = "request.answered"    // about request/<n>/answer
	CandidateRectified Kind = "candidate.rectified" // about rectified/<field>
	// on staff/<id>: a person's standing in the exam is taken away 取消考务资格, or given back
	StaffDisqualified Kind = "staff.disqualified" // about disqualified
	// on candidate/<no>: what becomes of a component in which they had a part
	ReassessDecided Kind = "reassess.decided" // about reassess/<component> 重新评定
	// on candidate/<no>: what follows a violation.seen (domain 9.9)
	ViolationHeard     Kind = "violation.heard"     // about violation/<n>/heard: statement, signatures or refusal
	ViolationDelivered Kind = "violation.delivered" // about violation/<n>/delivered 送达
	// on session/<no>: one that the plan does not have, for re-assessment
	SessionNamed Kind = "session.named" // about named
	// on record/<session>
	VisitNoted Kind = "visit.noted" // about visit/<staff>/<n> 巡考
	// on session/<no>
	CameraNoted Kind = "session.camera" // about camera/<opening, closing or between>/<n>
)

// ErrKind is returned for a kind this program does not know.
var ErrKind = errors.New("event: kind not known")

// newBody makes an empty body of a kind; nil for a kind that is not known. It is a
// switch and not a map, so that decoding an event builds no table.
func newBody(k Kind) any {
	switch k {
	case LogOpened:
		return new(LogOpening)
	case ExamCreated:
		return new(ExamCreation)
	case LogsSeen:
		return new(SeenLogs)
	case ClockJumped:
		return new(ClockJump)
	case ClockCorrected:
		return new(ClockCorrection)
	case ClockDisagrees:
		return new(ClockDisagreement)
	case TimeStamped:
		return new(TimeStamp)
	case PlanHeader:
		return new(Listed[PlanHead])
	case StaffListed:
		return new(Listed[Staff])
	case RoomListed:
		return new(Listed[Room])
	case SubjectListed:
		return new(Listed[Subject])
	case RubricListed:
		return new(Listed[Rubric])
	case SessionListed:
		return new(Listed[Session])
	case CandidateListed:
		return new(Listed[Candidate])
	case PlanLoaded:
		return new(Loading)
	case PhotoTaken:
		return new(Photo)
	case SessionOpened, SessionClosed, SessionReopened:
		return new(SessionChange)
	case LeadNamed, EntrantsNamed:
		return new(Naming)
	case BlindDrawn:
		return new(BlindDraw)
	case TheorySubmitted, ScoresSent:
		return new(Handover)
	case TheoryImported:
		return new(FileImport)
	case Admitted, Absent, CheckInUndone:
		return new(CheckIn)
	case TheoryEntered, TheoryScored, ItemScored:
		return new(Score)
	case TheoryHanded:
		return new(HandingOver)
	case ItemReason, ScoresTaken, RecordReopened:
		return new(Why)
	case ItemVetoed:
		return new(Veto)
	case ItemNote:
		return new(Note)
	case Arbitrated:
		return new(Arbitration)
	case ViolationSeen:
		return new(Violation)
	case ViolationDecided:
		return new(Decision)
	case CorrectionProposed:
		return new(Correction)
	case CorrectionApproved:
		return new(Approval)
	case ResultConfirmed:
		return new(Confirmed)
	case CertificateGiven:
		return new(Certificate)
	case UploadVerdict:
		return new(Verdict)
	case IDShown:
		return new(Shown)
	case ResultsConfirmed, ResultsNoticed, ResultsPublished:
		return new(Stage)
	case UploadPrepared:
		return new(Batch)
	case UploadReceipt:
		return new(Receipt)
	case RecordWritten:
		return new(Field)
	case RecordIncident:
		return new(Incident)
	case RecordFrozen:
		return new(Freeze)
	case RecordSigned:
		return new(Signature)
	case RecordPaper, RecordSealed, ArchiveWritten:
		return new(Paper)
	case ConflictSettled:
		return new(Settlement)
	case DrawCommitted:
		return new(DrawCommitment)
	case DrawRevealed:
		return new(DrawReveal)
	case AvoidanceDeclared:
		return new(Avoidance)
	case VisitNoted:
		return new(Visit)
	case CameraNoted:
		return new(Camera)
	case LiteracyRated:
		return new(Rating)
	case StaffDisqualified:
		return new(Disqualification)
	case ReassessDecided:
		return new(Reassessment)
	case SessionNamed:
		return new(SessionNaming)
	case ViolationHeard:
		return new(Hearing)
	case ViolationDelivered:
		return new(Delivery)
	}
	if b := newCertificateBody(k); b != nil {
		return b
	}
	if b := newKeyBody(k); b != nil {
		return b
	}
	if b := newRequestBody(k); b != nil {
		return b
	}
	return newFilingBody(k)
}

// checkBody refuses a body that is not the canonical form of its kind.
func checkBody(k Kind, raw json.RawMessage) error {
	v := newBody(k)
	if v == nil {
		return fmt.Errorf("%w: %s", ErrKind, k)
	}
	if err := json.Unmarshal(raw, v); err != nil {
		return fmt.Errorf("%w: body of %s is not its JSON", ErrEventForm, k)
	}
	again, err := Marshal(v)
	if err != nil || !bytes.Equal(again, raw) {
		return fmt.Errorf("%w: body of %s", ErrEventForm, k)
	}
	return nil
}
