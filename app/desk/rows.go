package desk

import (
	"slices"
	"strconv"
	"strings"

	"kaowu/app/exam"
	"kaowu/app/sheet"
	"kaowu/sync/province"
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

// ledgerRow is the exam's line of the ledger 工作台账 (notice 9.3; domain 9.13).
func (d *Desk) ledgerRow(v ResultsView) (sheet.LedgerRow, error) {
	r, err := d.site.Roster()
	if err != nil {
		return sheet.LedgerRow{}, err
	}
	pol, err := d.site.Policy()
	if err != nil {
		return sheet.LedgerRow{}, err
	}
	h := r.Plan.Header
	row := sheet.LedgerRow{Plan: h.Exam, Filed: string(h.Filed), From: string(h.From), To: string(h.To),
		Enrolled: len(v.Rows), Expected: len(v.Rows)}
	row.Year, _ = strconv.Atoi(string(h.From)[:min(4, len(h.From))])
	var subjects, numbers []string
	for _, s := range r.Plan.Subjects {
		subjects = append(subjects, s.Occupation+" "+s.Level.Word())
	}
	for _, x := range v.Rows {
		if x.Result.Attended {
			row.Present++
		}
		if x.Result.Qualified {
			row.Qualified++
		}
		if x.Certificate != nil {
			numbers = append(numbers, x.Certificate.Number)
			row.Issue = string(x.Certificate.Issued)
		}
		c, err := d.site.candidate(x.Candidate.No)
		if err != nil {
			return row, err
		}
		row.Violations += len(c.Violations)
	}
	if slices.Sort(numbers); len(numbers) > 0 {
		row.FirstCertificate, row.LastCertificate = numbers[0], numbers[len(numbers)-1]
	}
	var assessors, supervisors []string
	for _, p := range r.Plan.Staff {
		switch {
		case p.Role.Scores():
			assessors = append(assessors, p.Name)
		case p.Role == exam.RoleSupervisor:
			supervisors = append(supervisors, p.Name)
		}
	}
	w := d.site.opt.Frame.Words
	sep := w.T("list.separator")
	row.Subjects, row.Assessors, row.Supervisors = strings.Join(subjects, sep), strings.Join(assessors, sep), strings.Join(supervisors, sep)
	if err := d.ledgerUpload(&row, v); err != nil {
		return row, err
	}
	row.KeepUntil = d.site.Now().AddDate(max(2, pol.RetentionYears), 0, 0).Format("2006-01-02")
	return row, nil
}

// ledgerUpload fills in notice, batches and what the office said.
func (d *Desk) ledgerUpload(row *sheet.LedgerRow, v ResultsView) error {
	facts, err := d.site.book.Events(onResults)
	if err != nil {
		return err
	}
	for _, f := range facts {
		if f.Kind == exam.ResultsNoticed {
			b, err := exam.BodyOf[exam.Stage](f)
			if err != nil {
				return err
			}
			row.NoticeFrom, row.NoticeTo = f.Wall.Format("2006-01-02"), string(b.Until)
		}
	}
	subjects, err := d.site.book.Subjects("upload/")
	if err != nil {
		return err
	}
	n := 0
	for _, on := range subjects {
		if strings.HasPrefix(on, "upload/plan-") {
			row.Receipt = strings.TrimPrefix(on, "upload/plan-")
			continue
		}
		n++
	}
	row.Batches = strconv.Itoa(n)
	accepted := 0
	for _, x := range v.Rows {
		if x.Verdict != nil && (x.Verdict.Verdict == province.Accepted || x.Verdict.Verdict == province.Duplicate) {
			accepted++
		}
	}
	row.UploadResult = d.site.opt.Frame.Words.T("sheet.accepted-of", "accepted", accepted, "qualified", row.Qualified)
	return nil
}
