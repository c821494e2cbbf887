package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Ledger is a list of entries under bands, such as days: a band is lower than an
// entry and never active. Like Rows it draws only what is seen.
type Ledger struct {
	st     *Style
	entry  float32
	band   float32
	count  int
	banded func(i int) bool
	row    func(i int) fyne.CanvasObject
	tapped func(i int)
	active int
	first  int
	box    *fyne.Container
}

// NewLedger makes a list with the heights of an entry and of a band; banded says
// which rows are bands, row draws one.
func (st *Style) NewLedger(entry, band float32, banded func(i int) bool, row func(i int) fyne.CanvasObject, tapped func(i int)) *Ledger {
	l := &Ledger{st: st, entry: entry, band: band, banded: banded, row: row, tapped: tapped}
	l.box = container.New(&ledgerLayout{l: l})
	return l
}

// Object is the list as it stands in a panel.
func (l *Ledger) Object() fyne.CanvasObject { return l.box }

// Set says how many rows there are and which entry is active, and draws.
func (l *Ledger) Set(count, active int) {
	l.count, l.active = count, active
	l.draw()
}

// Page is how many entries a page has.
func (l *Ledger) Page() int { return max(1, int(l.box.Size().Height/l.entry)-1) }

func (l *Ledger) height(i int) float32 {
	if l.banded(i) {
		return l.band
	}
	return l.entry
}

// span is how high the rows from a to b are, b among them.
func (l *Ledger) span(a, b int) float32 {
	h := float32(0)
	for i := a; i <= b; i++ {
		h += l.height(i)
	}
	return h
}

func (l *Ledger) draw() {
	room := l.box.Size().Height
	if room > 0 {
		l.first = min(l.first, l.active)
		if l.first > 0 && l.banded(l.first-1) {
			l.first-- // its day is seen with the first entry
		}
		for l.first < l.active && l.span(l.first, l.active) > room {
			l.first++
		}
		for l.first > 0 && l.span(l.first-1, l.count-1) <= room {
			l.first-- // no empty room below while there is more above
		}
	}
	l.first = max(0, l.first)
	var objs []fyne.CanvasObject
	y := float32(0)
	for i := l.first; i < l.count && y+l.height(i) <= room+2; i++ {
		o := l.one(i)
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(l.box.Size().Width, l.height(i)))
		objs, y = append(objs, o), y+l.height(i)
	}
	if len(objs) < l.count && room > 0 {
		objs = append(objs, l.scrollBar(room))
	}
	l.box.Objects = objs
	l.box.Refresh()
}

func (l *Ledger) scrollBar(room float32) fyne.CanvasObject {
	all := l.span(0, l.count-1)
	h := max(24, (room-8)*room/all)
	bar := l.st.Box(Edge, Edge, 0, 3)
	bar.Move(fyne.NewPos(l.box.Size().Width-9, 4+(room-8-h)*min(1, l.span(0, l.first-1)/max(1, all-room))))
	bar.Resize(fyne.NewSize(6, h))
	return bar
}

func (l *Ledger) one(i int) fyne.CanvasObject {
	if l.banded(i) {
		return Stack(l.st.Flat(Head), l.row(i))
	}
	var parts []fyne.CanvasObject
	if i == l.active {
		parts = append(parts, l.st.Flat(PriTint), Columns(0, Fixed(l.st.Fill(Pri), 4, 0)))
	}
	parts = append(parts, Col(0, Grow(l.row(i), 1), l.st.Rule()))
	return l.st.Tap(Stack(parts...), func() { l.tapped(i) })
}

type ledgerLayout struct {
	l    *Ledger
	last fyne.Size
}

func (x *ledgerLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(40, x.l.entry) }

func (x *ledgerLayout) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	if s != x.last {
		x.last = s
		x.l.draw()
	}
}
