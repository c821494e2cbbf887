package sheet

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"kaowu/app/exam"
	"kaowu/app/words"
)

// MarkPlan copies a plan workbook row by row, colours the cells that problems name
// and adds a last column that says what is wrong and how to mend it. A further
// sheet lists all problems, also those that belong to no row. Dates stay dates and
// times times; everything else is written as text, digit for digit. The copy is
// plain: comments, pictures and formulas of the original are not carried.
func MarkPlan(ctx context.Context, in, out string, problems []exam.Problem, w *words.Words) error {
	return mark(ctx, in, out, planForms(), problems, w)
}

// MarkFiling is MarkPlan for a filing workbook.
func MarkFiling(ctx context.Context, in, out string, problems []exam.Problem, w *words.Words) error {
	return mark(ctx, in, out, filingForms(), problems, w)
}

func mark(ctx context.Context, in, out string, forms []form, problems []exam.Problem, w *words.Words) error {
	if _, err := inspect(in); err != nil {
		return err
	}
	scans, err := scanSheets(in)
	if err != nil {
		return err
	}
	return withWorkbook(in, "", func(src *excelize.File) error {
		dst := excelize.NewFile(excelize.Options{TmpDir: filepath.Dir(out)})
		defer dst.Close()
		m, err := newMarker(dst, forms, problems, w)
		if err != nil {
			return err
		}
		if props, err := src.GetWorkbookProps(); err == nil && props.Date1904 != nil {
			m.from1904 = *props.Date1904
		}
		for _, title := range src.GetSheetList() {
			scan, ok := scans[title]
			if !ok || tight(title) == w.T("sheet.problems") {
				continue // a chart sheet, or the list of an earlier marking
			}
			if err := m.copySheet(ctx, src, title, scan); err != nil {
				return err
			}
		}
		if err := m.list(problems); err != nil {
			return err
		}
		return save(dst, out)
	})
}

// marker is one run of mark.
type marker struct {
	dst      *excelize.File
	w        *words.Words
	look     look
	day      [2]int // styles of dates and times: plain, bad
	hour     [2]int
	forms    []form
	byRow    map[string]map[int][]exam.Problem
	first    bool
	from1904 bool
}

func newMarker(dst *excelize.File, forms []form, problems []exam.Problem, w *words.Words) (*marker, error) {
	m := &marker{dst: dst, w: w, forms: forms, byRow: map[string]map[int][]exam.Problem{}, first: true}
	var err error
	if m.look, err = newLook(dst); err != nil {
		return nil, err
	}
	red := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFC7CE"}}
	for i, fill := range []excelize.Fill{{}, red} {
		day, hour := "yyyy-mm-dd", "hh:mm"
		if m.day[i], err = dst.NewStyle(&excelize.Style{CustomNumFmt: &day, Fill: fill}); err != nil {
			return nil, fmt.Errorf("make a style: %w", err)
		}
		if m.hour[i], err = dst.NewStyle(&excelize.Style{CustomNumFmt: &hour, Fill: fill}); err != nil {
			return nil, fmt.Errorf("make a style: %w", err)
		}
	}
	for _, p := range problems {
		if m.byRow[p.Sheet] == nil {
			m.byRow[p.Sheet] = map[int][]exam.Problem{}
		}
		m.byRow[p.Sheet][p.Row] = append(m.byRow[p.Sheet][p.Row], p)
	}
	return m, nil
}

// copySheet streams one sheet. The first rows are held back until the header is
// found, for the columns of problems are names.
func (m *marker) copySheet(ctx context.Context, src *excelize.File, title string, scan sheetScan) error {
	if err := m.addSheet(title); err != nil {
		return err
	}
	to, err := m.dst.NewStreamWriter(title)
	if err != nil {
		return fmt.Errorf("begin the sheet: %w", err)
	}
	c := &sheetCopy{marker: m, to: to, rows: m.byRow[tight(title)], last: min(scan.width, widest)}
	for _, f := range m.forms {
		if f.name == tight(title) {
			c.form = f
		}
	}
	if len(c.rows) > 0 {
		if err := to.SetColWidth(c.last+1, c.last+1, 60); err != nil {
			return fmt.Errorf("set a column: %w", err)
		}
	}
	rows, err := src.Rows(title)
	if err != nil {
		return notWorkbook("damaged")
	}
	defer rows.Close()
	var early [][]string
	blank := 0
	for n := 1; rows.Next() && blank <= blankRun; n++ {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return notWorkbook("damaged")
		}
		if blank++; !blankRow(cells) {
			blank = 0
		}
		if n%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if early = append(early, cells); n < headerWithin {
			continue
		}
		if err := c.flush(early, n-len(early)); err != nil {
			return err
		}
		early = early[:0]
	}
	if err := c.flush(early, c.done); err != nil {
		return err
	}
	if err := to.Flush(); err != nil {
		return exam.Refuse("workbook-not-written", "file", "")
	}
	return nil
}

func (m *marker) addSheet(title string) error {
	if m.first {
		m.first = false
		return m.dst.SetSheetName("Sheet1", title)
	}
	_, err := m.dst.NewSheet(title)
	return err
}

// sheetCopy is one sheet on its way.
type sheetCopy struct {
	*marker
	to     *excelize.StreamWriter
	rows   map[int][]exam.Problem
	form   form
	last   int // columns of the original
	header int // row, 0 until found
	column map[string]int
	done   int
}

// flush writes rows that follow row number `after`.
func (c *sheetCopy) flush(rows [][]string, after int) error {
	if c.header == 0 && c.column == nil {
		best := 1
		for i, cells := range rows {
			if at := c.form.match(cells); len(at) > best {
				best, c.header, c.column = len(at), after+i+1, at
			}
		}
		if c.column == nil {
			c.column = map[string]int{}
		}
	}
	for i, cells := range rows {
		c.done = after + i + 1
		if err := c.write(c.done, cells); err != nil {
			return err
		}
	}
	return nil
}

// write copies a row with its marks.
func (c *sheetCopy) write(row int, cells []string) error {
	found := c.rows[row]
	if len(cells) == 0 && len(found) == 0 {
		return nil
	}
	bad := map[int]bool{}
	for _, p := range found {
		if i, ok := c.column[p.Column]; ok {
			bad[i] = true
		}
	}
	width := len(cells)
	if len(found) > 0 || row == c.header && len(c.rows) > 0 {
		width = c.last + 1
	}
	out := make([]any, max(width, len(cells)))
	for i := range out {
		text := ""
		if i < len(cells) {
			text = cells[i]
		}
		out[i] = c.cell(row, i, text, bad[i])
	}
	switch {
	case len(found) > 0:
		out[c.last] = excelize.Cell{StyleID: c.look.note, Value: c.sentences(found)}
	case row == c.header && len(c.rows) > 0:
		out[c.last] = excelize.Cell{StyleID: c.look.header, Value: c.w.T("sheet.problem")}
	}
	if err := c.to.SetRow(fmt.Sprintf("A%d", row), out); err != nil {
		return fmt.Errorf("write a row: %w", err)
	}
	return nil
}

// cell is the copy of one cell: a day or time that is stored as a number stays one.
func (c *sheetCopy) cell(row, i int, text string, bad bool) any {
	mark, style := 0, 0
	if bad {
		mark, style = 1, c.look.bad
	}
	for _, name := range []string{exam.ColDate, exam.ColStart, exam.ColEnd, exam.ColContent, exam.ColCardValid} {
		if at, ok := c.column[name]; !ok || at != i || row <= c.header || !numberForm.MatchString(text) {
			continue
		}
		d, isDay := readDate(text, c.from1904)
		if (name == exam.ColDate || name == exam.ColContent || name == exam.ColCardValid) && isDay && len(text) < 8 {
			if t, err := time.Parse(time.DateOnly, string(d)); err == nil {
				return excelize.Cell{StyleID: c.day[mark], Value: t}
			}
		}
		if hour, ok := readTime(text); ok && (name == exam.ColStart || name == exam.ColEnd) {
			t, err := time.Parse("15:04", hour)
			if err == nil {
				return excelize.Cell{StyleID: c.hour[mark], Value: float64(t.Hour()*60+t.Minute()) / (24 * 60)}
			}
		}
	}
	if text == "" && !bad {
		return nil
	}
	return excelize.Cell{StyleID: style, Value: text}
}

// sentences are the messages and mends of a row, one a line.
func (m *marker) sentences(found []exam.Problem) string {
	var lines []string
	for _, p := range found {
		message, mend := m.w.Problem(p)
		lines = append(lines, m.w.T("sheet.problem.line", "column", p.Column, "message", message, "mend", mend))
	}
	return strings.Join(lines, "\n")
}

// list writes the sheet that lists all problems.
func (m *marker) list(problems []exam.Problem) error {
	title := m.w.T("sheet.problems")
	if err := m.addSheet(title); err != nil {
		return fmt.Errorf("add sheet: %w", err)
	}
	to, err := m.dst.NewStreamWriter(title)
	if err != nil {
		return fmt.Errorf("begin the sheet: %w", err)
	}
	for i, width := range []float64{8, 12, 8, 18, 16, 60, 60} {
		if err := to.SetColWidth(i+1, i+1, width); err != nil {
			return fmt.Errorf("set a column: %w", err)
		}
	}
	head := []string{}
	for _, k := range []string{"severity", "sheet", "row", "column", "no", "message", "mend"} {
		head = append(head, m.w.T("sheet.problems."+k))
	}
	if err := to.SetRow("A1", styled(head, m.look.header)); err != nil {
		return fmt.Errorf("write a row: %w", err)
	}
	for i, p := range problems {
		message, mend := m.w.Problem(p)
		row := ""
		if p.Row > 0 {
			row = fmt.Sprint(p.Row)
		}
		cells := []string{m.w.T("sheet.severity." + p.Severity), p.Sheet, row, p.Column, string(p.ExamNo), message, mend}
		if err := to.SetRow(fmt.Sprintf("A%d", i+2), styled(cells, m.look.text)); err != nil {
			return fmt.Errorf("write a row: %w", err)
		}
	}
	if err := to.Flush(); err != nil {
		return exam.Refuse("workbook-not-written", "file", "")
	}
	return nil
}
