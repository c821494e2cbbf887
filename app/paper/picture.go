package paper

import (
	"fmt"

	"github.com/signintech/gopdf"
)

// Picture is a JPEG or PNG file, drawn W × H millimetres with its top left corner at
// X, Y. A press draws it; a preview shows its frame only.
type Picture struct {
	X, Y, W, H float64
	Data       []byte
}

func (Picture) item() {}

func (p *pen) picture(it Picture) error {
	img, err := gopdf.ImageHolderByBytes(it.Data)
	if err != nil {
		return fmt.Errorf("read picture: %w", err)
	}
	if err := p.g.ImageByHolder(img, pt(it.X), pt(it.Y), &gopdf.Rect{W: pt(it.W), H: pt(it.H)}); err != nil {
		return fmt.Errorf("draw picture: %w", err)
	}
	return nil
}
