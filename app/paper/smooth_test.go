package paper

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// A quarter of a circle of radius 100 given by four points 30° apart: the chord is
// 100·(1-cos 15°) = 3.4 off the circle in its middle, the curve less than 2.
func TestSmoothIsRound(t *testing.T) {
	var pts []Point
	for d := 0.0; d <= 90; d += 30 {
		s, c := math.Sincos(d * math.Pi / 180)
		pts = append(pts, Point{100 * c, 100 * s})
	}
	for _, p := range Smooth(pts, 4)[1:] {
		if r := math.Hypot(p.X, p.Y); r < 98 || r > 102 {
			t.Errorf("%.1f, %.1f is %.1f from the middle", p.X, p.Y, r)
		}
	}
}

func TestSmoothKeepsWhatWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 12).Draw(t, "n")
		pts := make([]Point, n)
		for i := range pts {
			pts[i] = Point{float64(rapid.IntRange(0, 3620).Draw(t, "x")), float64(rapid.IntRange(0, 1320).Draw(t, "y"))}
		}
		got := Smooth(pts, smoothStep)
		at := 0
		for _, p := range got {
			if math.IsNaN(p.X) || math.IsNaN(p.Y) {
				t.Fatalf("not a number in %v", got)
			}
			if at < n && p == pts[at] {
				at++
			}
		}
		if at < n {
			t.Fatalf("point %d of %v is not on the curve", at, pts)
		}
	})
}

func TestSmoothStraightStaysStraight(t *testing.T) {
	for _, p := range Smooth([]Point{{0, 5}, {10, 5}, {10, 5}, {40, 5}, {90, 5}}, 1) {
		if math.Abs(p.Y-5) > 1e-9 {
			t.Errorf("%v left the line", p)
		}
	}
}
