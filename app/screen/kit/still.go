package kit

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// still is what rarely changes, painted once and then shown as one picture. The
// toolkit paints every object of the window at each key, some twenty microseconds a
// line of text and as much a rule or a mark; a bar of forty objects costs what one does.
type still struct {
	widget.BaseWidget
	st     *Style
	body   fyne.CanvasObject
	raster *canvas.Raster
	seen   *image.RGBA // what the body looked like when it was painted
	stale  bool        // and what changed since
}

// Still shows a body of texts, boxes, pictures and taps as one picture. The body answers
// taps, but nothing in it follows the pointer or has the keyboard. Who changes something
// in it says so by Stir.
func (st *Style) Still(body fyne.CanvasObject) fyne.CanvasObject {
	if answers(body) {
		return st.Stage(body)
	}
	s := newStill(st, body)
	s.ExtendBaseWidget(s)
	return s
}

// Stage is a still whose later bodies may answer taps, whatever the first does.
func (st *Style) Stage(body fyne.CanvasObject) fyne.CanvasObject {
	t := &touched{still: newStill(st, body)}
	t.ExtendBaseWidget(t)
	return t
}

func newStill(st *Style, body fyne.CanvasObject) *still {
	s := &still{st: st, body: body}
	s.raster = canvas.NewRaster(s.paint)
	s.raster.ScaleMode = canvas.ImageScalePixels // half the price, where pixels and units are alike
	return s
}

// Stir paints a still again after something in its body changed; of anything else
// it does nothing.
func Stir(o fyne.CanvasObject) {
	if s := stillOf(o); s != nil {
		s.body.Resize(s.raster.Size())
		s.stale = true
		s.raster.Refresh()
	}
}

// Swap gives a still another body, which is painted over the old picture.
func Swap(o, body fyne.CanvasObject) {
	if s := stillOf(o); s != nil {
		s.body = body
		Stir(o)
	}
}

// Stages are the stills of one screen, by name: a screen that is drawn again keeps the
// memory of their pictures. The zero value is ready.
type Stages struct {
	st  *Style
	all map[string]fyne.CanvasObject
}

// Show gives the still of a name a body.
func (s *Stages) Show(st *Style, name string, body fyne.CanvasObject) fyne.CanvasObject {
	if s.st != st {
		s.st, s.all = st, map[string]fyne.CanvasObject{}
	}
	o, ok := s.all[name]
	if ok {
		Swap(o, body)
		return o
	}
	o = st.Stage(body)
	s.all[name] = o
	return o
}

// Under is the body that a still shows, nil of anything else: a test looks into it.
func Under(o fyne.CanvasObject) fyne.CanvasObject {
	if s := stillOf(o); s != nil {
		return s.body
	}
	return nil
}

func stillOf(o fyne.CanvasObject) *still {
	switch x := o.(type) {
	case *still:
		return x
	case *touched:
		return x.still
	}
	return nil
}

func (s *still) CreateRenderer() fyne.WidgetRenderer { return &stillView{s} }

// paint keeps the picture: the toolkit asks again whenever anything round it changes.
func (s *still) paint(w, h int) image.Image {
	same := s.seen != nil && s.seen.Bounds().Dx() == w && s.seen.Bounds().Dy() == h
	if s.stale || !same {
		// Memory that was used before is written to several times as fast as new memory.
		old := s.seen
		if !same {
			old = nil
		}
		p := newPen(s.st, old, w, h, s.raster.Size().Width)
		p.Object(s.body, fyne.Position{})
		s.seen, s.stale = p.Image(), false
		if s.raster.ScaleMode = canvas.ImageScalePixels; p.scale != 1 {
			s.raster.ScaleMode = canvas.ImageScaleFastest // its edges may lie between pixels
		}
	}
	return s.seen
}

// stillView is not one of the toolkit's simple renderers, since those refresh the
// picture, which is then sent to the screen anew, at each refresh of a box round it.
type stillView struct{ s *still }

func (v *stillView) Destroy()                     {}
func (v *stillView) MinSize() fyne.Size           { return v.s.body.MinSize() }
func (v *stillView) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{v.s.raster} }
func (v *stillView) Refresh()                     {}

func (v *stillView) Layout(size fyne.Size) {
	if size == v.s.raster.Size() {
		return
	}
	v.s.body.Resize(size)
	v.s.stale = true
	v.s.raster.Resize(size)
}

// touched is a still with something in it that answers taps.
type touched struct{ *still }

// Tapped gives a tap to what lies there; beside it the keyboard goes back.
func (t *touched) Tapped(e *fyne.PointEvent) {
	if x := tapAt(t.body, e.Position); x != nil {
		x.Tapped(e)
		return
	}
	if t.st.Host != nil {
		t.st.Host.Touched()
	}
}

// answers says whether something in o does something when tapped.
func answers(o fyne.CanvasObject) bool {
	switch x := o.(type) {
	case *tap, *touched:
		return true
	case *fyne.Container:
		for _, c := range x.Objects {
			if answers(c) {
				return true
			}
		}
		// Rows and ledgers fill themselves once they have a height.
		switch l := x.Layout.(type) {
		case *rowsLayout:
			return l.r.tapped != nil
		case *ledgerLayout:
			return l.l.tapped != nil
		}
	}
	return false
}

// tapAt is what a tap at a place in o's parent means, nil: nothing.
func tapAt(o fyne.CanvasObject, at fyne.Position) fyne.Tappable {
	at = at.Subtract(o.Position())
	size := o.Size()
	if !o.Visible() || at.X < 0 || at.Y < 0 || at.X >= size.Width || at.Y >= size.Height {
		return nil
	}
	switch x := o.(type) {
	case *tap:
		if inner := tapAt(x.body, at); inner != nil {
			return inner
		}
		if x.do != nil {
			return x
		}
	case *touched:
		return tapAt(x.body, at)
	case *fyne.Container:
		for i := len(x.Objects) - 1; i >= 0; i-- {
			if inner := tapAt(x.Objects[i], at); inner != nil {
				return inner
			}
		}
	}
	return nil
}
