package sheet

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"kaowu/app/exam"
)

// ratedItem says that candidate 2026610007 is rated in item 1.
func ratedItem(no string, item int, _ string) string {
	switch {
	case no != "2026610007":
		return "unknown-candidate"
	case item != 1:
		return "rated-item"
	}
	return ""
}

// Files as offices make them: a title above, columns in another order, blanks, full-width
// digits, the office's own words; and what cannot be trusted, named by row and column.
func TestLiteracyFile(t *testing.T) {
	good := "川南重装 2026 年民意测评,,,\n测评来源,准考证号码,序号,得分\n 自评 ,2026610007,1,９５.０\n\n互评,2026610007,1.0,90分\n民意测评,'2026610007,1,无效\n民意测评,2026610007,1,70.5\n"
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String(good)
	if err != nil || utf8.ValidString(gbk) {
		t.Fatal("not encoded", err)
	}
	for name, text := range map[string]string{"utf-8": good, "with a mark": "\xEF\xBB\xBF" + good, "gb18030": gbk, "tabs": strings.ReplaceAll(good, ",", "\t"), "windows lines": strings.ReplaceAll(good, "\n", "\r\n")} {
		rows, problems := literacyText(t, text)
		if len(problems) != 0 || len(rows) != 4 {
			t.Fatalf("%s: %d rows, %+v", name, len(rows), problems)
		}
		if rows[0] != (LiteracyRow{Row: 3, No: "2026610007", Item: 1, Source: exam.SourceSelf, Mark: 950}) ||
			rows[1].Mark != 900 || rows[1].Row != 5 || !rows[2].Void || rows[3].Mark != 705 || rows[3].Source != exam.SourcePoll {
			t.Errorf("%s: %+v", name, rows)
		}
	}
	head := "准考证号,评分项序号,来源,评分\n"
	for _, c := range []struct{ line, code, column string }{
		{",1,自评,90", "bad-value", exam.ColExamNo},
		{"2026610008,1,自评,90", "unknown-candidate", exam.ColExamNo},
		{"2026610007,2,自评,90", "bad-value", colItem},
		{"2026610007,一,自评,90", "bad-value", colItem},
		{"2026610007,1.5,自评,90", "bad-value", colItem},
		{"2026610007,0,自评,90", "bad-value", colItem},
		{"2026610007,1,好评,90", "bad-value", colSource},
		{"2026610007,1,,90", "bad-value", colSource},
		{"2026610007,1,自评,", "bad-value", colRated},
		{"2026610007,1,自评,100.1", "bad-value", colRated},
		{"2026610007,1,自评,-1", "bad-value", colRated},
		{"2026610007,1,自评,优", "bad-value", colRated},
		{"2026610007,1,自评,90.55", "bad-value", colRated},
		{"2026610007", "bad-value", colItem},
	} {
		rows, problems := literacyText(t, head+c.line+"\n")
		if len(rows) != 0 || len(problems) != 1 || problems[0].Code != c.code || problems[0].Column != c.column || problems[0].Row != 2 {
			t.Errorf("%q: %+v, rows %d, want %s at %s", c.line, problems, len(rows), c.code, c.column)
		}
	}
	if _, problems := literacyText(t, "准考证号,评分\n2026610007,90\n"); len(problems) != 2 || problems[0].Code != "missing-column" {
		t.Errorf("columns missing: %+v", problems)
	}
}

func literacyText(t *testing.T, text string) ([]LiteracyRow, []exam.Problem) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "r.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	rows, problems, err := ReadLiteracyFile(path, ratedItem)
	if err != nil {
		t.Fatal(err)
	}
	return rows, problems
}

// The empty workbook reads as one without rows.
func TestLiteracyTemplate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.xlsx")
	if err := WriteLiteracyTemplate(path, wording(t, "zh")); err != nil {
		t.Fatal(err)
	}
	if rows, problems, err := ReadLiteracyFile(path, ratedItem); err != nil || len(rows)+len(problems) != 0 {
		t.Errorf("%v %v %v", rows, problems, err)
	}
}

func FuzzLiteracyFile(f *testing.F) {
	f.Add([]byte("准考证号,评分项序号,来源,评分\n2026610007,1,自评,90\n"))
	f.Add([]byte("准考证号\t评分项序号\t来源\t评分\n\"\t1e9\t自评\t9e9\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		lines, err := theoryText(b)
		if err != nil {
			return
		}
		rows, _ := literacyRows("x", lines, ratedItem)
		for _, r := range rows {
			if r.Mark < 0 || r.Mark > 1000 || r.Item != 1 || r.No != "2026610007" {
				t.Errorf("%+v", r)
			}
		}
	})
}

// A plan may say which review items rating forms fill in, and nothing else may.
func TestPlanSources(t *testing.T) {
	fill := func(part, text string) change {
		return func(t *testing.T, f *excelize.File) {
			ok(t, f.SetCellStr(exam.SheetRubrics, "I1", exam.ColSources))
			rows, err := f.GetRows(exam.SheetRubrics)
			ok(t, err)
			for i, r := range rows {
				if len(r) > 1 && r[1] == part {
					ok(t, f.SetCellStr(exam.SheetRubrics, ref(t, 9, i+1), text))
					return
				}
			}
			t.Fatalf("no row of %s", part)
		}
	}
	for _, c := range []struct {
		part, text string
		want       exam.SourceWeights
		problems   int
	}{
		{"综合评审", "自评３０; 互评30 ；民意测评40", exam.SourceWeights{Self: 30, Peer: 30, Poll: 40}, 0},
		{"综合评审", "", exam.SourceWeights{}, 0},
		{"综合评审", "自评30；互评30", exam.SourceWeights{}, 1},
		{"操作技能", "自评100", exam.SourceWeights{Self: 100}, 1},
	} {
		got, err := ReadPlan(t.Context(), changed(t, fill(c.part, c.text)), config(t))
		ok(t, err)
		var have exam.SourceWeights
		for _, r := range got.Plan.Rubrics {
			for _, it := range r.Items {
				if it.Sources.Sum() > 0 {
					have = it.Sources
				}
			}
		}
		if len(got.Problems) != c.problems || c.problems > 0 && (got.Problems[0].Code != "bad-value" || got.Problems[0].Column != exam.ColSources) ||
			c.problems == 0 && have != c.want {
			t.Errorf("%s %q: %+v:%s", c.part, c.text, have, brief(got.Problems))
		}
	}
}
