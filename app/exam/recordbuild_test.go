package exam

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// room is three expected candidates of T01 (one late, one absent, one not come) and
// one of another session.
func room() []CandidateState {
	at := func(no CandidateNo, session SessionNo, a Attendance) CandidateState {
		return CandidateState{
			No: no, Listed: Candidate{No: no, Name: "不印", Sessions: map[Component]SessionNo{Theory: session}},
			Attendance: map[Component]Attendance{Theory: a},
		}
	}
	late := at("3", "T01", Attendance{State: Present, CheckIn: CheckIn{Late: 7}})
	late.Violations = []Seen{
		{No: 1, Violation: Violation{Session: "T01", Code: "K02", Time: "10:00", Facts: "f"}, By: "S01"},
		{No: 2, Violation: Violation{Session: "P01", Code: "K08"}},
	}
	early := at("2", "T01", Attendance{State: Present})
	early.Violations = []Seen{{No: 1, Violation: Violation{Session: "T01", Code: "K16", Time: "09:30"}, By: "S02"}}
	return []CandidateState{late, at("4", "T01", Attendance{State: AbsentNow}), early, at("1", "T01", Attendance{}), at("9", "T02", Attendance{State: Present})}
}

func TestBuildRecord(t *testing.T) {
	p := testPlan()
	st := SessionState{Session: p.Sessions[0], OpenedAt: At(start())}
	rs := RecordState{Revision: 2, Fields: map[string]Field{"remarks": {Value: "x"}, "witnesses": {}}}
	c := BuildRecord(p, st, room(), rs, testPolicy(), "KF1")
	if c.Expected != 4 || c.Present != 2 || !slices.Equal(c.Absent, []CandidateNo{"4"}) || !slices.Equal(c.Late, []LateComer{{"3", 7}}) {
		t.Errorf("counts: %d expected, %d present, absent %v, late %v", c.Expected, c.Present, c.Absent, c.Late)
	}
	if len(c.Violations) != 2 || c.Violations[0].Candidate != "2" || c.Violations[1].By != "S01" {
		t.Errorf("violations %+v, want this session's by time", c.Violations)
	}
	if len(c.Fields) != 1 || c.Fields["remarks"] != "x" || c.Revision != 2 || c.Fingerprint != "KF1" || c.Room.Capacity != 30 || c.Subject.No != "W3" {
		t.Errorf("content %+v", c)
	}
	if c.Incidents == nil || c.Scores == nil || len(c.Signers) != 4 {
		t.Error("lists are never null, so that the digest has one form")
	}
	back := BuildRecord(p, st, []CandidateState{room()[3], room()[2], room()[1], room()[0], room()[4]}, rs, testPolicy(), "KF1")
	if back.Digest() != c.Digest() || len(c.Digest()) != 64 {
		t.Error("the order of people changes the digest")
	}
	back.Present++
	if back.Digest() == c.Digest() {
		t.Error("another content, the same digest")
	}
}

func TestRecordCountsSheetsHandedIn(t *testing.T) {
	p := testPlan()
	who := func(no CandidateNo, sent ...StaffID) CandidateState {
		c := CandidateState{No: no, Listed: Candidate{Sessions: map[Component]SessionNo{Practical: "P01"}}, Sheets: map[Component][]Sheet{}}
		for _, s := range sent {
			c.Sheets[Practical] = append(c.Sheets[Practical], Sheet{Staff: s, Session: "P01", Sent: true})
		}
		c.Sheets[Practical] = append(c.Sheets[Practical], Sheet{Staff: "S09", Session: "P01"}, Sheet{Staff: "S09", Session: "P02", Sent: true})
		return c
	}
	c := BuildRecord(p, SessionState{Session: p.Sessions[1]}, []CandidateState{who("1", "S10", "S7"), who("2", "S7")}, RecordState{}, testPolicy(), "")
	if want := []ScoreFact{{"S7", 2}, {"S10", 1}}; !slices.Equal(c.Scores, want) {
		t.Errorf("sheets %v, want %v", c.Scores, want)
	}
}

// Crockford's base32 by hand: zeros are 0, ones are Z; 0x0842108421 is
// 00001 eight times; 0x99eef is 10011 = K (19), 00111 = 7, 10111 = Q (23), 01111 = F
// (15).
func TestContentCode(t *testing.T) {
	for in, want := range map[string]string{
		"00000000000000000000":     "0000 0000 0000 0000",
		"ffffffffffffffffffffffff": "ZZZZ ZZZZ ZZZZ ZZZZ",
		"08421084210842108421":     "1111 1111 1111 1111",
		"99eef000000000000000":     "K7QF 0000 0000 0000",
		"9":                        "",
		"zz":                       "",
		"ffffffffffffffffff":       "",
		"":                         "",
	} {
		if got := ContentCode(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

// Two digests that differ in their first 80 bits have different codes.
func TestContentCodeTellsApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.StringMatching(`[0-9a-f]{64}`)
		a, b := d.Draw(t, "a"), d.Draw(t, "b")
		if (ContentCode(a) == ContentCode(b)) != (a[:20] == b[:20]) {
			t.Fatalf("%s and %s: %s and %s", a, b, ContentCode(a), ContentCode(b))
		}
	})
}

// Domain 9.7: what must be written before a record is frozen, by whom.
func TestMissingFields(t *testing.T) {
	list := func(fs []RecordField) (out []string) {
		for _, f := range fs {
			out = append(out, f.Name)
		}
		return out
	}
	super := []string{"check_identity", "check_staff", "check_rules", "check_independent", "check_recusal", "check_video", "supervisor_from", "supervisor_to", "verdict"}
	for _, tt := range []struct {
		comp       Component
		supervisor bool
		fields     map[string]string
		want       []string
	}{
		{Theory, false, nil, []string{"papers_received", "papers_used", "papers_returned", "openers", "opened", "seal_whole", "video"}},
		{Practical, false, nil, []string{"safety", "video"}},
		{Review, false, nil, []string{"video"}},
		{Review, false, map[string]string{"video": "yes"}, nil},
		{Theory, true, nil, super},
		{Practical, true, map[string]string{"verdict": "good"}, super[:8]},
	} {
		if got := list(MissingFields(RecordContent{Fields: tt.fields}, tt.comp, tt.supervisor)); !slices.Equal(got, tt.want) {
			t.Errorf("%s, supervisor %v: %v, want %v", tt.comp, tt.supervisor, got, tt.want)
		}
	}
}
