package exam

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
)

// sealPrefix parts the exam key's signature under a certificate from its other uses,
// holderPrefix the hash of a holder from other hashes (record.md 2).
const (
	sealPrefix   = "kaowu certificate v1\n"
	holderPrefix = "kaowu holder v1\n"
	sealScheme   = "kaowu-certificate:1."
)

// holderBytes of SHA-256 stand for the holder in a QR.
const holderBytes = 16

// sealLines are the lines of a sealed certificate's content.
const sealLines = 8

// SealedCertificate is what the QR of a certificate says and the exam's key vouches
// for. It names no person (domain 12.3): Holder only lets somebody who has name and
// ID number before them see that they are the ones.
type SealedCertificate struct {
	Number     CertificateNo
	Issued     Date
	Occupation string
	Trade      string
	Reissue    int  // which replacement; 0: the first print
	Drill      bool // 演练: proves nothing
	Holder     string
	Key        ed25519.PublicKey // of the exam; its fingerprint went to the office with the plan
}

// HolderOf stands for a person in a QR: the hash of name and ID number as printed.
func HolderOf(name, id string) string {
	sum := sha256.Sum256([]byte(holderPrefix + name + "\n" + id))
	return base64.RawURLEncoding.EncodeToString(sum[:holderBytes])
}

// Seal is the text of the QR, plain ASCII so that no reader guesses at its encoding.
// Line ends within occupation and trade become blanks.
func (c SealedCertificate) Seal(key ed25519.PrivateKey) string {
	content := c.content()
	sig := ed25519.Sign(key, []byte(sealPrefix+content))
	return sealScheme + base64.RawURLEncoding.EncodeToString([]byte(content)) + "." + base64.RawURLEncoding.EncodeToString(sig)
}

func (c SealedCertificate) content() string {
	kind := "real"
	if c.Drill {
		kind = "drill"
	}
	lines := []string{c.Number.String(), string(c.Issued), c.Occupation, c.Trade, strconv.Itoa(c.Reissue), kind, c.Holder,
		base64.RawURLEncoding.EncodeToString(c.Key)}
	for i := range lines {
		lines[i] = strings.ReplaceAll(lines[i], "\n", " ")
	}
	return strings.Join(lines, "\n")
}

// OpenSeal reads the text of a QR and checks the signature of the key that it names;
// whether that key is the exam's, its fingerprint tells. Blanks and line ends that a
// reader put in do not count. Refusals: certificate-text, certificate-signature.
func OpenSeal(text string) (SealedCertificate, error) {
	no := Refuse("certificate-text")
	body, ok := strings.CutPrefix(strings.Join(strings.Fields(text), ""), sealScheme)
	first, second, both := strings.Cut(body, ".")
	content, err := base64.RawURLEncoding.Strict().DecodeString(first)
	if !ok || !both || err != nil {
		return SealedCertificate{}, no
	}
	sig, err := base64.RawURLEncoding.Strict().DecodeString(second)
	if err != nil || len(sig) != ed25519.SignatureSize {
		return SealedCertificate{}, no
	}
	c, ok := readSealed(string(content))
	if !ok || c.content() != string(content) {
		return SealedCertificate{}, no
	}
	if !ed25519.Verify(c.Key, append([]byte(sealPrefix), content...), sig) {
		return SealedCertificate{}, Refuse("certificate-signature")
	}
	return c, nil
}

func readSealed(content string) (c SealedCertificate, ok bool) {
	l := strings.Split(content, "\n")
	if len(l) != sealLines || l[5] != "real" && l[5] != "drill" {
		return c, false
	}
	c = SealedCertificate{Issued: Date(l[1]), Occupation: l[2], Trade: l[3], Drill: l[5] == "drill", Holder: l[6]}
	if c.Number, ok = ParseCertificateNo(l[0]); !ok {
		return c, false
	}
	var err, kerr error
	c.Reissue, err = strconv.Atoi(l[4])
	c.Key, kerr = base64.RawURLEncoding.Strict().DecodeString(l[7])
	return c, err == nil && kerr == nil && c.Reissue >= 0 && len(c.Key) == ed25519.PublicKeySize
}
