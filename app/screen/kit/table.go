package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// Column is a column of a table.
type Column struct {
	Head  string
	Width float32 // 0: takes the room that is left
	Right bool    // figures
	From  float32 // shown only in a table at least so wide
}

// TableView is a list of rows under a head of columns 34 units high.
type TableView struct {
	*Rows
	st    *Style
	cols  []Column
	gap   float32
	width float32 // of the table, once it is laid out
}

// NewTable makes a table. cell draws one cell; nil leaves it empty.
func (st *Style) NewTable(cols []Column, height float32, cell func(row, col int) fyne.CanvasObject, tapped func(i int)) *TableView {
	t := &TableView{st: st, cols: cols, gap: 16}
	if len(cols) > 6 {
		t.gap = 10
	}
	t.Rows = st.NewRows(height, func(i int, _ bool) fyne.CanvasObject {
		return t.line(func(c int) fyne.CanvasObject { return cell(i, c) })
	}, tapped)
	return t
}

func (t *TableView) line(cell func(c int) fyne.CanvasObject) fyne.CanvasObject {
	var parts []fyne.CanvasObject
	var widths []float32
	for i, c := range t.cols {
		if c.From > t.width {
			continue
		}
		widths = append(widths, c.Width)
		o := cell(i)
		switch x := o.(type) {
		case nil:
			o = Gap(0, 0)
		case *canvas.Text:
			o = Fit(x)
		}
		parts = append(parts, o)
	}
	return Pad(0, 10, container.New(&cells{t.gap, t.st.Body / 16, widths}, parts...))
}

// cells is the layout of a line of a table. A column's width is for standard text;
// with larger text it is wider, as far as the columns that grow keep some room.
type cells struct {
	gap, most float32 // most is how much larger than standard the text is
	widths    []float32
}

// leastGrown is what a growing column keeps, with standard text.
const leastGrown = 76

func (l *cells) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, least(o).Height)
}

func (l *cells) Layout(o []fyne.CanvasObject, s fyne.Size) {
	var fixed, grown float32
	for _, w := range l.widths {
		fixed += w
		if w == 0 {
			grown++
		}
	}
	room := s.Width - l.gap*float32(len(o)-1)
	scale := float32(1)
	if fixed > 0 {
		scale = max(0, min(l.most, (room-leastGrown*l.most*grown)/fixed))
	}
	at := float32(0)
	for i, w := range l.widths {
		if w == 0 {
			w = (room - fixed*scale) / grown
		} else {
			w *= scale
		}
		o[i].Move(fyne.NewPos(at, 0))
		o[i].Resize(fyne.NewSize(w, s.Height))
		at += w + l.gap
	}
}

// Object is head and rows.
func (t *TableView) Object() fyne.CanvasObject {
	head := Stack()
	return container.New(&tableLayout{t: t, head: head}, head, t.Rows.Object())
}

func (t *TableView) head() fyne.CanvasObject {
	line := t.line(func(c int) fyne.CanvasObject {
		x := t.st.Text(t.cols[c].Head, t.st.Caption, Ink2)
		if t.cols[c].Right {
			x.Alignment = fyne.TextAlignTrailing
		}
		return x
	})
	return Col(0, Stack(t.st.Flat(Head), Fixed(line, 0, 34)), t.st.Rule())
}

// tableLayout makes the head anew when the width decides which columns there are;
// the rows do it themselves, since their box has changed too.
type tableLayout struct {
	t    *TableView
	head *fyne.Container
}

const headHigh = 35

func (l *tableLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := o[1].MinSize()
	return fyne.NewSize(m.Width, m.Height+headHigh)
}

func (l *tableLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	if s.Width != l.t.width || len(l.head.Objects) == 0 {
		l.t.width = s.Width
		l.head.Objects = []fyne.CanvasObject{l.t.head()}
	}
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(s.Width, headHigh))
	o[1].Move(fyne.NewPos(0, headHigh))
	o[1].Resize(fyne.NewSize(s.Width, max(0, s.Height-headHigh)))
}

// Cell is plain text for a table cell.
func (t *TableView) Cell(s string, tone Tone) fyne.CanvasObject { return t.st.Text(s, t.st.Body, tone) }

// Figure is text that ends at the right, for numbers.
func (t *TableView) Figure(s string, tone Tone) fyne.CanvasObject {
	return t.st.Right(s, t.st.Body, tone)
}
