package screen

import (
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/screen/kit"
)

// A checkpoint with the counter-signature of the national algorithms 国密 is half as long
// again: its text and its symbol are whole in every look.
func TestRecordSignedNationally(t *testing.T) {
	w, assessor, _ := filled(t, func(_ *desk.Loading, p *exam.Policy) { p.National = true })
	check(t, assessor.FreezeRecord(t.Context(), "P01"))
	w.signedBy(w.crew()...)
	r := w.record(w.lead.Staff())
	if n := len(r.view.State.Paper.Checkpoint); n < 330 {
		t.Fatalf("a checkpoint of %d bytes", n)
	}
	for _, l := range []struct {
		name string
		c    choices
		high float32
	}{
		{"-dark-en", choices{kit.Dark, kit.Standard, "en"}, 720}, {"-extra-zh-660", choices{kit.Light, kit.Extra, "zh"}, 660},
		{"-extra-en-660", choices{kit.Light, kit.Extra, "en"}, 660}, {"", choices{kit.Light, kit.Standard, "zh"}, 720},
	} {
		w.win.Resize(fyne.NewSize(1280, l.high))
		w.sh.choose(l.c)
		w.shot("07-record-national" + l.name)
	}
}
