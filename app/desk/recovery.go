package desk

import (
	"path/filepath"

	"kaowu/app/exam"
	"kaowu/app/paper"
)

// RecoverySheet prints the recovery key that the book's making gave, once, on the sheet
// 恢复密钥单 that goes into a sealed envelope. Nothing of it stays here. Refusal: no-press.
func (s *Site) RecoverySheet(key string) ([]byte, error) {
	if s.opt.Press == nil {
		return nil, exam.Refuse("no-press")
	}
	c, f := s.Cover(), s.opt.Frame
	f.Header, f.Drill, f.Printed = exam.Header{Exam: c.Exam, Body: c.Organisation, Site: c.Site}, c.Drill, s.Now().Time
	doc, err := paper.RecoverySheet(&f, paper.RecoveryData{Key: key, Fingerprint: c.Fingerprint,
		Keys: filepath.Join("books", c.Exam, "keys", "epoch-*.age")})
	if err != nil {
		return nil, err
	}
	return s.opt.Press.PDF(doc, f.Printed)
}

// RecoverySheet is that of the institution's book.
func (i *Institution) RecoverySheet(key string) ([]byte, error) { return i.site.RecoverySheet(key) }
