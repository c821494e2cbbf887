package screen

import (
	"fmt"
	"image/color"
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"kaowu/app/screen/kit"
)

// area is a rectangle of the window in units.
type area struct{ x0, y0, x1, y1 float32 }

func areaOf(p fyne.Position, s fyne.Size) area {
	return area{p.X, p.Y, p.X + s.Width, p.Y + s.Height}
}

func (a area) meet(b area) area {
	return area{max(a.x0, b.x0), max(a.y0, b.y0), min(a.x1, b.x1), min(a.y1, b.y1)}
}

func (a area) empty() bool { return a.x1 <= a.x0 || a.y1 <= a.y0 }

func (a area) String() string {
	if a.y0 == -math.MaxFloat32 {
		return fmt.Sprintf("%.0f–%.0f across", a.x0, a.x1)
	}
	return fmt.Sprintf("%.0f,%.0f–%.0f,%.0f", a.x0, a.y0, a.x1, a.y1)
}

// line is one line of text as it stands in the window.
type line struct {
	text, full string
	ink        area // where its characters are painted
	size       float32
	gone       bool // covered by a dialog
}

// eye walks what a window paints, in the order of painting, and collects faults.
// A text may be painted only inside its own box and every box round that; two
// texts may not lie over one another, and nothing may be painted over half a text.
type eye struct {
	st     *kit.Style
	lines  []line
	faults []string
	people []string
	words  []string // verdicts: never shortened
}

// looks fails the test when text in the window is cut, covered or overlaps.
func (w *world) looks(name string) {
	w.t.Helper()
	for _, f := range w.faults() {
		w.t.Errorf("%s: %s", name, f)
	}
}

func (w *world) faults() []string {
	e := &eye{st: w.sh.u.st, people: w.people(), words: w.verdicts()}
	return e.see(w.win)
}

// people are all names in the exam: a name of a person is never shortened.
func (w *world) people() []string {
	var out []string
	for _, c := range w.plan.Candidates {
		out = append(out, c.Name)
	}
	for _, p := range w.plan.Staff {
		out = append(out, p.Name)
	}
	return out
}

func (w *world) verdicts() []string {
	var out []string
	for _, v := range []string{"qualified", "not-qualified", "open"} {
		out = append(out, w.sh.u.T("screen.results."+v))
	}
	return out
}

func (e *eye) see(win fyne.Window) []string {
	c := win.Canvas()
	all := areaOf(fyne.Position{}, c.Size())
	e.walk(c.Content(), fyne.Position{}, all, []area{all}, "")
	for _, o := range c.Overlays().List() {
		e.walk(o, fyne.Position{}, all, []area{all}, "")
	}
	e.overlaps()
	return e.faults
}

func (e *eye) fault(format string, a ...any) { e.faults = append(e.faults, fmt.Sprintf(format, a...)) }

// walk goes through o at position at. clip is what of it can be seen; boxes are the
// boxes that it must stay in; full is a text before it was shortened.
func (e *eye) walk(o fyne.CanvasObject, at fyne.Position, clip area, boxes []area, full string) {
	if o == nil || !o.Visible() {
		return
	}
	at = at.Add(o.Position())
	box := areaOf(at, o.Size())
	switch x := o.(type) {
	case *canvas.Text:
		if full == "" {
			full = x.Text
		}
		e.text(x, full, box, clip, boxes)
	case *canvas.Rectangle:
		e.covers(box.meet(clip), x.FillColor)
	case *canvas.Raster:
		if flat := kit.FlatColour(x); flat != nil {
			e.covers(box.meet(clip), flat)
			return
		}
		e.picture(x, at, clip, boxes)
	case *fyne.Container:
		inner := boxes
		if !box.empty() {
			inner = append(boxes[:len(boxes):len(boxes)], box)
		}
		f := ""
		if s, ok := x.Layout.(interface{ Full() string }); ok {
			f = s.Full()
		}
		for _, child := range x.Objects {
			e.walk(child, at, clip, inner, f)
		}
	case *container.Scroll:
		// What is above or below is reached by scrolling; what is beside is not.
		seen := clip.meet(box)
		wide := area{box.x0, -math.MaxFloat32, box.x1, math.MaxFloat32}
		for _, child := range test.WidgetRenderer(x).Objects() {
			e.walk(child, at, seen, []area{wide}, "")
		}
	case fyne.Widget:
		inner := append(boxes[:len(boxes):len(boxes)], box)
		for _, child := range within(x) {
			e.walk(child, at, clip, inner, "")
		}
	}
}

// Where the characters of a line of KaowuSans stand in its box of 1.45 × size.
const inkTop, inkBottom = 0.28, 1.26

// Slack is what painting may differ from measuring, in units.
const slack = 1.5

func (e *eye) text(x *canvas.Text, full string, box, clip area, boxes []area) {
	if strings.TrimSpace(x.Text) == "" {
		return
	}
	m := x.MinSize()
	left, top := box.x0, box.y0
	switch x.Alignment {
	case fyne.TextAlignTrailing:
		left = box.x1 - m.Width
	case fyne.TextAlignCenter:
		left = box.x0 + (box.x1-box.x0-m.Width)/2
	}
	if h := box.y1 - box.y0; h > m.Height {
		top += (h - m.Height) / 2
	}
	ink := area{left, top + x.TextSize*inkTop, left + m.Width, top + x.TextSize*inkBottom}
	e.add(line{text: x.Text, full: full, ink: ink, size: x.TextSize}, clip, append(boxes[:len(boxes):len(boxes)], area{box.x0, -math.MaxFloat32, box.x1, math.MaxFloat32}))
}

// picture looks at the text that a part paints by itself.
func (e *eye) picture(r *canvas.Raster, at fyne.Position, clip area, boxes []area) {
	s := r.Size()
	if r.Generator == nil || s.Width < 60 || s.Height < 24 {
		return // a mark or an icon
	}
	box := areaOf(at, s)
	e.st.Witness(func(p kit.Painted) {
		x, y := at.X+p.X, at.Y+p.Y
		e.add(line{text: p.Text, full: p.Full, ink: area{x, y + p.Size*inkTop, x + p.W, y + p.Size*inkBottom}, size: p.Size},
			clip, append(boxes[:len(boxes):len(boxes)], box))
	})
	r.Generator(int(s.Width), int(s.Height))
	e.st.Witness(nil)
}

func (e *eye) add(l line, clip area, boxes []area) {
	if l.ink.meet(clip).empty() {
		return // scrolled away
	}
	for _, b := range boxes {
		over := max(b.x0-l.ink.x0, l.ink.x1-b.x1)
		if over > slack {
			e.fault("%q at %v is %.0f wider than its box %v", l.text, l.ink, over, b)
			break
		}
		if over = max(b.y0-l.ink.y0, l.ink.y1-b.y1); over > slack {
			e.fault("%q at %v is %.0f higher than its box %v", l.text, l.ink, over, b)
			break
		}
	}
	if l.size < 9 {
		e.fault("%q is only %.0f high", l.text, l.size)
	}
	e.shortened(l)
	l.ink = l.ink.meet(clip) // the rest of a line at a scroll's edge is not painted
	e.lines = append(e.lines, l)
}

// shortened: only names of places and subjects may be (look.md 7).
func (e *eye) shortened(l line) {
	kept, cut := strings.CutSuffix(l.text, "…")
	if !cut || l.full == l.text {
		return
	}
	lost := strings.TrimPrefix(l.full, kept)
	for _, never := range append(append([]string{}, e.people...), e.words...) {
		if i := strings.Index(l.full, never); i >= 0 && i+len(never) > len(kept) {
			e.fault("%q is shortened to %q and loses %q", l.full, l.text, never)
			return
		}
	}
	if strings.ContainsAny(lost, "0123456789") {
		e.fault("%q is shortened to %q and loses a number", l.full, l.text)
	}
	if len([]rune(kept)) < 2 {
		e.fault("%q is shortened to %q", l.full, l.text)
	}
}

// covers is a rectangle painted over what is there so far: a veil or a dialog hides
// texts whole, and half a text is a fault.
func (e *eye) covers(box area, fill color.Color) {
	if fill == nil || box.x1-box.x0 < 4 || box.y1-box.y0 < 4 {
		return // a caret, a rule or a bar
	}
	if _, _, _, a := fill.RGBA(); a < 0x4000 {
		return
	}
	for i := range e.lines {
		l := &e.lines[i]
		m := l.ink.meet(box)
		if l.gone || m.empty() || m.x1-m.x0 < slack || m.y1-m.y0 < slack {
			continue
		}
		if m.x1-m.x0 < l.ink.x1-l.ink.x0-slack || m.y1-m.y0 < l.ink.y1-l.ink.y0-slack {
			e.fault("%q at %v is half covered by a rectangle %v", l.text, l.ink, box)
		}
		l.gone = true
	}
}

func (e *eye) overlaps() {
	for i, a := range e.lines {
		for _, b := range e.lines[i+1:] {
			m := a.ink.meet(b.ink)
			if !a.gone && !b.gone && !m.empty() && m.x1-m.x0 > slack && m.y1-m.y0 > slack {
				e.fault("%q at %v lies over %q at %v", a.text, a.ink, b.text, b.ink)
			}
		}
	}
}

// The check itself must be able to fail.
func TestLooksFindsWhatIsWrong(t *testing.T) {
	w := newWorld(t, "2026-12-20 08:20:00")
	st := w.sh.u.st
	text := func(s string, x, y, width float32) fyne.CanvasObject {
		o := st.Text(s, 16, kit.Ink)
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(width, 23))
		return o
	}
	at := func(o fyne.CanvasObject, x, y, wide, high float32) fyne.CanvasObject {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(wide, high))
		return o
	}
	who := w.plan.Candidates[0].Name
	for _, c := range []struct {
		want string
		objs []fyne.CanvasObject
	}{
		{"", []fyne.CanvasObject{text("ABC", 10, 10, 100), text("DEF", 10, 30, 100)}},
		{"wider", []fyne.CanvasObject{text("ABCDEFGHIJ", 10, 10, 40)}},
		{"wider", []fyne.CanvasObject{text("ABCDEFGHIJ", 360, 10, 200)}},
		{"higher", []fyne.CanvasObject{text("ABC", 10, 190, 100)}},
		{"lies over", []fyne.CanvasObject{text("ABC", 10, 10, 100), text("DEF", 15, 18, 100)}},
		{"half covered", []fyne.CanvasObject{text("ABCDEF", 10, 10, 100), at(st.Fill(kit.Panel), 30, 0, 50, 50)}},
		{"", []fyne.CanvasObject{text("ABCDEF", 10, 10, 100), at(st.Fill(kit.Panel), 0, 0, 150, 50), text("ABC", 10, 12, 100)}},
		{"loses", []fyne.CanvasObject{at(st.Trimmed("考试 "+who, 16, kit.Ink), 0, 0, 44, 23)}},
		{"loses a number", []fyne.CanvasObject{at(st.Trimmed("焊工三级操作技能 P01", 16, kit.Ink), 0, 0, 90, 23)}},
		{"", []fyne.CanvasObject{at(st.Trimmed("焊接与切割实训中心", 16, kit.Ink), 0, 0, 90, 23)}},
	} {
		w.win.SetContent(container.NewWithoutLayout(c.objs...))
		w.win.Resize(fyne.NewSize(400, 200))
		e := &eye{st: st, people: w.people()}
		got := strings.Join(e.see(w.win), "; ")
		if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("want %q, found %q", c.want, got)
		}
	}
}
