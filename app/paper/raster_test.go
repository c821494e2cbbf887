package paper

import (
	"bytes"
	"strconv"
	"testing"

	"kaowu/app/exam"
)

func itoa(n int) string { return strconv.Itoa(n) }

// readPGM reads poppler's binary grey map: P5, width, height, 255, then pixels.
func readPGM(t testing.TB, b []byte) grey8 {
	t.Helper()
	f := bytes.Fields(b[:min(len(b), 40)])
	if len(f) < 4 || string(f[0]) != "P5" {
		t.Fatalf("no PGM: %q", b[:min(len(b), 20)])
	}
	w, err := strconv.Atoi(string(f[1]))
	if err != nil {
		t.Fatal(err)
	}
	h, err := strconv.Atoi(string(f[2]))
	if err != nil {
		t.Fatal(err)
	}
	return grey8{w: w, h: h, pix: b[len(b)-w*h:]}
}

// TestStrokesOnPaper asks that each point of the handwriting is black on paper and
// that the paper is white a little beside it, so strokes are neither lost nor blots.
func TestStrokesOnPaper(t *testing.T) {
	items := strokePaths(scribble(0), 20, 20, 60, 25)
	img := raster(t, makePDF(t, "strokes", Doc{Title: "x", Pages: []Page{{W: 100, H: 60, Items: items}}}), 1, 300)
	black := func(x, y float64) bool { return img.at(int(x/25.4*300), int(y/25.4*300)) < 128 }
	if len(items) != 6 {
		t.Fatalf("%d strokes, want 6", len(items))
	}
	for _, it := range items {
		for _, p := range it.(Path).Points {
			if !black(p.X, p.Y) {
				t.Fatalf("white at %.2f, %.2f", p.X, p.Y)
			}
		}
	}
	if first := items[0].(Path).Points[0]; black(first.X-1, first.Y) {
		t.Error("black a millimetre before the stroke begins")
	}
}

// TestThin: points off the line by 0.02 go, by 0.05 stay; the ends always stay.
func TestThin(t *testing.T) {
	in := []Point{{0, 0}, {1, 0.02}, {2, 0.02}, {3, 0.05}, {6, 0}}
	got := thin(in, 0.03)
	want := []Point{{0, 0}, {3, 0.05}, {6, 0}}
	if len(got) != 3 || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("thin = %v, want %v", got, want)
	}
	if one := thin(in[:1], 1); len(one) != 1 {
		t.Errorf("a dot became %v", one)
	}
	if same := thin([]Point{{1, 1}, {4, 4}, {1, 1}}, 0.03); len(same) != 3 {
		t.Errorf("there and back became %v", same)
	}
}

// TestOutline: a straight stroke two wide from 0 to 10 is a box one above and one
// below the line with half circles at its ends (√½ = 0.7071), and no dot; a right
// angle has a dot at its corner.
func TestOutline(t *testing.T) {
	edge, round := outline(Path{W: 2, Points: []Point{{0, 5}, {10, 5}, {10, 5}}})
	const h = 0.70710678
	want := []Point{{0, 6}, {10, 6}, {10 + h, 5 + h}, {11, 5}, {10 + h, 5 - h}, {10, 4}, {0, 4}, {-h, 5 - h}, {-1, 5}, {-h, 5 + h}}
	if len(edge) != len(want) || len(round) != 0 {
		t.Fatalf("edge %v, dots %v", edge, round)
	}
	for i := range want {
		if abs(edge[i].X-want[i].X)+abs(edge[i].Y-want[i].Y) > 1e-6 {
			t.Errorf("edge %v, want %v", edge, want)
		}
	}
	if _, round := outline(Path{W: 2, Points: []Point{{0, 0}, {10, 0}, {10, 10}}}); len(round) != 1 || round[0] != (Point{10, 0}) {
		t.Errorf("dots at %v", round)
	}
	if edge, round := outline(Path{W: 2}); edge != nil || round != nil {
		t.Errorf("nothing has an outline %v %v", edge, round)
	}
}

// A pad of 3620 × 1320 in a place of 36.2 × 20: a tenth of a unit is 0.01 mm, and
// the rest of the height, 6.8, is shared above and below.
func TestStrokePlaces(t *testing.T) {
	s := exam.Strokes{{{X: 0, Y: 0}, {X: 3620, Y: 1320}}, {{X: -50, Y: 5000}}, {}, {{X: 100, Y: 100}, {X: 104, Y: 100}, {X: 200, Y: 100}}}
	got := strokePaths(s, 10, 10, 36.2, 20)
	want := [][]Point{{{10, 13.4}, {46.2, 26.6}}, {{10, 26.6}}, {{11, 14.4}, {12, 14.4}}}
	if len(got) != len(want) {
		t.Fatalf("%d strokes, want %d", len(got), len(want))
	}
	for i, w := range want {
		p := got[i].(Path).Points
		if len(p) != len(w) {
			t.Fatalf("stroke %d has %v, want %v", i, p, w)
		}
		for j := range w {
			if abs(p[j].X-w[j].X) > 1e-9 || abs(p[j].Y-w[j].Y) > 1e-9 {
				t.Errorf("stroke %d: %v, want %v", i, p, w)
			}
		}
	}
}
