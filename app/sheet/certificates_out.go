package sheet

import (
	"strconv"

	"kaowu/app/words"
)

// CertificateRow is a row of the register of certificates 证书登记: one certificate, or
// a run of numbers that nobody holds.
type CertificateRow struct {
	Number, Issued, ExamNo, Name, IDNumber string
	Occupation, Trade, Level               string
	State, Changed, Reason, By             string // withdrawn or reissued: on which day, why, by whom
}

// WriteCertificates writes the register as a workbook of one sheet.
func WriteCertificates(name string, rows []CertificateRow, w *words.Words) error {
	var columns []outColumn
	for _, c := range []struct {
		key   string
		width float64
	}{
		{"seq", 6}, {"number", 25}, {"issued", 12}, {"no", 14}, {"name", 12}, {"id", 21}, {"occupation", 12}, {"trade", 16},
		{"level", 14}, {"state", 10}, {"changed", 12}, {"reason", 28}, {"by", 12},
	} {
		columns = append(columns, outColumn{w.T("sheet.certificate." + c.key), c.width})
	}
	return grid(name, w.T("sheet.certificate"), w.T("sheet.certificate"), columns, len(rows), func(i int) []string {
		r := rows[i]
		return []string{strconv.Itoa(i + 1), r.Number, r.Issued, r.ExamNo, r.Name, r.IDNumber, r.Occupation, r.Trade, r.Level,
			r.State, r.Changed, r.Reason, r.By}
	})
}
