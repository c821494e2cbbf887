package sheet

import (
	"context"
	"fmt"
	"os"

	"github.com/xuri/excelize/v2"

	"kaowu/app/exam"
)

// input is a workbook of people's making while it is read: what is wrong with it,
// and where its rows stand.
type input struct {
	out      []exam.Problem
	src      *exam.Source
	tables   codeTables
	from1904 bool
	looks    map[string]*seen      // sheets as they are written
	tell     func(done, total int) // rows of 考生名册; may be nil
}

func newInput(tell func(done, total int)) (*input, error) {
	tables, err := loadCodeTables()
	return &input{src: exam.NewSource(), tables: tables, looks: map[string]*seen{}, tell: tell}, err
}

// read inspects a workbook, hands every row of its forms to fill, by sheet, and
// gives the file's SHA-256 as hex. temp is as PlanConfig.TempDir.
func (r *input) read(ctx context.Context, path, temp string, forms []form, fill map[string]func(*table) error) (string, error) {
	sum, err := inspect(path)
	if err != nil {
		return "", err
	}
	scans, err := scanSheets(path)
	if err != nil {
		return "", err
	}
	return sum, withWorkbook(path, temp, func(f *excelize.File) error { return r.sheets(ctx, f, scans, forms, fill) })
}

// withWorkbook opens an inspected workbook, calls use and removes what was
// unpacked. A panic of the parser on hostile input becomes a refusal.
func withWorkbook(path, temp string, use func(*excelize.File) error) (err error) {
	if temp == "" {
		if temp, err = os.MkdirTemp("", "kaowu-"); err != nil {
			return fmt.Errorf("make a folder to unpack into: %w", err)
		}
		defer os.RemoveAll(temp)
	}
	defer func() {
		if recover() != nil {
			err = notWorkbook("damaged")
		}
	}()
	f, err := excelize.OpenFile(path, excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxSheets + maxStrings + maxMedia + maxOther, TmpDir: temp,
	})
	if f != nil {
		defer f.Close()
	}
	if err != nil {
		return notWorkbook("damaged")
	}
	return use(f)
}

// sheets reads every sheet of the forms, in their order: later sheets lean on what
// earlier ones hold.
func (r *input) sheets(ctx context.Context, f *excelize.File, scans map[string]sheetScan, forms []form, fill map[string]func(*table) error) error {
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		r.from1904 = *props.Date1904
	}
	titles := map[string]string{}
	for _, title := range f.GetSheetList() {
		if _, taken := titles[tight(title)]; !taken {
			titles[tight(title)] = title
		}
	}
	for _, form := range forms {
		title, ok := titles[form.name]
		if !ok {
			r.complain(exam.SeverityError, "missing-sheet", form.name, 0, "", "")
			continue
		}
		scan, ok := scans[title]
		if !ok || !scan.whole {
			return notWorkbook("damaged")
		}
		t := &table{r: r, form: form, scan: scan}
		if err := t.read(ctx, f, title, fill[form.name]); err != nil {
			return err
		}
	}
	return nil
}

// complain notes a problem and, so that the checks do not repeat it, its cell.
func (r *input) complain(severity, code, sheet string, row int, column, value string, pairs ...any) {
	if column != "" && r.src.Bad(sheet, row, column) {
		return
	}
	r.out = append(r.out, exam.NewProblem(severity, code, sheet, row, column, value, pairs...))
	if severity == exam.SeverityError {
		r.src.Complain(sheet, row, column)
	}
}

func (r *input) progress(sheet string, done, total int) {
	if r.tell != nil && sheet == exam.SheetRoster {
		r.tell(min(done, total), total)
	}
}
