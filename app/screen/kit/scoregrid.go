package kit

import "fyne.io/fyne/v2"

// ScoreRow is one rubric item as the grid shows it.
type ScoreRow struct {
	No           string
	Name, Module string
	Full         string
	Text         string // the score as stored or typed; empty: none yet
	Typed        bool   // Text is typed and not stored
	Veto         bool   // a veto item: it has a box
	Vetoed       bool
	Reason       string // of the veto, or the source of a review item
	Others       []Raw  // what each assessor gave, for arbitration
}

// Raw is one assessor's mark of an item as arbitration sees it.
type Raw struct {
	Text string
	Veto bool
}

// ScoreWords are the grid's column heads and the words at its boxes.
type ScoreWords struct {
	No, Item, Full, Score, Veto, VetoItem, Vetoed string
	Others                                        []string // heads of the others' columns
}

// ScoreGrid is the rubric: rows of labels and one field, which stands in the active
// row's cell. What is typed goes into that field and nowhere else, since a list of
// fields would let a scrolled-away one be edited unseen (pitfalls 1.2).
type ScoreGrid struct {
	Field *Field

	st    *Style
	words ScoreWords
	rows  []ScoreRow
	list  *Rows
	onBox bool // the veto box of the active row has the keyboard, not the cell
}

// NewScoreGrid makes a grid. tapped is told which row was touched.
func (st *Style) NewScoreGrid(w ScoreWords, f *Field, tapped func(i int)) *ScoreGrid {
	g := &ScoreGrid{Field: f, st: st, words: w}
	h := float32(58)
	if st.Short {
		h = 50
	}
	if st.Step == Extra {
		h = max(50, st.Body*1.45+22)
	}
	g.list = st.NewRows(h, g.row, tapped)
	// A question at the foot must not push the next item out of sight.
	g.list.Fit(44)
	g.list.lives = func(i int) bool { return i == g.list.active && !g.onBox && g.Field != nil }
	return g
}

// Set shows rows with the keyboard in the active one's cell, or in its veto box.
func (g *ScoreGrid) Set(rows []ScoreRow, active int, onBox bool) {
	g.rows, g.onBox = rows, onBox
	g.list.Set(len(rows), active)
}

// SetWords changes the heads, as when others' columns appear.
func (g *ScoreGrid) SetWords(w ScoreWords) { g.words = w }

// Widths of the columns in units.
const (
	colNo, colFull, colCell, colVeto, colOther = 38, 46, 96, 108, 80
)

func (g *ScoreGrid) line(no, item, full, cell, veto fyne.CanvasObject, others []fyne.CanvasObject) fyne.CanvasObject {
	parts := []fyne.CanvasObject{Fixed(no, colNo, 0), Gap(20, 0), Grow(item, 1), Gap(8, 0), Fixed(full, colFull, 0)}
	for _, o := range others {
		parts = append(parts, Gap(6, 0), Fixed(o, colOther, 0))
	}
	gap := float32(20)
	if len(others) > 0 {
		gap = 2 // the columns of the others take the room, and show the vetoes
	}
	parts = append(parts, Gap(gap, 0), Fixed(cell, colCell, 0), Gap(12, 0))
	if len(others) == 0 {
		parts = append(parts, Fixed(veto, colVeto, 0), Gap(12, 0))
	}
	return Columns(0, parts...)
}

// Head is the grid's head line.
func (g *ScoreGrid) Head() fyne.CanvasObject {
	st, w := g.st, g.words
	var others []fyne.CanvasObject
	for _, o := range w.Others {
		others = append(others, st.Right(o, st.Caption, Ink2))
	}
	line := g.line(st.Right(w.No, st.Caption, Ink2), st.Text(w.Item, st.Caption, Ink2), st.Right(w.Full, st.Caption, Ink2),
		st.Right(w.Score, st.Caption, Ink2), Inset(0, 0, 0, 8, st.Text(w.Veto, st.Caption, Ink2)), others)
	return Col(0, Stack(st.Flat(Head), Fixed(line, 0, 34)), st.Rule())
}

// Body is the rows; it takes what height it is given and scrolls.
func (g *ScoreGrid) Body() fyne.CanvasObject { return g.list.Object() }

func (g *ScoreGrid) row(i int, on bool) fyne.CanvasObject {
	st, r := g.st, g.rows[i]
	name := Col(-2, Space(), st.Trimmed(r.Name, st.Body+2, Ink), st.Trimmed(r.Module, st.Caption, Ink2), Space())
	if st.Step == Extra || r.Module == "" || g.list.height < (st.Caption+st.Body+2)*1.45 {
		name = Col(0, Space(), st.Trimmed(r.Name, st.Body+2, Ink), Space())
	}
	var others []fyne.CanvasObject
	for _, o := range r.Others {
		var mark fyne.CanvasObject = Gap(0, 0)
		if o.Veto {
			mark = st.Shape(Vetoed, 18)
		}
		others = append(others, Row(3, Space(), mark, st.Text(o.Text, st.Body+2, Ink)))
	}
	return g.line(st.Right(r.No, st.Body+2, Ink2), name, st.Right(r.Full, st.Body+2, Ink2), Pad(g.pad(), 0, g.cell(r, on)), g.veto(r, on), others)
}

// pad is the room over and under a cell: less in low rows.
func (g *ScoreGrid) pad() float32 {
	if g.list.height < 50 {
		return 3
	}
	return 6
}

func (g *ScoreGrid) cell(r ScoreRow, on bool) fyne.CanvasObject {
	st := g.st
	if on && !g.onBox && g.Field != nil {
		return g.Field
	}
	edge, width := Edge, float32(1)
	if r.Text == "" {
		edge = Line
	}
	ink := Ink
	if r.Typed {
		ink = Hint
	}
	var mark fyne.CanvasObject = Gap(0, 0)
	if len(g.words.Others) > 0 {
		if r.Text == "" {
			return Gap(0, 0) // only the sum is arbitrated
		}
		if r.Vetoed {
			mark = st.Shape(Vetoed, 18)
		}
	}
	return Stack(st.Box(Input, edge, width, 4), Inset(0, 13, 0, 8, Row(2, mark, Space(), st.Text(r.Text, st.Body+8, ink))))
}

func (g *ScoreGrid) veto(r ScoreRow, on bool) fyne.CanvasObject {
	st := g.st
	if !r.Veto {
		return st.Trimmed(r.Reason, st.Caption, Ink2)
	}
	body := Row(6, st.Icon("box-empty", 20, Ink2), st.Text(g.words.VetoItem, st.Body, Ink2))
	if r.Vetoed {
		words := Col(-4, st.Text(g.words.Vetoed, st.Body, Err), st.Trimmed(r.Reason, st.Caption, Err))
		body = Row(6, st.Shape(Vetoed, 20), Grow(words, 1))
	}
	if on && g.onBox {
		return Pad(g.pad(), 0, Stack(st.Box(Input, Pri, 3, 4), Pad(0, 8, body)))
	}
	return Inset(0, 0, 0, 8, body)
}
