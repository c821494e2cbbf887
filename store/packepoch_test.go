package store

import (
	"path/filepath"
	"testing"
	"time"

	"kaowu/app/exam"
)

// A pack of a book with a second epoch carries both data keys: what was attached before
// opens on the new laptop, and an old passphrase lets nobody in there either.
func TestPackOfASecondEpoch(t *testing.T) {
	p := newPacked(t)
	p.enroll(t, "S07", exam.RoleAssessor)
	photo, err := p.book.Attach(t.Context(), []byte("a photo from before"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.book.Enroll(t.Context(), p.lead, "S07", exam.RoleAssessor, []byte("another passphrase")); err != nil {
		t.Fatal(err)
	}
	scan, err := p.book.Attach(t.Context(), []byte("a scan from after"))
	if err != nil {
		t.Fatal(err)
	}
	p.pack = filepath.Join(t.TempDir(), "later.kaowu-pack")
	if err := p.book.WritePack(t.Context(), p.pack, p.lead, nil); err != nil {
		t.Fatal(err)
	}
	s := p.second(t)
	if n, want := s.book.data.epochs().number(), p.book.data.epochs().number(); n != want || n < 2 {
		t.Errorf("epoch %d, want the first laptop's %d", n, want)
	}
	for name, want := range map[string]string{photo: "a photo from before", scan: "a scan from after"} {
		if got, err := s.book.Attachment(name); err != nil || string(got) != want {
			t.Errorf("%q, %v", got, err)
		}
	}
	wholeCheck(t, s.book)
	b := s.restart(t)
	_, err = b.SignIn("S07", []byte(staffPass))
	refused(t, err, "wrong-passphrase")
	if _, err := b.SignIn("S07", []byte("another passphrase")); err != nil {
		t.Fatal(err)
	}
	if found := b.Findings(); len(found) > 0 {
		t.Errorf("findings %v", found)
	}
}

// Where the exam demands national algorithms, so does a laptop that a pack made: its
// checkpoints and its archive carry both signatures.
func TestPackOfANationalExam(t *testing.T) {
	p := &packed{day: newNationalDay(t), pack: filepath.Join(t.TempDir(), "n.kaowu-pack")}
	if err := p.book.WritePack(t.Context(), p.pack, p.lead, nil); err != nil {
		t.Fatal(err)
	}
	s := p.second(t)
	wholeCheck(t, s.book)
	note, err := s.book.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	cp, err := textOf(note)
	if err != nil {
		t.Fatal(err)
	}
	k, _, err := s.book.chain()
	if err != nil || cp.log != s.book.Log() || !k.countersigned(note, cp) {
		t.Errorf("the new laptop's checkpoint is not countersigned: %v", err)
	}
	path := filepath.Join(t.TempDir(), "n.kaowu")
	if err := s.book.WriteArchive(t.Context(), path, s.lead, nil, 0, nil); err != nil {
		t.Fatal(err)
	}
}

// A laptop whose clock is an hour behind says so in its own log when it takes a pack in,
// and keeps its own time.
func TestPackOnASlowClock(t *testing.T) {
	p := newPacked(t)
	behind := examDay()
	behind.now = p.clock.now.Add(-time.Hour)
	opt := p.opt
	opt.Clock = behind
	s := &site{home: t.TempDir(), clock: behind, opt: opt}
	if _, err := OpenPack(t.Context(), s.home, p.pack, asLead(), opt); err != nil {
		t.Fatal(err)
	}
	s.restart(t)
	t.Cleanup(func() { s.close(t) })
	s.signIn(t)
	told, err := s.book.Events(s.book.Device().By)
	if err != nil {
		t.Fatal(err)
	}
	var said []exam.ClockDisagreement
	for _, f := range told {
		if f.Kind == exam.ClockDisagrees {
			b, err := exam.BodyOf[exam.ClockDisagreement](f)
			if err != nil {
				t.Fatal(err)
			}
			said = append(said, b)
		}
	}
	if len(said) != 1 || said[0].Log != p.book.Log() || said[0].Milliseconds < time.Hour.Milliseconds() {
		t.Errorf("said %+v, want one of the first log, an hour", said)
	}
	if f := mustAppend(t, s.book, Draft{Signer: s.lead.Signer(), Kind: exam.SessionOpened, On: "session/P01", About: "state", Body: exam.SessionChange{}})[0]; f.At.Time.Sub(behind.now) > time.Minute {
		t.Errorf("the peer's time %s was adopted", f.At.Time)
	}
	wholeCheck(t, s.book)
}
