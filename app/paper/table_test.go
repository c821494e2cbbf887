package paper

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"kaowu/app/exam"
)

// texts collects the text of a page in drawing order.
func texts(p Page) []Text {
	var out []Text
	for _, it := range p.Items {
		if x, ok := it.(Text); ok {
			out = append(out, x)
		}
	}
	return out
}

func pageText(p Page) string {
	var b strings.Builder
	for _, x := range texts(p) {
		b.WriteString(x.S)
		b.WriteByte('\n')
	}
	return b.String()
}

func TestHundredAndTwentyRows(t *testing.T) {
	f := frame(t, "zh")
	doc := ResultList(f, resultData(120, false))
	if len(doc.Pages) < 5 {
		t.Fatalf("120 rows on %d pages", len(doc.Pages))
	}
	seen := map[string]int{}
	for i, p := range doc.Pages {
		s := pageText(p)
		if want := fmt.Sprintf("第 %d 页　共 %d 页", i+1, len(doc.Pages)); !strings.Contains(s, want) {
			t.Errorf("page %d lacks %q", i+1, want)
		}
		if !strings.Contains(s, "演练") {
			t.Errorf("page %d of a drill does not say so", i+1)
		}
		rows := 0
		for _, c := range candidates(120) {
			if strings.Contains(s, "\n"+string(c.No)+"\n") {
				seen[string(c.No)]++
				rows++
			}
		}
		if head := strings.Contains(s, "准考证号\n") && strings.Contains(s, "考核成绩"); rows > 0 && !head {
			t.Errorf("page %d has rows and no head", i+1)
		}
	}
	for _, c := range candidates(120) {
		if seen[string(c.No)] != 1 {
			t.Errorf("%s stands on %d pages", c.No, seen[string(c.No)])
		}
	}
}

// TestNothingLeavesItsPage checks each item of every form against the margins.
func TestNothingLeavesItsPage(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		f := frame(t, lang)
		for _, p := range papers(t, f) {
			for i, page := range p.doc.Pages {
				for _, it := range page.Items {
					if l, is := it.(Line); is && p.name == "recovery" && l.X1 == foldEdge || is && l.X2 == page.W-foldEdge {
						continue // where to fold
					}
					x1, y1, x2, y2 := extent(f.Face, it)
					if x1 < side-0.3 || y1 < 3 || x2 > page.W-side+0.3 || y2 > page.H-4 {
						t.Errorf("%s/%s page %d: %#v leaves the margins", lang, p.name, i+1, it)
					}
				}
			}
		}
	}
}

func extent(f *Face, it Item) (x1, y1, x2, y2 float64) {
	switch v := it.(type) {
	case Text:
		return v.X, v.Y - v.Size*mmPerPoint, v.X + f.Width(v.S, v.Size), v.Y
	case Line:
		return min(v.X1, v.X2), min(v.Y1, v.Y2), max(v.X1, v.X2), max(v.Y1, v.Y2)
	case Box:
		return v.X, v.Y, v.X + v.W, v.Y + v.H
	case Photo:
		return v.X, v.Y, v.X + v.W, v.Y + v.H
	case Bits:
		return v.X, v.Y, v.X + float64(v.Cols)*v.CellW, v.Y + float64(v.Rows)*v.CellH
	case Path:
		x1, y1, x2, y2 = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
		for _, p := range v.Points {
			x1, y1, x2, y2 = min(x1, p.X), min(y1, p.Y), max(x2, p.X), max(y2, p.Y)
		}
	}
	return
}

// TestTextStaysInItsCell finds for each text the smallest box around its start and
// asks that its end lies in it too: nothing runs over a table line.
func TestTextStaysInItsCell(t *testing.T) {
	f := frame(t, "en")
	for _, p := range papers(t, f) {
		for i, page := range p.doc.Pages {
			for _, x := range texts(page) {
				best := Box{W: math.Inf(1)}
				for _, it := range page.Items {
					b, ok := it.(Box)
					if ok && b.X <= x.X && x.X <= b.X+b.W && b.Y <= x.Y && x.Y <= b.Y+b.H && b.W < best.W {
						best = b
					}
				}
				if end := x.X + f.Face.Width(x.S, x.Size); !math.IsInf(best.W, 1) && end > best.X+best.W+0.05 {
					t.Errorf("%s page %d: %q ends %.1f mm beyond its cell", p.name, i+1, x.S, end-best.X-best.W)
				}
			}
		}
	}
}

// A statement longer than a page is parted over pages and no line of it is lost.
func TestRowTallerThanAPage(t *testing.T) {
	d := violationData()
	var lines []string
	for i := range 120 {
		lines = append(lines, fmt.Sprintf("陈述第 %d 行", i+1))
	}
	d.Seen.Statement = strings.Join(lines, "\n")
	doc := ViolationRecord(frame(t, "zh"), d)
	all := ""
	for _, p := range doc.Pages {
		all += pageText(p)
	}
	for _, l := range lines {
		if strings.Count(all, l+"\n") != 1 {
			t.Fatalf("%q stands %d times", l, strings.Count(all, l+"\n"))
		}
	}
	if len(doc.Pages) < 3 {
		t.Errorf("%d pages", len(doc.Pages))
	}
}

func TestEmptyListStillHasItsHead(t *testing.T) {
	doc := SignInSheet(frame(t, "zh"), SignInData{Sitting: sitting(exam.Theory)})
	if s := pageText(doc.Pages[0]); !strings.Contains(s, "考生签名") {
		t.Errorf("no head in %q", s)
	}
}

func TestFitKeepsNumbersWhole(t *testing.T) {
	f := frame(t, "zh")
	fl := newFlow(f, false, "t", "a")
	got := fl.fit(table{widths: []float64{15, 45}, rows: []row{{{s: "2026610001"}, {s: "可以随处断开的一段中文，长得多"}}}})
	// Ten figures at 9.5 points: 10 × 0.555 × 9.5 × 25.4/72 = 18.60 mm, and 2 × 1.3 padding.
	if math.Abs(got[0]-21.2) > 0.01 || math.Abs(got[0]+got[1]-60) > 0.001 {
		t.Errorf("fit = %v, want 21.2 and 38.8", got)
	}
	if same := fl.fit(table{widths: []float64{30, 30}, rows: []row{{{s: "2026610001"}, {}}}}); same[0] != 30 || same[1] != 30 {
		t.Errorf("fit changed widths that suffice: %v", same)
	}
}
