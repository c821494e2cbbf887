package paper

import (
	"time"

	"kaowu/app/exam"
)

// Measures of a page in millimetres, and sizes in points.
const (
	a4Short, a4Long = 210.0, 297.0
	side            = 14.0 // left and right margin
	top             = 13.0
	bottom          = 16.0 // holds the foot
	footY           = 9.0  // of the foot's baseline, from the lower edge

	titleSize = 17.0
	headSize  = 11.0 // headings of sections
	bodySize  = 9.5
	noteSize  = 8.0
)

// flow lays things one below another and begins a new page where one is full.
type flow struct {
	f     *Frame
	doc   Doc
	w, h  float64
	run   string // stands at the top of every page after the first
	y     float64
	fresh bool   // nothing has been put on this page yet
	over  []Item // of this page, over its boxes
}

// newFlow begins a paper with its title and, below, what it is about.
func newFlow(f *Frame, wide bool, title, about string) *flow {
	fl := &flow{f: f, w: a4Short, h: a4Long, run: f.t("running", "title", title, "about", about)}
	if wide {
		fl.w, fl.h = a4Long, a4Short
	}
	fl.doc.Title, fl.doc.Subject = title, about
	fl.page()
	fl.center(title, titleSize)
	fl.y += 1.5
	for _, s := range f.Clock {
		fl.note(f.clockNote(s))
	}
	if len(f.Clock) > 0 {
		fl.y += 1
	}
	return fl
}

// both is a time of day, and beside it the true one where the clock was off.
func (f *Frame) both(t exam.Time) string {
	for _, s := range f.Clock {
		if !t.Before(s.Start.Time) && !t.After(s.End.Time) {
			return f.t("true-time", "at", clock(t), "true", clock(exam.At(t.Add(s.Off()))))
		}
	}
	return clock(t)
}

// clockNote says by how much the times of a span are to be read otherwise.
func (f *Frame) clockNote(s exam.ClockSpan) string {
	off := s.Off()
	n := int((off.Abs() + 30*time.Second) / time.Minute)
	if off < 0 {
		return f.t("clock-fast", "from", seconds(s.Start), "until", seconds(s.End), "n", n)
	}
	return f.t("clock-slow", "from", seconds(s.Start), "until", seconds(s.End), "n", n)
}

// inner is the width between the margins.
func (fl *flow) inner() float64 { return fl.w - 2*side }

// left is the height that this page still has.
func (fl *flow) left() float64 { return fl.h - bottom - fl.y }

// whole is the height of a page without anything but its running head.
func (fl *flow) whole() float64 { return fl.h - bottom - top - lineHeight(noteSize) - 2 }

// put adds items to the page. Boxes go beneath everything else, so that the pen
// draws all grounds, then all lines, then all text, and rarely changes its ink.
func (fl *flow) put(items ...Item) {
	p := &fl.doc.Pages[len(fl.doc.Pages)-1]
	for _, it := range items {
		if _, ground := it.(Box); ground {
			p.Items = append(p.Items, it)
		} else {
			fl.over = append(fl.over, it)
		}
	}
	fl.fresh = false
}

// close puts what lies over the boxes on the page.
func (fl *flow) close() {
	if n := len(fl.doc.Pages); n > 0 {
		p := &fl.doc.Pages[n-1]
		p.Items = append(p.Items, fl.over...)
		fl.over = fl.over[:0]
	}
}

// page begins a new page.
func (fl *flow) page() {
	fl.close()
	fl.doc.Pages = append(fl.doc.Pages, Page{W: fl.w, H: fl.h})
	fl.y = top
	if fl.f.Drill {
		fl.drill()
	}
	if len(fl.doc.Pages) > 1 {
		fl.text(side, noteSize, Soft, fl.run)
		fl.y += 2
	}
	fl.fresh = true
}

// drill marks the page in its upper right corner, clear of everything else.
func (fl *flow) drill() {
	s := fl.f.Face.Printable(fl.f.t("drill"))
	w, h := fl.f.Face.Width(s, noteSize)+4, lineHeight(noteSize)+1
	x, y := fl.w-side-w, top-h-2
	fl.put(Box{X: x, Y: y, W: w, H: h, Stroke: 0.4, Ink: Black},
		Text{X: x + 2, Y: y + 0.5 + baseline(noteSize), Size: noteSize, S: s, Ink: Black})
}

// need begins a new page unless h millimetres are left.
func (fl *flow) need(h float64) {
	if fl.left() < h && !fl.fresh {
		fl.page()
	}
}

// text puts one line at x and goes below it.
func (fl *flow) text(x, size float64, ink Ink, s string) {
	fl.put(Text{X: x, Y: fl.y + baseline(size), Size: size, S: fl.f.Face.Printable(s), Ink: ink})
	fl.y += lineHeight(size)
}

// center puts text in the middle, wrapped.
func (fl *flow) center(s string, size float64) {
	for _, l := range fl.f.Face.wrap(fl.f.Face.Printable(s), size, fl.inner()) {
		fl.text((fl.w-fl.f.Face.Width(l, size))/2, size, Black, l)
	}
}

// heading begins a section; it stays on one page with the next keep millimetres.
func (fl *flow) heading(s string, keep float64) {
	fl.need(2.6 + lineHeight(headSize) + keep)
	fl.y += 2
	fl.text(side, headSize, Black, s)
	fl.y += 0.6
}

// note puts wrapped small text over the whole width.
func (fl *flow) note(s string) {
	for _, l := range fl.f.Face.wrap(fl.f.Face.Printable(s), noteSize, fl.inner()) {
		fl.need(lineHeight(noteSize))
		fl.text(side, noteSize, Soft, l)
	}
}

// finish writes the feet, now that the number of pages is known.
func (fl *flow) finish() Doc {
	fl.close()
	f := fl.f
	about := f.t("foot", "version", f.Version, "exam", f.Header.Exam, "printed", seconds(exam.Time{Time: f.Printed}))
	n := len(fl.doc.Pages)
	for i := range fl.doc.Pages {
		p := &fl.doc.Pages[i]
		y := p.H - footY
		count := f.Face.Printable(f.t("pages", "page", i+1, "pages", n))
		p.Items = append(p.Items,
			Line{X1: side, Y1: y - 4, X2: p.W - side, Y2: y - 4, W: 0.15, Ink: Rule},
			Text{X: side, Y: y, Size: noteSize, S: f.Face.Printable(about), Ink: Soft},
			Text{X: p.W - side - f.Face.Width(count, noteSize), Y: y, Size: noteSize, S: count, Ink: Black})
	}
	return fl.doc
}
