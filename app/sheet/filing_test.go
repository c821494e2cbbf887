package sheet

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"kaowu/app/exam"
)

// sumM01 is what sha256sum says of the fixture's first material.
const sumM01 = "9737b7d5a08e748547f1aca285a9a266da61cdb058b872f32c712046b88ad19e"

// goodFiling is a filing without a fault; its people are made up, their ID numbers
// are the computed examples of domain 4.1.
func goodFiling() exam.Filing {
	const body = "川南重型装备集团有限公司"
	person := func(kind, name, id, occupation, card string) exam.FilingPerson {
		p := exam.FilingPerson{Kind: kind, Name: name, IDNumber: id, Unit: body, Title: "高级技师", Education: "大专", Occupation: occupation, Card: card}
		if card != "" {
			p.CardValid = "2028-12-31"
		}
		return p
	}
	f := exam.Filing{
		Head: exam.FilingHead{
			Number: "Y000051000123", Body: body, CreditCode: "91510000MA6KW0000B", BodyKind: "用人单位", Head: "何平", Address: "四川省泸州市江阳区甲路1号",
			Officer: "邓英军", Contact: "李敏", Phone: "0830-1234567", Place: "四川省", Office: "四川省职业技能鉴定指导中心", Employees: "3200", Skilled: "1800",
			Strengths: "有技能大师工作室两个", System: "考务 1.0", Rules: "考务、督导、保密、证书四项制度", Bank: "国家题库，自编实操题",
		},
		Scopes: []exam.Scope{
			{Occupation: "焊工", Code: "6-18-02-04", Trade: "电焊工", Lowest: 5, Highest: 3, Basis: "国家职业技能标准"},
			{Occupation: "电工", Code: "6-31-01-03", Lowest: 4, Highest: 2, Basis: "国家职业技能标准"},
		},
		Sites: []exam.FilingSite{
			{Name: "理论考场", Kind: exam.Theory, Address: "培训楼二层", Area: "120", Places: 30, Tenure: "自有", Cameras: "CAM-1"},
			{Name: "焊接考场", Kind: exam.Practical, Address: "厂房A区", Area: "400.5", Places: 12, Tenure: "租用", Cameras: "CAM-2"},
		},
		Equipment: []exam.FilingEquipment{
			{Kind: exam.EquipmentSkill, Name: "焊机", Model: "ZX7-400", Count: 12, Site: "焊接考场"},
			{Kind: exam.EquipmentComputer, Name: "笔记本电脑", Count: 4},
			{Kind: exam.EquipmentVideo, Name: "摄像机", Count: 6, Site: "理论考场"},
		},
		People: []exam.FilingPerson{
			person(exam.PersonFullTime, "李敏", "510000199901011235", "", ""), person(exam.PersonExpert, "何平", "51000019900307009X", "", ""),
			person(exam.PersonAssessor, "王一", "51000019900307009X", "焊工、电工", "K1"), person(exam.PersonAssessor, "王二", "51000019851112001X", "焊工、电工", "K2"),
			person(exam.PersonSenior, "王三", "510000200002290029", "电工；焊工", "K3"), person(exam.PersonSupervisor, "赵四", "510000199106151335", "", "R1"),
		},
		Branches: []exam.Branch{{Name: "川南重装泸州分公司", CreditCode: "91510000MA6KW0000B", Place: "泸州市", Number: "Y000051050007", Address: "泸州", Head: "钱五", Phone: "13900000000"}},
	}
	var err error
	if f.Materials, f.Undertakings, err = FilingChecklists(); err != nil {
		panic(err)
	}
	for i := range f.Materials {
		if i < 8 {
			f.Materials[i].Path = "材料/" + f.Materials[i].Code + ".pdf"
		}
	}
	for i := range f.Undertakings {
		f.Undertakings[i].Given = true
	}
	return f
}

// filingFile writes a filing, with the files of its materials beside it, and lets do
// change the workbook.
func filingFile(t testing.TB, f exam.Filing, do change) string {
	t.Helper()
	dir := t.TempDir()
	ok(t, os.Mkdir(filepath.Join(dir, "材料"), 0o700))
	for _, m := range f.Materials {
		if m.Path != "" {
			ok(t, os.WriteFile(filepath.Join(dir, filepath.FromSlash(m.Path)), []byte("file of "+m.Code), 0o600))
		}
	}
	name := filepath.Join(dir, "filing.xlsx")
	ok(t, WriteFiling(name, f, wording(t, "zh")))
	if tt, is := t.(*testing.T); is && do != nil {
		x, err := excelize.OpenFile(name)
		ok(t, err)
		do(tt, x)
		ok(t, x.Save())
		ok(t, x.Close())
	}
	return name
}

func readFiling(t testing.TB, name string) *FilingFile {
	t.Helper()
	got, err := ReadFiling(context.Background(), name, config(t))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// What is written reads back as it was, without a problem.
func TestFilingRoundTrip(t *testing.T) {
	want := goodFiling()
	name := filingFile(t, want, nil)
	got := readFiling(t, name)
	if len(got.Problems) > 0 {
		t.Errorf("problems:%s", brief(got.Problems))
	}
	// printf 'file of M01' | sha256sum
	if sum := got.Filing.Materials[0].SHA256; sum != sumM01 {
		t.Errorf("M01 hashes to %s", sum)
	}
	if n := FilingCounts(got.Filing); n["people"] != 6 || n["materials"] != 8 || n["scopes"] != 2 || n["sites"] != 2 || n["equipment"] != 3 || n["branches"] != 1 {
		t.Errorf("%v", n)
	}
	for i := range got.Filing.Materials {
		got.Filing.Materials[i].SHA256 = ""
	}
	if !reflect.DeepEqual(got.Filing, want) {
		t.Errorf("read\n%+v, want\n%+v", got.Filing, want)
	}
	raw, err := got.Material(got.Filing.Materials[0])
	if err != nil || string(raw) != "file of M01" {
		t.Errorf("%q, %v", raw, err)
	}
	if book, err := got.WorkbookBytes(name); err != nil || len(book) == 0 {
		t.Error(err)
	}
	ok(t, os.WriteFile(name, []byte("other"), 0o600))
	if _, err := got.WorkbookBytes(name); !errors.Is(err, exam.Refuse("workbook-changed")) {
		t.Error(err)
	}
}

// Real offices send them so: all of that loads without a problem.
func TestMessyFilingsLoad(t *testing.T) {
	for name, do := range map[string]change{
		"title row above the header": func(t *testing.T, f *excelize.File) {
			ok(t, f.InsertRows("人员", 1, 2))
			ok(t, f.SetCellStr("人员", "A1", "职业技能等级认定工作人员名册"))
		},
		"other names for columns":  set("人员", "C1", "身份证号码", "考点场地", "E1", "考位数", "设施设备", "D1", "台（套）数"),
		"full-width digits":        set("人员", "C4", "５１００００１９９００３０７００９ｘ"),
		"a number for a count":     value("设施设备", "D2", 12),
		"a date with dots":         set("人员", "I4", "2028.12.31"),
		"a date as a date":         value("人员", "I4", 47118), // days since 1899-12-30: 2028-12-31
		"a filing number in small": set("备案申请", "B3", "y0000 5100 0123"),
		"a city without 市":         set("分支机构", "C2", "泸州"),
		"a city by its code":       set("分支机构", "C2", "5105"),
		"a tick for yes":           set("承诺", "C2", "√"),
		"the office left out":      set("备案申请", "B12", ""),
		"blank rows":               func(t *testing.T, f *excelize.File) { ok(t, f.InsertRows("人员", 3, 3)) },
		"a backslash in a path":    set("材料清单", "C2", `材料\M01.pdf`),
	} {
		t.Run(name, func(t *testing.T) {
			got := readFiling(t, filingFile(t, goodFiling(), do))
			if len(got.Problems) > 0 {
				t.Errorf("problems:%s", brief(got.Problems))
			}
			want := goodFiling()
			if got.Filing.Head != want.Head || !reflect.DeepEqual(got.Filing.People, want.People) || !reflect.DeepEqual(got.Filing.Equipment, want.Equipment) ||
				!reflect.DeepEqual(got.Filing.Branches, want.Branches) || !reflect.DeepEqual(got.Filing.Undertakings, want.Undertakings) {
				t.Errorf("read %+v", got.Filing)
			}
		})
	}
}

// One fault, one problem, at its place.
func TestFilingFaults(t *testing.T) {
	for name, c := range map[string]struct {
		do   change
		want string // severity code sheet row column
	}{
		"no officer":              {set("备案申请", "B8", ""), "error missing-content 备案申请 8 内容"},
		"credit code":             {set("备案申请", "B4", "91510000MA6KW0000C"), "error credit-code-check 备案申请 4 内容"},
		"filing number":           {set("备案申请", "B3", "Y00005200"), "error bad-value 备案申请 3 内容"},
		"number without letter":   {set("备案申请", "B3", "000051000123"), "warning filing-completed 备案申请 3 内容"},
		"kind of body":            {set("备案申请", "B5", "学校"), "error bad-value 备案申请 5 内容"},
		"place":                   {set("备案申请", "B11", "云南省"), "error bad-value 备案申请 11 内容"},
		"occupation code":         {set("备案范围", "B2", "61802"), "error bad-value 备案范围 2 职业编码"},
		"levels turned round":     {set("备案范围", "D2", "三级", "备案范围", "E2", "五级"), "error level-order 备案范围 2 最高等级"},
		"scope twice":             {set("备案范围", "A3", "焊工", "备案范围", "B3", "6-18-02-04", "备案范围", "C3", "电焊工"), "warning scope-twice 备案范围 3 职业名称"},
		"too few assessors":       {set("人员", "G4", "焊工"), "error filing-assessors 备案范围 3 职业名称"},
		"no camera":               {set("考点场地", "G3", ""), "error site-camera 考点场地 3 监控设备编号"},
		"no practical site":       {set("考点场地", "B3", "评审"), "error site-missing 考点场地 0 类型"},
		"tenure":                  {set("考点场地", "F2", "借"), "error bad-value 考点场地 2 产权"},
		"kind of equipment":       {set("设施设备", "A2", "桌椅"), "error bad-value 设施设备 2 类别"},
		"kind of person":          {set("人员", "A7", "门卫"), "error bad-value 人员 7 人员类别"},
		"site of equipment":       {set("设施设备", "E2", "喷漆间"), "error unknown-site 设施设备 2 场地名称"},
		"ID check digit":          {set("人员", "C7", "510000199106151336"), "error id-check 人员 7 身份证号"},
		"ID stored as a number":   {value("人员", "C7", 510000199106151335.0), "error id-number-cell 人员 7 身份证号"},
		"no card":                 {set("人员", "H7", ""), "error missing-content 人员 7 证卡编号"},
		"card without validity":   {set("人员", "I7", ""), "error missing-content 人员 7 证卡有效期至"},
		"validity is no day":      {set("人员", "I7", "2028-02-30"), "error bad-date 人员 7 证卡有效期至"},
		"outsider, no agreement":  {set("人员", "D3", "泸州大学"), "error agreement-missing 人员 3 承诺或协议"},
		"no supervisor":           {set("人员", "A7", "专家"), "error people-missing 人员 0 人员类别"},
		"branch outside Sichuan":  {set("分支机构", "C2", "昆明市"), "error bad-value 分支机构 2 所在市（州）"},
		"branch in the province":  {set("分支机构", "C2", "四川省"), "error bad-value 分支机构 2 所在市（州）"},
		"branch code":             {set("分支机构", "D2", "5105-7"), "error bad-value 分支机构 2 分支机构编码"},
		"material without a file": {set("材料清单", "C3", ""), "error material-missing 材料清单 3 文件"},
		"undertaking not given":   {set("承诺", "C4", "否"), "error undertaking-missing 承诺 4 是否承诺"},
		"a row taken out":         {func(t *testing.T, f *excelize.File) { ok(t, f.RemoveRow("承诺", 3)) }, "error checklist-row 承诺 0 序号"},
		"file not there":          {set("材料清单", "C3", "材料/none.pdf"), "error material-file 材料清单 3 文件"},
		"file outside":            {set("材料清单", "C3", "../filing.xlsx"), "error material-file 材料清单 3 文件"},
		"absolute path":           {set("材料清单", "C3", "/etc/hostname"), "error material-file 材料清单 3 文件"},
		"a folder":                {set("材料清单", "C3", "材料"), "error material-file 材料清单 3 文件"},
		"a sheet is missing":      {func(t *testing.T, f *excelize.File) { ok(t, f.DeleteSheet("分支机构")) }, "error missing-sheet 分支机构 0 "},
	} {
		t.Run(name, func(t *testing.T) {
			got := readFiling(t, filingFile(t, goodFiling(), c.do))
			var all []string
			for _, p := range got.Problems {
				all = append(all, fmt.Sprintf("%s %s %s %d %s", p.Severity, p.Code, p.Sheet, p.Row, p.Column))
			}
			if len(all) != 1 || all[0] != c.want {
				t.Errorf("got %q, want %q", all, c.want)
			}
			for _, lang := range []string{"zh", "en"} {
				for _, p := range got.Problems {
					message, mend := wording(t, lang).Problem(p)
					if strings.ContainsAny(message+mend, "{〔") {
						t.Errorf("%s reads %q, %q", p.Code, message, mend)
					}
				}
			}
		})
	}
}

// The empty template names every thing that is to be filled in, and nothing twice.
func TestFilingTemplate(t *testing.T) {
	name := filepath.Join(t.TempDir(), "t.xlsx")
	ok(t, WriteFilingTemplate(name, wording(t, "zh")))
	got := readFiling(t, name)
	count := map[string]int{}
	for _, p := range got.Problems {
		count[p.Code+" "+p.Sheet]++
	}
	// 16 items of 备案申请 are needed, the filing number is not; the office follows from
	// the place; 8 materials and 7 undertakings are required.
	want := map[string]int{"missing-content 备案申请": 16, "missing-content 备案范围": 1, "missing-content 考点场地": 1, "missing-content 设施设备": 1,
		"missing-content 人员": 1, "material-missing 材料清单": 8, "undertaking-missing 承诺": 7}
	if !reflect.DeepEqual(count, want) {
		t.Errorf("%v, want %v", count, want)
	}
	out := filepath.Join(t.TempDir(), "marked.xlsx")
	ok(t, MarkFiling(context.Background(), name, out, got.Problems, wording(t, "zh")))
	rows := read(t, out, "承诺")
	if len(rows) < 2 || len(rows[1]) != 4 || !strings.Contains(rows[1][3], "是否承诺") {
		t.Errorf("marked rows %q", rows)
	}
}

func TestFilingIsNoWorkbook(t *testing.T) {
	name := filepath.Join(t.TempDir(), "x.xlsx")
	ok(t, os.WriteFile(name, []byte("text"), 0o600))
	if _, err := ReadFiling(context.Background(), name, config(t)); !errors.Is(err, exam.Refuse("not-a-workbook")) {
		t.Error(err)
	}
}

// FuzzReadFiling: no workbook panics, and what is read has its problems or is whole.
func FuzzReadFiling(f *testing.F) {
	for _, name := range []string{filingFile(f, goodFiling(), nil), demo(f)} {
		b, err := os.ReadFile(name)
		ok(f, err)
		f.Add(b)
		f.Add(b[:len(b)/2])
	}
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, b []byte) {
		name := filepath.Join(t.TempDir(), "f.xlsx")
		ok(t, os.WriteFile(name, b, 0o600))
		got, err := ReadFiling(context.Background(), name, config(t))
		if err == nil && got == nil {
			t.Fatal("neither filing nor refusal")
		}
	})
}

// FuzzFilingSheet puts a sheet of its own into a good filing: what the zip's checksums
// keep from FuzzReadFiling.
func FuzzFilingSheet(f *testing.F) {
	good := filingFile(f, goodFiling(), nil)
	parts := map[string][]byte{}
	rewriteOf(f, good, func(name string, b []byte) []byte { parts[name] = b; return b }, nil)
	for n := 1; ; n++ {
		b, there := parts[fmt.Sprintf("xl/worksheets/sheet%d.xml", n)]
		if !there {
			break
		}
		f.Add(byte(n), b)
	}
	f.Add(byte(1), []byte(`<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>`))
	f.Add(byte(3), []byte(`<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1e308</v></c></row></sheetData></worksheet>`))
	f.Fuzz(func(t *testing.T, n byte, b []byte) {
		part := fmt.Sprintf("xl/worksheets/sheet%d.xml", n)
		name := rewriteOf(t, good, func(at string, is []byte) []byte {
			if at == part {
				return b
			}
			return is
		}, nil)
		got, err := ReadFiling(context.Background(), name, config(t))
		if err == nil && got == nil {
			t.Fatal("neither filing nor refusal")
		}
	})
}
