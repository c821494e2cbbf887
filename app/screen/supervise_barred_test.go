package screen

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"kaowu/app/desk"
	"kaowu/app/exam"
	"kaowu/app/paper"
)

// touchedPage is the page of a day on which an assessor of P01 is found out: three
// candidates have been scored by all three.
func touchedPage(t *testing.T) (*world, *supervise, exam.Staff) {
	t.Helper()
	w := newWorld(t, "2026-12-20 08:10:00")
	w.practicalOf("P01", 4, 3, false)
	w.enter(w.lead.Staff().Name)
	w.key(fyne.KeyF3, fyne.KeyTab, fyne.KeyTab)
	s, ok := w.sh.at.(*supervise)
	if !ok || s.area != superviseBarred {
		t.Fatalf("at %T", w.sh.at)
	}
	w.take()
	return w, s, w.staff(exam.RoleAssessor, "P01", 1)
}

// The lead disqualifies an assessor by keys, sees whom that touches, is refused to let it
// stand on two sheets, adds a session, and decides that they are scored again there.
func TestDisqualifyByKeys(t *testing.T) {
	w, s, p := touchedPage(t)
	w.shot("23-barred-none")
	w.tap("取消资格")
	w.shot("23-barred-who")
	list := slices.DeleteFunc(slices.Clone(w.plan.Staff), func(x exam.Staff) bool { return !exam.Disqualifiable(x.Role) })
	for range slices.IndexFunc(list, func(x exam.Staff) bool { return x.ID == p.ID }) {
		w.key(fyne.KeyDown)
	}
	w.key(fyne.KeyReturn)
	w.key(fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn) // G04
	w.key(fyne.KeyF9)                                               // without what was done: refused in words
	w.wants()
	w.typed("照抄旁人打分")
	w.key(fyne.KeyTab)
	w.typed("监控 09:41")
	w.key(fyne.KeyTab, fyne.KeyTab)
	w.typed("9:30")
	w.shot("23-barred-form")
	w.key(fyne.KeyF9)
	w.shows("2026-12-19 09:30") // how a time is written
	for range 4 {
		w.key(fyne.KeyBackspace)
	}
	w.key(fyne.KeyF9)
	w.wants(exam.StaffDisqualified)
	if len(s.people) != 1 || s.people[0].Code != "G04" || len(s.touched) != 4 {
		t.Fatalf("%+v, %d touched", s.people, len(s.touched))
	}
	w.shot("23-barred-list")

	w.key(fyne.KeyReturn)
	w.typed("1")
	w.key(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	w.typed("其余评分足够")
	w.shot("23-barred-decide")
	w.key(fyne.KeyF9)
	w.wants()
	w.shows("不能维持")
	w.key(fyne.KeyEscape)

	w.key(fyne.KeyF6)
	w.key(fyne.KeyTab)
	w.typed(w.session("P01").Room)
	w.key(fyne.KeyTab, fyne.KeyTab)
	w.typed("19:00-21:00")
	w.key(fyne.KeyTab)
	others := ""
	for _, x := range w.plan.Staff {
		if x.Role.Scores() && x.Role != exam.RoleBoardMember && !x.In("P01") && strings.Count(others, ",") < 3 || x.Role == exam.RoleSupervisor && x.In("P01") {
			others += string(x.ID) + ","
		}
	}
	w.typed(others)
	w.key(fyne.KeyTab)
	w.typed("重新评定")
	w.shot("23-barred-session")
	w.key(fyne.KeyF9)
	w.wants(exam.SessionNamed)

	w.key(fyne.KeyF5)
	w.typed("2")
	w.key(fyne.KeyTab)
	w.typed("P01R")
	w.key(fyne.KeyTab, fyne.KeyTab)
	w.typed("原评定人取消资格")
	w.key(fyne.KeyF9)
	w.wants(exam.ReassessDecided, exam.ReassessDecided, exam.ReassessDecided, exam.ReassessDecided)
	w.shot("23-barred-decided")
	if n := s.waitingOf(p.ID); n != 0 {
		t.Errorf("%d wait", n)
	}
	w.sh.open("trace", historyOf{no: s.touched[0].Candidate.No})
	w.shows("取消资格人员所为")
	if rows := w.sh.at.(*tracePage).paperRows(); !slices.ContainsFunc(rows, func(r paper.HistoryRow) bool { return strings.Contains(r.What, "取消资格人员所为") }) {
		t.Error("the printed trace does not mark them")
	}
	w.shot("23-barred-trace")

	// They are refused at sign-in, in words.
	w.key(fyne.KeyF12)
	w.typed(p.Name)
	w.key(fyne.KeyReturn)
	w.typed(passphrase)
	w.key(fyne.KeyReturn)
	if in, ok := w.sh.at.(*signin); !ok || in.wrong == "" {
		t.Errorf("signed in: %T", w.sh.at)
	}
	w.shot("23-barred-signin")
}

// session is a row of the plan.
func (w *world) session(no exam.SessionNo) exam.Session {
	for _, s := range w.plan.Sessions {
		if s.No == no {
			return s
		}
	}
	w.t.Fatalf("no session %s", no)
	return exam.Session{}
}

// Taken back with a reason by keys; who is no lead reads.
func TestReinstateByKeys(t *testing.T) {
	w, s, p := touchedPage(t)
	check(t, w.lead.Disqualify(t.Context(), p.ID, exam.Disqualification{Code: "G14", Text: "擅自离场"}))
	s.reload("")
	w.key(fyne.KeyF8)
	w.key(fyne.KeyF9) // no reason
	w.typed("查明是另一人")
	w.key(fyne.KeyF9)
	w.wants(exam.StaffDisqualified, exam.StaffDisqualified)
	if len(s.people) != 0 {
		t.Errorf("%d still barred", len(s.people))
	}
	w.key(fyne.KeyF12)
	w.enter(w.staff(exam.RoleSupervisor, "", 0).Name)
	w.key(fyne.KeyF3, fyne.KeyTab, fyne.KeyTab)
	if own := w.sh.at.(*supervise); bound(own.keys(), "F9") {
		t.Error("a supervisor may disqualify")
	}
}

// What waits on the day leads there.
func TestDisqualifiedOnTheDay(t *testing.T) {
	w, _, p := touchedPage(t)
	check(t, w.lead.Disqualify(t.Context(), p.ID, exam.Disqualification{Code: "G04", Text: "照抄"}))
	w.key(fyne.KeyEscape)
	day := w.sh.at.(*dayPage)
	at := slices.IndexFunc(day.list, func(n desk.Need) bool { return n.Code == "reassess" })
	if at < 0 {
		t.Fatalf("the day does not say it: %+v", day.list)
	}
	w.shot("23-barred-day")
}

// In each setting of a laptop no text is cut, covered or over other text.
func TestLooksOfBarred(t *testing.T) {
	w, s, p := touchedPage(t)
	none := func() { w.stand(s); s.setArea(superviseBarred) }
	check(t, w.lead.Disqualify(t.Context(), p.ID, exam.Disqualification{Code: "G04", Text: "照抄旁人打分", Evidence: "监控 09:41", Witness: "质量督导员"}))
	w.inEach("barred", []busyState{{"list", none}, {"form", func() { none(); s.disqualifyFor(w.staff(exam.RoleAssessor, "", 0)) }},
		{"decide", func() { none(); s.decide(false) }}, {"session", func() { none(); s.addSession() }}})
}
