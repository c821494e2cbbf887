package exam

import (
	"fmt"
	"testing"
)

func TestPlanChanges(t *testing.T) {
	base := func() Plan {
		return Plan{
			Header:   Header{From: "2026-12-19", Phone: "1"},
			Subjects: []Subject{{No: "W3", Level: 3, Weights: map[Component]Hundredths{Theory: 4000}, PassMarks: map[Component]Tenths{Theory: 600}}},
			Sessions: []Session{{No: "T01", Date: "2026-12-19"}, {No: "P01", Date: "2026-12-19"}},
			Staff:    []Staff{{ID: "S01", Name: "甲", IDNumber: "51000019900307009X", Sessions: []SessionNo{"T01", "P01"}}},
			Candidates: []Candidate{{No: "1", Name: "乙", IDNumber: "51000019851112001X", Sessions: map[Component]SessionNo{Theory: "T01"}},
				{No: "2", Name: "丙"}},
			Rubrics: []Rubric{{Subject: "W3", Component: Practical, Items: []Item{{No: 1, Full: 400}}}},
		}
	}
	if got := PlanChanges(base(), base()); got == nil || len(got) != 0 {
		t.Errorf("the same plan: %v", got)
	}
	now := base()
	now.Header.From = "2026-12-20"
	now.Subjects[0].PassMarks[Theory] = 650
	now.Sessions[1].Date = "2026-12-20"
	now.Staff[0].Sessions = []SessionNo{"P01", "T01"} // another order is no change
	now.Staff[0].IDNumber = "510000200002290029"
	now.Candidates = []Candidate{{No: "1", Name: "乙", IDNumber: "51000019851112001X", Sessions: map[Component]SessionNo{Theory: "T02"}}, {No: "3", Name: "丁"}}
	now.Rubrics[0].Items[0].Veto = true
	want := []PlanChange{
		{RowChanged, "认定计划", "认定开始日期", "内容", "2026-12-19", "2026-12-20"},
		{RowChanged, "认定项目", "W3", "理论合格线", "60", "65"},
		{RowChanged, "场次", "P01", "日期", "2026-12-19", "2026-12-20"},
		{RowChanged, "考务人员", "S01", "身份证号", "…009X", "…0029"},
		{RowChanged, "考生名册", "1", "理论场次", "T01", "T02"},
		{RowRemoved, "考生名册", "2", "", "", ""},
		{RowAdded, "考生名册", "3", "", "", ""},
		{RowChanged, "评分表", "W3/practical/1", "安全否决项", "否", "是"},
	}
	if got := PlanChanges(base(), now); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}
