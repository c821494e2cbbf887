package kit

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"testing"

	"kaowu/app/paper"
)

// A photo stands in its box in the preview, where the PDF has it; a broken one leaves
// the paper white.
func TestPhotoInPreview(t *testing.T) {
	dark := image.NewRGBA(image.Rect(0, 0, 50, 70))
	draw.Draw(dark, dark.Bounds(), image.NewUniform(color.Gray{Y: 40}), image.Point{}, draw.Src)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, dark, nil); err != nil {
		t.Fatal(err)
	}
	st := newStyle(t, Light, Standard)
	page := paper.Page{W: 100, H: 100, Items: []paper.Item{paper.Photo{X: 20, Y: 20, W: 25, H: 35, JPEG: b.Bytes()},
		paper.Photo{X: 60, Y: 20, W: 25, H: 35, JPEG: []byte("broken")}}}
	img := st.PageImage(page, 200, 200) // two pixels a millimetre
	for _, c := range []struct {
		x, y int
		dark bool
	}{{42, 42, true}, {88, 108, true}, {38, 60, false}, {92, 60, false}, {64, 112, false}, {140, 60, false}} {
		if got := img.RGBAAt(c.x, c.y).R < 100; got != c.dark {
			t.Errorf("at %d, %d dark is %v", c.x, c.y, got)
		}
	}
}
