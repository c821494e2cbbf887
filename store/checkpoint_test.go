package store

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// The text is written out by hand from FORMAT.md 5.
func TestCheckpointText(t *testing.T) {
	root := tlog.RecordHash([]byte("leaf"))
	c := checkpoint{testExam, testLog, 25, root}
	want := "kaowu/SC-JD-2026-0417/d7f3a1c09b5e42668de0f1a2b3c4d5e6\n25\n" + base64.StdEncoding.EncodeToString(root[:]) + "\n"
	if c.text() != want {
		t.Fatalf("text %q", c.text())
	}
	if got, err := parseText(want); err != nil || got != c {
		t.Fatalf("read back %+v %v", got, err)
	}
}

// Any note tool can check a checkpoint: here sumdb/note's own verifier.
func TestCheckpointIsAnOrdinaryNote(t *testing.T) {
	dev := testDevice()
	text, err := signCheckpoint(checkpoint{testExam, testLog, 1, tlog.RecordHash(nil)}, dev, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	vkey, err := note.NewEd25519VerifierKey(dev.By, dev.Private.Public().(ed25519.PublicKey))
	if err != nil {
		t.Fatal(err)
	}
	v, err := note.NewVerifier(vkey)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := note.Open([]byte(text), note.VerifierList(v)); err != nil {
		t.Fatalf("sumdb/note does not take it: %v", err)
	}
	if len(text) > 320 {
		t.Fatalf("%d bytes are too many for a small QR", len(text))
	}
	for _, bad := range []string{strings.Replace(text, "\n1\n", "\n2\n", 1), text[:len(text)-10], "", text + "x"} {
		if _, err := readCheckpoint(bad, noteKeys{noteKeyOf(dev)}); !errors.Is(err, errCheckpoint) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if _, err := readCheckpoint(text, noteKeys{noteKeyOf(testStaff())}); !errors.Is(err, errCheckpoint) {
		t.Errorf("signed by somebody else: %v", err)
	}
}

func TestParseTextIsStrict(t *testing.T) {
	good := checkpoint{"E", "l", 7, tlog.RecordHash(nil)}.text()
	for _, bad := range []string{
		"", "kaowu/E\n7\nx\n", strings.Replace(good, "\n7\n", "\n07\n", 1), strings.Replace(good, "\n7\n", "\n-7\n", 1),
		strings.Replace(good, "kaowu/", "go.sum/", 1), good + "more\n", strings.TrimSuffix(good, "\n"),
		strings.Replace(good, "=\n", "\n", 1),
	} {
		if _, err := parseText(bad); !errors.Is(err, errCheckpoint) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// FuzzCheckpoint: whatever passes is written back to exactly what was read.
func FuzzCheckpoint(f *testing.F) {
	f.Add(checkpoint{testExam, testLog, 25, tlog.RecordHash(nil)}.text())
	f.Add("kaowu/a/b/c\n0\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")
	f.Add("kaowu//\n18446744073709551615\n\n")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := parseText(s)
		if err == nil && c.text() != s {
			t.Fatalf("%q is read as %+v", s, c)
		}
		if _, err := readCheckpoint(s, noteKeys{noteKeyOf(testDevice())}); err == nil {
			t.Fatalf("%q passes without a signature", s)
		}
	})
}
