package sheet

import (
	"strconv"
	"strings"

	"kaowu/app/exam"
	"kaowu/app/words"
)

// The layouts of an upload workbook (domain 11).
const (
	LayoutReport = "report11" // 11 columns, as a real program sends them
	LayoutFull   = "full"     // 26 columns, for drills and offices that ask for more
)

// UploadRow is one qualified person, each value as it is to be written: codes,
// days as 20261219 or 2026-12-30, scores as 78.5 (domain 11).
type UploadRow struct {
	Name, IDKind, IDNumber, Sex, Birth      string
	Education, Unit, Phone                  string
	Occupation, OccupationCode, Trade       string
	Level                                   string // digit 5 to 1
	Theory, Practical, Review, Total        string
	ExamNo, ExamDate, Certificate           string
	Issued                                  string // YYYYMMDD; written with dashes in report11
	Body, Filing, Plan, Site, Kind, Issuing string // Issuing: 发证机构, the body unless the office says otherwise
}

// field is a column of an upload: its official heading, which an office's program
// looks for and no language changes, and where its value comes from.
type field struct {
	title string
	value func(i int, r UploadRow) string
}

func layout(name string) []field {
	if name == LayoutReport {
		return []field{
			{"姓名", func(_ int, r UploadRow) string { return r.Name }}, {"证件类型", func(_ int, r UploadRow) string { return r.IDKind }},
			{"证件号码", func(_ int, r UploadRow) string { return r.IDNumber }}, {"所在单位", func(_ int, r UploadRow) string { return r.Unit }},
			{"职业名称", func(_ int, r UploadRow) string { return r.Occupation }}, {"工种名称", func(_ int, r UploadRow) string { return orDashes(r.Trade) }},
			{"职业技能等级", func(_ int, r UploadRow) string { return r.Level }}, {"证书编号", func(_ int, r UploadRow) string { return r.Certificate }},
			{"发证日期", func(_ int, r UploadRow) string { return dashed(r.Issued) }}, {"评价机构", func(_ int, r UploadRow) string { return r.Body }},
			{"发证机构", func(_ int, r UploadRow) string {
				if r.Issuing == "" {
					return r.Body
				}
				return r.Issuing
			}},
		}
	}
	return []field{
		{"序号", func(i int, _ UploadRow) string { return strconv.Itoa(i + 1) }}, {"姓名", func(_ int, r UploadRow) string { return r.Name }},
		{"证件类型", func(_ int, r UploadRow) string { return r.IDKind }}, {"证件号码", func(_ int, r UploadRow) string { return r.IDNumber }},
		{"性别", func(_ int, r UploadRow) string { return r.Sex }}, {"出生日期", func(_ int, r UploadRow) string { return r.Birth }},
		{"文化程度", func(_ int, r UploadRow) string { return r.Education }}, {"工作单位", func(_ int, r UploadRow) string { return r.Unit }},
		{"联系电话", func(_ int, r UploadRow) string { return r.Phone }}, {"职业名称", func(_ int, r UploadRow) string { return r.Occupation }},
		{"职业编码", func(_ int, r UploadRow) string { return r.OccupationCode }}, {"工种", func(_ int, r UploadRow) string { return orDashes(r.Trade) }},
		{"职业技能等级", func(_ int, r UploadRow) string { return r.Level }}, {"理论知识成绩", func(_ int, r UploadRow) string { return r.Theory }},
		{"操作技能成绩", func(_ int, r UploadRow) string { return r.Practical }}, {"综合评审成绩", func(_ int, r UploadRow) string { return r.Review }},
		{"评定成绩", func(_ int, r UploadRow) string { return r.Total }}, {"准考证号", func(_ int, r UploadRow) string { return r.ExamNo }},
		{"认定日期", func(_ int, r UploadRow) string { return r.ExamDate }}, {"证书编号", func(_ int, r UploadRow) string { return r.Certificate }},
		{"发证日期", func(_ int, r UploadRow) string { return r.Issued }}, {"评价机构名称", func(_ int, r UploadRow) string { return r.Body }},
		{"机构备案编号", func(_ int, r UploadRow) string { return r.Filing }}, {"计划编号", func(_ int, r UploadRow) string { return r.Plan }},
		{"考点名称", func(_ int, r UploadRow) string { return r.Site }}, {"数据类型", func(_ int, r UploadRow) string { return r.Kind }},
	}
}

// orDashes is the mark -- that stands for no trade.
func orDashes(s string) string {
	if s == "" {
		return "--"
	}
	return s
}

// dashed writes 20261230 as 2026-12-30; anything else stays.
func dashed(s string) string {
	if len(s) != 8 || strings.Trim(s, "0123456789") != "" {
		return s
	}
	return s[:4] + "-" + s[4:6] + "-" + s[6:]
}

// WriteUpload writes the qualified persons in an upload layout: the header in row
// 1, one row a person, nothing below, every cell text. An unknown layout is the
// refusal unknown-layout.
func WriteUpload(name, layoutName string, rows []UploadRow, w *words.Words) error {
	if layoutName != LayoutReport && layoutName != LayoutFull {
		return exam.Refuse("unknown-layout", "layout", layoutName)
	}
	fields := layout(layoutName)
	columns := make([]outColumn, len(fields))
	for i, f := range fields {
		columns[i] = outColumn{f.title, 16}
	}
	return grid(name, w.T("sheet.upload"), "", columns, len(rows), func(i int) []string {
		cells := make([]string, len(fields))
		for j, f := range fields {
			cells[j] = f.value(i, rows[i])
		}
		return cells
	})
}
