package store

import (
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"kaowu/app/exam"
)

// revoked has S07 score item 1 with 21.5 and then revokes them.
func revoked(t *testing.T) (s *site, gone *Person, facts []exam.Fact) {
	t.Helper()
	s = newSite(t)
	gone = s.enroll(t, "S07", exam.RoleAssessor)
	if err := gone.SetCode("2580"); err != nil {
		t.Fatal(err)
	}
	mustAppend(t, s.book, scoreBy(gone, 1, 215))
	facts, err := s.book.Revoke(t.Context(), s.lead, "S07", Reason{Code: "left", Text: "调往外地"})
	if err != nil {
		t.Fatal(err)
	}
	return s, gone, facts
}

func scoreBy(p *Person, item int, score exam.Tenths) Draft {
	d := scoreDraft(1, item, score)
	d.Signer = p.Signer()
	return d
}

func TestRevokedPersonIsOut(t *testing.T) {
	s, gone, facts := revoked(t)
	if len(facts) != 2 || facts[0].Kind != exam.KeyRevoked || facts[0].On != "staff/S07" || facts[0].Abt != "revoked/"+gone.Signer().Key || facts[1].Kind != exam.KeyReason {
		t.Fatalf("events %v", facts)
	}
	v, err := exam.BodyOf[exam.KeyRevocation](facts[0])
	if err != nil || v.Holder != "S07" || v.Key != gone.Signer().Key || v.Code != "left" || len(v.Logs) != 0 {
		t.Errorf("revocation %+v, %v", v, err)
	}
	// Where they are signed in still, the next save is refused; so is the short code.
	_, err = s.book.Append(t.Context(), scoreBy(gone, 2, 100))
	refused(t, err, "key-revoked", "staff", "S07")
	_, err = s.book.SignInByCode("S07", "2580")
	refused(t, err, "code-gone")
	_, err = s.book.SignIn("S07", []byte(staffPass))
	refused(t, err, "not-enrolled")
	if _, err := os.Stat(filepath.Join(s.book.dir, "keys", "S07.age")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("key file: %v", err)
	}
	enrolled := func() bool {
		staff := s.book.Cover().Staff
		return staff[slices.IndexFunc(staff, func(c CoverStaff) bool { return c.ID == "S07" })].Enrolled
	}
	if enrolled() {
		t.Error("the cover shows them as enrolled")
	}
	// What they signed before stands.
	have, err := s.book.Events("candidate/2026610001")
	if err != nil || len(have) != 1 {
		t.Fatal(have, err)
	}
	wholeCheck(t, s.book)
	b := s.restart(t)
	if s.lead, err = b.SignIn(leadID, []byte(leadPass)); err != nil || len(b.Findings()) > 0 {
		t.Fatal(b.Findings(), err)
	}
	// And they may be enrolled anew, with another key.
	again, err := b.Enroll(t.Context(), s.lead, "S07", exam.RoleAssessor, []byte("another passphrase"))
	if err != nil || again.Signer().Key == gone.Signer().Key || !enrolled() {
		t.Fatalf("enrolled anew: %v, %v", again, err)
	}
	mustAppend(t, b, scoreBy(again, 2, 100))
	if _, err := b.Append(t.Context(), scoreBy(gone, 3, 100)); err == nil {
		t.Error("the old key signs again")
	}
	c, found, err := b.chain()
	if err != nil || len(found) > 0 || len(c.revoked.Of(gone.Signer().Key)) != 1 {
		t.Errorf("chain: %v, %v", found, err)
	}
}

func TestRevokeRefuses(t *testing.T) {
	s, _, _ := revoked(t)
	other := s.enroll(t, "S08", exam.RoleSupervisor)
	size := s.book.Size()
	for _, c := range []struct {
		by   *Person
		whom exam.StaffID
		code string
	}{
		{s.lead, leadID, "revoke-lead"},
		{other, "S07", "not-lead"},
		{s.lead, "S06", "not-enrolled"},
		{s.lead, "S07", "revoked-already"},
	} {
		_, err := s.book.Revoke(t.Context(), c.by, c.whom, Reason{Code: "left"})
		refused(t, err, c.code)
	}
	_, err := s.book.RevokeDevice(t.Context(), s.lead, s.book.Device().By, Reason{Code: "device"})
	refused(t, err, "revoke-own-device")
	_, err = s.book.RevokeDevice(t.Context(), s.lead, "device/none", Reason{Code: "device"})
	refused(t, err, "device-unknown")
	if s.book.Size() != size {
		t.Error("a refused revocation left an event")
	}
}

// A power cut behind the event: they are out all the same, and the rest is done when
// the next person signs in.
func TestRevocationCutShort(t *testing.T) {
	s := newSite(t)
	s.enroll(t, "S07", exam.RoleAssessor)
	s.enroll(t, "S08", exam.RoleSupervisor)
	if _, err := s.book.takeBack(t.Context(), s.lead, "S07", Reason{Code: "left"}); err != nil {
		t.Fatal(err)
	}
	b := s.restart(t)
	_, err := b.SignIn("S07", []byte(staffPass))
	refused(t, err, "key-revoked", "staff", "S07")
	if !shownEnrolled(b, "S07") {
		t.Fatal("it was not cut short")
	}
	if _, err := b.SignIn("S08", []byte(staffPass)); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(b.dir, "keys", "S07.age")); !errors.Is(err, os.ErrNotExist) || shownEnrolled(b, "S07") {
		t.Errorf("after the next sign-in: key file %v, shown %v", err, shownEnrolled(b, "S07"))
	}
}

func shownEnrolled(b *Book, id exam.StaffID) bool {
	return slices.ContainsFunc(b.Cover().Staff, func(c CoverStaff) bool { return c.ID == id && c.Enrolled })
}

// A revocation bars what comes behind it in the same group already.
func TestRevocationBarsItsGroup(t *testing.T) {
	s := newSite(t)
	gone := s.enroll(t, "S07", exam.RoleAssessor)
	c, _, err := s.book.chain()
	if err != nil {
		t.Fatal(err)
	}
	k, _ := c.current("S07")
	d := s.book.data
	drafts, err := d.revocation(s.lead.Signer(), k, Reason{Code: "exposed"})
	if err != nil {
		t.Fatal(err)
	}
	first, err := d.prepare(drafts)
	if err != nil {
		t.Fatal(err)
	}
	second, err := d.prepare([]Draft{scoreBy(gone, 1, 10)})
	if err != nil {
		t.Fatal(err)
	}
	g := d.newGroup(exam.Time{}, 0)
	if err := g.may(second); err != nil {
		t.Fatal(err)
	}
	if err := g.bars(first); err != nil {
		t.Fatal(err)
	}
	refused(t, g.may(second), "key-revoked", "staff", "S07")
}

// otherLog is the log of a second laptop of the exam, as its device and S07 wrote it.
type otherLog struct {
	t     *testing.T
	s     *site
	dev   Signer
	id    string
	facts []exam.Fact
}

// secondLaptop endorses a second device and opens its log; nothing of it is in the book.
func secondLaptop(t *testing.T, s *site) *otherLog {
	t.Helper()
	dev := testSigner("device/77aa", exam.AuthDevice)
	ring := &keyring{sign: dev.Private}
	draft, err := endorsement(s.lead.Signer(), dev.By, "", ring)
	if err != nil {
		t.Fatal(err)
	}
	mustAppend(t, s.book, draft)
	o := &otherLog{t: t, s: s, dev: dev, id: otherID}
	o.open()
	return o
}

// open says the first event of the log.
func (o *otherLog) open() {
	o.t.Helper()
	t, s, dev := o.t, o.s, o.dev
	c, _, err := s.book.chain()
	if err != nil {
		t.Fatal(err)
	}
	k, _ := c.current(dev.By)
	o.say(Draft{Signer: dev, Kind: exam.LogOpened, On: "log/" + o.id, About: "opened", Body: exam.LogOpening{
		Device: "77aa", DeviceKey: keyText(k), Fingerprint: fingerprint(c.examKey), Program: "test"}})
}

const otherID = "ffeeddccbbaa99887766554433221100"

// say appends an event to the other log, which has seen only its own.
func (o *otherLog) say(dr Draft) exam.Fact {
	o.t.Helper()
	raw, err := exam.Marshal(dr.Body)
	if err != nil {
		o.t.Fatal(err)
	}
	e := exam.Event{V: exam.Version, Exam: testExam, Log: o.id, Seq: uint64(len(o.facts)), At: exam.Stamp{Time: o.s.book.Now()}, Wall: o.s.book.Now(),
		By: dr.Signer.By, Key: dr.Signer.Key, Auth: dr.Signer.Auth, Kind: dr.Kind, On: dr.On, Abt: dr.About, Seen: []exam.ID{}, Body: raw}
	for _, f := range o.facts {
		if f.On == dr.On {
			e.Seen = []exam.ID{f.ID}
		}
	}
	signed, err := exam.Sign(e, dr.Signer.Private)
	if err != nil {
		o.t.Fatal(err)
	}
	f, err := exam.Decode(signed)
	if err != nil {
		o.t.Fatal(err)
	}
	o.facts = append(o.facts, f)
	return f
}

// arrive merges events of the other log into the book, as an exchange does.
func (o *otherLog) arrive(facts ...exam.Fact) {
	o.t.Helper()
	in := Foreign{}
	for _, f := range facts {
		in.Events = append(in.Events, f.Signed)
	}
	got, err := o.s.book.Merge(o.t.Context(), in)
	if err != nil || got.Stored != len(facts) || len(got.Refused) > 0 {
		o.t.Fatalf("merged %+v, %v", got, err)
	}
}

// What arrives of a revoked key from another laptop stands as far as the book held that
// log, and is late evidence beyond it until it is admitted; the archive says the same.
func TestLateEvidenceFromAnotherLaptop(t *testing.T) {
	s := newSite(t)
	gone := s.enroll(t, "S07", exam.RoleAssessor)
	o := secondLaptop(t, s)
	held := o.say(scoreBy(gone, 1, 100))
	o.arrive(o.facts...)
	facts, err := s.book.Revoke(t.Context(), s.lead, "S07", Reason{Code: "exposed"})
	if err != nil {
		t.Fatal(err)
	}
	v, err := exam.BodyOf[exam.KeyRevocation](facts[0])
	root := tlog.NodeHash(tlog.RecordHash(o.facts[0].Signed.Leaf()), tlog.RecordHash(held.Signed.Leaf()))
	if err != nil || len(v.Logs) != 1 || v.Logs[0] != (exam.LogSeen{Log: otherID, Size: 2, Root: root.String()}) {
		t.Fatalf("revocation %+v, %v", v, err)
	}
	s.clock.pass(-48 * 3600e9) // back-dated, that changes nothing
	late := o.say(scoreBy(gone, 1, 900))
	alsoLate := o.say(scoreBy(gone, 2, 901))
	s.clock.pass(48 * 3600e9)
	o.arrive(late, alsoLate)

	on := "candidate/2026610001"
	expect := func(why string, stand, kept int) {
		t.Helper()
		have, err := s.book.Events(on)
		if err != nil || len(have) != stand {
			t.Errorf("%s: %d events stand, want %d (%v)", why, len(have), stand, err)
		}
		if rest, err := s.book.Late(on); err != nil || len(rest) != kept {
			t.Errorf("%s: %d late, want %d (%v)", why, len(rest), kept, err)
		}
		if all, err := s.book.All(on); err != nil || len(all) != 3 {
			t.Errorf("%s: %d in all, want 3 (%v)", why, len(all), err)
		}
	}
	expect("as it arrived", 1, 2)
	out := filepath.Join(t.TempDir(), "a.kaowu")
	if err := s.book.WriteArchive(t.Context(), out, s.lead, nil, 0, nil); err != nil {
		t.Fatal(err)
	}
	for _, open := range []VerifyOptions{{}, {As: string(leadID), Passphrase: []byte(leadPass)}} {
		v, err := VerifyFile(t.Context(), out, open)
		if err != nil || !v.OK || v.Opened && v.Late != 2 {
			t.Errorf("archive: %+v, %v", v, err)
		}
	}
	_, err = s.book.AdmitLate(t.Context(), s.lead, held.ID, Reason{Text: "x"})
	refused(t, err, "not-late")
	if _, err = s.book.AdmitLate(t.Context(), s.lead, alsoLate.ID, Reason{Text: "纸质评分表一致"}); err != nil {
		t.Fatal(err)
	}
	expect("one admitted", 2, 1)
	_, err = s.book.AdmitLate(t.Context(), s.lead, alsoLate.ID, Reason{Text: "x"})
	refused(t, err, "not-late")
	r, err := s.book.Revocations()
	if a, in := r.Admitted(alsoLate); err != nil || !in || a.By != string(leadID) {
		t.Errorf("admission %v, %v, %v", a, in, err)
	}
}

// A stolen laptop's log counts as far as the book held it, whoever signed in it.
func TestRevokedDevice(t *testing.T) {
	s := newSite(t)
	mark := s.enroll(t, "S07", exam.RoleAssessor)
	o := secondLaptop(t, s)
	o.say(scoreBy(mark, 1, 100))
	o.arrive(o.facts...)
	if _, err := s.book.RevokeDevice(t.Context(), s.lead, "device/77aa", Reason{Code: "device"}); err != nil {
		t.Fatal(err)
	}
	o.arrive(o.say(scoreBy(mark, 1, 200)))
	have, err := s.book.Events("candidate/2026610001")
	if err != nil || len(have) != 1 || have[0].Seq != 1 {
		t.Errorf("stand %v, %v", have, err)
	}
	// The person works on, on this laptop.
	mustAppend(t, s.book, scoreBy(mark, 1, 300))
	if have, err = s.book.Events("candidate/2026610001"); err != nil || len(have) != 2 {
		t.Errorf("stand %v, %v", have, err)
	}
	// Nor does a log count that the laptop opens afterwards.
	_, err = s.book.RevokeDevice(t.Context(), s.lead, "device/77aa", Reason{Code: "device"})
	refused(t, err, "revoked-already")
}

func keyText(k heldKey) string { return base64.StdEncoding.EncodeToString(k.public) }

// The lead's own key is replaced, and the old one, on another laptop, goes on giving keys
// to people: they and all that they sign are late evidence, which the archive takes along;
// admitting the endorsement lets them count.
func TestLateEndorsementGivesNobodyAKey(t *testing.T) {
	s := newSite(t)
	o := secondLaptop(t, s)
	o.arrive(o.facts...)
	before := s.lead
	again, err := s.book.Enroll(t.Context(), s.lead, leadID, exam.RoleSiteLead, []byte("another passphrase"))
	if err != nil {
		t.Fatal(err)
	}
	s.lead = again
	theExam, err := again.examKeys()
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
	if ring.leaf, err = newLeaf(c.ca, theExam.paper, "S08", exam.RoleSupervisor, ring.paper, s.book.opt.Clock.Now(), s.book.opt.Rand); err != nil {
		t.Fatal(err)
	}
	draft, err := endorsement(before.Signer(), "S08", exam.RoleSupervisor, ring)
	if err != nil {
		t.Fatal(err)
	}
	given := o.say(draft)
	score := scoreDraft(1, 1, 100)
	score.Signer = personSigner("S08", ring.sign)
	o.arrive(given, o.say(score))

	stands := func() int {
		have, err := s.book.Events(score.On)
		if err != nil {
			t.Fatal(err)
		}
		return len(have)
	}
	c, found, err := s.book.chain()
	if _, has := c.current("S08"); err != nil || has || len(found) > 0 || stands() != 0 {
		t.Errorf("S08 has a key: %v, %v; %d stand, %v", has, found, stands(), err)
	}
	out := filepath.Join(t.TempDir(), "a.kaowu")
	if err := s.book.WriteArchive(t.Context(), out, s.lead, nil, 0, nil); err != nil {
		t.Fatal(err)
	}
	v, err := VerifyFile(t.Context(), out, VerifyOptions{As: string(leadID), Passphrase: []byte("another passphrase")})
	if err != nil || !v.OK || v.Late != 2 {
		t.Errorf("archive: %+v, %v", v, err)
	}
	if _, err := s.book.AdmitLate(t.Context(), s.lead, given.ID, Reason{Text: "登记表上有两人签字"}); err != nil {
		t.Fatal(err)
	}
	if c, _, err = s.book.chain(); err != nil || stands() != 1 {
		t.Errorf("once admitted %d stand, %v", stands(), err)
	}
	if _, has := c.current("S08"); !has {
		t.Error("once admitted S08 has no key")
	}
}

// Nor do those whom such a key gives one in its turn; and who says an endorsement again,
// dated back, takes nobody's key from them by that.
func TestLateEndorsementsReachNoFurther(t *testing.T) {
	s := newSite(t)
	s.clock.pass(2 * 3600e9)
	mark := s.enroll(t, "S07", exam.RoleAssessor)
	o := secondLaptop(t, s)
	o.arrive(o.facts...)
	before := s.lead
	again, err := s.book.Enroll(t.Context(), s.lead, leadID, exam.RoleSiteLead, []byte("another passphrase"))
	if err != nil {
		t.Fatal(err)
	}
	s.lead = again
	theExam, err := again.examKeys()
	if err != nil {
		t.Fatal(err)
	}
	c, _, err := s.book.chain()
	if err != nil {
		t.Fatal(err)
	}
	gives := func(by Signer, staff exam.StaffID, role exam.Role) (exam.Fact, Signer) {
		t.Helper()
		ring, err := newKeyring(s.book.opt.Rand)
		if err != nil {
			t.Fatal(err)
		}
		if ring.leaf, err = newLeaf(c.ca, theExam.paper, staff, role, ring.paper, s.book.opt.Clock.Now(), s.book.opt.Rand); err != nil {
			t.Fatal(err)
		}
		draft, err := endorsement(by, string(staff), role, ring)
		if err != nil {
			t.Fatal(err)
		}
		return o.say(draft), personSigner(staff, ring.sign)
	}
	lead, second := gives(before.Signer(), leadID, exam.RoleSiteLead)
	assessor, third := gives(second, "S08", exam.RoleAssessor)
	score := scoreDraft(1, 1, 100)
	score.Signer = third
	o.arrive(lead, assessor, o.say(score))

	k, _ := c.current("S07")
	var said exam.Fact
	for _, f := range c.founding {
		if f.Kind == exam.KeyEndorsed && f.On == "staff/S07" {
			said = f
		}
	}
	body, err := exam.BodyOf[exam.Endorsement](said)
	if err != nil || body.Key != keyText(k) {
		t.Fatal(body, err)
	}
	s.clock.pass(-3600e9)
	copied := o.say(Draft{Signer: before.Signer(), Kind: exam.KeyEndorsed, On: said.On, About: said.Abt, Body: body})
	s.clock.pass(3600e9)
	o.arrive(copied)
	mustAppend(t, s.book, scoreBy(mark, 2, 200))

	have, err := s.book.Events(score.On)
	if err != nil || len(have) != 1 || have[0].By != "S07" {
		t.Errorf("%d stand, %v", len(have), err)
	}
	c, found, err := s.book.chain()
	if err != nil || len(found) > 0 {
		t.Fatal(found, err)
	}
	if now, _ := c.current(string(leadID)); keyText(now) != base64.StdEncoding.EncodeToString(again.keys.public()) {
		t.Error("the lead's key is not the one they were given last")
	}
	if _, has := c.current("S08"); has {
		t.Error("S08 has a key")
	}
	if _, holds := c.holds("S07"); !holds {
		t.Error("S07 has none any more")
	}
}
