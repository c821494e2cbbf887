package desk

import (
	"slices"
	"strconv"
	"strings"

	"kaowu/app/exam"
	"kaowu/app/sheet"
	"kaowu/sync/province"
)

// ExamTaken is one exam as its lead gives it to the institution's ledger. It stays in
// memory: what the ledger keeps of Certified are digests.
type ExamTaken struct {
	Entry     exam.ExamEntry
	Certified []Certified
	Body      string // filing number under which the exam was held
	Drill     bool
}

// Certified is a person with the certificate that the exam gave.
type Certified struct {
	IDNumber, Occupation, Certificate string
	Level                             exam.Level
}

// LedgerEntry is the exam as it stands, for the institution's ledger 工作台账 (notice 9.3;
// domain 9.13).
func (d *Desk) LedgerEntry() (ExamTaken, error) {
	if err := d.allow("LedgerEntry", ""); err != nil {
		return ExamTaken{}, err
	}
	v, err := d.site.resultList()
	if err != nil {
		return ExamTaken{}, err
	}
	return d.entry(v)
}

func (d *Desk) entry(v ResultsView) (ExamTaken, error) {
	r, err := d.site.Roster()
	if err != nil {
		return ExamTaken{}, err
	}
	_, until, err := d.site.kept()
	if err != nil {
		return ExamTaken{}, err
	}
	h := r.Plan.Header
	t := ExamTaken{Body: h.Filing, Drill: d.site.Drill(), Entry: exam.ExamEntry{Exam: h.Exam, Key: d.site.Fingerprint(), State: d.site.Cover().State,
		Filed: h.Filed, From: h.From, To: h.To, Staff: []exam.EntryStaff{}, KeepUntil: until}}
	t.people(v, r.Plan.Subjects)
	for _, p := range r.Plan.Staff {
		if p.Role.Scores() || p.Role == exam.RoleSupervisor {
			t.Entry.Staff = append(t.Entry.Staff, exam.EntryStaff{Name: p.Name, IDNumber: p.IDNumber, Role: p.Role, Sessions: len(p.Sessions)})
		}
	}
	if err := d.site.wentWrong(&t.Entry, r.Plan); err != nil {
		return t, err
	}
	return t, d.site.sent(&t.Entry)
}

// people counts the candidates of each subject, and takes the certificates.
func (t *ExamTaken) people(v ResultsView, subjects []exam.Subject) {
	e := &t.Entry
	e.Subjects = make([]exam.EntrySubject, len(subjects))
	at := map[string]int{}
	for i, s := range subjects {
		e.Subjects[i], at[s.No] = exam.EntrySubject{Occupation: s.Occupation, Trade: s.Trade, Level: s.Level}, i
	}
	var numbers []string
	for _, x := range v.Rows {
		s := &e.Subjects[at[x.Subject.No]]
		s.Enrolled++
		if x.Result.Attended {
			s.Present++
		}
		if x.Result.Qualified {
			s.Qualified++
		}
		if x.Certificate != nil {
			numbers = append(numbers, x.Certificate.Number)
			e.Issued = x.Certificate.Issued
			if x.Withdrawn {
				e.Withdrawn++ // the person may be certified again
			} else {
				t.Certified = append(t.Certified, Certified{x.Candidate.IDNumber, x.Subject.Occupation, x.Certificate.Number, x.Subject.Level})
			}
		}
		switch {
		case x.Held != nil:
			e.Accepted++
		case x.Verdict != nil && x.Verdict.Data == exam.UploadRevoked && x.Verdict.Verdict != province.Unknown:
			e.Revoked++
		}
	}
	if slices.Sort(numbers); len(numbers) > 0 {
		e.First, e.Last = numbers[0], numbers[len(numbers)-1]
	}
}

// wentWrong counts violations of candidates and incidents in the exam-room records, and
// takes down what supervisors and inspectors found.
func (s *Site) wentWrong(e *exam.ExamEntry, p exam.Plan) error {
	for _, k := range p.Candidates {
		c, err := s.candidate(k.No)
		if err != nil {
			return err
		}
		e.Violations += len(c.Violations)
	}
	checks, fields, err := readChecks()
	if err != nil {
		return err
	}
	answers := map[string]string{}
	for i, f := range fields {
		answers[f] = checks[i].Code
	}
	for _, row := range p.Sessions {
		c, rec, err := s.content(row.No)
		if err != nil {
			return err
		}
		e.Supervision = append(e.Supervision, exam.Supervise(c, answers)...)
		for _, i := range rec.Incidents {
			if !i.Dropped {
				e.Findings++
			}
		}
	}
	return nil
}

// sent fills in notice, receipt, batches and the archive.
func (s *Site) sent(e *exam.ExamEntry) error {
	facts, err := s.book.Events(onResults)
	if err != nil {
		return err
	}
	for _, f := range facts {
		if s, err := exam.BodyOf[exam.Stage](f); f.Kind == exam.ResultsNoticed && err == nil {
			e.NoticeTo = s.Until
			e.NoticeFrom = exam.Date(f.Wall.Format("2006-01-02"))
		}
	}
	subjects, err := s.book.Subjects("upload/")
	if err != nil {
		return err
	}
	for _, on := range subjects {
		if receipt, is := strings.CutPrefix(on, planReceipts); is {
			e.Receipt = receipt
			continue
		}
		e.Batches++
	}
	if facts, err = s.book.Events(onArchive); err != nil {
		return err
	}
	for _, f := range facts {
		if p, err := exam.BodyOf[exam.Paper](f); f.Kind == exam.ArchiveWritten && err == nil {
			e.Archive = p.SHA256
		}
	}
	return nil
}

// ledgerRow is an exam's line of the ledger as the workbook shows it.
func (s *Site) ledgerRow(e exam.ExamEntry) sheet.LedgerRow {
	w := s.opt.Frame.Words
	sum := e.Sum()
	row := sheet.LedgerRow{Year: e.Year(), Plan: e.Exam, Filed: string(e.Filed), Receipt: e.Receipt, From: string(e.From), To: string(e.To),
		Enrolled: sum.Enrolled, Expected: sum.Enrolled, Present: sum.Present, Qualified: sum.Qualified, Violations: e.Violations,
		NoticeFrom: string(e.NoticeFrom), NoticeTo: string(e.NoticeTo), Batches: strconv.Itoa(e.Batches),
		UploadResult:     w.T("sheet.accepted-of", "accepted", e.Accepted, "qualified", sum.Qualified),
		FirstCertificate: e.First, LastCertificate: e.Last, Issue: string(e.Issued), Archive: e.Archive, KeepUntil: string(e.KeepUntil)}
	if e.Withdrawn+e.Revoked > 0 {
		row.UploadResult = w.T("sheet.accepted-revoked", "accepted", e.Accepted, "qualified", sum.Qualified, "revoked", e.Revoked, "withdrawn", e.Withdrawn)
	}
	var subjects, assessors, supervisors []string
	for _, x := range e.Subjects {
		subjects = append(subjects, x.Occupation+" "+x.Level.Word())
	}
	for _, p := range e.Staff {
		if p.Role == exam.RoleSupervisor {
			supervisors = append(supervisors, p.Name)
		} else {
			assessors = append(assessors, p.Name)
		}
	}
	sep := w.T("list.separator")
	row.Subjects, row.Assessors, row.Supervisors = strings.Join(subjects, sep), strings.Join(assessors, sep), strings.Join(supervisors, sep)
	return row
}
