package exam

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// testPolicy holds the figures of domain 7: limit 10 points, dropping from five on.
func testPolicy() Policy {
	return Policy{SpreadLimit: 100, DropFrom: 5, SignOrder: []Role{RoleSupervisor, RoleSiteLead}}
}

// testPlan is one 三级 subject (40 % theory, 60 % practical) and one 二级 subject
// (30, 50, 20), with three assessors, three board members and two invigilators.
func testPlan() Plan {
	pass := map[Component]Tenths{Theory: 600, Practical: 600, Review: 600}
	p := Plan{
		Header: Header{Exam: "X"},
		Subjects: []Subject{
			{No: "W3", Level: 3, Weights: map[Component]Hundredths{Theory: 4000, Practical: 6000}, PassMarks: pass},
			{No: "E2", Level: 2, Weights: map[Component]Hundredths{Theory: 3000, Practical: 5000, Review: 2000}, PassMarks: pass},
		},
		Sessions: []Session{
			{No: "T01", Component: Theory, Subject: "W3", Room: "A"},
			{No: "P01", Component: Practical, Subject: "W3", Room: "B"},
			{No: "R01", Component: Review, Subject: "E2", Room: "C"},
		},
		Rooms: []Room{{No: "A", Capacity: 30}, {No: "B"}, {No: "C"}},
		Rubrics: []Rubric{{Subject: "W3", Component: Practical, Items: []Item{
			{No: 1, Name: "焊接质量", Full: 900}, {No: 2, Name: "安全操作", Full: 100, Veto: true},
		}}},
	}
	add := func(id StaffID, name string, r Role, in ...SessionNo) {
		p.Staff = append(p.Staff, Staff{ID: id, Name: name, Role: r, Sessions: in})
	}
	add("S01", "甲", RoleInvigilator, "T01")
	add("S02", "乙", RoleInvigilator, "T01")
	add("S07", "丙", RoleAssessor, "P01")
	add("S08", "丁", RoleSeniorAssessor, "P01")
	add("S09", "戊", RoleAssessor, "P01")
	add("S10", "己", RoleBoardMember, "R01", "P01")
	add("S11", "庚", RoleBoardMember, "R01")
	add("S12", "辛", RoleSupervisor, "T01", "P01")
	add("S17", "壬", RoleSiteLead)
	return p
}

func testJudge() Judge {
	return Judge{Plan: testPlan(), Policy: testPolicy(), Sessions: map[SessionNo]SessionState{
		"T01": {Submitted: map[StaffID]Fact{"S01": {}, "S02": {}}},
	}}
}

// present is candidate 1 of W3, admitted to both components.
func present() CandidateState {
	return CandidateState{
		No: "1",
		Listed: Candidate{No: "1", Subject: "W3", Sessions: map[Component]SessionNo{
			Theory: "T01", Practical: "P01", Review: "R01",
		}},
		Attendance: map[Component]Attendance{
			Theory: {State: Present, Fact: ID{1}}, Practical: {State: Present, Fact: ID{2}}, Review: {State: Present, Fact: ID{3}},
		},
		Theory: map[SessionNo][]Entry{}, Sheets: map[Component][]Sheet{},
		Arbitration: map[Component]*ArbitrationState{}, Corrections: map[Component][]Correct{},
	}
}

// withTheory gives two agreeing entries.
func (c CandidateState) withTheory(v Tenths) CandidateState {
	c.Theory["T01"] = []Entry{{Staff: "S01", Score: v, Fact: ID{11}}, {Staff: "S02", Score: v, Fact: ID{12}}}
	return c
}

// withSheets gives each total to the next of S07, S08, S09 …; a total with ! marks
// the veto item.
func (c CandidateState) withSheets(t *testing.T, totals ...string) CandidateState {
	t.Helper()
	for i, s := range totals {
		n, veto := strings.CutSuffix(s, "!")
		v := tenths(t, n)
		who := StaffID("S0" + string(rune('7'+i)))
		if i > 2 {
			who = StaffID("S2" + string(rune('0'+i)))
		}
		items := map[int]ItemMark{1: {Scored: true, Score: v}, 2: {Scored: true, Veto: veto}}
		if veto {
			items[2] = ItemMark{Scored: true, Veto: true, Reason: Why{Code: "live-work"}}
		}
		c.Sheets[Practical] = append(c.Sheets[Practical], Sheet{
			Staff: who, Session: "P01", Items: items, Sent: true, SentID: ID{20, byte(i)}, Total: v, Veto: veto,
		})
	}
	return c
}

// Domain 7.5–7.7, sums by hand.
func TestCombine(t *testing.T) {
	for _, tt := range []struct {
		why, totals                string
		mean, spread, high, low    string
		final, reason              string
		veto, needsArbitration     bool
		missing, expectedAtStation int
	}{
		{why: "mean 230.5 ÷ 3 = 76.83", totals: "77.0 79.5 74.0", mean: "76.8", spread: "5.5", final: "76.8", expectedAtStation: 3},
		{why: "230.3 ÷ 3 = 76.77", totals: "76.5 77.0 76.8", mean: "76.8", spread: "0.5", final: "76.8", expectedAtStation: 3},
		{why: "half up: 120.1 ÷ 2 = 60.05", totals: "60.0 60.1", mean: "60.1", spread: "0.1", final: "60.1", expectedAtStation: 2},
		{why: "119.9 ÷ 2 = 59.95, half up", totals: "59.9 60.0", mean: "60.0", spread: "0.1", final: "60.0", expectedAtStation: 2},
		{why: "spread of exactly the limit", totals: "70.0 75.0 80.0", mean: "75.0", spread: "10.0", final: "75.0", expectedAtStation: 3},
		{why: "a tenth over", totals: "70.0 75.0 80.1", mean: "75.0", spread: "10.1", final: "–", reason: WhySpread, needsArbitration: true, expectedAtStation: 3},
		{why: "four drop nobody", totals: "70 72 74 76", mean: "73.0", spread: "6.0", final: "73.0", expectedAtStation: 4},
		{why: "five drop 69 and 79; 71+72+74 = 217", totals: "71 79 72 69 74", mean: "72.3", spread: "10.0", high: "79.0", low: "69.0", final: "72.3", expectedAtStation: 5},
		{why: "five alike drop two sheets", totals: "80 80 80 80 80", mean: "80.0", spread: "0.0", high: "80.0", low: "80.0", final: "80.0", expectedAtStation: 5},
		{why: "the spread is of all sheets, dropped ones too", totals: "71 83 72 69 74", mean: "72.3", spread: "14.0", high: "83.0", low: "69.0", final: "–", reason: WhySpread, needsArbitration: true, expectedAtStation: 5},
		{why: "all veto", totals: "77! 78! 79!", mean: "78.0", spread: "2.0", final: "78.0", veto: true, expectedAtStation: 3},
		{why: "one vetoes without the others", totals: "77! 78 79", mean: "78.0", spread: "2.0", final: "–", reason: WhyVeto, needsArbitration: true, expectedAtStation: 3},
		{why: "two of three", totals: "77! 78! 79", mean: "78.0", spread: "2.0", final: "–", reason: WhyVeto, needsArbitration: true, expectedAtStation: 3},
		{why: "all veto and too far apart", totals: "60! 78! 79!", mean: "72.3", spread: "19.0", final: "–", reason: WhySpread, veto: true, needsArbitration: true, expectedAtStation: 3},
		{why: "one sheet missing", totals: "77 78", mean: "–", spread: "0.0", final: "–", missing: 1, expectedAtStation: 3},
		{why: "a single assessor", totals: "66.5", mean: "66.5", spread: "0.0", final: "66.5", expectedAtStation: 1},
	} {
		j := testJudge()
		j.Plan.Staff = nil
		for i := range tt.expectedAtStation {
			id := StaffID("S0" + string(rune('7'+i)))
			if i > 2 {
				id = StaffID("S2" + string(rune('0'+i)))
			}
			j.Plan.Staff = append(j.Plan.Staff, Staff{ID: id, Role: RoleAssessor, Sessions: []SessionNo{"P01"}})
		}
		m := j.Combine(present().withSheets(t, strings.Fields(tt.totals)...), Practical)
		if tt.high == "" {
			tt.high, tt.low = "–", "–"
		}
		if shown(m.Mean) != tt.mean || m.Spread.String() != tt.spread || shown(m.Final) != tt.final ||
			shown(m.DroppedHigh) != tt.high || shown(m.DroppedLow) != tt.low {
			t.Errorf("%s: mean %s spread %s final %s dropped %s, %s", tt.why, shown(m.Mean), m.Spread, shown(m.Final), shown(m.DroppedHigh), shown(m.DroppedLow))
		}
		if m.Why != tt.reason || m.Veto != tt.veto || m.NeedsArbitration != tt.needsArbitration || len(m.Missing) != tt.missing {
			t.Errorf("%s: why %q veto %v arbitration %v missing %v", tt.why, m.Why, m.Veto, m.NeedsArbitration, m.Missing)
		}
	}
}

// Different veto items, each marked by one: nobody agrees (design 4.4).
func TestVetoIsItemByItem(t *testing.T) {
	c := present().withSheets(t, "77!", "78!", "79!")
	c.Sheets[Practical][0].Items = map[int]ItemMark{1: {Scored: true, Veto: true}, 2: {Scored: true}}
	if m := testJudge().Combine(c, Practical); m.Veto || m.Why != WhyVeto || !m.NeedsArbitration {
		t.Errorf("%+v", m)
	}
}

func TestCombineCountsTheExpectedOnly(t *testing.T) {
	j := testJudge()
	c := present().withSheets(t, "70", "71", "72")
	stray := c.Sheets[Practical][0]
	stray.Staff, stray.Total = "S99", 0
	c.Sheets[Practical] = append(c.Sheets[Practical], stray)
	m := j.Combine(c, Practical)
	if want := []StaffID{"S07", "S08", "S09"}; !slices.Equal(m.Expected, want) || shown(m.Final) != "71.0" {
		t.Errorf("expected %v, final %s: a board member planned for a practical session does not score it", m.Expected, shown(m.Final))
	}
	if m := j.Combine(c, Review); !slices.Equal(m.Expected, []StaffID{"S10", "S11"}) || len(m.Missing) != 2 {
		t.Errorf("review: %+v", m)
	}
	c.Sheets[Practical][1].Sent = false
	if m := j.Combine(c, Practical); !slices.Equal(m.Missing, []StaffID{"S08"}) {
		t.Errorf("not handed in: %v", m.Missing)
	}
	c = present().withSheets(t, "70", "71", "72")
	delete(c.Sheets[Practical][2].Items, 2)
	if m := j.Combine(c, Practical); !slices.Equal(m.Missing, []StaffID{"S09"}) {
		t.Errorf("handed in with an empty item: %v", m.Missing)
	}
	c = present().withSheets(t, "70", "71", "72")
	c.Sheets[Practical][0].Session = "P09"
	if m := j.Combine(c, Practical); !slices.Equal(m.Missing, []StaffID{"S07"}) {
		t.Errorf("a sheet of another session: %v", m.Missing)
	}
}

// Arbitration replaces the mean and says whether the veto stands (domain 7.7).
func TestArbitration(t *testing.T) {
	rests := []ID{{20, 0}, {20, 1}, {20, 2}}
	for _, tt := range []struct {
		why    string
		totals []string
		a      Arbitration
		final  string
		veto   bool
		waits  bool
	}{
		{"settles a spread", []string{"60", "75", "80"}, Arbitration{Score: 700, Rests: rests}, "70.0", false, false},
		{"lets a veto stand", []string{"70!", "75", "78"}, Arbitration{Score: 720, Veto: true, Rests: rests}, "72.0", true, false},
		{"lifts a veto", []string{"70!", "75!", "78"}, Arbitration{Score: 720, Rests: rests}, "72.0", false, false},
		{"that judged other sheets does not count", []string{"60", "75", "80"}, Arbitration{Score: 700, Rests: rests[:2]}, "–", false, true},
		{"where none is needed does not count", []string{"74", "75", "76"}, Arbitration{Score: 990, Rests: rests}, "75.0", false, false},
	} {
		c := present().withSheets(t, tt.totals...)
		c.Arbitration[Practical] = &ArbitrationState{Arbitration: tt.a, By: "S08", Fact: ID{30}}
		m := testJudge().Combine(c, Practical)
		if shown(m.Final) != tt.final || m.Veto != tt.veto || m.NeedsArbitration != tt.waits {
			t.Errorf("%s: final %s veto %v waits %v", tt.why, shown(m.Final), m.Veto, m.NeedsArbitration)
		}
	}
}

// The mean lies between the lowest and the highest, and nobody's order changes it.
func TestCombineProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		totals := rapid.SliceOfN(rapid.IntRange(0, 1000), 1, 9).Draw(t, "totals")
		make := func(in []int) Combined {
			m := Combined{}
			for _, v := range in {
				m.Sheets = append(m.Sheets, Sheet{Total: Tenths(v)})
			}
			m.average(testPolicy())
			return m
		}
		m, back := make(totals), make(rapid.Permutation(totals).Draw(t, "order"))
		low, high := Tenths(slices.Min(totals)), Tenths(slices.Max(totals))
		if *m.Mean < low || *m.Mean > high || *m.Mean != *back.Mean || m.Spread != high-low {
			t.Fatalf("mean %v, other order %v, spread %v of %v", m.Mean, back.Mean, m.Spread, totals)
		}
		if want := len(totals) - 2; len(totals) >= 5 && len(m.Used) != want || len(totals) < 5 && len(m.Used) != len(totals) {
			t.Fatalf("%d used of %d", len(m.Used), len(totals))
		}
	})
}

// Design 4.3: import, or two people who agree.
func TestTheoryOutcome(t *testing.T) {
	entry := func(who StaffID, v Tenths) Entry { return Entry{Staff: who, Score: v, Fact: ID{byte(v)}} }
	for _, tt := range []struct {
		why       string
		entries   []Entry
		submitted []StaffID
		entrants  []StaffID
		file      bool
		score     string
		reason    string
	}{
		{"two agree", []Entry{entry("S01", 785), entry("S02", 785)}, []StaffID{"S01", "S02"}, nil, false, "78.5", ""},
		{"two differ", []Entry{entry("S01", 785), entry("S02", 758)}, []StaffID{"S01", "S02"}, nil, false, "–", ReasonDisagree},
		{"one only", []Entry{entry("S01", 785)}, []StaffID{"S01", "S02"}, nil, false, "–", ReasonOpen},
		{"the second has not handed in", []Entry{entry("S01", 785), entry("S02", 785)}, []StaffID{"S01"}, nil, false, "–", ReasonOpen},
		{"differing is not told before both have handed in", []Entry{entry("S01", 785), entry("S02", 758)}, []StaffID{"S01"}, nil, false, "–", ReasonOpen},
		{"only the named count", []Entry{entry("S01", 785), entry("S02", 785), entry("S03", 700)}, []StaffID{"S01", "S02", "S03"}, []StaffID{"S01", "S02"}, false, "78.5", ""},
		{"somebody not named is not the second", []Entry{entry("S01", 785), entry("S03", 785)}, []StaffID{"S01", "S03"}, []StaffID{"S01", "S02"}, false, "–", ReasonOpen},
		{"a third who differs, none named", []Entry{entry("S01", 785), entry("S02", 785), entry("S03", 700)}, []StaffID{"S01", "S02", "S03"}, nil, false, "–", ReasonDisagree},
		{"zero is a score", []Entry{entry("S01", 0), entry("S02", 0)}, []StaffID{"S01", "S02"}, nil, false, "0.0", ""},
		{"imported", []Entry{entry("", 790)}, nil, nil, true, "79.0", ""},
		{"imported before entries", []Entry{entry("", 790), entry("S01", 785), entry("S02", 785)}, []StaffID{"S01", "S02"}, nil, true, "79.0", ""},
		{"an import cut short does not count", []Entry{entry("", 790)}, nil, nil, false, "–", ReasonOpen},
		{"nothing", nil, nil, nil, false, "–", ReasonOpen},
	} {
		st := SessionState{Submitted: map[StaffID]Fact{}, Entrants: tt.entrants}
		for _, who := range tt.submitted {
			st.Submitted[who] = Fact{}
		}
		if tt.file {
			st.FileAt = &Fact{}
		}
		c := present()
		c.Theory["T01"] = tt.entries
		o := Judge{Sessions: map[SessionNo]SessionState{"T01": st}}.TheoryOutcome(c)
		if shown(o.Score) != tt.score || o.Reason != tt.reason || o.Final != (tt.reason == "") || o.Component != Theory {
			t.Errorf("%s: %s %q final %v, want %s %q", tt.why, shown(o.Score), o.Reason, o.Final, tt.score, tt.reason)
		}
	}
}
