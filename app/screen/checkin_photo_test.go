package screen

import (
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

// The plan's folder has a photo of one candidate: it is on their card, and the next
// one's says that there is none.
func TestCheckinShowsThePhoto(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 150, 196))
	for y := range 196 {
		for x := range 150 {
			img.Set(x, y, color.NRGBA{uint8(x), uint8(y), 120, 255})
		}
	}
	file := filepath.Join(t.TempDir(), "p.png")
	f, err := os.Create(file)
	check(t, err)
	check(t, png.Encode(f, img))
	check(t, f.Close())
	w := newWorld(t, "2026-12-19 08:40:00", func(l *desk.Loading, _ *exam.Policy) {
		l.Photos = map[exam.CandidateNo]string{"2026610001": file}
	})
	w.enter(w.staff(exam.RoleInvigilator, "T01", 0).Name)
	w.alt("2")
	c := w.sh.at.(*checkin)
	w.key(fyne.KeyReturn)
	for _, tt := range []struct {
		no   string
		want int
	}{{"2026610001", 1}, {"2026610002", 0}} {
		w.typed(tt.no)
		w.key(fyne.KeyReturn)
		if got := pictures(c.box, 150); got != tt.want {
			t.Errorf("%s: %d photos on the card, want %d", tt.no, got, tt.want)
		}
		w.shot("03-checkin-photo-" + tt.no)
	}
	w.wants(exam.SessionOpened, exam.Admitted, exam.Admitted)
}

// pictures counts the images of a decoded picture so wide.
func pictures(o fyne.CanvasObject, wide int) int {
	n := 0
	switch x := o.(type) {
	case *canvas.Image:
		if x.Image != nil && x.Image.Bounds().Dx() == wide {
			n++
		}
	case *fyne.Container:
		for _, child := range x.Objects {
			n += pictures(child, wide)
		}
	}
	return n
}
