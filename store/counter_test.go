package store

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/emmansun/gmsm/sm2"
)

// spki is what stands before the point in an SM2 public key as openssl reads it (FORMAT.md 7).
const spki = "3059301306072a8648ce3d020106082a811ccf5501822d034200"

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// openssl runs it in a folder.
func openssl(t testing.TB, dir string, args ...string) (string, error) {
	t.Helper()
	cmd := exec.Command("openssl", args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// sm2Options are what makes openssl sign and check as the standard's default identity.
var sm2Options = []string{"-rawin", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678"}

func write(t testing.TB, dir, name string, b []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// OpenSSL takes the counter-signatures of a day's checkpoint and archive, read from them as
// FORMAT.md says.
func TestOpenSSLTakesOurs(t *testing.T) {
	d := newNationalDay(t)
	_, b := archivedDay(t, d)
	k, _, err := d.book.chain()
	if err != nil {
		t.Fatal(err)
	}
	device, _ := k.current(d.book.Device().By)
	text, sigs, _ := strings.Cut(d.prints, "\n\n")
	second, err := base64.StdEncoding.DecodeString(strings.Fields(strings.Split(sigs, "\n")[1])[2])
	if err != nil {
		t.Fatal(err)
	}
	f := takeApart(t, d, b)
	parts := sections(t, b)
	open := parts[0][tarBlock:]
	line := parts[2][tarBlock:]
	archive := unhex(t, string(line[:bytes.IndexByte(line, '\n')]))
	exams := unhex(t, hex.EncodeToString(mustBase64(t, f.m.SM2)))
	devices, err := counterPoint(device.counter)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, c := range map[string]struct{ point, msg, sig []byte }{
		"checkpoint": {devices, []byte(text + "\n"), second[4:]},
		"archive":    {exams, append([]byte("kaowu archive v1\n"), open[:bytes.IndexByte(open, 0)]...), archive},
	} {
		write(t, dir, name+".pem", pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: append(unhex(t, spki), c.point...)}))
		write(t, dir, name+".sig", c.sig)
		for change, want := range map[string]bool{"": true, "x": false} {
			write(t, dir, name+".txt", append(c.msg, change...))
			out, err := openssl(t, dir, append([]string{"pkeyutl", "-verify", "-pubin", "-inkey", name + ".pem", "-in", name + ".txt", "-sigfile", name + ".sig"}, sm2Options...)...)
			if (err == nil) != want {
				t.Errorf("%s%s: %s, %v", name, change, out, err)
			}
		}
	}
}

func mustBase64(t testing.TB, s string) []byte {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// We take what OpenSSL signs, by a key that it made.
func TestWeTakeOpenSSLs(t *testing.T) {
	dir := t.TempDir()
	msg := []byte("kaowu/SC-JD-2026-0417/d7f3\n25\nroot\n")
	write(t, dir, "msg.txt", msg)
	for _, args := range [][]string{
		{"genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", "key.pem"},
		{"pkey", "-in", "key.pem", "-pubout", "-outform", "DER", "-out", "key.der"},
		append([]string{"pkeyutl", "-sign", "-inkey", "key.pem", "-in", "msg.txt", "-out", "msg.sig"}, sm2Options...),
	} {
		if out, err := openssl(t, dir, args...); err != nil {
			t.Fatalf("openssl %s: %v\n%s", args[0], err, out)
		}
	}
	der, err := os.ReadFile(filepath.Join(dir, "key.der"))
	if err != nil {
		t.Fatal(err)
	}
	point, is := bytes.CutPrefix(der, unhex(t, spki))
	if !is {
		t.Fatalf("openssl writes another beginning: %x", der)
	}
	key, err := readCounterPublic(base64.StdEncoding.EncodeToString(point))
	if err != nil {
		t.Fatal(err)
	}
	sig, err := os.ReadFile(filepath.Join(dir, "msg.sig"))
	if err != nil {
		t.Fatal(err)
	}
	if !counterHolds(key, msg, sig) {
		t.Error("openssl's signature is refused")
	}
	for at := range sig {
		bad := bytes.Clone(sig)
		bad[at] ^= 1
		if counterHolds(key, msg, bad) {
			t.Errorf("byte %d of the signature changed, and it holds", at)
		}
	}
	if counterHolds(key, append(msg, 'x'), sig) || counterHolds(key, msg, append(sig, 0)) {
		t.Error("another text or a longer signature holds")
	}
}

// What is written of a key is read back, and nothing else is taken for one.
func TestCounterKeyRoundTrip(t *testing.T) {
	k, err := newCounterKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	scalar, err := counterScalar(k)
	if err != nil || len(scalar) != 32 {
		t.Fatal(len(scalar), err)
	}
	again, err := readCounter(scalar)
	if err != nil || !again.Equal(k) {
		t.Fatal(err)
	}
	public, err := counterPublic(k)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := readCounterPublic(public); err != nil || !got.Equal(&k.PublicKey) {
		t.Fatal(err)
	}
	if k, err := readCounter(nil); k != nil || err != nil {
		t.Error("no key is one")
	}
	for _, bad := range [][]byte{scalar[:31], make([]byte, 32), bytes.Repeat([]byte{0xff}, 32)} {
		if _, err := readCounter(bad); err == nil {
			t.Errorf("%x is a key", bad)
		}
	}
	moved := mustBase64(t, public)
	moved[40] ^= 1 // not on the curve any more
	for _, bad := range []string{public[:len(public)-4], public + "\n", " " + public, "AA==", base64.StdEncoding.EncodeToString(moved)} {
		if _, err := readCounterPublic(bad); err == nil {
			t.Errorf("%q is a public key", bad)
		}
	}
	if _, err := newCounterKey(&shortRand{}); err == nil {
		t.Error("a key was made of no randomness")
	}
	if _, err := newCounterKey(zeroes{}); err == nil {
		t.Error("a key was made of zeros")
	}
}

// The worked example of GB/T 32918.5-2017, A.2 (recommended curve): private key, default
// identity, message and signature as the standard prints them.
func TestStandardsOwnSignature(t *testing.T) {
	scalar := unhex(t, "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8")
	k, err := sm2.NewPrivateKey(scalar)
	if err != nil {
		t.Fatal(err)
	}
	point, err := counterPoint(&k.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	if want := unhex(t, "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"+
		"CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"); !bytes.Equal(point, want) {
		t.Errorf("public key %x", point)
	}
	r := unhex(t, "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3")
	s := unhex(t, "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA")
	sig := slices.Concat([]byte{0x30, 0x46, 0x02, 0x21, 0}, r, []byte{0x02, 0x21, 0}, s)
	if !counterHolds(&k.PublicKey, []byte("message digest"), sig) || counterHolds(&k.PublicKey, []byte("message digesT"), sig) {
		t.Error("the standard's signature is not judged as the standard does")
	}
}

// The key of the note's second line by hand from FORMAT.md 5.
func TestCounterKeyHash(t *testing.T) {
	d := newNationalDay(t)
	path := filepath.Join(d.book.dir, "tree", d.book.Log()+".checkpoint")
	kept, err := os.ReadFile(path)
	if err != nil || unsecond(t, string(kept)) == string(kept) {
		t.Fatalf("%q, %v", kept, err)
	}
	line := strings.Fields(strings.SplitAfter(string(kept), "\n")[5])
	raw, err := base64.StdEncoding.DecodeString(line[2])
	if err != nil {
		t.Fatal(err)
	}
	dev := d.book.Device()
	point, err := counterPoint(&dev.counter.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(slices.Concat([]byte(dev.By), []byte("\n\xffkaowu/sm2-sm3"), point))
	if !bytes.Equal(raw[:4], sum[:4]) {
		t.Errorf("key hash %x, want %x", raw[:4], sum[:4])
	}
}

// FuzzCounterPublic: what is taken for a public key is written back as it was read.
func FuzzCounterPublic(f *testing.F) {
	k, err := newCounterKey(&fixedRand{5})
	if err != nil {
		f.Fatal(err)
	}
	good, err := counterPublic(k)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add("BAAA")
	f.Add("AAAA" + good)
	f.Fuzz(func(t *testing.T, s string) {
		k, err := readCounterPublic(s)
		if err != nil || k == nil {
			return
		}
		point, err := counterPoint(k)
		if err != nil || base64.StdEncoding.EncodeToString(point) != s {
			t.Errorf("%q is read as another key, %v", s, err)
		}
	})
}
