package desk

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"slices"

	"kaowu/app/exam"
	"kaowu/app/paper"
)

// PrintCertificates makes a PDF file of every certificate that stands, or of those
// numbered, one after another, and hands each to emit: of 10,000 one is in memory at a
// time. One that was withdrawn, or whose result no longer qualifies, is not printed.
// The QR is signed by the exam's key. progress may be nil. Refusals: contest,
// no-certificate (a number that is not to be printed), nothing-to-print, not-lead.
func (d *Desk) PrintCertificates(ctx context.Context, numbers []string, emit func(Printed) error, progress func(done, total int)) error {
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
		return r.State == CertificateWithdrawn || r.Doubt || len(numbers) > 0 && !slices.Contains(numbers, r.Number)
	})
	for _, n := range numbers {
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
	for i, r := range rows {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := d.printCertificate(p, r); err != nil {
			return fmt.Errorf("certificate %s: %w", r.Number, err)
		}
		if progress != nil {
			progress(i+1, len(rows))
		}
	}
	return nil
}

func (d *Desk) printCertificate(p *printer, r CertificateRow) error {
	data := paper.CertificateData{Certificate: r.Certificate, Candidate: r.Candidate, Subject: r.Subject}
	if n := len(r.Register.Reissued); n > 0 {
		data.Reissue, data.Reissued = r.Register.Reissued[n-1].No, r.Register.Reissued[n-1].Date
	}
	c, err := d.site.candidate(r.Candidate.No)
	if err != nil {
		return err
	}
	if c.Photo != nil {
		if data.Photo, err = d.site.book.Attachment(c.Photo.File); err != nil {
			return err
		}
	}
	if data.Seal, err = d.sealCertificate(r, data.Reissue); err != nil {
		return err
	}
	doc, err := paper.Certificate(p.frame, data)
	if err != nil {
		return err
	}
	return p.print("certificate", r.Number, "", []exam.CandidateNo{r.Candidate.No}, doc)
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
