package store

import (
	"crypto/ecdsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"io"
	"strings"

	"github.com/emmansun/gmsm/sm2"
	"golang.org/x/mod/sumdb/note"

	"kaowu/app/exam"
)

// counterName names the signature in the key hash of a note: the type byte 0xff is for types
// without a number of their own, told apart by a name behind it (c2sp.org/signed-note).
const counterName = "kaowu/sm2-sm3"

// counterNote signs and checks notes by SM2 under a name. It is a note.Signer only where
// private and rand are set.
type counterNote struct {
	name    string
	public  *ecdsa.PublicKey
	point   []byte
	private *sm2.PrivateKey
	rand    io.Reader
}

// counterNoteOf is the key as a verifier of notes.
func counterNoteOf(name string, k *ecdsa.PublicKey) (counterNote, error) {
	point, err := counterPoint(k)
	return counterNote{name: name, public: k, point: point}, err
}

// Name is the name that stands in the note's signature line, the device's as in the first.
func (k counterNote) Name() string { return k.name }

// KeyHash is the first four bytes of SHA-256 over name, newline, 0xff, counterName and public key.
func (k counterNote) KeyHash() uint32 {
	b := append(append([]byte(k.name), '\n', 0xff), counterName...)
	h := sha256.Sum256(append(b, k.point...))
	return binary.BigEndian.Uint32(h[:])
}

// Sign signs the text of a note.
func (k counterNote) Sign(msg []byte) ([]byte, error) { return counterSign(k.private, k.rand, msg) }

// Verify checks a signature of a note's text.
func (k counterNote) Verify(msg, sig []byte) bool { return counterHolds(k.public, msg, sig) }

// countersigned says whether a device's note carries the second signature that by, its SM2
// key, must have made, each byte as it was written. Nothing is asked where by is nil.
func countersigned(signed, device string, by *ecdsa.PublicKey) bool {
	if by == nil {
		return true
	}
	k, err := counterNoteOf(device, by)
	if err != nil {
		return false
	}
	n, err := note.Open([]byte(signed), note.VerifierList(k))
	if err != nil || len(n.Sigs) != 1 {
		return false
	}
	raw, err := base64.StdEncoding.DecodeString(n.Sigs[0].Base64)
	return err == nil && base64.StdEncoding.EncodeToString(raw) == n.Sigs[0].Base64
}

// endorsedCounter reads the SM2 key of an endorsement: a device has one where the exam has
// one, and nobody else ever.
func (c *chain) endorsedCounter(e exam.Endorsement) (*ecdsa.PublicKey, error) {
	k, err := readCounterPublic(e.SM2)
	if err != nil {
		return nil, err
	}
	if (k != nil) != (c.counter != nil && strings.HasPrefix(e.Holder, "device/")) {
		return nil, errors.New("SM2 key is not as the exam's policy asks")
	}
	return k, nil
}

// countersigned says whether a checkpoint that openNote took carries the counter-signature
// that the exam demands. An exam that demands none asks for nothing.
func (c *chain) countersigned(signed string, cp checkpoint) bool {
	if c.counter == nil {
		return true
	}
	o := c.openings[cp.log]
	pub, err := publicKey(o.DeviceKey)
	if err != nil {
		return false
	}
	k := c.keys[exam.KeyID(pub)]
	return k.counter != nil && countersigned(signed, k.holder, k.counter)
}
