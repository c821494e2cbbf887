package store

import (
	"crypto/ed25519"

	"github.com/emmansun/gmsm/sm2"

	"kaowu/app/exam"
)

// Signer signs events: a person let in by passphrase or short code, the device, or
// the exam key.
type Signer struct {
	By      string // staff id, device/<id>, or "exam"
	Key     string // exam.KeyID of the public key
	Auth    string // exam.AuthPassphrase, AuthCode or AuthDevice
	Private ed25519.PrivateKey
	counter *sm2.PrivateKey // a device's, where national algorithms are demanded; else nil
}

// Draft is an event before it has its place: what is to be said, by whom, of what.
type Draft struct {
	Signer Signer
	Kind   exam.Kind
	On     string // the subject, such as candidate/2026610001
	About  string // the slot within the subject
	Body   any    // the kind's body type, or its canonical JSON
	// Heads, when not nil, are what the writer saw as all heads of On, in any order.
	// Should there be another by the time of saving, nothing is saved: ErrStale.
	Heads []exam.ID
}

// ErrStale says that a subject went on since the caller looked, so that what they
// meant to say may no longer be true. Look again, then decide again.
var ErrStale = exam.Refuse("stale")
