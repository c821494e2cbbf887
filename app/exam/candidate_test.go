package exam

import (
	"slices"
	"testing"
	"time"
)

const one = "candidate/1"

// examinee is a shorthand for candidate 1 at one laptop.
type examinee struct{ *laptop }

func (p examinee) checkIn(k Kind, c Component, body CheckIn) Fact {
	return p.say("S01", k, one, "checkin/"+string(c), body)
}

func (p examinee) fold() CandidateState { return FoldCandidate(Candidate{No: "1"}, p.held) }

func TestAttendance(t *testing.T) {
	p := examinee{newLaptop("a")}
	if got := p.fold().Attendance[Theory].State; got != NotCome {
		t.Errorf("before anything: %q", got)
	}
	in := p.checkIn(Admitted, Theory, CheckIn{Session: "T01", Seat: 5, Late: 7})
	a := p.fold().Attendance[Theory]
	if a.State != Present || a.Seat != 5 || a.Late != 7 || a.By != "S01" || a.Fact != in.ID || !a.When.Equal(start().Add(time.Second)) {
		t.Errorf("admitted: %+v", a)
	}
	p.checkIn(CheckInUndone, Theory, CheckIn{Session: "T01", Reason: "wrong person"})
	if got := p.fold().Attendance[Theory].State; got != NotCome {
		t.Errorf("undone: %q", got)
	}
	p.checkIn(Absent, Theory, CheckIn{Session: "T01"})
	if got := p.fold().Attendance[Theory].State; got != AbsentNow {
		t.Errorf("absent: %q", got)
	}
	if got := p.fold().Attendance[Practical].State; got != NotCome {
		t.Errorf("the other component: %q", got)
	}
}

// Admit and absent share one slot for each component (record.md 3).
func TestAdmittedHereAbsentThereIsAConflict(t *testing.T) {
	a, b := examinee{newLaptop("a")}, examinee{newLaptop("b")}
	in := a.checkIn(Admitted, Practical, CheckIn{Session: "P01", Seat: 3})
	b.checkIn(Absent, Practical, CheckIn{Session: "P01"})
	a.take(b.laptop)
	s := a.fold()
	if len(s.Conflicts) != 1 || s.Conflicts[0].About != "checkin/practical" || s.Attendance[Practical].State != NotCome {
		t.Fatalf("conflicts %+v, attendance %+v", s.Conflicts, s.Attendance)
	}
	a.say("S17", ConflictSettled, one, "checkin/practical", Settlement{Holds: in.ID})
	s = a.fold()
	if len(s.Conflicts) != 0 || s.Attendance[Practical].Seat != 3 || len(s.NotAdopted) != 1 {
		t.Errorf("settled: %+v, set aside %v", s.Attendance, s.NotAdopted)
	}
}

// sheet plays one assessor's day: items, then handing in where send.
func (p examinee) sheet(who StaffID, send bool, items ...Tenths) {
	at := "practical/P01/" + string(who) + "/"
	for i, v := range items {
		p.say(who, ItemScored, one, at+string(rune('1'+i)), Score{Score: v})
	}
	if send {
		p.say(who, ScoresSent, one, at+"sent", Handover{Count: len(items)})
	}
}

func TestSheets(t *testing.T) {
	p := examinee{newLaptop("a")}
	p.sheet("S10", true, 300, 400)
	p.sheet("S9", false, 100)
	p.say("S9", ItemReason, one, "practical/P01/S9/1/reason", Why{Code: "gap"})
	p.say("S9", ItemVetoed, one, "practical/P01/S9/2/veto", Veto{Veto: true, Code: "power"})
	p.say("S9", ItemNote, one, "practical/P01/S9/1/note", Note{Source: "self"})
	got := p.fold().Sheets[Practical]
	if len(got) != 2 || got[0].Staff != "S9" || got[1].Staff != "S10" {
		t.Fatalf("sheets %+v, want S9 before S10", got)
	}
	s9, s10 := got[0], got[1]
	if s9.Sent || s9.Total != 100 || !s9.Veto || !s9.Items[2].Veto || s9.Items[2].Reason.Code != "power" || s9.Items[2].Scored {
		t.Errorf("S9: %+v", s9)
	}
	if m := s9.Items[1]; m.Why.Code != "gap" || m.Note.Source != "self" || len(m.Facts) != 3 || !m.Scored {
		t.Errorf("S9 item 1: %+v", m)
	}
	if !s10.Sent || s10.Total != 700 || s10.Veto || s10.Session != "P01" {
		t.Errorf("S10: %+v", s10)
	}
	p.say("S9", ItemVetoed, one, "practical/P01/S9/2/veto", Veto{})
	if s := p.fold().Sheets[Practical][0]; s.Veto {
		t.Error("a veto taken back still stands")
	}
}

// Handed in, a sheet stands until it is taken back (look 6.4 Undo).
func TestSheetAfterHandingIn(t *testing.T) {
	p := examinee{newLaptop("a")}
	p.sheet("S07", true, 300)
	late := p.say("S07", ItemScored, one, "practical/P01/S07/1", Score{Score: 350})
	s := p.fold()
	if s.Sheets[Practical][0].Total != 300 || s.NotAdopted[late.ID] != SetAsideAfterSent {
		t.Fatalf("after handing in: total %v, set aside %v", s.Sheets[Practical][0].Total, s.NotAdopted)
	}
	p.say("S07", ScoresTaken, one, "practical/P01/S07/sent", Why{Code: "slip"})
	p.say("S07", ItemScored, one, "practical/P01/S07/1", Score{Score: 340})
	if got := p.fold().Sheets[Practical][0]; got.Sent || got.Total != 340 {
		t.Errorf("taken back: %+v", got)
	}
	p.say("S07", ScoresSent, one, "practical/P01/S07/sent", Handover{Count: 1, Total: 340})
	if got := p.fold().Sheets[Practical][0]; !got.Sent {
		t.Error("handed in again, it is in")
	}
}

// rules of candidaterule.go, one line each: what is said last, and why it is set aside.
func TestCandidateRules(t *testing.T) {
	for _, tt := range []struct {
		why   string
		by    StaffID
		kind  Kind
		about string
		body  any
		want  string
	}{
		{"another's item", "S08", ItemScored, "practical/P01/S07/1", Score{Score: 1}, SetAsideNotOwn},
		{"another's theory entry", "S08", TheoryEntered, "theory/T01/S07", Score{Score: 1}, SetAsideNotOwn},
		{"an entry in the import's slot", "S08", TheoryEntered, "theory/T01/import", Score{Score: 1}, SetAsideForm},
		{"an import in an entry's slot", "S08", TheoryScored, "theory/T01/S08", Score{Score: 1}, SetAsideForm},
		{"another's handing in", "S08", ScoresSent, "practical/P01/S07/sent", Handover{}, SetAsideNotOwn},
		{"taking back what is not in", "S07", ScoresTaken, "practical/P01/S07/sent", Why{}, SetAsideNotSent},
		{"a kind in another's slot", "S07", ItemScored, "checkin/theory", Score{}, SetAsideForm},
		{"an item without a number", "S07", ItemScored, "practical/P01/S07/x", Score{}, SetAsideForm},
		{"an item numbered 01", "S07", ItemScored, "practical/P01/S07/01", Score{}, SetAsideForm},
		{"an item of nobody", "S07", ItemScored, "practical/P01", Score{}, SetAsideForm},
		{"a mark of no kind", "S07", ItemNote, "practical/P01/S07/1/memo", Note{}, SetAsideForm},
		{"a decision about nothing", "S17", ViolationDecided, "violation/1/decision", Decision{}, SetAsideUnknown},
		{"an approval of nothing", "S17", CorrectionApproved, "correction/theory", Approval{}, SetAsideProposal},
	} {
		p := examinee{newLaptop("a")}
		f := p.say(tt.by, tt.kind, one, tt.about, tt.body)
		if got := p.fold().NotAdopted[f.ID]; got != tt.want {
			t.Errorf("%s: %q, want %q", tt.why, got, tt.want)
		}
	}
}

func TestTheoryEntries(t *testing.T) {
	p := examinee{newLaptop("a")}
	p.say("S10", TheoryEntered, one, "theory/T01/S10", Score{Score: 780})
	p.say("S9", TheoryEntered, one, "theory/T01/S9", Score{Score: 785})
	p.say("S01", TheoryScored, one, "theory/T01/import", Score{Score: 790})
	p.say("S10", TheoryEntered, one, "theory/T01/S10", Score{Score: 785})
	var got []string
	for _, e := range p.fold().Theory["T01"] {
		got = append(got, string(e.Staff)+"="+e.Score.String())
	}
	if want := []string{"=79.0", "S9=78.5", "S10=78.5"}; !slices.Equal(got, want) {
		t.Errorf("entries %v, want %v", got, want)
	}
}

func TestViolations(t *testing.T) {
	p := examinee{newLaptop("a")}
	p.say("S01", ViolationSeen, one, "violation/2", Violation{Session: "T01", Code: "K02"})
	p.say("S01", ViolationSeen, one, "violation/1", Violation{Session: "T01", Code: "K16"})
	p.say("S17", ViolationDecided, one, "violation/2/decision", Decision{Void: []Component{Theory}, Reason: "phone"})
	v := p.fold().Violations
	if len(v) != 2 || v[0].No != 1 || v[0].Decided || v[0].Code != "K16" || v[0].By != "S01" {
		t.Fatalf("violations %+v", v)
	}
	if !v[1].Decided || v[1].Decider != "S17" || !slices.Equal(v[1].Decision.Void, []Component{Theory}) {
		t.Errorf("decided %+v", v[1])
	}
}

// A correction needs two people (notice 9.3); each later one starts from the last.
func TestCorrections(t *testing.T) {
	p := examinee{newLaptop("a")}
	about := "correction/practical"
	first := p.say("S07", CorrectionProposed, one, about, Correction{Component: Practical, Old: 700, New: 710, Code: "slip"})
	own := p.say("S07", CorrectionApproved, one, about, Approval{Proposal: first.ID})
	s := p.fold()
	if c := s.Corrections[Practical]; len(c) != 1 || c[0].Approver != "" || s.NotAdopted[own.ID] != SetAsideSame {
		t.Fatalf("approved by the proposer: %+v, %v", c, s.NotAdopted)
	}
	p.say("S17", CorrectionApproved, one, about, Approval{Proposal: first.ID})
	second := p.say("S08", CorrectionProposed, one, about, Correction{Component: Practical, Old: 710, New: 720, Code: "sum"})
	stray := p.say("S17", CorrectionApproved, one, about, Approval{Proposal: first.ID})
	s = p.fold()
	c := s.Corrections[Practical]
	if len(c) != 2 || c[0].Approver != "S17" || c[0].Proposer != "S07" || c[0].New != 710 || c[1].Approver != "" || c[1].Proposed != second.ID {
		t.Errorf("corrections %+v", c)
	}
	if s.NotAdopted[stray.ID] != SetAsideProposal {
		t.Errorf("approving what was replaced: %v", s.NotAdopted)
	}
}

// Two corrections made apart: neither counts until one is chosen, then that alone.
func TestCorrectionsInConflict(t *testing.T) {
	a, b := examinee{newLaptop("a")}, examinee{newLaptop("b")}
	approve := func(p examinee, by StaffID, to Tenths) Fact {
		f := p.say(by, CorrectionProposed, one, "correction/theory", Correction{Component: Theory, Old: 600, New: to})
		return p.say("S17", CorrectionApproved, one, "correction/theory", Approval{Proposal: f.ID})
	}
	approve(a, "S07", 610)
	right := approve(b, "S08", 620)
	a.take(b.laptop)
	if s := a.fold(); len(s.Conflicts) != 1 || len(s.Corrections[Theory]) != 0 {
		t.Fatalf("in conflict: %+v", s.Corrections)
	}
	a.say("S17", ConflictSettled, one, "correction/theory", Settlement{Holds: right.ID})
	if c := a.fold().Corrections[Theory]; len(c) != 1 || c[0].New != 620 {
		t.Errorf("settled: %+v", c)
	}
}

func TestWhatFollowsJudging(t *testing.T) {
	p := examinee{newLaptop("a")}
	total := Tenths(800)
	f := p.say("S17", ResultConfirmed, one, "result", Confirmed{Total: &total, Qualified: true, Reasons: []string{}, Rests: []ID{}})
	p.say("S17", CertificateGiven, one, "certificate", Certificate{Number: "Y000051001064263000001", Issued: "2026-12-28"})
	p.say("device/1", UploadVerdict, one, "upload", Verdict{Verdict: "unknown"})
	p.say("device/1", UploadVerdict, one, "upload", Verdict{Verdict: "accepted", Code: "OK"})
	s := p.fold()
	if s.Confirmed == nil || *s.Confirmed.Total != 800 || s.ConfirmedID != f.ID || s.ConfirmedBy != "S17" {
		t.Errorf("confirmed %+v", s.Confirmed)
	}
	if s.Certificate == nil || s.Certificate.Issued != "2026-12-28" || s.Verdict == nil || s.Verdict.Verdict != "accepted" {
		t.Errorf("certificate %+v, verdict %+v", s.Certificate, s.Verdict)
	}
}

// The roster row lists anew with each load and is never a conflict.
func TestRosterRowsAreNoSlot(t *testing.T) {
	a, b := examinee{newLaptop("a")}, examinee{newLaptop("b")}
	a.say("S17", CandidateListed, one, "listed", Listed[Candidate]{Load: "x", Row: Candidate{No: "1"}})
	b.say("S17", CandidateListed, one, "listed", Listed[Candidate]{Load: "y", Row: Candidate{No: "1", Name: "n"}})
	a.take(b.laptop)
	if s := a.fold(); len(s.Conflicts) != 0 || len(s.Facts) != 2 {
		t.Errorf("conflicts %v of %d facts", s.Conflicts, len(s.Facts))
	}
}

func TestCandidateWaits(t *testing.T) {
	a, b := examinee{newLaptop("a")}, examinee{newLaptop("b")}
	a.checkIn(Admitted, Theory, CheckIn{Session: "T01"})
	b.take(a.laptop)
	b.say("S07", TheoryEntered, one, "theory/T01/S07", Score{Score: 600})
	only := examinee{newLaptop("c")}
	only.takeLog(b.laptop)
	if s := only.fold(); len(s.Waiting) != 1 || len(s.Facts) != 0 || len(s.Theory) != 0 {
		t.Errorf("%d wait, theory %v", len(s.Waiting), s.Theory)
	}
}
