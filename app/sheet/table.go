package sheet

import (
	"context"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"kaowu/app/exam"
)

// Where a table may stand on its sheet, and how much emptiness is read through.
const (
	headerWithin = 6     // the header is in one of the first rows
	blankRun     = 20000 // empty rows in a row after which reading stops
	widest       = 1024  // columns; a wider row is either damage or an attack
)

// table reads one sheet row by row by the names of its columns.
type table struct {
	r      *input
	form   form
	column map[string]int // official name → index from 0
	extra  map[int]string // index → name of a column that the form does not know
	scan   sheetScan
	row    int // workbook row now read, from 1
	cells  []string
}

// tidyHeader is a header cell without blanks, line ends and marks of duty.
func tidyHeader(s string) string {
	return strings.TrimRight(strings.TrimLeft(strings.ReplaceAll(exam.CleanText(s), " ", ""), "*"), "*:")
}

// names maps every accepted spelling of a form's columns to the official one.
func (f form) names() map[string]string {
	out := map[string]string{}
	for _, c := range f.columns {
		for _, n := range append([]string{c.name}, c.also...) {
			if _, taken := out[tidyHeader(n)]; !taken {
				out[tidyHeader(n)] = c.name
			}
		}
	}
	return out
}

// match finds the form's columns in a row. The official name wins over another
// spelling, the first of two equal ones over the second.
func (f form) match(cells []string) map[string]int {
	names, at, exact := f.names(), map[string]int{}, map[string]bool{}
	for i, s := range cells {
		s = tidyHeader(s)
		name, ok := names[s]
		if open := strings.IndexAny(s, "(("); !ok && open > 0 {
			name, ok = names[strings.TrimRight(s[:open], "*")]
		}
		if !ok {
			continue
		}
		if _, taken := at[name]; !taken || s == name && !exact[name] {
			at[name] = i
		}
		exact[name] = exact[name] || s == name
	}
	return at
}

// read finds the header, reports missing columns, and calls each for every row
// below that is not blank.
func (t *table) read(ctx context.Context, f *excelize.File, title string, each func(*table) error) error {
	rows, err := f.Rows(title)
	if err != nil {
		return fmt.Errorf("read sheet: %w", err)
	}
	defer rows.Close()
	var early [][]string
	for len(early) < headerWithin && rows.Next() {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return notWorkbook("damaged")
		}
		early = append(early, cells)
	}
	header := t.header(early)
	if header < 0 {
		return nil
	}
	for i := header + 1; i < len(early); i++ {
		if err := t.take(i+1, early[i], each); err != nil {
			return err
		}
	}
	blank, wide := 0, 0
	t.row = len(early)
	return ahead(rows, func(cells []string) error {
		at := t.row + 1
		if at%256 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			t.r.progress(t.form.name, at, t.scan.rows)
		}
		if len(cells) > widest {
			if wide++; wide > 100 {
				return notWorkbook("wide")
			}
		}
		if blank++; !blankRow(cells) {
			blank = 0
		}
		if blank > blankRun {
			t.r.complain(exam.SeverityWarning, "blank-rows", t.form.name, at, "", "", "n", blankRun)
			return errEnough
		}
		if err := t.take(at, cells, each); err != nil {
			return err
		}
		t.row = at
		return nil
	})
}

// header picks the row that names most columns; -1 when none names two.
func (t *table) header(early [][]string) int {
	best, header := 1, -1
	for i, cells := range early {
		if m := t.form.match(cells); len(m) > best {
			best, header, t.column = len(m), i, m
		}
	}
	if header < 0 {
		t.r.complain(exam.SeverityError, "missing-header", t.form.name, 0, "", "", "columns", t.form.mustNames())
		return -1
	}
	for _, c := range t.form.columns {
		if _, ok := t.column[c.name]; !ok && c.must {
			t.r.out = append(t.r.out, exam.NewProblem(exam.SeverityError, "missing-column", t.form.name, header+1, c.name, ""))
			t.r.src.Complain(t.form.name, 0, c.name)
		}
	}
	t.extra = map[int]string{}
	used := map[int]bool{}
	for _, i := range t.column {
		used[i] = true
	}
	for i, s := range early[header] {
		if name := exam.CleanName(s); !used[i] && name != "" {
			t.extra[i] = name
		}
	}
	t.keepHead(early[header])
	return header
}

func (f form) mustNames() []string {
	var out []string
	for _, c := range f.columns {
		if c.must {
			out = append(out, c.name)
		}
	}
	return out
}

func blankRow(cells []string) bool {
	for _, s := range cells {
		if s != "" && exam.CleanText(s) != "" {
			return false
		}
	}
	return true
}

// take hands one row on, unless it is blank, holds nothing but its running number,
// or is a remark below the table, which is reported.
func (t *table) take(row int, cells []string, each func(*table) error) error {
	t.row, t.cells = row, cells
	if !blankRow(cells) {
		t.keepRow(row, cells)
	}
	filled, known := 0, 0
	for i, s := range cells {
		_, doubtful := t.scan.doubts[place{row, i + 1}]
		if s == "" && !doubtful || exam.CleanText(s) == "" && !doubtful {
			continue
		}
		if n, ok := t.column[exam.ColItemNo]; ok && n == i && t.form.name == exam.SheetRoster {
			continue
		}
		filled++
		if _, extra := t.extra[i]; !extra {
			known++
		}
	}
	if known == 0 {
		return nil
	}
	if filled == 1 && len(t.form.mustNames()) > 3 {
		t.r.complain(exam.SeverityWarning, "stray-row", t.form.name, row, "", "")
		return nil
	}
	if !t.form.items {
		for _, c := range t.form.columns {
			if c.fill && t.has(c.name) && exam.CleanText(t.raw(c.name)) == "" {
				t.bad("missing-content", c.name, "item", c.name)
			}
		}
	}
	return each(t)
}

// has says whether the sheet has a column.
func (t *table) has(name string) bool { _, ok := t.column[name]; return ok }

// raw is a cell as stored, empty when there is none. A formula without result
// counts as reported and empty.
func (t *table) raw(name string) string {
	i, ok := t.column[name]
	if !ok {
		return ""
	}
	if t.scan.doubts[place{t.row, i + 1}] == noResult {
		t.bad("formula-no-result", name)
		return ""
	}
	if i >= len(t.cells) {
		return ""
	}
	return t.cells[i]
}

// text is a cell of prose or a name.
func (t *table) text(name string) string { return exam.CleanName(t.raw(name)) }

// code is a cell that holds a number of a thing: no blanks, half-width. One that
// is stored as a number too long to be trusted is reported.
func (t *table) code(name string) string {
	raw := t.raw(name)
	if i, ok := t.column[name]; ok && t.scan.doubts[place{t.row, i + 1}] == longNumber && len(wholeNumber(raw)) > 15 {
		t.bad("id-number-cell", name)
		return ""
	}
	return wholeNumber(raw)
}

// id is a cell that holds an ID number. Any number of 12 digits or more that is
// stored as a number is refused: spreadsheets keep 15 digits of 18.
func (t *table) id(name string) string {
	raw := t.raw(name)
	if i, ok := t.column[name]; ok && t.scan.doubts[place{t.row, i + 1}] == longNumber {
		t.bad("id-number-cell", name)
		return ""
	}
	return exam.CleanID(raw)
}

// bad reports the cell of the present row in a column, once.
func (t *table) bad(code, name string, pairs ...any) {
	raw := ""
	if i, ok := t.column[name]; ok && i < len(t.cells) {
		raw = t.cells[i]
	}
	t.r.complain(exam.SeverityError, code, t.form.name, t.row, name, raw, pairs...)
}

// date, time, level, component, count and score read typed cells; what cannot be
// read is reported and stands as the zero value.
func (t *table) date(name string) exam.Date {
	raw := t.raw(name)
	if exam.CleanText(raw) == "" {
		return ""
	}
	d, ok := readDate(raw, t.r.from1904)
	if !ok {
		t.bad("bad-date", name)
	}
	return d
}

func (t *table) time(name string) string {
	raw := t.raw(name)
	if exam.CleanText(raw) == "" {
		return ""
	}
	s, ok := readTime(raw)
	if !ok {
		t.bad("bad-value", name, "want", "code:want.time")
	}
	return s
}

func (t *table) level(name string) exam.Level {
	s := wholeNumber(t.raw(name))
	if s == "" {
		return 0
	}
	l, ok := exam.ParseLevel(s)
	if !ok {
		t.bad("bad-value", name, "want", "code:want.level")
	}
	return l
}

func (t *table) component(name string) exam.Component {
	s := tight(t.raw(name))
	if s == "" {
		return ""
	}
	c, ok := exam.ComponentWords()[s]
	if !ok {
		t.bad("bad-value", name, "want", []string{"理论知识", "操作技能", "综合评审"})
	}
	return c
}

func (t *table) count(name string) int {
	s := wholeNumber(strings.TrimRight(tight(t.raw(name)), "人个位"))
	if s == "" {
		return 0
	}
	n, err := exam.ParseTenths(s)
	if err != nil || n%10 != 0 || n <= 0 || n > 1e6 {
		t.bad("bad-value", name, "want", "code:want.count")
		return 0
	}
	return int(n / 10)
}

func (t *table) score(name string) (exam.Tenths, bool) {
	s := strings.TrimSuffix(plainNumber(t.raw(name)), "分")
	if s == "" || s == "-" || s == "--" || s == "/" {
		return 0, false
	}
	n, err := exam.ParseTenths(s)
	if err != nil {
		t.bad("bad-value", name, "want", "code:want.mark")
		return 0, false
	}
	return n, true
}
