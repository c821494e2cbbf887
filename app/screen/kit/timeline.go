package kit

import (
	"image"
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Block is one session on the timeline. From and To are minutes of the day.
type Block struct {
	From, To int
	State    State
	Tone     Tone   // of tint, mark and word; empty: the state's
	Due      bool   // somebody should act: an outline in its tone
	Fills    bool   // fills as time passes
	Word     string // of the state
	Count    string // 12/12
	Title    string // number and subject
	Short    string // number alone, where there is no room for the title
	Line     string // what is next
	Cursor   bool   // the keyboard is on it
}

// Lane is one room.
type Lane struct {
	Name, Note string
	Blocks     []Block
}

// Timeline is the day's page: a lane a room, in one picture (look 6.2). Up to three
// rooms have blocks of three lines; more have lanes of one line, and what does not
// fit scrolls with the block that the keyboard is on.
type Timeline struct {
	widget.BaseWidget
	// OnTap is told which block of which lane was tapped.
	OnTap func(lane, block int)

	st     *Style
	raster *canvas.Raster
	head   string // over the rooms
	shows  shown
	first  int         // lane at the top
	follow bool        // the cursor has moved: bring its lane into sight
	drawn  *image.RGBA // the picture as it stands; nil: to be drawn
	size   fyne.Size   // that it was drawn for
}

// shown is all that the picture is made from.
type shown struct {
	lanes    []Lane
	foot     string // rooms without sessions
	now      int    // minutes of the day; outside from–to: no line
	nowWord  string
	from, to int
}

// NewTimeline makes a timeline; head is the word over the rooms.
func (st *Style) NewTimeline(head string) *Timeline {
	t := &Timeline{st: st, head: head}
	t.raster = canvas.NewRaster(t.paint)
	t.raster.SetMinSize(fyne.NewSize(200, 90))
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer draws the one picture.
func (t *Timeline) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.raster) }

// Set shows lanes from the half hour before the first session to the half hour
// after the last, the foot line and the present time. It draws only what changed.
func (t *Timeline) Set(lanes []Lane, foot string, now int, nowWord string) {
	next := shown{lanes: lanes, foot: foot, now: now, nowWord: nowWord}
	first, last := 24*60, 0
	for _, l := range lanes {
		for _, b := range l.Blocks {
			first, last = min(first, b.From), max(last, b.To)
		}
	}
	if first > last {
		first, last = 9*60, 17*60
	}
	next.from, next.to = (first-30)/60*60, min(24*60, (last+30+59)/60*60)
	if t.drawn != nil && reflect.DeepEqual(next, t.shows) {
		return
	}
	t.follow = t.follow || cursorLane(lanes) != cursorLane(t.shows.lanes)
	t.shows = next
	t.redraw()
}

// Foot is the line under the lanes.
func (t *Timeline) Foot() string { return t.shows.foot }

func (t *Timeline) redraw() {
	t.drawn = nil
	t.raster.Refresh()
}

// cursorLane is the lane that the keyboard is on, -1 for none.
func cursorLane(lanes []Lane) int {
	for i, l := range lanes {
		for _, b := range l.Blocks {
			if b.Cursor {
				return i
			}
		}
	}
	return -1
}

const (
	laneHead  = 30.0
	laneFoot  = 28.0
	laneTight = 36.0 // a lane of one line, where there are many
	laneOne   = 44.0 // a lane of one line
	manyLanes = 3    // up to here lanes share the room and have three lines
	roomWidth = 150.0
	laneRight = 16.0
)

// TimelineHeight is the room that lanes ask for, with their head and foot; never
// more than eight lanes' (look 6.2).
func TimelineHeight(lanes int) float32 {
	if lanes <= manyLanes {
		return 0
	}
	return laneHead + laneFoot + laneOne*float32(min(lanes, 8))
}

// lay says where the lanes are: their height, how many are seen, and the last edge.
func (t *Timeline) lay(height float64) (lane float64, seen int, bottom float64) {
	bottom = height
	if t.shows.foot != "" {
		bottom -= laneFoot
	}
	n, room := len(t.shows.lanes), bottom-laneHead
	switch {
	case n <= manyLanes:
		return room / float64(max(1, n)), n, bottom
	case room >= laneTight*float64(n):
		return min(laneOne, room/float64(n)), n, bottom
	}
	seen = max(1, int(room/laneTight))
	return room / float64(seen), seen, bottom
}

// x is where a minute of the day stands.
func (t *Timeline) x(m int, width float64) float64 {
	return roomWidth + (width-roomWidth-laneRight)*float64(m-t.shows.from)/float64(max(1, t.shows.to-t.shows.from))
}

// Tapped tells which block was tapped and gives the keyboard back.
func (t *Timeline) Tapped(e *fyne.PointEvent) {
	size := t.raster.Size()
	lane, seen, bottom := t.lay(float64(size.Height))
	y := float64(e.Position.Y) - laneHead
	if i := t.first + int(y/lane); y >= 0 && y < min(bottom-laneHead, lane*float64(seen)) && i < len(t.shows.lanes) && t.OnTap != nil {
		for n, b := range t.shows.lanes[i].Blocks {
			if x := float64(e.Position.X); x >= t.x(b.From, float64(size.Width)) && x < t.x(b.To, float64(size.Width)) {
				t.OnTap(i, n)
				break
			}
		}
	}
	if t.st.Host != nil {
		t.st.Host.Touched()
	}
}

// Scrolled moves by a lane.
func (t *Timeline) Scrolled(e *fyne.ScrollEvent) {
	_, seen, _ := t.lay(float64(t.raster.Size().Height))
	by := 1
	if e.Scrolled.DY > 0 {
		by = -1
	}
	if to := max(0, min(t.first+by, len(t.shows.lanes)-seen)); to != t.first {
		t.first = to
		t.redraw()
	}
}
