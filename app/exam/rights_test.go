package exam

import (
	"strings"
	"testing"
)

// rightsByHand is the table of design 3 written a second time, by column: L site
// lead, I invigilator, A assessor, S senior assessor, B board member, Q supervisor,
// G group lead, V inspector; a dot is no.
const rightsByHand = `
Enroll             L.......
LoadPlan           L.......
OpenSession        LIASB...
CloseSession       LIASB...
ReopenSession      L.......
NameGroupLead      L.......
NameEntrants       L.......
Namings            L.......
Find               LIASBQGV
Seats              LIASBQGV
Photo              LIASB...
Admit              LIASB...
AdmitByLead        L.......
ShowID             LIASBQ..
UndoAdmit          LIASB...
EnterTheory        .IAS....
SubmitTheory       .IAS....
HandOverTheory     .IAS....
ImportTheory       LI......
ScoreItem          ..ASB...
GiveReason         ..ASB...
VetoItem           ..ASB...
NoteItem           ..ASB...
SubmitScores       ..ASB...
TakeBackScores     ..ASB...
StopClock          ..ASB...
ResumeClock        ..ASB...
Arbitrate          ...S..G.
ReportViolation    LIASBQ..
DecideViolation    L.......
PreviewCorrection  LIASB...
ProposeCorrection  LIASB...
ApproveCorrection  L.......
Correct            L.......
SettleConflict     L.......
WriteRecord        LIASBQ..
AddIncident        LIASBQ..
FreezeRecord       LIASB...
SignRecord         LIASBQ..
RecordPaper        LIASBQ..
RecordPage         LIASBQGV
ReopenRecord       LIASBQ..
SealRecord         L.......
ConfirmResults     L.......
StartNotice        L.......
PublishResults     L.......
GiveCertificates   L.......
Upload             L.......
AskUpload          L.......
SealUpload         L.......
TakeAnswer         L.......
UploadList         L.......
Workbooks          L.......
WriteArchive       L.......
Today              LIASBQGV
State              LIASBQGV
Sessions           LIASBQGV
Queue              LIASBQGV
Sheet              LIASBQGV
TheoryList         LIASBQGV
RecordView         LIASBQGV
Drawings           LIASBQGV
ResultList         L....Q.V
Hinders            L....Q.V
ResultPages        L....Q.V
ExplainPage        L....Q.V
Explain            L....Q.V
Trace              L....Q.V
PrintPapers        LIASBQ..
EmergencyList      LIASBQ..
Progress           L......V
Charts             L......V
PrintCharts        L......V
Search             L....Q.V
PrintTrace         L....Q.V
Proof              L....Q.V
ArchiveView        L.......
VerifyArchive      L.......
`

var rightsColumns = []Role{
	RoleSiteLead, RoleInvigilator, RoleAssessor, RoleSeniorAssessor, RoleBoardMember,
	RoleSupervisor, RoleGroupLead, RoleInspector,
}

func TestEveryRight(t *testing.T) {
	table := Rights()
	for _, line := range strings.Split(strings.TrimSpace(rightsByHand), "\n") {
		f := strings.Fields(line)
		action, cells := f[0], f[1]
		if _, has := table[action]; !has {
			t.Errorf("%s has no row", action)
		}
		for i, role := range rightsColumns {
			if got, want := May(action, role), cells[i] != '.'; got != want {
				t.Errorf("%s by %s: %v, want %v", action, role, got, want)
			}
		}
		delete(table, action)
	}
	for action := range table {
		t.Errorf("%s stands in Rights and not in the table by hand", action)
	}
}

func TestMay(t *testing.T) {
	for _, tt := range []struct {
		why    string
		action string
		roles  []Role
		want   bool
	}{
		{"one of several roles is enough", "Arbitrate", []Role{RoleAssessor, RoleGroupLead}, true},
		{"an assessor who does not lead", "Arbitrate", []Role{RoleAssessor}, false},
		{"nobody", "Find", nil, false},
		{"no role of this exam", "Find", []Role{"visitor"}, false},
		{"an action without a row", "RevealAll", []Role{RoleSiteLead}, false},
	} {
		if got := May(tt.action, tt.roles...); got != tt.want {
			t.Errorf("%s: %v", tt.why, got)
		}
	}
}

// A supervisor never scores (design 3), the inspector changes nothing (notice 6.3).
func TestWhoNeverDoes(t *testing.T) {
	reads := map[string]bool{}
	for _, a := range []string{"Find", "Seats", "Today", "Sessions", "Queue", "Sheet", "TheoryList", "RecordView", "RecordPage", "State", "Drawings", "ResultList", "Hinders", "Explain", "ResultPages", "ExplainPage", "Trace", "Progress", "Charts", "PrintCharts", "Search", "PrintTrace", "Proof"} {
		reads[a] = true
	}
	for action := range Rights() {
		if May(action, RoleInspector) && !reads[action] {
			t.Errorf("the inspector may %s", action)
		}
	}
	for _, a := range []string{"EnterTheory", "ScoreItem", "VetoItem", "SubmitScores", "Arbitrate", "ProposeCorrection"} {
		if May(a, RoleSupervisor) {
			t.Errorf("a supervisor may %s", a)
		}
	}
	if RoleSupervisor.Scores() || !RoleBoardMember.Scores() || !RoleSeniorAssessor.Scores() || RoleInvigilator.Scores() {
		t.Error("assessors and board members score, nobody else")
	}
}
