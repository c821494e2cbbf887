package screen

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
)

// Cameras at opening and closing by digits; a cut gets its times, and stands on the record.
func TestCamerasByKeys(t *testing.T) {
	w, c := atDoor(t)
	ids := exam.SplitList(c.in.Room.Cameras)
	if len(ids) == 0 {
		t.Fatal("the demo room has no cameras")
	}
	if c.in.Status == "not-open" {
		w.key(fyne.KeyReturn)
	}
	w.take()
	if c.due != exam.CameraAtOpening {
		t.Fatalf("due %q", c.due)
	}
	w.key(fyne.KeyF5)
	w.shot("21-cameras-opening")
	w.typed(strings.Repeat("1", len(ids)-1))
	w.key(fyne.KeyF9)
	w.shows(ids[len(ids)-1]) // it is still to be chosen
	w.wants()
	w.typed("3")
	w.key(fyne.KeyF9)
	w.shot("21-cameras-times")
	w.retype("08:15")
	w.key(fyne.KeyF9)
	stored := w.take()
	if len(stored) != len(ids) || c.due != "" {
		t.Fatalf("stored %v, due %q: %s", stored, c.due, w.says())
	}
	// The same cut again: now with its end.
	w.key(fyne.KeyF5)
	w.shot("21-cameras-between")
	w.key(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	w.typed("08:35")
	w.key(fyne.KeyF9)
	w.wants(exam.CameraNoted)
	v, err := w.lead.RecordView(c.no())
	check(t, err)
	last := v.Content.Video[len(v.Content.Video)-1]
	if last.Opening != exam.CameraLocal || len(last.Gaps) != 1 || last.Gaps[0] != (exam.Gap{From: "08:15", Until: "08:35", Local: true}) {
		t.Errorf("video %+v", v.Content.Video)
	}
	w.key(fyne.KeyF9, fyne.KeyF9) // close the session
	w.take()
	if c.due != exam.CameraAtClosing {
		t.Fatalf("closed, due %q: %s", c.due, w.sh.u.note)
	}
	w.tap("监控未记")
	w.shot("21-cameras-closing")
	w.typed(strings.Repeat("1", len(ids)))
	w.key(fyne.KeyF9)
	if got := w.take(); len(got) != len(ids) || c.due != "" {
		t.Errorf("stored %v, due %q", got, c.due)
	}
}

// In each setting of a laptop no text is cut, covered or over other text.
func TestLooksOfCameras(t *testing.T) {
	w, c := atDoor(t)
	if c.in.Status == "not-open" {
		w.key(fyne.KeyReturn)
	}
	ids := exam.SplitList(c.in.Room.Cameras)
	x := newCameras(w.sh.u, c.d, c.in, func() {})
	x.moment, x.states = exam.CameraAtOpening, map[string]string{}
	for _, id := range ids {
		x.states[id] = exam.CameraCut
	}
	w.inEach("cameras", []busyState{{"door", func() { w.stand(c) }}, {"opening", func() { w.stand(c); c.cameras() }}, {"times", func() { w.stand(c); x.askTimes(ids) }}, {"between", func() { w.stand(c); x.between(ids) }}})
}
