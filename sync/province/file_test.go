package province

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"testing"
)

// The file route carries the same bytes and gets the same answer as the network,
// byte for byte, whichever comes first.
func TestFileRoute(t *testing.T) {
	o := openOffice(t, t.TempDir(), nil)
	b := pack("key-of-the-batch", people(1, 3)...)
	file, err := SealFile(b.body, testKey(2))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := o.TakeFile(file, publicOf(testKey(2)))
	if err != nil {
		t.Fatal(err)
	}
	byFile, err := OpenReceipt(answer, o.PublicKey(), b.key, sum(string(b.body)), b.want)
	if err != nil || len(byFile.Unknown()) > 0 {
		t.Fatalf("%v %v", byFile.Outcomes, err)
	}
	byWire, err := o.client.Send(t.Context(), b.body, b.key, b.want)
	if err != nil || !bytes.Equal(byWire.Body, byFile.Body) || !bytes.Equal(byWire.Signature, byFile.Signature) {
		t.Errorf("the network's receipt is another: %v", err)
	}
	agree(t, o, o.client, b)
}

// The file is an envelope whose signature any Ed25519 program can check.
func TestFileForm(t *testing.T) {
	b := pack("key-of-the-batch", person(1))
	file, err := SealFile(b.body, testKey(2))
	if err != nil {
		t.Fatal(err)
	}
	var e map[string]string
	if err := json.Unmarshal(file, &e); err != nil {
		t.Fatal(err)
	}
	sig, err := base64.StdEncoding.DecodeString(e["signature"])
	if err != nil || e["body"] != string(b.body) || !ed25519.Verify(publicOf(testKey(2)), []byte("kaowu upload v1\n"+e["body"]), sig) {
		t.Errorf("%s %v", file, err)
	}
	if _, err := SealFile([]byte("{}"), testKey(2)); !isForm(err) {
		t.Errorf("sealed what is no batch: %v", err)
	}
}

func TestFileRefused(t *testing.T) {
	r := newFiled(t)
	b := pack("key-of-the-batch", person(1))
	good, err := SealFile(b.body, testKey(2))
	if err != nil {
		t.Fatal(err)
	}
	receipt := signedReceipt(t, testKey(2), b)
	for _, c := range []struct {
		why  string
		file []byte
		err  string
	}{
		{"a score changed", bytes.Replace(good, []byte("78.5"), []byte("98.5"), 1), "upload-file-signature"},
		{"signed by somebody else", mustSeal(t, b, 3), "upload-file-signature"},
		{"an answer in place of a batch", receipt, "upload-file-signature"},
		{"cut", good[:100], "form"},
		{"empty", nil, "form"},
	} {
		_, err := r.TakeFile(c.file, publicOf(testKey(2)))
		if got := code(err); got != c.err && !(c.err == "form" && isForm(err)) {
			t.Errorf("%s: %v", c.why, err)
		}
	}
	other, err := SealFile(pack("another-key", people(1, 501)...).body, testKey(2))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.TakeFile(other, publicOf(testKey(2))); err == nil {
		t.Error("501 records were taken")
	}
	if n := len(r.List(testPlan)); n != 0 {
		t.Errorf("%d held", n)
	}
}

func mustSeal(t *testing.T, b batch, seed byte) []byte {
	t.Helper()
	file, err := SealFile(b.body, testKey(seed))
	if err != nil {
		t.Fatal(err)
	}
	return file
}
