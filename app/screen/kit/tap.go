package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// tap is an object that can be clicked or touched. It never takes the keyboard:
// every tap has a key of its own, and after it the focus goes back.
type tap struct {
	widget.BaseWidget
	st     *Style
	body   fyne.CanvasObject
	ground *canvas.Rectangle // its fill answers the pointer; may be nil
	rest   Tone
	do     func()
}

// Tap makes an object answer a click.
func (st *Style) Tap(body fyne.CanvasObject, do func()) fyne.CanvasObject {
	return st.tap(body, nil, Panel, do)
}

func (st *Style) tap(body fyne.CanvasObject, ground *canvas.Rectangle, rest Tone, do func()) *tap {
	t := &tap{st: st, body: body, ground: ground, rest: rest, do: do}
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer draws the body alone.
func (t *tap) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.body) }

// Tapped does it and gives the keyboard back.
func (t *tap) Tapped(*fyne.PointEvent) {
	if t.do == nil {
		return
	}
	t.do()
	if t.st.Host != nil {
		t.st.Host.Touched()
	}
}

func (t *tap) tint(tone Tone) {
	if t.ground != nil && t.do != nil {
		t.ground.FillColor = t.st.C(tone)
		t.ground.Refresh()
	}
}

// MouseIn darkens the ground.
func (t *tap) MouseIn(*desktop.MouseEvent) { t.tint(Hover) }

// MouseMoved does nothing.
func (t *tap) MouseMoved(*desktop.MouseEvent) {}

// MouseOut puts the ground back.
func (t *tap) MouseOut() { t.tint(t.rest) }
