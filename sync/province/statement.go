package province

import (
	"crypto/ed25519"
	"encoding/base64"
	"fmt"

	"kaowu/app/exam"
)

// Prefixes part these signatures from every other use of a key, and the two
// directions from each other.
const (
	fromOffice = "kaowu province v1\n" // the receiver's key: every answer
	toOffice   = "kaowu upload v1\n"   // the exam's key: a batch that goes as a file
)

// envelope is how every answer of the receiver travels and is kept, over the
// network and as a file from a gateway machine alike, and how a batch travels as a
// file: the text that was signed, as a string, and the signature over it.
type envelope struct {
	Body      string `json:"body"`
	Signature string `json:"signature"` // Ed25519 over a prefix and body, base64
	Signer    string `json:"signer"`    // exam.KeyID of the signing key
}

// seal signs what v says as the office and returns the envelope's bytes.
func seal(v any, key ed25519.PrivateKey) ([]byte, error) {
	body, err := exam.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encode statement: %w", err)
	}
	return wrap(fromOffice, body, key)
}

func wrap(prefix string, body []byte, key ed25519.PrivateKey) ([]byte, error) {
	pub, _ := key.Public().(ed25519.PublicKey)
	return exam.Marshal(envelope{
		Body:      string(body),
		Signature: base64.StdEncoding.EncodeToString(ed25519.Sign(key, append([]byte(prefix), body...))),
		Signer:    exam.KeyID(pub),
	})
}

// unseal opens the office's envelope and reads what it says. A wrong form is
// ErrForm (the answer may have been cut: ask again); a signature that does not
// hold is the refusal receipt-signature (asking again does not help).
func unseal[T any](answer []byte, pub ed25519.PublicKey) (v T, body, sig []byte, err error) {
	e, sig, err := unwrap(answer)
	if err != nil {
		return v, nil, nil, fmt.Errorf("read signed answer: %w", err)
	}
	body = []byte(e.Body)
	if err := verify(fromOffice, body, sig, e.Signer, pub); err != nil {
		return v, nil, nil, err
	}
	v, err = strict[T](body)
	if err != nil {
		return v, nil, nil, fmt.Errorf("read signed answer: %w", err)
	}
	return v, body, sig, nil
}

// unwrap reads an envelope and its signature, which is not checked yet.
func unwrap(text []byte) (envelope, []byte, error) {
	e, err := strict[envelope](text)
	if err != nil {
		return e, nil, err
	}
	sig, err := base64.StdEncoding.Strict().DecodeString(e.Signature)
	if err != nil {
		return e, nil, ErrForm
	}
	return e, sig, nil
}

func verify(prefix string, body, sig []byte, signer string, pub ed25519.PublicKey) error {
	if len(pub) != ed25519.PublicKeySize || signer != exam.KeyID(pub) ||
		!ed25519.Verify(pub, append([]byte(prefix), body...), sig) {
		return exam.Refuse("receipt-signature")
	}
	return nil
}
