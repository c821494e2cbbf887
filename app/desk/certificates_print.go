package desk

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"slices"

	"kaowu/app/exam"
	"kaowu/app/paper"
)

// CertificateJob says which certificates are printed and how.
type CertificateJob struct {
	Numbers []string // none: every one that stands
	PerFile int      // certificates in one PDF file, 1 to mostPerFile; 0: one
}

// mostPerFile bounds what is in memory at a time: each may have a photo of 100 KB.
const mostPerFile = 500

// PrintCertificates makes PDF files of the certificates that stand, or of those
// numbered, one file after another, and hands each to emit: of 10,000 one file's are in
// memory at a time. One that was withdrawn, or whose result no longer qualifies, is not printed.
// The QR is signed by the exam's key. progress may be nil. Refusals: contest,
// no-certificate (a number that is not to be printed), nothing-to-print, not-lead.
func (d *Desk) PrintCertificates(ctx context.Context, job CertificateJob, emit func(Printed) error, progress func(done, total int)) error {
	if err := d.allow("PrintCertificates", ""); err != nil {
		return err
	}
	if err := d.site.certifies(); err != nil {
		return err
	}
	v, err := d.site.certificates()
	if err != nil {
		return err
	}
	rows := slices.DeleteFunc(v.Rows, func(r CertificateRow) bool {
		return r.State == CertificateWithdrawn || r.Doubt || len(job.Numbers) > 0 && !slices.Contains(job.Numbers, r.Number)
	})
	for _, n := range job.Numbers {
		if !slices.ContainsFunc(rows, func(r CertificateRow) bool { return r.Number == n }) {
			return exam.Refuse("no-certificate", "number", n)
		}
	}
	if len(rows) == 0 {
		return exam.Refuse("nothing-to-print")
	}
	p, err := d.site.printer(emit)
	if err != nil {
		return err
	}
	done := 0
	for some := range slices.Chunk(rows, min(max(job.PerFile, 1), mostPerFile)) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := d.printFile(p, some); err != nil {
			return err
		}
		if done += len(some); progress != nil {
			progress(done, len(rows))
		}
	}
	return nil
}

// printFile prints some certificates as one file, named by the first number and, of
// several, the sequence of the last.
func (d *Desk) printFile(p *printer, rows []CertificateRow) error {
	name := rows[0].Number
	docs := make([]paper.Doc, len(rows))
	who := make([]exam.CandidateNo, len(rows))
	for i, r := range rows {
		var err error
		if docs[i], err = d.layCertificate(p, r); err != nil {
			return fmt.Errorf("certificate %s: %w", r.Number, err)
		}
		who[i] = r.Candidate.No
	}
	if n, ok := exam.ParseCertificateNo(rows[len(rows)-1].Number); ok && len(rows) > 1 {
		name = fmt.Sprintf("%s-%d-%06d", name, n.Level, n.Seq)
	}
	if err := p.print("certificate", name, "", who, paper.Join(docs...)); err != nil {
		return fmt.Errorf("certificates from %s: %w", rows[0].Number, err)
	}
	return nil
}

func (d *Desk) layCertificate(p *printer, r CertificateRow) (paper.Doc, error) {
	data := paper.CertificateData{Certificate: r.Certificate, Candidate: r.Candidate, Subject: r.Subject}
	if n := len(r.Register.Reissued); n > 0 {
		data.Reissue, data.Reissued = r.Register.Reissued[n-1].No, r.Register.Reissued[n-1].Date
	}
	c, err := d.site.candidate(r.Candidate.No)
	if err != nil {
		return paper.Doc{}, err
	}
	if c.Photo != nil {
		if data.Photo, err = d.site.book.Attachment(c.Photo.File); err != nil {
			return paper.Doc{}, err
		}
	}
	if data.Seal, err = d.sealCertificate(r, data.Reissue); err != nil {
		return paper.Doc{}, err
	}
	return paper.Certificate(p.frame, data)
}

// sealCertificate is the text of a certificate's QR.
func (d *Desk) sealCertificate(r CertificateRow, reissue int) (string, error) {
	n, ok := exam.ParseCertificateNo(r.Number)
	if !ok {
		return "", exam.Refuse("certificate-number", "number", r.Number)
	}
	text, err := d.who.Load().SignAsExam(func(key ed25519.PrivateKey) ([]byte, error) {
		c := exam.SealedCertificate{Number: n, Issued: r.Issued, Occupation: r.Subject.Occupation, Trade: r.Subject.Trade, Reissue: reissue,
			Drill: d.site.Drill(), Holder: exam.HolderOf(r.Candidate.Name, r.Candidate.IDNumber), Key: slices.Clone(key.Public().(ed25519.PublicKey))}
		return []byte(c.Seal(key)), nil
	})
	return string(text), err
}

// RegisterBook is the register of certificates as a workbook.
func (d *Desk) RegisterBook() (Workbook, error) {
	if err := d.allow("RegisterBook", ""); err != nil {
		return Workbook{}, err
	}
	v, err := d.site.certificates()
	if err != nil {
		return Workbook{}, err
	}
	out, err := d.written(map[string]func(string) error{registerName: func(p string) error { return d.writeRegister(p, v) }}, []string{registerName})
	if err != nil {
		return Workbook{}, err
	}
	return out[0], nil
}
