package kit

import "fyne.io/fyne/v2"

// Column is a column of a table.
type Column struct {
	Head  string
	Width float32 // 0: takes the room that is left
	Right bool    // figures
}

// TableView is a list of rows under a head of columns 34 units high.
type TableView struct {
	*Rows
	st   *Style
	cols []Column
	gap  float32
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
	for i, c := range t.cols {
		o := cell(i)
		if o == nil {
			o = Gap(0, 0)
		}
		if c.Width > 0 {
			parts = append(parts, Fixed(Clip(o), c.Width, 0))
		} else {
			parts = append(parts, Grow(Clip(o), 1))
		}
	}
	return Pad(0, 10, Columns(t.gap, parts...))
}

// Object is head and rows.
func (t *TableView) Object() fyne.CanvasObject {
	head := t.line(func(c int) fyne.CanvasObject {
		x := t.st.Text(t.cols[c].Head, t.st.Caption, Ink2)
		if t.cols[c].Right {
			x.Alignment = fyne.TextAlignTrailing
		}
		return x
	})
	return Col(0, Stack(t.st.Fill(Head), Fixed(head, 0, 34)), t.st.Rule(), Grow(t.Rows.Object(), 1))
}

// Cell is plain text for a table cell.
func (t *TableView) Cell(s string, tone Tone) fyne.CanvasObject { return t.st.Text(s, t.st.Body, tone) }

// Figure is text that ends at the right, for numbers.
func (t *TableView) Figure(s string, tone Tone) fyne.CanvasObject {
	return t.st.Right(s, t.st.Body, tone)
}
