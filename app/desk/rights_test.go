package desk

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"testing"

	"kaowu/app/exam"
)

// ownIdentity are methods that only say who sits there or keep their own typing.
var ownIdentity = map[string]bool{"Staff": true, "Site": true, "SetCode": true, "SaveDraft": true, "Draft": true}

// everyAction calls each action of the desk as a person might who is on the
// screen by mistake: session P01, candidate 2026610001.
func everyAction(dir string) map[string]func(context.Context, *Desk, exam.SessionNo) error {
	const no = exam.CandidateNo("2026610001")
	type act = func(context.Context, *Desk, exam.SessionNo) error
	read := func(f func(*Desk, exam.SessionNo) error) act {
		return func(_ context.Context, d *Desk, in exam.SessionNo) error { return f(d, in) }
	}
	return map[string]act{
		"Enroll":        func(c context.Context, d *Desk, _ exam.SessionNo) error { return d.Enroll(c, "S99", nil) },
		"Keys":          read(func(d *Desk, _ exam.SessionNo) error { _, err := d.Keys(); return err }),
		"Revoke":        func(c context.Context, d *Desk, _ exam.SessionNo) error { return d.Revoke(c, "S99", "", "") },
		"AdmitLate":     func(c context.Context, d *Desk, _ exam.SessionNo) error { return d.AdmitLate(c, exam.ID{}, "") },
		"LoadPlan":      func(c context.Context, d *Desk, _ exam.SessionNo) error { return d.LoadPlan(c, Loading{}) },
		"FilePlan":      func(c context.Context, d *Desk, _ exam.SessionNo) error { _, err := d.FilePlan(c, nil); return err },
		"PlanVersions":  read(func(d *Desk, _ exam.SessionNo) error { _, err := d.PlanVersions(); return err }),
		"NameGroupLead": func(c context.Context, d *Desk, in exam.SessionNo) error { return d.NameGroupLead(c, in, "S99") },
		"NameEntrants":  func(c context.Context, d *Desk, in exam.SessionNo) error { return d.NameEntrants(c, in, "S01", "S01") },
		"Namings":       read(func(d *Desk, in exam.SessionNo) error { _, err := d.Namings(in); return err }),
		"OpenSession":   func(c context.Context, d *Desk, in exam.SessionNo) error { return d.OpenSession(c, in) },
		"CloseSession": func(c context.Context, d *Desk, in exam.SessionNo) error {
			_, err := d.CloseSession(c, in)
			return err
		},
		"ReopenSession": func(c context.Context, d *Desk, in exam.SessionNo) error { return d.ReopenSession(c, in, "") },
		"Drawings":      read(func(d *Desk, _ exam.SessionNo) error { _, err := d.Drawings(); return err }),
		"Photo":         read(func(d *Desk, _ exam.SessionNo) error { _, err := d.Photo(no); return err }),
		"Find":          read(func(d *Desk, in exam.SessionNo) error { _, err := d.Find(in, "2026"); return err }),
		"Seats":         read(func(d *Desk, in exam.SessionNo) error { _, err := d.Seats(in); return err }),
		"Admit": func(c context.Context, d *Desk, in exam.SessionNo) error {
			_, err := d.Admit(c, in, "none")
			return err
		},
		"AdmitByLead": func(c context.Context, d *Desk, in exam.SessionNo) error {
			_, err := d.AdmitByLead(c, in, no, "")
			return err
		},
		"ShowID":      func(c context.Context, d *Desk, _ exam.SessionNo) error { _, err := d.ShowID(c, no); return err },
		"UndoAdmit":   func(c context.Context, d *Desk, in exam.SessionNo) error { return d.UndoAdmit(c, in, no, "") },
		"EnterTheory": func(c context.Context, d *Desk, in exam.SessionNo) error { return d.EnterTheory(c, in, no, -1) },
		"HandOverTheory": func(c context.Context, d *Desk, in exam.SessionNo) error {
			return d.HandOverTheory(c, in, no)
		},
		"SubmitTheory": func(c context.Context, d *Desk, in exam.SessionNo) error {
			return d.SubmitTheory(c, in)
		},
		"Certificates": read(func(d *Desk, _ exam.SessionNo) error { _, err := d.Certificates(); return err }),
		"Disqualify": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			return d.Disqualify(c, "S99", exam.Disqualification{})
		},
		"Disqualified": read(func(d *Desk, _ exam.SessionNo) error { _, err := d.Disqualified(); return err }),
		"Affected":     read(func(d *Desk, _ exam.SessionNo) error { _, err := d.Affected("S99"); return err }),
		"DecideReassessment": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			_, err := d.DecideReassessment(c, "S99", Reassess{})
			return err
		},
		"NameSession": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			return d.NameSession(c, exam.SessionNaming{})
		},
		"Violations": read(func(d *Desk, _ exam.SessionNo) error { _, err := d.Violations(no); return err }),
		"HearViolation": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			return d.HearViolation(c, no, 1, exam.Hearing{})
		},
		"DeliverDecision": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			return d.DeliverDecision(c, no, 1, exam.Delivery{})
		},
		"DropSession":         func(c context.Context, d *Desk, in exam.SessionNo) error { return d.DropSession(c, in, "") },
		"WithdrawCertificate": func(c context.Context, d *Desk, _ exam.SessionNo) error { return d.WithdrawCertificate(c, "", "") },
		"ReissueCertificate":  func(c context.Context, d *Desk, _ exam.SessionNo) error { return d.ReissueCertificate(c, "", "") },
		"TakeBlock": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			_, _, err := d.TakeBlock(c, "")
			return err
		},
		"SkipNumbers": func(c context.Context, d *Desk, _ exam.SessionNo) error { return d.SkipNumbers(c, 3, 0, "") },
		"PrintCertificates": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			return d.PrintCertificates(c, CertificateJob{}, nil, nil)
		},
		"RegisterBook": read(func(d *Desk, _ exam.SessionNo) error { _, err := d.RegisterBook(); return err }),
		"TakeCertificates": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			_, _, err := d.TakeCertificates(c, filepath.Join(dir, "none.csv"))
			return err
		},
		"ImportTheory": func(c context.Context, d *Desk, in exam.SessionNo) error {
			_, _, err := d.ImportTheory(c, in, filepath.Join(dir, "none.csv"))
			return err
		},
		"ScoreItem": func(c context.Context, d *Desk, in exam.SessionNo) error { return d.ScoreItem(c, in, no, 99, 0) },
		"GiveReason": func(c context.Context, d *Desk, in exam.SessionNo) error {
			return d.GiveReason(c, in, no, 99, exam.Why{})
		},
		"VetoItem": func(c context.Context, d *Desk, in exam.SessionNo) error {
			return d.VetoItem(c, in, no, 99, exam.Veto{})
		},
		"NoteItem": func(c context.Context, d *Desk, in exam.SessionNo) error {
			return d.NoteItem(c, in, no, 99, exam.Note{})
		},
		"SubmitScores": func(c context.Context, d *Desk, in exam.SessionNo) error {
			return d.SubmitScores(c, in, no)
		},
		"TakeBackScores": func(c context.Context, d *Desk, in exam.SessionNo) error {
			return d.TakeBackScores(c, in, no, exam.Why{})
		},
		"Arbitrate": func(c context.Context, d *Desk, in exam.SessionNo) error {
			return d.Arbitrate(c, in, no, exam.Arbitration{})
		},
		"StopClock": func(c context.Context, d *Desk, in exam.SessionNo) error {
			return d.StopClock(c, in, no, exam.Why{})
		},
		"ResumeClock": func(c context.Context, d *Desk, in exam.SessionNo) error {
			_, err := d.ResumeClock(c, in, no)
			return err
		},
		"ReportViolation": func(c context.Context, d *Desk, in exam.SessionNo) error {
			_, err := d.ReportViolation(c, no, exam.Violation{Session: in})
			return err
		},
		"DecideViolation": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			return d.DecideViolation(c, no, 1, exam.Decision{})
		},
		"ProposeCorrection": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			return d.ProposeCorrection(c, no, exam.Correction{})
		},
		"ApproveCorrection": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			return d.ApproveCorrection(c, no, exam.Theory)
		},
		"PreviewCorrection": read(func(d *Desk, _ exam.SessionNo) error {
			_, err := d.PreviewCorrection(no, exam.Correction{New: -1})
			return err
		}),
		"Correct": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			return d.Correct(c, d, no, exam.Correction{})
		},
		"SettleConflict": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			return d.SettleConflict(c, "candidate/"+string(no), "checkin/theory", exam.Settlement{})
		},
		"WriteRecord": func(c context.Context, d *Desk, in exam.SessionNo) error { return d.WriteRecord(c, in, "none", "") },
		"AddIncident": func(c context.Context, d *Desk, in exam.SessionNo) error {
			return d.AddIncident(c, in, 0, exam.Incident{})
		},
		"FreezeRecord": func(c context.Context, d *Desk, in exam.SessionNo) error { return d.FreezeRecord(c, in) },
		"SignRecord": func(c context.Context, d *Desk, in exam.SessionNo) error {
			_, err := d.SignRecord(c, in, exam.RecordContent{}, nil, nil)
			return err
		},
		"RecordPaper":    read(func(d *Desk, in exam.SessionNo) error { _, err := d.RecordPaper(in); return err }),
		"RecordPage":     read(func(d *Desk, in exam.SessionNo) error { _, err := d.RecordPage(in); return err }),
		"Progress":       read(func(d *Desk, in exam.SessionNo) error { _, err := d.Progress(in); return err }),
		"RecordView":     read(func(d *Desk, in exam.SessionNo) error { _, err := d.RecordView(in); return err }),
		"ReopenRecord":   func(c context.Context, d *Desk, in exam.SessionNo) error { return d.ReopenRecord(c, in, exam.Why{}) },
		"SealRecord":     func(c context.Context, d *Desk, in exam.SessionNo) error { return d.SealRecord(c, in, nil) },
		"ConfirmResults": func(c context.Context, d *Desk, _ exam.SessionNo) error { _, err := d.ConfirmResults(c); return err },
		"StartNotice":    func(c context.Context, d *Desk, _ exam.SessionNo) error { _, err := d.StartNotice(c); return err },
		"PublishResults": func(c context.Context, d *Desk, _ exam.SessionNo) error { return d.PublishResults(c) },
		"GiveCertificates": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			_, err := d.GiveCertificates(c)
			return err
		},
		"Upload":    func(c context.Context, d *Desk, _ exam.SessionNo) error { _, err := d.Upload(c, nil, nil); return err },
		"AskUpload": func(c context.Context, d *Desk, _ exam.SessionNo) error { _, err := d.AskUpload(c, nil); return err },
		"SealUpload": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			_, err := d.SealUpload(c, nil, nil)
			return err
		},
		"TakeAnswer": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			_, err := d.TakeAnswer(c, nil, nil)
			return err
		},
		"UploadList": read(func(d *Desk, _ exam.SessionNo) error { _, err := d.UploadList(); return err }),
		"Workbooks":  read(func(d *Desk, _ exam.SessionNo) error { _, err := d.Workbooks(); return err }),
		"ConfirmClock": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			_, err := d.ConfirmClock(c, ClockConfirmed{})
			return err
		},
		"StampTime": func(c context.Context, d *Desk, _ exam.SessionNo) error { _, err := d.StampTime(c, nil); return err },
		"Clock":     func(_ context.Context, d *Desk, _ exam.SessionNo) error { _, err := d.Clock(); return err },
		"WriteArchive": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			return d.WriteArchive(c, filepath.Join(dir, "a.kaowu"), nil)
		},
		"WritePack": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			return d.WritePack(c, filepath.Join(dir, "b.kaowu-pack"), nil)
		},
		"WriteArchiveWith": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			return d.WriteArchiveWith(c, filepath.Join(dir, "b.kaowu"), nil, nil)
		},
		"Today":         read(func(d *Desk, _ exam.SessionNo) error { _, err := d.Today(""); return err }),
		"State":         read(func(d *Desk, _ exam.SessionNo) error { _, err := d.State(); return err }),
		"Sessions":      read(func(d *Desk, _ exam.SessionNo) error { _, err := d.Sessions(); return err }),
		"Queue":         read(func(d *Desk, in exam.SessionNo) error { _, err := d.Queue(in); return err }),
		"Sheet":         read(func(d *Desk, in exam.SessionNo) error { _, err := d.Sheet(in, no); return err }),
		"TheoryList":    read(func(d *Desk, in exam.SessionNo) error { _, err := d.TheoryList(in); return err }),
		"ResultList":    read(func(d *Desk, _ exam.SessionNo) error { _, err := d.ResultList(); return err }),
		"Hinders":       read(func(d *Desk, _ exam.SessionNo) error { _, err := d.Hinders(); return err }),
		"ResultPages":   read(func(d *Desk, _ exam.SessionNo) error { _, err := d.ResultPages(false); return err }),
		"ExplainPage":   read(func(d *Desk, _ exam.SessionNo) error { _, err := d.ExplainPage(no); return err }),
		"Explain":       read(func(d *Desk, _ exam.SessionNo) error { _, _, err := d.Explain(no); return err }),
		"Trace":         read(func(d *Desk, _ exam.SessionNo) error { _, err := d.Trace(no); return err }),
		"EmergencyList": func(c context.Context, d *Desk, _ exam.SessionNo) error { _, err := d.EmergencyList(c, ""); return err },
		"PrintPapers": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			return d.PrintPapers(c, func(Printed) error { return nil }, nil)
		},

		"TicketPages": read(func(d *Desk, in exam.SessionNo) error { _, err := d.TicketPages(in, ""); return err }),
		"DoorPages":   read(func(d *Desk, in exam.SessionNo) error { _, err := d.DoorPages(in); return err }),
		"PrintBefore": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			return d.PrintBefore(c, func(Printed) error { return nil }, nil)
		},
		"HandoverPages":    read(func(d *Desk, in exam.SessionNo) error { _, err := d.HandoverPages(in); return err }),
		"SupervisionPages": read(func(d *Desk, _ exam.SessionNo) error { _, err := d.SupervisionPages("S14"); return err }),
		"StaffPages":       read(func(d *Desk, _ exam.SessionNo) error { _, err := d.StaffPages(); return err }),
		"LedgerPages":      read(func(d *Desk, _ exam.SessionNo) error { _, err := d.LedgerPages(); return err }),
		"NoticePages":      read(func(d *Desk, _ exam.SessionNo) error { _, err := d.NoticePages(); return err }),
		"Charts":           func(c context.Context, d *Desk, _ exam.SessionNo) error { _, err := d.Charts(c); return err },
		"Search":           read(func(d *Desk, _ exam.SessionNo) error { _, err := d.Search("2026"); return err }),
		"CopyArchive": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			return d.CopyArchive(c, filepath.Join(dir, "none.kaowu"), filepath.Join(dir, "b.kaowu"), nil)
		},
		"VerifyArchive": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			_, err := d.VerifyArchive(c, filepath.Join(dir, "none.kaowu"), nil, nil)
			return err
		},
		"Authority":   read(func(d *Desk, _ exam.SessionNo) error { _, err := d.Authority(); return err }),
		"ArchiveView": read(func(d *Desk, _ exam.SessionNo) error { _, err := d.ArchiveView(); return err }),
		"CheckSeen":   func(c context.Context, d *Desk, _ exam.SessionNo) error { _, err := d.CheckSeen(c, nil); return err },
		"Prove":       func(c context.Context, d *Desk, _ exam.SessionNo) error { _, err := d.Prove(c, no); return err },
		"Proof":       read(func(d *Desk, _ exam.SessionNo) error { _, err := d.Proof(exam.ID{}); return err }),
		"PrintTrace": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			_, err := d.PrintTrace(c, no, nil)
			return err
		},
		"RateLiteracy": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			return d.RateLiteracy(c, no, 1, exam.SourceSelf, exam.Rating{})
		},
		"ImportLiteracy": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			_, _, err := d.ImportLiteracy(c, filepath.Join(dir, "none.csv"))
			return err
		},
		"LiteracyList": read(func(d *Desk, _ exam.SessionNo) error { _, err := d.LiteracyList(); return err }),
		"TakeRequest": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			_, err := d.TakeRequest(c, no, exam.DataRequest{})
			return err
		},
		"DecideRequest": func(c context.Context, d *Desk, _ exam.SessionNo) error { return d.DecideRequest(c, no, 1, false, "") },
		"FinishRequest": func(c context.Context, d *Desk, _ exam.SessionNo) error { return d.FinishRequest(c, no, 1, "") },
		"DataRequests":  read(func(d *Desk, _ exam.SessionNo) error { _, err := d.DataRequests(); return err }),
		"ExportData": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			_, err := d.ExportData(c, no, exam.DataRequest{})
			return err
		},
		"DeleteExam": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			_, err := d.DeleteExam(c, nil, Deleting{})
			return err
		},
		"LedgerEntry": read(func(d *Desk, _ exam.SessionNo) error { _, err := d.LedgerEntry(); return err }),
		"PrintCharts": read(func(d *Desk, _ exam.SessionNo) error { _, err := d.PrintCharts(nil, d.Site().Now()); return err }),
		"CommitDraw": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			_, err := d.CommitDraw(c, -1, "")
			return err
		},
		"RevealDraw": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			_, err := d.RevealDraw(c, "", "")
			return err
		},
		"SupervisionDraws": read(func(d *Desk, _ exam.SessionNo) error { _, err := d.SupervisionDraws(); return err }),
		"DeclareAvoidance": func(c context.Context, d *Desk, _ exam.SessionNo) error {
			return d.DeclareAvoidance(c, "S99", "", "", exam.Avoidance{})
		},
		"Avoidances": read(func(d *Desk, _ exam.SessionNo) error { _, _, err := d.Avoidances(); return err }),
		"NoteVisit": func(c context.Context, d *Desk, in exam.SessionNo) error {
			return d.NoteVisit(c, in, exam.Visit{}, nil)
		},
		"NoteCameras": func(c context.Context, d *Desk, in exam.SessionNo) error { return d.NoteCameras(c, in, "", nil) },
	}
}

// Design 3: a method without a row of the table is nobody's, and fails here.
func TestEveryMethodHasARight(t *testing.T) {
	acts, rights := everyAction(t.TempDir()), exam.Rights()
	methods := reflect.TypeFor[*Desk]()
	for i := range methods.NumMethod() {
		name := methods.Method(i).Name
		if ownIdentity[name] {
			continue
		}
		if _, ok := rights[name]; !ok {
			t.Errorf("%s has no row in exam.Rights", name)
		}
		if acts[name] == nil {
			t.Errorf("%s is not called by the test of roles", name)
		}
	}
	for name := range acts {
		if _, ok := methods.MethodByName(name); !ok {
			t.Errorf("%s is no method of the desk", name)
		}
	}
}

// Design 10: every role × action cell; a wrong role is refused at the desk and
// nothing is written.
func TestEveryCell(t *testing.T) {
	w := newWorld(t)
	w.clock.to("2026-12-18 09:00") // before everything: allowed actions are refused otherwise
	people := []struct {
		id    exam.StaffID
		in    exam.SessionNo
		roles []exam.Role
	}{
		{"S16", "P01", []exam.Role{exam.RoleSiteLead}},
		{"S01", "T01", []exam.Role{exam.RoleInvigilator}},
		{"S06", "P01", []exam.Role{exam.RoleAssessor}},
		{"S05", "P01", []exam.Role{exam.RoleAssessor, exam.RoleGroupLead}}, // first listed leads
		{"S09", "P10", []exam.Role{exam.RoleSeniorAssessor}},
		{"S12", "R01", []exam.Role{exam.RoleBoardMember}},
		{"S11", "R01", []exam.Role{exam.RoleBoardMember, exam.RoleGroupLead}},
		{"S14", "P01", []exam.Role{exam.RoleSupervisor}},
		{"S17", "P01", []exam.Role{exam.RoleInspector}},
	}
	for name, act := range everyAction(t.TempDir()) {
		for _, p := range people {
			may, before := exam.May(name, p.roles...), w.site.Size()
			err := act(t.Context(), w.as(p.id), p.in)
			if no := errors.Is(err, exam.Refuse("not-allowed")); no == may {
				t.Errorf("%s by %v: %v, the table says %v", name, p.roles, err, may)
			}
			if wrote := w.site.Size() - before; !may && wrote > 0 {
				t.Errorf("%s by %v was refused and wrote %d events", name, p.roles, wrote)
			}
		}
	}
}

// Notice 6.2: duties are clear; who is not planned for a session does nothing in it.
func TestNotAssigned(t *testing.T) {
	w := newWorld(t)
	w.running("P01")
	const no = exam.CandidateNo("2026610001")
	w.refused("not-assigned", func() error { return w.as("S08").ScoreItem(t.Context(), "P01", no, 2, 100) })
	w.refused("not-assigned", func() error { _, err := w.as("S02").Admit(t.Context(), "T01", no); return err })
	w.refused("not-assigned", func() error { _, err := w.as("S15").RecordView("P01"); return err })
	w.refused("unknown-session", func() error { return w.lead().OpenSession(t.Context(), "X99") })
}
