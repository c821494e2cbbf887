package exam

// Source says where each row of a plan stands in its workbook, and which cells
// the reader has already complained of. A nil Source places row i of every sheet
// at workbook row i+2, right below a header in row 1.
type Source struct {
	rows  map[string][]int
	items map[int][]int
	head  map[string]int
	bad   map[cell]bool
}

// NewSource makes an empty Source.
func NewSource() *Source {
	return &Source{rows: map[string][]int{}, items: map[int][]int{}, head: map[string]int{}, bad: map[cell]bool{}}
}

// Add notes the workbook row (1-based) of the next plan row of a sheet.
func (s *Source) Add(sheet string, row int) { s.rows[sheet] = append(s.rows[sheet], row) }

// AddItem notes the workbook row of the next item of rubric number i of the plan.
func (s *Source) AddItem(i, row int) { s.items[i] = append(s.items[i], row) }

// AddHead notes the workbook row of an item of sheet 认定计划.
func (s *Source) AddHead(item string, row int) { s.head[item] = row }

// Complain notes that a cell has been reported.
func (s *Source) Complain(sheet string, row int, column string) {
	s.bad[cell{sheet, row, column}] = true
}

// Bad says whether a cell has been reported, or its whole column (row 0).
func (s *Source) Bad(sheet string, row int, column string) bool {
	return s != nil && (s.bad[cell{sheet, row, column}] || s.bad[cell{sheet, 0, column}] || s.bad[cell{sheet, 0, ""}])
}

// Row is the workbook row of row i (from 0) of a sheet.
func (s *Source) Row(sheet string, i int) int {
	if s == nil || i >= len(s.rows[sheet]) {
		return i + 2
	}
	return s.rows[sheet][i]
}

// ItemRow is the workbook row of item j of rubric i (both from 0).
func (s *Source) ItemRow(i, j int) int {
	if s == nil || j >= len(s.items[i]) {
		return j + 2
	}
	return s.items[i][j]
}

// HeadRow is the workbook row of an item of sheet 认定计划, 0 when it has none.
func (s *Source) HeadRow(item string) int {
	if s == nil {
		return 0
	}
	return s.head[item]
}
