package desk

import (
	"fmt"

	"kaowu/app/exam"
	"kaowu/app/sheet"
)

const registerName = "certificates.xlsx"

// writeRegister writes the register as a workbook: a row a certificate by number, and
// below a row for each run of numbers that nobody holds.
func (d *Desk) writeRegister(path string, v CertificatesView) error {
	w := d.site.opt.Frame.Words
	rows := make([]sheet.CertificateRow, 0, len(v.Rows)+len(v.Gaps))
	for _, r := range v.Rows {
		row := sheet.CertificateRow{Number: r.Number, Issued: string(r.Issued), ExamNo: string(r.Candidate.No), Name: r.Candidate.Name, IDNumber: r.Candidate.IDNumber,
			Occupation: r.Subject.Occupation, Trade: r.Subject.Trade, Level: r.Subject.Level.Printed(), State: w.T("certstate." + r.State)}
		if n := len(r.Register.Reissued); n > 0 {
			last := r.Register.Reissued[n-1]
			row.Changed, row.Reason, row.By = string(last.Date), last.Reason, d.site.name(last.By)
		}
		if x := r.Register.Withdrawn; x != nil {
			row.Changed, row.Reason, row.By = x.When.Format("2006-01-02"), x.Reason, d.site.name(x.By)
		}
		rows = append(rows, row)
	}
	for _, g := range v.Gaps {
		row := sheet.CertificateRow{Number: Gap(g.NumberSpan), State: w.T("certstate.gap"), Reason: GapReason(w.T, g)}
		if g.By != "" {
			row.By = d.site.name(g.By)
		}
		rows = append(rows, row)
	}
	return sheet.WriteCertificates(path, rows, w)
}

// GapReason is why nobody holds a run of numbers: as it was given, or what is known.
func GapReason(t func(string, ...any) string, g NumberGap) string {
	switch {
	case g.Reason != "":
		return g.Reason
	case g.Away:
		return t("certgap.elsewhere")
	case g.Skipped:
		return t("certgap.other-exam")
	}
	return t("certgap.cut-short")
}

// Gap prints a run of numbers by its first and last.
func Gap(s exam.NumberSpan) string {
	if s.From == s.To {
		return fmt.Sprintf("%s%06d", s.Series, s.From)
	}
	return fmt.Sprintf("%s%06d–%06d", s.Series, s.From, s.To)
}
