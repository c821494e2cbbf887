package paper

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"fmt"
	"time"

	"github.com/digitorus/pdf"
	"github.com/digitorus/pdfsign/sign"

	"kaowu/app/exam"
)

// Sign adds one invisible approval signature over the whole file (record.md 8):
// the handwriting that people look at is already drawn on the page, and a visible
// signature of the library cannot hold Chinese (pitfalls-2, 1). chain begins with
// the certificate of key, followed by its issuers. name, reason and place go into
// the signature, at is its stated time.
//
// Only P-256, P-384 and RSA keys are taken. The library signs with Ed25519 without
// complaint, but no other program can read that: refusal "paper-key-kind".
//
// The result is not reproducible, because such signatures are random; hash the
// unsigned file where that matters. The machine's clock must lie within the
// certificate's validity: the library writes it into the signature beside at.
func Sign(file []byte, key crypto.Signer, chain []*x509.Certificate, name, reason, place string, at time.Time) (signed []byte, err error) {
	// The library panics on files that are not PDF; nothing may cross a package so.
	defer func() {
		if r := recover(); r != nil {
			signed, err = nil, fmt.Errorf("sign PDF: not a PDF file that can be read: %v", r)
		}
	}()
	switch key.Public().(type) {
	case *ecdsa.PublicKey, *rsa.PublicKey:
	default:
		return nil, exam.Refuse("paper-key-kind")
	}
	if len(chain) == 0 {
		return nil, fmt.Errorf("sign PDF: no certificate")
	}
	in := bytes.NewReader(file)
	doc, err := pdf.NewReader(in, in.Size())
	if err != nil {
		return nil, fmt.Errorf("sign PDF: read it: %w", err)
	}
	var out bytes.Buffer
	err = sign.Sign(in, &out, doc, in.Size(), sign.SignData{
		Signature: sign.SignDataSignature{
			// Left at zero the library would certify and forbid any change.
			CertType: sign.ApprovalSignature,
			Info:     sign.SignDataSignatureInfo{Name: name, Reason: reason, Location: place, Date: at},
		},
		Signer:            key,
		DigestAlgorithm:   crypto.SHA256,
		Certificate:       chain[0],
		CertificateChains: [][]*x509.Certificate{chain},
	})
	if err != nil {
		return nil, fmt.Errorf("sign PDF: %w", err)
	}
	return out.Bytes(), nil
}
