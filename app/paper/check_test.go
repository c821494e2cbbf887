package paper

import (
	"bytes"
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"kaowu/app/exam"
)

// gapOf finds the hex string of a file's signature.
func gapOf(file []byte) (from, to int) {
	from = bytes.LastIndex(file, []byte("/Contents<")) + len("/Contents<")
	return from, from + bytes.IndexByte(file[from:], '>')
}

// TestBorrowedCertificate: the list of certificates in a signature is not signed. A
// forger may put somebody else's certificate first (here the CA's, which is at
// hand); the one that is reported must still be the one whose key signed.
func TestBorrowedCertificate(t *testing.T) {
	key, err := signedOnce()
	if err != nil {
		t.Fatal(err)
	}
	chain := issue(t, key)
	plain, err := press(t).PDF(CorrectionRecord(frame(t, "zh"), correctionData()), printed)
	if err != nil {
		t.Fatal(err)
	}
	b, err := Sign(plain, key, chain, signerName, "", "", printed)
	if err != nil {
		t.Fatal(err)
	}
	from, to := gapOf(b)
	raw, err := hex.DecodeString(string(b[from:to]))
	if err != nil {
		t.Fatal(err)
	}
	x, y := bytes.Index(raw, chain[0].Raw), bytes.Index(raw, chain[1].Raw)
	if x < 0 || y < 0 {
		t.Fatal("the signature does not hold both certificates")
	}
	first, second := chain[0].Raw, chain[1].Raw
	if y < x {
		first, second, x = second, first, y
	}
	swapped := bytes.Clone(raw)
	copy(swapped[x:], append(bytes.Clone(second), first...))
	for name, message := range map[string][]byte{"as signed": raw, "swapped": swapped} {
		file := bytes.Clone(b)
		hex.Encode(file[from:to], message)
		got, err := Inspect(file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !got.Certificate.Equal(chain[0]) {
			t.Errorf("%s: another certificate is reported than that of the key that signed", name)
		}
	}
}

// TestPaddingIsEmpty: the room behind a signature holds zeros and nothing else.
func TestPaddingIsEmpty(t *testing.T) {
	b := bytes.Clone(signedRecord(t))
	_, to := gapOf(b)
	b[to-1] = '1'
	if _, err := Inspect(b); !errors.Is(err, exam.Refuse("paper-changed")) {
		t.Errorf("something hidden behind the signature passed: %v", err)
	}
}

func TestMessageIn(t *testing.T) {
	for in, want := range map[string]string{
		"<0201050000>": "020105", "<020105>": "020105", // the DER integer 5
		"<02010501>": "", "<0201": "", "0201050>": "", "<02010g>": "", "<>": "", "<0202>": "", "<02010500><00>": "",
	} {
		got, ok := messageIn([]byte(in))
		if hex.EncodeToString(got) != want || ok != (want != "") {
			t.Errorf("messageIn(%s) = %x, %v", in, got, ok)
		}
	}
}

// TestByteRanges writes other ranges of the same length over the right one.
func TestByteRanges(t *testing.T) {
	whole := signedRecord(t)
	i := bytes.LastIndex(whole, []byte("/ByteRange"))
	j := i + bytes.IndexByte(whole[i:], ']')
	for _, r := range []string{"0 1 2 3", "1 2 3 4", "0 10 5 5", "0 9 99 99999999", "0 -9 9 9", "0 1 2"} {
		b := bytes.Clone(whole)
		copy(b[i:], "/ByteRange["+r+strings.Repeat(" ", j-i-len("/ByteRange[")-len(r)))
		if _, err := Inspect(b); !errors.Is(err, exam.Refuse("paper-changed")) {
			t.Errorf("range %s: %v", r, err)
		}
	}
}
