package store

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kaowu/app/exam"
)

// packed is a day's book and its pack, the book still open.
type packed struct {
	*day
	pack string
}

func newPacked(t testing.TB) *packed {
	t.Helper()
	p := &packed{day: newDay(t, nil)}
	p.pack = filepath.Join(t.TempDir(), "exam.kaowu-pack")
	if err := p.book.WritePack(t.Context(), p.pack, p.lead, nil); err != nil {
		t.Fatal(err)
	}
	return p
}

// lead is how the lead opens the pack.
func asLead() PackOpening { return PackOpening{Who: string(leadID), Passphrase: []byte(leadPass)} }

// second opens the pack on another laptop and signs the lead in there.
func (p *packed) second(t testing.TB) *site {
	t.Helper()
	s := &site{home: t.TempDir(), clock: p.clock, opt: p.opt}
	if _, err := OpenPack(t.Context(), s.home, p.pack, asLead(), s.opt); err != nil {
		t.Fatal(err)
	}
	s.restart(t)
	t.Cleanup(func() { s.close(t) })
	s.signIn(t)
	return s
}

func (s *site) signIn(t testing.TB) {
	t.Helper()
	var err error
	if s.lead, err = s.book.SignIn(leadID, []byte(leadPass)); err != nil {
		t.Fatal(err)
	}
	if f := s.book.Findings(); len(f) > 0 {
		t.Fatalf("opening found %v", f)
	}
}

func TestPackMakesTheBookOnAnotherLaptop(t *testing.T) {
	p := newPacked(t)
	front, err := ReadPack(t.Context(), p.pack, nil)
	if err != nil || front.Exam != testExam || front.Fingerprint != p.book.Fingerprint() || front.Lead != leadID || front.Events != p.book.Size() {
		t.Fatalf("front %+v, %v", front, err)
	}
	s := p.second(t)
	first, second := p.book.Cover(), s.book.Cover()
	if second.Device == first.Device || second.DeviceKey == first.DeviceKey || s.book.Log() == p.book.Log() {
		t.Error("the second laptop took the first one's device or log")
	}
	if second.Fingerprint != first.Fingerprint || !slices.EqualFunc(second.Staff, first.Staff, func(a, b CoverStaff) bool { return a.Name == b.Name && a.Enrolled == b.Enrolled }) {
		t.Errorf("cover %+v, want that of %+v", second, first)
	}
	// log.opened, key.endorsed, logs.seen.
	if s.book.Size() != 3 {
		t.Errorf("the new log has %d events", s.book.Size())
	}
	rep := wholeCheck(t, s.book)
	if rep.Events != p.book.Size()+3 || len(rep.Logs) != 2 || rep.Logs[0].Log != s.book.Log() || rep.Logs[1].Size != p.book.Size() {
		t.Errorf("report %+v, the first log has %d", rep, p.book.Size())
	}
	if root, err := p.book.data.tree.root(p.book.Size()); err != nil || rep.Logs[1].Root != root.String() {
		t.Errorf("root %s, want %s, %v", rep.Logs[1].Root, root, err)
	}
	// What the checkpoint pins of the first log is its size and root.
	last, err := s.book.Last()
	if err != nil {
		t.Fatal(err)
	}
	seen, err := exam.BodyOf[exam.SeenLogs](last)
	if err != nil || len(seen.Logs) != 1 || seen.Logs[0].Log != p.book.Log() || seen.Logs[0].Size != p.book.Size() || seen.Logs[0].Root != rep.Logs[1].Root {
		t.Errorf("seen %+v, %v", seen, err)
	}
	// The paper of the first laptop opens here, by the name that its event says.
	facts, err := s.book.Events("record/T01")
	if err != nil || len(facts) == 0 {
		t.Fatal(facts, err)
	}
	body, err := exam.BodyOf[exam.Paper](facts[len(facts)-1])
	if err != nil {
		t.Fatal(err)
	}
	if got, err := s.book.Attachment(body.File); err != nil || !bytes.Equal(got, p.pdf) {
		t.Errorf("paper of %d bytes, %v", len(got), err)
	}
	// Somebody enrolled on the first laptop signs in on the second.
	if _, err := s.book.SignIn("S07", []byte(staffPass)); err != nil {
		t.Error(err)
	}
	left, err := filepath.Glob(filepath.Join(s.home, "books", unfinished+"*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestTwoLogsGoOn: the second laptop goes on, is started again, rebuilt, archived, and
// hands a pack on to a third.
func TestTwoLogsGoOn(t *testing.T) {
	p := newPacked(t)
	s := p.second(t)
	person, err := s.book.SignIn("S07", []byte(staffPass))
	if err != nil {
		t.Fatal(err)
	}
	score := Draft{Signer: person.Signer(), Kind: exam.ItemScored, On: "candidate/2026610001", About: "practical/P01/S07/1", Body: exam.Score{Score: 200}}
	f := mustAppend(t, s.book, score)[0]
	if len(f.Seen) != 1 {
		t.Fatalf("it saw %d heads of the candidate, the first log has one", len(f.Seen))
	}
	if _, err := s.book.Checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := wholeCheck(t, s.book)
	s.restart(t)
	s.signIn(t)
	if got := wholeCheck(t, s.book); got.Events != want.Events || !slices.Equal(got.Logs, want.Logs) {
		t.Errorf("started again: %+v, want %+v", got, want)
	}
	s.close(t)
	rep, err := Rebuild(s.home, testExam, leadID, []byte(leadPass), s.opt)
	if err != nil || len(rep.Findings) > 0 || !slices.Equal(rep.Logs, want.Logs) {
		t.Fatalf("rebuilt: %+v, %v", rep, err)
	}
	s.restart(t)
	s.signIn(t)
	notes, err := s.book.EveryCheckpoint()
	if err != nil {
		t.Fatal(err)
	}
	check, err := s.book.CheckSeen(t.Context(), notes)
	if err != nil || check.Fits != len(notes) || len(check.Findings)+len(check.Absent) > 0 {
		t.Errorf("seen: %+v of %d, %v", check, len(notes), err)
	}
	third := &packed{day: &day{site: s}, pack: filepath.Join(t.TempDir(), "on.kaowu-pack")}
	if err := s.book.WritePack(t.Context(), third.pack, s.lead, nil); err != nil {
		t.Fatal(err)
	}
	x := third.second(t)
	if rep := wholeCheck(t, x.book); len(rep.Logs) != 3 || rep.Events != want.Events+1+3 {
		t.Errorf("third laptop: %+v; the second had %d and took a checkpoint", rep, want.Events)
	}
	path := filepath.Join(t.TempDir(), "exam.kaowu")
	if err := x.book.WriteArchive(t.Context(), path, x.lead, parts("papers/0001.pdf", p.pdf), 0, nil); err != nil {
		t.Fatal(err)
	}
	for _, note := range []string{p.prints, notes[len(notes)-1]} {
		v, err := VerifyFile(t.Context(), path, VerifyOptions{As: string(leadID), Passphrase: []byte(leadPass), Trust: x.book.Fingerprint(), Checkpoint: note})
		if err != nil || !v.OK || v.Trust != TrustHolds || len(v.Logs) != 3 {
			t.Errorf("archive of three logs: %+v, %v", v, err)
		}
	}
}

// TestMergeIsIdempotent gives the same events again, in another order, and a part that
// must wait for what it has seen.
func TestMergeIsIdempotent(t *testing.T) {
	p := newPacked(t)
	s := p.second(t)
	f := mustAppend(t, s.book, Draft{Signer: s.lead.Signer(), Kind: exam.Absent, On: "candidate/2026610001", About: "checkin/review", Body: exam.CheckIn{Session: "R01"}})[0]
	note, err := s.book.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var all, own []exam.Signed
	if err := s.book.Each(func(f exam.Fact) error {
		all = append(all, f.Signed)
		if f.Log == s.book.Log() {
			own = append(own, f.Signed)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	slices.Reverse(all)
	in := Foreign{Events: all, Notes: []string{note}}
	// Without its first event nothing of the second log can be placed.
	got, err := p.book.Merge(t.Context(), Foreign{Events: own[1:]})
	if err != nil || got.Stored != 0 || len(got.Refused) != 0 || len(got.Waiting) != len(own)-1 {
		t.Fatalf("without the first: %+v, %v", got, err)
	}
	if got, err = p.book.Merge(t.Context(), in); err != nil || got.Stored != len(own) || got.Had != len(all)-len(own) || len(got.Waiting)+len(got.Refused) > 0 {
		t.Fatalf("first time: %d stored, %d had, of %d and %d; %v", got.Stored, got.Had, len(own), len(all), err)
	}
	before := journalBytes(t, p.book)
	if got, err = p.book.Merge(t.Context(), in); err != nil || got.Stored != 0 || got.Had != len(all) {
		t.Fatalf("second time: %+v, %v", got, err)
	}
	if !bytes.Equal(before, journalBytes(t, p.book)) {
		t.Error("the second time changed the journal")
	}
	// Both books agree on the candidate.
	for _, b := range []*Book{p.book, s.book} {
		heads, err := b.Heads("candidate/2026610001")
		if err != nil || !slices.Equal(heads, []exam.ID{f.ID}) {
			t.Errorf("heads %v, %v", heads, err)
		}
		wholeCheck(t, b)
	}
}

func journalBytes(t testing.TB, b *Book) []byte {
	t.Helper()
	out, err := os.ReadFile(journalPath(b))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestMergeRefuses: what does not hold is named and left out.
func TestMergeRefuses(t *testing.T) {
	p := newPacked(t)
	s := p.second(t)
	one := mustAppend(t, s.book, Draft{Signer: s.lead.Signer(), Kind: exam.Absent, On: "candidate/2026610001", About: "checkin/review", Body: exam.CheckIn{Session: "R01"}})[0]
	var own []exam.Signed
	if err := s.book.Each(func(f exam.Fact) error {
		if f.Log == s.book.Log() {
			own = append(own, f.Signed)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	forged := slices.Clone(own)
	bad := exam.Signed{Bytes: one.Signed.Bytes, Sig: bytes.Clone(one.Signed.Sig)}
	bad.Sig[3] ^= 1
	forged[len(forged)-1] = bad
	size := p.book.Size()
	got, err := p.book.Merge(t.Context(), Foreign{Events: forged})
	if err != nil || !slices.Equal(codes(got.Refused), []string{"event-signature"}) || got.Stored != len(own)-1 {
		t.Fatalf("forged: %+v, %v", got, err)
	}
	// Signed by a key of the exam, but another event of the same number: a fork.
	fork := one.Event
	fork.Up++
	signed, err := exam.Sign(fork, s.lead.keys.sign)
	if err != nil {
		t.Fatal(err)
	}
	if got, err = p.book.Merge(t.Context(), Foreign{Events: []exam.Signed{one.Signed, signed}}); err != nil || !slices.Contains(codes(got.Refused), "log-forked") {
		t.Errorf("fork in one merge: %+v, %v", got, err)
	}
	if got, err = p.book.Merge(t.Context(), Foreign{Events: []exam.Signed{signed, one.Signed}}); err != nil || !slices.Contains(codes(got.Refused), "log-forked") {
		t.Errorf("fork against what is held: %+v, %v", got, err)
	}
	// An event of the own log that it never wrote.
	ghost := one.Event
	ghost.Log, ghost.Seq = p.book.Log(), size+5
	if signed, err = exam.Sign(ghost, s.lead.keys.sign); err != nil {
		t.Fatal(err)
	}
	if got, err = p.book.Merge(t.Context(), Foreign{Events: []exam.Signed{signed}}); err != nil || got.Stored != 0 {
		t.Errorf("own log from outside: %+v, %v", got, err)
	}
	ghost.Exam = "SC-JD-2026-0999"
	if signed, err = exam.Sign(ghost, s.lead.keys.sign); err != nil {
		t.Fatal(err)
	}
	if got, err = p.book.Merge(t.Context(), Foreign{Events: []exam.Signed{signed}}); err != nil || !slices.Equal(codes(got.Refused), []string{"event-form"}) {
		t.Errorf("another exam: %+v, %v", got, err)
	}
	if p.book.Size() != size {
		t.Error("the own log grew")
	}
	wholeCheck(t, p.book)
}

func TestPackRefuses(t *testing.T) {
	p := newPacked(t)
	good, err := os.ReadFile(p.pack)
	if err != nil {
		t.Fatal(err)
	}
	at := func(name string) string { return filepath.Join(t.TempDir(), name) }
	write := func(b []byte) string {
		path := at("given")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	newer := bytes.Replace(good, []byte(`{"format":"kaowu pack v1"`), []byte(`{"format":"kaowu pack v2"`), 1)
	flipped := bytes.Clone(good)
	flipped[len(flipped)/2] ^= 1
	_, archive := archived(t)
	full := p.opt
	full.FreeSpace = func(string) (uint64, error) { return 0, nil }
	for _, c := range []struct {
		why, file, code string
		change          func(*PackOpening)
		home            string
		opt             Options
	}{
		{why: "wrong passphrase", file: p.pack, code: "pack-passphrase", change: func(o *PackOpening) { o.Passphrase = []byte("another passphrase") }},
		{why: "no passphrase", file: p.pack, code: "pack-passphrase", change: func(o *PackOpening) { o.Passphrase = nil }},
		{why: "another person", file: p.pack, code: "pack-not-lead", change: func(o *PackOpening) { o.Who = "程立" }},
		{why: "another exam", file: p.pack, code: "pack-other-exam", change: func(o *PackOpening) { o.Exam = "SC-JD-2026-0418" }},
		{why: "another fingerprint", file: p.pack, code: "pack-trust", change: func(o *PackOpening) { o.Trust = "KF1-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA" }},
		{why: "exam there", file: p.pack, code: "exam-exists", home: p.home},
		{why: "cut in the middle", file: write(good[:len(good)/2]), code: "pack-cut"},
		{why: "cut at the end", file: write(good[:len(good)-100]), code: "pack-cut"},
		{why: "cut in the manifest", file: write(good[:700]), code: "pack-cut"},
		{why: "cut at once", file: write(good[:100]), code: "pack-cut"},
		{why: "one bit", file: write(flipped), code: "pack-damaged"},
		{why: "something behind", file: write(append(bytes.Clone(good), 0)), code: "pack-damaged"},
		{why: "newer", file: write(newer), code: "pack-newer"},
		{why: "an archive", file: write(archive), code: "not-a-pack"},
		{why: "anything", file: write([]byte("PK\x03\x04")), code: "not-a-pack"},
		{why: "nothing", file: write(nil), code: "not-a-pack"},
		{why: "full disk", file: p.pack, code: "disk-full", opt: full},
	} {
		o, home, opt := asLead(), c.home, c.opt
		if c.change != nil {
			c.change(&o)
		}
		if home == "" {
			home = t.TempDir()
		}
		if opt.Clock == nil {
			opt = p.opt
		}
		_, err := OpenPack(t.Context(), home, c.file, o, opt)
		var r *exam.Refusal
		if !errors.As(err, &r) || r.Code != c.code {
			t.Errorf("%s: %v, want %s", c.why, err, c.code)
		}
		if files := filesOf(t, home); c.home == "" && len(files) > 0 {
			t.Errorf("%s: left behind %v", c.why, files)
		}
	}
	if _, err := OpenPack(t.Context(), t.TempDir(), at("none"), asLead(), p.opt); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	home := t.TempDir()
	if _, err := OpenPack(ctx, home, p.pack, asLead(), p.opt); !errors.Is(err, context.Canceled) || len(filesOf(t, home)) > 0 {
		t.Errorf("cancelled: %v, %v", err, filesOf(t, home))
	}
	if err := p.book.WritePack(ctx, at("cancelled"), p.lead, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("writing cancelled: %v", err)
	}
	assessor, err := p.book.SignIn("S07", []byte(staffPass))
	if err != nil {
		t.Fatal(err)
	}
	refused(t, p.book.WritePack(t.Context(), at("theirs"), assessor, nil), "not-lead")
}

// TestPackIsSealed: no name, ID number or phone can be read in a pack, and a name of the
// lead opens it as well as their id does.
func TestPackIsSealed(t *testing.T) {
	p := newPacked(t)
	b, err := os.ReadFile(p.pack)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"程立", "卫红", "高原", "510100198001010037", "02887654321", "2026610001", leadPass, staffPass, p.recovery} {
		if bytes.Contains(b, []byte(secret)) {
			t.Errorf("%d characters of a secret can be read", len(secret))
		}
	}
	o := asLead()
	o.Who, o.Exam, o.Trust = "高原", testExam, strings.ToLower(p.book.Fingerprint())
	if _, err := OpenPack(t.Context(), t.TempDir(), p.pack, o, p.opt); err != nil {
		t.Error(err)
	}
	v, err := VerifyFile(t.Context(), p.pack, VerifyOptions{Trust: p.book.Fingerprint(), As: string(leadID), Passphrase: []byte(leadPass)})
	if err != nil || !v.OK || v.Kind != "pack" || !v.Opened || v.Events != p.book.Size() {
		t.Errorf("verified: %+v, %v", v, err)
	}
}
