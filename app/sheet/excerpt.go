package sheet

import (
	"slices"

	"kaowu/app/exam"
)

// seen is what a sheet looks like: its headings and the rows that are not blank, in
// order, as they are written.
type seen struct {
	columns []exam.ExcerptColumn
	rows    []exam.ExcerptRow
}

// keepHead notes the headings of the sheet that is read, once its columns are known.
func (t *table) keepHead(cells []string) {
	s := &seen{columns: make([]exam.ExcerptColumn, len(cells))}
	for i, head := range cells {
		s.columns[i].Head = exam.CleanName(head)
	}
	for name, i := range t.column {
		s.columns[i].Name = name
	}
	t.r.looks[t.form.name] = s
}

// keepRow notes a row as it is written. The cells are the reader's own: nothing is
// copied.
func (t *table) keepRow(row int, cells []string) {
	if s := t.r.looks[t.form.name]; s != nil {
		s.rows = append(s.rows, exam.ExcerptRow{No: row, Cells: cells})
	}
}

// Near shows a row of a sheet with the filled rows right above and below it, as the
// workbook has them. It is empty where the sheet has no such row.
func (p *PlanFile) Near(sheet string, row int) exam.Excerpt {
	s := p.looks[sheet]
	if s == nil || row == 0 {
		return exam.Excerpt{}
	}
	at, found := slices.BinarySearchFunc(s.rows, row, func(r exam.ExcerptRow, no int) int { return r.No - no })
	if !found {
		return exam.Excerpt{}
	}
	out := exam.Excerpt{Columns: s.columns}
	for _, r := range s.rows[max(0, at-1):min(len(s.rows), at+2)] {
		cells := make([]string, len(s.columns))
		copy(cells, r.Cells)
		out.Rows = append(out.Rows, exam.ExcerptRow{No: r.No, Cells: cells})
	}
	return out
}
