package sheet

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"kaowu/app/exam"
)

func picture(t testing.TB, format string) []byte {
	t.Helper()
	var b bytes.Buffer
	img := image.NewGray(image.Rect(0, 0, 30, 40))
	var err error
	if format == "png" {
		err = png.Encode(&b, img)
	} else {
		err = jpeg.Encode(&b, img, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPhotos(t *testing.T) {
	dir := t.TempDir()
	plan := filepath.Join(dir, "plan.xlsx")
	p := exam.Plan{Candidates: []exam.Candidate{{No: "2026610001"}, {No: "2026610002"}, {No: "2026610003"}, {No: "A4"}, {No: "2026610005"}}}
	if found, bad, err := Photos(plan, p, nil); err != nil || len(found)+len(bad) != 0 {
		t.Fatalf("no folder: %v %v %v", found, bad, err)
	}
	folder := filepath.Join(dir, "照片")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	whole := picture(t, "jpeg")
	for name, raw := range map[string][]byte{
		"2026610001.JPG": whole, "2026610002.jpeg": whole[:len(whole)/2], "2026610003.png": make([]byte, maxPhoto+1),
		"a4.PNG": picture(t, "png"), "2026619999.jpg": whole, "2026610005.gif": whole, "readme.txt": nil,
	} {
		if err := os.WriteFile(filepath.Join(folder, name), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	found, bad, err := Photos(plan, p, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 2 || found["2026610001"] == "" || found["A4"] == "" {
		t.Errorf("found %v", found)
	}
	var got []string
	for _, b := range bad {
		got = append(got, b.Code+" "+string(b.ExamNo))
		if b.Severity != exam.SeverityWarning || b.Row == 0 {
			t.Errorf("%+v", b)
		}
	}
	slices.Sort(got)
	if want := []string{"photo-large 2026610003", "photo-unreadable 2026610002"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// FuzzIsPhoto: no file breaks the reader, and what passes can be decoded.
func FuzzIsPhoto(f *testing.F) {
	f.Add(picture(f, "png"))
	f.Add(picture(f, "jpeg"))
	f.Add(picture(f, "jpeg")[:200])
	f.Add([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff\x08\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if !IsPhoto(raw) {
			return
		}
		if _, _, err := image.Decode(bytes.NewReader(raw)); err != nil {
			t.Error(err)
		}
	})
}
