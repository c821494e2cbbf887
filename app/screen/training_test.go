package screen

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
)

// look.md 5: training has its own folder and banner, no upload, and leaves the real
// exam as it was.
func TestTrainingFromSignIn(t *testing.T) {
	w := newWorld(t, "2026-12-20 08:40:00")
	w.enter(w.staff(exam.RoleSupervisor, "", 0).Name)
	w.key(fyne.KeyF12)
	real, size := w.sh.site, w.sh.site.Size()
	w.key(fyne.KeyF9)
	if w.sh.site == real || !w.sh.site.Drill() {
		t.Fatalf("not in training: %s", w.sh.u.note)
	}
	if !strings.Contains(w.says(), "演练数据，不算成绩，不能上报") || !strings.Contains(w.says(), trainWord) {
		t.Error("the sign-in page does not say that this is training")
	}
	w.shot("01-sign-in-training")
	w.take()

	lead := w.sh.at.(*signin).lead()
	w.typed(lead)
	w.key(fyne.KeyReturn)
	w.typed(trainWord)
	w.key(fyne.KeyReturn)
	if w.sh.desk == nil {
		t.Fatalf("not signed in: %s", w.sh.at.(*signin).wrong)
	}
	if w.sh.u.f.Bars().Train == "" || slices.Contains(w.sh.screens(), "upload") {
		t.Errorf("band %q, rail %v", w.sh.u.f.Bars().Train, w.sh.screens())
	}
	w.shot("training-day")
	w.key(fyne.KeyF12, fyne.KeyF9)
	if w.sh.site != real || w.sh.real != nil || real.Size() != size {
		t.Fatal("not back at the real exam as it was")
	}
	if strings.Contains(w.says(), trainWord) || w.sh.u.f.Bars().Train != "" {
		t.Error("the real exam still says training")
	}

	// The same training goes on; starting over throws it away.
	w.key(fyne.KeyF9)
	w.key(fyne.KeyF8)
	w.key(fyne.KeyF9)
	if w.sh.real == nil || !w.sh.site.Drill() {
		t.Fatalf("no fresh training: %s", w.sh.u.note)
	}
	if got := w.sh.site.Cover().Exam; got != real.Cover().Exam {
		t.Errorf("the demo plan is %s", got)
	}
	w.key(fyne.KeyF9)
	w.enter(w.lead.Staff().Name)
}
