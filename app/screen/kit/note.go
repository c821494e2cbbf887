package kit

import "fyne.io/fyne/v2"

// Note is a tinted box that says what to do. Its icon is the state's shape, or the
// named icon where the state is one that has no mark of its own.
func (st *Style) Note(s State, icon, text string, size, width float32) fyne.CanvasObject {
	tone := s.Tone()
	var pic fyne.CanvasObject = Gap(0, 0)
	used := float32(0)
	switch {
	case icon != "":
		pic, used = st.Icon(icon, 22, tone), 32
	case s != Running:
		pic, used = st.Shape(s, 22), 32
	}
	words := st.Para(text, size, Ink, width-28-used)
	parts := []fyne.CanvasObject{Grow(words, 1)}
	if used > 0 {
		parts = []fyne.CanvasObject{Top(pic), Grow(words, 1)}
	}
	return st.Edged(s.Tint(), tone, st.Stroke(), Pad(11, 14, Columns(10, parts...)))
}
