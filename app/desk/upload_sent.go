package desk

import (
	"slices"

	"kaowu/app/exam"
	"kaowu/sync/province"
)

// sentMark is what is remembered of one record of a stored batch.
type sentMark struct {
	content string // province.Record.Content
	number  string // certificate number as sent
	data    string // as exam.Verdict has it: empty for a new record
}

// sentIn reads what a stored batch said, by exam number. A batch never changes, so it
// is read once.
func (s *Site) sentIn(key string) (map[exam.CandidateNo]sentMark, error) {
	s.mu.Lock()
	marks := s.marks[key]
	s.mu.Unlock()
	if marks != nil {
		return marks, nil
	}
	b, err := s.storedBatch(key)
	if err != nil {
		return nil, err
	}
	marks = make(map[exam.CandidateNo]sentMark, len(b.Records))
	for _, r := range b.Records {
		content, err := r.Content()
		if err != nil {
			return nil, err
		}
		m := sentMark{content: content, number: r.CertificateNo}
		if r.DataKind != province.KindNew {
			m.data = r.DataKind
		}
		marks[exam.CandidateNo(r.ExamNo)] = m
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.marks == nil {
		s.marks = map[string]map[exam.CandidateNo]sentMark{}
	}
	s.marks[key] = marks
	return marks, nil
}

// storedBatch is a batch as its bytes were kept before they were sent.
func (s *Site) storedBatch(key string) (province.Batch, error) {
	facts, err := s.book.Events(onUpload(key))
	if err != nil {
		return province.Batch{}, err
	}
	for _, f := range facts {
		if f.Kind != exam.UploadPrepared {
			continue
		}
		e, err := exam.BodyOf[exam.Batch](f)
		if err != nil {
			return province.Batch{}, err
		}
		body, err := s.book.Attachment(e.File)
		if err != nil {
			return province.Batch{}, err
		}
		return province.Decode(body)
	}
	return province.Batch{}, exam.Refuse("answer-unknown")
}

// sentRecord is the record of one person in a stored batch, as it was sent.
func (d *Desk) sentRecord(key string, no exam.CandidateNo) (province.Record, error) {
	b, err := d.site.storedBatch(key)
	if err != nil {
		return province.Record{}, err
	}
	i := slices.IndexFunc(b.Records, func(r province.Record) bool { return r.ExamNo == string(no) })
	if i < 0 {
		return province.Record{}, exam.Refuse("answer-unknown")
	}
	return b.Records[i], nil
}

// laterThan are the batches that were prepared after one.
func (d *Desk) laterThan(key string) (map[string]bool, error) {
	all, err := d.batches()
	later := map[string]bool{}
	at := slices.IndexFunc(all, func(b exam.Batch) bool { return b.Key == key })
	for _, b := range all[at+1:] {
		later[b.Key] = true
	}
	return later, err
}
