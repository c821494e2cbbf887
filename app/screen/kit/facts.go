package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Fact is a label with its value.
type Fact struct {
	Label, Value string
	Tone         Tone              // of the value; empty: ink
	Body         fyne.CanvasObject // in place of the value: a part of its own, on one line
}

// Facts is a grid of labels and values; the labels' column is as wide as the widest.
func (st *Style) Facts(size, gap float32, facts ...Fact) fyne.CanvasObject {
	var objs []fyne.CanvasObject
	for _, f := range facts {
		tone := f.Tone
		if tone == "" {
			tone = Ink
		}
		if f.Body != nil {
			label := Fixed(Row(0, st.Text(f.Label, size, Ink2)), 0, f.Body.MinSize().Height)
			objs = append(objs, label, f.Body)
			continue
		}
		objs = append(objs, st.Text(f.Label, size, Ink2), st.Para(f.Value, size, tone, 260))
	}
	return container.New(&factGrid{gap: gap, between: 16}, objs...)
}

type factGrid struct{ gap, between float32 }

func (g *factGrid) labels(o []fyne.CanvasObject) float32 {
	var w float32
	for i := 0; i < len(o); i += 2 {
		w = max(w, o[i].MinSize().Width)
	}
	return w
}

func (g *factGrid) MinSize(o []fyne.CanvasObject) fyne.Size {
	var w, h float32
	for i := 0; i+1 < len(o); i += 2 {
		m := o[i+1].MinSize()
		w = max(w, m.Width)
		h += max(m.Height, o[i].MinSize().Height) + g.gap
	}
	return fyne.NewSize(g.labels(o)+g.between+w, max(0, h-g.gap))
}

func (g *factGrid) Layout(o []fyne.CanvasObject, s fyne.Size) {
	left := g.labels(o) + g.between
	var y float32
	for i := 0; i+1 < len(o); i += 2 {
		o[i+1].Resize(fyne.NewSize(s.Width-left, o[i+1].MinSize().Height))
		h := max(o[i+1].MinSize().Height, o[i].MinSize().Height)
		o[i].Move(fyne.NewPos(0, y))
		o[i].Resize(o[i].MinSize())
		o[i+1].Move(fyne.NewPos(left, y))
		o[i+1].Resize(fyne.NewSize(s.Width-left, h))
		y += h + g.gap
	}
}
