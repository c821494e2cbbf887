package sheet

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"kaowu/app/exam"
	"kaowu/app/words"
	"kaowu/assets"
)

func wording(t testing.TB, lang string) *words.Words {
	t.Helper()
	w, err := words.Load(assets.Words(), lang)
	ok(t, err)
	return w
}

// read gives a sheet of a written workbook as raw cells.
func read(t *testing.T, name, sheet string) [][]string {
	t.Helper()
	f, err := excelize.OpenFile(name)
	ok(t, err)
	defer f.Close()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	ok(t, err)
	return rows
}

func TestMarkPlan(t *testing.T) {
	in := changed(t, set("考生名册", "F13", "510000198709292213", "场次", "D2", "T09"), value("场次", "E4", 46375))
	got, err := ReadPlan(context.Background(), in, config(t))
	ok(t, err)
	out := filepath.Join(t.TempDir(), "marked.xlsx")
	ok(t, MarkPlan(context.Background(), in, out, got.Problems, wording(t, "zh")))

	roster := read(t, out, "考生名册")
	if len(roster) != 121 || roster[0][18] != "问题" {
		t.Fatalf("%d rows, last heading %q", len(roster), roster[0][len(roster[0])-1])
	}
	if s := roster[12][18]; !strings.Contains(s, "校验码") || strings.Contains(s, "〔") || strings.Contains(s, "{") {
		t.Errorf("row 13 says %q", s)
	}
	if len(roster[13]) > 18 {
		t.Errorf("row 14 has no problem, but says %q", roster[13][18])
	}
	if roster[12][5] != "510000198709292213" {
		t.Errorf("the value became %q", roster[12][5])
	}
	f, err := excelize.OpenFile(out)
	ok(t, err)
	defer f.Close()
	for where, red := range map[string]bool{"F13": true, "F14": false, "C13": false} {
		id, err := f.GetCellStyle("考生名册", where)
		ok(t, err)
		style, err := f.GetStyle(id)
		ok(t, err)
		if is := len(style.Fill.Color) > 0; is != red {
			t.Errorf("%s coloured: %v, want %v", where, is, red)
		}
	}
	if s, err := f.GetCellValue("场次", "E4"); err != nil || s != "2026-12-19" {
		t.Errorf("the date became %q (%v)", s, err)
	}
	// The copy can be mended and read again: same problems, nothing new.
	again, err := ReadPlan(context.Background(), out, config(t))
	ok(t, err)
	if len(again.Problems) != len(got.Problems) {
		t.Errorf("%d problems, in the copy %d:%s", len(got.Problems), len(again.Problems), brief(again.Problems))
	}
	if list := read(t, out, "问题清单"); len(list) != len(got.Problems)+1 {
		t.Errorf("the list has %d rows for %d problems", len(list), len(got.Problems))
	}
}

func TestTemplate(t *testing.T) {
	name := filepath.Join(t.TempDir(), "template.xlsx")
	ok(t, WriteTemplate(name, wording(t, "zh")))
	f, err := excelize.OpenFile(name)
	ok(t, err)
	defer f.Close()
	lists := 0
	for _, s := range exam.PlanSheets() {
		v, err := f.GetDataValidations(s)
		ok(t, err)
		lists += len(v)
	}
	if lists < 6 {
		t.Errorf("%d drop-downs, want 6 or more", lists)
	}
	id, err := f.GetColStyle("考生名册", "F")
	ok(t, err)
	style, err := f.GetStyle(id)
	ok(t, err)
	if style.NumFmt != textFormat {
		t.Errorf("column of ID numbers has format %d, want @", style.NumFmt)
	}
	demoFile, err := excelize.OpenFile(demo(t))
	ok(t, err)
	defer demoFile.Close()
	for _, s := range exam.PlanSheets() { // the same columns as the demo plan, in its order
		want, err := demoFile.GetRows(s)
		ok(t, err)
		have, err := f.GetRows(s)
		ok(t, err)
		if s == "评分表" { // an optional column, which the demo plan does without
			want[0] = append(want[0], "测评来源及权重")
		}
		if strings.Join(want[0], "|") != strings.Join(have[0], "|") {
			t.Errorf("%s: %v, want %v", s, have[0], want[0])
		}
	}
	got, err := ReadPlan(context.Background(), name, config(t))
	ok(t, err)
	for _, p := range got.Problems { // an empty plan lacks contents and nothing else
		if p.Code != "missing-content" {
			t.Errorf("empty template: %s %s", p.Code, p.Sheet)
		}
	}
}

func TestWriteUpload(t *testing.T) {
	row := UploadRow{Name: "某某", IDKind: "201", IDNumber: "51000019900307009X", Unit: "某厂", Occupation: "焊工", Level: "3",
		Certificate: "Y000051000123263000001", Issued: "20261230", Body: "某厂", Theory: "78.5", Kind: "1"}
	for _, c := range []struct {
		layout  string
		columns int
		id      int
		date    string
		dateAt  int
	}{
		{LayoutReport, 11, 2, "2026-12-30", 8}, // domain 11: 证件号码 third, 发证日期 ninth, YYYY-MM-DD
		{LayoutFull, 26, 3, "20261230", 20},    // 证件号码 fourth, 发证日期 21st, YYYYMMDD
	} {
		name := filepath.Join(t.TempDir(), "u.xlsx")
		ok(t, WriteUpload(name, c.layout, []UploadRow{row, row}, wording(t, "zh")))
		rows := read(t, name, "合格人员数据")
		if len(rows) != 3 || len(rows[0]) != c.columns || rows[0][c.id] != "证件号码" || rows[1][c.id] != row.IDNumber || rows[1][c.dateAt] != c.date {
			t.Errorf("%s: %q", c.layout, rows)
		}
	}
	if err := WriteUpload(filepath.Join(t.TempDir(), "u.xlsx"), "other", nil, wording(t, "zh")); err == nil || err.Error() != "unknown-layout" {
		t.Errorf("unknown layout: %v", err)
	}
}

func TestWriteResultsAndLedger(t *testing.T) {
	dir := t.TempDir()
	ok(t, WriteResults(filepath.Join(dir, "r.xlsx"), []ResultRow{{No: "2026610001", Name: "=1+1", IDNumber: "51000019900307009X", Theory: "78.5", Review: "--"}}, wording(t, "zh")))
	rows := read(t, filepath.Join(dir, "r.xlsx"), "成绩册")
	if len(rows) != 3 || rows[1][4] != "证件号码" || rows[2][4] != "51000019900307009X" || rows[2][2] != "=1+1" || rows[2][10] != "78.5" {
		t.Errorf("%q", rows)
	}
	ok(t, WriteLedger(filepath.Join(dir, "l.xlsx"), []LedgerRow{{Year: 2026, Plan: "A"}, {Year: 2026, Plan: "B"}, {Year: 2027, Plan: "C"}}, wording(t, "zh")))
	rows = read(t, filepath.Join(dir, "l.xlsx"), "工作台账")
	if len(rows) != 5 || rows[3][0] != "2026-2" || rows[4][0] != "2027-1" { // the number begins anew each year
		t.Errorf("%q", rows)
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".kaowu-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// A folder that cannot be written gives a refusal in words and leaves nothing.
func TestSaveRefuses(t *testing.T) {
	err := WriteResults(filepath.Join(t.TempDir(), "none", "r.xlsx"), nil, wording(t, "zh"))
	if err == nil || err.Error() != "workbook-not-written" {
		t.Errorf("%v", err)
	}
}

// Every problem code that the code can give has a message and a mend in both
// languages, with every argument filled.
func TestProblemsAreWorded(t *testing.T) {
	cfg := config(t)
	for _, c := range brokenPlans {
		got, err := ReadPlan(context.Background(), changed(t, c.do), cfg)
		ok(t, err)
		for _, lang := range words.Languages() {
			for _, p := range got.Problems {
				message, mend := wording(t, lang).Problem(p)
				if strings.ContainsAny(message+mend, "〔{}") && !strings.Contains(message+mend, "发〔2019〕") {
					t.Errorf("%s %s: %q %q", lang, p.Code, message, mend)
				}
			}
		}
	}
	for _, name := range []string{"empty", "folder", "large", "text", "xls", "xlsb", "encrypted", "damaged", "other", "bomb", "wide", "csv"} {
		for _, lang := range words.Languages() {
			if s := wording(t, lang).Sentence(notWorkbook(name)); strings.Contains(s, "〔") {
				t.Errorf("%s: %s", lang, s)
			}
		}
	}
}

// Domain 9.13, 9.14: the institution's ledger is six sheets; what is wanted of each row
// stands under its column, and no cell turns into anything else.
func TestWriteLedgerBook(t *testing.T) {
	file := filepath.Join(t.TempDir(), "l.xlsx")
	ok(t, WriteLedgerBook(file, LedgerBook{
		Exams:       []LedgerRow{{Year: 2026, Plan: "A"}},
		Subjects:    []LedgerSubject{{Plan: "A", Occupation: "焊工", Level: "三级/高级工", Present: 4, Qualified: 3, PassRate: "75%", Complaints: 2}},
		Supervision: []LedgerSupervision{{Plan: "A", Session: "P01", Names: "彭晓英", Yes: 4, No: "佩证、视频", Verdict: "基本规范"}},
		Orders:      []LedgerOrder{{No: 1, Kind: "限期整改", Deadline: "2026-12-31", State: "已回复"}},
		Complaints:  []LedgerComplaint{{No: 1, From: "匿名", Text: "=1+1", Investigator: "李某", Replied: "2026-12-24"}},
		Cards:       []LedgerCard{{Name: "王某", Valid: "2027-12-31", Exams: 2, Sessions: 7, Barred: "2027-01-31"}},
	}, wording(t, "zh")))
	for sheet, want := range map[string]map[string]string{
		"工作台账":   {"计划编号": "A", "年度序号": "2026-1"},
		"职业等级":   {"职业": "焊工", "合格率": "75%", "投诉举报（全场）": "2"},
		"督导情况":   {"场次": "P01", "督导、巡考人员": "彭晓英", "检查项是": "4", "检查项否": "佩证、视频", "结论": "基本规范"},
		"整改与处理":  {"种类": "限期整改", "整改期限": "2026-12-31", "状态": "已回复"},
		"投诉举报记录": {"实名/匿名": "匿名", "内容": "=1+1", "核查人": "李某", "答复日期": "2026-12-24"},
		"证卡":     {"姓名": "王某", "场次": "7", "停用至": "2027-01-31"},
	} {
		rows := read(t, file, sheet)
		if len(rows) != 3 {
			t.Errorf("%s: %q", sheet, rows)
			continue
		}
		for i, title := range rows[1] {
			if w, asked := want[title]; asked && rows[2][i] != w {
				t.Errorf("%s %s: %q, want %q", sheet, title, rows[2][i], w)
			}
			delete(want, title)
		}
		if len(want) > 0 {
			t.Errorf("%s has no column %v", sheet, want)
		}
	}
}
