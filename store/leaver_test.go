package store

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"kaowu/app/exam"
)

// A leaver puts their copy of the old key file back: neither the first nor a later
// sign-in of the day takes it, nor does it open what was written since.
func TestLeaverWithTheOldPassphrase(t *testing.T) {
	s := newSite(t)
	gone := s.enroll(t, "S07", exam.RoleAssessor)
	s.enroll(t, "S08", exam.RoleSupervisor)
	path := filepath.Join(s.book.dir, "keys", "S07.age")
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	l := keeps(t, s, gone)
	if _, err := s.book.Revoke(t.Context(), s.lead, "S07", Reason{Code: "left"}); err != nil {
		t.Fatal(err)
	}
	if s.book.data.epochs().number() != 2 {
		t.Fatalf("epoch %d", s.book.data.epochs().number())
	}
	sealed := read(t, filepath.Join(s.book.dir, "keys", epochName(2)))
	if _, _, err := openDataKey(sealed, testExam, 2, l.keys.open); err == nil {
		t.Error("the leaver's key opens the new data key")
	}
	b := s.restart(t)
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = b.SignIn("S07", []byte(staffPass))
	refused(t, err, "not-enrolled")
	if b.Unlocked() {
		t.Error("their passphrase opened the data")
	}
	if _, err := b.SignIn("S08", []byte(staffPass)); err != nil {
		t.Fatal(err)
	}
	_, err = b.SignIn("S07", []byte(staffPass))
	refused(t, err, "key-revoked", "staff", "S07")
}

// Whatever time an old key writes into its events, before it was revoked or before the
// exam, the numbers of the logs say that they came after.
func TestBackDatedByAnOldKey(t *testing.T) {
	s, gone, facts := revoked(t)
	o := secondLaptop(t, s)
	o.arrive(o.facts...)
	score := scoreBy(gone, 1, 300)
	for _, back := range []time.Duration{time.Minute, 24 * time.Hour, 10 * 365 * 24 * time.Hour} {
		s.clock.pass(-back)
		o.arrive(o.say(score))
		s.clock.pass(back)
	}
	late, err := s.book.Late(score.On)
	if err != nil || len(late) != 3 {
		t.Fatalf("%d late, %v", len(late), err)
	}
	for _, f := range late {
		if !f.At.Time.Before(facts[0].At.Time.Time) {
			t.Errorf("%s is not dated back", f.At.Time)
		}
	}
	stand, err := s.book.Events(score.On)
	if err != nil || len(stand) != 1 || stand[0].Log != s.book.Log() {
		t.Errorf("stand %v, %v", stand, err)
	}
	// Nor in the very log of the revocation, by a program that was altered.
	c, _, err := s.book.chain()
	if err != nil {
		t.Fatal(err)
	}
	forged := resigned(t, stand[0], nil, gone.Signer(), func(e *exam.Event) { e.Seq = s.book.Size() })
	if !c.revoked.Late(forged) || c.judge(forged) != "" {
		t.Errorf("in the same log: late %v, %q", c.revoked.Late(forged), c.judge(forged))
	}
}
