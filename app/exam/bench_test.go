package exam

import (
	"fmt"
	"testing"
)

// scored is a candidate's usual day: admitted, entered twice, six items by each of
// three assessors, handed in: 24 events.
func scored() []Fact {
	l := newLaptop("a")
	on := "candidate/1"
	l.say("S01", Admitted, on, "checkin/practical", CheckIn{Session: "P01", Seat: 3})
	for _, who := range []StaffID{"S07", "S08", "S09"} {
		var rests []ID
		for item := 1; item <= 6; item++ {
			f := l.say(who, ItemScored, on, fmt.Sprintf("practical/P01/%s/%d", who, item), Score{Score: Tenths(100 + item)})
			rests = append(rests, f.ID)
		}
		l.say(who, ScoresSent, on, fmt.Sprintf("practical/P01/%s/sent", who), Handover{Count: 6, Total: 621, Rests: rests})
	}
	l.say("S10", TheoryEntered, on, "theory/T01/S10", Score{Score: 785})
	l.say("S11", TheoryEntered, on, "theory/T01/S11", Score{Score: 785})
	return l.held
}

func BenchmarkDecode(b *testing.B) {
	facts := scored()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := Decode(facts[i%len(facts)].Signed); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFoldCandidate(b *testing.B) {
	facts := scored()
	row := Candidate{No: "1"}
	b.ReportAllocs()
	for b.Loop() {
		if s := FoldCandidate(row, facts); len(s.Sheets[Practical]) != 3 {
			b.Fatal("three assessors scored")
		}
	}
}
