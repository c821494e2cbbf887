package paper

import (
	"math"
	"strconv"
)

// bars draws lines of parts; the longest takes the width there is.
func (l *chartLay) bars(top, bottom float64) {
	label, value, most := 0.0, 0.0, 1
	for _, b := range l.c.Bars {
		label = max(label, l.Width(b.Label, l.Body))
		value = max(value, l.Width(b.Value, l.Body))
		most = max(most, b.sum())
	}
	label = min(label, l.w*0.4)
	left := 12 + label + 16
	unit := (l.w - left - value - 24) / float64(most)
	row := (bottom - top - 8) / float64(len(l.c.Bars))
	high := min(34, row-6, max(24, row*0.56))
	for i, b := range l.c.Bars {
		y := top + 4 + row*float64(i) + (row-high)/2
		mid := y + (high-l.Body*lineHigh)/2
		l.text(l.cut(b.Label, l.Body, label), 12, mid, l.Body, 0, InkShade)
		x := left
		for _, p := range b.Parts {
			w := float64(p.N) * unit
			if p.N == 0 {
				continue
			}
			l.part(p, x, y, w, high, mid)
			x += w
		}
		l.text(b.Value, x+9, mid, l.Body, 0, InkShade)
	}
}

func (b Bar) sum() int {
	n := 0
	for _, p := range b.Parts {
		n += p.N
	}
	return n
}

func (l *chartLay) part(p BarPart, x, y, w, high, mid float64) {
	fill, edge, in := p.Shade, NoShade, OnShade
	switch p.Shade {
	case SpareShade:
		fill, edge, in = NoShade, SpareShade, InkShade
	case BadShade:
		fill, edge, in = BadTint, BadShade, BadShade
	case HalfShade:
		fill, edge, in = HalfTint, HalfShade, HalfShade
	}
	l.box(x, y, max(2, w-1.5), high, fill, edge)
	if l.Width(p.Word, l.Body)+14 <= w {
		l.text(p.Word, x+8, mid, l.Body, 0, in)
	} else if n := strconv.Itoa(p.N); p.Word != "" && l.Width(n, l.Body)+8 <= w {
		l.text(n, x+w/2, mid, l.Body, 0.5, in)
	}
}

// cut shortens the name of a place with … to a width.
func (l *chartLay) cut(s string, size, width float64) string {
	if l.Width(s, size) <= width+0.5 {
		return s
	}
	r := []rune(s)
	for n := len(r) - 1; n > 0; n-- {
		if short := string(r[:n]) + "…"; l.Width(short, size) <= width {
			return short
		}
	}
	return ""
}

// columns draws a distribution with its pass line.
func (l *chartLay) columns(top, bottom float64) {
	c := l.c.Columns
	most := 1
	for _, n := range c.N {
		most = max(most, n)
	}
	step := niceStep(most)
	ceil := (most + step - 1) / step * step
	left, right := 20+l.Width(strconv.Itoa(ceil), l.Caption)+10, l.w-30
	foot := bottom - l.Caption*lineHigh - 8
	high := foot - top - 2*l.Body*lineHigh - 5 // the pass line's word, and the figure over the highest
	y := func(n int) float64 { return foot - high*float64(n)/float64(ceil) }
	for n := 0; n <= ceil; n += step {
		l.box(left, y(n), right-left, 1, LineShade, NoShade)
		l.text(strconv.Itoa(n), left-8, y(n)-l.Caption*lineHigh/2, l.Caption, 1, SoftShade)
	}
	each := (right - left) / float64(len(c.N))
	x := func(points float64) float64 { return left + each*(points-float64(c.From))/float64(c.Step) }
	for i, n := range c.N {
		at := c.From + i*c.Step
		l.text(strconv.Itoa(at), x(float64(at)), foot+8, l.Caption, 0.5, SoftShade)
		if n > 0 {
			in := MainShade
			if float64(at) < c.Pass {
				in = BadShade
			}
			l.box(x(float64(at))+3, y(n), each-6, foot-y(n), in, NoShade)
		}
	}
	end := c.From + len(c.N)*c.Step
	l.text(strconv.Itoa(end), x(float64(end)), foot+8, l.Caption, 0.5, SoftShade)
	if c.Pass > float64(c.From) && c.Pass < float64(end) {
		l.passLine(x(c.Pass), top+6, foot, c.PassWord, right)
	}
	for i, n := range c.N {
		if n > 0 {
			l.text(strconv.Itoa(n), x(float64(c.From)+(float64(i)+0.5)*float64(c.Step)), y(n)-l.Body*lineHigh-1, l.Body, 0.5, InkShade)
		}
	}
}

func (l *chartLay) passLine(x, top, foot float64, word string, right float64) {
	for y := top; y < foot; y += 9 {
		l.box(x-1, y, 2, min(6, foot-y), InkShade, NoShade)
	}
	if w := l.Width(word, l.Body); x+9+w <= right {
		l.text(word, x+9, top-2, l.Body, 0, InkShade)
	} else {
		l.text(word, x-9, top-2, l.Body, 1, InkShade)
	}
}

// niceStep is 1, 2 or 5 times a power of ten, at most four of which reach n.
func niceStep(n int) int {
	for ten := 1; ; ten *= 10 {
		for _, k := range []int{1, 2, 5} {
			if 4*k*ten >= n {
				return k * ten
			}
		}
	}
}

// dots draws everybody's marks over one scale, with means.
func (l *chartLay) dots(top, bottom float64) {
	label, off := 0.0, 0.0
	for _, r := range l.c.Dots {
		label, off = max(label, l.Width(r.Label, l.Body)), max(off, l.Width(r.Off, l.Body))
	}
	left, right := 12+label+24, l.w-30
	if off > 0 {
		right = l.w - off - 30
	}
	foot := bottom - l.Caption*lineHigh - 2
	from := float64(l.c.DotsFrom)
	x := func(v float64) float64 { return left + (right-left)*(v-from)/(100-from) }
	for v := l.c.DotsFrom; v <= 100; v += 10 {
		l.box(x(float64(v)), top+8, 1, foot-top-8, LineShade, NoShade)
		l.text(strconv.Itoa(v), x(float64(v)), foot+2, l.Caption, 0.5, SoftShade)
	}
	row := (foot - top - 6) / float64(len(l.c.Dots))
	for i, r := range l.c.Dots {
		y := top + 6 + row*float64(i)
		l.dotRow(r, y, row, x)
		if r.Off != "" {
			l.text(r.Off, l.w-12, y+(row-l.Body*lineHigh)/2, l.Body, 1, HalfShade)
		}
	}
}

// dotRow strews dots that would cover one another up and down from the middle.
func (l *chartLay) dotRow(r DotRow, y, row float64, x func(float64) float64) {
	const dot = 6.4
	l.text(r.Label, 12, y+(row-l.Body*lineHigh)/2, l.Body, 0, InkShade)
	word := l.Caption*lineHigh - 2 // the mean's figure stands over its line
	mid, room := y+word+(row-word)/2, (row-word)/2-3
	in := MainShade
	if r.Off != "" {
		in = HalfShade
	}
	seen := map[int]int{}
	for _, v := range r.Points {
		at := int(math.Round(x(v) / dot))
		n := seen[at]
		seen[at]++
		// 0, +1, -1, +2, -2 … steps from the middle, kept inside the row.
		step := float64((n + 1) / 2)
		if n%2 == 0 {
			step = -step
		}
		dy := min(room-dot/2, max(-(room-dot/2), step*dot))
		l.items = append(l.items, ChartItem{Shape: ChartDot, X: x(v), Y: mid + dy, W: dot, Fill: in})
	}
	if len(r.Points) > 0 {
		l.box(x(r.Mean)-1.5, mid-room, 3, 2*room, InkShade, NoShade)
		l.text(r.Value, x(r.Mean), y, l.Caption, 0.5, InkShade)
	}
}
