package sheet

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"kaowu/app/exam"
)

// change edits the demo plan: cells by sheet and reference, or anything else.
type change func(t *testing.T, f *excelize.File)

// set writes text cells: sheet, reference, text.
func set(triples ...string) change {
	return func(t *testing.T, f *excelize.File) {
		t.Helper()
		for i := 0; i+2 < len(triples); i += 3 {
			if err := f.SetCellStr(triples[i], triples[i+1], triples[i+2]); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func value(sheet, ref string, v any) change {
	return func(t *testing.T, f *excelize.File) {
		t.Helper()
		if err := f.SetCellValue(sheet, ref, v); err != nil {
			t.Fatal(err)
		}
	}
}

func changed(t *testing.T, do ...change) string {
	t.Helper()
	f, err := excelize.OpenFile(demo(t))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, c := range do {
		c(t, f)
	}
	name := filepath.Join(t.TempDir(), "changed.xlsx")
	if err := f.SaveAs(name); err != nil {
		t.Fatal(err)
	}
	return name
}

// brokenPlans: one change of the demo plan, one message at the place it names.
// Rows and columns are read off data/plan.xlsx by hand.
var brokenPlans = []struct {
	code, severity, sheet string
	row                   int
	column                string
	do                    change
}{
	{"id-check", "error", "考生名册", 13, "证件号码", set("考生名册", "F13", "510000198709292213")},
	{"id-birth", "error", "考生名册", 13, "证件号码", set("考生名册", "F13", "510000197802290014")},
	{"id-form", "error", "考生名册", 13, "证件号码", set("考生名册", "F13", "51000019870929221")},
	{"id-number-cell", "error", "考生名册", 13, "证件号码", value("考生名册", "F13", 510000198709292212)},
	{"id-number-cell", "error", "考务人员", 2, "身份证号", value("考务人员", "B2", 5.1000019670425850e17)},
	{"duplicate-id", "error", "考生名册", 14, "证件号码", set("考生名册", "F14", "510000198709292212")},
	{"duplicate-exam-no", "error", "考生名册", 14, "准考证号", set("考生名册", "B14", "2026610012")},
	{"sex-mismatch", "error", "考生名册", 13, "性别", set("考生名册", "D13", "女")},
	{"bad-value", "error", "考生名册", 13, "性别", set("考生名册", "D13", "先生")},
	{"missing-content", "error", "考生名册", 13, "姓名", set("考生名册", "C13", "")},
	{"unknown-subject", "error", "考生名册", 13, "项目编号", set("考生名册", "N13", "W9")},
	{"unknown-session", "error", "考生名册", 13, "理论场次", set("考生名册", "O13", "T99")},
	{"session-mismatch", "error", "考生名册", 13, "技能场次", set("考生名册", "P13", "P06")},
	{"missing-content", "error", "考生名册", 13, "技能场次", set("考生名册", "P13", "")},
	{"not-eligible", "error", "考生名册", 13, "资格审核", set("考生名册", "R13", "待审")},
	{"review-unexpected", "error", "考生名册", 13, "评审场次", set("考生名册", "Q13", "R01")},
	{"outside-unit", "warning", "考生名册", 13, "工作单位", set("考生名册", "H13", "某某劳务公司")},
	{"unknown-education", "warning", "考生名册", 13, "文化程度", set("考生名册", "G13", "私塾")},
	{"years-implausible", "warning", "考生名册", 13, "从业年限", set("考生名册", "K13", "30")},
	{"level-held", "warning", "考生名册", 13, "现有等级", set("考生名册", "L13", "三级", "考生名册", "M13", "")},
	{"cert-level-mismatch", "warning", "考生名册", 13, "现有证书编号", set("考生名册", "M13", "Y000051000123225000012")},
	{"out-of-scope", "error", "认定项目", 2, "等级", set("备案范围", "E2", "四级")},
	{"out-of-scope", "error", "认定项目", 2, "评定依据", set("认定项目", "F2", "企业标准")},
	{"weights-not-100", "error", "认定项目", 2, "理论权重", set("认定项目", "G2", "30")},
	{"review-missing", "error", "认定项目", 4, "评审权重", set("认定项目", "H4", "70", "认定项目", "I4", "0")},
	{"rubric-not-100", "error", "评分表", 2, "满分", set("评分表", "G2", "6")},
	{"filed-late", "error", "认定计划", 13, "内容", set("认定计划", "B13", "2026-11-30")},
	{"filing-expired", "error", "认定计划", 7, "内容", set("认定计划", "B7", "2026-12-21")},
	{"missing-content", "error", "认定计划", 20, "内容", set("认定计划", "B20", "")},
	{"bad-date", "error", "认定计划", 13, "内容", set("认定计划", "B13", "2026-02-30")},
	{"site-lead-unknown", "error", "认定计划", 10, "内容", set("认定计划", "B10", "无此人")},
	{"credit-code-check", "error", "认定计划", 5, "内容", set("认定计划", "B5", "91510000MA6KW0000C")},
	{"no-camera", "error", "考场", 4, "监控设备编号", set("考场", "G4", "")},
	{"no-camera", "warning", "考场", 6, "监控设备编号", set("考场", "G6", "")},
	{"unknown-room", "error", "场次", 2, "考场编号", set("场次", "D2", "T09")},
	{"room-mismatch", "error", "场次", 18, "考场编号", set("场次", "D18", "T01")},
	{"session-outside-plan", "error", "场次", 18, "日期", set("场次", "E18", "2026-12-23")},
	{"time-order", "error", "场次", 2, "结束时间", set("场次", "G2", "08:00")},
	{"room-overbooked", "error", "场次", 8, "考场编号", set("考生名册", "P13", "P02")}, // 13 in P02, the room holds 12
	{"room-clash", "error", "场次", 8, "考场编号", set("场次", "F8", "10:00")},
	{"staff-is-candidate", "error", "考务人员", 17, "身份证号", set("考务人员", "B17", "510000198709292212")},
	{"outside-expert", "warning", "考务人员", 17, "工作单位", set("考务人员", "C17", "某大学")},
	{"person-clash", "error", "考务人员", 2, "负责场次", set("考务人员", "I2", "T01、T02、T03、T05")},
	{"unknown-session", "error", "考务人员", 2, "负责场次", set("考务人员", "I2", "T01、T03、T05、T88")},
	{"no-supervisor", "error", "场次", 18, "场次编号", set("考务人员", "I15", "T01、T03、T05、P01、P02、P03、P04、P05")},
	{"too-few-invigilators", "error", "场次", 6, "场次编号", set("考务人员", "I2", "T01、T03")},
	{"too-few-assessors", "error", "场次", 18, "场次编号", set("考务人员", "I14", "")},
	{"occupation-mismatch", "error", "考务人员", 6, "考评职业", set("考务人员", "G6", "钳工")},
}

func TestBrokenPlans(t *testing.T) {
	cfg := config(t)
	for _, c := range brokenPlans {
		t.Run(fmt.Sprintf("%s/%s%d%s", c.code, c.sheet, c.row, c.column), func(t *testing.T) {
			got, err := ReadPlan(context.Background(), changed(t, c.do), cfg)
			if err != nil {
				t.Fatal(err)
			}
			found, named := 0, true
			for _, p := range got.Problems {
				if p.Code == c.code && p.Severity == c.severity && p.Sheet == c.sheet && p.Row == c.row && p.Column == c.column {
					found++
					named = p.ExamNo != ""
				}
			}
			if found != 1 {
				t.Errorf("found %d times; all: %s", found, brief(got.Problems))
			}
			if len(got.Problems) > 2 && c.code != "room-clash" { // who is there twice clashes too
				t.Errorf("one cause, %d messages: %s", len(got.Problems), brief(got.Problems))
			}
			if c.sheet == exam.SheetRoster && !named {
				t.Error("the exam number is not named")
			}
		})
	}
}

func brief(ps []exam.Problem) (out string) {
	for _, p := range ps {
		out += fmt.Sprintf("\n%s %s %s:%d %s %q", p.Severity, p.Code, p.Sheet, p.Row, p.Column, p.Value)
	}
	return out
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
