package paper

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"time"

	"github.com/signintech/gopdf"
)

const family = "kaowu"

// Press turns papers into PDF files. Reading the font takes some 50 ms and is done
// once for a Press; it may then be used by many at the same time.
type Press struct {
	fonts gopdf.FontContainer
	face  *Face
}

// NewPress reads the font that is embedded, as a subset, in every file.
func NewPress(ttf []byte) (*Press, error) {
	face, err := NewFace(ttf)
	if err != nil {
		return nil, err
	}
	p := &Press{face: face}
	if err := p.fonts.AddTTFFontData(family, ttf); err != nil {
		return nil, fmt.Errorf("read font for PDF: %w", err)
	}
	return p, nil
}

// Face is the press's font, for layout.
func (p *Press) Face() *Face { return p.face }

// PDF draws d with a font read for this one file. Who prints more than one paper
// keeps a Press.
func (d Doc) PDF(ttf []byte, created time.Time) ([]byte, error) {
	p, err := NewPress(ttf)
	if err != nil {
		return nil, err
	}
	return p.PDF(d, created)
}

// PDF draws d. The bytes depend on d and created alone; created, which the record
// gives, becomes the file's CreationDate, so that the same record gives the same
// hash on every laptop. A Doc without pages is an error.
func (p *Press) PDF(d Doc, created time.Time) ([]byte, error) {
	if len(d.Pages) == 0 {
		return nil, fmt.Errorf("draw %s: no pages", d.Title)
	}
	var g gopdf.GoPdf
	g.Start(gopdf.Config{PageSize: sheet(d.Pages[0])})
	g.SetCompressLevel(zlib.BestSpeed) // pages are small beside the font, and thousands are printed at once
	g.SetInfo(gopdf.PdfInfo{Title: d.Title, Subject: d.Subject, Creator: "Kaowu", Producer: "Kaowu", CreationDate: created})
	if err := p.fontTo(&g); err != nil {
		return nil, err
	}
	for i, page := range d.Pages {
		size := sheet(page)
		g.AddPageWithOption(gopdf.PageOption{PageSize: &size})
		pen := pen{g: &g, face: p.face, size: -1}
		for _, it := range page.Items {
			if err := pen.draw(it); err != nil {
				return nil, fmt.Errorf("draw page %d: %w", i+1, err)
			}
		}
	}
	var out bytes.Buffer
	if _, err := g.WriteTo(&out); err != nil {
		return nil, fmt.Errorf("write PDF: %w", err)
	}
	return mendUnicode(out.Bytes()), nil
}

func (p *Press) fontTo(g *gopdf.GoPdf) error {
	if err := g.AddTTFFontFromFontContainer(family, &p.fonts); err != nil {
		return fmt.Errorf("embed font: %w", err)
	}
	if err := g.SetFont(family, "", 10); err != nil {
		return fmt.Errorf("embed font: %w", err)
	}
	return nil
}

func sheet(p Page) gopdf.Rect { return gopdf.Rect{W: pt(p.W), H: pt(p.H)} }

// pt turns millimetres into points.
func pt(mm float64) float64 { return mm / mmPerPoint }
