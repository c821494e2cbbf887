package store

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"
	"golang.org/x/crypto/chacha20poly1305"

	"kaowu/app/exam"
)

// firstEpoch is the one epoch there is yet: its key seals everything in the book.
const firstEpoch = 1

// useDevice is the use of the data key that seals the device's own key.
const useDevice = "kaowu device v1"

// dataFile is what keys/epoch-1.age holds, sealed to every person and the recovery key.
type dataFile struct {
	Format string `json:"format"`
	Exam   string `json:"exam"`
	Epoch  uint32 `json:"epoch"`
	Key    []byte `json:"key"` // 32 bytes, base64
}

// deviceFile is what keys/device.box holds, sealed by the data key.
type deviceFile struct {
	Format string `json:"format"`
	Exam   string `json:"exam"`
	Device string `json:"device"`        // device/<id>
	Sign   []byte `json:"sign"`          // Ed25519 seed
	SM2    []byte `json:"sm2,omitempty"` // SM2 scalar, where national algorithms are demanded
}

func newDataKey(rand io.Reader) (k dataKey, err error) {
	if _, err := io.ReadFull(rand, k[:]); err != nil {
		return k, fmt.Errorf("make data key: %w", err)
	}
	return k, nil
}

// seal writes the data key for those who may open the book.
func (k dataKey) seal(examID string, to []age.Recipient) ([]byte, error) {
	b, err := exam.Marshal(dataFile{Format: formatData, Exam: examID, Epoch: firstEpoch, Key: k[:]})
	if err != nil {
		return nil, fmt.Errorf("write data key: %w", err)
	}
	defer clear(b)
	return sealTo(b, to...)
}

// openDataKey opens the data key with a person's X25519 key, or the recovery key.
func openDataKey(sealed []byte, examID string, with age.Identity) (k dataKey, err error) {
	b, err := openSealed(sealed, with)
	if err != nil {
		return k, err
	}
	defer clear(b)
	var f dataFile
	if err := readCanonical(b, &f); err != nil {
		return k, fmt.Errorf("data key: %w", err)
	}
	if f.Format != formatData || f.Exam != examID || f.Epoch != firstEpoch || len(f.Key) != len(k) {
		return k, errors.New("data key is of another book")
	}
	copy(k[:], f.Key)
	return k, nil
}

// sealDevice writes the device's key: 24 bytes of nonce, then XChaCha20-Poly1305
// with the exam as associated data.
func (k dataKey) sealDevice(examID string, dev Signer, rand io.Reader) ([]byte, error) {
	sub, err := k.subkey(useDevice)
	if err != nil {
		return nil, err
	}
	aead, err := chacha20poly1305.NewX(sub)
	if err != nil {
		return nil, fmt.Errorf("device key: %w", err)
	}
	counter, err := counterScalar(dev.counter)
	if err != nil {
		return nil, err
	}
	defer clear(counter)
	b, err := exam.Marshal(deviceFile{Format: formatDevice, Exam: examID, Device: dev.By, Sign: dev.Private.Seed(), SM2: counter})
	if err != nil {
		return nil, fmt.Errorf("write device key: %w", err)
	}
	defer clear(b)
	nonce := make([]byte, aead.NonceSize())
	if _, err := io.ReadFull(rand, nonce); err != nil {
		return nil, fmt.Errorf("seal device key: %w", err)
	}
	return aead.Seal(nonce, nonce, b, []byte(useDevice+"\n"+examID)), nil
}

// openDevice reads what sealDevice wrote.
func (k dataKey) openDevice(box []byte, examID string) (Signer, error) {
	sub, err := k.subkey(useDevice)
	if err != nil {
		return Signer{}, err
	}
	aead, err := chacha20poly1305.NewX(sub)
	if err != nil {
		return Signer{}, fmt.Errorf("device key: %w", err)
	}
	n := aead.NonceSize()
	if len(box) < n {
		return Signer{}, errors.New("device key is cut")
	}
	b, err := aead.Open(nil, box[:n], box[n:], []byte(useDevice+"\n"+examID))
	if err != nil {
		return Signer{}, fmt.Errorf("open device key: %w", err)
	}
	defer clear(b)
	var f deviceFile
	if err := readCanonical(b, &f); err != nil {
		return Signer{}, fmt.Errorf("device key: %w", err)
	}
	if f.Format != formatDevice || f.Exam != examID || len(f.Sign) != ed25519.SeedSize {
		return Signer{}, errors.New("device key is of another book")
	}
	dev := deviceSigner(f.Device, ed25519.NewKeyFromSeed(f.Sign))
	dev.counter, err = readCounter(f.SM2)
	return dev, err
}

func deviceSigner(device string, key ed25519.PrivateKey) Signer {
	return Signer{By: device, Key: exam.KeyID(key.Public().(ed25519.PublicKey)), Auth: exam.AuthDevice, Private: key}
}
