package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// A text takes the lines that its box has, then a smaller size, then …; it stays in
// its box in each case.
func TestBriefFitsItsBox(t *testing.T) {
	st := newStyle(t, Light, Standard)
	long := strings.Repeat("考生名册第十三行的证件号码", 3)
	for _, tt := range []struct {
		why         string
		text        string
		wide, high  float32
		lines       int
		whole, same bool // nothing is lost; the size is as asked
	}{
		{"one line", "校验码不对", 200, 24, 1, true, true},
		{"two lines of the same size", long[:13*3*2], 240, 48, 2, true, true},
		{"smaller before it is cut", long, 240, 44, 2, true, false},
		{"cut at the end", long, 120, 24, 1, false, false},
	} {
		b := st.Brief(tt.text, 16, Ink)
		b.Resize(fyne.NewSize(tt.wide, tt.high))
		got, size := "", float32(0)
		for _, o := range b.Objects {
			x := o.(*canvas.Text)
			got, size = got+x.Text, x.TextSize
			if x.MinSize().Width > tt.wide+1 || o.Position().Y < -1 || o.Position().Y+size*1.45 > tt.high+1.5 {
				t.Errorf("%s: %q at %v leaves the box", tt.why, x.Text, o.Position())
			}
		}
		if len(b.Objects) != tt.lines || (got == tt.text) != tt.whole || (size == 16) != tt.same {
			t.Errorf("%s: %d lines of %v: %q", tt.why, len(b.Objects), size, got)
		}
		if !tt.whole && !strings.HasSuffix(got, "…") {
			t.Errorf("%s: cut without a mark: %q", tt.why, got)
		}
	}
}
