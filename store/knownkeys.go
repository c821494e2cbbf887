package store

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"encoding/base64"
	"errors"

	"kaowu/app/exam"
)

// knownKeys are the signing keys that a log's own events made known, by key id, with
// who they belong to. A key signs nothing before the event that makes it known; the
// three first ones of a log vouch for themselves, and the exam key's fingerprint on
// paper vouches for them.
type knownKeys map[string]ringKey

type ringKey struct {
	holder  string
	public  ed25519.PublicKey
	counter *ecdsa.PublicKey // SM2 of the exam and of a device, where the exam demands it; else nil
}

// Why a signature is not accepted.
var (
	errKeyUnknown = errors.New("key not known")
	errKeyHolder  = errors.New("key of somebody else")
)

// check learns the key that f makes known, if any, and then checks f's signature.
func (k knownKeys) check(f exam.Fact) error {
	if err := k.learn(f); err != nil {
		return err
	}
	key, ok := k[f.Key]
	switch {
	case !ok:
		return errKeyUnknown
	case key.holder != f.By:
		return errKeyHolder
	}
	return f.Signed.Verify(key.public)
}

// learn takes the key of an opening, creation or endorsement.
func (k knownKeys) learn(f exam.Fact) error {
	switch f.Kind {
	case exam.LogOpened:
		b, err := exam.BodyOf[exam.LogOpening](f)
		return errors.Join(err, k.add("device/"+b.Device, b.DeviceKey, ""))
	case exam.ExamCreated:
		b, err := exam.BodyOf[exam.ExamCreation](f)
		return errors.Join(err, k.add("exam", b.ExamKey, b.SM2))
	case exam.KeyEndorsed:
		b, err := exam.BodyOf[exam.Endorsement](f)
		return errors.Join(err, k.add(b.Holder, b.Key, b.SM2))
	}
	return nil
}

func (k knownKeys) add(holder, key, counter string) error {
	pub, err := base64.StdEncoding.DecodeString(key)
	second, serr := readCounterPublic(counter)
	if err != nil || serr != nil || len(pub) != ed25519.PublicKeySize {
		return errKeyUnknown
	}
	k[exam.KeyID(pub)] = ringKey{holder, pub, second}
	return nil
}

// device is the key that a checkpoint's signature line names.
func (k knownKeys) device(name string, hash uint32) (noteKey, bool) {
	for _, key := range k {
		n := noteKey{name: key.holder, public: key.public}
		if key.holder == name && n.KeyHash() == hash {
			return n, true
		}
	}
	return noteKey{}, false
}

// countersigned says whether a checkpoint that device took carries the counter-signature
// that the exam demands, by the SM2 key endorsed with the device's own.
func (k knownKeys) countersigned(signed string) bool {
	demanded := false
	for _, key := range k {
		demanded = demanded || key.holder == "exam" && key.counter != nil
	}
	name := signerOf(signed)
	for _, key := range k {
		if key.holder == name && key.counter != nil && countersigned(signed, name, key.counter) {
			return true
		}
	}
	return !demanded
}
