package kit

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// StepOf is one step of a process across the screen.
type StepOf struct {
	State State
	Word  string
	Line  string
	On    bool // where the process stands
}

// Steps is a strip of steps 64 units high.
func (st *Style) Steps(steps []StepOf) fyne.CanvasObject {
	var parts []fyne.CanvasObject
	for i, s := range steps {
		if i > 0 {
			parts = append(parts, st.Rule())
		}
		ground := Panel
		if s.On {
			ground = PriTint
		}
		words := Col(0, st.Text(s.Word, st.Body, Ink), st.Trimmed(s.Line, st.Caption, Ink2))
		parts = append(parts, Grow(Stack(st.Fill(ground), Pad(0, 16, Row(10, st.Shape(s.State, 24), Grow(words, 1)))), 1))
	}
	return Fixed(st.Panel(Columns(0, parts...)), 0, 64)
}

// StepHead is the head of a numbered panel, as in signing.
func (st *Style) StepHead(n, word string, h float32, more ...fyne.CanvasObject) fyne.CanvasObject {
	disc := st.Box(Pri, Pri, 0, 13)
	disc.SetMinSize(fyne.NewSize(26, 26))
	parts := []fyne.CanvasObject{Stack(disc, st.Centre(n, st.Body, OnPri))}
	if word != "" { // else more begins with a head of its own
		parts = append(parts, st.Text(word, st.Body, Ink), Space())
	}
	return st.HeadOf(h, 16, append(parts, more...)...)
}

// Progress is a bar of what is done.
func (st *Style) Progress(done, total int) fyne.CanvasObject {
	r := canvas.NewRaster(nil)
	r.Generator = func(wide, high int) image.Image {
		p := NewPen(st, wide, high, r.Size().Width)
		w := float64(p.img.Bounds().Dx()) / p.scale
		edge := 0.0
		if st.Look == Contrast { // its ground is that of the screen
			edge = 1
		}
		p.Rect(0, 0, w, 8, 4, Head, Edge, edge)
		if total > 0 && done > 0 {
			p.Rect(0, 0, max(8, w*float64(done)/float64(total)), 8, 4, Pri, Pri, 0)
		}
		return p.Image()
	}
	r.SetMinSize(fyne.NewSize(8, 8))
	return r
}
