package exam

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// tallied counts candidates 1, 2, … of W3, each with the given three totals.
func tallied(t *testing.T, totals ...string) Stats {
	t.Helper()
	j := testJudge()
	j.Policy.AssessorOff, j.Policy.AssessorMin = 50, 10
	for i := range j.Plan.Sessions {
		s := j.Sessions[j.Plan.Sessions[i].No]
		s.Session = j.Plan.Sessions[i]
		j.Sessions[s.Session.No] = s
	}
	// Only S07, S08 and S09 score.
	j.Plan.Staff = slices.DeleteFunc(j.Plan.Staff, func(p Staff) bool { return p.Role == RoleBoardMember })
	tally := NewTally(j)
	for i, s := range totals {
		c := present().withTheory(700)
		c.No = CandidateNo(fmt.Sprint(i + 1))
		delete(c.Listed.Sessions, Review)
		c = c.withSheets(t, strings.Fields(s)...)
		tally.Add(c)
	}
	return tally.Stats()
}

// Means and differences by hand.
func TestAssessorMarks(t *testing.T) {
	many := func(s string, n int) []string { return slices.Repeat([]string{s}, n) }
	for _, tt := range []struct {
		why    string
		totals []string
		mean   [3]Tenths
		off    [3]Tenths
		tends  [3]string
	}{
		{"third gives 6.0 more; the first two are 3.0 below (70+76)÷2", many("70 70 76", 10),
			[3]Tenths{700, 700, 760}, [3]Tenths{-30, -30, 60}, [3]string{"", "", Lenient}},
		{"exactly 5.0 is not over the limit", many("70 70 75", 10),
			[3]Tenths{700, 700, 750}, [3]Tenths{-25, -25, 50}, [3]string{}},
		{"9 candidates are too few", many("70 70 76", 9),
			[3]Tenths{700, 700, 760}, [3]Tenths{-30, -30, 60}, [3]string{}},
		{"5.05 of 10 is over, though both round to 5.1 and 5.0 would not: 9 × 5.0 and one 5.5",
			append(many("70 70 75", 9), "70 70 75.5"), [3]Tenths{700, 700, 751}, [3]Tenths{-25, -25, 51}, [3]string{"", "", Lenient}},
		{"severe", many("70 70 63.9", 12), [3]Tenths{700, 700, 639}, [3]Tenths{31, 31, -61}, [3]string{"", "", Severe}},
	} {
		s := tallied(t, tt.totals...)
		sp := spreadOf(t, s, "W3", Practical)
		if len(sp.Assessors) != 3 {
			t.Fatalf("%s: %d assessors", tt.why, len(sp.Assessors))
		}
		for i, a := range sp.Assessors {
			if a.Mean != tt.mean[i] || a.Off != tt.off[i] || a.Tends != tt.tends[i] || len(a.Totals) != len(tt.totals) {
				t.Errorf("%s: %s mean %v off %v tends %q of %d, want %v %v %q", tt.why, a.Staff, a.Mean, a.Off, a.Tends, len(a.Totals), tt.mean[i], tt.off[i], tt.tends[i])
			}
		}
	}
}

func spreadOf(t *testing.T, s Stats, subject string, comp Component) ScoreSpread {
	t.Helper()
	for _, x := range s.Scores {
		if x.Subject.No == subject && x.Component == comp {
			return x
		}
	}
	t.Fatalf("no %s of %s", comp, subject)
	return ScoreSpread{}
}

// What is not in whole is in no chart: two of three sheets tell nothing of either.
func TestUnfinishedMarksStayHidden(t *testing.T) {
	s := tallied(t, "70 72", "80 80 80")
	sp := spreadOf(t, s, "W3", Practical)
	if len(sp.All) != 1 || sp.All[0] != 800 {
		t.Errorf("scores %v, want the finished 80.0 alone", sp.All)
	}
	for _, a := range sp.Assessors {
		if len(a.Totals) != 1 {
			t.Errorf("%s shows %v", a.Staff, a.Totals)
		}
	}
	if p := s.Subjects[0]; p.Open != 1 || p.Qualified != 1 {
		t.Errorf("open %d qualified %d, want 1 and 1", p.Open, p.Qualified)
	}
	// A spread over 10 waits for arbitration: its sheets are in, its score is not.
	s = tallied(t, "60 70 80")
	if sp = spreadOf(t, s, "W3", Practical); len(sp.All) != 0 || len(sp.Assessors) != 3 {
		t.Errorf("scores %v of %d assessors, want none of 3", sp.All, len(sp.Assessors))
	}
}

func TestTurnoutAndPassRate(t *testing.T) {
	j := testJudge()
	for _, row := range j.Plan.Sessions {
		s := j.Sessions[row.No]
		s.Session = row
		j.Sessions[row.No] = s
	}
	tally := NewTally(j)
	for i, st := range []CheckIn{{}, {Late: 8}} {
		c := present()
		c.No = CandidateNo(fmt.Sprint(i + 1))
		a := c.Attendance[Theory]
		a.CheckIn = st
		c.Attendance[Theory] = a
		tally.Add(c)
	}
	gone := present()
	gone.No = "3"
	gone.Attendance = map[Component]Attendance{Theory: {State: AbsentNow}, Practical: {State: AbsentNow}}
	tally.Add(gone)
	got := tally.Stats()
	// Room A has the theory session, B the practical, C the review, which nobody left.
	want := []Turnout{{"A", 3, 2, 1, 1}, {"B", 3, 2, 0, 1}, {"C", 3, 2, 0, 0}}
	if !slices.Equal(got.Rooms, want) {
		t.Errorf("rooms %v, want %v", got.Rooms, want)
	}
	if p := got.Subjects[0]; p.Open != 2 || p.Failed != 1 || p.All() != 3 {
		t.Errorf("%+v, want 2 open and the absent one failed", p)
	}
	// 37 of 50 is 74 %, 14 of 20 is 70 %, 1 of 8 is 12.5 %, half up; nobody is 0 %.
	for _, tt := range []struct{ q, all, want int }{{37, 50, 74}, {14, 20, 70}, {1, 8, 13}, {0, 0, 0}} {
		if p := (PassCount{Qualified: tt.q, Failed: tt.all - tt.q}); p.Percent() != tt.want {
			t.Errorf("%d of %d is %d %%, want %d", tt.q, tt.all, p.Percent(), tt.want)
		}
	}
}

func TestBands(t *testing.T) {
	s := ScoreSpread{All: []Tenths{430, 549, 550, 599, 600, 999, 1000}}
	got := s.Bands(50)
	want := map[Tenths]int{400: 1, 500: 1, 550: 2, 600: 1, 950: 2}
	if len(got) != 12 || got[0].From != 400 {
		t.Fatalf("%d bands from %v, want 12 from 40.0", len(got), got[0].From)
	}
	for _, b := range got {
		if b.N != want[b.From] {
			t.Errorf("band %v has %d, want %d", b.From, b.N, want[b.From])
		}
	}
	if high := (ScoreSpread{All: []Tenths{900}}).Bands(50); len(high) != 10 || high[0].From != 500 {
		t.Errorf("%d bands, want 10 from 50.0", len(high))
	}
	if (ScoreSpread{}).Bands(50) != nil {
		t.Error("no scores have no bands")
	}
}
