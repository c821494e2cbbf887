package kit

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// readPath flattens the d attribute of a path: M L H V C S A Z, absolute and
// relative. One polyline a subpath.
func readPath(d string) ([][]pt, error) {
	p := pathReader{in: d}
	for {
		p.blank()
		if p.at >= len(p.in) {
			p.end()
			return p.lines, p.err
		}
		c := p.in[p.at]
		if strings.IndexByte("MmLlHhVvCcSsAaZz", c) >= 0 {
			p.cmd = c
			p.at++
		} else if p.cmd == 0 || p.cmd == 'Z' || p.cmd == 'z' {
			return nil, fmt.Errorf("read icon: path at %d", p.at)
		}
		p.step()
		if p.err != nil {
			return nil, p.err
		}
	}
}

type pathReader struct {
	in    string
	at    int
	cmd   byte
	cur   pt
	first pt
	ctrl  pt // last control point, for S
	line  []pt
	lines [][]pt
	err   error
}

func (p *pathReader) blank() {
	for p.at < len(p.in) && strings.IndexByte(" ,\n\t", p.in[p.at]) >= 0 {
		p.at++
	}
}

// number reads the next number; "3.2.8" is two of them.
func (p *pathReader) number() float64 {
	p.blank()
	from, dot := p.at, false
	for p.at < len(p.in) {
		c := p.in[p.at]
		if c >= '0' && c <= '9' || c == '.' && !dot || (c == '-' || c == '+') && p.at == from {
			dot = dot || c == '.'
			p.at++
			continue
		}
		break
	}
	v, err := strconv.ParseFloat(p.in[from:p.at], 64)
	if err != nil && p.err == nil {
		p.err = fmt.Errorf("read icon: number at %d", from)
	}
	return v
}

// flag reads one arc flag, which may touch the number behind it.
func (p *pathReader) flag() bool {
	p.blank()
	if p.at >= len(p.in) {
		p.err = fmt.Errorf("read icon: arc flag at %d", p.at)
		return false
	}
	p.at++
	return p.in[p.at-1] == '1'
}

func (p *pathReader) point(rel bool) pt {
	v := pt{p.number(), p.number()}
	if rel {
		v.x, v.y = v.x+p.cur.x, v.y+p.cur.y
	}
	return v
}

func (p *pathReader) end() {
	if len(p.line) > 0 {
		p.lines = append(p.lines, p.line)
	}
	p.line = nil
}

func (p *pathReader) to(v pt) {
	p.line = append(p.line, v)
	p.cur, p.ctrl = v, v
}

func (p *pathReader) step() {
	rel := p.cmd >= 'a'
	switch p.cmd {
	case 'M', 'm':
		v := p.point(rel)
		p.end()
		p.first = v
		p.to(v)
		p.cmd-- // M to L: further pairs are lines
	case 'L', 'l':
		p.to(p.point(rel))
	case 'H', 'h':
		x := p.number()
		if rel {
			x += p.cur.x
		}
		p.to(pt{x, p.cur.y})
	case 'V', 'v':
		y := p.number()
		if rel {
			y += p.cur.y
		}
		p.to(pt{p.cur.x, y})
	case 'C', 'c':
		a := p.point(rel)
		p.curve(a, p.point(rel), p.point(rel))
	case 'S', 's':
		a := pt{2*p.cur.x - p.ctrl.x, 2*p.cur.y - p.ctrl.y}
		p.curve(a, p.point(rel), p.point(rel))
	case 'A', 'a':
		r := p.number()
		p.number() // second radius: ours are circles
		p.number() // rotation
		large, sweep := p.flag(), p.flag()
		p.arc(r, large, sweep, p.point(rel))
	case 'Z', 'z':
		p.to(p.first)
		p.end()
		p.line = nil
		p.cur = p.first
	}
}

func (p *pathReader) curve(a, b, to pt) {
	from := p.cur
	for i := 1; i <= 10; i++ {
		t := float64(i) / 10
		u := 1 - t
		p.line = append(p.line, pt{
			u*u*u*from.x + 3*u*u*t*a.x + 3*u*t*t*b.x + t*t*t*to.x,
			u*u*u*from.y + 3*u*u*t*a.y + 3*u*t*t*b.y + t*t*t*to.y,
		})
	}
	p.cur, p.ctrl = to, b
}

// arc draws a circle's arc from the current point (SVG 1.1, F.6.5 with rx = ry).
func (p *pathReader) arc(r float64, large, sweep bool, to pt) {
	from := p.cur
	dx, dy := (from.x-to.x)/2, (from.y-to.y)/2
	half := math.Hypot(dx, dy)
	if half == 0 {
		return
	}
	r = math.Max(r, half)
	k := math.Sqrt(math.Max(0, r*r-half*half)) / half
	if large == sweep {
		k = -k
	}
	cx, cy := (from.x+to.x)/2+k*dy, (from.y+to.y)/2-k*dx
	a, b := math.Atan2(from.y-cy, from.x-cx), math.Atan2(to.y-cy, to.x-cx)
	if sweep && b < a {
		b += 2 * math.Pi
	}
	if !sweep && b > a {
		b -= 2 * math.Pi
	}
	p.line = append(p.line, arcPoints(cx, cy, r, a, b)[1:]...)
	p.cur, p.ctrl = to, to
}
