package kit

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// A still looks as its body does when the toolkit draws it. Another rasteriser draws it,
// and the test driver's strokes lie half outside their box; so squares of 16 pixels are
// compared by their mean.
func TestStillLooksLikeItsBody(t *testing.T) {
	for _, look := range Looks() {
		st := newStyle(t, look, Standard)
		test.NewTempApp(t).Settings().SetTheme(NewTheme(st))
		w := test.NewTempWindow(t, nil)
		w.SetPadded(false)
		shown := func(o fyne.CanvasObject) image.Image {
			w.SetContent(Stack(st.Fill(Bg), Pad(8, 8, o)))
			w.Resize(fyne.NewSize(576, 416))
			return w.Canvas().Capture()
		}
		body := func(word string) fyne.CanvasObject {
			rows := st.NewRows(44, func(i int, _ bool) fyne.CanvasObject {
				return Pad(0, 12, Row(12, st.Text("贾梓", st.Body, Ink), Space(), st.Right("66.0", st.Lead, Ink), st.Mark(Done, word)))
			}, func(int) {})
			rows.Set(4, 0)
			seg := st.Segments([]string{"全部 30", "一致 27", "不一致 3"}, 0, func(int) {})
			return st.Panel(Col(0, st.PanelHead(st.Text("最近签到", st.Body, Ink)), st.Band(Admitted, "已签到", "08:40"), Pad(8, 8, Row(0, seg, Space())), Grow(rows.Object(), 1)))
		}
		live := shown(body("一致"))
		if off := farthest(live, shown(st.Still(body("一致")))); off > 24 {
			t.Errorf("%s: a square is %d off", look, off)
		}
		if off := farthest(live, shown(st.Still(body("")))); off <= 24 {
			t.Errorf("%s: a word that lacks is only %d off: the comparison sees nothing", look, off)
		}
	}
}

// farthest is how far the means of a square and channel are apart at most.
func farthest(a, b image.Image) int {
	most := 0
	for y := 0; y < 416; y += 16 {
		for x := 0; x < 576; x += 16 {
			var sum [3]int
			for i := range 256 {
				ar, ag, ab, _ := a.At(x+i%16, y+i/16).RGBA()
				br, bg, bb, _ := b.At(x+i%16, y+i/16).RGBA()
				for c, d := range []int{int(ar>>8) - int(br>>8), int(ag>>8) - int(bg>>8), int(ab>>8) - int(bb>>8)} {
					sum[c] += d
				}
			}
			for _, d := range sum {
				most = max(most, d/256, -d/256)
			}
		}
	}
	return most
}

func TestStillAnswersTaps(t *testing.T) {
	st := newStyle(t, Light, Standard)
	f, w := newFrame(t, st)
	got := ""
	at := func(name string) fyne.CanvasObject { return Fixed(st.Tap(Clear(), func() { got += name }), 100, 40) }
	f.Show(Top(st.Still(Row(20, at("a"), Stack(at("b"), Fixed(st.Tap(Clear(), nil), 100, 40)), Space()))), nil)
	// The screen begins at 16,12 below the bars, of which there are none but their room.
	left, top := f.main.Position().X+16, f.main.Position().Y+12
	for _, c := range []struct {
		x, y float32
		want string
	}{{5, 5, "a"}, {99, 39, "a"}, {110, 20, ""}, {125, 20, "b"}, {400, 20, ""}} {
		got = ""
		test.TapCanvas(w.Canvas(), fyne.NewPos(left+c.x, top+c.y))
		if got != c.want {
			t.Errorf("a tap at %v,%v did %q, want %q", c.x, c.y, got, c.want)
		}
	}
	f.Focus(nil)
	if w.Canvas().Focused() == nil {
		t.Error("a tap beside everything took the keyboard away")
	}
}

// A still is drawn once, and again when somebody says that it changed, when it has
// another body, and when it has another size.
func TestStillIsDrawnOnChange(t *testing.T) {
	st := newStyle(t, Light, Standard)
	newFrame(t, st)
	ground := st.Fill(Ok)
	o := st.Still(Stack(ground))
	s := stillOf(o)
	o.Resize(fyne.NewSize(40, 30))
	is := func(when string, w, h int, want Tone) {
		t.Helper()
		if c := s.paint(w, h).At(20, 15); color.NRGBAModel.Convert(c) != st.C(want) {
			t.Errorf("%s: %v, want %s", when, c, want)
		}
	}
	is("at first", 40, 30, Ok)
	ground.FillColor = st.C(Err)
	is("changed and not stirred", 40, 30, Ok)
	Stir(o)
	is("stirred", 40, 30, Err)
	Swap(o, st.Fill(Pri))
	is("another body", 40, 30, Pri)
	o.Resize(fyne.NewSize(80, 60))
	is("larger", 80, 60, Pri)
	is("on a finer display", 160, 120, Pri)
	if Strange(Stack(st.Text("a", 16, Ink), st.Still(ground))) != nil {
		t.Error("a still cannot show texts and stills")
	}
	if field := NewField(st, Digits, FieldLook{}, newClock().now); Strange(Stack(field)) != field {
		t.Error("a field in a still is not noticed")
	}
}
