package store

import (
	"crypto/ed25519"
	"encoding/hex"
	"io"
	"strings"
)

// signOpenPart gives the entries that an archive begins with: the open part and the exam's
// signature, and its counter-signature where one is demanded.
func signOpenPart(theExam *keyring, m manifest, open []byte, rand io.Reader) ([]archiveFile, error) {
	msg := m.signedBytes(open)
	line := func(sig []byte) []byte { return []byte(hex.EncodeToString(sig) + "\n") }
	out := []archiveFile{{manifestName, open}, {signatureName, line(ed25519.Sign(theExam.sign, msg))}}
	if theExam.counter == nil {
		return out, nil
	}
	sig, err := counterSign(theExam.counter, rand, msg)
	if err != nil {
		return nil, err
	}
	return append(out, archiveFile{counterFile, line(sig)}), nil
}

// readCounterSignature checks the exam's second signature of the open part, whose entry
// begins at at, and gives how many bytes the entry takes; -1 where there is none. One that
// does not hold is a finding, and the rest is looked at still.
func (v *verifier) readCounterSignature(at int64) int64 {
	var h [tarBlock]byte
	if v.read(h[:], at) != nil {
		return -1
	}
	n := tarSize(h, counterFile)
	if n < 0 || n > maxCounter {
		return -1
	}
	text := make([]byte, n)
	if v.read(text, at+tarBlock) != nil || !v.zeros(at+tarBlock+n, tarPadding(n)) {
		return -1
	}
	pub, err := readCounterPublic(v.m.SM2)
	sig, herr := hex.DecodeString(strings.TrimSuffix(string(text), "\n"))
	if err != nil || herr != nil || hex.EncodeToString(sig)+"\n" != string(text) || !counterHolds(pub, v.m.signedBytes(v.raw), sig) {
		v.note("archive-counter", counterFile)
	}
	return tarBlock + n + tarPadding(n)
}
