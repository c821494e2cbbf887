package exam

import (
	"maps"
	"testing"
)

// Rows that were added or changed since the last revision are marked, with what they
// said; what was changed back, taken out or was there before is not.
func TestRecordRevised(t *testing.T) {
	b := book{newLaptop("a")}
	row := func(n string, in Incident) { b.say("S01", RecordIncident, rec, "incident/"+n, in) }
	at := func() Stamp { return b.held[len(b.held)-1].At }
	row("1", Incident{Code: "E02", Text: "停电"})
	row("2", Incident{Code: "E02", Text: "灯闪"})
	row("3", Incident{Code: "E02", Text: "误记"})
	row("3", Incident{Dropped: true})
	row("4", Incident{Code: "E02", Text: "噪声"})
	early := at()
	calm, loud := Visit{"市中心", "10:00", "10:10", "有序"}, Visit{"市中心", "11:00", "11:10", "嘈杂"}
	b.say("S17", VisitNoted, rec, "visit/S17/1", calm)
	if got := b.fold().Revised(nil); len(got.Incidents)+len(got.Violations) != 0 {
		t.Errorf("revision 1 has nothing before it: %+v", got)
	}
	b.freeze(1, "d1")
	b.reopen("addition")
	row("1", Incident{Code: "E02", Text: "停电 3 分钟"})
	row("2", Incident{Code: "E02", Text: "灯灭"})
	row("2", Incident{Code: "E02", Text: "灯闪"})
	row("3", Incident{Code: "E02", Text: "报警"})
	row("4", Incident{Dropped: true})
	row("5", Incident{Code: "E02", Text: "漏水"})
	b.say("S17", VisitNoted, rec, "visit/S17/2", loud)
	b.say("S18", VisitNoted, rec, "visit/S18/1", calm)
	late := at()
	people := []CandidateState{{No: "7", Violations: []Seen{
		{No: 1, At: early, Violation: Violation{Session: "T01"}},
		{No: 2, At: late, Violation: Violation{Session: "T01"}},
		{No: 3, At: late, Violation: Violation{Session: "P02"}},
	}}}
	want := map[int]Incident{1: {Code: "E02", Text: "停电"}, 3: {}, 5: {}}
	for range 2 { // while it is written, and once it is frozen
		got := b.fold().Revised(people)
		if !maps.Equal(got.Incidents, want) || !maps.Equal(got.Violations, map[RevisedViolation]bool{{"7", 2}: true}) {
			t.Errorf("revised %+v, want %+v and the second violation", got, want)
		}
		if !maps.Equal(got.Visits, map[RevisedVisit]bool{{"S17", loud}: true, {"S18", calm}: true}) {
			t.Errorf("visits %v", got.Visits)
		}
		b.freeze(2, "d2")
	}
	b.reopen("again")
	if got := b.fold().Revised(people); len(got.Incidents)+len(got.Violations)+len(got.Visits) != 0 {
		t.Errorf("revision 3 says nothing new yet: %+v", got)
	}
}
