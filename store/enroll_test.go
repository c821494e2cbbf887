package store

import (
	"crypto/x509"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kaowu/app/exam"
)

func TestSecondPersonOpensTheData(t *testing.T) {
	s := newSite(t)
	s.enroll(t, "S07", exam.RoleAssessor)
	s.enroll(t, "S08", exam.RoleSupervisor)
	for _, id := range []exam.StaffID{"S08", "S07"} {
		b := s.restart(t)
		p, err := b.SignIn(id, []byte(staffPass))
		if err != nil {
			t.Fatal(err)
		}
		if p.Staff() != id || len(b.Findings()) > 0 {
			t.Errorf("%s: findings %v", id, b.Findings())
		}
		wholeCheck(t, b)
		// And the lead, beside them.
		if _, err := b.SignIn(leadID, []byte(leadPass)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestEnrollRefuses(t *testing.T) {
	s := newSite(t)
	assessor := s.enroll(t, "S07", exam.RoleAssessor)
	size := s.book.Size()
	for _, c := range []struct {
		by   *Person
		who  exam.StaffID
		pass string
		code string
	}{
		{s.lead, "S08", "seven77", "passphrase-short"},
		{assessor, "S08", staffPass, "not-lead"},
		{s.lead, "../x", staffPass, "not-enrolled"},
		{s.lead, "exam", staffPass, "not-enrolled"},
	} {
		_, err := s.book.Enroll(t.Context(), c.by, c.who, exam.RoleSupervisor, []byte(c.pass))
		refused(t, err, c.code)
	}
	if s.book.Size() != size {
		t.Error("a refused enrolment left an event")
	}
}

func TestEnrolledAnew(t *testing.T) {
	s := newSite(t)
	old := s.enroll(t, "S07", exam.RoleAssessor)
	if err := old.SetCode("2580"); err != nil {
		t.Fatal(err)
	}
	d := scoreDraft(1, 1, 5)
	d.Signer = old.Signer()
	mustAppend(t, s.book, d)
	for range 3 {
		if _, err := s.book.SignIn("S07", []byte("forgotten it")); err == nil {
			t.Fatal("let in")
		}
	}
	if _, err := s.book.Enroll(t.Context(), s.lead, "S07", exam.RoleAssessor, []byte("another passphrase")); err != nil {
		t.Fatal(err)
	}
	_, err := s.book.SignInByCode("S07", "2580")
	refused(t, err, "code-gone")
	_, err = s.book.SignIn("S07", []byte(staffPass))
	refused(t, err, "wrong-passphrase", "left", 4) // the count began anew
	k, found, err := s.book.chain()
	if err != nil || len(found) > 0 {
		t.Fatal(found, err)
	}
	// What the old key signed stands; after the new one it counts no more.
	facts, err := s.book.Events(d.On)
	if err != nil || len(facts) != 1 {
		t.Fatal(facts, err)
	}
	if code := k.judge(facts[0]); code != "" {
		t.Errorf("a score from before is %s", code)
	}
	late := scoreDraft(1, 2, 5)
	late.Signer = old.Signer()
	_, err = s.book.Append(t.Context(), late)
	refused(t, err, "key-replaced-since", "staff", "S07")
	// One that another program writes all the same is late evidence; in a book from before
	// there were revocations it is a finding.
	forged := resigned(t, facts[0], nil, old.Signer(), func(e *exam.Event) { e.Seq = s.book.Size() })
	if code := k.judge(forged); code != "" || !k.revoked.Late(forged) {
		t.Errorf("a score by the old key from after is %q, late %v", code, k.revoked.Late(forged))
	}
	before, found, err := newChain(testExam, slices.DeleteFunc(slices.Clone(k.founding), func(f exam.Fact) bool { return f.Kind == exam.KeyRevoked }))
	if err != nil || len(found) > 0 || before.judge(forged) != "key-replaced" {
		t.Errorf("without the revocation it is %q, %v, %v", before.judge(forged), found, err)
	}
	b := s.restart(t)
	if _, err := b.SignIn("S07", []byte("another passphrase")); err != nil {
		t.Fatal(err)
	}
}

// A lead who is signed in by passphrase can set a new one: they stay the lead, hold the
// exam's keys, and the keys of before open and sign nothing.
func TestLeadEnrolsThemselves(t *testing.T) {
	s := newSite(t)
	s.enroll(t, "S07", exam.RoleAssessor)
	if err := s.lead.SetCode("2580"); err != nil {
		t.Fatal(err)
	}
	byCode, err := s.book.SignInByCode(leadID, "2580")
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.book.Enroll(t.Context(), byCode, leadID, exam.RoleSiteLead, []byte("another passphrase"))
	refused(t, err, "own-keys-need-passphrase")
	before := s.lead
	now, err := s.book.Enroll(t.Context(), before, leadID, exam.RoleSiteLead, []byte("another passphrase"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.book.Enroll(t.Context(), before, "S08", exam.RoleSupervisor, []byte(staffPass))
	refused(t, err, "not-lead")
	if _, err := s.book.Enroll(t.Context(), now, "S08", exam.RoleSupervisor, []byte(staffPass)); err != nil {
		t.Fatal(err)
	}
	b := s.restart(t)
	_, err = b.SignIn(leadID, []byte(leadPass))
	refused(t, err, "wrong-passphrase")
	if now, err = b.SignIn(leadID, []byte("another passphrase")); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Enroll(t.Context(), now, "S07", exam.RoleAssessor, []byte("another passphrase")); err != nil {
		t.Error(err)
	}
	for _, who := range []exam.StaffID{"S07", "S08"} {
		b = s.restart(t)
		if _, err := b.SignIn(who, []byte(map[exam.StaffID]string{"S07": "another passphrase", "S08": staffPass}[who])); err != nil {
			t.Errorf("%s: %v", who, err)
		}
	}
	if _, found, err := b.chain(); err != nil || len(found) > 0 {
		t.Error(found, err)
	}
	wholeCheck(t, b)
}

// A power cut around the saving of an enrolment leaves one passphrase that opens.
func TestEnrolmentCutShort(t *testing.T) {
	cut := errors.New("power cut")
	t.Run("before the event", func(t *testing.T) {
		var off atomic.Bool
		s := newFaultySite(t, func(stage string) error {
			if off.Load() && stage == "journal" {
				return cut
			}
			return nil
		})
		s.enroll(t, "S07", exam.RoleAssessor)
		off.Store(true)
		if _, err := s.book.Enroll(t.Context(), s.lead, "S07", exam.RoleAssessor, []byte("another passphrase")); err == nil {
			t.Fatal("enrolled without an event")
		}
		off.Store(false)
		b := s.restart(t)
		_, err := b.SignIn("S07", []byte("another passphrase"))
		refused(t, err, "not-enrolled")
		if _, err := b.SignIn("S07", []byte(staffPass)); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("after the event", func(t *testing.T) {
		s := newSite(t)
		s.enroll(t, "S07", exam.RoleAssessor)
		path := filepath.Join(s.book.dir, "keys", "S07.age")
		old, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.book.Enroll(t.Context(), s.lead, "S07", exam.RoleAssessor, []byte("another passphrase")); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(os.Rename(path, path+nextKey), os.WriteFile(path, old, 0o600)); err != nil {
			t.Fatal(err)
		}
		b := s.restart(t)
		if _, err := b.SignIn("S07", []byte("another passphrase")); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(path + nextKey); err == nil {
			t.Error("the key file is not in its place")
		}
		b = s.restart(t)
		if _, err := b.SignIn("S07", []byte("another passphrase")); err != nil {
			t.Fatal(err)
		}
	})
}

func TestPaperSigner(t *testing.T) {
	s := newSite(t)
	s.clock.now = s.clock.now.Add(-time.Hour) // set back since creation
	p := s.enroll(t, "S07", exam.RoleAssessor)
	key, chain, err := p.PaperSigner()
	if err != nil || len(chain) != 2 {
		t.Fatal(chain, err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(chain[1])
	// Two years on, while the archive is kept, the certificate still holds.
	at := s.clock.now.AddDate(2, 0, 0)
	if _, err := chain[0].Verify(x509.VerifyOptions{Roots: roots, CurrentTime: at, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection}}); err != nil {
		t.Error(err)
	}
	leaf := chain[0]
	if leaf.Subject.CommonName != "S07 assessor" || leaf.IsCA || leaf.KeyUsage != x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment {
		t.Errorf("leaf %s, usage %b", leaf.Subject, leaf.KeyUsage)
	}
	if !chain[1].IsCA || chain[1].KeyUsage != x509.KeyUsageCertSign || !strings.Contains(chain[1].Subject.String(), s.book.Fingerprint()) {
		t.Errorf("CA %s", chain[1].Subject)
	}
	if pub, ok := key.Public().(interface{ Equal(any) bool }); ok && !pub.Equal(leaf.PublicKey) {
		t.Error("the certificate is of another key")
	}
	if _, leadChain, err := s.lead.PaperSigner(); err != nil || !leadChain[1].Equal(chain[1]) || leadChain[0].SerialNumber.Cmp(leaf.SerialNumber) == 0 {
		t.Errorf("lead's certificate: %v", err)
	}
}

func TestCheckLeaf(t *testing.T) {
	s, other := newSite(t), newSite(t)
	p := s.enroll(t, "S07", exam.RoleAssessor)
	for _, c := range []struct {
		why   string
		der   []byte
		ca    *x509.Certificate
		staff exam.StaffID
		role  exam.Role
		ok    bool
	}{
		{"theirs", p.keys.leaf.Raw, p.keys.ca, "S07", exam.RoleAssessor, true},
		{"another person's", p.keys.leaf.Raw, p.keys.ca, "S08", exam.RoleAssessor, false},
		{"another role", p.keys.leaf.Raw, p.keys.ca, "S07", exam.RoleSupervisor, false},
		{"another exam's", p.keys.leaf.Raw, other.lead.keys.ca, "S07", exam.RoleAssessor, false},
		{"the CA itself", p.keys.ca.Raw, p.keys.ca, "S07", exam.RoleAssessor, false},
		{"cut", p.keys.leaf.Raw[:40], p.keys.ca, "S07", exam.RoleAssessor, false},
	} {
		if err := checkLeaf(c.der, c.ca, c.staff, c.role); (err == nil) != c.ok {
			t.Errorf("%s: %v", c.why, err)
		}
	}
}
