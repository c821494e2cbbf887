package exam

import (
	"testing"
)

// written is an event of a key at one place of a log; its time is never looked at.
func written(key, log string, seq uint64) Fact {
	f := Fact{ID: ID{byte(log[0]), byte(seq), key[0]}, Event: Event{Key: key, Log: log, Seq: seq, Kind: ItemScored, On: "candidate/1"}}
	return f
}

// revoke is a revocation said at one place of a log.
func revoke(by, log string, seq uint64, holder, key string, logs ...LogSeen) Fact {
	body := KeyRevocation{Holder: holder, Key: key, Code: "lost", Logs: append([]LogSeen{}, logs...)}
	return fact(Event{V: Version, Exam: "X", Log: log, Seq: seq, At: Stamp{Time: At(start())}, Wall: At(start()), By: "S01", Key: by,
		Auth: AuthPassphrase, Kind: KeyRevoked, On: KeySubject(holder), Abt: "revoked/" + key, Seen: []ID{}}, body)
}

func admitLate(by, log string, seq uint64, of ID) Fact {
	return fact(Event{V: Version, Exam: "X", Log: log, Seq: seq, At: Stamp{Time: At(start())}, Wall: At(start()), By: "S01", Key: by,
		Auth: AuthPassphrase, Kind: LateAdmitted, On: "staff/S07", Abt: "admitted/" + of.String(), Seen: []ID{}}, LateAdmission{Event: of})
}

func byLead(f Fact) bool { return f.Key == "lead" }

// What a revocation lets stand (record.md 7), by hand: it is said in log a at number 10,
// and its writer held 5 events of log b.
func TestLateByHand(t *testing.T) {
	said := revoke("lead", "a", 10, "S07", "old", LogSeen{Log: "b", Size: 5})
	opened := Fact{ID: ID{1}, Event: Event{Kind: LogOpened, Log: "b", Seq: 0, Key: "dev"}}
	stolen := revoke("lead", "a", 10, "device/d", "dev", LogSeen{Log: "b", Size: 5})
	for _, tt := range []struct {
		why   string
		facts []Fact
		of    Fact
		want  bool
	}{
		{"in front of it in its log", []Fact{said}, written("old", "a", 9), false},
		{"behind it in its log", []Fact{said}, written("old", "a", 11), true},
		{"the last event of another log that was held", []Fact{said}, written("old", "b", 4), false},
		{"the first that was not", []Fact{said}, written("old", "b", 5), true},
		{"a log that was not held at all", []Fact{said}, written("old", "c", 0), true},
		{"another key of the same person", []Fact{said}, written("new", "a", 11), false},
		{"a revocation that an assessor signed", []Fact{revoke("other", "a", 10, "S07", "old")}, written("old", "a", 11), false},
		{"a revocation on another person", []Fact{on(said, "staff/S08")}, written("old", "a", 11), false},
		{"a second revocation that held more lets no more stand", []Fact{said, revoke("lead", "a", 20, "S07", "old", LogSeen{Log: "b", Size: 9})}, written("old", "b", 6), true},
		{"nor does one that held less elsewhere let it stand", []Fact{said, revoke("lead", "c", 1, "S07", "old")}, written("old", "a", 9), true},
		{"a person's event in the log of a stolen laptop", []Fact{opened, stolen}, written("someone", "b", 5), true},
		{"which the lead held", []Fact{opened, stolen}, written("someone", "b", 4), false},
		{"a person's event on another laptop", []Fact{opened, stolen}, written("someone", "a", 40), false},
		{"a revocation that is itself late", []Fact{
			revoke("lead", "a", 3, "S01", "lead"), // the lead was enrolled anew
			revoke("lead", "c", 7, "S07", "old"),  // and the old key went on elsewhere
		}, written("old", "c", 9), false},
	} {
		for _, facts := range [][]Fact{tt.facts, reversed(tt.facts), append(reversed(tt.facts), tt.facts...)} {
			if got := FoldRevocations(facts, byLead).Late(tt.of); got != tt.want {
				t.Errorf("%s: late %v, want %v", tt.why, got, tt.want)
			}
		}
	}
}

func on(f Fact, subject string) Fact {
	f.On = subject
	return f
}

// One admission lets one event count; an assessor's admits nothing, nor does a late one.
func TestAdmittedByHand(t *testing.T) {
	said := revoke("lead", "a", 10, "S07", "old")
	late, other := written("old", "b", 1), written("old", "b", 2)
	for _, tt := range []struct {
		why  string
		more []Fact
		want bool
	}{
		{"by the lead", []Fact{admitLate("lead", "a", 11, late.ID)}, false},
		{"by somebody else", []Fact{admitLate("other", "a", 11, late.ID)}, true},
		{"by a lead's key that was replaced before", []Fact{revoke("lead", "a", 12, "S01", "lead"), admitLate("lead", "b", 11, late.ID)}, true},
	} {
		r := FoldRevocations(append([]Fact{said}, tt.more...), byLead)
		if r.Late(late) != tt.want {
			t.Errorf("%s: late %v, want %v", tt.why, r.Late(late), tt.want)
		}
		if _, in := r.Admitted(late); in == tt.want {
			t.Errorf("%s: admitted %v", tt.why, in)
		}
		if tt.want == false && !r.Late(other) {
			t.Errorf("%s: the event beside it was admitted too", tt.why)
		}
	}
}

// A book without revocations has no late evidence, and its facts are left alone.
func TestNothingRevoked(t *testing.T) {
	facts := []Fact{written("old", "a", 1)}
	stand, late := Revocations{}.Part(facts)
	if len(stand) != 1 || &stand[0] != &facts[0] || late != nil {
		t.Errorf("stand %v, late %v", stand, late)
	}
}
