package exam

import (
	"slices"
	"testing"
	"time"
)

const t01 = "session/T01"

func foldT01(l *laptop) SessionState { return FoldSession(Session{No: "T01"}, l.held) }

// A session opened, closed, opened again and closed again, step by step.
func TestSessionStands(t *testing.T) {
	l := newLaptop("a")
	for i, tt := range []struct {
		kind           Kind
		by             StaffID
		status         SessionStatus
		opened, closed StaffID
	}{
		{"", "", SessionNotOpen, "", ""},
		{SessionOpened, "S01", SessionOpen, "S01", ""},
		{SessionClosed, "S02", SessionShut, "S01", "S02"},
		{SessionReopened, "S17", SessionOpen, "S01", ""},
		{SessionClosed, "S01", SessionShut, "S01", "S01"},
	} {
		if tt.kind != "" {
			l.say(tt.by, tt.kind, t01, "state", SessionChange{Absent: i})
		}
		s := foldT01(l)
		if s.Status != tt.status || s.OpenedBy != tt.opened || s.ClosedBy != tt.closed || s.Session.No != "T01" {
			t.Errorf("after %q: %s, opened by %q, closed by %q", tt.kind, s.Status, s.OpenedBy, s.ClosedBy)
		}
	}
	s := foldT01(l)
	if !s.OpenedAt.Equal(start().Add(time.Second)) || !s.ClosedAt.Equal(start().Add(4*time.Second)) {
		t.Errorf("opened %v, closed %v", s.OpenedAt, s.ClosedAt)
	}
}

func TestSessionRules(t *testing.T) {
	for _, tt := range []struct {
		why   string
		first Kind
		by    StaffID
		kind  Kind
		about string
		body  any
		want  int // facts that count
	}{
		{"closing what is not open", "", "S01", SessionClosed, "state", SessionChange{}, 0},
		{"reopening what is open", SessionOpened, "S01", SessionReopened, "state", SessionChange{}, 1},
		{"opening what is open", SessionOpened, "S02", SessionOpened, "state", SessionChange{Reason: "again"}, 1},
		{"handing in for another", "", "S01", TheorySubmitted, "theory/S02", Handover{}, 0},
		{"a lead in another slot", "", "S17", LeadNamed, "entrants", Naming{Staff: []StaffID{"S07"}}, 0},
		{"entrants in another slot", "", "S17", EntrantsNamed, "lead", Naming{}, 0},
		{"a file in another slot", "", "S17", TheoryImported, "file", FileImport{}, 0},
		{"a kind of another subject", "", "S17", ItemScored, "state", Score{}, 0},
	} {
		l := newLaptop("a")
		if tt.first != "" {
			l.say("S01", tt.first, t01, "state", SessionChange{})
		}
		l.say(tt.by, tt.kind, t01, tt.about, tt.body)
		s := foldT01(l)
		n := len(s.Submitted) + len(s.Entrants)
		if s.Status == SessionOpen && s.OpenedBy == "S01" && len(s.Conflicts) == 0 {
			n++
		}
		if s.GroupLead != "" || s.FileAt != nil || s.Status == SessionShut || n != tt.want {
			t.Errorf("%s: %+v", tt.why, s)
		}
	}
}

func TestSessionNames(t *testing.T) {
	l := newLaptop("a")
	l.say("S17", LeadNamed, t01, "lead", Naming{Staff: []StaffID{"S07"}})
	l.say("S17", LeadNamed, t01, "lead", Naming{Staff: []StaffID{"S08"}})
	l.say("S17", EntrantsNamed, t01, "entrants", Naming{Staff: []StaffID{"S01", "S02"}})
	in := l.say("S01", TheorySubmitted, t01, "theory/S01", Handover{Count: 30})
	file := l.say("S17", TheoryImported, t01, "theory-file", FileImport{File: "f", Count: 30})
	s := foldT01(l)
	if s.GroupLead != "S08" || !slices.Equal(s.Entrants, []StaffID{"S01", "S02"}) || s.Submitted["S01"].ID != in.ID ||
		len(s.Submitted) != 1 || s.FileAt == nil || s.FileAt.ID != file.ID {
		t.Errorf("%+v", s)
	}
}

// Two laptops open the same session: that is one opening. One closes while the
// other does not know: open until somebody settles it.
func TestSessionOnTwoLaptops(t *testing.T) {
	a, b := newLaptop("a"), newLaptop("b")
	a.say("S01", SessionOpened, t01, "state", SessionChange{})
	b.now = start().Add(time.Minute)
	b.say("S02", SessionOpened, t01, "state", SessionChange{})
	a.take(b)
	if s := foldT01(a); s.Status != SessionOpen || s.OpenedBy != "S01" || len(s.Conflicts) != 0 {
		t.Fatalf("opened twice: %+v", s)
	}
	b.say("S02", SessionReopened, t01, "state", SessionChange{}) // was not closed: set aside
	c := newLaptop("c")
	c.takeLog(b)
	shut := a.say("S01", SessionClosed, t01, "state", SessionChange{Absent: 2})
	c.say("S03", SessionClosed, t01, "state", SessionChange{Absent: 3})
	a.take(c)
	s := foldT01(a)
	if len(s.Conflicts) != 1 || s.Status != SessionShut {
		t.Fatalf("closed twice with other counts: %s, %+v", s.Status, s.Conflicts)
	}
	a.say("S17", ConflictSettled, t01, "state", Settlement{Holds: shut.ID})
	if s := foldT01(a); len(s.Conflicts) != 0 || s.ClosedBy != "S01" {
		t.Errorf("settled: %+v", s)
	}

	x, y := newLaptop("x"), newLaptop("y")
	x.say("S01", SessionOpened, t01, "state", SessionChange{})
	x.say("S01", SessionClosed, t01, "state", SessionChange{Absent: 1})
	y.say("S02", SessionOpened, t01, "state", SessionChange{})
	x.take(y)
	if s := foldT01(x); s.Status != SessionOpen || !s.ClosedAt.IsZero() || len(s.Conflicts) != 1 {
		t.Errorf("closed here, open there: %s, closed %v", s.Status, s.ClosedAt)
	}
}

// Domain 7.9: confirmed, in notice, published, in this order; confirming again
// starts over.
func TestFoldResults(t *testing.T) {
	l := newLaptop("a")
	check := func(why, stage string, until Date) {
		t.Helper()
		if s := FoldResults(l.held); s.Stage != stage || s.Until != until || len(s.Conflicts) != 0 {
			t.Errorf("%s: %+v", why, s)
		}
	}
	say := func(k Kind, s Stage) { l.say("S17", k, "results", "stage", s) }
	check("nothing", StageDrafted, "")
	say(ResultsNoticed, Stage{Until: "2026-12-28"})
	check("notice before confirming", StageDrafted, "")
	say(ResultsConfirmed, Stage{Count: 120})
	check("confirmed", StageConfirmed, "")
	say(ResultsPublished, Stage{})
	check("published before notice", StageConfirmed, "")
	say(ResultsNoticed, Stage{Until: "2026-12-28"})
	check("in notice", StageNoticed, "2026-12-28")
	say(ResultsPublished, Stage{})
	check("published", StagePublished, "")
	say(ResultsConfirmed, Stage{Count: 119})
	check("confirmed again after a correction", StageConfirmed, "")
}

func TestStagesApart(t *testing.T) {
	a, b := newLaptop("a"), newLaptop("b")
	a.say("S17", ResultsConfirmed, "results", "stage", Stage{Count: 120})
	b.take(a)
	a.say("S17", ResultsNoticed, "results", "stage", Stage{Until: "2026-12-28"})
	b.say("S17", ResultsConfirmed, "results", "stage", Stage{Count: 119})
	a.take(b)
	if s := FoldResults(a.held); s.Stage != StageConfirmed || len(s.Conflicts) != 1 {
		t.Errorf("%+v, want the earlier of the two", s)
	}
}
