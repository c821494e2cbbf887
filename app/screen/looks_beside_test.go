package screen

import (
	"image"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBeside puts each mock-up of the folder KAOWU_MOCKS beside the picture of the
// same name in KAOWU_SHOTS, mock-up left, into KAOWU_SHOTS/beside. It looks at the
// pictures of an earlier run, so `make shots` calls it last.
func TestBeside(t *testing.T) {
	mocks, shots := os.Getenv("KAOWU_MOCKS"), os.Getenv("KAOWU_SHOTS")
	if mocks == "" || shots == "" {
		return
	}
	files, err := filepath.Glob(filepath.Join(mocks, "*.png"))
	check(t, err)
	check(t, os.MkdirAll(filepath.Join(shots, "beside"), 0o755))
	for _, f := range files {
		name := filepath.Base(f)
		ours := readPNG(t, filepath.Join(shots, name))
		if ours == nil {
			t.Logf("%s: no screen was drawn under this name", strings.TrimSuffix(name, ".png"))
			continue
		}
		writePNG(t, filepath.Join(shots, "beside", name), besides(readPNG(t, f), ours))
	}
}

// besides is two pictures on one, a little apart.
func besides(left, right image.Image) image.Image {
	const apart = 16
	l, r := left.Bounds(), right.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, l.Dx()+apart+r.Dx(), max(l.Dy(), r.Dy())))
	draw.Draw(out, image.Rect(0, 0, l.Dx(), l.Dy()), left, l.Min, draw.Src)
	draw.Draw(out, image.Rect(l.Dx()+apart, 0, out.Bounds().Max.X, r.Dy()), right, r.Min, draw.Src)
	return out
}

// readPNG reads a picture; nil where there is none.
func readPNG(t *testing.T, name string) image.Image {
	t.Helper()
	f, err := os.Open(name)
	if os.IsNotExist(err) {
		return nil
	}
	check(t, err)
	defer f.Close()
	img, err := png.Decode(f)
	check(t, err)
	return img
}

func writePNG(t *testing.T, name string, img image.Image) {
	t.Helper()
	f, err := os.Create(name)
	check(t, err)
	check(t, png.Encode(f, img))
	check(t, f.Close())
}

// The mock-up stands left and nothing of either is lost.
func TestBesidesKeepsBoth(t *testing.T) {
	a, b := image.NewRGBA(image.Rect(0, 0, 30, 20)), image.NewRGBA(image.Rect(0, 0, 40, 10))
	a.Pix[3], b.Pix[3] = 200, 100
	got := besides(a, b).(*image.RGBA)
	if got.Bounds().Dx() != 86 || got.Bounds().Dy() != 20 || got.RGBAAt(0, 0).A != 200 || got.RGBAAt(46, 0).A != 100 {
		t.Errorf("%v, %v, %v", got.Bounds(), got.RGBAAt(0, 0), got.RGBAAt(46, 0))
	}
}
