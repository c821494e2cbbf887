package exam

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// fourScorers is the plan with a fourth assessor in P01 and three more for P09, and a
// policy that asks for three sheets.
func fourScorers() Judge {
	j := testJudge()
	j.Policy.MinAssessors = 3
	j.Plan.Staff = append(j.Plan.Staff, Staff{ID: "S23", Name: "癸", Role: RoleAssessor, Sessions: []SessionNo{"P01"}},
		Staff{ID: "S31", Name: "子", Role: RoleAssessor}, Staff{ID: "S32", Name: "丑", Role: RoleAssessor}, Staff{ID: "S33", Name: "寅", Role: RoleAssessor})
	return j
}

func decided(c CandidateState, comp Component, r Reassessment) CandidateState {
	if r.Reason == "" {
		r.Reason = "其余评分足够"
	}
	return c.Decided(comp, r)
}

// Sums by hand. Four sheets 70.0 72.0 74.0 78.0: 294.0 ÷ 4 = 73.5. Without S07 (70.0):
// 224.0 ÷ 3 = 74.67 → 74.7. Without S07 and S08 two are left, and three are asked for.
func TestReassessStands(t *testing.T) {
	j := fourScorers()
	c := present().withTheory(800).withSheets(t, "70", "72", "74", "78")
	if m := j.Combine(c, Practical); shown(m.Final) != "73.5" || m.Short {
		t.Fatalf("before: %s short %v", shown(m.Final), m.Short)
	}
	one := decided(c, Practical, Reassessment{}.Standing([]ID{{1}}, "S07"))
	m := j.Combine(one, Practical)
	if shown(m.Final) != "74.7" || len(m.Sheets) != 3 || m.Short {
		t.Errorf("without S07: %s of %d sheets", shown(m.Final), len(m.Sheets))
	}
	// 0.4 × 80.0 + 0.6 × 74.7 = 32.0 + 44.82 = 76.82 → 76.8.
	if r := j.Result(one); !r.Qualified || shown(r.Total) != "76.8" {
		t.Errorf("result: %+v", r)
	}
	two := decided(c, Practical, one.Reassessed[Practical].Standing([]ID{{2}}, "S08"))
	if m = j.Combine(two, Practical); m.Final != nil || !m.Short || !slices.Equal(two.Reassessed[Practical].Rests, []ID{{1}, {2}}) {
		t.Errorf("without two: %s short %v, rests %v", shown(m.Final), m.Short, two.Reassessed[Practical].Rests)
	}
	if r := j.Result(two); r.Final || !slices.Equal(r.Reasons, []string{"open-practical"}) {
		t.Errorf("too few: %+v", r)
	}
	// An admission alone leaves nobody's marks out.
	kept := decided(c, Practical, Reassessment{}.Standing([]ID{{1}}))
	if m = j.Combine(kept, Practical); shown(m.Final) != "73.5" {
		t.Errorf("nothing left out: %s", shown(m.Final))
	}
	if r := j.Result(decided(two, Practical, Reassessment{Choice: ReassessRestored})); !r.Final {
		t.Errorf("restored: %+v", r)
	}
}

// Scored again in P09: only those sheets count, and until they are in the component is
// open. 60.0 61.0 59.0: 180.0 ÷ 3 = 60.0. An arbitration of the first session is no longer
// one; of the second it is.
func TestReassessAgain(t *testing.T) {
	j := fourScorers()
	c := present().withTheory(800).withSheets(t, "70", "72", "74", "78")
	again := Reassessment{Choice: ReassessAgain, Without: []StaffID{"S07"}, Session: "P09", Scorers: []StaffID{"S31", "S32", "S33"}}
	c = decided(c, Practical, again)
	if m := j.Combine(c, Practical); m.Final != nil || !slices.Equal(m.Missing, again.Scorers) {
		t.Errorf("before they scored: %s, missing %v", shown(m.Final), m.Missing)
	}
	if r := j.Result(c); r.Final || r.Qualified {
		t.Errorf("open until scored again: %+v", r)
	}
	sheet := func(who StaffID, total string, id byte) Sheet {
		v := tenths(t, total)
		return Sheet{Staff: who, Session: "P09", Items: map[int]ItemMark{1: {Scored: true, Score: v}, 2: {Scored: true}}, Sent: true, SentID: ID{id}, Total: v}
	}
	scored := c
	scored.Sheets = map[Component][]Sheet{Practical: append(slices.Clone(c.Sheets[Practical]), sheet("S31", "60", 61), sheet("S32", "61", 62), sheet("S33", "59", 63))}
	if m := j.Combine(scored, Practical); shown(m.Final) != "60.0" || len(m.Sheets) != 3 {
		t.Errorf("scored again: %s of %d", shown(m.Final), len(m.Sheets))
	}
	apart := c
	apart.Sheets = map[Component][]Sheet{Practical: {sheet("S31", "60", 61), sheet("S32", "75", 62), sheet("S33", "59", 63)}}
	old := &ArbitrationState{Arbitration: Arbitration{Score: 900, Rests: []ID{{61}, {62}, {63}}}, By: "S08"}
	apart.Arbitration = map[Component]*ArbitrationState{Practical: old}
	if m := j.Combine(apart, Practical); !m.NeedsArbitration {
		t.Error("settled by an arbitration of the first session")
	}
	apart.arbitrations = map[sheetKey]*ArbitrationState{{component: Practical, session: "P09"}: {Arbitration: Arbitration{Score: 650, Rests: old.Rests}, By: "S31"}}
	if m := j.Combine(apart, Practical); shown(m.Final) != "65.0" {
		t.Errorf("arbitrated again: %s", shown(m.Final))
	}
}

// The arbitration of somebody left out settles nothing.
func TestReassessedArbitration(t *testing.T) {
	j := fourScorers()
	c := present().withTheory(800).withSheets(t, "60", "72", "74", "78")
	c.Arbitration[Practical] = &ArbitrationState{Arbitration: Arbitration{Score: 800, Rests: []ID{{20, 0}, {20, 1}, {20, 2}, {20, 3}}}, By: "S08"}
	if m := j.Combine(c, Practical); shown(m.Final) != "80.0" {
		t.Fatalf("arbitrated: %s", shown(m.Final))
	}
	// Without S08: 60.0 74.0 78.0, 18.0 apart, and nobody has settled that.
	if m := j.Combine(decided(c, Practical, Reassessment{}.Standing([]ID{{1}}, "S08")), Practical); !m.NeedsArbitration || m.Final != nil {
		t.Errorf("still arbitrated: %s", shown(m.Final))
	}
}

// A paper entered by somebody left out waits for another's entry; entered again by the two
// named for it, that counts, and a file that was imported does not.
func TestReassessTheory(t *testing.T) {
	j := testJudge()
	c := present().withTheory(800)
	if o := j.TheoryOutcome(decided(c, Theory, Reassessment{}.Standing([]ID{{1}}, "S01"))); o.Final || o.Reason != ReasonOpen {
		t.Errorf("one entry suffices: %+v", o)
	}
	again := decided(c, Theory, Reassessment{Choice: ReassessAgain, Without: []StaffID{"S01"}, Session: "T01", Scorers: []StaffID{"S02", "S31"}})
	if o := j.TheoryOutcome(again); o.Final {
		t.Errorf("before S31 entered: %+v", o)
	}
	again.Theory = map[SessionNo][]Entry{"T01": append(slices.Clone(c.Theory["T01"]), Entry{Score: 300, Fact: ID{9}}, Entry{Staff: "S31", Score: 800, Fact: ID{13}})}
	st := j.Sessions["T01"]
	st.Submitted, st.FileAt = map[StaffID]Fact{"S01": {}, "S02": {}, "S31": {}}, &Fact{}
	j.Sessions["T01"] = st
	if o := j.TheoryOutcome(again); !o.Final || *o.Score != 800 || !slices.Equal(o.Rests, []ID{{12}, {13}}) {
		t.Errorf("entered again: %+v", o)
	}
}

// A decision is whole or nothing, and in its own slot; two different ones at once hold the
// component up until one is chosen.
func TestReassessDecisions(t *testing.T) {
	good := Reassessment{Rests: []ID{{1}}, Without: []StaffID{"S07"}, Choice: ReassessStands, Reason: "够", Scorers: []StaffID{}}
	for want, edit := range map[string]func(*Reassessment){
		"choice": func(r *Reassessment) { r.Choice = "maybe" }, "reason": func(r *Reassessment) { r.Reason = "" },
		"session": func(r *Reassessment) { r.Session = "P09" }, "scorers": func(r *Reassessment) { r.Scorers = []StaffID{"S31"} },
		"without": func(r *Reassessment) { r.Choice = ReassessRestored }, "": func(*Reassessment) {},
	} {
		r := good
		edit(&r)
		if got := r.Bad(); got != want {
			t.Errorf("bad %q, want %q", got, want)
		}
	}
	twice := Reassessment{Choice: ReassessAgain, Reason: "够", Session: "P09", Without: []StaffID{"S07"}, Scorers: []StaffID{"S07"}}
	if twice.Bad() != "scorers" {
		t.Error("who is left out scores again")
	}
	p := examinee{newLaptop("a")}
	l, row := p.laptop, present().Listed
	l.say("S17", ReassessDecided, "candidate/1", "reassess/theory/x", good)
	l.say("S17", ReassessDecided, "candidate/1", "reassess/practical", Reassessment{Choice: ReassessStands})
	if s := FoldCandidate(row, l.held); len(s.Reassessed) != 0 || len(s.NotAdopted) != 2 {
		t.Errorf("adopted: %+v, %v", s.Reassessed, s.NotAdopted)
	}
	other := newLaptop("b")
	other.held = slices.Clone(l.held)
	l.say("S17", ReassessDecided, "candidate/1", "reassess/practical", good)
	bad := good
	bad.Without, bad.Reason = []StaffID{"S08"}, "另一台"
	other.say("S17", ReassessDecided, "candidate/1", "reassess/practical", bad)
	l.take(other)
	s := FoldCandidate(row, l.held)
	if k, is := s.disputed(Practical); !is || k.About != "reassess/practical" {
		t.Errorf("not disputed: %+v", s.Conflicts)
	}
	if _, is := s.disputed(Theory); is {
		t.Error("theory is held up too")
	}
}

// What became of a component is the same in whatever order events arrive, and whenever a
// disqualification itself arrives: the candidate's own events say it.
func TestReassessOrder(t *testing.T) {
	row, j := present().Listed, fourScorers()
	rapid.Check(t, func(t *rapid.T) {
		a, b := newLaptop("a"), newLaptop("b")
		a.say("S01", Admitted, "candidate/1", "checkin/practical", CheckIn{Session: "P01"})
		b.take(a)
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			l := []*laptop{a, b}[rapid.IntRange(0, 1).Draw(t, "laptop")]
			who := []StaffID{"S07", "S08", "S09", "S23", "S31"}[rapid.IntRange(0, 4).Draw(t, "who")]
			in := []SessionNo{"P01", "P09"}[rapid.IntRange(0, 1).Draw(t, "in")]
			switch rapid.IntRange(0, 4).Draw(t, "do") {
			case 0, 1:
				for item, v := range map[int]Tenths{1: 700, 2: 0} {
					l.say(who, ItemScored, "candidate/1", fmt.Sprintf("practical/%s/%s/%d", in, who, item), Score{v})
				}
				l.say(who, ScoresSent, "candidate/1", fmt.Sprintf("practical/%s/%s/sent", in, who), Handover{Rests: []ID{}})
			case 2:
				l.say("S17", ReassessDecided, "candidate/1", "reassess/practical", Reassessment{Rests: []ID{}, Without: []StaffID{who}, Choice: ReassessStands, Reason: "够", Scorers: []StaffID{}})
			case 3:
				l.say("S17", ReassessDecided, "candidate/1", "reassess/practical", Reassessment{Rests: []ID{}, Without: []StaffID{"S07"}, Choice: ReassessAgain, Reason: "重评", Session: "P09", Scorers: []StaffID{"S31"}})
			default:
				a.take(b)
				b.take(a)
			}
		}
		a.take(b)
		one := j.Result(FoldCandidate(row, a.held))
		for _, facts := range [][]Fact{reversed(a.held), rapid.Permutation(a.held).Draw(t, "order")} {
			if two := j.Result(FoldCandidate(row, facts)); fmt.Sprint(figures(one)) != fmt.Sprint(figures(two)) {
				t.Fatalf("%v, then %v", figures(one), figures(two))
			}
		}
	})
}

// figures is a result without pointers.
func figures(r Result) []any {
	o := r.Parts[Practical]
	return []any{shown(o.Score), o.Reason, o.Final, o.Rests, r.Reasons}
}
