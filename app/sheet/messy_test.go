package sheet

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"kaowu/app/exam"
)

// Each of these loads without any problem: real offices send them so (design 7).
func TestMessyPlansLoad(t *testing.T) {
	for name, do := range map[string]change{
		"title row above the header": func(t *testing.T, f *excelize.File) {
			ok(t, f.InsertRows("考生名册", 1, 2))
			ok(t, f.SetCellStr("考生名册", "A1", "2026年职业技能等级认定考生名册"))
			ok(t, f.MergeCell("考生名册", "A1", "R1"))
		},
		"columns in another order": func(t *testing.T, f *excelize.File) {
			for r := 1; r <= 121; r++ { // 姓名 and 证件号码 change places
				c, f6 := ref(t, 3, r), ref(t, 6, r)
				a, err := f.GetCellValue("考生名册", c)
				ok(t, err)
				b, err := f.GetCellValue("考生名册", f6)
				ok(t, err)
				ok(t, f.SetCellStr("考生名册", c, b))
				ok(t, f.SetCellStr("考生名册", f6, a))
			}
		},
		"other names for columns":     set("考生名册", "F1", "身份证号码", "考生名册", "G1", "学历 *", "考务人员", "B1", "证件号码"),
		"full-width digits":           set("考生名册", "F13", "５１００００１９８７０９２９２２１２"),
		"blanks inside":               set("考生名册", "F13", "510000 19870929\u30002212"),
		"lower-case x":                set("考生名册", "F7", "51000019951205512x", "考务人员", "B2", "51000019670425850ｘ"),
		"blanks in a name":            set("考生名册", "C13", "杨\u3000兰"),
		"dates with dots":             set("认定计划", "B13", "2026.11.23", "场次", "E2", "2026年12月19日", "场次", "E3", "20261219", "场次", "E4", "2026/12/19"),
		"dates as dates":              value("场次", "E2", 46375), // days since 1899-12-30: 2026-12-19
		"times as fractions of a day": value("场次", "F2", 0.375),
		"levels by digit":             set("认定项目", "E2", "3", "认定项目", "E3", "高级工", "认定项目", "E4", "二级/技师"),
		"weights as numbers":          value("认定项目", "G2", 40),
		"blank rows": func(t *testing.T, f *excelize.File) {
			ok(t, f.InsertRows("考生名册", 10, 3))
			ok(t, f.InsertRows("场次", 2, 1))
		},
		"pre-numbered empty rows": set("考生名册", "A122", "121", "考生名册", "A123", "122"),
		"a column more":           set("考生名册", "S1", "民族", "考生名册", "S2", "汉族"),
		"a range of sessions":     set("考务人员", "I6", "P01-P05"),
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ReadPlan(context.Background(), changed(t, do), config(t))
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Problems) > 0 || len(got.Plan.Candidates) != 120 || len(got.Plan.Sessions) != 17 {
				t.Errorf("%d candidates, %d sessions:%s", len(got.Plan.Candidates), len(got.Plan.Sessions), brief(got.Problems))
			}
			k := got.Plan.Candidates[11]
			if k.Name != "杨兰" || k.IDNumber != "510000198709292212" || k.Seats[exam.Practical] != 12 {
				t.Errorf("candidate 12 is %q, seat %d", k.Name, k.Seats[exam.Practical])
			}
			if s := got.Plan.Sessions[0]; s.Date != "2026-12-19" || s.Start != "09:00" {
				t.Errorf("session T01 on %s at %s", s.Date, s.Start)
			}
			if name == "a column more" && got.Plan.Candidates[0].Extra["民族"] != "汉族" {
				t.Error("the unknown column was lost")
			}
		})
	}
}

func TestStructureProblems(t *testing.T) {
	for _, c := range []struct {
		code, sheet, column string
		do                  change
	}{
		{"missing-sheet", "评分表", "", func(t *testing.T, f *excelize.File) { ok(t, f.DeleteSheet("评分表")) }},
		{"missing-column", "考生名册", "证件号码", set("考生名册", "F1", "号码一")},
		{"missing-header", "考场", "", set("考场", "A1", "a", "考场", "B1", "b", "考场", "C1", "c", "考场", "D1", "d", "考场", "E1", "e", "考场", "F1", "f", "考场", "G1", "g")},
		{"formula-no-result", "考场", "容量", func(t *testing.T, f *excelize.File) {
			ok(t, f.SetCellValue("考场", "E2", nil))
			ok(t, f.SetCellFormula("考场", "E2", "15*2"))
		}},
		{"stray-row", "考生名册", "", set("考生名册", "B124", "制表人：某某")},
		{"too-few-assessors", "认定项目", "职业名称", func(t *testing.T, f *excelize.File) { ok(t, f.RemoveRow("考务人员", 6)) }},
		{"rubric-missing", "认定项目", "项目编号", func(t *testing.T, f *excelize.File) {
			for range 4 {
				ok(t, f.RemoveRow("评分表", 16))
			}
		}},
		{"missing-content", "认定计划", "考务规章制度", func(t *testing.T, f *excelize.File) { ok(t, f.RemoveRow("认定计划", 19)) }},
	} {
		t.Run(c.code+c.sheet, func(t *testing.T) {
			got, err := ReadPlan(context.Background(), changed(t, c.do), config(t))
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Problems) != 1 || got.Problems[0].Code != c.code || got.Problems[0].Sheet != c.sheet || got.Problems[0].Column != c.column {
				t.Errorf("want one %s at %s %s:%s", c.code, c.sheet, c.column, brief(got.Problems))
			}
		})
	}
}

// What is no workbook is refused with its own reason.
func TestNotAWorkbook(t *testing.T) {
	cut := func(b []byte) []byte { return b[:len(b)/2] }
	plan, err := os.ReadFile(demo(t))
	ok(t, err)
	for reason, b := range map[string][]byte{
		"empty":     {},
		"text":      []byte("准考证号,成绩\n1,2\n"),
		"xls":       append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 600)...),
		"encrypted": append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), utf16("EncryptedPackage")...),
		"damaged":   cut(plan),
	} {
		name := filepath.Join(t.TempDir(), "f.xlsx")
		ok(t, os.WriteFile(name, b, 0o600))
		_, err := ReadPlan(context.Background(), name, config(t))
		var r *exam.Refusal
		if !errors.As(err, &r) || r.Code != "not-a-workbook" || r.Args["reason"] != "code:notworkbook."+reason {
			t.Errorf("%s: %v", reason, err)
		}
	}
	if _, err := ReadPlan(context.Background(), filepath.Join(t.TempDir(), "none.xlsx"), config(t)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}

// Workbooks of LibreOffice and openpyxl, made once (testdata/README.md).
func TestForeignWorkbooks(t *testing.T) {
	files, err := filepath.Glob("testdata/*.xlsx")
	ok(t, err)
	if len(files) < 2 {
		t.Fatalf("%d fixtures", len(files))
	}
	for _, name := range files {
		got, err := ReadPlan(context.Background(), name, config(t))
		if err != nil {
			t.Fatal(err)
		}
		want := 0
		if strings.Contains(name, "number") {
			want = 1 // one ID number stored as a number
		}
		if got.Errors() != want || len(got.Plan.Candidates) != 24 {
			t.Errorf("%s: %d errors, want %d; %d candidates:%s", name, got.Errors(), want, len(got.Plan.Candidates), brief(got.Problems))
		}
		if want == 1 && got.Problems[0].Code != "id-number-cell" {
			t.Errorf("%s: %s", name, got.Problems[0].Code)
		}
	}
}

func ref(t *testing.T, column, row int) string {
	t.Helper()
	s, err := excelize.CoordinatesToCellName(column, row)
	ok(t, err)
	return s
}
