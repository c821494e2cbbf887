package kit

import (
	"image"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// SeatCell is one place of a room.
type SeatCell struct {
	Seat  int
	State State
	Name  string // shown once somebody sits there
}

// SeatMap is a room seen from the door: one picture, redrawn on change alone, since
// thirty seats of four objects each would be most of a screen (look.md 7).
type SeatMap struct {
	st     *Style
	cols   int
	cells  []SeatCell
	now    int
	raster *canvas.Raster
}

// NewSeatMap makes a map with so many columns, 5 to 8 by room.
func (st *Style) NewSeatMap(cols int) *SeatMap {
	m := &SeatMap{st: st, cols: max(1, cols)}
	m.raster = canvas.NewRaster(m.paint)
	return m
}

// Object is the map as it stands in a panel.
func (m *SeatMap) Object() fyne.CanvasObject { return m.raster }

// Set shows the places, with a ring round seat now (0: none).
func (m *SeatMap) Set(cells []SeatCell, now int) {
	m.cells, m.now = cells, now
	rows := (len(cells) + m.cols - 1) / m.cols
	m.raster.SetMinSize(fyne.NewSize(60, float32(rows)*48+float32(max(0, rows-1))*5))
	m.raster.Refresh()
}

// Columns is how many columns suit a room of n places.
func SeatColumns(n int) int {
	switch {
	case n <= 20:
		return 5
	case n <= 36:
		return 6
	case n <= 42:
		return 7
	}
	return 8
}

func (m *SeatMap) paint(w, h int) image.Image {
	width := m.raster.Size().Width
	p := NewPen(m.st, w, h, width)
	if len(m.cells) == 0 || width <= 0 {
		return p.Image()
	}
	const gap = 5.0
	rows := (len(m.cells) + m.cols - 1) / m.cols
	cw := (float64(width) - gap*float64(m.cols-1)) / float64(m.cols)
	ch := (float64(m.raster.Size().Height) - gap*float64(rows-1)) / float64(rows)
	for i, c := range m.cells {
		m.seat(p, c, float64(i%m.cols)*(cw+gap), float64(i/m.cols)*(ch+gap), cw, ch)
	}
	return p.Image()
}

func (m *SeatMap) seat(p *Pen, c SeatCell, x, y, w, h float64) {
	edge, width := c.State.Tone(), 1.0
	if c.State == NotCome || c.State == Absent {
		edge = Edge
	}
	if c.Seat == m.now {
		edge, width = Pri, 3
	}
	p.Rect(x, y, w, h, 4, c.State.Tint(), edge, width)
	cap := float64(m.st.Caption)
	if h >= 60 { // the large map is read from afar
		cap = min(float64(m.st.Title), h*0.3)
	}
	p.Text(strconv.Itoa(c.Seat), x+7, y+2, cap, 0, Ink2)
	p.Shape(c.State.file(), x+w-7-cap, y+5, cap+1, c.State.Tone())
	if c.Name == "" {
		return
	}
	// A long name is set smaller, not shortened (look.md 8).
	size := cap
	for size > 9 && p.Width(c.Name, size) > w-10 {
		size--
	}
	p.Text(c.Name, x+7, y+h-size*1.45-3, size, 0, Ink)
}
