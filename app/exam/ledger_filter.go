package exam

import "slices"

// LedgerFilter keeps part of the ledger: the zero of a field keeps all.
type LedgerFilter struct {
	Year       int
	Occupation string
	Level      Level
}

// Subjects are the subjects of an exam that the filter keeps.
func (l LedgerFilter) Subjects(e ExamEntry) []EntrySubject {
	var out []EntrySubject
	for _, s := range e.Subjects {
		if (l.Occupation == "" || sameText(s.Occupation, l.Occupation)) && (l.Level == 0 || s.Level == l.Level) {
			out = append(out, s)
		}
	}
	return out
}

// Keep leaves what the filter keeps: exams of the year that have such a subject, cut
// down to those subjects; orders and complaints of the year, and, where an occupation or
// level is asked for, only those about an exam that is kept.
func (st LedgerState) Keep(l LedgerFilter) LedgerState {
	kept := map[string]bool{}
	var exams []ExamEntry
	for _, e := range st.Exams {
		e.Subjects = l.Subjects(e)
		if (l.Year == 0 || e.Year() == l.Year) && len(e.Subjects) > 0 {
			exams, kept[e.Exam] = append(exams, e), true
		}
	}
	st.Exams = exams
	out := func(d Date, of string) bool {
		narrowed := l.Occupation != "" || l.Level != 0
		return l.Year != 0 && d.Year() != l.Year || narrowed && !kept[of]
	}
	st.Orders = slices.DeleteFunc(slices.Clone(st.Orders), func(o OrderState) bool { return out(o.Date, o.Exam) })
	st.Complaints = slices.DeleteFunc(slices.Clone(st.Complaints), func(c ComplaintState) bool { return out(Date(c.Time), c.Exam) })
	return st
}

// Sum is an exam's subjects together.
func (e ExamEntry) Sum() EntrySubject {
	var sum EntrySubject
	for _, s := range e.Subjects {
		sum.Enrolled += s.Enrolled
		sum.Present += s.Present
		sum.Qualified += s.Qualified
	}
	return sum
}

// PassRate is qualified of those present in whole percent, half up; -1 when nobody came.
func (s EntrySubject) PassRate() int {
	if s.Present == 0 {
		return -1
	}
	return (200*s.Qualified + s.Present) / (2 * s.Present)
}

// About counts the complaints about an exam.
func (st LedgerState) About(exam string) int {
	n := 0
	for _, c := range st.Complaints {
		if c.Exam == exam {
			n++
		}
	}
	return n
}
