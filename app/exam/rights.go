package exam

import "slices"

// Rights is the one table of who may do what (design 3): desk method name →
// roles. An action without a row is nobody's. Being of the session is asked
// besides, by the desk. The inspector 巡考人员 only reads, and notes
// their own visit (notice 6.3).
func Rights() map[string][]Role {
	const (
		lead, watch, mark    = RoleSiteLead, RoleInvigilator, RoleAssessor
		senior, board, super = RoleSeniorAssessor, RoleBoardMember, RoleSupervisor
		group, inspect       = RoleGroupLead, RoleInspector
	)
	onlyLead := []Role{lead}
	scorers := []Role{mark, senior, board}
	room := []Role{lead, watch, mark, senior, board} // who runs a room
	papers := []Role{lead, watch, mark, senior, board, super}
	entrants := []Role{watch, mark, senior}
	everybody := []Role{lead, watch, mark, senior, board, super, group, inspect}
	overseers := []Role{lead, super, inspect}
	return map[string][]Role{
		// Before the day.
		"Enroll": onlyLead, "Keys": onlyLead, "Revoke": onlyLead, "AdmitLate": onlyLead, "LoadPlan": onlyLead, "FilePlan": onlyLead, "PlanVersions": overseers,
		"WritePack":     onlyLead,
		"NameGroupLead": onlyLead, "NameEntrants": onlyLead, "Namings": onlyLead,
		"TicketPages": onlyLead, "DoorPages": onlyLead, "PrintBefore": onlyLead,
		// Sessions and check-in.
		"OpenSession": room, "CloseSession": room, "ReopenSession": onlyLead,
		"Photo": room, "Find": everybody, "Seats": everybody, "Admit": room, "AdmitByLead": onlyLead, "UndoAdmit": room, "ShowID": papers,
		// Theory.
		"EnterTheory": entrants, "SubmitTheory": entrants, "HandOverTheory": entrants, "ImportTheory": {lead, watch},
		// Sheets.
		"ScoreItem": scorers, "GiveReason": scorers, "VetoItem": scorers, "NoteItem": scorers,
		"SubmitScores": scorers, "TakeBackScores": scorers, "Arbitrate": {group, senior},
		"StopClock": scorers, "ResumeClock": scorers,
		// What goes wrong.
		"ReportViolation": papers, "HearViolation": papers, "DecideViolation": onlyLead, "DeliverDecision": onlyLead, "Violations": overseers,
		"PreviewCorrection": room, "ProposeCorrection": room, "ApproveCorrection": onlyLead, "Correct": onlyLead, "SettleConflict": onlyLead,
		// Exam-room records.
		"WriteRecord": papers, "AddIncident": papers, "FreezeRecord": room,
		"SignRecord": papers, "RecordPaper": papers, "RecordPage": everybody, "ReopenRecord": papers, "SealRecord": onlyLead,
		// After the day.
		"ConfirmResults": onlyLead, "StartNotice": onlyLead, "PublishResults": onlyLead,
		"GiveCertificates": onlyLead, "Upload": onlyLead, "AskUpload": onlyLead, "SealUpload": onlyLead, "TakeAnswer": onlyLead, "UploadList": onlyLead, "Workbooks": onlyLead, "WriteArchive": onlyLead, "WriteArchiveWith": onlyLead, "Evidence": onlyLead,
		// Reading.
		"Today": everybody, "State": everybody, "Sessions": everybody, "Queue": everybody, "Sheet": everybody,
		"TheoryList": everybody, "RecordView": everybody,
		"Drawings": everybody, "ResultList": overseers, "Hinders": overseers, "Explain": overseers, "ResultPages": overseers, "ExplainPage": overseers, "Trace": overseers,
		"PrintPapers": papers, "EmergencyList": papers,
		"HandoverPages": {lead, watch}, "SupervisionPages": {lead, super}, "StaffPages": onlyLead, "LedgerPages": onlyLead, "NoticePages": overseers,
		// Over all sessions at once.
		"Progress": {lead, inspect},
		"Charts":   {lead, inspect}, "PrintCharts": {lead, inspect},
		"Search": overseers, "PrintTrace": overseers, "Proof": overseers, "Prove": onlyLead, "CheckSeen": overseers,
		"Authority": overseers, "ArchiveView": onlyLead, "VerifyArchive": onlyLead, "CopyArchive": onlyLead,
		// In the institution's book, whose filing officer holds the lead's role.
		"Filing": onlyLead, "FilingForm": onlyLead, "LoadFiling": onlyLead, "ConfirmFiling": onlyLead, "NoticeFiling": onlyLead,
		"NoteObjection": onlyLead, "AnswerObjection": onlyLead, "PublishFiling": onlyLead, "EnterReply": onlyLead,
		// The register of certificates.
		"Certificates": overseers, "WithdrawCertificate": onlyLead, "ReissueCertificate": onlyLead, "SkipNumbers": onlyLead,
		"ReserveNumbers": onlyLead, "TakeBlock": onlyLead,
		"TakeCertificates": onlyLead, "PrintCertificates": onlyLead, "RegisterBook": onlyLead,
		// The ledger over all exams; LedgerEntry is what an exam's own lead gives for it.
		"LedgerEntry": onlyLead, "EnterExam": onlyLead, "Ledger": onlyLead, "LedgerWorkbook": onlyLead, "EnterOrder": onlyLead, "ReplyToOrder": onlyLead,
		"EnterComplaint": onlyLead, "AnswerComplaint": onlyLead, "ShowForComplaint": onlyLead, "ComplaintPage": onlyLead, "Cards": onlyLead, "EnterCard": onlyLead, "EnterViolation": onlyLead, "CheckStanding": onlyLead,
		// Retention 保管期限, and deletion when it has run.
		"Retention": onlyLead, "DeleteExam": onlyLead, "EnterDeletion": onlyLead,
		// Personal data 个人信息: what is asked, decided and handed out.
		"TakeRequest": onlyLead, "DecideRequest": onlyLead, "FinishRequest": onlyLead, "DataRequests": onlyLead, "ExportData": onlyLead,
		// Supervision 双随机.
		"CommitDraw": onlyLead, "RevealDraw": onlyLead, "SupervisionDraws": everybody,
		// Disqualification 取消考务资格 and re-assessment 重新评定.
		"Disqualify": onlyLead, "Disqualified": overseers, "Affected": overseers, "DecideReassessment": onlyLead, "NameSession": onlyLead, "DropSession": onlyLead,
		"DeclareAvoidance": papers, "Avoidances": overseers,
		// Comprehensive literacy 综合职业素养: what the rating forms say.
		"RateLiteracy": {lead, board}, "ImportLiteracy": {lead, board}, "LiteracyList": {lead, board, super, inspect},
		// Time: what the clock should read, and what an authority outside says of it.
		"ConfirmClock": onlyLead, "Clock": overseers, "StampTime": onlyLead,
		"NoteVisit": {inspect}, "NoteCameras": room,
	}
}

// May says whether any of a person's roles allows an action.
func May(action string, roles ...Role) bool {
	allowed := Rights()[action]
	return slices.ContainsFunc(roles, func(r Role) bool { return slices.Contains(allowed, r) })
}
