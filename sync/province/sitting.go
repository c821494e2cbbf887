package province

import "time"

// sitting judges the records of one batch in their order, each against what the
// office holds and against those before it. Nothing is entered until the whole
// batch is on the disk, so a sitting that is dropped leaves no trace.
type sitting struct {
	held      *holdings
	plan      heldPlan
	tables    Tables
	now       time.Time
	numbers   map[string]string // as in holdings, of this batch
	certified map[string]place  // the zero place: free again
	last      map[string]int
	taken     []Record
}

func newSitting(h *holdings, plan heldPlan, t Tables, now time.Time) *sitting {
	return &sitting{held: h, plan: plan, tables: t, now: now,
		numbers: map[string]string{}, certified: map[string]place{}, last: map[string]int{}}
}

// judge gives one record's outcome, without the office's words.
func (s *sitting) judge(r Record) Outcome {
	code := checkAlone(r, s.plan, s.tables)
	if code == CodeOK {
		code = s.against(&r)
	}
	o := Outcome{ExamNo: r.ExamNo, Verdict: verdictOf(code), Code: code}
	if code == CodeOK {
		s.enter(r)
	}
	if code == CodeOK || code == CodeDuplicate {
		o.CertificateNo = r.CertificateNo
	}
	return o
}

// against compares a record, right in itself, with what is held. It fills in the
// certificate number that the office gives, or gave before.
func (s *sitting) against(r *Record) string {
	before, held := s.held.people[r.Plan][r.ExamNo]
	if r.DataKind == KindNew && held {
		return s.again(r, before)
	}
	if r.DataKind != KindNew && !held {
		return CodeNothingHeld
	}
	if r.DataKind == KindRevoke {
		return s.revokes(r, before)
	}
	if held && r.CertificateNo == "" {
		r.CertificateNo = before.number // a correction keeps its number (domain 4.3)
	}
	if r.CertificateNo == "" {
		r.CertificateNo = s.give(*r)
	}
	if used, person := s.owner(r.CertificateNo); used && person != personOf(*r) && (!held || before.number != r.CertificateNo) {
		return CodeNumberUsed
	}
	if p, ok := s.claimed(claimOf(*r)); ok && p != (place{r.Plan, r.ExamNo}) {
		return CodeCertified
	}
	return CodeOK
}

// revokes says whether a record takes away what is held: the same person with the same
// certificate. It fills in the number that the office gave.
func (s *sitting) revokes(r *Record, before heldPerson) string {
	if personOf(*r) != before.person || r.CertificateNo != "" && r.CertificateNo != before.number {
		return CodeNothingHeld
	}
	r.CertificateNo = before.number
	return CodeOK
}

// again is a new record of somebody who is held under this exam number: the same
// thing once more, which is how a batch looks that was sent under another key, or
// a second certificate for one person.
func (s *sitting) again(r *Record, before heldPerson) string {
	content, err := r.Content()
	if err != nil || content != before.content || r.CertificateNo != "" && r.CertificateNo != before.number {
		return CodeCertified
	}
	r.CertificateNo = before.number
	return CodeDuplicate
}

// give is the next certificate number of the body's series (domain 4.3: sequence
// per prefix, year and level).
func (s *sitting) give(r Record) string {
	n := number{prefix: s.plan.filing.Filing, year: s.now.Format("06"), level: r.Level}
	n.sequence = max(s.held.last[n.series()], s.last[n.series()]) + 1
	return n.String()
}

// owner says whose a certificate number is.
func (s *sitting) owner(number string) (used bool, person string) {
	if p, ok := s.numbers[number]; ok {
		return true, p
	}
	p, ok := s.held.numbers[number]
	return ok, p
}

// claimed says where a person's certificate for an occupation and level stands.
func (s *sitting) claimed(claim string) (place, bool) {
	if p, ok := s.certified[claim]; ok {
		return p, p != place{}
	}
	p, ok := s.held.certified[claim]
	return p, ok
}

// enter remembers an accepted record for those that come after it in the batch.
func (s *sitting) enter(r Record) {
	s.numbers[r.CertificateNo] = personOf(r)
	if before, held := s.held.people[r.Plan][r.ExamNo]; held {
		s.certified[before.claim] = place{} // what the record changes or takes away
	}
	if r.DataKind != KindRevoke {
		s.certified[claimOf(r)] = place{r.Plan, r.ExamNo}
	}
	if n, ok := parseNumber(r.CertificateNo); ok {
		s.last[n.series()] = max(s.last[n.series()], n.sequence)
	}
	s.taken = append(s.taken, r)
}
