package kit

import (
	"fmt"
	"image"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Block is one session on the timeline. From and To are minutes of the day.
type Block struct {
	From, To int
	State    State
	Word     string // of the state
	Count    string // 12/12
	Title    string
	Line     string // what is next
	Cursor   bool   // the keyboard is on it
}

// Lane is one room.
type Lane struct {
	Name, Note string
	Blocks     []Block
}

// Timeline is the day's page: a lane a room, in one picture.
type Timeline struct {
	st      *Style
	lanes   []Lane
	head    string // over the rooms
	foot    string // rooms without sessions
	from    int
	to      int
	now     int // minutes of the day; outside from–to: no line
	nowWord string
	raster  *canvas.Raster
}

// NewTimeline makes a timeline; head is the word over the rooms.
func (st *Style) NewTimeline(head string) *Timeline {
	t := &Timeline{st: st, head: head}
	t.raster = canvas.NewRaster(t.paint)
	t.raster.SetMinSize(fyne.NewSize(200, 90))
	return t
}

// Object is the timeline as it stands in a panel.
func (t *Timeline) Object() fyne.CanvasObject { return t.raster }

// Set shows lanes from the hour before the first session to the hour after the
// last, the foot line and the present time.
func (t *Timeline) Set(lanes []Lane, foot string, now int, nowWord string) {
	t.lanes, t.foot, t.now, t.nowWord = lanes, foot, now, nowWord
	first, last := 24*60, 0
	for _, l := range lanes {
		for _, b := range l.Blocks {
			first, last = min(first, b.From), max(last, b.To)
		}
	}
	if first > last {
		first, last = 9*60, 17*60
	}
	t.from, t.to = (first-30)/60*60, (last+30+59)/60*60
	t.raster.Refresh()
}

const (
	laneHead  = 30.0
	laneFoot  = 28.0
	roomWidth = 150.0
	laneRight = 16.0
)

func (t *Timeline) paint(w, h int) image.Image {
	width := float64(t.raster.Size().Width)
	height := float64(t.raster.Size().Height)
	p := NewPen(t.st, w, h, float32(width))
	if width <= 0 || t.to <= t.from {
		return p.Image()
	}
	x := func(m int) float64 {
		return roomWidth + (width-roomWidth-laneRight)*float64(m-t.from)/float64(t.to-t.from)
	}
	cap := float64(t.st.Caption)
	p.Bar(0, 0, width, laneHead, Head)
	p.Text(t.head, 14, (laneHead-cap*1.45)/2, cap, 0, Ink2)
	bottom := height
	if t.foot != "" {
		bottom -= laneFoot
		p.Bar(0, bottom, width, 1, Line)
		p.Text(t.foot, 14, bottom+(laneFoot-cap*1.45)/2, cap, 0, Ink2)
	}
	for m := t.from; m <= t.to; m += 60 {
		p.Bar(x(m), laneHead, 1, bottom-laneHead, Line)
		align := 0.5
		if m == t.from {
			align = 0
		}
		if m == t.to {
			align = 1
		}
		if hour := fmt.Sprintf("%d:00", m/60); math.Abs(x(m)-x(t.now)) > 30+p.Width(hour, cap)/2+cap {
			p.Text(hour, x(m), (laneHead-cap*1.45)/2, cap, align, Ink2) // the present time stands over its neighbour
		}
	}
	// The now line runs behind the blocks, so that no word is crossed out.
	shown := t.now >= t.from && t.now <= t.to
	if shown {
		p.Bar(x(t.now)-1, laneHead-3, 2, bottom-laneHead+3, Err)
	}
	lane := (bottom - laneHead) / float64(max(1, len(t.lanes)))
	for i, l := range t.lanes {
		t.lane(p, l, laneHead+lane*float64(i), lane, width, x)
	}
	if shown {
		p.Rect(x(t.now)-28, 3, 56, 23, 4, Err, Err, 0)
		p.Text(t.nowWord, x(t.now), 3+(23-cap*1.45)/2, cap, 0.5, OnState)
	}
	return p.Image()
}

func (t *Timeline) lane(p *Pen, l Lane, y, h, width float64, x func(int) float64) {
	body, cap := float64(t.st.Body), float64(t.st.Caption)
	p.Bar(0, y, width, 1, Line)
	if h >= 52 {
		p.Text(l.Name, 14, y+h/2-body*1.45+2, body, 0, Ink)
		p.Text(l.Note, 14, y+h/2+2, cap, 0, Ink2)
	} else {
		p.Text(l.Name, 14, y+(h-body*1.45)/2, body, 0, Ink)
	}
	for _, b := range l.Blocks {
		t.block(p, b, x(b.From), y+6, x(b.To)-x(b.From)-4, h-12)
	}
}

func (t *Timeline) block(p *Pen, b Block, x, y, w, h float64) {
	edge := Line
	if tone := b.State.Tone(); tone == Pri || tone == Warn || tone == Err {
		edge = tone
	}
	width := 1.0
	if b.Cursor {
		edge, width = Pri, 3
	}
	p.Rect(x, y, w, h, 6, b.State.Tint(), b.State.Tint(), 0)
	if b.State == Running && t.now > b.From {
		done := w * float64(min(t.now, b.To)-b.From) / float64(max(1, b.To-b.From))
		p.Rect(x, y, done, h, 6, Sel, Sel, 0)
	}
	p.strokeLines([][]pt{roundRect(x+width/2, y+width/2, w-width, h-width, 6)}, width, t.st.C(edge))
	body, cap := float64(t.st.Body)-1, float64(t.st.Caption)
	lines := 3.0
	if h < 3*21+4 {
		lines = 2
	}
	if h < 46 {
		lines = 1
	}
	line := min(22, (h-6)/lines)
	top := y + (h-line*lines)/2
	mid := func(i, size float64) float64 { return top + line*i + (line-size*1.45)/2 }
	p.Shape(b.State.file(), x+11, top+(line-18)/2, 18, b.State.Tone())
	p.Text(b.Count, x+w-10, mid(0, body), body, 1, Ink)
	room := w - 45 - p.Width(b.Count, body)
	if lines == 1 {
		p.Text(p.fit(b.Title, body, room), x+35, mid(0, body), body, 0, Ink)
		return
	}
	p.Text(p.fit(b.Word, body, room), x+35, mid(0, body), body, 0, b.State.Tone())
	p.Text(p.fit(b.Title, body, w-20), x+11, mid(1, body), body, 0, Ink)
	if lines > 2 {
		p.Text(p.fit(b.Line, cap, w-20), x+11, mid(2, cap), cap, 0, Ink2)
	}
}
