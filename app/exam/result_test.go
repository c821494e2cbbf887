package exam

import (
	"slices"
	"strings"
	"testing"
)

// Domain 7.1, 7.2, 7.5, 7.13: what each state of a candidate comes to. Totals by
// hand: 0.4 × theory + 0.6 × practical, half up once.
func TestResult(t *testing.T) {
	for _, tt := range []struct {
		why             string
		make            func(c CandidateState) CandidateState
		total           string
		qualified       bool
		final           bool
		reasons         string
		theory, practic string
	}{
		{"both passed: 32.40 + 46.08 = 78.48", func(c CandidateState) CandidateState {
			return c.withTheory(810).withSheets(t, "77.0", "79.5", "74.0")
		}, "78.5", true, true, "", "81.0", "76.8"},
		{"both exactly at the pass mark", func(c CandidateState) CandidateState {
			return c.withTheory(600).withSheets(t, "60", "60", "60")
		}, "60.0", true, true, "", "60.0", "60.0"},
		{"a tenth below in theory; the total decides nothing", func(c CandidateState) CandidateState {
			return c.withTheory(599).withSheets(t, "90", "90", "90")
		}, "78.0", false, true, "below-pass-theory", "59.9", "90.0"},
		{"both below", func(c CandidateState) CandidateState {
			return c.withTheory(500).withSheets(t, "50", "50", "50")
		}, "50.0", false, true, "below-pass-theory below-pass-practical", "50.0", "50.0"},
		{"veto shows its raw score and fails", func(c CandidateState) CandidateState {
			return c.withTheory(810).withSheets(t, "77.0!", "79.5!", "74.0!")
		}, "78.5", false, true, "veto-practical", "81.0", "76.8"},
		{"veto and below the mark", func(c CandidateState) CandidateState {
			return c.withTheory(810).withSheets(t, "50!", "50!", "50!")
		}, "62.4", false, true, "veto-practical below-pass-practical", "81.0", "50.0"},
		{"absent is a word, never 0", func(c CandidateState) CandidateState {
			c.Attendance[Practical] = Attendance{State: AbsentNow}
			return c.withTheory(810)
		}, "–", false, true, "absent-practical", "81.0", "–"},
		{"absent from both", func(c CandidateState) CandidateState {
			c.Attendance[Theory], c.Attendance[Practical] = Attendance{State: AbsentNow}, Attendance{State: AbsentNow}
			return c
		}, "–", false, true, "absent-theory absent-practical", "–", "–"},
		{"void by decision, though there is a score", func(c CandidateState) CandidateState {
			c.Violations = []Seen{{No: 1, Decided: true, Decision: Decision{Void: []Component{Theory}}}}
			return c.withTheory(810).withSheets(t, "70", "70", "70")
		}, "–", false, true, "void-theory", "–", "70.0"},
		{"a violation that was decided to void nothing", func(c CandidateState) CandidateState {
			c.Violations = []Seen{{No: 1, Decided: true, Decision: Decision{Void: []Component{}}}, {No: 2}}
			return c.withTheory(700).withSheets(t, "70", "70", "70")
		}, "70.0", true, true, "", "70.0", "70.0"},
		{"nothing scored yet", func(c CandidateState) CandidateState { return c }, "–", false, false, "open-theory open-practical", "–", "–"},
		{"not come yet, whatever was entered", func(c CandidateState) CandidateState {
			delete(c.Attendance, Theory)
			return c.withTheory(810).withSheets(t, "70", "70", "70")
		}, "–", false, false, "open-theory", "–", "70.0"},
		{"waits for arbitration", func(c CandidateState) CandidateState {
			return c.withTheory(810).withSheets(t, "60", "70", "80")
		}, "–", false, false, "arbitration-practical", "81.0", "–"},
		{"entries disagree", func(c CandidateState) CandidateState {
			c = c.withTheory(810).withSheets(t, "70", "70", "70")
			c.Theory["T01"][1].Score = 801
			return c
		}, "–", false, false, "disagree-theory", "–", "70.0"},
		{"a conflict holds up its component", func(c CandidateState) CandidateState {
			c.Conflicts = []Conflict{{About: "checkin/theory"}}
			return c.withTheory(810).withSheets(t, "70", "70", "70")
		}, "–", false, false, "conflict", "–", "70.0"},
		{"about a violation, every component", func(c CandidateState) CandidateState {
			c.Conflicts = []Conflict{{About: "violation/1/decision"}}
			return c.withTheory(810).withSheets(t, "70", "70", "70")
		}, "–", false, false, "conflict", "–", "–"},
		{"about what follows judging, none", func(c CandidateState) CandidateState {
			c.Conflicts = []Conflict{{About: "upload"}, {About: "certificate"}, {About: "result"}}
			return c.withTheory(700).withSheets(t, "70", "70", "70")
		}, "70.0", true, true, "", "70.0", "70.0"},
	} {
		r := testJudge().Result(tt.make(present()))
		if shown(r.Total) != tt.total || r.Qualified != tt.qualified || r.Final != tt.final || strings.Join(r.Reasons, " ") != tt.reasons {
			t.Errorf("%s: total %s qualified %v final %v reasons %q", tt.why, shown(r.Total), r.Qualified, r.Final, r.Reasons)
		}
		if shown(r.Parts[Theory].Score) != tt.theory || shown(r.Parts[Practical].Score) != tt.practic {
			t.Errorf("%s: theory %s practical %s", tt.why, shown(r.Parts[Theory].Score), shown(r.Parts[Practical].Score))
		}
	}
}

// 二级 adds the review (notice 7.1): 0.3 × 74.5 + 0.5 × 79.0 + 0.2 × 86.3 =
// 22.35 + 39.50 + 17.26 = 79.11.
func TestResultWithReview(t *testing.T) {
	c := present().withTheory(745)
	c.Listed.Subject = "E2"
	c = c.withSheets(t, "79", "79", "79")
	if r := testJudge().Result(c); r.Total != nil || r.Final || !slices.Equal(r.Reasons, []string{"open-review"}) {
		t.Errorf("without the review: %+v", r)
	}
	for i, who := range []StaffID{"S10", "S11"} {
		c.Sheets[Review] = append(c.Sheets[Review], Sheet{Staff: who, Session: "R01", Sent: true, SentID: ID{40, byte(i)}, Total: 863})
	}
	if r := testJudge().Result(c); shown(r.Total) != "79.1" || !r.Qualified {
		t.Errorf("total %s, %v", shown(r.Total), r.Reasons)
	}
}

func TestResultAttendedAndRests(t *testing.T) {
	c := present().withTheory(810).withSheets(t, "70", "70", "70")
	r := testJudge().Result(c)
	want := []ID{{1}, {2}, {11}, {12}, {20, 0}, {20, 1}, {20, 2}}
	if !r.Attended || !slices.Equal(r.Rests, want) {
		t.Errorf("attended %v, rests %v", r.Attended, r.Rests)
	}
	c.Attendance = map[Component]Attendance{Theory: {State: AbsentNow}}
	if r := testJudge().Result(c); r.Attended {
		t.Error("absent from one and not come to the other is not attended")
	}
	c.Listed.Subject = "none"
	if r := testJudge().Result(c); r.Qualified || r.Final || r.Total != nil {
		t.Errorf("a subject that the plan does not have: %+v", r)
	}
}

// Corrections hold for the score they were made for, one after another (notice 9.3).
func TestCorrectedOutcome(t *testing.T) {
	fix := func(old, new Tenths, approver StaffID) Correct {
		return Correct{Correction: Correction{Component: Practical, Old: old, New: new}, Proposer: "S07", Approver: approver, Proposed: ID{50, byte(old)}, Approved: ID{51, byte(old)}}
	}
	for _, tt := range []struct {
		why   string
		list  []Correct
		score string
	}{
		{"none", nil, "70.0"},
		{"waiting", []Correct{fix(700, 710, "")}, "70.0"},
		{"approved", []Correct{fix(700, 710, "S17")}, "71.0"},
		{"approved twice", []Correct{fix(700, 710, "S17"), fix(710, 590, "S17")}, "59.0"},
		{"stale: made for another score", []Correct{fix(690, 710, "S17")}, "70.0"},
		{"stale, then right", []Correct{fix(690, 710, "S17"), fix(700, 720, "S17")}, "72.0"},
	} {
		c := present().withTheory(800).withSheets(t, "70", "70", "70")
		c.Corrections[Practical] = tt.list
		o := testJudge().Outcome(c, Practical)
		if shown(o.Score) != tt.score || !o.Final {
			t.Errorf("%s: %s", tt.why, shown(o.Score))
		}
	}
	c := present().withTheory(800).withSheets(t, "70!", "70!", "70!")
	c.Corrections[Practical] = []Correct{fix(700, 900, "S17")}
	if r := testJudge().Result(c); r.Qualified || shown(r.Parts[Practical].Score) != "90.0" {
		t.Error("a corrected score does not lift a veto")
	}
}

func TestHalfUp(t *testing.T) {
	for _, tt := range []struct{ a, b, want int64 }{
		{5, 2, 3}, {4, 2, 2}, {7, 3, 2}, {8, 3, 3}, {0, 3, 0}, {1199, 2, 600}, {7848000, 10000, 785}, {7845000, 10000, 785},
		{7844999, 10000, 784}, {-5, 2, -2}, {-7, 2, -3}, {-1, 3, 0},
	} {
		if got := HalfUp(tt.a, tt.b); got != tt.want {
			t.Errorf("%d ÷ %d: %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}
