package paper

import (
	"math"
	"slices"
)

// outline is the edge of a stroke, down its one side and up the other with round
// ends, and the places where a dot rounds it: every bend that would show.
func outline(s Path) (edge, round []Point) {
	pts := slices.CompactFunc(slices.Clone(s.Points), func(a, b Point) bool { return a == b })
	if len(pts) == 0 {
		return nil, nil
	}
	if len(pts) == 1 {
		return nil, pts
	}
	const showing = 0.94 // cosine of the least bend, 20°, that needs a dot
	r := s.W / 2
	var back []Point
	at := func(p, n Point) {
		edge = append(edge, Point{p.X + n.X*r, p.Y + n.Y*r})
		back = append(back, Point{p.X - n.X*r, p.Y - n.Y*r})
	}
	last := normal(pts[0], pts[1])
	begin := roundEnd(pts[0], Point{-last.X, -last.Y}, r)
	at(pts[0], last)
	for i := 1; i < len(pts)-1; i++ {
		next := normal(pts[i], pts[i+1])
		if last.X*next.X+last.Y*next.Y < showing {
			round = append(round, pts[i])
			at(pts[i], last)
		}
		at(pts[i], next)
		last = next
	}
	end := pts[len(pts)-1]
	at(end, last)
	slices.Reverse(back)
	return slices.Concat(edge, roundEnd(end, last, r), back, begin), round
}

// roundEnd is the half circle that goes from p + n r, ahead of p, to p - n r.
func roundEnd(p, n Point, r float64) []Point {
	out := make([]Point, 0, 3)
	for _, a := range []float64{math.Pi / 4, math.Pi / 2, 3 * math.Pi / 4} {
		sin, cos := math.Sincos(a)
		out = append(out, Point{p.X + r*(n.X*cos+n.Y*sin), p.Y + r*(n.Y*cos-n.X*sin)})
	}
	return out
}

// normal is the unit vector across the way from a to b.
func normal(a, b Point) Point {
	d := math.Hypot(b.X-a.X, b.Y-a.Y)
	return Point{-(b.Y - a.Y) / d, (b.X - a.X) / d}
}

// dot is a circle of ten corners.
func dot(c Point, r float64) []Point {
	const corners = 10
	out := make([]Point, corners)
	for i := range out {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / corners)
		out[i] = Point{c.X + r*cos, c.Y + r*sin}
	}
	return out
}

// thin leaves out the points of a stroke that lie within tolerance of the line
// between those that stay (Douglas and Peucker, 1973). A pad gives a point every
// few milliseconds; most add nothing that can be seen. The ends always stay.
func thin(pts []Point, tolerance float64) []Point {
	if len(pts) < 3 {
		return pts
	}
	a, b := pts[0], pts[len(pts)-1]
	far, where := 0.0, 0
	for i := 1; i < len(pts)-1; i++ {
		if d := distance(pts[i], a, b); d > far {
			far, where = d, i
		}
	}
	if far <= tolerance {
		return []Point{a, b}
	}
	head := thin(pts[:where+1], tolerance)
	return append(slices.Clone(head[:len(head)-1]), thin(pts[where:], tolerance)...)
}

// distance is how far p is from the stretch between a and b.
func distance(p, a, b Point) float64 {
	dx, dy := b.X-a.X, b.Y-a.Y
	t := 0.0
	if l := dx*dx + dy*dy; l > 0 {
		t = min(1, max(0, ((p.X-a.X)*dx+(p.Y-a.Y)*dy)/l))
	}
	return math.Hypot(p.X-a.X-t*dx, p.Y-a.Y-t*dy)
}
