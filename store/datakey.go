package store

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"math"

	"filippo.io/age"

	"kaowu/app/exam"
)

// useDevice is the use of the data key that seals the device's own key.
const useDevice = "kaowu device v1"

// epochPrefix parts what a person signs of a data key's file from every other use of a
// key.
const epochPrefix = "kaowu epoch v1\n"

// dataFile is what keys/epoch-N.age holds, sealed to every person and the recovery key.
// The fields behind Key are those of a second or later epoch.
type dataFile struct {
	Format  string       `json:"format"`
	Exam    string       `json:"exam"`
	Epoch   uint32       `json:"epoch"`
	Key     []byte       `json:"key"`               // 32 bytes, base64
	Earlier []earlierKey `json:"earlier,omitempty"` // of the epochs before, from 1
	To      []string     `json:"to,omitempty"`      // X25519 recipients that it is sealed to, sorted
	By      exam.StaffID `json:"by,omitempty"`      // whose key signed it
	Sig     []byte       `json:"sig,omitempty"`     // Ed25519 over epochPrefix and the file without it
}

// earlierKey is the data key of an epoch that has ended.
type earlierKey struct {
	Key []byte `json:"key"`
	End int64  `json:"end"` // offset in the journal at which the next epoch begins
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

// seal writes the data keys for those who may open the book: X25519 recipients, as
// endorsements name them. Behind the first epoch a person signs the file, for anybody
// could seal one to these recipients.
func (e epochs) seal(examID string, to []string, by Signer) ([]byte, error) {
	f := dataFile{Format: formatData, Exam: examID, Epoch: e.number(), Key: e[len(e)-1].key[:]}
	for i := range e[1:] {
		f.Earlier = append(f.Earlier, earlierKey{e[i].key[:], e[i+1].from})
	}
	var recipients []age.Recipient
	for _, s := range to {
		r, err := age.ParseX25519Recipient(s)
		if err != nil {
			return nil, errors.New("recipient of the data key cannot be read")
		}
		recipients = append(recipients, r)
	}
	if f.Epoch > firstEpoch {
		f.To, f.By = to, exam.StaffID(by.By)
		msg, err := f.message()
		if err != nil {
			return nil, err
		}
		f.Sig = ed25519.Sign(by.Private, msg)
		clear(msg)
	}
	b, err := exam.Marshal(f)
	if err != nil {
		return nil, fmt.Errorf("write data key: %w", err)
	}
	defer clear(b)
	sealed, err := sealTo(b, recipients...)
	if err == nil && len(sealed) > maxKeyFile {
		err = exam.Refuse("too-large", "max", maxKeyFile>>10)
	}
	return sealed, err
}

// message is what Sig signs.
func (f dataFile) message() ([]byte, error) {
	f.Sig = nil
	b, err := exam.Marshal(f)
	if err != nil {
		return nil, fmt.Errorf("write data key: %w", err)
	}
	return append([]byte(epochPrefix), b...), nil
}

// signedBy says whether a key signed the file.
func (f dataFile) signedBy(key ed25519.PublicKey) bool {
	msg, err := f.message()
	return err == nil && ed25519.Verify(key, msg, f.Sig)
}

// openDataKey opens the file of an epoch with a person's X25519 key, or the recovery
// key.
func openDataKey(sealed []byte, examID string, number uint32, with age.Identity) (f dataFile, e epochs, err error) {
	b, err := openSealed(sealed, with)
	if err != nil {
		return f, nil, err
	}
	defer clear(b)
	if err := readCanonical(b, &f); err != nil {
		return f, nil, fmt.Errorf("data key: %w", err)
	}
	if f.Format != formatData || f.Exam != examID || f.Epoch != number || len(f.Earlier) != int(number-firstEpoch) ||
		number == firstEpoch && (f.To != nil || f.By != "" || f.Sig != nil) {
		return f, nil, errors.New("data key is of another book")
	}
	from := int64(journalStart)
	for _, k := range append(f.Earlier, earlierKey{f.Key, math.MaxInt64}) {
		if len(k.Key) != len(dataKey{}) || k.End < from {
			return f, nil, errors.New("data key is of another length")
		}
		e = append(e, epoch{dataKey(k.Key), from})
		from = k.End
	}
	return f, e, nil
}

// sealDevice writes the device's key: 24 bytes of nonce, then XChaCha20-Poly1305
// with the exam as associated data.
func (k dataKey) sealDevice(examID string, dev Signer, rand io.Reader) ([]byte, error) {
	aead, err := k.cipher(useDevice)
	if err != nil {
		return nil, err
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
	aead, err := k.cipher(useDevice)
	if err != nil {
		return Signer{}, err
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
