package sheet

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/xuri/excelize/v2"

	"kaowu/app/exam"
)

// textFormat is the number format @: what is typed stays text, digit for digit.
const textFormat = 49

// save writes a finished workbook under a temporary name, flushes it to the disk
// and renames it, so that nothing half-written ever has the final name. Callers
// find a full disk as the refusal workbook-not-written.
func save(f *excelize.File, name string) (err error) {
	tmp, err := os.CreateTemp(filepath.Dir(name), ".kaowu-*.xlsx")
	if err != nil {
		return exam.Refuse("workbook-not-written", "file", filepath.Base(name))
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(tmp.Name()))
		}
	}()
	_, werr := f.WriteTo(tmp)
	serr := tmp.Sync()
	cerr := tmp.Close()
	if werr != nil || serr != nil || cerr != nil {
		return exam.Refuse("workbook-not-written", "file", filepath.Base(name))
	}
	if err := os.Rename(tmp.Name(), name); err != nil {
		return exam.Refuse("workbook-not-written", "file", filepath.Base(name))
	}
	return nil
}

// look is the styles that every written workbook shares.
type look struct {
	title, header, text, number, bad, note int
}

func newLook(f *excelize.File) (look, error) {
	var l look
	thin := []excelize.Border{
		{Type: "left", Style: 1, Color: "999999"}, {Type: "right", Style: 1, Color: "999999"},
		{Type: "top", Style: 1, Color: "999999"}, {Type: "bottom", Style: 1, Color: "999999"},
	}
	for _, s := range []struct {
		at    *int
		style excelize.Style
	}{
		{&l.title, excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}, Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center"}}},
		{&l.header, excelize.Style{
			Font: &excelize.Font{Bold: true}, Border: thin, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7ECF2"}},
			Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}, NumFmt: textFormat,
		}},
		{&l.text, excelize.Style{Border: thin, NumFmt: textFormat, Alignment: &excelize.Alignment{Vertical: "center"}}},
		{&l.number, excelize.Style{Border: thin, Alignment: &excelize.Alignment{Horizontal: "right", Vertical: "center"}}},
		{&l.bad, excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFC7CE"}}, NumFmt: textFormat}},
		{&l.note, excelize.Style{Font: &excelize.Font{Color: "9C0006"}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"}}},
	} {
		id, err := f.NewStyle(&s.style)
		if err != nil {
			return l, fmt.Errorf("make a style: %w", err)
		}
		*s.at = id
	}
	return l, nil
}

// outColumn is a column of a written workbook.
type outColumn struct {
	title string
	width float64
}

// page is one sheet of a written workbook: an optional title over all columns, the
// header, then n rows of text whose cells stand in the order of the columns.
type page struct {
	sheet, title string
	columns      []outColumn
	n            int
	row          func(i int) []string
}

// grid writes a workbook of one sheet.
func grid(name, sheet, title string, columns []outColumn, n int, row func(i int) []string) error {
	return pages(name, page{sheet, title, columns, n, row})
}

// pages writes a workbook of one sheet or more.
func pages(name string, list ...page) error {
	f := excelize.NewFile(excelize.Options{TmpDir: filepath.Dir(name)}) // what does not fit in memory stays beside the target
	defer f.Close()
	l, err := newLook(f)
	if err != nil {
		return err
	}
	for i, p := range list {
		if i == 0 {
			err = f.SetSheetName("Sheet1", p.sheet)
		} else {
			_, err = f.NewSheet(p.sheet)
		}
		if err != nil {
			return fmt.Errorf("name the sheet: %w", err)
		}
		if err := p.write(f, l, name); err != nil {
			return err
		}
	}
	return save(f, name)
}

func (p page) write(f *excelize.File, l look, name string) error {
	w, err := f.NewStreamWriter(p.sheet)
	if err != nil {
		return fmt.Errorf("begin the sheet: %w", err)
	}
	for i, c := range p.columns {
		if err := w.SetColWidth(i+1, i+1, c.width); err != nil {
			return fmt.Errorf("set a column: %w", err)
		}
	}
	top := 1
	if p.title != "" {
		top = 2
	}
	pane := &excelize.Panes{Freeze: true, YSplit: top, TopLeftCell: fmt.Sprintf("A%d", top+1), ActivePane: "bottomLeft"}
	if err := w.SetPanes(pane); err != nil {
		return fmt.Errorf("freeze the header: %w", err)
	}
	if p.title != "" {
		if err := w.SetRow("A1", []any{excelize.Cell{StyleID: l.title, Value: p.title}}, excelize.RowOpts{Height: 26}); err != nil {
			return fmt.Errorf("write the title: %w", err)
		}
		last, err := excelize.CoordinatesToCellName(len(p.columns), 1)
		if err != nil {
			return fmt.Errorf("write the title: %w", err)
		}
		if err := w.MergeCell("A1", last); err != nil {
			return fmt.Errorf("write the title: %w", err)
		}
	}
	head := make([]string, len(p.columns))
	for i, c := range p.columns {
		head[i] = c.title
	}
	if err := w.SetRow(fmt.Sprintf("A%d", top), styled(head, l.header)); err != nil {
		return fmt.Errorf("write the header: %w", err)
	}
	for i := range p.n {
		if err := w.SetRow(fmt.Sprintf("A%d", top+1+i), styled(p.row(i), l.text)); err != nil {
			return fmt.Errorf("write a row: %w", err)
		}
	}
	if err := w.Flush(); err != nil {
		return exam.Refuse("workbook-not-written", "file", filepath.Base(name))
	}
	return nil
}

// styled makes cells of text; excelize writes strings as strings, so neither an
// ID number nor a text that begins with = turns into anything else.
func styled(cells []string, style int) []any {
	out := make([]any, len(cells))
	for i, s := range cells {
		out[i] = excelize.Cell{StyleID: style, Value: s}
	}
	return out
}
