package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestCopyArchive(t *testing.T) {
	d, good := archived(t)
	dir := t.TempDir()
	to := filepath.Join(dir, "second.kaowu")
	var last, total int64
	if err := CopyArchive(t.Context(), d.archive, to, func(done, of int64) { last, total = done, of }); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(to); err != nil || string(b) != string(good) || last != total || total != 2*int64(len(good)) {
		t.Errorf("%d bytes of %d, %v; progress %d of %d", len(b), len(good), err, last, total)
	}
	if v, err := VerifyFile(t.Context(), to, VerifyOptions{Trust: d.book.Fingerprint()}); err != nil || !v.OK {
		t.Errorf("%+v, %v", v, err)
	}
	only := func(why string, want int) {
		t.Helper()
		if left, err := os.ReadDir(dir); err != nil || len(left) != want {
			t.Errorf("%s: %v, %v", why, left, err)
		}
	}
	only("after the copy", 1)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := CopyArchive(ctx, d.archive, filepath.Join(dir, "third"), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if err := CopyArchive(t.Context(), filepath.Join(dir, "none"), filepath.Join(dir, "fourth"), nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no archive: %v", err)
	}
	if err := CopyArchive(t.Context(), d.archive, filepath.Join(dir, "no folder", "fifth"), nil); err == nil {
		t.Error("copied into no folder")
	}
	only("after what failed", 1)
}

// A stick that gives back other bytes than it took is found out, and its file removed.
func TestCopyArchiveReadBack(t *testing.T) {
	d, _ := archived(t)
	to := filepath.Join(t.TempDir(), "stick.kaowu")
	// The last thing counted while writing is the end of the first file: all bytes are in the
	// copy then, and one of them is spoilt before the copy gets its name.
	spoilt := false
	err := CopyArchive(t.Context(), d.archive, to, func(done, total int64) {
		if b, err := os.ReadFile(to + ".writing"); err == nil && int64(len(b)) == total/2 {
			spoilt = true
			b[len(b)-700] = 'x'
			if err := os.WriteFile(to+".writing", b, 0o600); err != nil {
				t.Error(err)
			}
		}
	})
	if !spoilt {
		t.Fatal("nothing was spoilt")
	}
	refused(t, err, "copy-differs")
	if _, err := os.Stat(to); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it is still there: %v", err)
	}
}
