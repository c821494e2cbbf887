package paper

// Greys of the shades on paper; words beside say what a grey means.
func (s Shade) ink() Ink {
	switch s {
	case InkShade:
		return Black
	case SoftShade:
		return Soft
	case LineShade:
		return 18
	case OnShade:
		return 1 // white: 0 leaves what was set
	case GoodShade:
		return 72
	case HalfShade:
		return 50
	case BadShade:
		return 92
	case HalfTint:
		return 30
	case BadTint:
		return 10
	case MainShade, SpareShade:
		return 60
	}
	return 0
}

// textInk keeps text dark whatever the shade of its bar.
func (s Shade) textInk() Ink {
	if s == OnShade || s == SoftShade {
		return s.ink()
	}
	return Black
}

// Measures of a chart on paper.
const (
	chartUnit = 0.24 // millimetres a unit of layout
	chartHigh = 112.0
)

// ChartPages lays charts out on A4 portrait, two to a page.
func ChartPages(f *Frame, charts []Chart) Doc {
	fl := newFlow(f, false, f.t("charts"), f.t("about-exam", "exam", f.Header.Exam))
	fl.facts(2, fact{label: f.t("exam"), value: f.Header.Exam}, fact{label: f.t("site"), value: f.Header.Site})
	fl.y += 3
	for _, c := range charts {
		fl.need(chartHigh)
		fl.chart(c)
		fl.y += chartHigh + 4
	}
	return fl.finish()
}

// chart puts one chart over the whole width.
func (fl *flow) chart(c Chart) {
	w, h := fl.inner()/chartUnit, chartHigh/chartUnit
	points := func(size float64) float64 { return size * chartUnit / mmPerPoint }
	t := ChartType{Caption: 14, Body: 16, Lead: 20, Width: func(s string, size float64) float64 {
		return fl.f.Face.Width(fl.f.Face.Printable(s), points(size)) / chartUnit
	}}
	fl.put(Box{X: side, Y: fl.y, W: fl.inner(), H: chartHigh, Stroke: ruleWidth, Ink: Rule})
	for _, it := range c.Lay(w, h, t) {
		x, y := side+it.X*chartUnit, fl.y+it.Y*chartUnit
		switch it.Shape {
		case ChartBox:
			b := Box{X: x, Y: y, W: it.W * chartUnit, H: it.H * chartUnit, Fill: it.Fill.ink()}
			if it.Edge != NoShade {
				b.Stroke, b.Ink = ruleWidth, it.Edge.ink()
			}
			fl.put(b)
		case ChartText:
			s := fl.f.Face.Printable(it.S)
			x -= fl.f.Face.Width(s, points(it.Size)) * it.Align
			line := it.Size * lineHigh * chartUnit
			size := points(it.Size)
			fl.put(Text{X: x, Y: y + (line-lineHeight(size))/2 + baseline(size), Size: size, S: s, Ink: it.Fill.textInk()})
		case ChartDot:
			fl.put(Path{Points: []Point{{X: x, Y: y}}, W: it.W * chartUnit * 0.8})
		case ChartMark:
			b := Box{X: x, Y: y, W: it.W * chartUnit, H: it.W * chartUnit, Fill: it.Fill.ink(), Stroke: ruleWidth, Ink: Rule}
			if it.Fill == BadShade {
				b.Fill = BadTint.ink()
			}
			fl.put(b)
		}
	}
}

// Split parts a chart with more than n bars into several; other charts stay whole.
func (c Chart) Split(n int) []Chart {
	if len(c.Bars) <= n {
		return []Chart{c}
	}
	var out []Chart
	for i := 0; i < len(c.Bars); i += n {
		part := c
		part.Bars = c.Bars[i:min(i+n, len(c.Bars))]
		out = append(out, part)
	}
	return out
}
