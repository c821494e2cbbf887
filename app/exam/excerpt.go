package exam

// Excerpt is a row of a workbook between its neighbours, as they are written: what
// somebody sees who looks for the row with a spreadsheet.
type Excerpt struct {
	Columns []ExcerptColumn
	Rows    []ExcerptRow
}

// ExcerptColumn is a column of the sheet.
type ExcerptColumn struct {
	Head string // its heading as the workbook has it
	Name string // what the form calls it; empty for a column that the form does not know
}

// ExcerptRow is one row: its number in the workbook, and a cell for each column.
type ExcerptRow struct {
	No    int
	Cells []string
}

// Column is the index of the column that the form calls name; -1 where there is none.
func (e Excerpt) Column(name string) int {
	for i, c := range e.Columns {
		if c.Name == name && name != "" {
			return i
		}
	}
	return -1
}
