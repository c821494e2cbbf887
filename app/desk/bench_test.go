package desk

import (
	"context"
	"crypto/rand"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"kaowu/app/exam"
	"kaowu/store"
)

// bigPlan is a plan of one session with n candidates; only its rows matter here.
func bigPlan(n int) exam.Plan {
	p := exam.Plan{Header: exam.Header{Exam: "SC-JD-2026-0417", SiteLead: "甲", Method: methodExam},
		Subjects: []exam.Subject{{No: "W3", Level: 3, Occupation: "焊工"}},
		Rooms:    []exam.Room{{No: "T01", Kind: exam.Theory, Capacity: n}},
		Sessions: []exam.Session{{No: "T01", Component: exam.Theory, Subject: "W3", Room: "T01", Date: "2026-12-19", Start: "09:00", End: "10:30"}},
		Staff:    []exam.Staff{{ID: "S01", Name: "甲", Role: exam.RoleSiteLead, Sessions: []exam.SessionNo{"T01"}}}}
	for i := range n {
		p.Candidates = append(p.Candidates, exam.Candidate{No: exam.CandidateNo(fmt.Sprintf("2026%06d", i+1)), Name: "贾梓", Sex: "女",
			IDKind: "居民身份证", IDNumber: fmt.Sprintf("5100001984%08d", i), Education: "高中", Unit: "川南重型装备集团有限公司", Department: "铆焊车间",
			Phone: "14125905645", Years: "11", Level: "四级", Certificate: fmt.Sprintf("Y000051000123224%06d", i), Subject: "W3",
			Sessions: map[exam.Component]exam.SessionNo{exam.Theory: "T01"}, Seats: map[exam.Component]int{exam.Theory: i + 1}, Eligibility: "合格"})
	}
	return p
}

// rosterFile writes the same rows as a workbook.
func rosterFile(b *testing.B, p exam.Plan) string {
	b.Helper()
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	for i, c := range p.Candidates {
		row := []any{i + 1, string(c.No), c.Name, c.Sex, c.IDKind, c.IDNumber, c.Education, c.Unit, c.Department, c.Phone, c.Years, c.Level, c.Certificate, c.Subject, "T01", "P01", "", c.Eligibility}
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	file := filepath.Join(b.TempDir(), "roster.xlsx")
	if err := f.SaveAs(file); err != nil {
		b.Fatal(err)
	}
	return file
}

// BenchmarkLoadRoster loads 10,000 candidates, a signed event each, against
// excelize reading the same rows in the same run (design 9: at most 2).
func BenchmarkLoadRoster(b *testing.B) {
	p := bigPlan(10_000)
	file := rosterFile(b, p)
	var load, read time.Duration
	for i := range b.N {
		start := time.Now()
		f, err := excelize.OpenFile(file, excelize.Options{RawCellValue: true})
		if err != nil {
			b.Fatal(err)
		}
		rows, err := f.Rows("Sheet1")
		if err != nil {
			b.Fatal(err)
		}
		for rows.Next() {
			if _, err := rows.Columns(); err != nil {
				b.Fatal(err)
			}
		}
		f.Close()
		read += time.Since(start)

		book, lead, _, err := store.Create(filepath.Join(b.TempDir(), fmt.Sprint(i)), store.Creation{Header: p.Header, Staff: p.Staff,
			Lead: "S01", Passphrase: []byte("drill-passphrase")}, store.Options{ScryptLog: 6})
		if err != nil {
			b.Fatal(err)
		}
		d := newSite(book, "", Options{Rand: rand.Reader}).seat(lead, p.Staff[0])
		start = time.Now()
		if err := d.load(context.Background(), Loading{Plan: p}, exam.Loading{Accepted: []exam.Accepted{}}); err != nil {
			b.Fatal(err)
		}
		load += time.Since(start)
		if err := book.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(load)/float64(read), "excelize-ratio")
}
