package paper

import (
	"strings"
	"testing"

	"kaowu/app/exam"
)

// supervisedRecord is a record with an inspector's visit and a camera that was cut.
func supervisedRecord() RecordData {
	d := recordData(exam.Practical)
	d.Content.Visits = []exam.RoomVisit{{Staff: "S17", Name: "巡甲", Visit: exam.Visit{Unit: "市鉴定中心", From: "11:20", Until: "11:35", Findings: "工位编号清楚，秩序正常"}}}
	d.Content.Video = []exam.RoomCamera{{Camera: "CAM-P01-1", Opening: "linked", Closing: "cut", Gaps: []exam.Gap{{From: "11:30", Until: "11:36", Local: true}, {From: "11:58"}}}}
	return d
}

// Domain 9.7, R15 and R32: the visit stands as E11 and each gap as E03, by time, and the
// states of the cameras among the facts of the room.
func TestRecordTellsVisitsAndGaps(t *testing.T) {
	doc, err := ExamRoomRecord(frame(t, "zh"), supervisedRecord())
	if err != nil {
		t.Fatal(err)
	}
	s := strings.ReplaceAll(allText(doc), "\n", "")
	for _, want := range []string{
		"市鉴定中心 巡甲，11:20–11:35：工位编号清楚，秩序正常", "E11", "E03",
		"CAM-P01-1 11:30–11:36 中断，有本地录像", "CAM-P01-1 11:58– 中断，无录像，未恢复", "CAM-P01-1（开场已连接，闭场中断）",
	} {
		if !strings.Contains(strings.ReplaceAll(s, " ", ""), strings.ReplaceAll(want, " ", "")) {
			t.Errorf("the record lacks %q", want)
		}
	}
	late := supervisedRecord()
	late.Revised.Visits = map[exam.RevisedVisit]bool{{Staff: "S17", Visit: late.Content.Visits[0].Visit}: true}
	marked, err := ExamRoomRecord(frame(t, "zh"), late)
	if err != nil || strings.Count(allText(marked), "已修订") != strings.Count(s, "已修订")+1 {
		t.Errorf("a visit that came later is not marked, %v", err)
	}
	if a, b := strings.Index(s, "工位编号清楚"), strings.Index(s, "11:58"); a < 0 || a > b {
		t.Error("not in order of time")
	}
}
