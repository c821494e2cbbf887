package store

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"kaowu/app/exam"
)

// readPackBytes reads the open part of a pack that is at hand.
func readPackBytes(t testing.TB, b []byte) error {
	t.Helper()
	v := &verifier{ctx: t.Context(), r: bytes.NewReader(b), size: int64(len(b)), o: VerifyOptions{Progress: func(int64, int64) {}}}
	return (&pack{}).read(v)
}

// TestEveryMutationOfAPackIsFound: whatever is done to a pack, it is refused before a
// passphrase is asked.
func TestEveryMutationOfAPackIsFound(t *testing.T) {
	p := newPacked(t)
	good, err := os.ReadFile(p.pack)
	if err != nil {
		t.Fatal(err)
	}
	if err := readPackBytes(t, good); err != nil {
		t.Fatal(err)
	}
	var tried atomic.Int64
	for k, m := range mutations() {
		r := rand.New(rand.NewPCG(2026, uint64(k)))
		for range 200 {
			bad := m.do(bytes.Clone(good), r)
			if bytes.Equal(bad, good) {
				continue // zeros over zeros
			}
			tried.Add(1)
			var no *exam.Refusal
			if err := readPackBytes(t, bad); !errors.As(err, &no) {
				t.Fatalf("%s was not found: %v; %d of %d bytes are left", m.what, err, len(bad), len(good))
			}
		}
	}
	for at := 0; at < len(good); at += tarBlock {
		bad := bytes.Clone(good)
		bad[at+130] ^= 4
		if readPackBytes(t, bad) == nil {
			t.Errorf("byte %d changed, and all is well", at+130)
		}
	}
	if n := tried.Load(); n < 1000 {
		t.Errorf("only %d mutations were tried", n)
	}
}

// TestPackCutShortLeavesNothing fails each step of the opening in turn, and kills the
// program at each: there is no book, and opening again makes it.
func TestPackCutShortLeavesNothing(t *testing.T) {
	p := newPacked(t)
	var counted atomic.Int32 // the writer and others come by
	count := p.opt
	count.fault = func(string) error { counted.Add(1); return nil }
	if _, err := OpenPack(t.Context(), t.TempDir(), p.pack, asLead(), count); err != nil {
		t.Fatal(err)
	}
	steps := int(counted.Load())
	if steps < 6 {
		t.Fatalf("only %d steps", steps)
	}
	for n := range steps {
		home, killed := t.TempDir(), filepath.Join(t.TempDir(), "killed")
		var at atomic.Int32
		opt := p.opt
		opt.fault = func(stage string) error {
			if int(at.Add(1)) == n+1 && stage != "index" && stage != "grow" {
				if err := os.CopyFS(killed, os.DirFS(home)); err != nil {
					t.Error(err)
				}
				return errors.New("the disk fails")
			}
			return nil
		}
		_, err := OpenPack(t.Context(), home, p.pack, asLead(), opt)
		if _, serr := os.Stat(killed); serr != nil {
			continue // a step that may fail, for it is done again
		}
		if err == nil || len(filesOf(t, home)) > 0 {
			t.Errorf("step %d: %v, left %v", n, err, filesOf(t, home))
		}
		if covers, err := Covers(killed); err != nil || len(covers) > 0 {
			t.Errorf("step %d: the killed one is listed: %v, %v", n, covers, err)
		}
		if _, err := OpenPack(t.Context(), killed, p.pack, asLead(), p.opt); err != nil {
			t.Errorf("step %d, again: %v", n, err)
		}
		left, err := filepath.Glob(filepath.Join(killed, "books", unfinished+"*"))
		if err != nil || len(left) > 0 {
			t.Errorf("step %d: left %v, %v", n, left, err)
		}
	}
}
