package screen

import (
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/exam"
)

// A person's requests stand in their history with what was said; an ID number does not.
func TestTraceTellsRequests(t *testing.T) {
	w := newWorld(t, "2026-12-20 08:20:00")
	ctx, c := t.Context(), w.candidates("P01")[0]
	ask := func(field, value, why string) int {
		n, err := w.lead.TakeRequest(ctx, c.No, exam.DataRequest{Kind: exam.RequestRectify, By: exam.AskedSelf, Date: "2026-12-20", Identity: "出示身份证原件", Field: field, Value: value, Reason: why})
		check(t, err)
		return n
	}
	check(t, w.lead.DecideRequest(ctx, c.No, ask(exam.FieldUnit, "川南机械厂", "换了单位"), true, "有证明"))
	check(t, w.lead.DecideRequest(ctx, c.No, ask(exam.FieldPhone, "13800000001", "换了号码"), false, "号码不完整"))
	id := w.candidates("P01")[1].IDNumber
	w.enter(w.lead.Staff().Name)
	w.sh.open("trace", nil)
	p := w.sh.at.(*tracePage)
	w.typed(string(c.No))
	w.key(fyne.KeyReturn)
	w.shows("更正　工作单位　川南机械厂　换了单位", "同意　有证明", "不同意　号码不完整")
	w.shot("13-trace-requests")
	told := map[exam.Kind]int{}
	for _, m := range p.h.Moments {
		if tell := p.tell(m); tell.line != "" {
			told[m.Fact.Kind]++
		}
	}
	if told[exam.RequestTaken] != 2 || told[exam.RequestDecided] != 2 || told[exam.CandidateRectified] != 1 {
		t.Errorf("told with a line: %v", told)
	}
	if openly(exam.FieldID, id) != "" || openly(exam.FieldPhone, "13800000000") != "" || openly(exam.FieldUnit, "甲厂") != "甲厂" {
		t.Error("an ID number or a phone number is written out, or a unit is not")
	}
}
