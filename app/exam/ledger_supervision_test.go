package exam

import (
	"reflect"
	"strings"
	"testing"
)

// What a record says of its supervision (domain 9.8): the supervisor's own checks, not
// those that the room answers; each visit in the inspector's words.
func TestSupervise(t *testing.T) {
	checks := map[string]string{"check_identity": "identity", "check_staff": "badges", "check_video": "video", "safety": "safety", "": "rounds"}
	c := RecordContent{Session: Session{No: "P01", Component: Practical}, Signers: []Signer{{Staff: "S05", Name: "甲", As: RoleAssessor}, {Staff: "S14", Name: "乙", As: RoleSupervisor}}}
	if got := Supervise(c, checks); got != nil {
		t.Errorf("nobody wrote anything: %+v", got)
	}
	c.Fields = map[string]string{"check_identity": "yes", "check_staff": "no", "check_video": "na", "safety": "no", "supervisor_from": "08:50", "supervisor_to": "11:40", "verdict": "fair", "opinion": "已改正"}
	c.Visits = []RoomVisit{{Staff: "S16", Name: "丙", Visit: Visit{Unit: "省中心", From: "10:05", Until: "10:40", Findings: "有序"}}}
	want := []EntrySupervision{
		{Session: "P01", Component: Practical, Role: RoleSupervisor, Names: []string{"乙"}, From: "08:50", Until: "11:40", Yes: 1, No: []string{"badges"}, Verdict: "fair", Text: "已改正"},
		{Session: "P01", Component: Practical, Role: RoleInspector, Names: []string{"丙"}, From: "10:05", Until: "10:40", No: []string{}, Text: "有序"},
	}
	got := Supervise(c, checks)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\nwant %+v", got, want)
	}
	if e := (ExamEntry{Supervision: append(got, EntrySupervision{Verdict: "bad"})}); e.Poor() != 2 {
		t.Errorf("%d to put right, want the check answered no and the verdict 不规范", e.Poor())
	}
}

// An entry of an older program reads and writes as it was.
func TestEntryWithoutSupervision(t *testing.T) {
	raw, err := Marshal(ledgerEntry("A", "2026-12-19"))
	if err != nil || strings.Contains(string(raw), "supervision") {
		t.Errorf("%s, %v", raw, err)
	}
}
