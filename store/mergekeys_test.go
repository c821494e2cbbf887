package store

import (
	"strings"
	"testing"

	"kaowu/app/exam"
)

// Somebody's events wait for the one that gives them their key, in whichever log that is:
// stored without it they would be nobody's, and no archive could be written any more.
func TestMergeWaitsForKeys(t *testing.T) {
	s := newSite(t)
	mark := s.enroll(t, "S07", exam.RoleAssessor)
	one := secondLaptop(t, s)
	two := &otherLog{t: t, s: s, dev: one.dev, id: strings.Repeat("0a", 16)}
	two.open()
	theExam, err := s.lead.examKeys()
	if err != nil {
		t.Fatal(err)
	}
	c, _, err := s.book.chain()
	if err != nil {
		t.Fatal(err)
	}
	ring, err := newKeyring(s.book.opt.Rand)
	if err != nil {
		t.Fatal(err)
	}
	if ring.leaf, err = newLeaf(c.ca, theExam.paper, "S09", exam.RoleAssessor, ring.paper, s.book.opt.Clock.Now(), s.book.opt.Rand); err != nil {
		t.Fatal(err)
	}
	draft, err := endorsement(s.lead.Signer(), "S09", exam.RoleAssessor, ring)
	if err != nil {
		t.Fatal(err)
	}
	hole, given := one.say(scoreBy(mark, 1, 100)), one.say(draft)
	score := scoreDraft(2, 1, 100)
	score.Signer = personSigner("S09", ring.sign)
	scored := two.say(score)
	merge := func(stored, waiting int, facts ...exam.Fact) {
		t.Helper()
		in := Foreign{}
		for _, f := range facts {
			in.Events = append(in.Events, f.Signed)
		}
		got, err := s.book.Merge(t.Context(), in)
		if err != nil || got.Stored != stored || len(got.Waiting) != waiting || len(got.Refused) > 0 {
			t.Errorf("stored %d, %d wait, refused %v, %v", got.Stored, len(got.Waiting), got.Refused, err)
		}
	}
	merge(2, 2, one.facts[0], given, two.facts[0], scored)
	wholeCheck(t, s.book)
	merge(3, 0, hole, given, scored)
	wholeCheck(t, s.book)
}
