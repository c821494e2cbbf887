package kit

import (
	"image"
	"io/fs"
	"math"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"pgregory.net/rapid"

	"kaowu/assets"
)

func TestEveryIconReads(t *testing.T) {
	names, err := fs.Glob(assets.Icons(), "*.svg")
	if err != nil || len(names) < 40 {
		t.Fatalf("%d icons, %v", len(names), err)
	}
	for _, n := range names {
		b, err := fs.ReadFile(assets.Icons(), n)
		if err != nil {
			t.Fatal(err)
		}
		s, err := readShape(b)
		if err != nil {
			t.Errorf("%s: %v", n, err)
			continue
		}
		for _, p := range s.parts {
			for _, l := range p.lines {
				for _, v := range l {
					if v.x < -1 || v.y < -1 || v.x > 21 || v.y > 21 {
						t.Fatalf("%s leaves its grid at %v", n, v)
					}
				}
			}
		}
	}
	for _, s := range States() {
		if _, err := fs.Stat(assets.Icons(), s.file()+".svg"); err != nil {
			t.Errorf("state %s has no mark: %v", s, err)
		}
	}
}

// An arc of a quarter circle, computed by hand: from (10,0) round (0,0) to (0,10).
func TestPathArc(t *testing.T) {
	l, err := readPath("M10 0A10 10 0 0 1 0 10")
	if err != nil || len(l) != 1 {
		t.Fatal(l, err)
	}
	for _, v := range l[0] {
		if r := math.Hypot(v.x, v.y); math.Abs(r-10) > 1e-6 {
			t.Errorf("%v is %.3f from the centre", v, r)
		}
	}
	if end := l[0][len(l[0])-1]; math.Abs(end.x) > 1e-6 || math.Abs(end.y-10) > 1e-6 {
		t.Errorf("ends at %v", end)
	}
}

func FuzzReadPath(f *testing.F) {
	for _, s := range []string{"M1 2l3.5.8z", "M0 0h2v2H0V0", "M12.5 3a4.3 4.3 0 0 0-4.6 5.9", "M1", "9", "M1 1A1 1 0 0", "Mxx", "M1 1c1 1 2 2 3 3s1 1 2 2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if l, err := readPath(s); err == nil {
			outline(flat(l), 1, 1)
		}
	})
}

func flat(l [][]pt) []pt {
	var out []pt
	for _, x := range l {
		out = append(out, x...)
	}
	return out
}

// A stroked line covers its own middle and nothing two widths away.
func TestStrokeCovers(t *testing.T) {
	st := newStyle(t, Light, Standard)
	p := NewPen(st, 100, 100, 100)
	p.strokeLines([][]pt{{{10, 50}, {90, 50}}, {{50, 10}, {50, 90}, {80, 90}}}, 4, st.C(Ink))
	for _, c := range []struct {
		x, y int
		on   bool
	}{{50, 50, true}, {20, 50, true}, {50, 88, true}, {70, 90, true}, {20, 58, false}, {70, 80, false}, {5, 5, false}} {
		if on := p.Image().RGBAAt(c.x, c.y).A > 200; on != c.on {
			t.Errorf("pixel %d,%d covered %v", c.x, c.y, on)
		}
	}
}

func TestWrapKeepsEverything(t *testing.T) {
	newFrame(t, newStyle(t, Light, Standard))
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[一-龥a-z0-9 ，。（）]{0,60}`).Draw(t, "text")
		w := float32(rapid.IntRange(60, 400).Draw(t, "width"))
		lines := Wrap(s, 16, w)
		strip := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if strip(strings.Join(lines, "")) != strip(s) {
			t.Fatalf("%q became %q", s, lines)
		}
	})
}

// GB/T 15834 5.1: no line begins with closing punctuation.
func TestWrapPunctuation(t *testing.T) {
	newFrame(t, newStyle(t, Light, Standard))
	for i, l := range Wrap("请考生到考务办公室。只有考点负责人，能改这个决定。", 16, 16*9) {
		if i > 0 && strings.ContainsAny(string([]rune(l)[:1]), noStart) {
			t.Errorf("line %d begins %q", i, l)
		}
	}
}

func TestSeatMapPaintsStates(t *testing.T) {
	st := newStyle(t, Light, Standard)
	m := st.NewSeatMap(2)
	m.raster.Resize(fyne.NewSize(205, 48))
	m.Set([]SeatCell{{Seat: 1, State: Admitted, Name: "贾梓"}, {Seat: 2, State: NotCome}}, 0)
	img := m.paint(205, 48).(*image.RGBA)
	if got := img.RGBAAt(60, 40); struct{ R, G, B, A uint8 }(got) != rgbaOf(st, OkTint) {
		t.Errorf("an admitted seat is %v", got)
	}
	if got := img.RGBAAt(165, 40); struct{ R, G, B, A uint8 }(got) != rgbaOf(st, Panel) {
		t.Errorf("an empty seat is %v", got)
	}
}

func rgbaOf(st *Style, t Tone) (c struct{ R, G, B, A uint8 }) {
	n := st.C(t)
	c.R, c.G, c.B, c.A = n.R, n.G, n.B, n.A
	return
}

// Points are tenths of a unit of a pad 362 by 132, whatever the pad's size.
func TestSignPadScales(t *testing.T) {
	st, c := newStyle(t, Light, Standard), newClock()
	for _, size := range []fyne.Size{{Width: 362, Height: 132}, {Width: 724, Height: 264}} {
		s := st.NewSignPad(size, c.now)
		s.Resize(size)
		s.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(size.Width/2, size.Height/2)}})
		c.at = c.at.Add(40 * time.Millisecond)
		s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(size.Width*2, -5)}})
		s.MouseUp(nil)
		got := s.Strokes()
		if len(got) != 1 || got[0][0] != (PadPoint{1810, 660, 0}) || got[0][1] != (PadPoint{3620, 0, 40}) {
			t.Errorf("%v gives %v", size, got)
		}
		s.Undo()
		if len(s.Strokes()) != 0 {
			t.Error("undo left a stroke")
		}
	}
}

// A list of 10,000 draws a screenful, with the active row in sight.
func TestRowsDrawWhatIsSeen(t *testing.T) {
	st := newStyle(t, Light, Standard)
	drawn := map[int]bool{}
	r := st.NewRows(44, func(i int, _ bool) fyne.CanvasObject { drawn[i] = true; return Clear() }, nil)
	r.Object().Resize(fyne.NewSize(300, 440))
	for _, at := range []int{0, 9, 10, 5000, 9999} {
		clear(drawn)
		r.Set(10000, at)
		if !drawn[at] || len(drawn) > 12 {
			t.Errorf("row %d: %d rows drawn, in sight %v", at, len(drawn), drawn[at])
		}
	}
}
