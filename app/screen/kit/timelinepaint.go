package kit

import (
	"fmt"
	"image"
	"math"
)

// paint draws the picture, or gives the one that still holds.
func (t *Timeline) paint(w, h int) image.Image {
	size := t.raster.Size()
	if t.drawn != nil && t.st.font.see == nil && t.size == size && t.drawn.Bounds().Dx() == max(w, 1) && t.drawn.Bounds().Dy() == max(h, 1) {
		return t.drawn
	}
	p := NewPen(t.st, w, h, size.Width)
	if size.Width > 0 && t.shows.to > t.shows.from {
		t.all(p, float64(size.Width), float64(size.Height))
	}
	t.drawn, t.size = p.Image(), size
	return t.drawn
}

func (t *Timeline) all(p *Pen, width, height float64) {
	s, cap := &t.shows, float64(t.st.Caption)
	lane, seen, bottom := t.lay(height)
	t.keepInSight(seen)
	edge := laneHead + lane*float64(seen)
	p.Bar(0, 0, width, laneHead, Head)
	p.Text(t.head, 14, (laneHead-cap*1.45)/2, cap, 0, Ink2)
	now, shown := t.x(s.now, width), s.now >= s.from && s.now <= s.to
	half := p.Width(s.nowWord, cap)/2 + 10
	t.hours(p, width, edge, func(x, w float64) bool { return shown && math.Abs(x-now) < half+w })
	// The now line runs behind the blocks, so that no word is crossed out.
	if shown {
		p.Bar(now-1, laneHead-3, 2, edge-laneHead+3, Err)
	}
	for i := range seen {
		t.lane(p, s.lanes[t.first+i], laneHead+lane*float64(i), lane, width)
	}
	p.Bar(0, laneHead, width, 1, Line)
	if shown {
		p.Rect(now-half, 3, 2*half, 23, 4, Err, Err, 0)
		p.Text(s.nowWord, now, 3+(23-cap*1.45)/2, cap, 0.5, OnState)
	}
	if n := len(s.lanes); n > seen {
		room := edge - laneHead - 8
		bar := math.Max(24, room*float64(seen)/float64(n))
		p.Rect(width-9, laneHead+4+(room-bar)*float64(t.first)/float64(n-seen), 6, bar, 3, Edge, Edge, 0)
	}
	if s.foot != "" {
		p.Bar(0, bottom, width, laneFoot, Panel)
		p.Bar(0, bottom, width, 1, Line)
		p.Text(p.fit(s.foot, cap, width-28), 14, bottom+(laneFoot-cap*1.45)/2, cap, 0, Ink2)
	}
}

// keepInSight brings the lane of the keyboard into sight once it has moved.
func (t *Timeline) keepInSight(seen int) {
	if at := cursorLane(t.shows.lanes); t.follow && at >= 0 {
		t.first = max(min(t.first, at), at-seen+1)
	}
	t.follow = false
	t.first = max(0, min(t.first, len(t.shows.lanes)-seen))
}

// hours are the lines and words of the full hours; covered says where the present
// time takes the place of a word.
func (t *Timeline) hours(p *Pen, width, edge float64, covered func(x, half float64) bool) {
	s, cap := &t.shows, float64(t.st.Caption)
	step := 60
	for t.x(s.from+step, width)-t.x(s.from, width) < p.Width("10:00", cap)+8 && step < 240 {
		step *= 2
	}
	for m := s.from; m <= s.to; m += step {
		x, word := t.x(m, width), fmt.Sprintf("%d:00", m/60)
		p.Bar(x, laneHead, 1, edge-laneHead, Line)
		align, half := 0.5, p.Width(word, cap)/2
		middle := x
		switch m {
		case s.from:
			align, middle = 0, x+half
		case s.to:
			align, middle = 1, x-half
		}
		if !covered(middle, half) {
			p.Text(word, x, (laneHead-cap*1.45)/2, cap, align, Ink2)
		}
	}
}

func (t *Timeline) lane(p *Pen, l Lane, y, h, width float64) {
	body, cap := float64(t.st.Body), float64(t.st.Caption)
	p.Bar(0, y, width, 1, Line)
	if h >= 52 {
		p.Text(p.fit(l.Name, body, roomWidth-20), 14, y+h/2-body*1.45+2, body, 0, Ink)
		p.Text(l.Note, 14, y+h/2+2, cap, 0, Ink2)
	} else {
		p.Text(l.Note, roomWidth-8, y+(h-cap*1.45)/2, cap, 1, Ink2)
		p.Text(p.fit(l.Name, body, roomWidth-28-p.Width(l.Note, cap)), 14, y+(h-body*1.45)/2, body, 0, Ink)
	}
	gap := 6.0
	if h < laneOne {
		gap = 3
	}
	for _, b := range l.Blocks {
		x := t.x(b.From, width)
		t.block(p, b, x+1, y+gap+0.5, t.x(b.To, width)-x-2, h-2*gap)
	}
}

func (t *Timeline) block(p *Pen, b Block, x, y, w, h float64) {
	tone := b.Tone
	if tone == "" {
		tone = b.State.Tone()
	}
	edge, width := Line, float64(t.st.Stroke())
	if b.Due {
		edge = tone
		width = math.Max(width, 1.5)
	}
	if b.Cursor {
		edge, width = Pri, 3
	}
	p.Rect(x, y, w, h, 6, tone.Tint(), tone.Tint(), 0)
	if b.Fills && t.shows.now > b.From {
		done := w * float64(min(t.shows.now, b.To)-b.From) / float64(max(1, b.To-b.From))
		p.Rect(x, y, math.Max(12, done), h, 6, Sel, Sel, 0)
	}
	p.strokeLines([][]pt{roundRect(x+width/2, y+width/2, w-width, h-width, 6)}, width, t.st.C(edge))
	if h >= 46 {
		t.lines(p, b, tone, x, y, w, h)
	} else {
		t.oneLine(p, b, tone, x, y, w, h)
	}
}

// lines are the two or three lines of a high block: mark, word and count; number
// and subject; what is next.
func (t *Timeline) lines(p *Pen, b Block, tone Tone, x, y, w, h float64) {
	body, cap := float64(t.st.Body)-1, float64(t.st.Caption)
	step := math.Max(21, body*1.38)
	n := 3.0
	if h < 3*step {
		n = 2
	}
	step = math.Min(step, (h-4)/n)
	top := y + math.Min(6, (h-step*n)/2)
	mid := func(i, size float64) float64 { return top + step*i + (step-size*1.45)/2 }
	pad, mark := 11.0, 18.0
	if w < 150 {
		pad, mark = 6, 16
	}
	p.Shape(b.State.file(), x+pad, top+(step-mark)/2, mark, tone)
	left, right := x+pad+mark+pad/2, x+w-pad
	used := p.Width(b.Count, body)
	if p.Width(b.Word, body) > right-used-2-left { // then the count stands with the number
		p.Text(p.fit(b.Word, body, right-left), left, mid(0, body), body, 0, tone)
		p.Text(b.Count, right, mid(1, body), body, 1, Ink)
		right -= used + 4
	} else {
		p.Text(b.Word, left, mid(0, body), body, 0, tone)
		p.Text(b.Count, right, mid(0, body), body, 1, Ink)
	}
	title := b.Title
	if p.Width(title, body) > right-x-pad {
		title = b.Short
	}
	p.Text(title, x+pad, mid(1, body), body, 0, Ink)
	if n > 2 {
		if p.Width(b.Line, cap) > w-2*pad {
			cap = math.Min(cap, 14) // it may end in a name, which is not to be cut
		}
		p.Text(p.fit(b.Line, cap, w-2*pad), x+pad, mid(2, cap), cap, 0, Ink2)
	}
}

// oneLine is a low block: mark, number, count, and of word and subject what fits.
func (t *Timeline) oneLine(p *Pen, b Block, tone Tone, x, y, w, h float64) {
	body, cap := float64(t.st.Body)-1, float64(t.st.Caption)
	mid := func(size float64) float64 { return y + (h-size*1.45)/2 }
	p.Shape(b.State.file(), x+7, y+(h-16)/2, 16, tone)
	at, right := x+28, x+w-8
	for body > 14 && p.Width(b.Short, body)+8+p.Width(b.Count, body) > right-at {
		body-- // a large text size does not take the count away
	}
	p.Text(p.fit(b.Short, body, right-at), at, mid(body), body, 0, Ink)
	at += p.Width(b.Short, body) + 8
	if n := p.Width(b.Count, body); right-n >= at {
		p.Text(b.Count, right, mid(body), body, 1, Ink)
		right -= n + 8
	}
	if n := p.Width(b.Word, cap); right-n >= at {
		p.Text(b.Word, at, mid(cap), cap, 0, tone)
	}
}
