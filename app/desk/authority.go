package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/pem"
	"strings"
)

// Authority is the exam's CA certificate, for whoever reads its signed papers with a
// program of their own: a reader that trusts it calls the signature's certificate known.
type Authority struct {
	Name   string // a file name for it
	PEM    []byte
	SHA256 string // of the certificate, in capitals with colons, as readers show it
}

// Authority gives the certificate that the PDF signatures of this exam hang on.
func (d *Desk) Authority() (Authority, error) {
	if err := d.allow("Authority", ""); err != nil {
		return Authority{}, err
	}
	ca, err := d.site.book.Authority()
	if err != nil {
		return Authority{}, err
	}
	sum := sha256.Sum256(ca.Raw)
	var pairs []string
	for _, b := range sum {
		pairs = append(pairs, strings.ToUpper(hex.EncodeToString([]byte{b})))
	}
	return Authority{Name: d.site.Cover().Exam + "-ca.crt", SHA256: strings.Join(pairs, ":"),
		PEM: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: ca.Raw})}, nil
}
