package store

import (
	"crypto"
	"crypto/subtle"
	"crypto/x509"
	"sync"

	"kaowu/app/exam"
)

// Person is somebody signed in. Their private keys are in memory until the book is
// closed. It is safe for concurrent use.
type Person struct {
	book  *Book
	staff exam.StaffID
	role  exam.Role
	keys  *keyring

	mu   sync.Mutex
	auth string // exam.AuthPassphrase or exam.AuthCode
}

// Staff is the person's staff id.
func (p *Person) Staff() exam.StaffID { return p.staff }

// Signer signs events as this person. Its Auth says how they were let in: by code
// until Confirm has heard the passphrase.
func (p *Person) Signer() Signer {
	p.mu.Lock()
	defer p.mu.Unlock()
	return Signer{By: string(p.staff), Key: exam.KeyID(p.keys.public()), Auth: p.auth, Private: p.keys.sign}
}

// Confirm asks for the passphrase again, as before every signature under an exam-room
// record (record.md 7). From then on this sign-in counts as one by passphrase.
// Refusals: wrong-passphrase, throttled, as SignIn.
func (p *Person) Confirm(passphrase []byte) error {
	keys, err := p.book.tryPassphrase(p.staff, passphrase)
	if err != nil {
		return err
	}
	if subtle.ConstantTimeCompare(keys.public(), p.keys.public()) != 1 {
		return exam.Refuse("key-replaced-since", "staff", string(p.staff))
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.auth = exam.AuthPassphrase
	return nil
}

// PaperSigner is the person's P-256 key for PDF signatures with its certificate and
// the exam's CA certificate. (Readers of PDF take no Ed25519: pitfalls-2.md 1.)
func (p *Person) PaperSigner() (crypto.Signer, []*x509.Certificate, error) {
	return p.keys.paper, []*x509.Certificate{p.keys.leaf, p.keys.ca}, nil
}
