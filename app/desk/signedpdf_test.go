package desk

import (
	"bytes"
	"encoding/hex"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"kaowu/app/exam"
	"kaowu/app/paper"
)

// pdfsig is what poppler, as a reader beside us, says of a PDF's signatures.
func pdfsig(t *testing.T, pdf []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdfsig", "-nocert", file).CombinedOutput()
	if err != nil && len(out) == 0 {
		t.Fatalf("pdfsig: %v", err)
	}
	return string(out)
}

// says wants sentences in what pdfsig said.
func says(t *testing.T, why, got string, want ...string) {
	t.Helper()
	for _, s := range want {
		if !strings.Contains(got, s) {
			t.Errorf("%s: pdfsig does not say %q:\n%s", why, s, got)
		}
	}
}

// record.md 8: every exam-room record of a played exam, theory, practical and review, and
// a revision that was signed anew, carries one signature, by its last signer, over the whole
// file. Another program calls it intact, and says so of nothing that was changed. No other
// paper is signed in the program: on all of them people sign in ink.
func TestSignedPapersInAnotherReader(t *testing.T) {
	w := newEnded(t)
	ctx := t.Context()
	r, err := w.site.Roster()
	w.must(err)
	w.must(w.lead().ReopenRecord(ctx, "P01", exam.Why{Code: "other", Text: "补充说明"}))
	w.written("P01")
	w.signed("P01")
	kinds := map[exam.Component]bool{}
	var papers []exam.ID
	w.must(w.site.book.Each(func(f exam.Fact) error {
		if f.Kind == exam.RecordPaper {
			papers = append(papers, f.ID)
			p, err := exam.BodyOf[exam.Paper](f)
			w.must(err)
			no := exam.SessionNo(strings.TrimPrefix(f.On, "record/"))
			kinds[w.session(no).Component] = true
			pdf, err := w.site.book.Attachment(p.File)
			w.must(err)
			signers := w.signers(no)
			w.readElsewhere(t, string(no)+" "+strconv.Itoa(p.Revision), pdf, signers[len(signers)-1].staff)
		}
		return nil
	}))
	if len(papers) != len(r.Plan.Sessions)+1 || len(kinds) != 3 {
		t.Errorf("%d signed papers of %d sessions and one revision, of %v", len(papers), len(r.Plan.Sessions), kinds)
	}
}

// readElsewhere holds one signed paper against what another reader says of it.
func (w *world) readElsewhere(t *testing.T, why string, pdf []byte, last exam.Staff) {
	t.Helper()
	got := pdfsig(t, pdf)
	says(t, why, got, "Signature #1:", "Signer Certificate Common Name: "+string(last.ID)+" "+string(last.Role), "Signature is Valid", "Total document signed")
	if strings.Contains(got, "Signature #2") || strings.Contains(got, "Not total") {
		t.Errorf("%s: %s", why, got)
	}
	if s, err := paper.Inspect(pdf); err != nil || s.Name != last.Name || s.Certificate.Subject.CommonName != string(last.ID)+" "+string(last.Role) {
		t.Errorf("%s: signed by %q, %v", why, s.Name, err)
	}
	flipped := bytes.Clone(pdf)
	flipped[len(pdf)/3] ^= 1
	says(t, why+", a byte changed", pdfsig(t, flipped), "Digest Mismatch")
	says(t, why+", bytes added", pdfsig(t, append(bytes.Clone(pdf), "% and 60 points more\n"...)), "Not total document signed")
}

var byteRange = regexp.MustCompile(`/ByteRange ?\[ ?(\d+) (\d+) (\d+) (\d+)`)

// The exported CA certificate is what another program needs to take a signature's
// certificate for the exam's: openssl builds the chain and checks the signature itself, and
// with another exam's certificate it does neither.
func TestAuthorityIsTrustedElsewhere(t *testing.T) {
	w := newEnded(t)
	dir := t.TempDir()
	run := func(args ...string) (string, error) {
		cmd := exec.Command("openssl", args...)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	put := func(name string, b []byte) { w.must(os.WriteFile(filepath.Join(dir, name), b, 0o600)) }
	ca, err := w.lead().Authority()
	w.must(err)
	if ca.Name != "SC-JD-2026-0417-ca.crt" {
		t.Errorf("saved as %s", ca.Name)
	}
	put("ca.crt", ca.PEM)
	other, err := newWorldOf(t, true).lead().Authority()
	w.must(err)
	put("other.crt", other.PEM)
	said, err := run("x509", "-in", "ca.crt", "-noout", "-subject", "-fingerprint", "-sha256")
	w.must(err)
	if !strings.Contains(said, w.site.Fingerprint()) || !strings.Contains(said, ca.SHA256) {
		t.Errorf("openssl reads %s", said)
	}
	pdf, err := w.lead().RecordPaper("P01")
	w.must(err)
	s, err := paper.Inspect(pdf)
	w.must(err)
	put("leaf.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate.Raw}))
	content, signature := signedParts(t, pdf)
	put("content", content)
	put("changed", append(bytes.Clone(content), 'x'))
	put("signature", signature)
	for _, c := range []struct {
		why  string
		args []string
		ok   bool
	}{
		{"certificate", []string{"verify", "-purpose", "smimesign", "-CAfile", "ca.crt", "leaf.pem"}, true},
		{"certificate, another exam's CA", []string{"verify", "-CAfile", "other.crt", "leaf.pem"}, false},
		{"signature", []string{"cms", "-verify", "-binary", "-inform", "DER", "-in", "signature", "-content", "content", "-CAfile", "ca.crt", "-out", "out"}, true},
		{"signature of a changed file", []string{"cms", "-verify", "-binary", "-inform", "DER", "-in", "signature", "-content", "changed", "-CAfile", "ca.crt", "-out", "out"}, false},
		{"signature, another exam's CA", []string{"cms", "-verify", "-binary", "-inform", "DER", "-in", "signature", "-content", "content", "-CAfile", "other.crt", "-out", "out"}, false},
	} {
		if out, err := run(c.args...); (err == nil) != c.ok {
			t.Errorf("%s: %v\n%s", c.why, err, out)
		}
	}
}

// signedParts is what a PDF's last signature covers, and the signature.
func signedParts(t *testing.T, pdf []byte) (content, signature []byte) {
	t.Helper()
	all := byteRange.FindAllSubmatch(pdf, -1)
	if len(all) != 1 {
		t.Fatalf("%d ranges", len(all))
	}
	var n [4]int
	for i := range n {
		var err error
		if n[i], err = strconv.Atoi(string(all[0][i+1])); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := hex.DecodeString(string(pdf[n[1]+1 : n[2]-1]))
	if err != nil {
		t.Fatal(err)
	}
	// DER says its own length: zeros fill the room behind it.
	size := int(raw[2])<<8 + int(raw[3]) + 4
	return append(bytes.Clone(pdf[:n[1]]), pdf[n[2]:n[2]+n[3]]...), raw[:size]
}
