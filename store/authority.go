package store

import "crypto/x509"

// Authority is the certificate of the exam's CA, which vouches for the certificate in
// every PDF signature of this exam (record.md 7). It names the exam and, as its unit, the
// exam key's fingerprint, and nobody.
func (b *Book) Authority() (*x509.Certificate, error) {
	k, _, err := b.chain()
	if err != nil {
		return nil, err
	}
	return k.ca, nil
}
