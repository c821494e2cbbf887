package exam

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"reflect"
	"strings"
	"testing"
)

func sealedOne() (SealedCertificate, ed25519.PrivateKey) {
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
	return SealedCertificate{Number: CertificateNo{"Y000051000123", 26, 3, 17}, Issued: "2026-12-30", Occupation: "焊工", Trade: "电焊工",
		Reissue: 2, Drill: true, Holder: HolderOf("龚䶮", "51000019900307009X"), Key: key.Public().(ed25519.PublicKey)}, key
}

func TestSealComesBack(t *testing.T) {
	c, key := sealedOne()
	text := c.Seal(key)
	for _, r := range text {
		if r <= ' ' || r > '~' {
			t.Fatalf("%q in the text: a reader may guess at its encoding", r)
		}
	}
	for _, plain := range []string{"龚䶮", "51000019900307009X"} {
		content, err := base64.RawURLEncoding.DecodeString(strings.Split(strings.TrimPrefix(text, sealScheme), ".")[0])
		if err != nil || strings.Contains(string(content), plain) {
			t.Errorf("the text names a person (%v)", err)
		}
	}
	got, err := OpenSeal(text[:40] + "\r\n  " + text[40:] + "\n")
	if err != nil || !reflect.DeepEqual(got, c) {
		t.Errorf("%+v, %v", got, err)
	}
	if HolderOf("龚䶮", "510000199003070091") == c.Holder || HolderOf("龚", "䶮51000019900307009X") == c.Holder {
		t.Error("another holder has the same mark")
	}
}

func TestSealRefused(t *testing.T) {
	c, key := sealedOne()
	text := c.Seal(key)
	other := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{8}, ed25519.SeedSize))
	better := c
	better.Number.Level = 1
	parts := strings.Split(better.Seal(other), ".")
	for why, tt := range map[string]struct{ text, code string }{
		"nothing":             {"", "certificate-text"},
		"an address":          {"https://example.com/a.b.c", "certificate-text"},
		"cut short":           {text[:len(text)-1], "certificate-text"},
		"another key":         {c.Seal(other), "certificate-signature"},
		"content of another":  {sealScheme + parts[1] + "." + strings.Split(text, ".")[2], "certificate-signature"},
		"no padding is taken": {text + "=", "certificate-text"},
		"another version":     {strings.Replace(text, ":1.", ":2.", 1), "certificate-text"},
		"signature of no prefix": {sealScheme + strings.Split(text, ".")[1] + "." +
			base64.RawURLEncoding.EncodeToString(ed25519.Sign(key, []byte(c.content()))), "certificate-signature"},
	} {
		if _, err := OpenSeal(tt.text); !errors.Is(err, Refuse(tt.code)) {
			t.Errorf("%s: %v, want %s", why, err, tt.code)
		}
	}
}

// FuzzOpenSeal: no text panics.
func FuzzOpenSeal(f *testing.F) {
	c, key := sealedOne()
	f.Add(c.Seal(key))
	f.Add(sealScheme + "AA.AA")
	f.Fuzz(func(t *testing.T, s string) { _, _ = OpenSeal(s) })
}
