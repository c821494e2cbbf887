package sheet

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"kaowu/app/exam"
)

// roster writes the demo plan with n candidates: its first row again and again,
// each with an ID number and exam number of its own.
func roster(t testing.TB, n int) string {
	t.Helper()
	src, err := excelize.OpenFile(demo(t))
	ok(t, err)
	defer src.Close()
	dst := excelize.NewFile()
	defer dst.Close()
	for i, sheet := range exam.PlanSheets() {
		if i == 0 {
			ok(t, dst.SetSheetName("Sheet1", sheet))
		} else {
			_, err := dst.NewSheet(sheet)
			ok(t, err)
		}
		rows, err := src.GetRows(sheet)
		ok(t, err)
		if sheet == exam.SheetRoster {
			first := rows[1]
			rows = rows[:1]
			for k := range n {
				r := append([]string(nil), first...)
				r[0], r[1], r[5] = fmt.Sprint(k+1), fmt.Sprintf("20266%06d", k), idFor(k)
				r[3] = exam.IDNumber(r[5]).Sex()
				rows = append(rows, r)
			}
		}
		w, err := dst.NewStreamWriter(sheet)
		ok(t, err)
		for r, cells := range rows {
			line := make([]any, len(cells))
			for c, s := range cells {
				line[c] = s
			}
			ok(t, w.SetRow(fmt.Sprintf("A%d", r+1), line))
		}
		ok(t, w.Flush())
	}
	name := filepath.Join(t.TempDir(), fmt.Sprintf("roster-%d.xlsx", n))
	ok(t, dst.SaveAs(name))
	return name
}

// idFor makes valid ID numbers: a day of the 1980s and an order number.
func idFor(k int) string {
	body := fmt.Sprintf("510000198%d%02d%02d%03d", k%10, k/10%12+1, k/120%28+1, k/3360%1000)
	for _, c := range "0123456789X" {
		if n := body + string(c); exam.IDNumber(n).Valid() == nil {
			return n
		}
	}
	return ""
}

// The check finds each of 10,000 candidates and says nothing of them but that one
// session cannot hold them all.
func TestLargeRoster(t *testing.T) {
	got, err := ReadPlan(context.Background(), roster(t, 10_000), config(t))
	ok(t, err)
	if len(got.Plan.Candidates) != 10_000 || got.Problems[0].Code == "id-check" {
		t.Errorf("%d candidates", len(got.Plan.Candidates))
	}
	for _, p := range got.Problems {
		if p.Sheet == exam.SheetRoster {
			t.Fatalf("%s in row %d", p.Code, p.Row)
		}
	}
}

// BenchmarkReadPlan against excelize reading the same rows and nothing else; the
// goal of design 9 is a ratio of 1.3 at most.
func BenchmarkReadPlan(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		file := roster(b, n)
		b.Run(fmt.Sprintf("check/%d", n), func(b *testing.B) {
			cfg := config(b)
			for b.Loop() {
				if _, err := ReadPlan(context.Background(), file, cfg); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("excelize/%d", n), func(b *testing.B) {
			for b.Loop() {
				if err := bareRows(file); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// bareRows reads every row of every sheet through excelize.
func bareRows(file string) error {
	f, err := excelize.OpenFile(file, excelize.Options{RawCellValue: true})
	if err != nil {
		return err
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.Rows(sheet)
		if err != nil {
			return err
		}
		for rows.Next() {
			if _, err := rows.Columns(); err != nil {
				return err
			}
		}
		if err := rows.Close(); err != nil {
			return err
		}
	}
	return nil
}
