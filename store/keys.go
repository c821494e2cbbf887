package store

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/x509"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"
	"github.com/emmansun/gmsm/sm2"

	"kaowu/app/exam"
)

// What the key files call themselves, so that one is never taken for another.
const (
	formatPerson = "kaowu person keys v1"
	formatExam   = "kaowu exam keys v1"
	formatData   = "kaowu data key v1"
	formatDevice = "kaowu device key v1"
)

// personFile is what keys/<staff>.age holds, sealed by the person's passphrase.
type personFile struct {
	Format      string       `json:"format"`
	Exam        string       `json:"exam"`
	Staff       exam.StaffID `json:"staff"`
	Sign        []byte       `json:"sign"`        // Ed25519 seed, base64
	Open        string       `json:"open"`        // X25519, AGE-SECRET-KEY-1…
	Paper       []byte       `json:"paper"`       // P-256 scalar, 32 bytes, base64
	Certificate []byte       `json:"certificate"` // of the P-256 key, DER base64
	Authority   []byte       `json:"authority"`   // the exam's CA, DER base64
}

// examFile is what keys/exam.age holds, sealed to the site lead.
type examFile struct {
	Format    string `json:"format"`
	Exam      string `json:"exam"`
	Sign      []byte `json:"sign"`          // Ed25519 seed
	Open      string `json:"open"`          // X25519
	Authority []byte `json:"authority"`     // P-256 scalar of the CA
	SM2       []byte `json:"sm2,omitempty"` // SM2 scalar, where national algorithms are demanded
}

// keyring is the private keys of a person, or of the exam, opened.
type keyring struct {
	sign  ed25519.PrivateKey
	open  *age.X25519Identity
	paper *ecdsa.PrivateKey
	leaf  *x509.Certificate // nil for the exam
	ca    *x509.Certificate // nil for the exam
	next  bool              // read from a file that is not in its place yet

	counter *sm2.PrivateKey // of the exam and of a device, where national algorithms are demanded; else nil
}

// newKeyring makes fresh keys. The X25519 key comes from the system's randomness,
// for the age library takes no other.
func newKeyring(rand io.Reader) (*keyring, error) {
	sign, err := newSigningKey(rand)
	if err != nil {
		return nil, err
	}
	open, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, fmt.Errorf("make X25519 key: %w", err)
	}
	paper, err := newPaperKey(rand)
	if err != nil {
		return nil, err
	}
	return &keyring{sign: sign, open: open, paper: paper}, nil
}

func newSigningKey(rand io.Reader) (ed25519.PrivateKey, error) {
	seed := make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(rand, seed); err != nil {
		return nil, fmt.Errorf("make signing key: %w", err)
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

// newPaperKey draws scalars until one is a P-256 key; nearly all are.
func newPaperKey(rand io.Reader) (*ecdsa.PrivateKey, error) {
	var scalar [32]byte
	for range 128 {
		if _, err := io.ReadFull(rand, scalar[:]); err != nil {
			return nil, fmt.Errorf("make P-256 key: %w", err)
		}
		if k, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), scalar[:]); err == nil {
			return k, nil
		}
	}
	return nil, errors.New("make P-256 key: the source of randomness gives no scalar of the curve")
}

func (k *keyring) public() ed25519.PublicKey { return k.sign.Public().(ed25519.PublicKey) }

// wipe overwrites the signing key. What age and crypto/ecdsa hold goes with the
// process.
func (k *keyring) wipe() { clear(k.sign) }

// seal writes a person's keys, sealed by passphrase.
func (k *keyring) seal(examID string, staff exam.StaffID, passphrase []byte, logN int) ([]byte, error) {
	scalar, err := k.paper.Bytes()
	if err != nil {
		return nil, fmt.Errorf("write P-256 key: %w", err)
	}
	b, err := exam.Marshal(personFile{Format: formatPerson, Exam: examID, Staff: staff, Sign: k.sign.Seed(),
		Open: k.open.String(), Paper: scalar, Certificate: k.leaf.Raw, Authority: k.ca.Raw})
	if err != nil {
		return nil, fmt.Errorf("write key file: %w", err)
	}
	defer clear(b)
	return sealByPassphrase(b, passphrase, logN)
}

// readPerson reads a person's keys from the plain bytes of their key file.
func readPerson(b []byte) (*keyring, personFile, error) {
	var f personFile
	if err := readCanonical(b, &f); err != nil {
		return nil, f, fmt.Errorf("person's keys: %w", err)
	}
	k, err := ring(f.Format, formatPerson, f.Sign, f.Open, f.Paper)
	if err != nil {
		return nil, f, err
	}
	if k.leaf, err = x509.ParseCertificate(f.Certificate); err != nil {
		return nil, f, fmt.Errorf("person's certificate: %w", err)
	}
	if k.ca, err = x509.ParseCertificate(f.Authority); err != nil {
		return nil, f, fmt.Errorf("exam's certificate: %w", err)
	}
	if pub, ok := k.leaf.PublicKey.(*ecdsa.PublicKey); !ok || !pub.Equal(k.paper.Public()) {
		return nil, f, errors.New("person's certificate is of another key")
	}
	return k, f, nil
}

// sealExam writes the exam's keys, sealed to the site lead.
func (k *keyring) sealExam(examID string, to ...age.Recipient) ([]byte, error) {
	scalar, err := k.paper.Bytes()
	if err != nil {
		return nil, fmt.Errorf("write P-256 key: %w", err)
	}
	counter, err := counterScalar(k.counter)
	if err != nil {
		return nil, err
	}
	defer clear(counter)
	b, err := exam.Marshal(examFile{Format: formatExam, Exam: examID, Sign: k.sign.Seed(), Open: k.open.String(), Authority: scalar, SM2: counter})
	if err != nil {
		return nil, fmt.Errorf("write the exam's keys: %w", err)
	}
	defer clear(b)
	return sealTo(b, to...)
}

// readExam reads the exam's keys from the plain bytes of exam.age.
func readExam(b []byte, examID string) (*keyring, error) {
	var f examFile
	if err := readCanonical(b, &f); err != nil {
		return nil, fmt.Errorf("the exam's keys: %w", err)
	}
	if f.Exam != examID {
		return nil, errors.New("the exam's keys are of another exam")
	}
	k, err := ring(f.Format, formatExam, f.Sign, f.Open, f.Authority)
	if err != nil {
		return nil, err
	}
	k.counter, err = readCounter(f.SM2)
	return k, err
}

// ring puts three private keys together.
func ring(format, want string, seed []byte, open string, scalar []byte) (*keyring, error) {
	if format != want {
		return nil, fmt.Errorf("not a file of %s", want)
	}
	if len(seed) != ed25519.SeedSize {
		return nil, errors.New("signing key has another length")
	}
	id, err := age.ParseX25519Identity(open)
	if err != nil {
		return nil, errors.New("X25519 key cannot be read") // the library's error quotes the key
	}
	paper, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), scalar)
	if err != nil {
		return nil, fmt.Errorf("P-256 key: %w", err)
	}
	return &keyring{sign: ed25519.NewKeyFromSeed(seed), open: id, paper: paper}, nil
}
