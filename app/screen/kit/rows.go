package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Rows is a list of which one row is active: a 4-unit bar and a tint show where
// the keyboard is (look.md 1). It scrolls to keep the active row in sight. It draws
// only the rows that are seen, so a list of 10,000 costs what a screenful costs.
type Rows struct {
	st     *Style
	height float32
	most   float32 // with Fit: the height where there is room, 0 without
	least  float32
	count  int
	active int
	row    func(i int, active bool) fyne.CanvasObject
	tapped func(i int)
	box    *fyne.Container
	first  int
	bar    bool
	lives  func(i int) bool // with a field or a button in it; nil: all rows may have
}

// NewRows makes a list of rows of one height. row draws one; tapped may be nil.
func (st *Style) NewRows(height float32, row func(i int, active bool) fyne.CanvasObject, tapped func(i int)) *Rows {
	r := &Rows{st: st, height: height, active: -1, row: row, tapped: tapped, bar: true}
	r.box = container.New(&rowsLayout{r: r})
	return r
}

// Fit lets rows be lower, down to least, so that all of them are seen at once
// where that is enough.
func (r *Rows) Fit(least float32) { r.most, r.least = r.height, least }

// Object is the list as it stands in a panel.
func (r *Rows) Object() fyne.CanvasObject { return r.box }

// Set says how many rows there are and which is active, -1 for none, and draws.
func (r *Rows) Set(count, active int) {
	r.count, r.active = count, active
	r.draw()
}

// Active is the active row, -1 for none.
func (r *Rows) Active() int { return r.active }

// seen is how many whole rows the box shows.
// A row that lacks its rule and a little more counts as whole.
func (r *Rows) seen() int { return max(1, int((r.box.Size().Height+8)/r.height)) }

// Page is how far PgUp and PgDn go.
func (r *Rows) Page() int { return r.seen() }

func (r *Rows) draw() {
	if h := r.box.Size().Height; r.most > 0 && h > 0 && r.count > 0 {
		r.height = max(r.least, min(r.most, h/float32(r.count)))
	}
	n := r.seen()
	switch {
	case r.box.Size().Height == 0:
		r.first = 0 // not laid out yet: where the active row is shown is decided then
	case r.active >= 0 && (r.active < r.first || r.active >= r.first+n):
		r.first = r.active - n/2
	}
	r.first = max(0, min(r.first, r.count-n))
	var objs []fyne.CanvasObject
	for i := r.first; i < min(r.count, r.first+n+1); i++ {
		objs = append(objs, r.one(i))
	}
	if r.count > n && r.box.Size().Height > 0 {
		objs = append(objs, r.st.Box(Edge, Edge, 0, 3))
	}
	r.box.Objects = objs
	r.box.Layout.Layout(objs, r.box.Size())
	r.box.Refresh()
}

func (r *Rows) one(i int) fyne.CanvasObject {
	on := i == r.active
	parts := []fyne.CanvasObject{}
	if on && r.bar {
		parts = append(parts, r.st.Flat(PriTint), Columns(0, Fixed(r.st.Fill(Pri), 4, 0)))
	}
	parts = append(parts, Col(0, Grow(r.row(i, on), 1), r.st.Rule()))
	body := fyne.CanvasObject(Stack(parts...))
	if r.tapped != nil {
		body = r.st.Tap(body, func() { r.tapped(i) })
	}
	if r.lives != nil && !r.lives(i) {
		return r.st.Still(body)
	}
	return body
}

// Redraw draws one row again, where it is seen.
func (r *Rows) Redraw(i int) {
	at := i - r.first
	if at < 0 || at >= len(r.box.Objects) || i >= r.count {
		return
	}
	old := r.box.Objects[at]
	o := r.one(i)
	o.Move(old.Position())
	o.Resize(old.Size())
	r.box.Objects[at] = o
	r.box.Refresh()
}

type rowsLayout struct {
	r    *Rows
	last fyne.Size
}

func (l *rowsLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	if l.r.most > 0 {
		return fyne.NewSize(40, l.r.least)
	}
	return fyne.NewSize(40, l.r.height)
}

func (l *rowsLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	if s != l.last {
		l.last = s
		l.r.draw()
		return
	}
	rows := len(o)
	if rows > 0 && l.r.count > l.r.seen() {
		rows--
		n := float32(l.r.seen())
		h := max(24, (s.Height-8)*n/float32(l.r.count))
		o[rows].Move(fyne.NewPos(s.Width-9, 4+(s.Height-8-h)*float32(l.r.first)/max(1, float32(l.r.count)-n)))
		o[rows].Resize(fyne.NewSize(6, h))
	}
	for i := range rows {
		y := float32(i) * l.r.height
		o[i].Move(fyne.NewPos(0, y))
		// The row that does not fit is cut at the edge, not drawn over it.
		o[i].Resize(fyne.NewSize(s.Width, l.r.height))
		if y+l.r.height > s.Height+8 {
			o[i].Hide()
		}
	}
}
