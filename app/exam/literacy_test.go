package exam

import (
	"slices"
	"testing"
)

const onRated = "candidate/1"

func ratedRubric() Rubric {
	return Rubric{Subject: "W3", Component: Review, Items: []Item{
		{No: 1, Name: "职业道德", Full: 200, Sources: SourceWeights{Self: 20, Peer: 30, Poll: 50}},
		{No: 2, Name: "答辩", Full: 800},
	}}
}

// rated is a candidate of level 2 whose review two members scored: 60.0 and 66.0 for the
// defence, and each something of their own for the item that forms fill in.
func rated(t *testing.T, poll bool) (Judge, CandidateState) {
	t.Helper()
	l := newLaptop("a")
	say := func(source string, marks ...Tenths) {
		l.say("S16", LiteracyRated, onRated, AboutRating(1, source), Rating{Marks: marks})
	}
	say(SourceSelf, 950)
	say(SourcePeer, 900, 850, 880)
	if poll {
		say(SourcePoll, 800, 705)
	}
	l.say("S16", LiteracyRated, onRated, AboutRating(2, SourceSelf), Rating{Marks: []Tenths{1000}}) // an item of the board: counts for nothing
	l.say("S16", LiteracyRated, onRated, "literacy/1/friend", Rating{Marks: []Tenths{1000}})
	l.say("S16", LiteracyRated, onRated, AboutRating(3, SourcePoll), Rating{Marks: []Tenths{1001}})
	st := FoldCandidate(present().Listed, l.held)
	if len(st.NotAdopted) != 2 {
		t.Errorf("%d ratings set aside, want 2: no such source, and a mark over 100", len(st.NotAdopted))
	}
	c := present()
	c.ratings = st.ratings
	for i, x := range []struct {
		own, defence Tenths
	}{{200, 600}, {0, 660}} {
		who := []StaffID{"S11", "S12"}[i]
		c.Sheets[Review] = append(c.Sheets[Review], Sheet{Staff: who, Session: "R01", Sent: true, SentID: ID{9, byte(i)}, Total: x.own + x.defence,
			Items: map[int]ItemMark{1: {Scored: true, Score: x.own}, 2: {Scored: true, Score: x.defence}}})
	}
	j := testJudge()
	j.Plan.Rubrics = append(slices.Clone(j.Plan.Rubrics), ratedRubric())
	j.Plan.Staff = []Staff{{ID: "S11", Role: RoleBoardMember, Sessions: []SessionNo{"R01"}}, {ID: "S12", Role: RoleBoardMember, Sessions: []SessionNo{"R01"}}}
	return j, c
}

// By hand: peers 263.0 ÷ 3 = 87.67 → 87.7; poll 150.5 ÷ 2 = 75.25 → 75.3; 20 % of 95.0
// and 30 % of 87.7 and 50 % of 75.3 are 19.00 + 26.31 + 37.65 = 82.96 → 83.0; of 20.0
// full marks 16.6. With 60.0 and 66.0 the sheets have 76.6 and 82.6, their mean 79.6.
func TestFormsFillReviewItems(t *testing.T) {
	j, c := rated(t, true)
	f := c.FormScores(ratedRubric())
	if len(f) != 1 || shown(f[0].Mark) != "83.0" || shown(f[0].Score) != "16.6" || shown(f[0].Parts[1].Mean) != "87.7" || shown(f[0].Parts[2].Mean) != "75.3" {
		t.Fatalf("%+v", f)
	}
	for range 2 { // doing it again changes nothing
		m := j.Combine(c, Review)
		if shown(m.Final) != "79.6" || m.Sheets[0].Total != 766 || m.Sheets[1].Total != 826 || m.Spread != 60 {
			t.Errorf("final %s, totals %s %s", shown(m.Final), m.Sheets[0].Total, m.Sheets[1].Total)
		}
		c = c.WithForms(ratedRubric())
	}
	o := j.sheetOutcome(c, Review)
	if len(o.Rests) != 5 { // two sheets, three ratings
		t.Errorf("rests on %d events, want 5", len(o.Rests))
	}
	j, c = rated(t, false)
	if m := j.Combine(c, Review); m.Final != nil || !slices.Equal(m.FormsMissing, []int{1}) {
		t.Errorf("without a poll: final %s, missing %v", shown(m.Final), m.FormsMissing)
	}
	if o := j.sheetOutcome(c, Review); o.Reason != ReasonOpen || o.Final {
		t.Errorf("without a poll: %+v", o)
	}
}

func TestSourceWeights(t *testing.T) {
	for in, want := range map[string]SourceWeights{
		"":                 {},
		"自评20；互评30；民意测评50": {Self: 20, Peer: 30, Poll: 50},
		"个人自评 20，考核互评 80%": {Self: 20, Peer: 80},
		"单位评定100":          {Unit: 100},
		"民意测评：50、互评:50":    {Peer: 50, Poll: 50},
	} {
		if got, ok := ParseSourceWeights(in); !ok || got != want {
			t.Errorf("%q: %+v %t, want %+v", in, got, ok, want)
		}
	}
	for _, in := range []string{"自评20；互评30", "自评50；自评50", "自评", "100", "自评-20；互评120", "好评100", "自评0；互评100", "自评33.3；互评66.7"} {
		if got, ok := ParseSourceWeights(in); ok {
			t.Errorf("%q was read as %+v", in, got)
		}
	}
	if s := (SourceWeights{Self: 20, Poll: 80}).String(); s != "自评20；民意测评80" {
		t.Errorf("%q", s)
	}
	// A rubric of before reads and writes as it was.
	if b, err := Marshal(Item{No: 1, Full: 10}); err != nil || string(b) != `{"no":1,"module":"","name":"","standard":"","full":10,"veto":false}` {
		t.Errorf("%s, %v", b, err)
	}
}

// LiteracyLines explains the review of a rated candidate, for the words test.
func LiteracyLines(t *testing.T, poll bool) []Line {
	j, c := rated(t, poll)
	e := explainer{judge: j, c: c, comp: Review}
	e.component(j.Outcome(c, Review), 600)
	return e.lines
}
