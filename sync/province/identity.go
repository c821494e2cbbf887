package province

import (
	"crypto/x509"
	"encoding/pem"
	"os"

	"kaowu/app/exam"
)

// Signer names the receiver by its signing key. A receiver that comes back under
// another address is still the one that holds what was sent to it.
func (c *Client) Signer() string { return exam.KeyID(c.signer) }

// Drill says whether the receiver is one that Kaowu itself runs for drills: its CA,
// which nobody else's server can show, is named so.
func (c *Client) Drill() bool { return c.drill }

// drillCA says whether a CA's file is a drill receiver's own.
func drillCA(file string) bool {
	b, err := os.ReadFile(file)
	if err != nil {
		return false
	}
	p, _ := pem.Decode(b)
	if p == nil {
		return false
	}
	cert, err := x509.ParseCertificate(p.Bytes)
	return err == nil && cert.Subject.CommonName == drillName
}

// Open reads an answer that came as a file from a gateway machine 摆渡机; see
// OpenReceipt.
func (c *Client) Open(answer []byte, key, digest string, want []string) (Receipt, error) {
	return OpenReceipt(answer, c.signer, key, digest, want)
}
