package kit

import (
	"image"
	"image/color"
	"image/draw"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"kaowu/app/paper"
)

// Preview shows the pages of a paper, one at a time, as the printer will give
// them. A page takes several frames to draw, so it is drawn off the UI goroutine
// and kept until another page or size is wanted.
type Preview struct {
	st    *Style // with a font cache of its own: it draws beside the window
	run   Runner
	pages []paper.Page
	at    int
	zoom  int

	drawing sync.Mutex // one page at a time uses the font cache
	want    preview    // what is shown, or being drawn
	image   *image.RGBA

	raster *canvas.Raster
	page   *sized // the page's size in the scroll
	scroll *container.Scroll
	box    *fyne.Container
	size   fyne.Size
}

// preview is one drawing of a page.
type preview struct{ page, w, h int }

// The zooms: the whole page, the width of the view, and half as large again.
const (
	zoomWhole = iota - 1
	zoomWidth
	zoomLarge
)

// readWide is the widest a page is drawn at zoomWidth: wider lines tire the eye.
const readWide = 920

// NewPreview shows the first page of a paper at the width of its box.
func (st *Style) NewPreview(pages []paper.Page, run Runner) *Preview {
	own := *st
	own.font = st.font.beside()
	p := &Preview{st: &own, run: run, pages: pages, page: &sized{}}
	p.raster = canvas.NewRaster(p.draw)
	sheet := container.New(p.page, st.Box(Panel, Edge, 1, 0), Pad(1, 1, p.raster))
	p.scroll = container.NewScroll(Pad(12, 12, Middle(sheet)))
	p.box = container.New(p, st.Flat(Bg), p.scroll)
	return p
}

// Object is the view, as large as its box.
func (p *Preview) Object() fyne.CanvasObject { return p.box }

// At is the number of the page that is shown, from 1, and how many there are.
func (p *Preview) At() (page, of int) { return min(p.at+1, len(p.pages)), len(p.pages) }

// Turn goes by pages; the new one is shown from its top.
func (p *Preview) Turn(by int) {
	to := max(0, min(p.at+by, len(p.pages)-1))
	if to == p.at {
		return
	}
	p.at = to
	p.scroll.Offset = fyne.Position{}
	p.fit()
}

// Zoom makes the page larger or smaller by steps.
func (p *Preview) Zoom(by int) {
	p.zoom = max(zoomWhole, min(p.zoom+by, zoomLarge))
	p.fit()
}

// Scroll moves the page under the view, in units; at its end the next page comes.
func (p *Preview) Scroll(by float32) {
	end := max(0, p.scroll.Content.MinSize().Height-p.scroll.Size().Height)
	y := p.scroll.Offset.Y
	switch {
	case by > 0 && y >= end:
		p.Turn(1)
		return
	case by < 0 && y <= 0 && p.at > 0:
		p.Turn(-1)
		p.Scroll(100000)
		return
	}
	p.scroll.ScrollToOffset(fyne.NewPos(p.scroll.Offset.X, max(0, min(y+by, end))))
}

// MinSize asks for nothing: the box decides.
func (p *Preview) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 200) }

// Layout fits the page to the view.
func (p *Preview) Layout(o []fyne.CanvasObject, s fyne.Size) {
	fill(o, s)
	if s != p.size {
		p.size = s
		p.fit()
	}
}

// fit sizes the page for the zoom and has it drawn.
func (p *Preview) fit() {
	if len(p.pages) == 0 || p.size.Width == 0 {
		return
	}
	pg := p.pages[p.at]
	ratio := float32(pg.H / pg.W)
	w := min(p.size.Width-36, readWide)
	switch p.zoom {
	case zoomWhole:
		w = min(w, (p.size.Height-28)/ratio)
	case zoomLarge:
		w *= 1.5
	}
	p.page.w, p.page.h = w, w*ratio
	p.scroll.Content.Refresh()
	p.scroll.Refresh()
	p.raster.Refresh()
}

// draw gives the page if it is drawn at this size, else white paper until it is.
func (p *Preview) draw(w, h int) image.Image {
	k := preview{p.at, w, h}
	if k != p.want && len(p.pages) > 0 {
		p.want, p.image = k, nil
		pg := p.pages[p.at]
		Back(p.run, func() (*image.RGBA, error) {
			p.drawing.Lock()
			defer p.drawing.Unlock()
			return p.st.PageImage(pg, w, h), nil
		}, func(img *image.RGBA, _ error) {
			if p.want == k {
				p.image = img
				p.raster.Refresh()
			}
		})
	}
	if p.image == nil {
		blank := image.NewRGBA(image.Rect(0, 0, max(w, 1), max(h, 1)))
		draw.Draw(blank, blank.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
		return blank
	}
	return p.image
}
