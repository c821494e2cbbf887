package desk

import (
	"testing"

	"kaowu/app/exam"
)

// Domain 8: theory admits until 30 minutes after the start, practical until 15.
func TestDoor(t *testing.T) {
	const first, second, other = exam.CandidateNo("2026610001"), exam.CandidateNo("2026610002"), exam.CandidateNo("2026630001")
	w := newWorld(t, func(p *exam.Plan, _ *exam.Policy) { p.Candidates[5].Eligibility = "待核" })
	ctx, door := t.Context(), w.as("S01")
	admit := func(no exam.CandidateNo) func() error {
		return func() error { _, err := door.Admit(ctx, "T01", no); return err }
	}
	// Check-in begins 30 minutes before 09:00.
	w.clock.to("2026-12-19 08:29")
	w.refused("too-early", func() error { return door.OpenSession(ctx, "T01") })
	w.refused("session-not-open", admit(first))
	w.clock.to("2026-12-19 08:30")
	w.wrote(func() error { return door.OpenSession(ctx, "T01") }, `session.opened session/T01 state {"reason":"","absent":0}`)
	w.refused("session-open", func() error { return door.OpenSession(ctx, "T01") })

	w.wrote(admit(first), `checkin.admitted candidate/2026610001 checkin/theory {"session":"T01","seat":1,"late":0,"drawn":false,"seed":"","reason":""}`)
	w.refused("already-in", admit(first))
	w.refused("unknown-candidate", admit("2026999999"))
	r := w.refused("wrong-session", admit(other))
	if r.Args["session"] != "T05" || r.Args["seat"] != 1 || r.Args["start"] != "16:00" {
		t.Errorf("the door must say where they belong: %v", r.Args)
	}
	w.refused("not-eligible", admit("2026610006"))
	w.refused("reason-missing", func() error { _, err := w.lead().AdmitByLead(ctx, "T01", "2026610006", ""); return err })
	w.wrote(func() error { _, err := w.lead().AdmitByLead(ctx, "T01", "2026610006", "证明已补交"); return err },
		`checkin.admitted candidate/2026610006 checkin/theory {"session":"T01","seat":6,"late":0,"drawn":false,"seed":"","reason":"证明已补交"}`)

	w.clock.to("2026-12-19 09:30") // the last minute
	w.wrote(admit(second), `checkin.admitted candidate/2026610002 checkin/theory {"session":"T01","seat":2,"late":30,"drawn":false,"seed":"","reason":""}`)
	w.clock.to("2026-12-19 09:31")
	if r := w.refused("late", admit("2026610003")); r.Args["minutes"] != 31 || r.Args["limit"] != 30 {
		t.Errorf("late by %v of %v", r.Args["minutes"], r.Args["limit"])
	}
	w.wrote(func() error { _, err := w.lead().AdmitByLead(ctx, "T01", "2026610003", "公交事故"); return err },
		`checkin.admitted candidate/2026610003 checkin/theory {"session":"T01","seat":3,"late":31,*`)

	undo := func(no exam.CandidateNo, why string) func() error {
		return func() error { return door.UndoAdmit(ctx, "T01", no, why) }
	}
	w.refused("reason-missing", undo(first, ""))
	w.refused("not-in", undo("2026610004", "wrong-person"))
	w.wrote(undo(first, "wrong-person"), `checkin.undone candidate/2026610001 checkin/theory {"session":"T01","seat":0,"late":0,"drawn":false,"seed":"","reason":"wrong-person"}`)

	// 0001 was taken back, 0004 and 0005 never came: three are absent (闭场即缺考).
	w.clock.to("2026-12-19 10:30")
	w.wrote(func() error { _, err := door.CloseSession(ctx, "T01"); return err },
		`checkin.absent candidate/2026610001 checkin/theory {"session":"T01",*`,
		`checkin.absent candidate/2026610004 checkin/theory {"session":"T01",*`,
		`checkin.absent candidate/2026610005 checkin/theory {"session":"T01",*`,
		`session.closed session/T01 state {"reason":"","absent":3}`)
	w.refused("session-closed", admit(first))
	w.refused("session-closed", func() error { _, err := door.CloseSession(ctx, "T01"); return err })
	w.refused("session-closed", func() error { return door.OpenSession(ctx, "T01") })

	w.refused("reason-missing", func() error { return w.lead().ReopenSession(ctx, "T01", "") })
	w.refused("session-not-closed", func() error { return w.lead().ReopenSession(ctx, "T05", "x") })
	w.wrote(func() error { return w.lead().ReopenSession(ctx, "T01", "漏签") }, `session.reopened session/T01 state {"reason":"漏签","absent":0}`)
	w.refused("marked-absent", admit("2026610004"))
	w.wrote(undo("2026610004", "other"), `checkin.undone candidate/2026610004 checkin/theory *`)
	w.must(door.EnterTheory(ctx, "T01", second, 700))
	w.refused("has-scores", undo(second, "other"))

	// Who is out of an exam's practical by decision stays out (domain 10).
	w.clock.to("2026-12-20 08:10")
	w.must(w.as("S05").OpenSession(ctx, "P01"))
	n, err := door.ReportViolation(ctx, second, exam.Violation{Session: "T01", Code: "K02", Facts: "手机"})
	w.must(err)
	w.must(w.lead().DecideViolation(ctx, second, n, exam.Decision{Void: []exam.Component{exam.Practical}, Reason: "取消资格"}))
	w.refused("barred", func() error { _, err := w.as("S05").Admit(ctx, "P01", second); return err })
}

// W3 has no 综合评审 (notice 7.1): nobody of it belongs into R01.
func TestDoorOfAnotherComponent(t *testing.T) {
	w := newWorld(t)
	w.open("R01")
	w.refused("not-this-component", func() error { _, err := w.as("S11").Admit(t.Context(), "R01", "2026610001"); return err })
}

// Design 4.2: by card, scanner, exam number, name or initials; several matches are
// shown, and only a whole number lets Enter admit.
func TestFind(t *testing.T) {
	w := newWorld(t, func(p *exam.Plan, _ *exam.Policy) {
		p.Candidates[0].Name, p.Candidates[1].Name, p.Candidates[6].Name = "曾小梅", "曾祥", "曾晓明"
		p.Candidates[0].IDNumber = "51050219900101123X"
	})
	w.open("T01")
	for _, tt := range []struct {
		why, query string
		want       []exam.CandidateNo
		exact      bool
	}{
		{"exam number", "2026610001", []exam.CandidateNo{"2026610001"}, true},
		{"ID card, small x", "51050219900101123x", []exam.CandidateNo{"2026610001"}, true},
		{"ID number with full-width digits", "５1050219900101123X", []exam.CandidateNo{"2026610001"}, true},
		{"the room's own people first", "曾", []exam.CandidateNo{"2026610001", "2026610002", "2026630001"}, false},
		{"initials, surname reading 曾 zeng", "zx", []exam.CandidateNo{"2026610001", "2026610002", "2026630001"}, false},
		{"initials, other reading ceng", "cxmei", nil, false},
		{"three initials", "zxm", []exam.CandidateNo{"2026610001", "2026630001"}, false},
		{"last four of an exam number", "0002", []exam.CandidateNo{"2026610002", "2026630002"}, false},
		{"nothing typed", "  ", nil, false},
		{"nobody", "zzzzqq", nil, false},
	} {
		found, err := w.as("S01").Find("T01", tt.query)
		w.must(err)
		var got []exam.CandidateNo
		for _, m := range found {
			got = append(got, m.No)
			if m.Exact != tt.exact {
				t.Errorf("%s: exact %v", tt.why, m.Exact)
			}
		}
		if len(got) != len(tt.want) {
			t.Errorf("%s: %v, want %v", tt.why, got, tt.want)
			continue
		}
		for i := range got {
			if got[i] != tt.want[i] {
				t.Errorf("%s: %v, want %v", tt.why, got, tt.want)
			}
		}
	}
}
