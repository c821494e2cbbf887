package screen

import (
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
)

// F8, and the button, save the certificate that the PDF signatures of the exam hang on.
func TestArchiveExportsTheAuthority(t *testing.T) {
	w := newWorld(t, "2026-12-28 09:00:00")
	w.enter(w.lead.Staff().Name)
	w.sh.open("archive", nil)
	w.take()
	save := func(begin func()) {
		t.Helper()
		path := filepath.Join(t.TempDir(), "ca.crt")
		begin()
		w.given(path)
		b, err := os.ReadFile(path)
		check(t, err)
		block, rest := pem.Decode(b)
		if block == nil || len(rest) > 0 {
			t.Fatalf("not one certificate: %q", b)
		}
		c, err := x509.ParseCertificate(block.Bytes)
		check(t, err)
		if !c.IsCA || c.Subject.OrganizationalUnit[0] != w.sh.site.Fingerprint() || w.sh.u.note != "" {
			t.Errorf("certificate of %s, note %q", c.Subject, w.sh.u.note)
		}
	}
	save(func() {
		w.key(fyne.KeyF8)
		w.shot("16-archive-authority")
	})
	save(func() { w.tap(w.sh.u.T("screen.archive.authority")) })
	w.wants() // nothing of the exam is changed by it
	// A folder that is not there is said where the place is asked.
	w.key(fyne.KeyF8)
	w.given(filepath.Join(t.TempDir(), "no folder", "ca.crt"))
	if !w.sh.u.f.Layered() {
		t.Error("a file that could not be written is not said")
	}
	w.key(fyne.KeyEscape)
}
