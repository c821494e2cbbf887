package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"kaowu/app/exam"
)

// failing lets tests break one stage, or one call on one file, for as long as they want.
type failing struct {
	stage atomic.Value // string: the stage or call that fails; "" for none
	err   error
}

func newFailing(err error) *failing {
	f := &failing{err: err}
	f.stage.Store("")
	return f
}

func (f *failing) at(stage string) error {
	if f.stage.Load() == stage {
		return f.err
	}
	return nil
}

// on puts the failing disk under a book's options.
func (f *failing) on(opt Options) Options {
	opt.fault = f.at
	opt.open = func(path string) (file, error) {
		name := filepath.Base(path)
		if strings.Contains(path, "/tmp/") && len(name) == 64 {
			name = "attachment"
		}
		if err := f.at("open " + name); err != nil {
			return nil, err
		}
		under, err := openFile(path)
		return failingFile{under, f, name}, err
	}
	return opt
}

type failingFile struct {
	file
	f    *failing
	name string
}

// WriteAt writes half of what it is given before it fails, as a full disk does.
func (w failingFile) WriteAt(p []byte, off int64) (int, error) {
	if err := w.f.at("write " + w.name); err != nil {
		n, _ := w.file.WriteAt(p[:len(p)/2], off)
		return n, err
	}
	return w.file.WriteAt(p, off)
}

func (w failingFile) Sync() error {
	if err := w.f.at("sync " + w.name); err != nil {
		return err
	}
	return w.file.Sync()
}

// Each stage fails once, for a full disk and for a broken one: a plain refusal,
// what was acknowledged stays, and saves go on when the disk does.
func TestFailingDisk(t *testing.T) {
	stages := []struct {
		stage string
		save  string // what is refused: "score", "file" or "" for nothing
	}{
		{"journal", "score"}, {"write journal", "score"}, {"sync journal", "score"},
		{"file", "file"}, {"open attachment", "file"},
		{"write attachment", "file"}, {"sync attachment", "file"},
		{"write " + testLog, ""}, {"grow", ""},
	}
	for _, disk := range []struct {
		err  error
		code string
	}{{syscall.ENOSPC, "disk-full"}, {syscall.EIO, "save-failed"}} {
		for _, c := range stages {
			t.Run(disk.code+" "+c.stage, func(t *testing.T) {
				f := newFailing(disk.err)
				b := newTestBook(t, f.on(smallDisk(examDay())))
				before := mustAppend(t, b, scoreDraft(1, 1, 215))[0]
				f.stage.Store(c.stage)
				_, err := b.Append(t.Context(), scoreDraft(1, 2, 215))
				wantRefusal(t, err, disk.code, c.save == "score")
				if _, err := b.Append(t.Context(), scoreDraft(2, 2, 215)); (err != nil) != (c.save == "score") {
					t.Fatalf("the second save: %v", err)
				}
				if c.save != "score" {
					_, err = b.Attach(t.Context(), []byte("scan"))
					wantRefusal(t, err, disk.code, c.save == "file")
				}
				if _, err := b.Fact(before.ID); err != nil {
					t.Fatalf("reading on a failing disk: %v", err)
				}
				f.stage.Store("")
				after := mustAppend(t, b, scoreDraft(1, 3, 215))[0]
				if found := reopen(t, b); len(found) > 0 {
					t.Fatalf("opening found %v", found)
				}
				wholeCheck(t, b)
				for _, id := range []exam.ID{before.ID, after.ID} {
					if _, err := b.Fact(id); err != nil {
						t.Fatalf("an acknowledged event: %v", err)
					}
				}
			})
		}
	}
}

func wantRefusal(t *testing.T, err error, code string, refused bool) {
	t.Helper()
	if refused && !errors.Is(err, exam.Refuse(code)) || !refused && err != nil {
		t.Fatalf("got %v, want %s: %v", err, code, refused)
	}
}

// A save that the index could not follow is safe in the journal: queries say that
// they cannot show it, and the next save that the disk takes brings all back.
func TestIndexCatchesUp(t *testing.T) {
	f := newFailing(syscall.EIO)
	b := newTestBook(t, f.on(smallDisk(examDay())))
	if _, err := b.Events("exam"); err != nil { // waits until what made the book is in
		t.Fatal(err)
	}
	f.stage.Store("index")
	first := mustAppend(t, b, scoreDraft(1, 1, 215))[0]
	if _, err := b.Events("candidate/2026610001"); !errors.Is(err, errBehind) {
		t.Fatalf("a query that cannot show what was acknowledged: %v", err)
	}
	if _, err := b.Append(t.Context(), scoreDraft(1, 2, 215)); !errors.Is(err, exam.Refuse("save-failed")) {
		t.Fatalf("a save behind an index that fails: %v", err)
	}
	f.stage.Store("")
	next := mustAppend(t, b, scoreDraft(1, 2, 215))[0]
	events, err := b.Events("candidate/2026610001")
	if err != nil || len(events) != 2 || events[0].ID != first.ID || next.Seq != 4 || next.Seen[0] != first.ID {
		t.Fatalf("events %v %v", events, err)
	}
	wholeCheck(t, b)
	if found := reopen(t, b); len(found) > 0 {
		t.Fatalf("opening found %v", found)
	}
}

// What the index could not follow, the next opening does.
func TestOpeningCatchesUp(t *testing.T) {
	f := newFailing(syscall.ENOSPC)
	b := newTestBook(t, f.on(smallDisk(examDay())))
	if _, err := b.Events("exam"); err != nil { // waits until what made the book is in
		t.Fatal(err)
	}
	f.stage.Store("index")
	first := mustAppend(t, b, scoreDraft(1, 1, 215))[0]
	if err := b.data.close(); err != nil {
		t.Fatal(err)
	}
	b.data = nil
	f.stage.Store("")
	if found := reopen(t, b); len(found) > 0 {
		t.Fatalf("opening found %v", found)
	}
	if _, err := b.Fact(first.ID); err != nil {
		t.Fatal(err)
	}
	wholeCheck(t, b)
}

// Where even taking a failed save back fails, it is taken back before the next one.
func TestFailedSaveIsTakenBackLater(t *testing.T) {
	f := newMemFile()
	j := memJournal(t, f)
	f.syncErr = syscall.EIO
	if err := writeGroup(j, "lost"); err == nil {
		t.Fatal("a flush that failed was acknowledged")
	}
	if j.dirty == 0 {
		t.Fatal("nothing is left to take back")
	}
	f.syncErr = nil
	if err := writeGroup(j, "x"); err != nil {
		t.Fatal(err)
	}
	if got, res := readGroups(t, j, j.end); len(got) != 1 || got[0] != "x" || res.torn != (span{}) || len(res.damaged) > 0 {
		t.Fatalf("%q %+v", got, res)
	}
}

// The gate closes ahead of Badger, says what is needed and opens by itself.
func TestFreeSpaceGate(t *testing.T) {
	var free atomic.Uint64
	free.Store(1 << 40)
	opt := smallDisk(examDay())
	opt.MinFree = 500 << 20
	opt.FreeSpace = func(string) (uint64, error) { return free.Load(), nil }
	b := newTestBook(t, opt)
	f := mustAppend(t, b, scoreDraft(1, 1, 215))[0]
	free.Store(300 << 20)
	for _, err := range []error{
		second(b.Append(t.Context(), scoreDraft(1, 2, 215))), second(b.Attach(t.Context(), []byte("scan"))),
		b.SaveDraft(t.Context(), "k", []byte("v")), second(b.Checkpoint(t.Context())),
	} {
		var r *exam.Refusal
		if !errors.As(err, &r) || r.Code != "disk-full" || r.Args["have"] != uint64(300) || r.Args["need"] != uint64(501) {
			t.Fatalf("refusal %v %+v", err, r)
		}
	}
	if _, err := b.Fact(f.ID); err != nil {
		t.Fatalf("reading: %v", err)
	}
	if found := reopen(t, b); len(found) > 0 {
		t.Fatalf("opening found %v", found)
	}
	free.Store(1 << 40)
	mustAppend(t, b, scoreDraft(1, 2, 215))
	wholeCheck(t, b)
}

func second[T any](_ T, err error) error { return err }

// The reserve is given up where Badger could not even open, and kept again later.
func TestReserve(t *testing.T) {
	var free atomic.Uint64
	free.Store(1 << 40)
	opt := smallDisk(examDay())
	opt.Reserve = 1 << 20
	opt.FreeSpace = func(dir string) (uint64, error) {
		if _, err := os.Stat(filepath.Join(dir, "reserve")); err != nil && free.Load() < 1<<20 {
			return free.Load() + 1<<20, nil // what giving it up brings
		}
		return free.Load(), nil
	}
	b := newTestBook(t, opt)
	mustAppend(t, b, scoreDraft(1, 1, 215))
	reserve := filepath.Join(b.dir, "reserve")
	if st, err := os.Stat(reserve); err != nil || st.Size() != 1<<20 {
		t.Fatalf("no reserve is kept: %v", err)
	}
	free.Store(1000)
	reopen(t, b)
	if _, err := os.Stat(reserve); !errors.Is(err, os.ErrNotExist) {
		t.Fatalf("the reserve was not given up: %v", err)
	}
	free.Store(1 << 40)
	mustAppend(t, b, scoreDraft(1, 2, 215))
	reopen(t, b) // closing waits for the writer, which keeps the reserve
	if _, err := os.Stat(reserve); err != nil {
		t.Fatalf("the reserve is not kept again: %v", err)
	}
	wholeCheck(t, b)
}

func TestNoRoomToOpen(t *testing.T) {
	opt := smallDisk(examDay())
	b := newTestBook(t, opt)
	if err := b.data.close(); err != nil {
		t.Fatal(err)
	}
	b.data = nil
	b.opt.FreeSpace = func(string) (uint64, error) { return 0, nil }
	if err := b.unlock(oneEpoch(testKey()), testDevice()); !errors.Is(err, exam.Refuse("disk-full")) {
		t.Fatalf("opening on a full disk: %v", err)
	}
	b.opt.FreeSpace = nil
	b.opt = b.opt.filled()
	if found := reopen(t, b); len(found) > 0 {
		t.Fatalf("opening with room again found %v", found)
	}
}
