package store

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"strings"
	"testing"

	"filippo.io/age"

	"kaowu/app/exam"
)

// fixedRand is endless and the same each time.
type fixedRand struct{ n byte }

func (r *fixedRand) Read(b []byte) (int, error) {
	for i := range b {
		r.n += 31
		b[i] = r.n
	}
	return len(b), nil
}

// testRing is a person's keys with a certificate.
func testRing(t testing.TB) *keyring {
	t.Helper()
	theExam, err := newKeyring(&fixedRand{1})
	if err != nil {
		t.Fatal(err)
	}
	k, err := newKeyring(&fixedRand{2})
	if err != nil {
		t.Fatal(err)
	}
	now := examDay().now
	if k.ca, err = newAuthority(testExam, "KF1", theExam.paper, now, &fixedRand{3}); err != nil {
		t.Fatal(err)
	}
	if k.leaf, err = newLeaf(k.ca, theExam.paper, "S07", exam.RoleAssessor, k.paper, now, &fixedRand{4}); err != nil {
		t.Fatal(err)
	}
	return k
}

func TestKeyFileRoundTrip(t *testing.T) {
	k := testRing(t)
	sealed, err := k.seal(testExam, "S07", []byte(staffPass), 10)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := openByPassphrase(sealed, []byte(staffPass))
	if err != nil {
		t.Fatal(err)
	}
	got, f, err := readPerson(plain)
	if err != nil {
		t.Fatal(err)
	}
	if f.Exam != testExam || f.Staff != "S07" || !got.sign.Equal(k.sign) || got.open.String() != k.open.String() ||
		!got.paper.Equal(k.paper) || !got.leaf.Equal(k.leaf) || !got.ca.Equal(k.ca) {
		t.Error("other keys came back")
	}
	for _, wrong := range []string{"", "x", staffPass + " ", strings.ToUpper(staffPass)} {
		if _, err := openByPassphrase(sealed, []byte(wrong)); !errors.Is(err, errPassphrase) {
			t.Errorf("passphrase %q: %v", wrong, err)
		}
	}
	// Damage is not called a wrong passphrase.
	for _, at := range []int{0, 20, len(sealed) - 1} {
		bad := bytes.Clone(sealed)
		bad[at] ^= 1
		if _, err := openByPassphrase(bad, []byte(staffPass)); err == nil || errors.Is(err, errPassphrase) && at != 20 {
			t.Errorf("byte %d changed: %v", at, err)
		}
	}
}

// A key file that asks for more memory than ours do is refused before it gets it.
func TestHostileWorkFactor(t *testing.T) {
	r, err := age.NewScryptRecipient(staffPass)
	if err != nil {
		t.Fatal(err)
	}
	r.SetWorkFactor(10)
	sealed, err := sealTo([]byte("x"), r)
	if err != nil {
		t.Fatal(err)
	}
	hostile := bytes.Replace(sealed, []byte(" 10\n"), []byte(" 22\n"), 1)
	if bytes.Equal(hostile, sealed) {
		t.Fatal("no work factor in the file")
	}
	if _, err := openByPassphrase(hostile, []byte(staffPass)); err == nil || errors.Is(err, errPassphrase) {
		t.Errorf("work factor 22: %v", err)
	}
	if _, err := openByPassphrase(append(sealed, make([]byte, maxKeyFile)...), []byte(staffPass)); err == nil {
		t.Error("a key file of 64 KB was read")
	}
}

func TestExamKeysRoundTrip(t *testing.T) {
	k, lead := testRing(t), testRing(t)
	sealed, err := k.sealExam(testExam, lead.open.Recipient())
	if err != nil {
		t.Fatal(err)
	}
	plain, err := openSealed(sealed, lead.open)
	if err != nil {
		t.Fatal(err)
	}
	got, err := readExam(plain, testExam)
	if err != nil || !got.sign.Equal(k.sign) || !got.paper.Equal(k.paper) {
		t.Fatalf("other keys came back: %v", err)
	}
	if _, err := readExam(plain, "SC-JD-2026-0418"); err == nil {
		t.Error("keys of another exam were taken")
	}
	if _, _, err := readPerson(plain); err == nil {
		t.Error("the exam's keys were taken for a person's")
	}
	stranger, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := openSealed(sealed, stranger); err == nil {
		t.Error("a stranger opened the exam's keys")
	}
}

func TestDeviceBox(t *testing.T) {
	key, dev := testKey(), testDevice()
	box, err := key.sealDevice(testExam, dev, &fixedRand{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := key.openDevice(box, testExam)
	if err != nil || got.By != dev.By || got.Key != dev.Key || !got.Private.Equal(dev.Private) {
		t.Fatalf("another device came back: %+v, %v", got.By, err)
	}
	if _, err := key.openDevice(box, "SC-JD-2026-0418"); err == nil {
		t.Error("opened for another exam")
	}
	other := key
	other[0] ^= 1
	if _, err := other.openDevice(box, testExam); err == nil {
		t.Error("opened by another key")
	}
	for i := range box {
		bad := bytes.Clone(box)
		bad[i] ^= 0x10
		if _, err := key.openDevice(bad, testExam); err == nil {
			t.Fatalf("byte %d changed, and it opened", i)
		}
		if _, err := key.openDevice(box[:i], testExam); err == nil {
			t.Fatalf("cut at %d, and it opened", i)
		}
	}
}

func TestFingerprint(t *testing.T) {
	pub := testSigner("exam", exam.AuthDevice).Private.Public().(ed25519.PublicKey)
	sum := sha256.Sum256(pub)
	text := base32.StdEncoding.EncodeToString(sum[:20])
	want := "KF1-" + text[0:4] + "-" + text[4:8] + "-" + text[8:12] + "-" + text[12:16] + "-" + text[16:20] + "-" + text[20:24] + "-" + text[24:28] + "-" + text[28:32]
	got := fingerprint(pub)
	if got != want {
		t.Fatalf("%s, want %s", got, want)
	}
	for typed, same := range map[string]bool{
		got: true, strings.ToLower(got): true, strings.ReplaceAll(got, "-", " "): true, " " + got + "\r\n": true,
		got[:len(got)-1]: false, got[4:]: false, "": false, strings.Replace(got, got[4:5], "8", 1): false,
	} {
		if sameFingerprint(typed, got) != same {
			t.Errorf("%q counts as the same: %v", typed, !same)
		}
	}
}

func TestFolderName(t *testing.T) {
	for name, ok := range map[string]bool{
		"SC-JD-2026-0417": true, "川江〔2026〕12号": true, "a": true,
		"": false, ".": false, "..": false, "a/b": false, `a\b`: false, "a b": false, "a:b": false, "x.": false,
		"a\x00": false, "a\u3000b": false, "a+b": false, strings.Repeat("a", 101): false, "\xff": false,
	} {
		if folderName(name) != ok {
			t.Errorf("%q names a folder: %v", name, !ok)
		}
	}
}

func FuzzReadPerson(f *testing.F) {
	k := testRing(f)
	scalar, err := k.paper.Bytes()
	if err != nil {
		f.Fatal(err)
	}
	good, err := exam.Marshal(personFile{formatPerson, testExam, "S07", k.sign.Seed(), k.open.String(), scalar, k.leaf.Raw, k.ca.Raw})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte(`{"format":"kaowu person keys v1","exam":"","staff":"","sign":"","open":"","paper":"","certificate":"","authority":""}`))
	f.Add([]byte("null"))
	f.Fuzz(func(t *testing.T, b []byte) {
		k, file, err := readPerson(b)
		if err != nil {
			return
		}
		again, err := exam.Marshal(file)
		if err != nil || !bytes.Equal(again, b) || k.sign == nil || k.open == nil || k.paper == nil {
			t.Errorf("half a key was read: %v", err)
		}
	})
}

func FuzzOpenByPassphrase(f *testing.F) {
	sealed, err := sealByPassphrase([]byte("keys"), []byte(staffPass), 10)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sealed)
	f.Add([]byte("age-encryption.org/v1\n-> scrypt AAAA 30\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if plain, err := openByPassphrase(b, []byte(staffPass)); err == nil && !bytes.Equal(plain, []byte("keys")) {
			t.Errorf("opened to %q", plain)
		}
	})
}
