package store

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"kaowu/app/exam"
)

func TestSignIn(t *testing.T) {
	s := newSite(t)
	s.enroll(t, "S07", exam.RoleAssessor)
	b := s.restart(t)
	if b.Unlocked() {
		t.Fatal("a book is open before anybody signed in")
	}
	_, err := b.Append(t.Context(), scoreDraft(1, 1, 5))
	refused(t, err, "book-locked")
	for _, c := range []struct {
		who  exam.StaffID
		pass string
		code string
	}{
		{"S08", staffPass, "not-enrolled"},
		{"S99", staffPass, "not-enrolled"},
		{"../S07", staffPass, "not-enrolled"},
		{"exam", staffPass, "not-enrolled"},
		{"", staffPass, "not-enrolled"},
		{"S07", leadPass, "wrong-passphrase"},
		{"S07", "", "wrong-passphrase"},
		{leadID, staffPass, "wrong-passphrase"},
	} {
		_, err := b.SignIn(c.who, []byte(c.pass))
		refused(t, err, c.code)
	}
	p, err := b.SignIn("S07", []byte(staffPass))
	if err != nil {
		t.Fatal(err)
	}
	if p.Staff() != "S07" || p.Signer().Auth != exam.AuthPassphrase || p.Signer().By != "S07" {
		t.Errorf("let in as %+v", p.Signer())
	}
	if found := b.Findings(); len(found) > 0 {
		t.Errorf("findings %v", found)
	}
	d := scoreDraft(1, 1, 5)
	d.Signer = p.Signer()
	mustAppend(t, b, d)
	wholeCheck(t, b)
}

// The waits of record.md 7: five tries, then a minute, doubled each time.
func TestWrongPassphrasesSlowDown(t *testing.T) {
	s := newSite(t)
	wrong := func(left, wait int) {
		t.Helper()
		_, err := s.book.SignIn(leadID, []byte("not the passphrase"))
		refused(t, err, "wrong-passphrase", "left", left, "wait", wait)
	}
	throttled := func(wait int) {
		t.Helper()
		// Even the right passphrase is not tried.
		_, err := s.book.SignIn(leadID, []byte(leadPass))
		refused(t, err, "throttled", "wait", wait)
	}
	for left := 4; left >= 1; left-- {
		wrong(left, 0)
	}
	wrong(0, 60)
	throttled(60)
	s.clock.pass(59 * time.Second)
	throttled(1)
	refusedByConfirm := s.lead.Confirm([]byte(leadPass))
	refused(t, refusedByConfirm, "throttled", "wait", 1)
	s.clock.pass(time.Second)
	wrong(0, 120)
	s.clock.pass(2 * time.Minute)
	wrong(0, 240)
	s.clock.pass(4 * time.Minute)
	if _, err := s.book.SignIn(leadID, []byte(leadPass)); err != nil {
		t.Fatal(err)
	}
	wrong(4, 0) // a right one begins the count anew
}

func TestWaitsEndAtAnHour(t *testing.T) {
	for wrong, want := range map[int]time.Duration{0: 0, 4: 0, 5: time.Minute, 6: 2 * time.Minute, 10: 32 * time.Minute, 11: time.Hour, 500: time.Hour} {
		if got := (try{Wrong: wrong}).wait(); got != want {
			t.Errorf("after %d wrong tries: wait %v, want %v", wrong, got, want)
		}
	}
}

func TestWaitSurvivesRestartAndClock(t *testing.T) {
	for _, c := range []struct {
		why  string
		do   func(*manualClock)
		wait int // 0: let in
	}{
		{"restart alone", func(*manualClock) {}, 60},
		{"half a minute passes while it is off", func(c *manualClock) { c.pass(30 * time.Second) }, 30},
		{"clock set back a day", func(c *manualClock) { c.now = c.now.Add(-24 * time.Hour) }, 60},
		{"a minute passes", func(c *manualClock) { c.pass(time.Minute) }, 0},
	} {
		t.Run(c.why, func(t *testing.T) {
			s := newSite(t)
			for range freeTries {
				if _, err := s.book.SignIn(leadID, []byte("not the passphrase")); err == nil {
					t.Fatal("a wrong passphrase was let in")
				}
			}
			s.clock.up = 0
			c.do(s.clock)
			b := s.restart(t)
			_, err := b.SignIn(leadID, []byte(leadPass))
			if c.wait == 0 {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			refused(t, err, "throttled", "wait", c.wait)
			// From here the monotonic clock counts: setting the wall clock on helps nobody.
			s.clock.now = s.clock.now.Add(time.Hour)
			_, err = b.SignIn(leadID, []byte(leadPass))
			refused(t, err, "throttled", "wait", c.wait)
			s.clock.pass(time.Duration(c.wait) * time.Second)
			if _, err := b.SignIn(leadID, []byte(leadPass)); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestTryIsCountedBeforeItIsJudged(t *testing.T) {
	s := newSite(t)
	err := s.book.guard(leadID, func() error {
		f, err := s.book.readTries(leadID)
		if err != nil || f.Staff[leadID].Wrong != 1 {
			t.Errorf("on disk while judging: %+v, %v", f, err)
		}
		return errPassphrase
	})
	refused(t, err, "wrong-passphrase", "left", 4)
}

func TestDamagedCountHelpsNobody(t *testing.T) {
	s := newSite(t)
	if err := os.WriteFile(s.book.triesPath(), []byte(`{"format":"kaowu tries v1","staff":{}} `), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := s.book.SignIn(leadID, []byte(leadPass))
	refused(t, err, "throttled", "wait", 60)
	s.clock.pass(time.Minute)
	if _, err := s.book.SignIn(leadID, []byte(leadPass)); err != nil {
		t.Fatal(err)
	}
}

func TestDamagedKeysAreNamed(t *testing.T) {
	for name, code := range map[string]string{"S17.age": "key-file-damaged", "epoch-1.age": "data-key-damaged", "device.box": "data-key-damaged"} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			path := filepath.Join(s.book.dir, "keys", name)
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			b[len(b)-1] ^= 1
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
			book := s.restart(t)
			_, err = book.SignIn(leadID, []byte(leadPass))
			refused(t, err, code)
			// It was the file, not the passphrase: no try is lost.
			if f, err := book.readTries(leadID); err != nil || f.Staff[leadID].Wrong != 0 {
				t.Errorf("counted %+v, %v", f, err)
			}
		})
	}
}

func TestConfirm(t *testing.T) {
	s := newSite(t)
	p := s.enroll(t, "S07", exam.RoleAssessor)
	refused(t, p.Confirm([]byte("not the passphrase")), "wrong-passphrase", "left", 4)
	if err := p.Confirm([]byte(staffPass)); err != nil {
		t.Fatal(err)
	}
	if err := p.SetCode("2580"); err != nil {
		t.Fatal(err)
	}
	byCode, err := s.book.SignInByCode("S07", "2580")
	if err != nil {
		t.Fatal(err)
	}
	if got := byCode.Signer().Auth; got != exam.AuthCode {
		t.Errorf("let in by %s", got)
	}
	if err := byCode.Confirm([]byte(staffPass)); err != nil {
		t.Fatal(err)
	}
	if got := byCode.Signer().Auth; got != exam.AuthPassphrase {
		t.Errorf("after the passphrase: signs by %s", got)
	}
	// Enrolled anew since: the keys in memory are not theirs any more.
	if _, err := s.book.Enroll(t.Context(), s.lead, "S07", exam.RoleAssessor, []byte("another passphrase")); err != nil {
		t.Fatal(err)
	}
	refused(t, p.Confirm([]byte("another passphrase")), "key-replaced-since")
}
