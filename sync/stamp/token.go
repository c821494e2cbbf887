package stamp

import (
	"bytes"
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"math/big"
	"time"

	"github.com/digitorus/pkcs7"
	"github.com/digitorus/timestamp"

	"kaowu/app/exam"
)

// MaxToken is the most bytes of a token or an answer: theirs are a few thousand.
const MaxToken = 64 << 10

// Token is what a time stamp says, after everything that can be checked without knowing
// the authority was.
type Token struct {
	Time        time.Time
	Authority   string // the certificate's subject
	certificate *x509.Certificate
	others      []*x509.Certificate
	nonce       *big.Int
}

// contentType is the signed attribute that says what was signed, and tstInfo what it must
// say: RFC 3161, 2.4.2.
func contentType() asn1.ObjectIdentifier { return asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3} }
func tstInfo() asn1.ObjectIdentifier {
	return asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
}

// Read checks that der is a time stamp of message: form, signature, imprint (SHA-256), and
// that the certificate is for time stamps alone and held when it was made. Refusals:
// stamp-unreadable, stamp-signature, stamp-imprint, stamp-purpose, stamp-expired.
func Read(der, message []byte) (t Token, err error) {
	defer func() {
		if recover() != nil { // the library was written for friendly answers
			t, err = Token{}, exam.Refuse("stamp-unreadable")
		}
	}()
	if len(der) > MaxToken || !whole(der) {
		return Token{}, exam.Refuse("stamp-unreadable")
	}
	p7, err := pkcs7.Parse(der)
	if err != nil {
		return Token{}, exam.Refuse("stamp-unreadable")
	}
	var kind asn1.ObjectIdentifier
	if len(p7.Signers) != 1 || p7.UnmarshalSignedAttribute(contentType(), &kind) != nil || !kind.Equal(tstInfo()) {
		return Token{}, exam.Refuse("stamp-unreadable")
	}
	by := p7.GetOnlySigner()
	if by == nil || p7.Verify() != nil {
		return Token{}, exam.Refuse("stamp-signature")
	}
	ts, err := timestamp.Parse(der)
	if err != nil {
		return Token{}, exam.Refuse("stamp-unreadable")
	}
	imprint := sha256.Sum256(message)
	switch {
	case ts.HashAlgorithm != crypto.SHA256 || !bytes.Equal(ts.HashedMessage, imprint[:]):
		return Token{}, exam.Refuse("stamp-imprint")
	case len(by.ExtKeyUsage) != 1 || by.ExtKeyUsage[0] != x509.ExtKeyUsageTimeStamping || len(by.UnknownExtKeyUsage) > 0:
		return Token{}, exam.Refuse("stamp-purpose")
	case ts.Time.Before(by.NotBefore) || ts.Time.After(by.NotAfter):
		return Token{}, exam.Refuse("stamp-expired", "until", by.NotAfter.Format("2006-01-02"))
	}
	return Token{Time: ts.Time, Authority: by.Subject.String(), certificate: by, others: p7.Certificates, nonce: ts.Nonce}, nil
}

// whole says whether der is one ASN.1 value with nothing behind it.
func whole(der []byte) bool {
	var v asn1.RawValue
	rest, err := asn1.Unmarshal(der, &v)
	return err == nil && len(rest) == 0
}

// TrustedBy says whether the token's certificate leads to one of the authorities. Refusal:
// stamp-untrusted.
func (t Token) TrustedBy(roots *x509.CertPool) error {
	between := x509.NewCertPool()
	for _, c := range t.others {
		between.AddCert(c)
	}
	_, err := t.certificate.Verify(x509.VerifyOptions{Roots: roots, Intermediates: between, CurrentTime: t.Time,
		KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}})
	if err != nil {
		return exam.Refuse("stamp-untrusted", "authority", t.Authority)
	}
	return nil
}
