package desk

import (
	"context"

	"kaowu/app/exam"
)

// Evidence proves, for an exam's archive, the events of the institution's book that the
// exam rests on: the office's replies, the cards and violations of its staff, the numbers
// reserved for it, and the ledger of exams against which double certificates were
// checked. What the ledger certified stays in this book: its events name digests alone.
func (o *Officer) Evidence(ctx context.Context, p exam.Plan) ([]byte, error) {
	if err := o.allow("Evidence"); err != nil {
		return nil, err
	}
	staff := map[string]bool{}
	for _, s := range p.Staff {
		staff[exam.CleanID(s.IDNumber)] = true
	}
	return o.desk.site.book.Evidence(ctx, func(f exam.Fact) bool {
		switch f.Kind {
		case exam.FilingReplied, exam.LedgerExam:
			return true
		case exam.FilingPersonnel:
			l, err := exam.BodyOf[exam.Listed[exam.FilingPerson]](f)
			return err == nil && staff[exam.CleanID(l.Row.IDNumber)]
		case exam.CardEntered:
			c, err := exam.BodyOf[exam.StaffCard](f)
			return err == nil && staff[exam.CleanID(c.IDNumber)]
		case exam.CardViolation:
			v, err := exam.BodyOf[exam.StaffViolation](f)
			return err == nil && staff[exam.CleanID(v.IDNumber)]
		case exam.NumbersBlocked:
			b, err := exam.BodyOf[exam.NumberBlock](f)
			return err == nil && b.Exam == p.Header.Exam
		}
		return false
	})
}
