package store

import (
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"strings"
)

// fingerprintBytes of SHA-256 are shown: 160 bits, which nobody can aim at, in
// eight groups that a person can read out.
const fingerprintBytes = 20

// fingerprint is how an exam key is printed on paper: "KF1-" and the first 20 bytes
// of SHA-256 over the public key in base32 (RFC 4648), in groups of four.
func fingerprint(pub ed25519.PublicKey) string {
	h := sha256.Sum256(pub)
	s := base32.StdEncoding.EncodeToString(h[:fingerprintBytes])
	out := "KF1"
	for ; s != ""; s = s[4:] {
		out += "-" + s[:4]
	}
	return out
}

// sameFingerprint compares what somebody typed with a fingerprint: case, blanks and
// hyphens do not count.
func sameFingerprint(typed, is string) bool {
	return subtle.ConstantTimeCompare([]byte(plainPrint(typed)), []byte(plainPrint(is))) == 1
}

func plainPrint(s string) string {
	return strings.ToUpper(strings.NewReplacer("-", "", " ", "", "\t", "", "\r", "", "\n", "").Replace(s))
}

// ReadFingerprint gives a fingerprint as it is printed, from what somebody typed; not ok
// where it is none.
func ReadFingerprint(typed string) (string, bool) {
	s, ok := strings.CutPrefix(plainPrint(typed), "KF1")
	if b, err := base32.StdEncoding.DecodeString(s); !ok || err != nil || len(b) != fingerprintBytes {
		return "", false
	}
	out := "KF1"
	for ; s != ""; s = s[4:] {
		out += "-" + s[:4]
	}
	return out, true
}

// FingerprintOf is the fingerprint of an exam key, for what is checked without a book.
func FingerprintOf(pub ed25519.PublicKey) string { return fingerprint(pub) }

// SameFingerprint compares what somebody typed with a fingerprint as Verify does: case,
// blanks and hyphens do not count.
func SameFingerprint(typed, is string) bool { return sameFingerprint(typed, is) }
