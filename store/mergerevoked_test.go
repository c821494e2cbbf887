package store

import (
	"testing"

	"kaowu/app/exam"
)

// A revocation that another laptop sent begins a new epoch here as well, at the next
// sign-in and without a restart.
func TestMergedRevocationBeginsAnEpoch(t *testing.T) {
	s := newSite(t)
	gone := s.enroll(t, "S07", exam.RoleAssessor)
	o := secondLaptop(t, s)
	key := gone.Signer().Key
	v := exam.KeyRevocation{Holder: "S07", Key: key, Code: "left", Logs: []exam.LogSeen{}}
	o.say(Draft{Signer: s.lead.Signer(), Kind: exam.KeyRevoked, On: "staff/S07", About: "revoked/" + key, Body: v})
	o.arrive(o.facts...)
	if n := s.book.data.epochs().number(); n != firstEpoch {
		t.Fatalf("epoch %d before anybody signed in", n)
	}
	s.signIn(t)
	if n := s.book.data.epochs().number(); n != firstEpoch+1 || shownEnrolled(s.book, "S07") {
		t.Errorf("epoch %d, S07 shown as enrolled: %t", n, shownEnrolled(s.book, "S07"))
	}
}
