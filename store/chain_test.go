package store

import (
	"crypto/ed25519"
	"encoding/base64"
	"slices"
	"testing"

	"kaowu/app/exam"
)

// resigned is f with another body, signed by key under the name of by.
func resigned(t testing.TB, f exam.Fact, body any, by Signer, change func(*exam.Event)) exam.Fact {
	t.Helper()
	e := f.Event
	e.By, e.Key, e.Auth = by.By, by.Key, by.Auth
	if body != nil {
		raw, err := exam.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		e.Body = raw
	}
	if change != nil {
		change(&e)
	}
	s, err := exam.Sign(e, by.Private)
	if err != nil {
		t.Fatal(err)
	}
	out, err := exam.Decode(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// chainSite is a site with an assessor, its founding events and its exam key.
func chainSite(t *testing.T) (s *site, facts []exam.Fact, theExam Signer) {
	s = newSite(t)
	s.enroll(t, "S07", exam.RoleAssessor)
	k, found, err := s.book.chain()
	if err != nil || len(found) > 0 {
		t.Fatal(found, err)
	}
	keys, err := s.lead.examKeys()
	if err != nil {
		t.Fatal(err)
	}
	return s, k.founding, Signer{By: "exam", Key: exam.KeyID(keys.public()), Auth: exam.AuthPassphrase, Private: keys.sign}
}

func TestChainNamesWhatDoesNotHangOnIt(t *testing.T) {
	s, facts, theExam := chainSite(t)
	body := func(i int) exam.Endorsement {
		e, err := exam.BodyOf[exam.Endorsement](facts[i])
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	again := func(e exam.Endorsement, key ed25519.PrivateKey) exam.Endorsement {
		e, err := signSelf(e, key)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	s07, err := s.book.SignIn("S07", []byte(staffPass))
	if err != nil {
		t.Fatal(err)
	}
	lead, stranger := s.lead.Signer(), testSigner("S09", exam.AuthPassphrase)
	assessor := body(4)
	if assessor.Holder != "S07" || len(facts) != 5 {
		t.Fatalf("founding events are not the five: %d, %s", len(facts), assessor.Holder)
	}
	with := func(change func(*exam.Endorsement)) exam.Endorsement {
		e := assessor
		change(&e)
		return again(e, s07.keys.sign)
	}
	for _, c := range []struct {
		why  string
		fact exam.Fact
		code string
	}{
		{"as it is", facts[4], ""},
		{"by a stranger", resigned(t, facts[4], nil, stranger, nil), "endorsement"},
		{"by themselves", resigned(t, facts[4], nil, s07.Signer(), nil), "endorsement"},
		{"by the exam key, which endorses the lead alone", resigned(t, facts[4], nil, theExam, nil), "endorsement"},
		{"another role than the certificate's", resigned(t, facts[4], with(func(e *exam.Endorsement) { e.Role = exam.RoleSupervisor }), lead, nil), "endorsement"},
		{"without a certificate", resigned(t, facts[4], with(func(e *exam.Endorsement) { e.Certificate = "" }), lead, nil), "endorsement"},
		{"without a recipient", resigned(t, facts[4], with(func(e *exam.Endorsement) { e.Recipient = "age1" }), lead, nil), "endorsement"},
		{"on another person", resigned(t, facts[4], nil, lead, func(e *exam.Event) { e.On = "staff/S08" }), "endorsement"},
		{"of another exam", resigned(t, facts[4], nil, lead, func(e *exam.Event) { e.Exam = "SC-JD-2026-0418" }), "endorsement"},
		{"not signed by the new key", resigned(t, facts[4], func() exam.Endorsement { e := assessor; e.Self = body(2).Self; return e }(), lead, nil), "endorsement"},
		{"with the lead's own key", resigned(t, facts[4], func() exam.Endorsement {
			e := assessor
			e.Key = body(2).Key
			return again(e, s.lead.keys.sign)
		}(), lead, nil), "endorsement"},
	} {
		k, found, err := newChain(testExam, append(slices.Clone(facts[:4]), c.fact))
		if err != nil {
			t.Fatalf("%s: %v", c.why, err)
		}
		_, has := k.current("S07")
		switch {
		case c.code == "" && (len(found) > 0 || !has):
			t.Errorf("%s: findings %v", c.why, found)
		case c.code != "" && (len(found) != 1 || found[0].Code != c.code || has):
			t.Errorf("%s: findings %v, holds a key: %v", c.why, found, has)
		}
	}
}

func TestChainWithoutBeginning(t *testing.T) {
	_, facts, theExam := chainSite(t)
	created, err := exam.BodyOf[exam.ExamCreation](facts[1])
	if err != nil {
		t.Fatal(err)
	}
	other := testSigner("exam", exam.AuthPassphrase)
	elsewhere := created
	elsewhere.ExamKey = base64.StdEncoding.EncodeToString(other.Private.Public().(ed25519.PublicKey))
	noCA := created
	noCA.Authority = ""
	for why, bad := range map[string][]exam.Fact{
		"nothing":               nil,
		"no creation":           {facts[0], facts[2]},
		"by another key":        {resigned(t, facts[1], nil, other, nil)},
		"names another key":     {resigned(t, facts[1], elsewhere, theExam, nil)},
		"without a certificate": {resigned(t, facts[1], noCA, theExam, nil)},
	} {
		if _, _, err := newChain(testExam, bad); err == nil {
			t.Errorf("%s: a chain was built", why)
		}
	}
	if _, _, err := newChain("SC-JD-2026-0418", facts); err == nil {
		t.Error("a chain was built for another exam")
	}
	twice := append(slices.Clone(facts), resigned(t, facts[1], nil, theExam, func(e *exam.Event) { e.Seq = 9 }))
	if _, found, err := newChain(testExam, twice); err != nil || len(found) != 1 || found[0].Code != "exam-created-twice" {
		t.Errorf("created twice: %v, %v", found, err)
	}
	// Another exam key altogether, though it signs itself: the lead does not hang on it.
	mine := append([]exam.Fact{resigned(t, facts[1], elsewhere, other, nil)}, facts[2:]...)
	if k, found, err := newChain(testExam, mine); err != nil || len(found) != 3 || len(k.keys) != 0 {
		t.Errorf("another exam key: %v, %v", found, err)
	}
}

func TestJudge(t *testing.T) {
	s, _, theExam := chainSite(t)
	k, _, err := s.book.chain()
	if err != nil {
		t.Fatal(err)
	}
	s07, err := s.book.SignIn("S07", []byte(staffPass))
	if err != nil {
		t.Fatal(err)
	}
	d := scoreDraft(1, 1, 5)
	d.Signer = s07.Signer()
	f := mustAppend(t, s.book, d)[0]
	as := func(by string, auth string) Signer { g := s07.Signer(); g.By, g.Auth = by, auth; return g }
	broken := f
	broken.Signed.Sig = append([]byte(nil), f.Signed.Sig...)
	broken.Signed.Sig[3] ^= 1
	for _, c := range []struct {
		why, code string
		fact      exam.Fact
	}{
		{"as it is", "", f},
		{"by code", "", resigned(t, f, nil, as("S07", exam.AuthCode), nil)},
		{"by the exam key", "", resigned(t, f, nil, theExam, nil)},
		{"by the device", "", resigned(t, f, nil, s.book.Device(), nil)},
		{"changed", "signature", broken},
		{"under another name", "key-holder", resigned(t, f, nil, as("S08", exam.AuthPassphrase), nil)},
		{"by no way in", "key-holder", resigned(t, f, nil, as("S07", "face"), nil)},
		{"a person as a device", "key-holder", resigned(t, f, nil, as("S07", exam.AuthDevice), nil)},
		{"by a stranger", "key-unknown", resigned(t, f, nil, testSigner("S07", exam.AuthPassphrase), nil)},
		{"before the key was endorsed", "key-early", resigned(t, f, nil, s07.Signer(), func(e *exam.Event) { e.Seq = 1 })},
	} {
		if code := k.judge(c.fact); code != c.code {
			t.Errorf("%s: %q, want %q", c.why, code, c.code)
		}
	}
}
