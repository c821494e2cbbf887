package sheet

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"

	"kaowu/app/exam"
)

// messyRoster is a copy of the demo plan with a blank row below workbook row 13 of
// the roster, a column of the office's own, and a wrong check character in row 15.
func messyRoster(t *testing.T) string {
	t.Helper()
	f, err := excelize.OpenFile(demo(t))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(exam.SheetRoster)
	if err != nil {
		t.Fatal(err)
	}
	id := slices.Index(rows[0], exam.ColIDNumber)
	own, _ := excelize.CoordinatesToCellName(len(rows[0])+1, 1)
	cell, _ := excelize.CoordinatesToCellName(id+1, 15)
	if err := f.InsertRows(exam.SheetRoster, 14, 1); err != nil {
		t.Fatal(err)
	}
	for at, v := range map[string]string{own: "班组", cell: "11010519491231002X9"} {
		if err := f.SetCellStr(exam.SheetRoster, at, v); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(t.TempDir(), "messy.xlsx")
	if err := f.SaveAs(out); err != nil {
		t.Fatal(err)
	}
	return out
}

// A row is shown as it stands, between the filled rows above and below; a column
// that the form does not know has its heading and no name.
func TestNearShowsTheRowsAsTheyStand(t *testing.T) {
	got, err := ReadPlan(context.Background(), messyRoster(t), config(t))
	if err != nil {
		t.Fatal(err)
	}
	e := got.Near(exam.SheetRoster, 15)
	var rows []int
	for _, r := range e.Rows {
		rows = append(rows, r.No)
		if len(r.Cells) != len(e.Columns) {
			t.Errorf("row %d has %d cells, the sheet %d columns", r.No, len(r.Cells), len(e.Columns))
		}
	}
	if !slices.Equal(rows, []int{13, 15, 16}) {
		t.Fatalf("rows %v", rows)
	}
	if at := e.Column(exam.ColIDNumber); at < 0 || e.Rows[1].Cells[at] != "11010519491231002X9" {
		t.Errorf("the cell as written is not shown: column %d", at)
	}
	last := e.Columns[len(e.Columns)-1]
	if last.Head != "班组" || last.Name != "" {
		t.Errorf("the office's own column is %+v", last)
	}
	if e.Column("") != -1 || e.Column("班组") != -1 {
		t.Error("a column that the form does not know is found by name")
	}
	for _, none := range []exam.Excerpt{got.Near(exam.SheetRoster, 14), got.Near(exam.SheetRoster, 0), got.Near("none", 3)} {
		if len(none.Rows) != 0 {
			t.Errorf("shown though it is not there: %+v", none.Rows)
		}
	}
}

// The first row under the header has no neighbour above.
func TestNearTheFirstRow(t *testing.T) {
	got, err := ReadPlan(context.Background(), demo(t), config(t))
	if err != nil {
		t.Fatal(err)
	}
	if e := got.Near(exam.SheetRoster, 2); len(e.Rows) != 2 || e.Rows[0].No != 2 || e.Rows[1].No != 3 {
		t.Errorf("%+v", e.Rows)
	}
}
