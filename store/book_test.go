package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"kaowu/app/exam"
)

func TestAppendGivesPlaces(t *testing.T) {
	clock := examDay()
	b := newTestBook(t, smallDisk(clock))
	first := mustAppend(t, b, scoreDraft(1, 3, 215))[0]
	clock.pass(5 * time.Millisecond)
	later := mustAppend(t, b, scoreDraft(1, 4, 200), scoreDraft(2, 3, 190))
	if first.Seq != 3 || later[0].Seq != 4 || later[1].Seq != 5 || b.Size() != 6 {
		t.Fatalf("numbers %d %d %d, size %d", first.Seq, later[0].Seq, later[1].Seq, b.Size())
	}
	if len(first.Seen) != 0 || !slices.Equal(later[0].Seen, []exam.ID{first.ID}) || len(later[1].Seen) != 0 {
		t.Fatal("seen must hold all heads of the subject, and nothing of another")
	}
	// The clock stood still for the first four events: the tick counts them.
	at := time.Date(2026, 12, 19, 9, 41, 7, 120e6, siteZone())
	if !first.At.Time.Equal(at) || first.At.Tick != 3 || later[0].At.Tick != 0 || later[1].At.Tick != 1 {
		t.Fatalf("stamps %v %v %v", first.At, later[0].At, later[1].At)
	}
	if got := string(must(t)(first.Wall.MarshalText())); got != "2026-12-19T09:41:07.120+08:00" {
		t.Fatalf("wall %s", got)
	}
	events, err := b.Events("candidate/2026610001")
	if err != nil || len(events) != 2 || events[0].ID != first.ID || events[1].ID != later[0].ID {
		t.Fatalf("events of the subject: %v %v", events, err)
	}
	wholeCheck(t, b)
}

func must(t testing.TB) func([]byte, error) []byte {
	return func(b []byte, err error) []byte {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
}

func TestStaleHeads(t *testing.T) {
	b := newTestBook(t, smallDisk(examDay()))
	first := mustAppend(t, b, scoreDraft(1, 3, 215))[0]
	dr := scoreDraft(1, 3, 220)
	dr.Heads = []exam.ID{first.ID}
	second := mustAppend(t, b, dr)[0]
	if _, err := b.Append(t.Context(), scoreDraft(9, 1, 1), dr); !errors.Is(err, ErrStale) {
		t.Fatalf("a draft with an old head: %v", err)
	}
	dr.Heads = []exam.ID{}
	if _, err := b.Append(t.Context(), dr); !errors.Is(err, ErrStale) {
		t.Fatalf("a draft that saw no head: %v", err)
	}
	if events, err := b.Events("candidate/2026610009"); err != nil || len(events) != 0 {
		t.Fatalf("a stale append saved a part of itself: %v %v", events, err)
	}
	if heads, err := b.Heads("candidate/2026610001"); err != nil || !slices.Equal(heads, []exam.ID{second.ID}) {
		t.Fatalf("heads %v %v", heads, err)
	}
}

func TestQueries(t *testing.T) {
	b := newTestBook(t, smallDisk(examDay()))
	f := mustAppend(t, b, scoreDraft(1, 3, 215))[0]
	got, err := b.Fact(f.ID)
	if err != nil || got.Seq != f.Seq || string(got.Signed.Bytes) != string(f.Signed.Bytes) {
		t.Fatalf("fact %v %v", got, err)
	}
	if _, err := b.Fact(exam.ID{1}); !errors.Is(err, errNoEvent) {
		t.Fatalf("a strange id: %v", err)
	}
	subjects, err := b.Subjects("")
	want := []string{"candidate/2026610001", "exam", "log/" + testLog, "staff/S07"}
	if err != nil || !slices.Equal(subjects, want) {
		t.Fatalf("subjects %v %v", subjects, err)
	}
	if some, err := b.Subjects("candidate/"); err != nil || !slices.Equal(some, want[:1]) {
		t.Fatalf("subjects of candidates %v %v", some, err)
	}
	var seqs []uint64
	if err := b.Each(func(f exam.Fact) error { seqs = append(seqs, f.Seq); return nil }); err != nil || !slices.Equal(seqs, []uint64{0, 1, 2, 3}) {
		t.Fatalf("each %v %v", seqs, err)
	}
	stop := errors.New("stop")
	if err := b.Each(func(exam.Fact) error { return stop }); err != stop {
		t.Fatalf("an error of the caller's comes back as %v", err)
	}
	if b.Log() != testLog || b.Device().By != "device/4c1d" {
		t.Fatalf("log %s device %s", b.Log(), b.Device().By)
	}
}

func TestReopenIsWhole(t *testing.T) {
	b := newTestBook(t, smallDisk(examDay()))
	for i := range 300 {
		mustAppend(t, b, scoreDraft(i%7, i, exam.Tenths(i)))
	}
	before := wholeCheck(t, b)
	if found := reopen(t, b); len(found) > 0 {
		t.Fatalf("opening found %v", found)
	}
	if after := wholeCheck(t, b); after.Logs[0].Root != before.Logs[0].Root || after.Events != 303 {
		t.Fatalf("before %v, after %v", before, after)
	}
	if f := mustAppend(t, b, scoreDraft(1, 1, 1))[0]; f.Seq != 303 {
		t.Fatalf("the log goes on with %d", f.Seq)
	}
}

func TestLockedBookRefuses(t *testing.T) {
	b := &Book{}
	if _, err := b.Append(t.Context(), scoreDraft(1, 1, 1)); !errors.Is(err, errLocked) {
		t.Fatalf("append: %v", err)
	}
	if _, err := b.Events("exam"); !errors.Is(err, errLocked) {
		t.Fatalf("events: %v", err)
	}
	if b.Unlocked() || b.Size() != 0 || b.Log() != "" {
		t.Fatal("a locked book tells nothing")
	}
}

func TestClosedBookRefuses(t *testing.T) {
	b := newTestBook(t, smallDisk(examDay()))
	d := b.data
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := d.append(t.Context(), []Draft{scoreDraft(1, 1, 1)}); !errors.Is(err, errClosed) {
		t.Fatalf("append after close: %v", err)
	}
}

func TestBodyOfAnotherKindIsRefused(t *testing.T) {
	b := newTestBook(t, smallDisk(examDay()))
	dr := scoreDraft(1, 1, 1)
	dr.Body = exam.Why{Text: "not a score"}
	if _, err := b.Append(t.Context(), dr); !errors.Is(err, exam.ErrEventForm) {
		t.Fatalf("a body of another kind: %v", err)
	}
	dr.Signer.Private = nil
	if _, err := b.Append(t.Context(), dr); err == nil {
		t.Fatal("a signer without a key was taken")
	}
	if b.Size() != 3 {
		t.Fatalf("size %d", b.Size())
	}
}

func TestDrafts(t *testing.T) {
	b := newTestBook(t, smallDisk(examDay()))
	if got, err := b.Draft("score/1"); err != nil || got != nil {
		t.Fatalf("no draft yet: %q %v", got, err)
	}
	for _, step := range []struct {
		save []byte
		want string
	}{{[]byte("21"), "21"}, {[]byte("215"), "215"}, {[]byte{}, ""}, {nil, ""}} {
		if err := b.SaveDraft(t.Context(), "score/1", step.save); err != nil {
			t.Fatal(err)
		}
		reopen(t, b)
		got, err := b.Draft("score/1")
		if err != nil || string(got) != step.want || (got == nil) != (step.save == nil) {
			t.Fatalf("draft %q %v, want %q", got, err, step.want)
		}
	}
	if b.Size() != 3 {
		t.Fatal("a draft is no event")
	}
}

func TestAttachments(t *testing.T) {
	b := newTestBook(t, smallDisk(examDay()))
	name, err := b.Attach(t.Context(), []byte("a scan"))
	if err != nil || len(name) != 64 {
		t.Fatalf("attach: %q %v", name, err)
	}
	reopen(t, b)
	if got, err := b.Attachment(name); err != nil || string(got) != "a scan" {
		t.Fatalf("attachment: %q %v", got, err)
	}
	for _, bad := range []string{"", "../journal", name[:63] + "x"} {
		if _, err := b.Attachment(bad); !errors.Is(err, exam.Refuse("no-file")) {
			t.Fatalf("attachment %q: %v", bad, err)
		}
	}
	wholeCheck(t, b)
	flip(t, b.data.filePath(name), 30)
	if _, err := b.Attachment(name); !errors.Is(err, exam.Refuse("file-damaged")) {
		t.Fatalf("a damaged file: %v", err)
	}
	rep, err := b.Check(t.Context(), nil)
	if err != nil || !slices.Equal(codes(rep.Findings), []string{"file-damaged"}) {
		t.Fatalf("check: %v %v", rep.Findings, err)
	}
}

func TestClockJumpIsSaid(t *testing.T) {
	clock := examDay()
	b := newTestBook(t, smallDisk(clock))
	clock.pass(3 * time.Hour) // both clocks: no jump
	mustAppend(t, b, scoreDraft(1, 1, 1))
	clock.now = clock.now.Add(-2*time.Minute + time.Second)
	mustAppend(t, b, scoreDraft(1, 1, 1))
	if events, err := b.Events("device/4c1d"); err != nil || len(events) != 0 {
		t.Fatalf("no jump beyond two minutes yet: %v %v", events, err)
	}
	clock.now = clock.now.Add(-time.Hour)
	f := mustAppend(t, b, scoreDraft(1, 1, 1))[0]
	events, err := b.Events("device/4c1d")
	if err != nil || len(events) != 1 {
		t.Fatalf("jump: %v %v", events, err)
	}
	jump, err := exam.BodyOf[exam.ClockJump](events[0])
	if err != nil || jump.Milliseconds != -3600000 || f.Seq != events[0].Seq+1 {
		t.Fatalf("jump %v %v", jump, err)
	}
	if f.At.Compare(events[0].At) <= 0 || !f.Wall.Before(f.At.Time.Time) {
		t.Fatal("the stamp must not go back with the wall clock")
	}
	wholeCheck(t, b)
}

func TestCheckpointPinsTheLog(t *testing.T) {
	b := newTestBook(t, smallDisk(examDay()))
	mustAppend(t, b, scoreDraft(1, 1, 1))
	text, err := b.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	dev := testDevice()
	got, err := readCheckpoint(text, noteKeys{noteKeyOf(dev)})
	if err != nil || got.exam != testExam || got.log != testLog || got.size != 5 {
		t.Fatalf("checkpoint %+v %v", got, err)
	}
	seen, err := b.Events("log/" + testLog)
	if err != nil || seen[len(seen)-1].Kind != exam.LogsSeen {
		t.Fatalf("the last event of the log is not logs.seen: %v %v", seen, err)
	}
	mustAppend(t, b, scoreDraft(1, 1, 2))
	reopen(t, b)
	if all, err := b.Checkpoints(); err != nil || !slices.Equal(all, []string{text}) {
		t.Fatalf("checkpoints %q %v", all, err)
	}
	wholeCheck(t, b)
}
