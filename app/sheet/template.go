package sheet

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"kaowu/app/exam"
	"kaowu/app/words"
)

// lastTemplateRow is how far down drop-downs of the template reach.
const lastTemplateRow = 5000

// choices are the words that a column of a sheet may hold, offered as a drop-down.
func choices(t codeTables) map[string]map[string][]string {
	levels := []string{"五级", "四级", "三级", "二级", "一级"}
	parts := []string{"理论知识", "操作技能", "综合评审"}
	return map[string]map[string][]string{
		exam.SheetSubjects: {exam.ColLevel: levels},
		exam.SheetScopes:   {exam.ColLowest: levels, exam.ColHighest: levels},
		exam.SheetRooms:    {exam.ColRoomKind: {"理论", "实操", "评审"}},
		exam.SheetSessions: {exam.ColComponent: parts},
		exam.SheetStaff:    {exam.ColRole: roleWords()},
		exam.SheetRoster: {
			exam.ColSex: {"男", "女"}, exam.ColIDKind: t.idKindWords, exam.ColEducation: t.educationWords,
			exam.ColHeld: append([]string{"无"}, levels...), exam.ColEligibility: {"合格", "不合格"},
		},
		exam.SheetRubrics: {exam.ColComponent: parts[1:], exam.ColVeto: {"是", "否"}},
	}
}

// WriteTemplate writes an empty plan workbook: the sheets and columns of design 7,
// every cell as text so that no ID number loses digits, drop-downs where only
// certain words are read. Headings are Chinese in any language: they are what
// ReadPlan looks for. w words the hints beside the drop-downs.
func WriteTemplate(name string, w *words.Words) error {
	tables, err := loadCodeTables()
	if err != nil {
		return err
	}
	return writeForms(name, planForms(), choices(tables), w, func(f *excelize.File) error { return templateItems(f, w) })
}

// writeForms writes a workbook to be filled in: its sheets with their headers and
// drop-downs, and what fill puts below.
func writeForms(name string, forms []form, lists map[string]map[string][]string, w *words.Words, fill func(*excelize.File) error) error {
	f := excelize.NewFile()
	defer f.Close()
	l, err := newLook(f)
	if err != nil {
		return err
	}
	plain, err := f.NewStyle(&excelize.Style{NumFmt: textFormat})
	if err != nil {
		return fmt.Errorf("make a style: %w", err)
	}
	for i, form := range forms {
		if i == 0 {
			err = f.SetSheetName("Sheet1", form.name)
		} else {
			_, err = f.NewSheet(form.name)
		}
		if err != nil {
			return fmt.Errorf("add sheet: %w", err)
		}
		if err := templateSheet(f, form, lists[form.name], l.header, plain, w); err != nil {
			return fmt.Errorf("write sheet: %w", err)
		}
	}
	if err := fill(f); err != nil {
		return fmt.Errorf("write sheet: %w", err)
	}
	return save(f, name)
}

func templateSheet(f *excelize.File, form form, lists map[string][]string, header, plain int, w *words.Words) error {
	for i, c := range form.columns {
		col, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		width := 14.0
		if c.name == exam.ColIDNumber || c.name == exam.ColStaffID || c.name == exam.ColCertificate || c.name == exam.ColContent {
			width = 26
		}
		if c.wide {
			width = 60
		}
		if err := f.SetColWidth(form.name, col, col, width); err != nil {
			return err
		}
		if err := f.SetColStyle(form.name, col, plain); err != nil {
			return err
		}
		if err := f.SetCellStr(form.name, col+"1", c.name); err != nil {
			return err
		}
		if err := f.SetCellStyle(form.name, col+"1", col+"1", header); err != nil {
			return err
		}
		if words, ok := lists[c.name]; ok {
			if err := dropDown(f, form.name, fmt.Sprintf("%s2:%s%d", col, col, lastTemplateRow), words, w); err != nil {
				return err
			}
		}
	}
	return f.SetPanes(form.name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

// templateItems fills the first column of sheet 认定计划.
func templateItems(f *excelize.File, w *words.Words) error {
	for i, item := range headerItems() {
		if err := f.SetCellStr(exam.SheetHeader, fmt.Sprintf("A%d", i+2), item); err != nil {
			return err
		}
		lists := map[string][]string{exam.ItemMethod: exam.Methods(), exam.ItemBodyKind: exam.BodyKinds()}
		if words, ok := lists[item]; ok {
			if err := dropDown(f, exam.SheetHeader, fmt.Sprintf("B%d", i+2), words, w); err != nil {
				return err
			}
		}
	}
	return nil
}

func dropDown(f *excelize.File, sheet, where string, list []string, w *words.Words) error {
	v := excelize.NewDataValidation(true)
	v.SetSqref(where)
	if err := v.SetDropList(list); err != nil {
		return err
	}
	v.SetError(excelize.DataValidationErrorStyleStop, w.T("sheet.list.title"), w.T("sheet.list.hint"))
	return f.AddDataValidation(sheet, v)
}
