package paper

import "math"

// smoothStep is the longest piece, in units of the pad's tenths, that a stroke is
// drawn in.
const smoothStep = 12

// Smooth puts points between those of a stroke, along centripetal Catmull-Rom
// curves (Barry and Goldman 1988, Yuksel 2011): a pad gives some 60 whole pixels a
// second, and straight pieces between them would show as corners. The curve goes
// through every point that was written, has no loop of its own, and both window
// and paper draw it.
func Smooth(pts []Point, step float64) []Point {
	if len(pts) < 3 {
		return pts
	}
	out := []Point{pts[0]}
	for i := 0; i+1 < len(pts); i++ {
		p0, p1, p2, p3 := pts[max(0, i-1)], pts[i], pts[i+1], pts[min(len(pts)-1, i+2)]
		n := int(math.Ceil(math.Hypot(p2.X-p1.X, p2.Y-p1.Y) / step))
		for k := 1; k < n; k++ {
			out = append(out, between(p0, p1, p2, p3, float64(k)/float64(n)))
		}
		out = append(out, p2)
	}
	return out
}

// between is the point at u of the curve from p1 to p2, between 0 and 1. A missing
// neighbour is the end itself.
func between(p0, p1, p2, p3 Point, u float64) Point {
	knot := func(a, b Point) float64 { return math.Sqrt(math.Hypot(b.X-a.X, b.Y-a.Y)) }
	t1 := knot(p0, p1)
	t2 := t1 + knot(p1, p2)
	t3 := t2 + knot(p2, p3)
	t := t1 + (t2-t1)*u
	a1, a2, a3 := mix(p0, p1, 0, t1, t), mix(p1, p2, t1, t2, t), mix(p2, p3, t2, t3, t)
	b1, b2 := mix(a1, a2, 0, t2, t), mix(a2, a3, t1, t3, t)
	return mix(b1, b2, t1, t2, t)
}

// mix is on the line through a at s and b at e, at t.
func mix(a, b Point, s, e, t float64) Point {
	if e-s < 1e-9 {
		return b
	}
	k := (t - s) / (e - s)
	return Point{a.X + (b.X-a.X)*k, a.Y + (b.Y-a.Y)*k}
}
