package kit

import "fyne.io/fyne/v2"

// Dialog is a box over the screen for a decision, never for information (look.md
// 5). It lies in the window's own tree and not in the toolkit's overlays, so that
// one key router and one focus serve both.
type Dialog struct {
	Title string
	Line  string                   // beside the title
	Body  func() fyne.CanvasObject // drawn again by Redraw
	Width float32                  // at most 820; 0: 820
	Wide  bool                     // 980: the help page, two columns to read
	Full  bool                     // as large as the window: to read a paper
	Keys  Table                    // Esc and the big step among them
	First fyne.Focusable
	Foot  []fyne.CanvasObject // buttons, Esc left of the big step
	Note  string              // left of the buttons
	// OnClose is called once it is gone.
	OnClose func()
}

// object draws veil and box.
func (d *Dialog) object(st *Style) fyne.CanvasObject {
	w := d.Width
	if w == 0 || w > 820 {
		w = 820
	}
	if d.Wide {
		w = 980
	}
	title := Row(12, st.Text(d.Title, 22, Ink), Grow(st.Trimmed(d.Line, st.Lead, Ink2), 1))
	body := Inset(16, 24, 16, 24, d.Body())
	if d.Full {
		body = Grow(Pad(0, 1, d.Body()), 1)
	}
	parts := []fyne.CanvasObject{Fixed(Pad(0, 24, title), 0, 55), st.Rule(), body}
	if len(d.Foot) > 0 {
		foot := append([]fyne.CanvasObject{st.Text(d.Note, st.Caption, Ink2), Space()}, d.Foot...)
		line := Inset(0, 24, 20, 24, Row(10, foot...))
		if d.Full {
			line = Pad(10, 24, Row(10, foot...))
		}
		parts = append(parts, line)
	}
	box := Stack(st.ground(Panel, Edge, st.Stroke(), 10), Col(0, parts...))
	// The veil takes taps, so that nothing below answers.
	if d.Full {
		return Stack(st.Tap(st.Flat(Shade), func() {}), Inset(10, 60, 48, 60, st.Tap(box, func() {})))
	}
	return Stack(st.Tap(st.Flat(Shade), func() {}), Middle(Fixed(st.Tap(box, func() {}), w, 0)))
}
