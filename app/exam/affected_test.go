package exam

import (
	"slices"
	"testing"
	"time"
)

// What a person had to do with each component, from a time on: by hand, S07 handed in at
// 10:00, admitted at 09:00, signed at 11:00.
func TestParts(t *testing.T) {
	j := fourScorers()
	nine, ten, eleven := At(start()), At(start().Add(time.Hour)), At(start().Add(2*time.Hour))
	c := present().withTheory(800).withSheets(t, "70", "72", "74", "78")
	c.Sheets[Practical][0].SentAt = ten
	c.Attendance[Practical] = Attendance{State: Present, By: "S07", When: nine, Fact: ID{2}}
	c.Arbitration[Practical] = &ArbitrationState{By: "S08", When: eleven, Fact: ID{5}}
	c.Theory["T01"][0].When = nine
	signed := map[Component][]SignedBy{Practical: {{By: "S07", When: eleven, Fact: ID{7}}}}
	for _, tt := range []struct {
		who  StaffID
		from Time
		comp Component
		want []string
	}{
		{"S07", Time{}, Practical, []string{PartAdmitted, PartScored, PartSigned}},
		{"S07", ten, Practical, []string{PartScored, PartSigned}},
		{"S07", eleven, Practical, []string{PartSigned}},
		{"S08", Time{}, Practical, []string{PartScored, PartArbitrated}},
		{"S01", Time{}, Theory, []string{PartEntered}},
		{"S01", ten, Theory, nil},
		{"S12", Time{}, Theory, nil},
	} {
		var got []string
		for _, p := range j.Parts(Disqualified{Disqualification: barring(tt.from), Staff: tt.who}, c, tt.comp, signed[tt.comp]) {
			got = append(got, p.What)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s from %v in %s: %q, want %q", tt.who, tt.from, tt.comp, got, tt.want)
		}
	}
	// Who was to score and cannot any more leaves a gap, until it is decided.
	d := Disqualified{Disqualification: barring(Time{}), Staff: "S23", Facts: []ID{{8}}}
	gone := present().withTheory(800).withSheets(t, "70", "72", "74")
	if p := j.Parts(d, gone, Practical, nil); len(p) != 1 || p[0].What != PartExpected || !p[0].Counts() {
		t.Errorf("a gap: %+v", p)
	}
	gone = gone.Decided(Practical, Reassessment{}.Standing(d.Facts, "S23"))
	if p := j.Parts(d, gone, Practical, nil); len(p) != 1 || !gone.Reassessed[Practical].Answers(d) {
		t.Errorf("decided: %+v", p)
	}
	if m := j.Combine(gone, Practical); shown(m.Final) != "72.0" {
		t.Errorf("70.0 72.0 74.0 are enough: %s", shown(m.Final))
	}
	file := &Fact{Event: Event{By: "S02", Wall: ten}}
	j.Sessions["T01"] = SessionState{FileAt: file}
	c.Theory["T01"] = []Entry{{Score: 800, Fact: ID{9}}}
	if p := j.Parts(Disqualified{Staff: "S02"}, c, Theory, nil); len(p) != 1 || p[0].What != PartImported || p[0].Counts() {
		t.Errorf("imported: %+v", p)
	}
}

// A session for re-assessment is whole, new, in a known room, and supervised.
func TestSessionNaming(t *testing.T) {
	p := fourScorers().Plan
	good := SessionNaming{Row: Session{No: "P09", Component: Practical, Subject: "W3", Room: "B", Date: "2026-12-20", Start: "09:00", End: "11:00"},
		Staff: []StaffID{"S31", "S32", "S33", "S12"}, Reason: "重新评定"}
	for want, edit := range map[string]func(*SessionNaming){
		"": func(*SessionNaming) {}, "no": func(n *SessionNaming) { n.Row.No = "P01" }, "component": func(n *SessionNaming) { n.Row.Component = Theory },
		"subject": func(n *SessionNaming) { n.Row.Subject = "Z" }, "room": func(n *SessionNaming) { n.Row.Room = "Z" },
		"date": func(n *SessionNaming) { n.Row.Date = "2026-02-30" }, "time": func(n *SessionNaming) { n.Row.End = "09:00" },
		"supervisor": func(n *SessionNaming) { n.Staff = n.Staff[:3] }, "staff": func(n *SessionNaming) { n.Staff = []StaffID{"S99"} },
		"reason": func(n *SessionNaming) { n.Reason = "" },
	} {
		n := good
		edit(&n)
		if got := n.Bad(p); got != want {
			t.Errorf("bad %q, want %q", got, want)
		}
	}
	l := newLaptop("a")
	l.say("S17", SessionNamed, "session/P09", "elsewhere", good)
	if NamedSession("P09", l.held) != nil {
		t.Error("named in another slot")
	}
	l.say("S17", SessionNamed, "session/P09", "named", good)
	n := NamedSession("P09", l.held)
	if n == nil {
		t.Fatal("not named")
	}
	before := len(p.Sessions)
	p.Named(*n)
	p.Named(*n)
	if len(p.Sessions) != before+1 || !p.scorersAre("P09", "S31", "S32", "S33") {
		t.Errorf("%d sessions, scorers %v", len(p.Sessions), p.scorers("P09", Practical))
	}
}

func (p Plan) scorersAre(in SessionNo, who ...StaffID) bool {
	return slices.Equal(p.scorers(in, Practical), who)
}
