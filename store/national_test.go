package store

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"kaowu/app/exam"
)

// newNationalDay is a day of an exam that demands the national algorithms.
func newNationalDay(t testing.TB) *day {
	t.Helper()
	c := testCreation()
	c.Policy.National = true
	return playDay(t, newSiteOf(t, c, nil), nil)
}

// unsecond drops the second signature line of a note: the device's by SM2.
func unsecond(t testing.TB, text string) string {
	t.Helper()
	lines := strings.SplitAfter(text, "\n")
	if len(lines) != 7 || !strings.HasPrefix(lines[4], "— device/") || !strings.HasPrefix(lines[5], "— device/") {
		t.Fatalf("not a note of two signatures: %q", text)
	}
	return strings.Join(slices.Delete(lines, 5, 6), "")
}

// resecond signs a checkpoint as the device does, but its SM2 signature by another key,
// under the key hash of the right one where named is set.
func resecond(t testing.TB, text string, dev Signer, named bool) string {
	t.Helper()
	other, err := newCounterKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	cp, err := textOf(text)
	if err != nil {
		t.Fatal(err)
	}
	right := dev.counter
	dev.counter = other
	out, err := signCheckpoint(cp, dev, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if !named {
		return out
	}
	k, err := counterNoteOf(dev.By, &right.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	sig, err := counterSign(other, rand.Reader, []byte(cp.text()))
	if err != nil {
		t.Fatal(err)
	}
	h := k.KeyHash()
	line := append([]byte{byte(h >> 24), byte(h >> 16), byte(h >> 8), byte(h)}, sig...)
	return unsecond(t, out) + "— " + dev.By + " " + base64.StdEncoding.EncodeToString(line) + "\n"
}

// A day with the national algorithms holds in every place: book, archive, slip, list.
func TestNationalDay(t *testing.T) {
	d := newNationalDay(t)
	seen := d.went(t, d.book, 1, "看见", true)
	if unsecond(t, seen) == seen || len(seen) > 400 {
		t.Errorf("a checkpoint of %d bytes: %q", len(seen), seen)
	}
	if got := seenIn(t, d.book, d.prints, seen); got.Fits != 2 || len(got.Findings) > 0 {
		t.Errorf("seen: %+v", got)
	}
	_, b := archivedDay(t, d)
	for why, o := range map[string]VerifyOptions{
		"without a key": {Trust: d.book.Fingerprint(), Checkpoint: d.prints},
		"with one":      {Trust: d.book.Fingerprint(), Checkpoint: d.prints, Seen: []string{seen}, As: "S17", Passphrase: []byte(leadPass)},
	} {
		if v := verifyBytes(t, b, o); !v.OK || v.Trust != TrustHolds {
			t.Errorf("%s: %+v", why, v)
		}
	}
	// The key comes back from the disk, and goes on signing.
	again := d.restart(t)
	if _, err := again.SignIn("S17", []byte(leadPass)); err != nil || len(again.found) > 0 {
		t.Fatal(again.found, err)
	}
	later, err := again.Checkpoint(t.Context())
	if err != nil || unsecond(t, later) == later {
		t.Fatalf("%q, %v", later, err)
	}
	wholeCheck(t, again)
}

// Where nothing is demanded, nothing of it is written: old bytes are the same bytes.
func TestNationalIsOffByDefault(t *testing.T) {
	d, b := archived(t)
	open, _, _ := bytes.Cut(b, []byte(readmeName)) // whose text speaks of them, as the manual does
	if bytes.Contains(open, []byte("sm2")) || bytes.Contains(b, []byte(counterFile+"\x00")) || strings.Count(d.prints, "— ") != 1 {
		t.Error("an exam without national algorithms has something of them")
	}
	if err := d.book.Each(func(f exam.Fact) error {
		if bytes.Contains(f.Signed.Bytes, []byte("sm2")) || bytes.Contains(f.Signed.Bytes, []byte("national")) {
			t.Errorf("event %d names them", f.Seq)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// spoiled are checkpoints whose Ed25519 signature holds and whose SM2 signature does not.
func spoiled(t *testing.T, d *day, good string) map[string]string {
	t.Helper()
	dev := d.book.Device()
	at := strings.LastIndexByte(strings.TrimSuffix(good, "=\n"), ' ') + 20
	flipped := []byte(good)
	if flipped[at]++; !strings.Contains("BCDEFGHIJKLMNOPQRSTUVWXYZbcdefghijklmnopqrstuvwxyz123456789", string(flipped[at])) {
		flipped[at] = 'A' // another letter of base64 still
	}
	return map[string]string{
		"none":                     unsecond(t, good),
		"by a key of nobody":       resecond(t, good, dev, false),
		"by another key, as if":    resecond(t, good, dev, true),
		"a letter of it changed":   string(flipped),
		"of another text":          unsecond(t, good) + strings.SplitAfter(d.went(t, d.book, 1, "另一处", true), "\n")[5],
		"the first line once more": unsecond(t, good) + strings.SplitAfter(good, "\n")[4],
	}
}

// A counter-signature that is missing or wrong is found wherever a checkpoint is read,
// while Ed25519 alone says whether it is trusted.
func TestCounterSignatureOfACheckpoint(t *testing.T) {
	d := newNationalDay(t)
	_, b := archivedDay(t, d)
	for why, bad := range spoiled(t, d, d.prints) {
		for _, o := range []VerifyOptions{{Checkpoint: bad}, {Seen: []string{bad}}} {
			v := verifyBytes(t, b, o)
			if v.OK || v.Trust != TrustHolds || !slices.Equal(codes(v.Findings), []string{"anchor-counter"}) {
				t.Errorf("%s: ok %v, trust %s, %v", why, v.OK, v.Trust, codes(v.Findings))
			}
		}
		if got := seenIn(t, d.book, bad); got.Fits != 1 || !slices.Equal(codes(got.Findings), []string{"seen-counter"}) {
			t.Errorf("%s: seen %+v", why, got)
		}
		f := takeApart(t, d, b)
		f.m.Checkpoints[0] = bad
		f.writeEvents(t)
		v, err := verifyReader(t.Context(), bytes.NewReader(f.build(t)), int64(len(f.build(t))), VerifyOptions{}, []age.Identity{f.to})
		if err != nil || v.OK || !slices.Equal(codes(v.Findings), []string{"checkpoint-counter"}) {
			t.Errorf("%s: archived: ok %v, %v, %v", why, v.OK, codes(v.Findings), err)
		}
	}
	// In the book itself, signed by its device without the second key.
	d.book.data.dev.counter = nil
	if _, err := d.book.Checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	rep, err := d.book.Check(t.Context(), nil)
	if err != nil || !slices.Equal(codes(rep.Findings), []string{"checkpoint-counter"}) {
		t.Errorf("check: %v, %v", codes(rep.Findings), err)
	}
}

// The open part is counter-signed by the exam's key, and the exam's own first event says
// which that is.
func TestCounterSignatureOfAnArchive(t *testing.T) {
	d := newNationalDay(t)
	_, b := archivedDay(t, d)
	other, err := newCounterKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	public, err := counterPublic(other)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		why    string
		change func(*forgery)
		want   string
	}{
		{"nothing changed", func(*forgery) {}, ""},
		{"not counter-signed", func(f *forgery) { f.second = nil }, "archive-header"},
		{"counter-signed by another key", func(f *forgery) { f.second = other }, "archive-counter"},
		{"and naming it", func(f *forgery) { f.second, f.m.SM2 = other, public }, "archive-manifest"},
		{"as if nothing were demanded", func(f *forgery) { f.second, f.m.SM2 = nil, "" }, "archive-manifest"},
		{"a key that is none", func(f *forgery) { f.m.SM2 = "BAAA" }, "archive-manifest"},
	} {
		f := takeApart(t, d, b)
		c.change(f)
		f.writeEvents(t)
		v := verifyBytes(t, f.build(t), VerifyOptions{})
		if c.want == "" && !v.OK || c.want != "" && !slices.Equal(codes(v.Findings), []string{c.want}) {
			t.Errorf("%s: ok %v, %v", c.why, v.OK, codes(v.Findings))
		}
	}
}

// Keys of the national algorithms stand where the exam demands them and nowhere else.
func TestNationalKeysInTheChain(t *testing.T) {
	d := newNationalDay(t)
	k, _, err := d.book.chain()
	if err != nil {
		t.Fatal(err)
	}
	theExam, err := d.lead.examKeys()
	if err != nil {
		t.Fatal(err)
	}
	key := Signer{By: "exam", Key: exam.KeyID(theExam.public()), Auth: exam.AuthPassphrase, Private: theExam.sign}
	created, err := exam.BodyOf[exam.ExamCreation](k.founding[1])
	if err != nil {
		t.Fatal(err)
	}
	none, short, off := created, created, created
	none.SM2, short.SM2, off.Policy.National = "", created.SM2[:40], false
	for why, body := range map[string]exam.ExamCreation{"without": none, "cut": short, "not demanded": off} {
		if _, _, err := newChain(testExam, []exam.Fact{k.founding[0], resigned(t, k.founding[1], body, key, nil)}); err == nil {
			t.Errorf("exam %s: a chain was built", why)
		}
	}
	ordinary, facts, examKey := chainSite(t)
	device := func(s *site, at exam.Fact, change func(*exam.Endorsement)) exam.Fact {
		e, err := exam.BodyOf[exam.Endorsement](at)
		if err != nil || !strings.HasPrefix(e.Holder, "device/") {
			t.Fatal(e.Holder, err)
		}
		change(&e)
		if e, err = signSelf(e, s.book.Device().Private); err != nil {
			t.Fatal(err)
		}
		return resigned(t, at, e, s.lead.Signer(), nil)
	}
	for why, c := range map[string]struct {
		facts []exam.Fact
		bad   exam.Fact
	}{
		"a device without":       {k.founding[:3], device(d.site, k.founding[3], func(e *exam.Endorsement) { e.SM2 = "" })},
		"a device's cut":         {k.founding[:3], device(d.site, k.founding[3], func(e *exam.Endorsement) { e.SM2 = e.SM2[4:] })},
		"where none is demanded": {facts[:3], device(ordinary, facts[3], func(e *exam.Endorsement) { e.SM2 = created.SM2 })},
	} {
		_, found, err := newChain(testExam, append(slices.Clone(c.facts), c.bad))
		if err != nil || !slices.Contains(codes(found), "endorsement") {
			t.Errorf("%s: %v, %v", why, codes(found), err)
		}
	}
	if examKey.Key == key.Key {
		t.Error("two exams have one key")
	}
}

// No byte of the new parts can be changed unseen.
func TestNationalMutations(t *testing.T) {
	d := newNationalDay(t)
	_, good := archivedDay(t, d)
	everyBlock(t, good)
	_, other := archivedDay(t, newNationalDay(t))
	everySection(t, good, other, 11)
	parts := sections(t, good)
	from := len(parts[0]) + len(parts[1])
	for at := range parts[2] {
		bad := bytes.Clone(good)
		bad[from+at] ^= 1
		if v := verifyBytes(t, bad, VerifyOptions{}); v.OK {
			t.Errorf("byte %d of the counter-signature's entry changed, and all is well", at)
		}
	}
	raw := nationalSlip(t, d)
	mutateSlip(t, raw)
	note := bytes.Index(raw, []byte(`"checkpoint":"`))
	end := note + bytes.Index(raw[note:], []byte(`\n","earlier"`))
	for at := bytes.LastIndexByte(raw[note:end], ' ') + note + 1; at < end; at++ {
		bad := bytes.Clone(raw)
		bad[at] ^= 1
		if v := verifySlip(bad, VerifyOptions{}); v.OK {
			t.Errorf("byte %d of the slip's counter-signature changed, and all is well", at)
		}
	}
}

// nationalSlip is the proof slip of the day's candidate.
func nationalSlip(t *testing.T, d *day) []byte {
	t.Helper()
	var all []exam.Fact
	if err := d.book.Each(func(f exam.Fact) error { all = append(all, f); return nil }); err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(all, func(f exam.Fact) bool { return f.Kind == exam.CandidateListed })
	listed, err := exam.BodyOf[exam.Listed[exam.Candidate]](all[at])
	if err != nil {
		t.Fatal(err)
	}
	parts := exam.SlipParts(listed.Row)
	all = slices.DeleteFunc(all, func(f exam.Fact) bool { return !slices.Contains(parts, f.On) })
	// Before the confirmation: the day's plan has no rubric to judge by.
	facts := slices.DeleteFunc(exam.SlipEvents(listed.Row, "1", all), func(f exam.Fact) bool { return f.Kind == exam.ResultConfirmed })
	raw, err := d.book.Slip(t.Context(), "2026610001", facts)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// Evidence of a fork, of another book, and a tombstone name a counter-signature that is not there.
func TestCounterSignatureInEvidence(t *testing.T) {
	d := newNationalDay(t)
	twin := copied(t, d)
	seen := d.went(t, twin, 2, "别的", true)
	d.went(t, d.book, 3, "这里", true)
	got := seenIn(t, d.book, seen)
	if !slices.Equal(codes(got.Findings), []string{"seen-fork"}) || len(got.Evidence) != 1 {
		t.Fatalf("%+v", got)
	}
	forkOf := func(change func(*fork)) Verification {
		var f fork
		if err := readCanonical(got.Evidence[0], &f); err != nil {
			t.Fatal(err)
		}
		change(&f)
		b, err := exam.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		return checkSmall(b, VerifyOptions{}, (*verifier).runFork)
	}
	if v := forkOf(func(*fork) {}); !v.OK {
		t.Errorf("%+v", v)
	}
	for why, change := range map[string]func(*fork){
		"one": func(f *fork) { f.One = unsecond(t, f.One) }, "other": func(f *fork) { f.Other = unsecond(t, f.Other) }} {
		// The fork is shown all the same: Ed25519 decides.
		if v := forkOf(change); v.OK || v.Fork == nil || !slices.Equal(codes(v.Findings), []string{"checkpoint-counter"}) || v.Findings[0].Where != why {
			t.Errorf("%s: %+v", why, v)
		}
	}
	var e evidence
	if err := readCanonical(evidenceOf(t, d), &e); err != nil {
		t.Fatal(err)
	}
	e.Checkpoint = unsecond(t, e.Checkpoint)
	b, err := exam.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	if _, facts, found := checkEvidence(b); len(facts) != 2 || !slices.Equal(codes(found), []string{"checkpoint-counter"}) {
		t.Errorf("%d facts, %v", len(facts), codes(found))
	}
	var s slip
	if err := readCanonical(nationalSlip(t, d), &s); err != nil {
		t.Fatal(err)
	}
	s.Logs[0].Checkpoint = unsecond(t, s.Logs[0].Checkpoint)
	if b, err = exam.Marshal(s); err != nil {
		t.Fatal(err)
	}
	if v := verifySlip(b, VerifyOptions{}); v.OK || !slices.Contains(codes(v.Findings), "checkpoint-counter") {
		t.Errorf("slip: %v", codes(v.Findings))
	}
	raw := stoneOf(t, d.site)
	if _, _, found := checkTombstone(raw); len(found) > 0 {
		t.Fatal(found)
	}
	var f tombstoneFile
	if err := readCanonical(raw, &f); err != nil {
		t.Fatal(err)
	}
	f.Tombstone.Checkpoints[0] = unsecond(t, f.Tombstone.Checkpoints[0])
	if raw, err = f.Tombstone.sign(d.lead.keys.sign); err != nil {
		t.Fatal(err)
	}
	if _, _, found := checkTombstone(raw); !slices.Equal(codes(found), []string{"checkpoint-counter"}) {
		t.Errorf("tombstone: %v", codes(found))
	}
}
