package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/mobile"
	"fyne.io/fyne/v2/widget"
)

// hold is an object that works only while it is pressed: the eye of a passphrase.
type hold struct {
	widget.BaseWidget
	st   *Style
	body fyne.CanvasObject
	on   func(down bool)
}

// Hold makes an object that is told when the pointer or a finger goes down on it,
// and when it goes up or away.
func (st *Style) Hold(body fyne.CanvasObject, on func(down bool)) fyne.CanvasObject {
	h := &hold{st: st, body: body, on: on}
	h.ExtendBaseWidget(h)
	return h
}

// CreateRenderer draws the body alone.
func (h *hold) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(h.body) }

func (h *hold) set(down bool) {
	h.on(down)
	if h.st.Host != nil {
		h.st.Host.Touched()
	}
}

// MouseDown begins.
func (h *hold) MouseDown(*desktop.MouseEvent) { h.set(true) }

// MouseUp ends.
func (h *hold) MouseUp(*desktop.MouseEvent) { h.set(false) }

// MouseIn does nothing.
func (h *hold) MouseIn(*desktop.MouseEvent) {}

// MouseMoved does nothing.
func (h *hold) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends too: the button may be let go elsewhere.
func (h *hold) MouseOut() { h.set(false) }

// TouchDown begins.
func (h *hold) TouchDown(*mobile.TouchEvent) { h.set(true) }

// TouchUp ends.
func (h *hold) TouchUp(*mobile.TouchEvent) { h.set(false) }

// TouchCancel ends.
func (h *hold) TouchCancel(*mobile.TouchEvent) { h.set(false) }
