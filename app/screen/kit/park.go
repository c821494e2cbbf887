package kit

import "fyne.io/fyne/v2"

// Parked are the dialogs that lay over a screen when its person went away.
type Parked struct {
	layers []*Dialog
	want   []fyne.Focusable
}

// Park takes every dialog away without telling them and keeps them for Unpark, as a
// lock does: what was typed into one is there again. Passphrases are not: whoever
// typed one may not be the person who comes back to it.
func (f *Frame) Park() Parked {
	p := Parked{f.layers, f.want[1:]}
	blank(f.veil)
	blank(f.main)
	f.layers, f.want = nil, f.want[:1:1]
	f.drawVeil()
	return p
}

// Unpark lays them over the screen again.
func (f *Frame) Unpark(p Parked) {
	f.layers, f.want = append(f.layers, p.layers...), append(f.want, p.want...)
	f.drawVeil()
	f.Refocus()
	f.update()
}

// blank empties every passphrase and code below an object.
func blank(o fyne.CanvasObject) {
	switch o := o.(type) {
	case *fyne.Container:
		for _, x := range o.Objects {
			blank(x)
		}
	case *tap:
		blank(o.body)
	case *Field:
		if o.kind == Secret && !o.shown || o.kind == Code {
			o.put("")
		}
	}
}
