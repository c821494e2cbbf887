package exam

import (
	"reflect"
	"slices"
	"testing"
)

// Every part of a record that can change has a name for who must read it again.
func TestDifferences(t *testing.T) {
	edits := []struct {
		field string
		edit  func(*RecordContent)
		want  string
	}{
		{"Header", func(c *RecordContent) { c.Header.Exam = "another" }, "code:record.part.plan"},
		{"Fingerprint", func(c *RecordContent) { c.Fingerprint = "other" }, "code:record.part.plan"},
		{"Session", func(c *RecordContent) { c.Session.End = "11:00" }, "code:record.part.session"},
		{"Room", func(c *RecordContent) { c.Room.Place = "202" }, "code:record.part.session"},
		{"Subject", func(c *RecordContent) { c.Subject.Trade = "other" }, "code:record.part.session"},
		{"Revision", func(c *RecordContent) { c.Revision = 2 }, "code:record.part.revision"},
		{"OpenedAt", func(c *RecordContent) { c.OpenedAt = Time{Time: c.OpenedAt.AddDate(0, 0, 1)} }, "code:record.part.times"},
		{"ClosedAt", func(c *RecordContent) { c.ClosedAt = Time{Time: c.ClosedAt.AddDate(0, 0, 1)} }, "code:record.part.times"},
		{"Expected", func(c *RecordContent) { c.Expected = 13 }, "code:record.part.people"},
		{"Present", func(c *RecordContent) { c.Present = 11 }, "code:record.part.people"},
		{"Absent", func(c *RecordContent) { c.Absent = []CandidateNo{"1"} }, "code:record.part.people"},
		{"Late", func(c *RecordContent) { c.Late = []LateComer{{No: "1", Minutes: 4}} }, "code:record.part.people"},
		{"Fields", func(c *RecordContent) { c.Fields = map[string]string{"remarks": "停电"} }, "code:record.field.remarks"},
		{"Incidents", func(c *RecordContent) { c.Incidents = []NumberedIncident{{No: 1}} }, "code:record.part.incidents"},
		{"Violations", func(c *RecordContent) { c.Violations = []RoomViolation{{No: 1}} }, "code:record.part.incidents"},
		{"Visits", func(c *RecordContent) { c.Visits = []RoomVisit{{Staff: "S17"}} }, "code:record.part.incidents"},
		{"Video", func(c *RecordContent) { c.Video = []RoomCamera{{Camera: "A1"}} }, "code:record.part.video"},
		{"Scores", func(c *RecordContent) { c.Scores = []ScoreFact{{Staff: "S05", Count: 1}} }, "code:record.part.scores"},
		{"Signers", func(c *RecordContent) { c.Signers = []Signer{{Staff: "S05"}} }, "code:record.part.signers"},
	}
	base := RecordContent{Revision: 1, Expected: 12, Present: 12, Fields: map[string]string{"remarks": "正常"}}
	if d := base.Differences(base); len(d) != 0 {
		t.Errorf("the same content differs in %v", d)
	}
	named := map[string]bool{}
	for _, e := range edits {
		other := base
		e.edit(&other)
		named[e.field] = true
		if got := other.Differences(base); !slices.Equal(got, []string{e.want}) {
			t.Errorf("another %s gives %v, want %s", e.field, got, e.want)
		}
	}
	for i := range reflect.TypeFor[RecordContent]().NumField() {
		if f := reflect.TypeFor[RecordContent]().Field(i).Name; !named[f] {
			t.Errorf("%s of a record may change unseen", f)
		}
	}
}
