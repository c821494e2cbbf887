package store

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"math/big"
	"time"

	"kaowu/app/exam"
)

// Certificates for PDF signatures. Readers of PDF take no Ed25519 (pitfalls-2.md 1),
// so each person has a P-256 key beside it, with a certificate of the exam's own CA.
// The open part of an archive carries them: they name staff by id and role alone.

// certificateYears is how far a certificate reaches before and after the clock it was
// made by. The PDF library writes the machine's own clock into each signature and
// refuses one outside the certificate's validity, while a drill's clock, or a laptop
// whose clock is wrong, may stand years off. When somebody signed is told by the
// event and its checkpoint, never by these dates.
const certificateYears = 20

// validity is the span of a certificate made at now.
func validity(now time.Time) (from, to time.Time) {
	at := now.UTC().Truncate(time.Second)
	return at.AddDate(-certificateYears, 0, 0), at.AddDate(certificateYears, 0, 0)
}

// newAuthority makes the exam's CA certificate.
func newAuthority(examID, fingerprint string, key *ecdsa.PrivateKey, now time.Time, rand io.Reader) (*x509.Certificate, error) {
	serial, err := newSerial(rand)
	if err != nil {
		return nil, err
	}
	from, to := validity(now)
	t := &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: "Kaowu " + examID, OrganizationalUnit: []string{fingerprint}},
		NotBefore:    from, NotAfter: to,
		KeyUsage: x509.KeyUsageCertSign, IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true,
	}
	return certify(t, t, key.Public(), key, rand)
}

// newLeaf makes a person's certificate under the exam's CA.
func newLeaf(ca *x509.Certificate, by *ecdsa.PrivateKey, staff exam.StaffID, role exam.Role, key *ecdsa.PrivateKey, now time.Time, rand io.Reader) (*x509.Certificate, error) {
	serial, err := newSerial(rand)
	if err != nil {
		return nil, err
	}
	from, to := validity(now)
	if from.Before(ca.NotBefore) {
		from = ca.NotBefore // a clock set back between creation and enrolment
	}
	t := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: leafName(staff, role)}, NotBefore: from, NotAfter: to,
		KeyUsage:    x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection}, BasicConstraintsValid: true,
	}
	return certify(t, ca, key.Public(), by, rand)
}

// leafName is the common name of a person's certificate.
func leafName(staff exam.StaffID, role exam.Role) string { return string(staff) + " " + string(role) }

func certify(t, parent *x509.Certificate, pub crypto.PublicKey, by *ecdsa.PrivateKey, rand io.Reader) (*x509.Certificate, error) {
	der, err := x509.CreateCertificate(rand, t, parent, pub, by)
	if err != nil {
		return nil, fmt.Errorf("make certificate: %w", err)
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, fmt.Errorf("read certificate: %w", err)
	}
	return c, nil
}

// newSerial draws 127 bits: RFC 5280 wants a positive number of at most 20 bytes.
func newSerial(rand io.Reader) (*big.Int, error) {
	b := make([]byte, 16)
	if _, err := io.ReadFull(rand, b); err != nil {
		return nil, fmt.Errorf("draw serial number: %w", err)
	}
	b[0] &= 0x7f
	b[15] |= 1 // never zero
	return new(big.Int).SetBytes(b), nil
}

// checkLeaf says whether a certificate is the exam's for this person and role.
func checkLeaf(der []byte, ca *x509.Certificate, staff exam.StaffID, role exam.Role) error {
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		return fmt.Errorf("read certificate: %w", err)
	}
	if pub, ok := leaf.PublicKey.(*ecdsa.PublicKey); !ok || pub.Curve.Params().BitSize != 256 {
		return errors.New("certificate is not of a P-256 key")
	}
	if leaf.IsCA || leaf.Subject.CommonName != leafName(staff, role) {
		return errors.New("certificate names another holder")
	}
	if err := leaf.CheckSignatureFrom(ca); err != nil {
		return fmt.Errorf("certificate: %w", err)
	}
	return nil
}
