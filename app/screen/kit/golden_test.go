package kit

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

var update = flag.Bool("update", false, "draw the golden pictures anew, to be looked at before they are committed")

// near is how far a channel of a pixel may be off: the rasteriser's products may be
// rounded once or twice, by processor. Nothing that an eye could see is within it.
const near = 2

// TestGolden draws every part in every look with the bundled font and compares it,
// pixel by pixel, with its picture under testdata/golden.
func TestGolden(t *testing.T) {
	for _, look := range Looks() {
		a := test.NewTempApp(t)
		st := newStyle(t, look, Standard)
		a.Settings().SetTheme(NewTheme(st))
		w := test.NewTempWindow(t, nil)
		w.SetPadded(false)
		for _, p := range gallery(t, st) {
			t.Run(p.name+"-"+string(look), func(t *testing.T) {
				w.SetContent(Stack(st.Fill(Bg), Pad(8, 8, p.part)))
				w.Resize(fyne.NewSize(p.w+16, p.h+16))
				w.Canvas().Focus(p.focus)
				got := w.Canvas().Capture()
				w.Canvas().Focus(nil)
				file := filepath.Join("testdata", "golden", p.name+"-"+string(look)+".png")
				if *update {
					store(t, file, got)
				}
				compare(t, file, got)
			})
		}
	}
}

func store(t *testing.T, file string, img image.Image) {
	t.Helper()
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func compare(t *testing.T, file string, got image.Image) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	if got.Bounds() != want.Bounds() {
		t.Fatalf("%v drawn, %s is %v; run with -update and look at it", got.Bounds(), file, want.Bounds())
	}
	if n, at := differs(got, want); n > 0 {
		t.Errorf("%d pixels differ from %s, the first at %v; run with -update and look at it", n, file, at)
	}
}

// differs counts the pixels that are not alike, and gives the first.
func differs(a, b image.Image) (n int, first image.Point) {
	box := a.Bounds()
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			if alike(a.At(x, y), b.At(x, y)) {
				continue
			}
			if n == 0 {
				first = image.Pt(x, y)
			}
			n++
		}
	}
	return n, first
}

func alike(a, b color.Color) bool {
	p, q := color.NRGBAModel.Convert(a).(color.NRGBA), color.NRGBAModel.Convert(b).(color.NRGBA)
	for _, c := range [][2]uint8{{p.R, q.R}, {p.G, q.G}, {p.B, q.B}, {p.A, q.A}} {
		if d := int(c[0]) - int(c[1]); d < -near || d > near {
			return false
		}
	}
	return true
}

// A pixel of another colour is found, a rounding is not.
func TestGoldenComparison(t *testing.T) {
	a, b := image.NewNRGBA(image.Rect(0, 0, 4, 3)), image.NewNRGBA(image.Rect(0, 0, 4, 3))
	b.SetNRGBA(1, 1, color.NRGBA{R: near})
	if n, _ := differs(a, b); n != 0 {
		t.Errorf("a rounding counts as %d pixels", n)
	}
	b.SetNRGBA(3, 2, color.NRGBA{G: near + 1})
	if n, at := differs(a, b); n != 1 || at != image.Pt(3, 2) {
		t.Errorf("%d pixels, the first at %v", n, at)
	}
}

// The pictures are small, and none is left of a part that is gone.
func TestGoldenSet(t *testing.T) {
	test.NewTempApp(t)
	want := map[string]bool{}
	for _, look := range Looks() {
		for _, p := range gallery(t, newStyle(t, look, Standard)) {
			want[p.name+"-"+string(look)+".png"] = true
		}
	}
	files, err := os.ReadDir(filepath.Join("testdata", "golden"))
	if err != nil {
		t.Fatal(err)
	}
	var size int64
	for _, f := range files {
		if !want[f.Name()] {
			t.Errorf("%s is a picture of nothing", f.Name())
		}
		info, err := f.Info()
		if err != nil {
			t.Fatal(err)
		}
		size += info.Size()
	}
	if size > 1_500_000 {
		t.Errorf("the pictures take %d bytes, at most 1,500,000", size)
	}
}
