package exam

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"
)

// loader lists a plan as the desk does: header, rows, then plan.loaded.
type loader struct {
	*laptop
	load string
	rows []Fact
}

func (l *loader) list(k Kind, on, about string, body any) {
	l.rows = append(l.rows, l.say("S17", k, on, about, body))
}

// plan lists a small plan, people and rooms out of order.
func (l *loader) plan(name string) {
	l.list(PlanHeader, "plan", "header", Listed[PlanHead]{Load: l.load, Row: PlanHead{Header: Header{Exam: name}, Scopes: []Scope{}}})
	for _, id := range []StaffID{"S10", "S9"} {
		l.list(StaffListed, "staff/"+string(id), "listed", Listed[Staff]{Load: l.load, Row: Staff{ID: id}})
	}
	l.list(RoomListed, "room/B", "listed", Listed[Room]{Load: l.load, Row: Room{No: "B"}})
	l.list(RoomListed, "room/A", "listed", Listed[Room]{Load: l.load, Row: Room{No: "A"}})
	l.list(SubjectListed, "subject/W3", "listed", Listed[Subject]{Load: l.load, Row: Subject{No: "W3"}})
	l.list(SessionListed, "session/T01", "listed", Listed[Session]{Load: l.load, Row: Session{No: "T01"}})
	l.list(RubricListed, "rubric/W3/practical", "listed", Listed[Rubric]{Load: l.load, Row: Rubric{Subject: "W3"}})
	for _, no := range []CandidateNo{"2", "1"} {
		l.list(CandidateListed, "candidate/"+string(no), "listed", Listed[Candidate]{Load: l.load, Row: Candidate{No: no}})
	}
}

// close says plan.loaded as of the rows listed.
func (l *loader) close(count int, digest string) {
	l.say("S17", PlanLoaded, "plan", "loaded", Loading{
		Load: l.load, Count: count, Digest: digest, Source: "src", Accepted: []Accepted{{Code: "ratio-low"}},
	})
}

// digest is written out here, apart from LoadDigest: SHA-256 over the raw ids.
func (l *loader) digest() string {
	var all []byte
	for _, f := range l.rows {
		all = append(all, f.ID[:]...)
	}
	h := sha256.Sum256(all)
	return hex.EncodeToString(h[:])
}

// parted gives what FoldRoster takes: events on plan, and the listed ones.
func parted(facts []Fact) (plan, rows []Fact) {
	for _, f := range facts {
		if f.On == "plan" {
			plan = append(plan, f)
		} else {
			rows = append(rows, f)
		}
	}
	return plan, rows
}

func TestRosterOfAWholeLoad(t *testing.T) {
	l := &loader{laptop: newLaptop("a"), load: "x"}
	l.plan("first")
	if r := FoldRoster(parted(l.held)); r.Loaded || r.Abandoned != 10 {
		t.Errorf("before plan.loaded: loaded %v, %d abandoned", r.Loaded, r.Abandoned)
	}
	l.close(10, l.digest())
	r := FoldRoster(parted(reversed(l.held)))
	if !r.Loaded || r.Load != "x" || r.Abandoned != 0 || r.Source != "src" || len(r.Accepted) != 1 || r.LoadedAt.IsZero() {
		t.Fatalf("roster %+v", r)
	}
	p := r.Plan
	if p.Header.Exam != "first" || p.Staff[0].ID != "S9" || p.Staff[1].ID != "S10" || p.Candidates[0].No != "1" {
		t.Errorf("people by id: %+v", p)
	}
	if p.Rooms[0].No != "B" || len(p.Subjects) != 1 || len(p.Sessions) != 1 || len(p.Rubrics) != 1 {
		t.Errorf("the rest in the order of the log: %+v", p)
	}
	if p.StaffName("S99") != "S99" {
		t.Error("somebody not listed goes by their id")
	}
}

// A load that does not add up is not in effect; the one before stays.
func TestRosterRefusesALoadThatDoesNotAddUp(t *testing.T) {
	for _, tt := range []struct {
		why  string
		last func(l *loader)
	}{
		{"a count too high", func(l *loader) { l.close(11, l.digest()) }},
		{"a row too many", func(l *loader) { l.close(9, l.digest()) }},
		{"another digest", func(l *loader) { l.close(10, "00") }},
		{"no name", func(l *loader) { l.load = ""; l.close(0, LoadDigest(nil)) }},
	} {
		l := &loader{laptop: newLaptop("a"), load: "x"}
		l.plan("first")
		l.close(10, l.digest())
		l.load, l.rows = "y", nil
		l.plan("second")
		tt.last(l)
		r := FoldRoster(parted(l.held))
		if !r.Loaded || r.Load != "x" || r.Plan.Header.Exam != "first" || r.Abandoned != 10 {
			t.Errorf("%s: %s, %d abandoned", tt.why, r.Load, r.Abandoned)
		}
	}
}

func TestRosterOfTheLastLoad(t *testing.T) {
	l := &loader{laptop: newLaptop("a"), load: "x"}
	l.plan("first")
	l.close(10, l.digest())
	l.load, l.rows = "y", nil
	l.plan("second")
	l.close(10, l.digest())
	r := FoldRoster(parted(l.held))
	if r.Load != "y" || r.Plan.Header.Exam != "second" || r.Abandoned != 0 || len(r.Plan.Candidates) != 2 {
		t.Errorf("%s with %d candidates, %d abandoned", r.Load, len(r.Plan.Candidates), r.Abandoned)
	}
}

// Rows slipped in from another log under the load's name do not count as its own.
func TestRosterRefusesRowsOfAnotherLog(t *testing.T) {
	l := &loader{laptop: newLaptop("a"), load: "x"}
	l.seq = 1 // so that seq 0 is the other log's alone
	l.plan("first")
	other := newLaptop("b")
	f := other.say("S17", CandidateListed, "candidate/9", "listed", Listed[Candidate]{Load: "x", Row: Candidate{No: "9"}})
	l.rows = append([]Fact{f}, l.rows...)
	l.held = append(l.held, f)
	l.close(11, l.digest())
	if r := FoldRoster(parted(l.held)); r.Loaded {
		t.Errorf("loaded %+v", r.Plan.Candidates)
	}
}

func TestLoadOf(t *testing.T) {
	for raw, want := range map[string]string{
		`{"load":"ab12","row":{}}`: "ab12", `{"load":"","row":{}}`: "", `{"row":{}}`: "", `{"load":"a\"b"}`: "", `{}`: "", ``: "",
	} {
		if got := loadOf(Fact{Event: Event{Body: []byte(raw)}}); got != want {
			t.Errorf("%s: %q, want %q", raw, got, want)
		}
	}
}
