package paper

// Padding within a cell, in millimetres, and the width of table lines.
const (
	padX, padY = 1.3, 0.9
	ruleWidth  = 0.2
)

// align is where the text of a cell stands.
type align uint8

const (
	toLeft align = iota
	toMiddle
	toRight
)

// cell is one cell of a table. The zero cell is empty and one column wide.
type cell struct {
	s     string
	span  int // columns; 0 is 1
	down  int // rows that it reaches over, in a head only; 0 is 1
	under bool
	align align
	size  float64 // points; 0 is bodySize
	ink   Ink     // 0 is Black
	fill  Ink
	high  float64 // height at least
	draw  func(x, y, w, h float64) []Item
}

// row is the cells of one row, left to right.
type row []cell

// table is a ruled grid. Its head is repeated on each page; a row is parted over
// pages only when no page could hold it.
type table struct {
	widths []float64 // of the columns, in millimetres
	head   []row
	rows   []row
	low    float64 // least height of a body row
	size   float64 // of text without a size of its own, points; 0 is bodySize
}

// laid is a row with its lines broken.
type laid struct {
	cells []laidCell
	h     float64
}

type laidCell struct {
	cell
	x, w  float64
	lines []string
}

// table puts t on the page, over as many pages as it takes.
func (fl *flow) table(t table) {
	t.widths = fl.fit(t)
	head := make([]laid, len(t.head))
	headH := 0.0
	for i, r := range t.head {
		head[i] = fl.lay(t, r, 0)
		headH += head[i].h
	}
	reach(head)
	for i, r := range t.rows {
		l := fl.lay(t, r, t.low)
		if i == 0 {
			fl.need(headH + min(l.h, fl.whole()-headH))
			fl.drawHead(head)
		}
		for l.h > fl.left() {
			if l.h > fl.whole()-headH { // no page could hold it
				if first, rest, ok := fl.part(l); ok {
					fl.drawRow(first)
					l = rest
				}
			}
			fl.page()
			fl.drawHead(head)
		}
		fl.drawRow(l)
	}
	if len(t.rows) == 0 {
		fl.need(headH)
		fl.drawHead(head)
	}
}

// sizeOf is the size of a cell's text.
func (t table) sizeOf(c cell) float64 {
	switch {
	case c.size > 0:
		return c.size
	case t.size > 0:
		return t.size
	}
	return bodySize
}

// lay breaks the lines of a row and measures it.
func (fl *flow) lay(t table, r row, low float64) laid {
	out := laid{h: low, cells: make([]laidCell, 0, len(r))}
	x, col := side, 0
	for _, c := range r {
		lc := laidCell{cell: c, x: x}
		lc.size = t.sizeOf(c)
		if lc.ink == 0 {
			lc.ink = Black
		}
		for n := max(1, c.span); n > 0 && col < len(t.widths); n-- {
			lc.w += t.widths[col]
			col++
		}
		x += lc.w
		if c.s != "" {
			lc.lines = fl.f.Face.wrap(fl.f.Face.Printable(c.s), lc.size, lc.w-2*padX)
		}
		if h := float64(len(lc.lines))*lineHeight(lc.size) + 2*padY; c.down <= 1 && h > out.h {
			out.h = h
		}
		out.h = max(out.h, c.high)
		out.cells = append(out.cells, lc)
	}
	return out
}

// part cuts a row where this page ends; ok is false when not one line fits.
func (fl *flow) part(l laid) (first, rest laid, ok bool) {
	room := fl.left() - 2*padY
	for _, c := range l.cells {
		n := min(len(c.lines), max(0, int(room/lineHeight(c.size))))
		a, b := c, c
		a.lines, b.lines, b.draw = c.lines[:n], c.lines[n:], nil
		first.cells, rest.cells = append(first.cells, a), append(rest.cells, b)
		first.h = max(first.h, float64(n)*lineHeight(c.size)+2*padY)
		rest.h = max(rest.h, float64(len(b.lines))*lineHeight(c.size)+2*padY)
		ok = ok || n > 0
	}
	return first, rest, ok && first.h <= fl.left()
}

// reach gives head cells that go down over further rows their whole height.
func reach(head []laid) {
	for i, r := range head {
		for j := range r.cells {
			c := &r.cells[j]
			if c.down > 1 {
				c.high = 0
				for _, below := range head[i:min(len(head), i+c.down)] {
					c.high += below.h
				}
			}
		}
	}
}

func (fl *flow) drawHead(head []laid) {
	for _, r := range head {
		fl.drawRow(r)
	}
}

// drawRow draws a measured row and goes below it.
func (fl *flow) drawRow(l laid) {
	items := make([]Item, 0, 2*len(l.cells)+4)
	for _, c := range l.cells {
		if c.under {
			continue // a cell of the row above reaches over this place
		}
		h := l.h
		if c.down > 1 {
			h = c.high
		}
		items = append(items, Box{X: c.x, Y: fl.y, W: c.w, H: h, Fill: c.fill, Stroke: ruleWidth, Ink: Rule})
		y := fl.y + (h-float64(len(c.lines))*lineHeight(c.size))/2
		for _, s := range c.lines {
			x := c.x + padX
			switch c.align {
			case toMiddle:
				x = c.x + (c.w-fl.f.Face.Width(s, c.size))/2
			case toRight:
				x = c.x + c.w - padX - fl.f.Face.Width(s, c.size)
			}
			if s != "" {
				items = append(items, Text{X: x, Y: y + baseline(c.size), Size: c.size, S: s, Ink: c.ink})
			}
			y += lineHeight(c.size)
		}
		if c.draw != nil {
			items = append(items, c.draw(c.x, fl.y, c.w, h)...)
		}
	}
	fl.put(items...)
	fl.y += l.h
}
