package paper

// Chart is a picture of figures 图表: bars across, columns or dots, each value in
// words beside it. It is laid out once, in units of its own, and drawn by the window
// in colours and by ChartPages in greys; so screen, picture and paper agree.
type Chart struct {
	Title string // what is shown
	About string // of what, beside the title
	Note  string // at the right of the head
	Empty string // instead of everything else, where there is nothing to show

	Bars     []Bar
	Columns  *Columns
	Dots     []DotRow
	DotsFrom int // left end of the scale of Dots, points; it ends at 100
	Legend   []Legend
	More     string // at the foot: how many bars are not shown
}

// Bar is a line of a bar chart: parts one after another, a value behind.
type Bar struct {
	Label string
	Parts []BarPart
	Value string
}

// BarPart is a piece of a bar; N of nothing is not drawn.
type BarPart struct {
	N     int
	Shade Shade
	Word  string // within the piece, where it fits
}

// Columns is a distribution: how many lie in each band of a scale.
type Columns struct {
	From, Step int // points
	N          []int
	Pass       float64 // points; columns below it are of another shade
	PassWord   string
}

// DotRow is one person's marks, each a dot, with the mean.
type DotRow struct {
	Label  string
	Points []float64
	Mean   float64
	Value  string // over the mean
	Off    string // at the right; empty: nothing stands out
}

// Legend explains a shade. Mark is the state's shape in the window.
type Legend struct {
	Shade Shade
	Mark  string
	Word  string
}

// Shade says what a thing in a chart is; window and paper have a colour each.
type Shade uint8

// The shades.
const (
	NoShade    Shade = iota
	InkShade         // text
	SoftShade        // captions
	LineShade        // scales
	OnShade          // text on a dark ground
	GoodShade        // came, qualified
	HalfShade        // late, open
	HalfTint         // ground of HalfShade
	BadShade         // failed, below the pass line
	BadTint          // ground of BadShade
	MainShade        // figures without a verdict
	SpareShade       // edge of what is not filled
)

// Shapes of ChartItem.
const (
	ChartBox  = iota // X, Y, W, H, filled and edged
	ChartText        // begins, is centred on or ends at X; its line box begins at Y
	ChartDot         // round, W wide, centred on X, Y
	ChartMark        // a state's shape W large with its corner at X, Y
)

// ChartItem is one thing in a laid-out chart, in the units it was laid out in.
type ChartItem struct {
	Shape      int
	X, Y, W, H float64
	Fill, Edge Shade
	S          string // text, or the name of the mark
	Size       float64
	Align      float64 // of text: 0 begins at X, 0.5 centred, 1 ends there
}

// ChartType is what text looks like where a chart is drawn.
type ChartType struct {
	Caption, Body, Lead float64
	Width               func(s string, size float64) float64
}

// lineHigh is the height of a text's line box in sizes, as in the window.
const lineHigh = 1.45

// chartLay lays out one chart.
type chartLay struct {
	ChartType
	c     Chart
	w, h  float64
	items []ChartItem
}

// Lay gives the things of a chart on w × h units, in the order of drawing.
func (c Chart) Lay(w, h float64, t ChartType) []ChartItem {
	l := &chartLay{ChartType: t, c: c, w: w, h: h}
	top := l.head()
	bottom := h - 8
	if c.Empty != "" {
		l.text(c.Empty, w/2, (top+h-t.Body*lineHigh)/2, t.Body, 0.5, SoftShade)
		return l.items
	}
	if len(c.Legend) > 0 || c.More != "" {
		bottom = l.legend()
	}
	switch {
	case len(c.Bars) > 0:
		l.bars(top, bottom)
	case c.Columns != nil:
		l.columns(top, bottom)
	case len(c.Dots) > 0:
		l.dots(top, bottom)
	}
	return l.items
}

func (l *chartLay) box(x, y, w, h float64, fill, edge Shade) {
	l.items = append(l.items, ChartItem{Shape: ChartBox, X: x, Y: y, W: w, H: h, Fill: fill, Edge: edge})
}

func (l *chartLay) text(s string, x, y, size, align float64, in Shade) {
	if s != "" {
		l.items = append(l.items, ChartItem{Shape: ChartText, X: x, Y: y, S: s, Size: size, Align: align, Fill: in})
	}
}

// head is title, about and note over a rule; it gives where the chart may begin.
func (l *chartLay) head() float64 {
	high := l.Lead*lineHigh + 13
	mid := func(size float64) float64 { return (high - size*lineHigh) / 2 }
	x := 17.0
	l.text(l.c.Title, x, mid(l.Lead), l.Lead, 0, InkShade)
	x += l.Width(l.c.Title, l.Lead) + l.Lead
	l.text(l.c.About, x, mid(l.Lead), l.Lead, 0, InkShade)
	if l.c.About != "" {
		x += l.Width(l.c.About, l.Lead) + 16
	}
	// The note goes under the rule where the head is too narrow for both.
	if x+l.Width(l.c.Note, l.Caption) <= l.w-16 {
		l.text(l.c.Note, l.w-16, mid(l.Caption), l.Caption, 1, SoftShade)
		l.box(0, high-1, l.w, 1, LineShade, NoShade)
		return high
	}
	l.box(0, high-1, l.w, 1, LineShade, NoShade)
	l.text(l.c.Note, l.w-16, high+2, l.Caption, 1, SoftShade)
	return high + l.Caption*lineHigh
}

// legend stands at the foot; it gives where the chart must end.
func (l *chartLay) legend() float64 {
	high := l.Body*lineHigh + 8
	y, x := l.h-high, 25.0
	for _, g := range l.c.Legend {
		l.items = append(l.items, ChartItem{Shape: ChartMark, X: x, Y: y + (l.Body*lineHigh-16)/2, W: 16, Fill: g.Shade, S: g.Mark})
		in := InkShade
		if g.Shade != NoShade {
			in = g.Shade
		}
		l.text(g.Word, x+23, y, l.Body, 0, in)
		x += 23 + l.Width(g.Word, l.Body) + 22
	}
	l.text(l.c.More, l.w-16, y+(l.Body-l.Caption)*lineHigh/2, l.Caption, 1, SoftShade)
	return y - 2
}
