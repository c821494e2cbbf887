package sheet

import (
	"strconv"

	"kaowu/app/words"
)

// LedgerRow is one exam in the ledger 工作台账 (notice 9.3, domain 9.13). Days are
// 2026-12-19; texts are as they are to be read.
type LedgerRow struct {
	Year                                     int // of the exam; the running number begins anew with each
	Plan, Filed, Receipt                     string
	From, To                                 string
	Subjects                                 string // 焊工 三级、电工 三级
	Enrolled, Expected, Present, Qualified   int    // 报名, 应考, 实考, 合格
	Assessors, Supervisors                   string // names
	Violations                               int
	NoticeFrom, NoticeTo                     string
	Batches, UploadResult                    string
	FirstCertificate, LastCertificate, Issue string
	Archive, KeepUntil                       string
}

// WriteLedger writes the ledger, a row an exam, in the order given.
func WriteLedger(name string, rows []LedgerRow, w *words.Words) error {
	return pages(name, ledgerPage(rows, w))
}

func ledgerPage(rows []LedgerRow, w *words.Words) page {
	var columns []outColumn
	for _, c := range []struct {
		key   string
		width float64
	}{
		{"seq", 10}, {"plan", 20}, {"filed", 12}, {"receipt", 18}, {"from", 12}, {"to", 12}, {"subjects", 30}, {"enrolled", 8},
		{"expected", 8}, {"present", 8}, {"qualified", 8}, {"assessors", 30}, {"supervisors", 20}, {"violations", 8},
		{"notice-from", 12}, {"notice-to", 12}, {"batches", 20}, {"upload-result", 20}, {"first", 25}, {"last", 25},
		{"issue", 12}, {"archive", 20}, {"keep", 12},
	} {
		columns = append(columns, outColumn{w.T("sheet.ledger." + c.key), c.width})
	}
	running := map[int]int{}
	return page{w.T("sheet.ledger"), w.T("sheet.ledger"), columns, len(rows), func(i int) []string {
		r := rows[i]
		running[r.Year]++
		return []string{
			w.T("sheet.ledger.number", "year", r.Year, "number", running[r.Year]), r.Plan, r.Filed, r.Receipt, r.From, r.To, r.Subjects,
			strconv.Itoa(r.Enrolled), strconv.Itoa(r.Expected), strconv.Itoa(r.Present), strconv.Itoa(r.Qualified),
			r.Assessors, r.Supervisors, strconv.Itoa(r.Violations), r.NoticeFrom, r.NoticeTo, r.Batches, r.UploadResult,
			r.FirstCertificate, r.LastCertificate, r.Issue, r.Archive, r.KeepUntil,
		}
	}}
}
