package desk

import (
	"kaowu/app/exam"
	"kaowu/app/sheet"
)

// resultRow is a result as the workbook 成绩册 shows it.
func (d *Desk) resultRow(r ResultRow) sheet.ResultRow {
	w := d.site.opt.Frame.Words
	c, sub := r.Candidate, r.Subject
	score := func(comp exam.Component) string {
		o, needed := r.Result.Parts[comp]
		switch {
		case !needed:
			return w.T("sheet.not-required")
		case o.Score != nil:
			return o.Score.String()
		}
		return w.T("reason." + o.Reason + "-" + string(comp))
	}
	reasons := make([]string, len(r.Result.Reasons))
	for i, code := range r.Result.Reasons {
		reasons[i] = "code:reason." + code
	}
	row := sheet.ResultRow{No: string(c.No), Name: c.Name, Sex: c.Sex, IDNumber: c.IDNumber, Unit: c.Unit,
		Occupation: sub.Occupation, Trade: sub.Trade, Level: sub.Level.Printed(),
		Theory: score(exam.Theory), Practical: score(exam.Practical), Review: score(exam.Review), Total: tenths(r.Result.Total),
		Conclusion: w.T("verdict." + qualifiedCode(r.Result.Qualified)), Reasons: w.T("sheet.list", "list", reasons),
		State: w.T("stage." + r.State), Department: c.Department, Phone: c.Phone, PlanSubject: sub.No}
	if r.Certificate != nil {
		row.Certificate, row.Issued = r.Certificate.Number, string(r.Certificate.Issued)
	}
	return row
}

func qualifiedCode(q bool) string {
	if q {
		return "qualified"
	}
	return "not-qualified"
}

// uploadRow is a qualified person as the workbook of the upload shows them.
func uploadRow(u UploadRow) sheet.UploadRow {
	r := u.Record
	return sheet.UploadRow{Name: r.Name, IDKind: r.IDKind, IDNumber: r.IDNumber, Sex: r.Sex, Birth: r.Birth,
		Education: r.Education, Unit: r.Unit, Phone: r.Phone, Occupation: r.Occupation, OccupationCode: r.OccupationCode,
		Trade: r.Trade, Level: r.Level, Theory: r.Theory, Practical: r.Practical, Review: r.Review, Total: r.Total,
		ExamNo: r.ExamNo, ExamDate: r.ExamDate, Certificate: r.CertificateNo, Issued: r.Issued,
		Body: r.Body, Filing: r.Filing, Plan: r.Plan, Site: r.Site, Kind: r.DataKind, Issuing: r.Body}
}
