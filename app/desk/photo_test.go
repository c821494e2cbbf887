package desk

import (
	"bytes"
	"image"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"kaowu/app/exam"
)

// A plan's photos are sealed into the book, once, and nothing of a picture can be
// read in the home.
func TestPhotosOfThePlan(t *testing.T) {
	w := newWorld(t)
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 30, 40))); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	good, bad := filepath.Join(dir, "1.png"), filepath.Join(dir, "2.png")
	for file, raw := range map[string][]byte{good: b.Bytes(), bad: []byte("changed since the check")} {
		if err := os.WriteFile(file, raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const who = exam.CandidateNo("2026610001")
	f := sharedOf(t)
	load := Loading{Plan: f.plan, Source: "ab", Photos: map[exam.CandidateNo]string{who: good, "2026610002": bad}}
	for range 2 { // loaded again, the same photo is not taken again
		w.must(w.lead().LoadPlan(t.Context(), load))
	}
	taken := 0
	w.must(w.site.book.Each(func(f exam.Fact) error {
		if f.Kind == exam.PhotoTaken {
			taken++
		}
		return nil
	}))
	if taken != 1 {
		t.Errorf("%d photos taken, want 1", taken)
	}
	w.open("T01")
	v, err := w.as("S01").Admit(t.Context(), "T01", who)
	w.must(err)
	raw, err := w.as("S01").Photo(who)
	w.must(err)
	if !v.Photo || !bytes.Equal(raw, b.Bytes()) {
		t.Errorf("photo %v, %d bytes", v.Photo, len(raw))
	}
	w.refused("no-file", func() error { _, err := w.as("S01").Photo("2026610002"); return err })
	w.refused("unknown-candidate", func() error { _, err := w.as("S01").Photo("none"); return err })
	w.must(filepath.WalkDir(w.home, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte("\x89PNG")) {
			t.Errorf("%s holds a picture in the clear", filepath.Base(path))
		}
		return err
	}))
}
