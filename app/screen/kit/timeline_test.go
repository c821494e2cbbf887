package kit

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
)

// look.md 6.2: hours from the first session −30 min to the last +30 min.
func TestTimelineHours(t *testing.T) {
	tl := newStyle(t, Light, Standard).NewTimeline("rooms")
	tl.Set([]Lane{{Blocks: []Block{{From: 8*60 + 30, To: 10*60 + 30}, {From: 16*60 + 30, To: 18*60 + 30}}}}, "", -1, "")
	if tl.shows.from != 8*60 || tl.shows.to != 19*60 {
		t.Errorf("from %d to %d, want 480 to 1140", tl.shows.from, tl.shows.to)
	}
}

// lanesOf are rooms with five sessions each, 8:00 to 18:00.
func lanesOf(n, cursorLane int) []Lane {
	var out []Lane
	for i := range n {
		l := Lane{Name: fmt.Sprintf("第 %d 考场", i), Note: fmt.Sprintf("P%02d", i)}
		for k := range 5 {
			l.Blocks = append(l.Blocks, Block{From: 480 + 120*k, To: 570 + 120*k, State: Running, Fills: true, Word: "进行中", Count: "12/12",
				Title: "P01 焊工三级", Short: "P01", Line: "已评 5/36", Cursor: i == cursorLane && k == 2})
		}
		out = append(out, l)
	}
	return out
}

// look.md 6.2: up to three rooms share the height; more have lanes of 44, and what
// does not fit at 36 scrolls.
func TestTimelineLanes(t *testing.T) {
	for _, c := range []struct {
		lanes, seen  int
		height, lane float64
	}{
		{2, 2, 228, 85}, {3, 3, 228, 170.0 / 3}, // 228 − 30 − 28 = 170
		{4, 4, 240, 44}, {8, 8, 410, 44}, {8, 8, 346, 36},
		{12, 8, 346, 36}, {12, 7, 317, 37}, // 259 of 36 are 7, each 37
	} {
		tl := newStyle(t, Light, Standard).NewTimeline("rooms")
		tl.Set(lanesOf(c.lanes, -1), "foot", -1, "")
		lane, seen, _ := tl.lay(c.height)
		if seen != c.seen || lane != c.lane {
			t.Errorf("%d lanes in %v: %d of %v, want %d of %v", c.lanes, c.height, seen, lane, c.seen, c.lane)
		}
	}
}

// The lane of the keyboard comes into sight; the wheel moves by a lane and stays
// where it was put until the keyboard moves.
func TestTimelineScrolls(t *testing.T) {
	tl := newStyle(t, Light, Standard).NewTimeline("rooms")
	tl.Resize(fyne.NewSize(1108, 346)) // eight lanes
	paint := func() int { tl.paint(1108, 346); return tl.first }
	tl.Set(lanesOf(12, 0), "foot", 600, "10:00")
	if at := paint(); at != 0 {
		t.Errorf("at the top, not at %d", at)
	}
	tl.Set(lanesOf(12, 9), "foot", 600, "10:00")
	if at := paint(); at != 2 { // lanes 2 to 9
		t.Errorf("lane 9 is the last in sight from 2 on, not %d", at)
	}
	tl.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 10)})
	tl.Set(lanesOf(12, 9), "foot", 601, "10:01")
	if at := paint(); at != 1 {
		t.Errorf("the minute took the wheel back: %d", at)
	}
	for range 9 {
		tl.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -10)})
	}
	if at := paint(); at != 4 { // 12 − 8
		t.Errorf("the end is at 4, not %d", at)
	}
	var lane, block int
	tl.OnTap = func(l, b int) { lane, block = l, b }
	x := tl.x(480+120*3+10, 1108)
	tl.Tapped(&fyne.PointEvent{Position: fyne.NewPos(float32(x), 30+36*2+5)})
	if lane != 6 || block != 3 {
		t.Errorf("tapped lane %d block %d, want the third in sight, the fourth session", lane, block)
	}
	lane = -1
	for _, p := range []fyne.Position{{X: 20, Y: 60}, {X: float32(x), Y: 5}, {X: float32(x), Y: 340}, {X: float32(tl.x(575, 1108)), Y: 60}} {
		tl.Tapped(&fyne.PointEvent{Position: p})
	}
	if lane != -1 {
		t.Error("room name, hours, foot or a pause was taken for a session")
	}
}

// Only what changed is painted: the same lanes again give the same picture.
func TestTimelinePaintsOnChange(t *testing.T) {
	tl := newStyle(t, Light, Standard).NewTimeline("rooms")
	tl.Resize(fyne.NewSize(1108, 346))
	tl.Set(lanesOf(12, 0), "foot", 600, "10:00")
	first := tl.paint(1108, 346)
	tl.Set(lanesOf(12, 0), "foot", 600, "10:00")
	if tl.paint(1108, 346) != first {
		t.Error("painted again without a change")
	}
	tl.Set(lanesOf(12, 0), "foot", 601, "10:01")
	if tl.paint(1108, 346) == first {
		t.Error("a minute later it is the old picture")
	}
}

// Twelve rooms and sixty sessions, painted anew: the cost of a minute.
func BenchmarkTimeline(b *testing.B) {
	st := newStyle(b, Light, Standard)
	tl := st.NewTimeline("rooms")
	tl.Resize(fyne.NewSize(1108, 360))
	lanes := lanesOf(12, 3)
	for i := 0; b.Loop(); i++ {
		tl.Set(lanes, "foot", 480+i%600, "10:00")
		tl.paint(1108, 360)
	}
}
