package screen

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"kaowu/app/screen/kit"
)

// paint adds up what a frame costs: layers are areas in windows, each kind of object by
// itself. The toolkit paints every object at each change of anything.
type paint struct {
	plain, round, pictures float64
	objects                int
	strange                []fyne.CanvasObject // in stills, and not to be seen there
}

func (p *paint) walk(o fyne.CanvasObject, window float64) {
	if o == nil || !o.Visible() {
		return
	}
	size := o.Size()
	area := float64(size.Width*size.Height) / window
	switch x := o.(type) {
	case *canvas.Rectangle:
		if x.FillColor == color.Transparent && (x.StrokeColor == nil || x.StrokeWidth == 0) {
			return
		}
		p.objects++
		if x.CornerRadius > 0 || x.TopLeftCornerRadius > 0 || x.BottomLeftCornerRadius > 0 {
			p.round += area
		} else {
			p.plain += area
		}
	case *canvas.Raster, *canvas.Image:
		p.objects++
		p.pictures += area
	case *canvas.Text:
		p.objects++
	case *fyne.Container:
		for _, c := range x.Objects {
			p.walk(c, window)
		}
	case fyne.Widget:
		if body := kit.Under(x); body != nil {
			p.strange = append(p.strange, kit.Strange(body))
		}
		for _, c := range test.WidgetRenderer(x).Objects() {
			p.walk(c, window)
		}
	}
}

// Without a graphics card a frame costs what it paints, and every frame paints all
// (kit.Flat): no screen may fill the window with rectangles more than so many times, nor
// hold more than 400 objects (look.md 7).
func TestScreensPaintLittle(t *testing.T) {
	w := examDay(t)
	for _, p := range w.roles() {
		w.enter(p.Name)
		for _, where := range w.sh.screens() {
			w.sh.open(where, nil)
			var s paint
			size := w.win.Canvas().Size()
			s.walk(w.win.Canvas().Content(), float64(size.Width*size.Height))
			most := 0.3
			if where == "record" { // the cells of its form, most of them scrolled out of sight
				most = 1.3
			}
			for _, o := range s.strange {
				if o != nil {
					t.Errorf("%s of a %s: a %T cannot be seen in a still", where, p.Role, o)
				}
			}
			if s.plain+s.round > most || s.pictures > 1.6 || s.objects > 400 {
				t.Errorf("%s of a %s: %.2f windows of rectangles, %.2f of pictures, %d objects", where, p.Role, s.plain+s.round, s.pictures, s.objects)
			}
		}
		w.sh.lock()
	}
}
