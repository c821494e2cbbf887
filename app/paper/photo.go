package paper

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	_ "image/png" // photos are JPEG or PNG

	"github.com/signintech/gopdf"
)

// photoQuality of what is written anew keeps a face as it was.
const photoQuality = 90

// PhotoJPEG is a photo, JPEG or PNG, as Photo holds it. A JPEG is taken as it is, so
// that paper and book have the same bytes; a PNG becomes one, on white, because
// gopdf reads only some kinds of PNG. A file that is no picture is an error.
func PhotoJPEG(raw []byte) ([]byte, error) {
	img, format, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("read a photo: %w", err)
	}
	if format == "jpeg" {
		return raw, nil
	}
	flat := image.NewRGBA(img.Bounds())
	draw.Draw(flat, flat.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(flat, flat.Bounds(), img, img.Bounds().Min, draw.Over)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, flat, &jpeg.Options{Quality: photoQuality}); err != nil {
		return nil, fmt.Errorf("write a photo: %w", err)
	}
	return out.Bytes(), nil
}

// Fit is where the picture itself lies within the box, for who draws it. A picture
// that cannot be read has no size.
func (p Photo) Fit() (x, y, w, h float64) {
	c, _, err := image.DecodeConfig(bytes.NewReader(p.JPEG))
	if err != nil || c.Width < 1 || c.Height < 1 {
		return p.X, p.Y, 0, 0
	}
	scale := min(p.W/float64(c.Width), p.H/float64(c.Height))
	w, h = float64(c.Width)*scale, float64(c.Height)*scale
	return p.X + (p.W-w)/2, p.Y + (p.H-h)/2, w, h
}

func (p *pen) photo(it Photo) error {
	x, y, w, h := it.Fit()
	if w == 0 {
		return nil
	}
	holder, err := gopdf.ImageHolderByBytes(it.JPEG)
	if err != nil {
		return fmt.Errorf("draw a photo: %w", err)
	}
	if err := p.g.ImageByHolder(holder, pt(x), pt(y), &gopdf.Rect{W: pt(w), H: pt(h)}); err != nil {
		return fmt.Errorf("draw a photo: %w", err)
	}
	return nil
}
