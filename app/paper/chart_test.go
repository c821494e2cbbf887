package paper

import (
	"fmt"
	"testing"
)

// chartsData is one chart of each kind.
func chartsData() []Chart {
	bars := Chart{Title: "出勤", About: "按考场", Note: "实到/应到，人次", Legend: []Legend{{Shade: GoodShade, Word: "已到"}, {Word: "缺考"}}}
	for i := range 3 {
		bars.Bars = append(bars.Bars, Bar{Label: fmt.Sprintf("T0%d 理论考场", i+1), Value: "38/40",
			Parts: []BarPart{{N: 36, Shade: GoodShade, Word: "已到 36"}, {N: 2, Shade: HalfShade}, {N: 2, Shade: SpareShade}}})
	}
	dots := Chart{Title: "考评员给分", About: "焊工三级", DotsFrom: 50, Dots: []DotRow{
		{Label: "龙欣涵", Points: []float64{70, 70, 71, 80}, Mean: 72.8, Value: "72.8"},
		{Label: "钱怡红", Points: []float64{80, 81, 82, 90}, Mean: 83.3, Value: "83.3", Off: "偏松 +10.5"}}}
	spread := Chart{Title: "操作技能分数分布", Note: "9 人，合格线 60", Columns: &Columns{From: 50, Step: 5, N: []int{0, 1, 2, 3, 3, 0, 0, 0, 0, 0}, Pass: 60, PassWord: "合格线"}}
	return []Chart{bars, spread, dots, {Title: "合格率", Empty: "还没有数据"}}
}

// fixedType measures every character as wide as it is high: wider than any font.
func fixedType(body float64) ChartType {
	return ChartType{Caption: body - 2, Body: body, Lead: body + 4, Width: func(s string, size float64) float64 { return float64(len([]rune(s))) * size }}
}

// Nothing leaves its panel and no text lies on other text, from the panel of the
// least window at the largest size of text to a whole page.
func TestChartsStayInTheirPanel(t *testing.T) {
	for _, size := range []struct{ w, h, body float64 }{{525, 240, 18}, {542, 262, 16}, {1100, 560, 16}, {758, 466, 16}} {
		for _, c := range chartsData() {
			var texts []ChartItem
			for _, it := range c.Lay(size.w, size.h, fixedType(size.body)) {
				left, right, bottom := it.X, it.X+it.W, it.Y+it.H
				if it.Shape == ChartText {
					w := fixedType(size.body).Width(it.S, it.Size)
					left, right, bottom = it.X-w*it.Align, it.X+w*(1-it.Align), it.Y+it.Size*lineHigh
					texts = append(texts, ChartItem{X: left, Y: it.Y, W: w, H: it.Size * lineHigh, S: it.S})
				}
				if left < -0.5 || right > size.w+0.5 || it.Y < -0.5 || bottom > size.h+0.5 {
					t.Errorf("%v %s: %q at %.0f–%.0f × %.0f–%.0f", size, c.Title, it.S, left, right, it.Y, bottom)
				}
			}
			for i, a := range texts {
				for _, b := range texts[:i] {
					if a.X < b.X+b.W-1 && b.X < a.X+a.W-1 && a.Y < b.Y+b.H-4 && b.Y < a.Y+a.H-4 {
						t.Errorf("%v %s: %q lies on %q", size, c.Title, a.S, b.S)
					}
				}
			}
		}
	}
}

// A piece is as long as its number: 36 of 40 is nine tenths of the bar.
func TestBarsAreInProportion(t *testing.T) {
	c := Chart{Bars: []Bar{{Parts: []BarPart{{N: 36, Shade: GoodShade}, {N: 4, Shade: SpareShade}}}, {Parts: []BarPart{{N: 10, Shade: GoodShade}}}}}
	var w []float64
	for _, it := range c.Lay(600, 300, fixedType(16)) {
		if it.Shape == ChartBox && it.H > 5 {
			w = append(w, it.W+1.5)
		}
	}
	if len(w) != 3 || w[0]/w[1] < 8.99 || w[0]/w[1] > 9.01 || w[0]/w[2] < 3.59 || w[0]/w[2] > 3.61 {
		t.Errorf("widths %.1f, want 36 : 4 : 10", w)
	}
}

func TestNiceStep(t *testing.T) {
	for n, want := range map[int]int{1: 1, 4: 1, 5: 2, 10: 5, 20: 5, 21: 10, 400: 100, 401: 200} {
		if got := niceStep(n); got != want {
			t.Errorf("step to %d is %d, want %d", n, got, want)
		}
	}
}

func TestSplit(t *testing.T) {
	c := Chart{Bars: make([]Bar, 41)}
	if got := c.Split(20); len(got) != 3 || len(got[2].Bars) != 1 {
		t.Errorf("%d parts", len(got))
	}
	if got := (Chart{Dots: make([]DotRow, 3)}).Split(1); len(got) != 1 {
		t.Errorf("dots were split into %d", len(got))
	}
}
