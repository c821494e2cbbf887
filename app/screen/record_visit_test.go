package screen

import (
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
)

// inspected is the demo exam with an inspector on its staff, at a record of a session
// that is being held.
func inspected(t *testing.T) (*world, *record) {
	t.Helper()
	w := newWorld(t, "2026-12-20 08:10:00", func(l *desk.Loading, _ *exam.Policy) {
		l.Plan.Staff = append(l.Plan.Staff, exam.Staff{ID: "S90", Name: "巡一", Role: exam.RoleInspector, Unit: "省中心"})
	})
	w.practicalOf("P01", 3, 0, false)
	w.enter("巡一")
	w.sh.open("record", sessionOf(w, "P01"))
	w.take()
	return w, w.sh.at.(*record)
}

// Notice 6.3: the inspector reads, and leaves a note of their own, signed by their own
// passphrase. It stands on the record, and nothing else is theirs to write.
func TestInspectorNotesVisit(t *testing.T) {
	w, r := inspected(t)
	w.shows("只读")
	w.shot("22-visit")
	w.key(fyne.KeyF3)
	w.typed("省职业技能鉴定指导中心")
	w.key(fyne.KeyTab)
	w.retype("10:05")
	w.key(fyne.KeyTab)
	w.retype("10:40")
	w.key(fyne.KeyTab)
	w.typed("考场有序")
	w.key(fyne.KeyTab)
	w.typed("not-mine")
	w.shot("22-visit-form")
	w.key(fyne.KeyF9)
	w.shows("口令不对")
	w.wants()
	w.typed(passphrase)
	w.key(fyne.KeyReturn)
	w.wants(exam.VisitNoted)
	if v := r.view.Content.Visits; len(v) != 1 || v[0].Name != "巡一" || v[0].From != "10:05" || v[0].Until != "10:40" {
		t.Fatalf("visits %+v", v)
	}
	w.shows("考场有序", "巡考记录已签名存下")
	w.shot("22-visit-stored")
	w.key(fyne.KeyF9, fyne.KeyF4)
	w.wants()
	if r.writing() || r.signing() {
		t.Error("the inspector writes or signs the record")
	}
	w.inEach("visit", []busyState{{"record", func() { w.stand(r) }}, {"form", func() { w.stand(r); r.visitNote() }}})
}
