package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Kind is the weight of a button.
type Kind int

// Kinds of button. A screen has one Go at most: its big step.
const (
	Plain  Kind = iota
	Go          // the big step
	Danger      // fails somebody
	Quiet       // no edge
	Picked      // a choice that is taken
)

// Button is a thing to press; Key is the cap it shows, since every button has a
// key. It is drawn anew when its state changes.
type Button struct {
	Word string
	Key  string
	Icon string
	Kind Kind
	Tall bool // 56 units high, on scoring screens
	Off  bool // cannot be pressed now
	Do   func()
}

// Button draws a button.
func (st *Style) Button(b Button) fyne.CanvasObject {
	fillTone, edge, ink, width := Panel, Edge, Ink, float32(1)
	switch b.Kind {
	case Go:
		fillTone, edge, ink = Pri, Pri, OnPri
	case Danger:
		edge, ink = Err, Err
	case Picked:
		fillTone, edge, ink = PriTint, Pri, Pri
	case Quiet:
		width = 0
	}
	if b.Off {
		fillTone, edge, ink = Panel, Line, Off
	}
	size, h := st.Body, float32(44)
	if b.Tall {
		size, h = st.Lead, 56
	}
	parts := []fyne.CanvasObject{Space()}
	if b.Icon != "" {
		parts = append(parts, st.Icon(b.Icon, 20, ink))
	}
	if b.Word != "" {
		parts = append(parts, st.Text(b.Word, size, ink))
	}
	if b.Key != "" {
		rim := edge
		if b.Kind == Go && !b.Off {
			rim = ink // the cap's rim must show on the big step's own colour
		}
		parts = append(parts, st.capOn(b.Key, ink, rim, fillTone))
	}
	ground := st.Box(fillTone, edge, width, 6)
	body := Stack(ground, Fixed(Pad(0, 12, Row(8, append(parts, Space())...)), 0, h))
	do := b.Do
	if b.Off {
		do = nil
	}
	return st.tap(body, groundOf(b, ground), fillTone, do)
}

// KeyCap is a key as it stands on a strip: 24 high, at least 26 wide.
func (st *Style) KeyCap(name string) fyne.CanvasObject { return st.capOn(name, Ink, Edge, Panel) }

func (st *Style) capOn(name string, ink, edge, ground Tone) fyne.CanvasObject {
	box := st.Box(ground, edge, 1, 4)
	box.SetMinSize(fyne.NewSize(26, 24))
	return Stack(box, Fixed(Pad(0, 6, st.Centre(name, st.Caption, ink)), 0, 24))
}

// groundOf leaves the big step's own colour alone under the pointer.
func groundOf(b Button, r *canvas.Rectangle) *canvas.Rectangle {
	if b.Kind == Go || b.Off {
		return nil
	}
	return r
}
