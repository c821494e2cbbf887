package screen

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // what sheet.IsPhoto lets through
	_ "image/png"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// fewPhotos is how many decoded photos are kept: the last room's worth.
const fewPhotos = 32

// portrait is the photo of the book, or says that there is none. It is opened and
// decoded beside the UI goroutine; until it is there its place is empty.
func (c *checkin) portrait(w, h float32) fyne.CanvasObject {
	st, no := c.u.st, c.shown.view.Candidate.No
	if !c.shown.view.Photo {
		return kit.Top(st.NoPhoto(c.u.T("screen.checkin.no-photo"), w, h))
	}
	img, have := c.photos[no]
	if !have {
		c.fetch(no)
		img = c.photos[no]
	}
	if img == nil {
		return kit.Top(kit.Fixed(st.Box(kit.Rail, kit.Edge, 1, 6), w, h))
	}
	pic := canvas.NewImageFromImage(img)
	pic.FillMode = canvas.ImageFillContain
	return kit.Top(kit.Fixed(kit.Stack(st.Box(kit.Rail, kit.Edge, 1, 6), kit.Pad(1, 1, pic)), w, h))
}

// fetch reads a photo of the book. One that cannot be read is shown as none.
func (c *checkin) fetch(no exam.CandidateNo) {
	if len(c.photos) >= fewPhotos {
		clear(c.photos)
	}
	c.photos[no] = nil // on its way
	kit.Back(c.u.run, func() (image.Image, error) {
		raw, err := c.d.Photo(no)
		if err != nil {
			return nil, err
		}
		img, _, err := image.Decode(bytes.NewReader(raw))
		if err != nil {
			return nil, fmt.Errorf("decode a photo: %w", err)
		}
		return img, nil
	}, func(img image.Image, err error) {
		if err != nil {
			c.u.trace("refused", "photo")
		}
		c.photos[no] = img
		if c.box != nil && c.shown != nil && c.shown.view.Candidate.No == no {
			if err != nil {
				c.shown.view.Photo = false
			}
			c.redraw()
		}
	})
}
