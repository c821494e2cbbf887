package desk

import (
	"context"
	"slices"

	"kaowu/app/exam"
	"kaowu/app/sheet"
	"kaowu/store"
)

// TakeCertificates reads the numbers that the office gave back, a file of 姓名,
// 证件号码, 证书编号, 发证日期 (domain 4.3), where the policy says that it numbers. Each is
// held against its holder, the body, level and year, and every number of the home.
// Nothing is stored while a row has a problem; a row that says what is known already
// is passed over. Refusals: contest, numbers-own, stage-not, numbers-busy,
// numbers-unknown.
func (d *Desk) TakeCertificates(ctx context.Context, path string) (int, []exam.Problem, error) {
	if err := d.allow("TakeCertificates", ""); err != nil {
		return 0, nil, err
	}
	if err := d.site.numbering(numbersReceived); err != nil {
		return 0, nil, err
	}
	rows, problems, err := sheet.ReadCertificates(path)
	if err != nil {
		return 0, nil, err
	}
	defer d.site.hold(onResults)()
	v, err := d.site.published()
	if err != nil {
		return 0, nil, err
	}
	n := 0
	err = d.site.withNumbers(func(own, home []exam.NumberSpan) error {
		r, err := d.site.Roster()
		if err != nil {
			return err
		}
		t := newTaking(r.Plan.Header, v, exam.Date(d.site.Now().Format("2006-01-02")), home)
		var drafts []store.Draft
		var numbers []string
		for _, row := range rows {
			who, code := t.take(row)
			switch {
			case code != "":
				problems = append(problems, exam.NewProblem(exam.SeverityError, code, "", row.Row, "", row.Number.String()))
			case who != "":
				numbers = append(numbers, row.Number.String())
				drafts = append(drafts, d.say(exam.CertificateGiven, onCandidate(who), "certificate", exam.Certificate{Number: row.Number.String(), Issued: row.Issued}))
			}
		}
		if len(problems) > 0 || len(drafts) == 0 {
			return nil
		}
		n = len(drafts)
		return d.putNumbers(ctx, append(own, exam.SpansOf(numbers)...), drafts)
	})
	return n, problems, err
}

// taking holds numbers that the office gave against what the exam knows.
type taking struct {
	filing       string
	until, today exam.Date // last day of the public notice
	home         []exam.NumberSpan
	seen         map[exam.CandidateNo]bool
	given        map[exam.CertificateNo]bool
	byID         map[string][]ResultRow
}

func newTaking(h exam.Header, v ResultsView, today exam.Date, home []exam.NumberSpan) *taking {
	t := &taking{filing: h.Filing, until: v.Until, today: today, home: home,
		seen: map[exam.CandidateNo]bool{}, given: map[exam.CertificateNo]bool{}, byID: map[string][]ResultRow{}}
	for _, r := range v.Rows {
		t.byID[r.Candidate.IDNumber] = append(t.byID[r.Candidate.IDNumber], r)
	}
	return t
}

// take finds whom a row is for, or the code of what is wrong with it; both are empty
// where the candidate has that certificate already.
func (t *taking) take(row sheet.NumberedRow) (exam.CandidateNo, string) {
	is := exam.Certificate{Number: row.Number.String(), Issued: row.Issued}
	people := slices.DeleteFunc(slices.Clone(t.byID[row.IDNumber]), func(p ResultRow) bool {
		return p.Candidate.Name != row.Name || p.Subject.Level != row.Number.Level
	})
	if len(people) == 0 {
		return "", "certificate-holder"
	}
	p := people[0]
	for _, q := range people { // one person may be certified in two occupations
		if q.Certificate != nil && *q.Certificate == is {
			return "", ""
		}
		if !p.Result.Qualified || p.Certificate != nil || t.seen[p.Candidate.No] {
			p = q
		}
	}
	switch {
	case p.Certificate != nil || t.seen[p.Candidate.No]:
		return "", "certificate-second"
	case !p.Result.Qualified:
		return "", "certificate-unqualified"
	case row.Number.Filing != t.filing:
		return "", "certificate-body"
	case row.Issued <= t.until || row.Issued > t.today:
		return "", "certificate-day"
	case row.Number.Year != yearOf(row.Issued):
		return "", "certificate-year"
	case t.given[row.Number] || exam.Holds(t.home, row.Number):
		return "", "certificate-used"
	}
	t.seen[p.Candidate.No], t.given[row.Number] = true, true
	return p.Candidate.No, ""
}

// yearOf is the last two digits of a day's year; -1 where it is no day.
func yearOf(d exam.Date) int {
	if len(d) != len("2006-01-02") || d[2] < '0' || d[2] > '9' || d[3] < '0' || d[3] > '9' {
		return -1
	}
	return int(d[2]-'0')*10 + int(d[3]-'0')
}
