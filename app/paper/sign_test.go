package paper

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"kaowu/app/exam"
)

// issue makes a CA and a leaf for key, as an exam's CA does for its people. The
// validity is wide because the library signs with the machine's clock.
func issue(t testing.TB, key crypto.Signer) []*x509.Certificate {
	t.Helper()
	ca, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	from, to := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)
	root := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "SC-JD-2026-0417"}, NotBefore: from, NotAfter: to,
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "S14"}, NotBefore: from, NotAfter: to,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection}}
	return []*x509.Certificate{certify(t, leaf, root, key.Public(), ca), certify(t, root, root, ca.Public(), ca)}
}

func certify(t testing.TB, child, parent *x509.Certificate, pub crypto.PublicKey, key crypto.Signer) *x509.Certificate {
	t.Helper()
	der, err := x509.CreateCertificate(rand.Reader, child, parent, pub, key)
	if err != nil {
		t.Fatal(err)
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const signerName = "姜志昇"

func signRecord(t testing.TB, key crypto.Signer) []byte {
	t.Helper()
	doc, err := ExamRoomRecord(frame(t, "zh"), recordData(exam.Practical))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := press(t).PDF(doc, printed)
	if err != nil {
		t.Fatal(err)
	}
	b, err := Sign(plain, key, issue(t, key), signerName, "考场记录表第 1 版", "实训厂房A区", printed)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(b, plain) {
		t.Error("signing changed the bytes that were signed")
	}
	return b
}

// signedOnce is one signed record for all tests that only read it.
var signedOnce = sync.OnceValues(func() (*ecdsa.PrivateKey, error) { return ecdsa.GenerateKey(elliptic.P256(), rand.Reader) })

func signedRecord(t testing.TB) []byte {
	t.Helper()
	key, err := signedOnce()
	if err != nil {
		t.Fatal(err)
	}
	return signRecord(t, key)
}

func TestSignAndCheck(t *testing.T) {
	p384, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	big, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p256, err := signedOnce()
	if err != nil {
		t.Fatal(err)
	}
	for name, key := range map[string]crypto.Signer{"P-256": p256, "P-384": p384, "RSA": big} {
		t.Run(name, func(t *testing.T) {
			b := signRecord(t, key)
			got, err := Inspect(b)
			if err != nil {
				t.Fatal(err)
			}
			if got.Name != signerName || got.Reason != "考场记录表第 1 版" || got.Place != "实训厂房A区" || !got.At.Equal(printed) {
				t.Errorf("read back %q %q %q %v", got.Name, got.Reason, got.Place, got.At)
			}
			if got.Certificate.Subject.CommonName != "S14" {
				t.Errorf("certificate of %q, want the leaf", got.Certificate.Subject.CommonName)
			}
			if who, err := CheckSignature(b); err != nil || who != signerName {
				t.Errorf("CheckSignature = %q, %v", who, err)
			}
			// Another program must agree: poppler reads the signature too.
			if said := pdfsig(t, b); !strings.Contains(said, "Signature is Valid") || !strings.Contains(said, "Total document signed") {
				t.Errorf("pdfsig says %s", said)
			}
		})
	}
}

func pdfsig(t testing.TB, b []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "signed.pdf")
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdfsig", "-nocert", file).CombinedOutput()
	if err != nil && len(out) == 0 {
		t.Fatalf("pdfsig: %v", err)
	}
	return string(out)
}

func TestSignRefusesEd25519(t *testing.T) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Sign(signedRecord(t), key, issue(t, key), "x", "", "", printed); !errors.Is(err, exam.Refuse("paper-key-kind")) {
		t.Errorf("an Ed25519 key signed a PDF that no other program can read: %v", err)
	}
}

func TestSignErrors(t *testing.T) {
	key, err := signedOnce()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Sign([]byte("no PDF"), key, issue(t, key), "x", "", "", printed); err == nil {
		t.Error("signed what is no PDF")
	}
	if _, err := Sign(signedRecord(t), key, nil, "x", "", "", printed); err == nil {
		t.Error("signed without a certificate")
	}
}

func TestChangedPapersAreRefused(t *testing.T) {
	whole := signedRecord(t)
	flipped := bytes.Clone(whole)
	flipped[1000] ^= 1
	inSignature := bytes.Clone(whole)
	i := bytes.LastIndex(inSignature, []byte("/Contents<")) + 400
	inSignature[i] = map[bool]byte{true: '1', false: '0'}[inSignature[i] == '0'] // still a hex digit
	tests := []struct {
		name string
		file []byte
		want string
	}{
		{"a flipped byte of the page", flipped, "paper-changed"},
		{"a flipped byte of the signature", inSignature, "paper-changed"},
		{"one byte added", append(bytes.Clone(whole), '\n'), "paper-added"},
		{"a comment added", append(bytes.Clone(whole), "% and 60 points more\n"...), "paper-added"},
		{"a revision added", addRevision(whole), "paper-added"},
		{"cut tail", whole[:len(whole)-200], "paper-unsigned"},
		{"never signed", whole[:bytes.Index(whole, []byte("%%EOF"))+6], "paper-unsigned"},
		{"no PDF", []byte("考场记录表"), "paper-unsigned"},
		{"empty", nil, "paper-unsigned"},
	}
	for _, x := range tests {
		t.Run(x.name, func(t *testing.T) {
			who, err := CheckSignature(x.file)
			if !errors.Is(err, exam.Refuse(x.want)) || who != "" {
				t.Errorf("%q, %v; want %s", who, err, x.want)
			}
		})
	}
	if said := pdfsig(t, flipped); !strings.Contains(said, "Digest Mismatch") {
		t.Errorf("pdfsig says %s", said)
	}
}

// addRevision appends an incremental update with a new catalogue, as an attacker
// would to show other pages under a signature that viewers still call valid.
func addRevision(file []byte) []byte {
	out := bytes.Clone(file)
	at := len(out)
	out = append(out, "1 0 obj\n<< /Type /Catalog /Pages 2 0 R /AcroForm << /SigFlags 3 >> >>\nendobj\n"...)
	xref := len(out)
	prev := lastNumber(file, "startxref\n")
	out = append(out, "xref\n1 1\n"...)
	out = append(out, pad10(at)+" 00000 n \ntrailer\n<< /Size 100 /Root 1 0 R /Prev "+prev+" >>\nstartxref\n"...)
	return append(out, pad10(xref)+"\n%%EOF\n"...)
}

func lastNumber(file []byte, after string) string {
	i := bytes.LastIndex(file, []byte(after)) + len(after)
	return string(bytes.Fields(file[i:])[0])
}

func pad10(n int) string {
	s := big.NewInt(int64(n)).String()
	return strings.Repeat("0", 10-len(s)) + s
}

// frozenFile is a small file, a page with one rectangle, that was signed once and
// committed: later programs must still call it whole. -update signs it anew.
const frozenFile = "testdata/signed.pdf"

func TestFrozenSignature(t *testing.T) {
	if *update {
		key, err := signedOnce()
		if err != nil {
			t.Fatal(err)
		}
		plain, err := press(t).PDF(Doc{Title: "x", Pages: []Page{{W: 50, H: 50, Items: []Item{Box{X: 5, Y: 5, W: 9, H: 9, Stroke: 1, Ink: Black}}}}}, printed)
		if err != nil {
			t.Fatal(err)
		}
		b, err := Sign(plain, key, issue(t, key), signerName, "", "", printed)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(frozenFile, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(frozenFile)
	if err != nil {
		t.Fatal(err)
	}
	if who, err := CheckSignature(b); err != nil || who != signerName {
		t.Errorf("CheckSignature = %q, %v", who, err)
	}
}

// FuzzInspect feeds hostile files: no panic may come out, and no file but the one
// that was signed may pass.
func FuzzInspect(f *testing.F) {
	whole, err := os.ReadFile(frozenFile)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole, 0, byte(0))
	f.Add(whole, 1000, byte(1))
	f.Add(whole[:len(whole)/2], 0, byte(0))
	f.Add([]byte("%PDF-1.7\n1 0 obj\n<</Filter/Adobe.PPKLite/ByteRange[0 1 2 3]>>\nendobj\nstartxref\n0\n%%EOF"), 0, byte(0))
	f.Add([]byte{}, 0, byte(0))
	f.Fuzz(func(t *testing.T, file []byte, i int, mask byte) {
		file = bytes.Clone(file)
		if i >= 0 && i < len(file) {
			file[i] ^= mask
		}
		got, err := Inspect(file)
		if from, to := gapOf(whole); err == nil && (len(file) != len(whole) || !bytes.Equal(file[:from], whole[:from]) || !bytes.Equal(file[to:], whole[to:])) {
			t.Errorf("another file passed: %+v", got)
		}
		if err != nil && got != (Signed{}) {
			t.Errorf("refused, yet said %+v", got)
		}
	})
}
