package store

import (
	"testing"
	"time"

	"kaowu/app/exam"
)

func TestShortCodeForm(t *testing.T) {
	s := newSite(t)
	for _, bad := range []string{"", "123", "1234567", "12a4", "１２３４", "12 4", "-123"} {
		refused(t, s.lead.SetCode(bad), "code-form")
	}
	for _, good := range []string{"0000", "12345", "987654"} {
		if err := s.lead.SetCode(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
		if _, err := s.book.SignInByCode(leadID, good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
}

func TestShortCodeSignsAsSuch(t *testing.T) {
	s := newSite(t)
	p := s.enroll(t, "S07", exam.RoleAssessor)
	if err := p.SetCode("2580"); err != nil {
		t.Fatal(err)
	}
	c, err := s.book.SignInByCode("S07", "2580")
	if err != nil {
		t.Fatal(err)
	}
	d := scoreDraft(1, 1, 5)
	d.Signer = c.Signer()
	if f := mustAppend(t, s.book, d)[0]; f.Auth != exam.AuthCode || f.By != "S07" {
		t.Errorf("signed by %s, let in by %s", f.By, f.Auth)
	}
	refused(t, c.SetCode("1111"), "code-needs-passphrase")
	_, err = s.book.SignInByCode(leadID, "2580")
	refused(t, err, "code-gone") // the lead set none
}

func TestShortCodeIsGoneAtFiveWrongTries(t *testing.T) {
	s := newSite(t)
	if err := s.lead.SetCode("2580"); err != nil {
		t.Fatal(err)
	}
	for left := 4; left >= 1; left-- {
		_, err := s.book.SignInByCode(leadID, "2581")
		refused(t, err, "wrong-code", "left", left)
	}
	_, err := s.book.SignInByCode(leadID, "2581")
	refused(t, err, "code-gone")
	_, err = s.book.SignInByCode(leadID, "2580")
	refused(t, err, "code-gone")
	if err := s.lead.SetCode("2580"); err != nil {
		t.Fatal(err)
	}
	_, err = s.book.SignInByCode(leadID, "2581")
	refused(t, err, "wrong-code", "left", 4)
	if _, err = s.book.SignInByCode(leadID, "2580"); err != nil {
		t.Fatal(err)
	}
	_, err = s.book.SignInByCode(leadID, "2581")
	refused(t, err, "wrong-code", "left", 4) // a right one begins the count anew
}

// The exam day begins at 09:41 at the site, so midnight is 14:18:52.88 away.
func TestShortCodeIsGoneAtMidnight(t *testing.T) {
	for _, c := range []struct {
		why  string
		do   func(*manualClock)
		gone bool
	}{
		{"a minute before midnight", func(c *manualClock) { c.pass(14*time.Hour + 18*time.Minute) }, false},
		{"midnight", func(c *manualClock) { c.pass(14*time.Hour + 19*time.Minute) }, true},
		{"midnight, the clock held back", func(c *manualClock) { c.up += 14*time.Hour + 19*time.Minute }, true},
		{"the clock set to another day", func(c *manualClock) { c.now = c.now.Add(-24 * time.Hour) }, true},
		{"16 hours earlier in UTC, the same day there", func(c *manualClock) { c.now = c.now.Add(-9 * time.Hour) }, false},
	} {
		t.Run(c.why, func(t *testing.T) {
			s := newSite(t)
			if err := s.lead.SetCode("2580"); err != nil {
				t.Fatal(err)
			}
			c.do(s.clock)
			_, err := s.book.SignInByCode(leadID, "2580")
			if c.gone {
				refused(t, err, "code-gone")
			} else if err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestShortCodeEndsWithTheProgram(t *testing.T) {
	s := newSite(t)
	if err := s.lead.SetCode("2580"); err != nil {
		t.Fatal(err)
	}
	b := s.restart(t)
	_, err := b.SignInByCode(leadID, "2580")
	refused(t, err, "book-locked")
	if _, err := b.SignIn(leadID, []byte(leadPass)); err != nil {
		t.Fatal(err)
	}
	_, err = b.SignInByCode(leadID, "2580")
	refused(t, err, "code-gone")
}
