package store

import (
	"crypto/ecdsa"
	"encoding/base64"
	"errors"
	"fmt"
	"io"

	"github.com/emmansun/gmsm/sm2"
)

// Counter-signatures by the national algorithms 国密: where an exam's policy demands them,
// its laptops sign each checkpoint, and the exam key signs each archive, a second time, by
// SM2 (GB/T 32918.2) over SM3 (GB/T 32905). They stand beside Ed25519 and never instead of
// it: what is trusted is decided by Ed25519 alone, and a counter-signature that is missing
// or wrong is a finding (record.md 7; FORMAT.md 5).

// newCounterKey draws scalars until one is an SM2 key; nearly all are.
func newCounterKey(rand io.Reader) (*sm2.PrivateKey, error) {
	var scalar [32]byte
	defer clear(scalar[:])
	for range 128 {
		if _, err := io.ReadFull(rand, scalar[:]); err != nil {
			return nil, fmt.Errorf("make SM2 key: %w", err)
		}
		if k, err := sm2.NewPrivateKey(scalar[:]); err == nil {
			return k, nil
		}
	}
	return nil, errors.New("make SM2 key: the source of randomness gives no scalar of the curve")
}

// counterScalar is a private key as key files hold it; nothing for no key.
func counterScalar(k *sm2.PrivateKey) ([]byte, error) {
	if k == nil {
		return nil, nil
	}
	x, err := k.ECDH()
	if err != nil {
		return nil, fmt.Errorf("write SM2 key: %w", err)
	}
	return x.Bytes(), nil
}

// readCounter reads what counterScalar gave.
func readCounter(scalar []byte) (*sm2.PrivateKey, error) {
	if len(scalar) == 0 {
		return nil, nil
	}
	k, err := sm2.NewPrivateKey(scalar)
	if err != nil {
		return nil, errors.New("SM2 key cannot be read")
	}
	return k, nil
}

// counterPoint is a public key as an uncompressed point, 65 bytes.
func counterPoint(k *ecdsa.PublicKey) ([]byte, error) {
	x, err := sm2.PublicKeyToECDH(k)
	if err != nil {
		return nil, fmt.Errorf("write SM2 public key: %w", err)
	}
	return x.Bytes(), nil
}

// counterPublic is the public key as events name it; "" for no key.
func counterPublic(k *sm2.PrivateKey) (string, error) {
	if k == nil {
		return "", nil
	}
	b, err := counterPoint(&k.PublicKey)
	return base64.StdEncoding.EncodeToString(b), err
}

// readCounterPublic reads what counterPublic gave, and nothing else.
func readCounterPublic(s string) (*ecdsa.PublicKey, error) {
	if s == "" {
		return nil, nil
	}
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil || base64.StdEncoding.EncodeToString(b) != s {
		return nil, errors.New("SM2 public key cannot be read")
	}
	k, err := sm2.NewPublicKey(b)
	if err != nil {
		return nil, errors.New("SM2 public key cannot be read")
	}
	return k, nil
}

// counterSign signs a message under the standard's default identity 1234567812345678; the
// signature is DER.
func counterSign(k *sm2.PrivateKey, rand io.Reader, msg []byte) ([]byte, error) {
	sig, err := k.Sign(rand, msg, sm2.NewSM2SignerOption(true, nil))
	if err != nil {
		return nil, fmt.Errorf("sign by SM2: %w", err)
	}
	return sig, nil
}

// counterHolds checks what counterSign gave.
func counterHolds(k *ecdsa.PublicKey, msg, sig []byte) bool {
	return sm2.VerifyASN1WithSM2(k, nil, msg, sig)
}
