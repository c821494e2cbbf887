package paper

import (
	"strings"
	"testing"

	"kaowu/app/exam"
)

func handoverData() HandoverData {
	return HandoverData{Sitting: sitting(exam.Theory), Fields: recordContent(exam.Theory).Fields}
}

func reviewSummaryData() SummaryData {
	d := summaryData(3)
	d.Sitting = sitting(exam.Review)
	for i := range d.Signatures {
		d.Signatures[i].As = exam.RoleBoardMember
	}
	return d
}

func supervisionData() SupervisionData {
	d := SupervisionData{Internal: true, Supervisor: exam.Staff{ID: "S14", Name: "姜志昇", Unit: "川南重型装备集团有限公司", Card: "川督 2025-0117", Role: exam.RoleSupervisor},
		Sessions: []Supervised{
			{Sitting: sitting(exam.Theory), From: "08:20", To: "11:10", Opinion: "程序规范，考场秩序正常", Verdict: "good"},
			{Sitting: sitting(exam.Practical), From: "10:40", To: "13:20", Happened: 3, Opinion: "考场秩序正常；评分独立进行；停时已补足。", Verdict: "fair"},
			{Sitting: sitting(exam.Review)},
		}}
	for i, code := range []string{"on-time", "badges", "identity", "impostors", "tools", "rules-read", "rounds", "violations", "scoring", "recusal", "room", "stations", "machines", "safety", "video", "order"} {
		d.Checks = append(d.Checks, Check{Code: code, Counted: i%2 == 1, Yes: 2, NA: i % 3})
	}
	return d
}

func contentsData() []ContentsRow {
	return []ContentsRow{{"sign-in", "T01", 1, 2, "0125.age"}, {"sign-in", "P01", 1, 1, "0126.age"}, {"paper-handover", "T01", 1, 1, "0127.age"},
		{"exam-room-record", "T01", 2, 4, "0128.age–0129.age"}, {"score-sheet", "P01", 96, 96, "0140.age–0235.age"}, {"result-list", "", 2, 5, "0236.age–0237.age"},
		{"results.xlsx", "", 1, 0, "0238.age"}, {"photo", "", 120, 0, "0004.age–0123.age"}, {"staff-list", "", 1, 1, "0124.age"}, {"public-notice", "", 1, 1, "0239.age"},
		{"supervision-report", "S14", 1, 2, "0130.age"}, {"correction-record", "2026610007", 1, 1, "0240.age"}, {"strokes", "T01", 4, 0, "0241.age–0244.age"},
		{"checkpoints", "", 1, 0, "0245.age"}, {"events", "", 1, 0, "0002.age"}, {"keys", "", 2, 0, "manifest.json, keys/S01.age"},
		{"manual", "", 2, 0, "README.txt, FORMAT.md"}, {"office-thing", "", 3, 0, "0246.age–0248.age"}}
}

func staffData() []exam.Staff {
	return []exam.Staff{
		{ID: "S01", Name: "周文斌", IDNumber: "510000199003070091", Unit: "川南重型装备集团有限公司", Title: "高级工程师", Education: "大学本科", Role: exam.RoleSiteLead, Sessions: []exam.SessionNo{"T01", "P02", "R01"}},
		{ID: "S07", Name: "邓志涵", IDNumber: "51000019850101002X", Unit: "川南重型装备集团有限公司", Title: "高级技师", Education: "大专", Role: exam.RoleAssessor, Occupation: "焊工", Card: "川考 2024-03120", Sessions: []exam.SessionNo{"P02"}},
		{ID: "S14", Name: "姜志昇", Unit: "德阳市职业技能鉴定指导中心", Role: exam.RoleSupervisor, Card: "川督 2025-0117", Sessions: []exam.SessionNo{"T01", "P02"}},
	}
}

// supervisedData is one session in which two checks were answered no, and a visit to it.
func supervisedData() []exam.EntrySupervision {
	return []exam.EntrySupervision{
		{Session: "P01", Component: exam.Practical, Role: exam.RoleSupervisor, Names: []string{"彭晓英"}, From: "08:50", Until: "11:40", Yes: 4, No: []string{"badges", "video"}, Verdict: "fair", Text: "两名考评员没有佩证，已当场改正"},
		{Session: "P01", Component: exam.Practical, Role: exam.RoleInspector, Names: []string{"巡视员"}, From: "10:05", Until: "10:40", No: []string{}, Text: "一路监控中断 10 分钟，有本地录像"}}
}

func ledgerData() []LedgerLine {
	return []LedgerLine{{"计划编号", "SC-JD-2026-0417"}, {"职业（工种）等级", "焊工 三级、电工 二级"}, {"报名", "120"}, {"合格", "87"}, {"归档号", ""}}
}

// TestContentsHaveAllParts: each thing stands under its part, what no rule names last
// under its own name, and no part without a thing.
func TestContentsHaveAllParts(t *testing.T) {
	text := allText(ArchiveContents(frame(t, "zh"), contentsData(), "2028-12-20"))
	last := -1
	for _, want := range []string{"一、通知", "考生照片", "二、计划", "考务人员名册", "三、签到", "考场签到表", "启封单", "四、成绩", "五、公示", "六、更正", "office-thing"} {
		at := strings.Index(text, want)
		if at <= last {
			t.Errorf("%s stands at %d, after %d", want, at, last)
		}
		last = at
	}
	if text := allText(ArchiveContents(frame(t, "zh"), contentsData()[:1], "")); strings.Contains(text, "四、") {
		t.Error("a part without a thing is headed")
	}
}

// A supervisor of the body is 内督; what records answer is counted, the rest has boxes.
func TestSupervisionKinds(t *testing.T) {
	d := supervisionData()
	text := allText(SupervisionReport(frame(t, "zh"), d))
	if !strings.Contains(text, "内督") || strings.Contains(text, "外督") || !strings.Contains(text, "是 2 场　否 0 场　不适用 1 场") {
		t.Errorf("report of an internal supervisor: %s", text)
	}
	d.Internal = false
	if !strings.Contains(allText(SupervisionReport(frame(t, "zh"), d)), "外督") {
		t.Error("a supervisor from outside is not said to be one")
	}
}

// The public notice has no score and no name of a unit's phone; days not known yet
// are lines to write on.
func TestNoticeSaysLittle(t *testing.T) {
	text := allText(PublicNotice(frame(t, "zh"), NoticeData{Rows: resultData(3, true).Rows}))
	for _, never := range []string{"78.5", "81.0", "80.0", "Y00005100012326"} {
		if strings.Contains(text, never) {
			t.Errorf("the notice says %s", never)
		}
	}
	if !strings.Contains(text, "____ 至 ____") || !strings.Contains(text, "尾号 001X") {
		t.Errorf("the notice reads %s", text)
	}
}
