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

// ledgerColumn is a column: the end of its wording's key, and how wide it is.
type ledgerColumn struct {
	key   string
	width float64
}

func ledgerColumns() []ledgerColumn {
	return []ledgerColumn{
		{"seq", 10}, {"plan", 20}, {"filed", 12}, {"receipt", 18}, {"from", 12}, {"to", 12}, {"subjects", 30}, {"enrolled", 8},
		{"expected", 8}, {"present", 8}, {"qualified", 8}, {"assessors", 30}, {"supervisors", 20}, {"violations", 8},
		{"notice-from", 12}, {"notice-to", 12}, {"batches", 20}, {"upload-result", 20}, {"first", 25}, {"last", 25},
		{"issue", 12}, {"archive", 20}, {"keep", 12},
	}
}

// WriteLedger writes the ledger, a row an exam, in the order given.
func WriteLedger(name string, rows []LedgerRow, w *words.Words) error {
	return pages(name, ledgerPage(rows, w))
}

func ledgerPage(rows []LedgerRow, w *words.Words) page {
	var columns []outColumn
	for _, c := range ledgerColumns() {
		columns = append(columns, outColumn{w.T("sheet.ledger." + c.key), c.width})
	}
	running := map[int]int{}
	return page{w.T("sheet.ledger"), w.T("sheet.ledger"), columns, len(rows), func(i int) []string {
		running[rows[i].Year]++
		return rows[i].texts(running[rows[i].Year], w)
	}}
}

// texts is the row in the order of the columns, the n-th of its year.
func (r LedgerRow) texts(n int, w *words.Words) []string {
	return []string{
		w.T("sheet.ledger.number", "year", r.Year, "number", n), r.Plan, r.Filed, r.Receipt, r.From, r.To, r.Subjects,
		strconv.Itoa(r.Enrolled), strconv.Itoa(r.Expected), strconv.Itoa(r.Present), strconv.Itoa(r.Qualified),
		r.Assessors, r.Supervisors, strconv.Itoa(r.Violations), r.NoticeFrom, r.NoticeTo, r.Batches, r.UploadResult,
		r.FirstCertificate, r.LastCertificate, r.Issue, r.Archive, r.KeepUntil,
	}
}

// Lines is the row with each column's heading, for a page that has them below one
// another; the running number is the workbook's to give.
func (r LedgerRow) Lines(w *words.Words) (heads, values []string) {
	for _, c := range ledgerColumns()[1:] {
		heads = append(heads, w.T("sheet.ledger."+c.key))
	}
	return heads, r.texts(0, w)[1:]
}
