package kit

import "math"

// sharp is the turn, as a cosine, beyond which a line is cut into two with round
// ends of their own: a joint of offsets would cross itself there.
const sharp = 0.7

// outline is what a stroked polyline covers, r to each side: one polygon for each
// run without a sharp turn, and a ring of two for a closed smooth line. All are
// wound alike, so that overlaps add up instead of cancelling, and edges are smoothed
// once and not twice.
func outline(l []pt, r, scale float64) [][]pt {
	l = distinct(l)
	if len(l) == 0 {
		return nil
	}
	if len(l) == 1 {
		return [][]pt{disc(l[0], r, scale)}
	}
	closed := len(l) > 3 && l[0] == l[len(l)-1]
	if closed && smooth(l) {
		return [][]pt{side(l, r, true), backward(side(l, -r, true))}
	}
	var out [][]pt
	for from := 0; from < len(l)-1; {
		to := from + 1
		for to < len(l)-1 && cosine(l[to-1], l[to], l[to+1]) > sharp {
			to++
		}
		run := l[from : to+1]
		poly := side(run, r, false)
		poly = append(poly, cap(run[len(run)-1], run[len(run)-2], r, scale)...)
		poly = append(poly, backward(side(run, -r, false))...)
		poly = append(poly, cap(run[0], run[1], r, scale)...)
		out = append(out, wound(poly))
		from = to
	}
	return out
}

func distinct(l []pt) []pt {
	var out []pt
	for _, v := range l {
		if len(out) == 0 || math.Hypot(v.x-out[len(out)-1].x, v.y-out[len(out)-1].y) > 1e-9 {
			out = append(out, v)
		}
	}
	return out
}

func cosine(a, b, c pt) float64 {
	ux, uy, vx, vy := b.x-a.x, b.y-a.y, c.x-b.x, c.y-b.y
	return (ux*vx + uy*vy) / (math.Hypot(ux, uy) * math.Hypot(vx, vy))
}

func smooth(l []pt) bool {
	n := len(l) - 1
	for i := range n {
		if cosine(l[(i+n-1)%n], l[i], l[i+1]) <= sharp {
			return false
		}
	}
	return true
}

// side is the line moved by r across its direction, its corners mitred.
func side(l []pt, r float64, closed bool) []pt {
	n := len(l)
	out := make([]pt, 0, n)
	for i, v := range l {
		before, after := v, v
		switch {
		case i > 0:
			before = l[i-1]
		case closed:
			before = l[n-2]
		}
		switch {
		case i < n-1:
			after = l[i+1]
		case closed:
			after = l[1]
		}
		ax, ay := normal(before, v)
		bx, by := normal(v, after)
		if before == v {
			ax, ay = bx, by
		}
		if after == v {
			bx, by = ax, ay
		}
		mx, my := ax+bx, ay+by
		k := 2 / (mx*mx + my*my) // 1/cos of half the turn, along the bisector
		out = append(out, pt{v.x + mx*k*r, v.y + my*k*r})
	}
	return out
}

func normal(a, b pt) (x, y float64) {
	d := math.Hypot(b.x-a.x, b.y-a.y)
	if d == 0 {
		return 0, 0
	}
	return (b.y - a.y) / d, -(b.x - a.x) / d
}

// cap is the round end at v of a line that comes from u.
func cap(v, u pt, r, scale float64) []pt {
	n := max(4, min(16, int(r*scale*2)))
	from := math.Atan2(v.y-u.y, v.x-u.x) - math.Pi/2
	out := make([]pt, 0, n-1)
	for i := 1; i < n; i++ {
		s, c := math.Sincos(from + math.Pi*float64(i)/float64(n))
		out = append(out, pt{v.x + r*c, v.y + r*s})
	}
	return out
}

func backward(l []pt) []pt {
	out := make([]pt, len(l))
	for i, v := range l {
		out[len(l)-1-i] = v
	}
	return out
}

// wound turns a polygon so that it runs clockwise on the screen.
func wound(l []pt) []pt {
	area := 0.0
	for i, v := range l {
		u := l[(i+1)%len(l)]
		area += v.x*u.y - u.x*v.y
	}
	if area < 0 {
		return backward(l)
	}
	return l
}

// disc is a dot, with no more corners than can be seen.
func disc(c pt, r, scale float64) []pt {
	n := max(8, min(32, int(r*scale*3)))
	out := make([]pt, n)
	for i := range out {
		s, k := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		out[i] = pt{c.x + r*k, c.y + r*s}
	}
	return out
}
