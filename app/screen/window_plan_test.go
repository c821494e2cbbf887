//go:build windowtest

package screen_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"kaowu/app/exam"
)

// dayTimes are the day at the site, in China, and three clock times on it: when the
// practical exam begins, when the theory paper does, and when it ends. Both doors may
// be opened now and nobody is late for minutes. Close to midnight the sessions are
// short, so that they stay on their day; the doors are the same.
func dayTimes() (day time.Time, practical, theory, end string) {
	now := time.Now().In(time.FixedZone("", 8*3600))
	minute := now.Hour()*60 + now.Minute()
	at := func(n, latest int) string {
		n = min(minute+n, 24*60-latest)
		return fmt.Sprintf("%02d:%02d", n/60, n%60)
	}
	return now, at(4, 3), at(29, 2), at(119, 1)
}

// dayPlan is the plan of one short day, today: the practical exam of four welders,
// then their theory paper. It is the plan of twelve of the commands' tests, with the
// rest taken out and a rubric of three items.
func dayPlan(t *testing.T) string {
	t.Helper()
	day, practical, theory, end := dayTimes()
	p := planBook{t: t}
	var err error
	if p.file, err = excelize.OpenFile("../cli/testdata/plan12.xlsx"); err != nil {
		t.Fatal(err)
	}
	defer p.file.Close()
	p.keep(exam.SheetSubjects, exam.ColSubject, "W3")
	p.keep(exam.SheetScopes, exam.ColOccupation, "焊工")
	p.keep(exam.SheetRooms, exam.ColRoom, "T01", "P01")
	p.keep(exam.SheetSessions, exam.ColSession, "T01", "P01")
	p.keep(exam.SheetStaff, exam.ColDuties, "T01", "P01", "T01、P01、R01", "全部")
	p.keep(exam.SheetRoster, exam.ColItemNo, "1", "2", "3", "4")
	p.keep(exam.SheetRubrics, exam.ColSubject, "W3")
	p.keep(exam.SheetRubrics, exam.ColItemNo, "1", "4", "5")

	for i, full := range []string{"10", "50", "40"} {
		p.set(exam.SheetRubrics, exam.ColItemNo, i, strconv.Itoa(i+1))
		p.set(exam.SheetRubrics, exam.ColFull, i, full)
	}
	for i, s := range [][]string{{theory, end}, {practical, theory}} { // T01, P01
		p.set(exam.SheetSessions, exam.ColDate, i, day.Format(time.DateOnly))
		p.set(exam.SheetSessions, exam.ColStart, i, s[0])
		p.set(exam.SheetSessions, exam.ColEnd, i, s[1])
	}
	p.item(exam.ItemFiled, day.AddDate(0, -3, 0))
	p.item(exam.ItemFrom, day)
	p.item(exam.ItemTo, day)
	p.item(exam.ItemValid, day.AddDate(1, 0, 0))
	for i, duties := range p.column(exam.SheetStaff, exam.ColDuties) {
		if duties == "T01、P01、R01" {
			p.set(exam.SheetStaff, exam.ColDuties, i, "T01、P01")
		}
	}
	name := filepath.Join(t.TempDir(), "plan.xlsx")
	if err := p.file.SaveAs(name); err != nil {
		t.Fatal(err)
	}
	return name
}

// planBook is a plan workbook under the pen.
type planBook struct {
	t    *testing.T
	file *excelize.File
}

func (p planBook) rows(sheet string) [][]string {
	p.t.Helper()
	rows, err := p.file.GetRows(sheet)
	if err != nil {
		p.t.Fatal(err)
	}
	return rows
}

// column gives the cells under a heading.
func (p planBook) column(sheet, heading string) []string {
	p.t.Helper()
	rows := p.rows(sheet)
	at := slices.Index(rows[0], heading)
	if at < 0 {
		p.t.Fatalf("%s has no column %s", sheet, heading)
	}
	out := make([]string, len(rows)-1)
	for i, r := range rows[1:] {
		if at < len(r) {
			out[i] = r[at]
		}
	}
	return out
}

// keep takes out every row whose cell is none of these.
func (p planBook) keep(sheet, heading string, cells ...string) {
	p.t.Helper()
	for i, cell := range slices.Backward(p.column(sheet, heading)) {
		if slices.Contains(cells, cell) {
			continue
		}
		if err := p.file.RemoveRow(sheet, i+2); err != nil {
			p.t.Fatal(err)
		}
	}
}

// set writes the cell of the i-th row under a heading, as text.
func (p planBook) set(sheet, heading string, i int, text string) {
	p.t.Helper()
	at, err := excelize.CoordinatesToCellName(slices.Index(p.rows(sheet)[0], heading)+1, i+2)
	if err == nil {
		err = p.file.SetCellStr(sheet, at, text)
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

// item writes a day on sheet 认定计划.
func (p planBook) item(name string, day time.Time) {
	p.t.Helper()
	p.set(exam.SheetHeader, exam.ColContent, slices.Index(p.column(exam.SheetHeader, exam.ColItem), name), day.Format(time.DateOnly))
}
