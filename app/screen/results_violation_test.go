package screen

import (
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
)

// A violation reported at the door is completed, decided and delivered by keys in the
// results; refused in words while something is missing.
func TestViolationByKeys(t *testing.T) {
	w := newWorld(t, "2026-12-20 08:10:00")
	w.practicalOf("P01", 3, 0, false)
	no := w.candidates("P01")[0].No
	_, err := w.lead.ReportViolation(t.Context(), no, exam.Violation{Session: "P01", Code: "K08", Facts: "未戴面罩", Time: "09:20"})
	check(t, err)
	w.take()
	w.enter(w.lead.Staff().Name)
	w.sh.open("results", visit{who: no})
	w.shot("24-violation-steps")
	w.key(fyne.KeyReturn)
	w.typed("急着完工")
	w.key(fyne.KeyTab)
	w.typed("停机教育")
	w.key(fyne.KeyTab)
	w.typed("2")
	w.key(fyne.KeyTab, fyne.KeyTab)
	w.typed(string(w.staff(exam.RoleAssessor, "P01", 0).ID) + "," + string(w.staff(exam.RoleAssessor, "P01", 1).ID))
	w.key(fyne.KeyTab)
	w.typed(string(w.staff(exam.RoleSupervisor, "P01", 0).ID))
	w.key(fyne.KeyF9)
	w.shows("见证人") // refused without two witnesses
	w.wants()
	w.key(fyne.KeyUp, fyne.KeyUp)
	w.typed("张某,李某")
	w.shot("24-violation-hear")
	w.key(fyne.KeyF9)
	w.wants(exam.ViolationHeard)

	w.key(fyne.KeyF8, fyne.KeyDown, fyne.KeyReturn)
	w.typed("3") // none, theory, practical, all
	w.key(fyne.KeyTab)
	w.typed("违章操作经劝阻无效")
	w.shot("24-violation-decide")
	w.key(fyne.KeyF9)
	w.wants(exam.ViolationDecided)
	if r := w.sh.at.(*results).row(); r == nil || r.Result.Parts[exam.Practical].Reason != exam.ReasonVoid {
		t.Errorf("%+v", r)
	}
	w.tap("违纪")
	w.key(fyne.KeyReturn, fyne.KeyTab)
	w.typed("本人")
	w.key(fyne.KeyTab)
	w.typed("当面")
	w.key(fyne.KeyF9)
	w.wants(exam.ViolationDelivered)
	w.sh.open("trace", historyOf{no: no})
	w.shows("处理决定送达")
}
